"""A real pty with a screen that can be read, for the real program."""

import os
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pexpect
import pyte

from support.program import command, surroundings

PATIENCE = 60.0
"""Seconds: a slow machine is no fault."""
HELD_KEY_SECONDS = 1 / 30
"""How often a keyboard repeats a key that is held down."""


class Terminal:
    """A program in a pty, and what its screen and its scrollback show."""

    def __init__(self, program: "pexpect.spawn[bytes]", columns: int, lines: int) -> None:
        self.program = program
        self.raw = b""
        self._screen = pyte.HistoryScreen(columns, lines, history=5000, ratio=0.5)
        self._stream = pyte.ByteStream(self._screen)
        self._drawn = 0

    @property
    def screen(self) -> pyte.HistoryScreen:
        """What the screen shows now."""
        self._stream.feed(self.raw[self._drawn :])
        self._drawn = len(self.raw)
        return self._screen

    def read(self, seconds: float = 0.2) -> None:
        """Take in what the program writes, until it has been silent for so long."""
        while not self.program.closed:
            try:
                self.raw += self.program.read_nonblocking(65536, timeout=seconds)
            except (pexpect.TIMEOUT, pexpect.EOF):
                return

    def wait_for(self, words: str, seconds: float = PATIENCE, times: int = 1) -> None:
        """Read until words have been written so often, or fail."""
        end = time.monotonic() + seconds
        while self.written.count(words) < times and time.monotonic() < end:
            self.read(0.03)
        assert self.written.count(words) >= times, self.written

    @property
    def written(self) -> str:
        """Everything written so far, with line breaks and runs of blanks as one blank."""
        return " ".join(self.raw.decode("utf-8", "replace").split())

    def shown(self, columns: int = 0) -> list[str]:
        """Every line as it looks, scrolled away or not; on a wider screen lines never wrap.

        Args:
            columns: the width of a screen to draw on; 0 is wider than any line.
        """
        screen = pyte.Screen(columns or 200, self.raw.count(b"\n") + 200)
        pyte.ByteStream(screen).feed(self.raw)
        lines = [line.rstrip() for line in screen.display]
        while lines and not lines[-1]:
            lines.pop()
        return lines

    def type(self, text: str | bytes) -> None:
        """Press keys."""
        self.program.send(text if isinstance(text, bytes) else text.encode())

    def hold(self, key: str, seconds: float) -> None:
        """Hold a key down for so long, or until the program ends."""
        end = time.monotonic() + seconds
        while self.program.isalive() and time.monotonic() < end:
            self.type(key)
            self.read(HELD_KEY_SECONDS)

    def resize(self, columns: int, lines: int) -> None:
        """Make the window smaller or larger."""
        self.screen.resize(lines, columns)
        self.program.setwinsize(lines, columns)

    def settings(self) -> list[Any]:
        """How the terminal treats keys and output: what a program must leave as it was."""
        return list(termios.tcgetattr(self.program.child_fd))

    def signal(self, number: int) -> None:
        """Send a signal to the program."""
        assert self.program.pid is not None
        os.kill(self.program.pid, number)

    def hang_up(self, seconds: float) -> bool:
        """Take the terminal away, and say whether the program ended within so long."""
        vars(self.program)["ptyproc"].fileobj.close()
        end = time.monotonic() + seconds
        while self.program.isalive() and time.monotonic() < end:
            time.sleep(0.02)
        ended = not self.program.isalive()
        self.program.close(force=True)
        return ended

    def exit_code(self, seconds: float = PATIENCE) -> int:
        """Wait for the end. A signal's number comes back negative."""
        end = time.monotonic() + seconds
        while self.program.isalive() and time.monotonic() < end:
            self.read(0.05)
        self.read(0.05)
        assert not self.program.isalive(), self.written
        signalled = self.program.signalstatus
        return -signalled if signalled is not None else int(self.program.exitstatus or 0)


@contextmanager
def terminal(
    home: Path,
    *arguments: str,
    columns: int = 80,
    lines: int = 40,
    through: Sequence[str] = (),
    more: Mapping[str, str] | None = None,
    **variables: str,
) -> Iterator[Terminal]:
    """Run ketacli in a pty of its own.

    Args:
        home: the reader's home, and the folder to run in.
        arguments: the words after `ketacli`.
        columns: how wide the screen is.
        lines: how high the screen is.
        through: a program and its arguments, after which the whole command is added, as a shell.
        more: what is in the environment besides the usual.
        variables: the same, for names that can be written as arguments.
    """
    environment = surroundings(home, **{"TERM": "xterm-256color", **(more or {}), **variables})
    argv = [*through, *command(*arguments)]
    program: pexpect.spawn[bytes] = pexpect.spawn(
        argv[0],
        argv[1:],
        env=environment,
        cwd=os.fspath(home),
        dimensions=(lines, columns),
        timeout=20,
    )
    program.delaybeforesend = None
    vars(program)["ptyproc"].delayafterclose = 0
    try:
        yield Terminal(program, columns, lines)
    finally:
        close(program)


def close(program: "pexpect.spawn[bytes]") -> None:
    """End a program, however long a busy machine takes to end what has been killed."""
    for _ in range(100):
        with suppress(pexpect.ExceptionPexpect):  # pexpect waits for a tenth of a second
            return program.close(force=True)
    raise AssertionError(program)


def processes_in(folder: Path) -> list[int]:
    """Every process that runs in a folder: nothing may be left of a run that has ended."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if process.joinpath("cwd").readlink() == folder.resolve():
                found.append(int(process.name))
        except OSError:
            continue  # it ended meanwhile
    return found
