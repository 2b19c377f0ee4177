"""A plain stream of a kiosk for tests: as the real program in a pty with an airlock's line, and
inside this process with typed lines and a clock that a test sets.
"""

import fcntl
import json
import os
import select
import socket
import struct
import subprocess
import sys
import termios
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ketacli.airlock.status import VARIABLE, Status
from ketacli.disclaimer import Channel
from ketacli.kiosk.linear import _Stream
from ketacli.kiosk.linear_lines import GoneError, Lines
from ketacli.kiosk.presence import SECONDS_TO_READ, Presence
from ketacli.kiosk.room import Room, brief_of
from ketacli.site import Site, Speech
from ketacli.voice import Voice
from support.program import CONTENT, surroundings
from support.visits import Remembers, kept_in, visit

PATIENCE = 60.0
"""Seconds. A slow machine is no fault."""
_PROMPT = "Type a number and press Enter."
THINKS = 3.0
"""Seconds that a scripted reader takes for a line."""
Typed = str | float | tuple[str, float]
"""A line; silence for so many seconds; a line after so many seconds."""


class Script(Lines):
    """Typed lines, one after the other, and what is written between them. Then nobody is there."""

    def __init__(self, *typed: Typed, width: int = 80) -> None:
        super().__init__()
        self.now = 1000.0
        self.printed: list[str] = []
        self.forgotten = 0
        self._wide = width
        self._coming: deque[tuple[str | None, float]] = deque(map(_timed, typed))

    @property
    def width(self) -> int:
        return self._wide

    @property
    def text(self) -> str:
        """All that was written, on one line."""
        return " ".join(" ".join(self.printed).split())

    def clock(self) -> float:
        return self.now

    def write(self, lines: Iterable[str]) -> None:
        self.printed += lines

    def forget(self) -> None:
        self.forgotten += 1

    def line(self, seconds: float) -> str | None:
        if not self._coming:
            raise GoneError
        line, after = self._coming.popleft()
        self.now += min(seconds, after)
        if after > seconds:
            self._coming.appendleft((line, after - seconds))
            return None
        if line is not None:
            self.printed.append(f"> {line}")
        return line


class FakeVoice(Voice):
    """A voice that says a sentence for as long as somebody looks a few times."""

    def __init__(self, *, is_there: bool = True, fails: bool = False) -> None:
        super().__init__(Speech(command="no such program"), "en", {})
        self.said: list[str] = []
        self.stopped = 0
        self._there, self._fails = is_there, fails
        self._looks = 0

    @property
    def is_there(self) -> bool:
        return self._there

    @property
    def speaking(self) -> bool:
        self._looks -= 1
        return self._looks > 0

    @property
    def failed(self) -> bool:
        return self._fails and bool(self.said)

    def say(self, sentence: str) -> None:
        self.said.append(sentence)
        self._looks = 0 if self._fails else 8

    def stop(self) -> None:
        self.stopped += 1
        self._looks = 0


class Heard(Status):
    """A line to an airlock that remembers what was said."""

    def __init__(self) -> None:
        super().__init__(None)
        self.beats = 0
        self.finished = False

    def beat(self) -> None:
        self.beats += 1

    def finish(self) -> None:
        self.finished = True


class Inside:
    """One visit inside this process, run to its end."""

    def __init__(
        self,
        *typed: Typed,
        site: Site = Site(idle_seconds=180, warning_seconds=30),  # noqa: B008 - a value
        voice: FakeVoice | None = None,
        note: str = "",
        library: Path = CONTENT,
        width: int = 80,
    ) -> None:
        self.script = Script(*typed, width=width)
        self.heard = Heard()
        self.recorder = Remembers()
        self.visit = visit(
            library=library, site=site, recorder=self.recorder, channel=Channel.KIOSK_LINEAR
        )
        self.voice = voice or FakeVoice(is_there=False)
        presence = Presence(site.idle_seconds, site.warning_seconds, self.script.clock)
        voices: dict[str, Voice] = {"en": self.voice}
        self.room = Room(self.visit, site, self.heard, presence, note, voices)
        self.gone = False
        self.stream = _Stream(self.room, self.script, self.script.clock)

    def run(self) -> str:
        """Run the visit until it ends or nothing more is typed. Returns all that was written."""
        try:
            self.stream.visit()
        except GoneError:
            self.gone = True
        return self.script.text


class Stream:
    """The real program in a pty of its own, with an airlock's line."""

    def __init__(
        self, process: "subprocess.Popen[bytes]", screen: int, line: socket.socket
    ) -> None:
        self.process = process
        self.raw = b""
        self._screen, self._line = screen, line
        self._said = b""

    @property
    def written(self) -> str:
        """Everything written so far, with line breaks and runs of blanks as one blank."""
        return " ".join(self.raw.decode("utf-8", "replace").split())

    def type(self, text: str | bytes) -> None:
        """Press keys, with no Enter but those in the text."""
        os.write(self._screen, text if isinstance(text, bytes) else text.encode())

    def answer(self, label: str) -> None:
        """Type the number that a choice has on the page that was written last."""
        self.wait_for(_PROMPT)
        numbers = [
            line.partition(".")[0]
            for line in self.raw.decode("utf-8", "replace").splitlines()
            if line.partition(". ")[2].startswith(label) and line.partition(".")[0].isdigit()
        ]
        assert numbers, (label, self.written)
        self.raw = b""
        self.type(f"{numbers[-1]}\n")

    def answer_when_read(self, label: str, then: str) -> None:
        """Answer a question that takes time to read, until the next page comes."""
        end = time.monotonic() + PATIENCE
        while then not in self.written and time.monotonic() < end:
            self.pause(SECONDS_TO_READ + 0.5)
            self.answer(label)
            self.wait_for(_PROMPT)
        assert then in self.written, self.written

    def pause(self, seconds: float) -> None:
        """Do nothing for so long but read."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and self.read(left):
            pass

    def wait_for(self, words: str) -> None:
        """Read until words have been written, or fail."""
        end = time.monotonic() + PATIENCE
        while words not in self.written and time.monotonic() < end and self.read(0.05):
            pass
        assert words in self.written, self.written

    def read(self, seconds: float) -> bool:
        """Take in what is written within so long. Returns whether there can be more."""
        if select.select([self._screen], [], [], seconds)[0]:
            try:
                self.raw += os.read(self._screen, 65536)
            except OSError:  # EIO: the program has ended
                return False
        return True

    def hang_up(self) -> None:
        """Take the terminal away."""
        os.close(self._screen)
        self._screen = -1

    def exit_code(self) -> int:
        """Wait for the end."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < end:
            if self._screen >= 0:
                self.read(0.05)
        return self.process.wait(1)

    def said(self) -> list[str]:
        """What the airlock has heard so far, line by line."""
        try:
            while piece := self._line.recv(65536):
                self._said += piece
        except BlockingIOError:
            pass
        return self._said.decode().splitlines()

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self._line.close()
        if self._screen >= 0:
            os.close(self._screen)


@contextmanager
def stream(
    home: Path, site: Site, *, columns: int = 60, stdin: int | None = None, **changed: Any
) -> Iterator[Stream]:
    """Run a visit in a pty.

    Args:
        home: where records are kept.
        site: the settings.
        columns: how wide the terminal is.
        stdin: what is read instead of the terminal.
        changed: what else is in the brief.
    """
    brief = brief_of(site, site_file=None, library=CONTENT, state=home / "state", cache=kept_in())
    screen, inner = os.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    ours, theirs = socket.socketpair()
    process = subprocess.Popen(
        [sys.executable, "-I", "-m", "ketacli.kiosk", "--linear"],
        stdin=inner if stdin is None else stdin,
        stdout=inner,
        stderr=inner,
        env=surroundings(home, **{VARIABLE: str(theirs.fileno())}),
        pass_fds=(theirs.fileno(),),
        start_new_session=True,
    )
    os.close(inner)
    theirs.close()
    text = json.dumps({**brief, **changed}).encode()
    ours.sendall(b"%d\n%s" % (len(text), text))
    ours.settimeout(0)
    running = Stream(process, screen, ours)
    try:
        yield running
    finally:
        running.close()


def _timed(typed: Typed) -> tuple[str | None, float]:
    match typed:
        case str():
            return typed, THINKS
        case float():
            return None, typed
        case line, seconds:
            return line, seconds
