"""Programs in terminals of their own: when a word has been drawn, what processes hold and use."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pyte

_PATIENCE = 60.0
_WHOLE_SECONDS = 0.005
"""A page is drawn whole when nothing more has come for so long."""
_PIECE = 65536
_KIB_IN_MIB = 1024


class Terminal:
    """A program in a pty. `since` is when it was started, in seconds of the clock."""

    def __init__(self, pid: int, master: int, since: float, columns: int, lines: int) -> None:
        self.pid = pid
        self.since = since
        self._master = master
        self._written = b""
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)

    def type(self, keys: bytes) -> float:
        """Press keys. Returns when."""
        os.write(self._master, keys)
        return time.perf_counter()

    def wait_for(self, word: bytes) -> float:
        """Read until a word has been drawn since the last wait. Returns when.

        Raises:
            RuntimeError: it never was.
        """
        end = time.perf_counter() + _PATIENCE
        while word not in self._written:
            if time.perf_counter() > end or not self._read(0.5):
                raise RuntimeError(f"{word!r} was never drawn: {self._written[-2000:]!r}")
        at = time.perf_counter()
        while select.select([self._master], [], [], _WHOLE_SECONDS)[0] and self._read(0):
            at = time.perf_counter()
        self._written = self._written[self._written.rindex(word) + len(word) :]
        return at

    def tap(self, label: str) -> float:
        """Touch a button. Returns when.

        Raises:
            RuntimeError: it is not on the screen.
        """
        for row, line in reversed(list(enumerate(self._screen.display, 1))):
            if (column := line.rfind(label)) >= 0:
                at = f"{column + 2};{row}"
                return self.type(f"\x1b[<0;{at}M\x1b[<0;{at}m".encode())
        raise RuntimeError(f"{label!r} is not on the screen: {self._screen.display}")

    def has(self, label: str) -> bool:
        """Whether a label stands on the screen."""
        return any(label in line for line in self._screen.display)

    def settle(self, seconds: float = 0.3) -> None:
        """Read until the program has been silent for so long."""
        while select.select([self._master], [], [], seconds)[0] and self._read(0):
            pass
        self._written = b""

    def _read(self, seconds: float) -> bool:
        """Take in what there is. Returns False where the program has ended."""
        if not select.select([self._master], [], [], seconds)[0]:
            return True
        try:
            piece = os.read(self._master, _PIECE)
        except OSError:
            return False
        self._written += piece
        self._stream.feed(piece)
        return True


@contextmanager
def terminal(
    command: Sequence[str], environment: Mapping[str, str], columns: int = 80, lines: int = 24
) -> Iterator[Terminal]:
    """Start a program in a pty, and end it, whatever it is doing."""
    since = time.perf_counter()
    pid, master = pty.fork()
    if not pid:
        os.execvpe(command[0], list(command), dict(environment))
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    try:
        yield Terminal(pid, master, since, columns, lines)
    finally:
        for process in (*tree(pid), pid):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        os.close(master)
        with suppress(ChildProcessError):
            os.waitpid(pid, 0)


def tree(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    with suppress(OSError):
        tasks = Path(f"/proc/{pid}/task").iterdir()
        for task in tasks:
            for child in task.joinpath("children").read_text().split():
                found += tree(int(child))
    return found


def pss(pid: int) -> float:
    """MiB that a process and all below it hold: shared pages are counted in parts."""
    return sum(_pss(process) for process in tree(pid)) / _KIB_IN_MIB


def core_seconds(pid: int) -> float:
    """Seconds of a core that a process and all below it have used so far."""
    ticks = os.sysconf("SC_CLK_TCK")
    return sum(_ticks(process) for process in tree(pid)) / ticks


def _pss(pid: int) -> int:
    with suppress(OSError):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return 0


def _ticks(pid: int) -> int:
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])
    return 0


if not sys.platform.startswith("linux"):
    raise SystemExit("what processes hold is read from /proc, which Linux has")
