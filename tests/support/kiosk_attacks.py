"""What strangers, sticks that type, broken cables and planted crashes do to the real kiosk."""

import random
import re
import time
from pathlib import Path
from typing import NamedTuple

from ketacli.airlock.pages import RESET
from support.kiosk import FIRST_PAGE, PATIENCE, Kiosk

QUESTION = "One question first"
_NOT_OURS = re.compile(
    rb"\x1b[\]PX^_]"  # strings: clipboard, links, titles
    rb"|\x1b\[\?(?:2004|2048|1003|1002|1015|1016)h"  # pastes, sizes, motion
    rb"|\x1b\[>|\x1b\[=|\x1b\[[0-9;]*[int]"  # other keyboards, printers, questions, windows
    rb"|Traceback \(most recent call last\)|Error: "
)
_PAGE_OF_AIRLOCK = (RESET, b"\x1b[?25l")


def open_question(visit: Kiosk) -> None:
    """Go to the first question of a visit."""
    visit.choose("English", then=QUESTION)


def answers(visit: Kiosk) -> None:
    """Make sure that whoever stands at the first question can go somewhere and come back."""
    visit.choose("I need help now", then="Go back")
    visit.choose("Go back", then=QUESTION)


def drew_only_pages(visit: Kiosk) -> None:
    """Make sure that nothing was ever drawn which could act on a terminal."""
    raw = visit.terminal.raw
    found = _NOT_OURS.search(raw)
    assert not found, raw[found.start() - 100 : found.end() + 100]
    if visit.linear:
        for page in _PAGE_OF_AIRLOCK:
            raw = raw.replace(page, b"")
        assert b"\x1b" not in raw, raw


def files_in(home: Path) -> set[str]:
    """Every file of a reader's home, but what the records' file takes with it while it is open."""
    found = (file.relative_to(home).as_posix() for file in home.rglob("*") if not file.is_dir())
    return {name for name in found if not name.endswith(("-wal", "-shm"))}


def environment_of(process: int) -> dict[str, str]:
    """What a process was started with."""
    written = Path(f"/proc/{process}/environ").read_text("utf-8").strip("\0").split("\0")
    return dict(line.split("=", 1) for line in written)


class Held(NamedTuple):
    """What a process holds."""

    threads: int
    descriptors: int
    children: int
    kilobytes: int

    @classmethod
    def by(cls, process: int) -> "Held":
        """What it holds now."""
        folder = Path(f"/proc/{process}")
        status = dict(
            line.split(":", 1) for line in (folder / "status").read_text("utf-8").splitlines()
        )
        return cls(
            int(status["Threads"]),
            len(list((folder / "fd").iterdir())),
            len((folder / f"task/{process}/children").read_text().split()),
            int(status["RssAnon"].split()[0]),
        )


def holds_as_before(process: int, before: Held) -> None:
    """Make sure that a process holds what it held, in a while: what ends takes a moment."""
    end = time.monotonic() + PATIENCE
    while (held := Held.by(process))[:3] != before[:3]:
        assert time.monotonic() < end, (held, before)
        time.sleep(0.02)


def keep_little(visit: Kiosk) -> None:
    """Forget most of what was written, so that a long test does not grow without end."""
    shown_in = visit.terminal
    assert shown_in.screen.display  # it has taken in everything now
    dropped = max(len(shown_in.raw) - 20_000, 0)
    shown_in.raw = shown_in.raw[dropped:]
    shown_in._drawn -= dropped
    visit._said_before = max(visit._said_before - dropped, 0)


def comes_back(visit: Kiosk, before: int) -> float:
    """Wait for the start page of another visit. Returns how many seconds it took."""
    start = time.monotonic()
    seen = len(visit.terminal.raw)
    while visit.visit() == before or not _is_fresh(visit, seen):
        visit.terminal.read(0.01)
        assert time.monotonic() < start + PATIENCE, visit.text
    return time.monotonic() - start


def _is_fresh(visit: Kiosk, seen: int) -> bool:
    """Whether a start page was drawn after that, and is what stands there."""
    _, reset, drawn = visit.terminal.raw[seen:].rpartition(RESET)
    shown = drawn.decode("utf-8", "replace") if visit.linear else visit.text
    return bool(reset) and FIRST_PAGE in shown


class Monkey:
    """Somebody who presses keys and touches the screen without any sense."""

    def __init__(self, visit: Kiosk, seed: int, columns: int = 80, lines: int = 40) -> None:
        self._visit = visit
        self._random = random.Random(seed)
        self._columns, self._lines = columns, lines

    def play(self, seconds: float) -> None:
        """Press and touch, thirty times a second."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._visit.terminal.type(self._something())
            self._visit.terminal.read(EVENT_SECONDS)
            if self._random.random() < _RESIZES:
                self._resize()

    def _something(self) -> bytes:
        choose = self._random
        if self._visit.linear:
            return choose.choice((*_DIGITS, b"\r", b"\r", b"\r", *_NOISE))
        if choose.random() < _TOUCHES:
            at = b"%d;%d" % (choose.randint(1, self._columns), choose.randint(1, self._lines))
            return b"\x1b[<0;" + at + b"M\x1b[<0;" + at + b"m"
        return choose.choice((*_KEYS, *_NOISE))

    def _resize(self) -> None:
        size = self._random.choice(_SIZES)
        self._columns, self._lines = size
        self._visit.terminal.resize(*size)


EVENT_SECONDS = 1 / 30
_RESIZES, _TOUCHES = 0.02, 0.5
_SIZES = ((80, 40), (80, 24), (60, 20), (40, 15), (100, 50))
_DIGITS = tuple(str(number).encode() for number in range(10))
_KEYS = (
    b"\t",
    b"\r",
    b" ",
    b"+",
    b"\x1b",
    b"\x1b[A",
    b"\x1b[B",
    b"\x1b[C",
    b"\x1b[D",
    b"\x1b[H",
    b"\x1b[F",
    b"\x1b[5~",
    b"\x1b[6~",
    b"\x1b[Z",
    b"\x1b[<64;9;9M",
    b"\x1b[<65;9;9M",
)
_NOISE = (b"\xff", b"\x03", b"\x1a", b"\x1b[200~", b"\x1b[48;9;9;9;9t", b"\x1b]0;x\x07", b"q")
