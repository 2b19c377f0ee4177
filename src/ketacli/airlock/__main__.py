"""`python -I -m ketacli.airlock DESCRIPTOR`: what `enter` becomes."""

import os
import resource
import sys

from ketacli.airlock.journal import Journal, Supervisor
from ketacli.airlock.kiosk import Kiosk
from ketacli.airlock.lock import Lock
from ketacli.airlock.terminal import Terminal
from ketacli.errors import ExitCode

_FIRST_OF_OTHERS = 3
_MOST_OTHERS = 65536


def main() -> ExitCode:
    """Run a kiosk on this terminal. A fault of ours is named in the journal, never drawn."""
    journal = Journal()
    try:
        lock = _lock(int(sys.argv[1]))
        os.umask(0o077)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        supervisor = Supervisor(
            os.environ.get("NOTIFY_SOCKET", ""), os.environ.get("WATCHDOG_USEC", "")
        )
        Kiosk(lock, Terminal(), journal, supervisor).run()
    except Exception as fault:  # noqa: BLE001 - whatever it is, no reader may see it
        journal.note(f"airlock: {type(fault).__name__} in line {_line(fault)}")
        return ExitCode.BUG
    return ExitCode.DONE


def _lock(descriptor: int) -> Lock:
    with open(descriptor, encoding="utf-8") as file:
        lock = Lock.from_json(file.read())
    # Whatever else this process was started with is for no visit.
    start = _FIRST_OF_OTHERS
    for kept in (*sorted(lock.early[1:]), _MOST_OTHERS):
        os.closerange(start, kept)
        start = kept + 1
    return lock


def _line(fault: BaseException) -> str:
    trace = fault.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = trace.tb_frame.f_code.co_filename.rpartition("/")[2] if trace else ""
    return f"{place}:{trace.tb_lineno if trace else 0}"


if __name__ == "__main__":
    sys.exit(main())
