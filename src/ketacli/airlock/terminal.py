"""The real terminal of a kiosk: raw while the kiosk runs, as it was afterwards."""

import fcntl
import os
import struct
import termios
import tty
from contextlib import suppress
from select import select
from time import monotonic
from typing import Any, NamedTuple

_PIECE = 65536
_FULL = 65536
"""With so many bytes waiting, nothing more is taken from a visit."""
_FAREWELL_SECONDS = 1.0


class Size(NamedTuple):
    """Of a screen, in letters."""

    columns: int
    lines: int


USUAL = Size(80, 24)
"""For a terminal that does not know its size, as on a serial line."""
_LEAST, _MOST = Size(20, 10), Size(500, 200)


def sane(size: Size) -> Size:
    """A size that a page can be drawn at."""
    if not (size.columns and size.lines):
        return USUAL
    return Size(
        *(min(max(one, least), most) for one, least, most in zip(size, _LEAST, _MOST, strict=True))
    )


def set_size(terminal: int, size: Size) -> None:
    """Make a pty so large. Whatever runs in it is told by the kernel."""
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("4H", size.lines, size.columns, 0, 0))


class Terminal:
    """Reads and writes without ever waiting."""

    def __init__(self, reads: int = 0, writes: int = 1) -> None:
        self.reads, self.writes = reads, writes
        self.gone = False
        """Whether there is nobody at the other end any more."""
        self._waiting = bytearray()
        self._before: list[Any] = termios.tcgetattr(reads)
        self._flags = {each: fcntl.fcntl(each, fcntl.F_GETFL) for each in (reads, writes)}

    def take(self) -> None:
        """Switch off all that the kernel does with keys: no signals, no echo, no flow control."""
        with suppress(termios.error):  # it is gone, which the next read will say
            tty.setraw(self.reads, termios.TCSANOW)
        for each in self._flags:
            os.set_blocking(each, False)

    def give_back(self) -> None:
        """Leave the terminal as it was, and nothing typed for whoever reads next."""
        end = monotonic() + _FAREWELL_SECONDS
        while self._waiting and not self.gone and monotonic() < end:
            select([], [self.writes], [], _FAREWELL_SECONDS)
            self.flush()
        with suppress(termios.error):
            termios.tcflush(self.reads, termios.TCIFLUSH)
            termios.tcsetattr(self.reads, termios.TCSANOW, self._before)
        for each, flags in self._flags.items():
            fcntl.fcntl(each, fcntl.F_SETFL, flags)

    @property
    def size(self) -> Size:
        """How large the screen is, as far as a page can be drawn at."""
        with suppress(OSError):
            return sane(Size(*os.get_terminal_size(self.writes)))
        return USUAL

    @property
    def waits(self) -> bool:
        """Whether bytes wait for the terminal to take them."""
        return bool(self._waiting)

    @property
    def full(self) -> bool:
        """Whether so much waits that a visit must."""
        return len(self._waiting) >= _FULL

    def read(self) -> bytes:
        """What was typed."""
        try:
            typed = os.read(self.reads, _PIECE)
        except BlockingIOError:
            return b""
        except OSError:
            typed = b""
        self.gone = self.gone or not typed
        return typed

    def write(self, drawn: bytes) -> None:
        """Draw, now or as soon as the terminal takes it."""
        self._waiting += drawn
        self.flush()

    def replace(self, drawn: bytes) -> None:
        """Draw this, and forget what still waits."""
        self._waiting.clear()
        self.write(drawn)

    def flush(self) -> None:
        """Write what the terminal takes."""
        try:
            while self._waiting:
                del self._waiting[: os.write(self.writes, self._waiting)]
        except BlockingIOError:
            pass
        except OSError:
            self.gone = True
