"""One visit, as a process of its own: what an airlock starts again and again."""

import os
import sys
from datetime import date
from pathlib import Path

from ketacli.airlock.status import Status
from ketacli.disclaimer import Channel
from ketacli.errors import ExitCode


def main(arguments: list[str]) -> int:
    """Be one visit, full screen or with `--linear` as a plain stream."""
    status = Status.here()
    linear = "--linear" in arguments
    channel = Channel.KIOSK_LINEAR if linear else Channel.KIOSK
    try:
        from ketacli.kiosk.room import open_room

        room = open_room(status, channel, os.environ, date.today)
        if linear:
            from ketacli.kiosk.linear import run

            return run(room)
        from ketacli.kiosk import screen

        return screen.run(room)
    except Exception as error:  # noqa: BLE001 - no traceback may reach a public screen
        status.note(_where(error))
        return ExitCode.BUG


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
    sys.exit(main(sys.argv[1:]))
