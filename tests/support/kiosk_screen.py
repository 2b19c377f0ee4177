"""A reader in front of a screen for tests: with a clock to turn, a voice that only remembers, and
an end of the line that nobody holds.
"""

import contextlib
import fcntl
import json
import os
import pty
import re
import select
import socket
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pyte

from ketacli.airlock.status import VARIABLE, Status
from ketacli.kiosk.drawing import Drawn
from ketacli.kiosk.page import Page
from ketacli.kiosk.presence import Presence
from ketacli.kiosk.room import Room, brief_of
from ketacli.kiosk.screen_layout import Size
from ketacli.kiosk.screen_page import Glass
from ketacli.kiosk.screen_sitting import Sitting
from ketacli.site import Site
from support import visits
from support.program import CONTENT, surroundings

if TYPE_CHECKING:
    from ketacli.kiosk.visit import Visit
    from ketacli.voice import Voice

PATIENCE = 60.0
"""Seconds. A slow machine is no fault."""
USUAL, SMALL, SMALLEST = Size(80, 24), Size(60, 20), Size(40, 15)
SIZES = (USUAL, SMALL, SMALLEST)
OLDER, OLD, NEW = Glass(), Glass(halves=True), Glass(boxes=True, halves=True, quarters=True)
GLASSES = (OLDER, OLD, NEW)
READING = (*visits.DOOR, f"topic:{visits.TOPIC}")
"""What a reader chooses who reads a leaflet."""
HILL = "page:7"


class Clock:
    """Seconds that pass only when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += seconds


class Line(Status):
    """An end of the line that writes down what was said."""

    def __init__(self) -> None:
        super().__init__(None)
        self.beats = 0
        self.finished = False
        self.notes: list[str] = []

    def beat(self) -> None:
        self.beats += 1

    def finish(self) -> None:
        self.finished = True

    def note(self, text: str) -> None:
        self.notes.append(text)


class Mouth:
    """A voice that takes as long as a test wants."""

    def __init__(self, *, is_there: bool = True) -> None:
        self.is_there = is_there
        self.said: list[str] = []
        self.told: list[str] = []
        self.speaking = False
        self.failed = False
        self.breaks = False
        """Whether a sentence cannot be said."""

    def say(self, sentence: str) -> None:
        self.said.append(sentence)
        self.speaking, self.failed = not self.breaks, self.breaks

    def stop(self) -> None:
        self.told.append("stop")
        self.speaking = False

    def slower(self) -> None:
        self.told.append("slower")

    def louder(self) -> None:
        self.told.append("louder")


class Seat:
    """Everything around one reader."""

    def __init__(
        self,
        *choices: str,
        size: Size = USUAL,
        glass: Glass = NEW,
        site: Site | None = None,
        note: str = "",
        mouth: Mouth | None = None,
        **options: Any,
    ) -> None:
        self.clock = Clock()
        self.line = Line()
        self.mouth = mouth or Mouth()
        self.site = site or Site()
        self.visit: Visit = visits.visit(*choices, site=self.site, **options)
        idle, warning = self.site.idle_seconds, self.site.warning_seconds
        presence = Presence(idle, warning, self.clock)
        voices = {tag: cast("Voice", self.mouth) for tag in self.visit.library.languages}
        self.room = Room(self.visit, self.site, self.line, presence, note, voices)
        self.sitting = Sitting(self.room, size, glass)
        self.size = size

    @property
    def page(self) -> Page:
        """The page, with what the screen added."""
        return self.sitting.view.page

    @property
    def focus(self) -> str:
        """The button that has the focus, or ''."""
        return self.sitting.view.focus

    @property
    def text(self) -> str:
        """What is on the screen, frames and marks and all."""
        return "\n".join(map(text_of, self.sitting.lines))

    @property
    def words(self) -> str:
        """What is on the screen, in one line without frames."""
        return bare(self.text)

    def keys(self, *names: str) -> None:
        """Press keys, each for itself."""
        for name in names:
            self.clock.wait(3)
            self.sitting.key(name)

    def choose(self, choice: str) -> None:
        """Go to a button by keyboard and press it."""
        for _ in range(60):
            if self.focus == choice:
                self.keys("enter")
                return
            self.keys("tab")
        raise AssertionError((choice, self.sitting.view.layout.order))

    def place(self, choice: str) -> tuple[int, int] | None:
        """Where a button can be touched, if it is in view."""
        view = self.sitting.view
        top, height = len(view.layout.head), view.layout.height
        edge = self.size.columns - 2
        places = [(edge, top), (edge, top + height - 1)]
        places += ((t.left + 1, t.top + 1 + top - view.scroll) for t in view.layout.in_body)
        places += ((t.left + 1, t.top + 1 + top + height) for t in view.layout.in_bar)
        return next((place for place in places if view.at(*place) == choice), None)

    def touch(self, column: int, line: int) -> None:
        """Tap a place."""
        self.clock.wait(3)
        self.sitting.press(column, line)
        self.sitting.release(column, line)

    def tap(self, choice: str) -> None:
        """Tap a button that is in view."""
        place = self.place(choice)
        assert place is not None, (choice, self.text)
        self.touch(*place)

    def pass_seconds(self, seconds: int) -> None:
        """Let time pass, and the screen take note of it."""
        for _ in range(seconds):
            self.clock.wait(1)
            self.sitting.second()


def text_of(line: Drawn) -> str:
    """A line without its looks."""
    return "".join(piece.text for piece in line)


def bare(text: str) -> str:
    """The words of what is on a screen, in one line."""
    return " ".join(re.sub(r"[│─┌┐└┘├┤┬┴┼|]|\+(?=-)|(?<=-)\+|-{3,}", " ", text).split())


class Process:
    """The real process of a visit in a real terminal, with a line that a test holds."""

    def __init__(self, program: "subprocess.Popen[bytes]", terminal: int, size: Size) -> None:
        self.program = program
        self.raw = b""
        self._terminal = terminal
        self._screen = pyte.Screen(size.columns, size.lines)
        self._stream = pyte.ByteStream(self._screen)

    @property
    def words(self) -> str:
        """What the terminal shows, in one line without frames."""
        return bare("\n".join(self._screen.display))

    def type(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self._terminal, keys)

    def read(self, seconds: float = 0.02) -> None:
        """Take in what it draws, if it draws anything within so long."""
        if select.select([self._terminal], [], [], seconds)[0]:
            with contextlib.suppress(OSError):  # the other end has gone
                piece = os.read(self._terminal, 65536)
                self.raw += piece
                self._stream.feed(piece)

    def shows(self, words: str) -> None:
        """Wait until words stand on the screen."""
        end = time.monotonic() + PATIENCE
        while words not in self.words:
            assert time.monotonic() < end, self.words
            self.read()

    def code(self) -> int:
        """Wait for its end."""
        end = time.monotonic() + PATIENCE
        while self.program.poll() is None:
            assert time.monotonic() < end, self.words
            self.read()
        self.read()
        return self.program.returncode


@contextlib.contextmanager
def process(
    home: Path, size: Size, site: Site, **variables: str
) -> Iterator[tuple[Process, socket.socket]]:
    """Start a visit as an airlock does. The socket is the airlock's end of the line."""
    brief = brief_of(site, site_file=None, library=CONTENT, state=None, cache=visits.kept_in())
    written = json.dumps(brief).encode()
    ours, theirs = socket.socketpair()
    terminal, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size.lines, size.columns, 0, 0))
    ours.sendall(str(len(written)).encode() + b"\n" + written)
    named = {"TERM": "xterm-256color", VARIABLE: str(theirs.fileno()), **variables}
    program = subprocess.Popen(
        [sys.executable, "-I", "-m", "ketacli.kiosk"],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=surroundings(home, **named),
        cwd=home,
        pass_fds=(theirs.fileno(),),
        start_new_session=True,
    )
    os.close(slave)
    theirs.close()
    try:
        yield Process(program, terminal, size), ours
    finally:
        program.kill()
        program.wait()
        ours.close()
        os.close(terminal)


def told(line: socket.socket) -> str:
    """What a visit that has ended said over its line."""
    line.settimeout(PATIENCE)
    said = b""
    with contextlib.suppress(ConnectionResetError):
        while piece := line.recv(65536):
            said += piece
    return said.decode()
