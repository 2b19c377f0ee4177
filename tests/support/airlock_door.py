"""Enters the airlock as `ketacli kiosk` does, with a lock that a test has written to a file."""

import sys
from pathlib import Path

from ketacli import airlock
from ketacli.errors import KetacliError

# What measures coverage goes along into the airlock; the stand-in visits do not look at it.
airlock._KEPT += ("COVERAGE_PROCESS_CONFIG", "COVERAGE_FILE")
lock = airlock.Lock.from_json(Path(sys.argv[1]).read_text())
if "early" in sys.argv:
    early = airlock.start_early(lock.command, full_screen=lock.full_screen)
    assert early is not None
    Path(sys.argv[1]).with_name("early").write_text(str(early.pid))
    lock = lock._replace(early=early)
try:
    airlock.enter(lock)
except KetacliError as refused:
    sys.exit(refused.exit_code)
