"""One visit, as a process of its own: what an airlock starts again and again."""

import os
import signal
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ketacli.airlock.status import Status
from ketacli.disclaimer import Channel
from ketacli.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable

    from ketacli.kiosk.room import Room


def main(arguments: list[str]) -> int:
    """Be one visit, full screen or with `--linear` as a plain stream."""
    linear = "--linear" in arguments
    channel = Channel.KIOSK_LINEAR if linear else Channel.KIOSK
    status = None
    try:
        run = _reading_room(linear=linear)
        # Only now: the first visit is started before there is anything to tell it.
        status = Status.here()
        from ketacli.kiosk.room import open_room

        return run(open_room(status, channel, os.environ, date.today))
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - no traceback on a public screen
        (status or Status.here()).note(_where(error))
        return ExitCode.BUG


def _reading_room(*, linear: bool) -> "Callable[[Room], int]":
    if linear:
        from ketacli.kiosk.linear import run

        return run
    from ketacli.kiosk import screen

    return screen.run


def _where(error: BaseException) -> str:
    """The kind of an error and the line it came from: no words of a visit."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    if frame is None:
        return f"visit ended by {type(error).__name__}"
    file = Path(frame.tb_frame.f_code.co_filename).name
    return f"visit ended by {type(error).__name__} at {file}:{frame.tb_lineno}"


if __name__ == "__main__":
    # No key of a kiosk sends these, and Python's answer to the first one is a traceback.
    for which in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP):
        signal.signal(which, signal.SIG_IGN)
    sys.exit(main(sys.argv[1:]))
