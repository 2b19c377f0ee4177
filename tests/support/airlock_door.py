"""Enters the airlock as `ketacli kiosk` does, with a lock that a test has written to a file."""

import sys
from pathlib import Path

from ketacli import airlock
from ketacli.errors import KetacliError

# What measures coverage goes along into the airlock; the stand-in visits do not look at it.
airlock._KEPT += ("COVERAGE_PROCESS_CONFIG", "COVERAGE_FILE")
try:
    airlock.enter(airlock.Lock.from_json(Path(sys.argv[1]).read_text()))
except KetacliError as refused:
    sys.exit(refused.exit_code)
