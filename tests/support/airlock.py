"""The real airlock in a real terminal, with stand-ins for visits that do what a test tells them."""

import json
import os
import socket
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from select import select
from typing import Any

import pexpect

from ketacli.airlock import Limits, Lock
from support.program import surroundings
from support.terminal import Terminal, close

HERE = Path(__file__).parent
STAND_IN = (sys.executable, "-I", "-S", os.fspath(HERE / "airlock_visit.py"))
DOOR = (sys.executable, os.fspath(HERE / "airlock_door.py"))
QUICK = Limits(
    escape_seconds=0.03,
    quiet_seconds=0.06,
    beat_seconds=15.0,
    first_beat_seconds=15.0,
    shortest_pause=0.02,
    longest_pause=0.1,
    retry_seconds=0.3,
)
"""Times that a test can wait for, and patience with visits on a busy machine."""
HASTY = QUICK._replace(beat_seconds=1.0)
"""For tests in which a visit hangs."""
PATIENCE = 20.0
ONE_MOMENT, OUT_OF_ORDER = "One moment, please", "Out of order. Please ask the staff"


class StandIn:
    """A visit of the airlock, as the test sees it."""

    def __init__(self, line: socket.socket, kiosk: "Airlocked") -> None:
        self._line = line
        self._kiosk = kiosk
        self._arrived = b""
        self.typed = b""
        self.about: dict[str, Any] = self.wait_for("visit")

    @property
    def pid(self) -> int:
        return int(self.about["pid"])

    def wait_for(self, kind: str) -> Any:
        """What it says of some kind, next."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            line, found, rest = self._arrived.partition(b"\n")
            if found:
                self._arrived = rest
                said, _, value = line.decode().partition(" ")
                if said == "typed":
                    self.typed += bytes.fromhex(json.loads(value))
                if said == kind:
                    return json.loads(value)
                continue
            if select([self._line], [], [], 0.02)[0]:
                more = self._line.recv(65536)
                assert more, f"the visit ended before it said {kind}"
                self._arrived += more
            self._kiosk.terminal.read(0)
        raise AssertionError(kind)

    def gets(self, keys: bytes) -> None:
        """Wait until it has got these keys, and no others before them."""
        while len(self.typed) < len(keys):
            self.wait_for("typed")
        assert self.typed == keys
        self.typed = b""

    def tell(self, order: str) -> None:
        """Tell it to do something that it does not live to report."""
        self._line.sendall(order.encode() + b"\n")

    def do(self, order: str) -> None:
        """Tell it to do something, and wait until that is done."""
        self.tell(order)
        self.wait_for("did")

    def draw(self, drawn: bytes) -> None:
        """Let it draw."""
        self.do(f"draw {drawn.hex()}")


class Airlocked:
    """An airlock in a terminal."""

    def __init__(self, terminal: Terminal, server: socket.socket) -> None:
        self.terminal = terminal
        self._server = server
        self._stand_ins: list[socket.socket] = []

    @property
    def pid(self) -> int:
        assert self.terminal.program.pid is not None
        return self.terminal.program.pid

    def visit(self) -> StandIn:
        """The next visit that starts."""
        end = time.monotonic() + PATIENCE
        while not select([self._server], [], [], 0.02)[0]:
            assert time.monotonic() < end, self.terminal.written
            assert self.terminal.program.isalive(), self.terminal.written
            self.terminal.read(0)
        line, _ = self._server.accept()
        self._stand_ins.append(line)
        return StandIn(line, self)

    def shows(self, words: str) -> None:
        """Wait until words stand on the screen."""
        end = time.monotonic() + PATIENCE
        while words not in self.text:
            assert time.monotonic() < end, self.text
            self.terminal.read(0.02)

    def shows_no_more(self, words: str) -> None:
        """Wait until words have gone from the screen."""
        end = time.monotonic() + PATIENCE
        while words in self.text:
            assert time.monotonic() < end, self.text
            self.terminal.read(0.02)

    @property
    def text(self) -> str:
        """What the screen shows, in one line."""
        return " ".join(" ".join(self.terminal.screen.display).split())

    def close(self) -> None:
        for line in self._stand_ins:
            line.close()
        self._server.close()


@contextmanager
def airlocked(
    home: Path,
    *,
    columns: int = 80,
    lines: int = 24,
    through: Sequence[str] = (),
    command: Sequence[str] = STAND_IN,
    limits: Limits = QUICK,
    brief: Mapping[str, Any] | None = None,
    more: Mapping[str, str] | None = None,
    measured: bool = True,
    early: bool = False,
    **lock: Any,
) -> Iterator[Airlocked]:
    """Enter the airlock in a pty.

    Args:
        home: a folder for the test.
        columns: how wide the screen is.
        lines: how high the screen is.
        through: a program and its arguments, after which the command is added.
        command: the command line of a visit.
        limits: the times.
        brief: what visits are told besides the socket.
        more: what is in the environment besides the usual.
        measured: whether coverage is measured, which takes memory.
        early: whether the first visit is started before the airlock. Its pid goes to a file.
        lock: other fields of the lock.
    """
    with socket.socket(socket.AF_UNIX) as server:
        path = os.fspath(home / "s")
        server.bind(path)
        server.listen(16)
        words = {"one_moment": ONE_MOMENT, "out_of_order": OUT_OF_ORDER, **lock}
        told = Lock(tuple(command), brief={"socket": path, **(brief or {})}, limits=limits, **words)
        (home / "lock").write_text(told.to_json())
        variables = {"TERM": "xterm-256color", **(more or {})}
        if not measured:
            variables["COVERAGE_PROCESS_CONFIG"] = ""
        argv = [*through, *DOOR, os.fspath(home / "lock"), *(["early"] if early else [])]
        program: pexpect.spawn[bytes] = pexpect.spawn(
            argv[0],
            argv[1:],
            env=surroundings(home, **variables),
            cwd=os.fspath(home),
            dimensions=(lines, columns),
            timeout=20,
        )
        program.delaybeforesend = None
        vars(program)["ptyproc"].delayafterclose = 0
        kiosk = Airlocked(Terminal(program, columns, lines), server)
        try:
            yield kiosk
        finally:
            close(program)
            kiosk.close()


def gone(process: int, seconds: float = PATIENCE) -> bool:
    """Whether a process has ended, within so long."""
    end = time.monotonic() + seconds
    while True:
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
        if time.monotonic() >= end:
            return False
        time.sleep(0.01)
