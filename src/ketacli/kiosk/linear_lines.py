"""Lines in and lines out: the terminal of a plain stream. Sends no escape sequence, reads whole
lines of text, and counts nothing else as one.
"""

import os
import termios
from collections.abc import Iterable
from contextlib import suppress
from select import select

from ketacli.render.canvas import NARROWEST, USUAL, WIDEST

_IN, _OUT = 0, 1
_MOST_BYTES = 1024
_PIECE = 4096
NO_LINE = "\N{REPLACEMENT CHARACTER}"
"""What a line is that was too long, or no text. It is the label of nothing."""


class GoneError(Exception):
    """Nobody is at the other end of the terminal."""


class Lines:
    """The terminal as a stream of lines."""

    def __init__(self) -> None:
        self._typed = b""

    @property
    def width(self) -> int:
        """How many letters a line has now."""
        try:
            columns = os.get_terminal_size(_OUT).columns or USUAL
        except OSError:
            columns = USUAL
        return max(NARROWEST, min(columns, WIDEST))

    def write(self, lines: Iterable[str]) -> None:
        """Write some lines.

        Raises:
            GoneError: the terminal is gone.
        """
        left = memoryview("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
        try:
            while left:
                left = left[os.write(_OUT, left) :]
        except OSError as error:
            raise GoneError from error

    def forget(self) -> None:
        """Forget what was typed so far."""
        self._typed = b""
        with suppress(termios.error):  # gone: the next line says so
            termios.tcflush(_IN, termios.TCIFLUSH)

    def line(self, seconds: float) -> str | None:
        """The next line without its end, or None if there is none within so long.

        Raises:
            GoneError: there will be none.
        """
        if b"\n" not in self._typed:
            if not select([_IN], [], [], seconds)[0]:
                return None
            self._read()
        line, ended, rest = self._typed.partition(b"\n")
        if not ended:
            self._typed = line[: _MOST_BYTES + 1]  # too long already: the rest changes nothing
            return None
        self._typed = rest
        return _text(line)

    def _read(self) -> None:
        try:
            piece = os.read(_IN, _PIECE)
        except OSError as error:
            raise GoneError from error
        if not piece:
            raise GoneError
        self._typed += piece


def _text(line: bytes) -> str:
    if len(line) > _MOST_BYTES:
        return NO_LINE
    try:
        return line.decode().strip()
    except UnicodeDecodeError:
        return NO_LINE
