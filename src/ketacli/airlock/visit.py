"""One visit: a new process in a terminal of its own, and the line on which it says it is alive."""

import os
import socket
import termios
import tty
from contextlib import ExitStack, suppress
from math import inf
from typing import NamedTuple

from ketacli.airlock.family import end_family
from ketacli.airlock.lock import Early, Limits
from ketacli.airlock.signals import as_usual
from ketacli.airlock.status import VARIABLE
from ketacli.airlock.terminal import Size, set_size

_PIECE = 65536
_LINE = 3
"""The descriptor of a visit's end of the line."""
_NOT_STARTED = 127
_CLOSED_SECONDS = 5.0
"""A visit that has closed its terminal has so long to end."""
_WHOLE_LETTERS = 0o40000
"""IUTF8, which `termios` has no name for: Backspace takes a whole letter, not a byte of it."""
_TOO_LONG = bytearray(b"too-long")
_NOT_INHERITED = ("NOTIFY_SOCKET", "WATCHDOG_USEC")


class Message(NamedTuple):
    """One line from a visit: beat, finish, note or keep, and the rest of the line."""

    kind: str
    rest: str


class Visit:
    """A process that draws pages, as the airlock sees it."""

    def __init__(
        self, pid: int, screen: int, line: socket.socket, brief: bytes, now: float
    ) -> None:
        self.pid, self.screen, self.line = pid, screen, line
        self.beaten = False
        self.finished = False
        self.talks = True
        """Whether its end of the line is open."""
        self.closed = inf
        """When it has closed its terminal."""
        self._heard = now
        self._brief = b"%d\n%s" % (len(brief), brief)
        self._incoming = bytearray()
        self._skipping = False
        os.set_blocking(screen, False)
        line.settimeout(0)

    @property
    def waits(self) -> bool:
        """Whether there is more to tell it."""
        return bool(self._brief)

    def deadline(self, limits: Limits) -> float:
        """When it must have said that it is alive."""
        patience = limits.beat_seconds if self.beaten else limits.first_beat_seconds
        return min(self._heard + patience, self.closed + _CLOSED_SECONDS)

    def heard(self, now: float) -> None:
        """It is alive."""
        self._heard = now

    def forgive(self, seconds: float) -> None:
        """Time in which nobody could have heard it does not count."""
        self._heard += seconds
        self.closed += seconds

    def drawn(self, now: float) -> bytes:
        """What it has drawn."""
        try:
            return os.read(self.screen, _PIECE)
        except BlockingIOError:
            return b""
        except OSError:  # EIO: no process has this terminal any more
            self.closed = min(self.closed, now)
            return b""

    def press(self, keys: bytes) -> None:
        """Give it keys. A visit that does not read loses them."""
        with suppress(OSError):
            os.write(self.screen, keys)

    def resize(self, size: Size) -> None:
        """Tell it that the screen has another size."""
        with suppress(OSError):
            set_size(self.screen, size)

    def tell(self) -> None:
        """Go on telling it the brief."""
        try:
            self._brief = self._brief[self.line.send(self._brief) :]
        except BlockingIOError:
            pass
        except OSError:
            self._brief = b""  # it does not listen

    def hear(self, most: int) -> list[Message]:
        """What it has said since. Lines of more than so many bytes are passed over."""
        self._receive(most)
        *lines, rest = self._incoming.split(b"\n")
        self._incoming = bytearray(rest)
        if lines and self._skipping:
            self._skipping = False
            del lines[0]
        if len(rest) > most:
            lines += [] if self._skipping else [_TOO_LONG]
            self._skipping = True
            self._incoming.clear()
        return [_message(line) for line in lines]

    def _receive(self, most: int) -> None:
        try:
            while self.talks and len(self._incoming) <= most:
                said = self.line.recv(_PIECE)
                self.talks = said != b""
                self._incoming += said
        except BlockingIOError:
            pass
        except OSError:
            self.talks = False

    def end(self) -> None:
        """End it, and everything that it started."""
        end_family(self.pid)
        os.close(self.screen)
        self.line.close()


def start(command: tuple[str, ...], brief: bytes, size: Size, now: float, *, raw: bool) -> Visit:
    """Start a visit.

    Args:
        command: its command line.
        brief: what it is told.
        size: of the screen.
        now: the time.
        raw: whether it gets keys as they are pressed, or lines.

    Raises:
        OSError: there is no room for another process, or another terminal.
    """
    return adopt(spawn(command, dict(os.environ), size, raw=raw), brief, size, now)


def adopt(early: Early, brief: bytes, size: Size, now: float) -> Visit:
    """Take over a process that was started before there was anything to tell it."""
    visit = Visit(early.pid, early.screen, socket.socket(fileno=early.line), brief, now)
    visit.resize(size)
    return visit


def spawn(command: tuple[str, ...], environment: dict[str, str], size: Size, *, raw: bool) -> Early:
    """Start the process of a visit, which waits to be told its brief.

    Raises:
        OSError: there is no room for another process, or another terminal.
    """
    with ExitStack() as theirs, ExitStack() as ours:
        screen, inner = os.openpty()
        theirs.callback(os.close, inner)
        ours.callback(os.close, screen)
        line, other_end = socket.socketpair()
        theirs.enter_context(other_end)
        ours.enter_context(line)
        _prepare(inner, size, raw=raw)
        pid = os.fork()
        if not pid:
            _become(command, environment, inner, other_end.fileno())
        ours.pop_all()
    return Early(pid, screen, line.detach())


def _prepare(inner: int, size: Size, *, raw: bool) -> None:
    """No key of a visit's terminal is a signal or stops its output; lines are made if wanted."""
    set_size(inner, size)
    if raw:
        tty.setraw(inner)
        return
    settings = termios.tcgetattr(inner)
    settings[0] = settings[0] & ~(termios.IXON | termios.BRKINT) | _WHOLE_LETTERS
    settings[3] &= ~(termios.ISIG | termios.IEXTEN)
    termios.tcsetattr(inner, termios.TCSANOW, settings)


def _become(command: tuple[str, ...], environment: dict[str, str], inner: int, line: int) -> None:
    """Turn the new process into a visit. Does not return."""
    try:
        as_usual()
        os.login_tty(inner)
        os.dup2(line, _LINE)
        os.set_inheritable(_LINE, True)  # noqa: FBT003 - dup2 does nothing where it is 3 already
        kept = {name: value for name, value in environment.items() if name not in _NOT_INHERITED}
        os.execve(command[0], command, {**kept, VARIABLE: str(_LINE)})  # noqa: S606
    finally:
        os._exit(_NOT_STARTED)


def _message(line: bytes | bytearray) -> Message:
    kind, _, rest = line.decode("utf-8", "replace").partition(" ")
    return Message(kind, rest)
