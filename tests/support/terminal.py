"""A real pty with a screen that can be read, for the real program."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pexpect
import pyte

from support.program import command, surroundings


class Terminal:
    """A program in a pty, and what its screen and its scrollback show."""

    def __init__(self, program: "pexpect.spawn[bytes]", columns: int, lines: int) -> None:
        self.program = program
        self.screen = pyte.HistoryScreen(columns, lines, history=5000, ratio=0.5)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""

    def read(self, seconds: float = 0.2) -> None:
        """Take in what the program writes, until it has been silent for so long."""
        while True:
            try:
                piece = self.program.read_nonblocking(65536, timeout=seconds)
            except (pexpect.TIMEOUT, pexpect.EOF):
                return
            self.raw += piece
            self._stream.feed(piece)

    def wait_for(self, words: str, seconds: float = 20.0) -> None:
        """Read until words have been written, or fail."""
        end = time.monotonic() + seconds
        while words not in self.written and time.monotonic() < end:
            self.read(0.1)
        assert words in self.written, self.written

    @property
    def written(self) -> str:
        """Everything written so far, with line breaks and runs of blanks as one blank."""
        return " ".join(self.raw.decode("utf-8", "replace").split())

    def type(self, text: str) -> None:
        """Press keys."""
        self.program.send(text.encode())

    def exit_code(self, seconds: float = 20.0) -> int:
        """Wait for the end. A signal's number comes back negative."""
        end = time.monotonic() + seconds
        while self.program.isalive() and time.monotonic() < end:
            self.read(0.05)
        self.read(0.05)
        self.program.close()
        signalled = self.program.signalstatus
        return -signalled if signalled is not None else int(self.program.exitstatus or 0)


@contextmanager
def terminal(
    home: Path, *arguments: str, columns: int = 80, lines: int = 40, **variables: str
) -> Iterator[Terminal]:
    """Run ketacli in a pty of its own."""
    environment = surroundings(home, **{"TERM": "xterm-256color", **variables})
    argv = command(*arguments)
    program: pexpect.spawn[bytes] = pexpect.spawn(
        argv[0],
        argv[1:],
        env=environment,
        cwd=os.fspath(home),
        dimensions=(lines, columns),
        timeout=20,
    )
    try:
        yield Terminal(program, columns, lines)
    finally:
        program.close(force=True)
