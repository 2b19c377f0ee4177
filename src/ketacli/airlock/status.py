"""The line between a visit and the airlock. This end is the visit's: what it is told at its
start, that it is alive, what the next visits are to know. Imports next to nothing.
"""

import os
import stat
from _thread import allocate_lock
from contextlib import suppress
from typing import Any

VARIABLE = "KETACLI_VISIT"
"""Names the descriptor of the line in a visit's environment."""
_PIECE = 65536
_KEEP_SECONDS = 2.0
_LONGEST_NOTE = 300


class Status:
    """A visit's end of the line. Without an airlock it says everything to nobody."""

    def __init__(self, line: int | None, brief: dict[str, Any] | None = None) -> None:
        self.brief: dict[str, Any] = brief or {}
        """What the airlock told this visit: read once, at the start."""
        self._line = line
        self._busy = allocate_lock()

    @classmethod
    def here(cls) -> "Status":
        """The line of this process, once. Programs that it starts do not get the line."""
        line = _inherited(os.environ.pop(VARIABLE, ""))
        if line is None:
            return cls(None)
        os.set_inheritable(line, False)  # noqa: FBT003 - it has no name
        brief = _read_brief(line)
        os.set_blocking(line, False)
        return cls(line, brief)

    def beat(self) -> None:
        """Say: alive, and the page is drawn. Never waits, never fails."""
        if self._line is None or not self._busy.acquire(blocking=False):
            return  # whoever holds it is being heard
        try:
            os.write(self._line, b"beat\n")
        except OSError:
            pass  # full: the airlock has beats to read
        finally:
            self._busy.release()

    def keep(self, **values: Any) -> None:
        """Add values to the brief of the visits that follow. The airlock keeps 512 kB at most."""
        import json

        self._say("keep", json.dumps(values))

    def finish(self) -> None:
        """Say: this visit ends as it should, whatever the exit code."""
        self._say("finish")

    def note(self, text: str) -> None:
        """One line for the journal: an event, an error's type and line. Never a visit's words."""
        self._say("note", " ".join(text.split())[:_LONGEST_NOTE])

    def _say(self, kind: str, rest: str = "") -> None:
        message = f"{kind} {rest}".strip().encode("utf-8", "backslashreplace") + b"\n"
        with self._busy:
            line = self._line
            if line is not None and not _write_all(line, message):
                self._line = None  # half a message: what came after it would be misread


def _inherited(name: str) -> int | None:
    if not name.isascii() or not name.isdigit():
        return None
    with suppress(OSError, OverflowError):
        if stat.S_ISSOCK(os.fstat(int(name)).st_mode):
            return int(name)
    return None


def _read_brief(line: int) -> dict[str, Any]:
    """The brief: its length in digits, a line break, and so many bytes of JSON."""
    import json

    read = b""
    with suppress(OSError, ValueError):
        while b"\n" not in read:
            read += _more(line)
        length, _, read = read.partition(b"\n")
        pieces = [read]
        missing = int(length) - len(read)
        while missing > 0:
            pieces.append(_more(line))
            missing -= len(pieces[-1])
        brief = json.loads(b"".join(pieces))
        return brief if isinstance(brief, dict) else {}
    return {}


def _more(line: int) -> bytes:
    piece = os.read(line, _PIECE)
    if not piece:
        raise BrokenPipeError
    return piece


def _write_all(line: int, message: bytes) -> bool:
    """Write a message whole; the airlock reads all the time, so this is not long."""
    from select import select

    left = memoryview(message)
    while left:
        try:
            left = left[os.write(line, left) :]
        except BlockingIOError:
            if not select([], [line], [], _KEEP_SECONDS)[1]:
                return False
        except OSError:
            return False
    return True
