"""Runs one command with the streams that a case asks for, a pipe or a terminal, and measures it as
`measure` does: seconds on the wall, peak memory, and instructions with all of its children.
"""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import Enum, unique
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from measure import Command, Run, World

_LAUNCH = os.fspath(Path(__file__).with_name("launch.py"))
_COLLECTED = re.compile(r"Collected : (\d+)")
_LINES, _COLUMNS = 60, 80
_PIECE = 65536
_NANOSECONDS = 1e9
_KIB_IN_MIB = 1024


@unique
class Streams(Enum):
    """What a program writes to."""

    PIPE = "piped"
    TERMINAL = "on a terminal"


def run(command: Command, world: World, more: Mapping[str, str], streams: Streams) -> Run:
    """Run a command once.

    Raises:
        RuntimeError: it failed; with what it said.
    """
    reading, writing = os.pipe()
    launcher = (sys.executable, "-I", "-S", _LAUNCH, str(writing), "any")
    try:
        said = _ended((*launcher, *command), world.environment(more), world.home, streams, writing)
    finally:
        os.close(writing)
        with os.fdopen(reading, "rb") as stream:
            answer = stream.read()
    took, core, peak, code = answer.split() or (b"0", b"0", b"0", b"1")
    if int(code):
        raise RuntimeError(f"{' '.join(command)}: {said.decode(errors='replace')}")
    return Run(int(took) / _NANOSECONDS, float(core), int(peak) / _KIB_IN_MIB)


def instructions(
    command: Command, world: World, more: Mapping[str, str], streams: Streams
) -> int | None:
    """How many instructions a command and its children take; None where valgrind cannot run it."""
    with TemporaryDirectory() as folder:
        counter = (
            *("valgrind", "--tool=callgrind", "--trace-children=yes"),
            *("--callgrind-out-file=/dev/null", f"--log-file={folder}/%p"),
        )
        _ended((*counter, *command), world.environment(more), world.home, streams)
        found = [
            int(number)
            for log in Path(folder).iterdir()
            for number in _COLLECTED.findall(log.read_text("utf-8", "replace"))
        ]
    return sum(found) or None


def _ended(
    command: Command, environment: Mapping[str, str], home: Path, streams: Streams, *passed: int
) -> bytes:
    """Run a command to its end, and take in all that it writes."""
    match streams:
        case Streams.PIPE:
            done = subprocess.run(
                command,
                check=False,
                cwd=home,
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                pass_fds=passed,
            )
            return done.stdout[-_PIECE:] + done.stderr
        case Streams.TERMINAL:
            with _terminal() as (screen, said):
                subprocess.run(
                    command,
                    check=False,
                    cwd=home,
                    env=environment,
                    stdin=screen,
                    stdout=screen,
                    stderr=screen,
                    pass_fds=passed,
                )
            return b"".join(said)


@contextmanager
def _terminal() -> Iterator[tuple[int, list[bytes]]]:
    """The program's side of a terminal, and what was read on the other."""
    ours, screen = pty.openpty()
    fcntl.ioctl(screen, termios.TIOCSWINSZ, struct.pack("HHHH", _LINES, _COLUMNS, 0, 0))
    said: list[bytes] = []
    reader = Thread(target=_read, args=(ours, said))
    reader.start()
    try:
        yield screen, said
    finally:
        os.close(screen)
        reader.join()
        os.close(ours)


def _read(descriptor: int, said: list[bytes]) -> None:
    try:
        while piece := os.read(descriptor, _PIECE):
            said.append(piece)
    except OSError:
        pass  # nobody has the terminal any more
