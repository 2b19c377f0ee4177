"""`ketacli explain --speak`: says a leaflet sentence by sentence, each shown as it is said, and
follows the keys of its reader. Writes lines and nothing else: any terminal can show them.
"""

import os
import re
import signal
import termios
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import Enum, auto
from select import select
from types import FrameType

from ketacli.cli import express, output
from ketacli.cli.desk import Desk
from ketacli.cli.surroundings import Surroundings
from ketacli.errors import NotInstalledError, NotWrittenError, UsageError
from ketacli.leaflet import Leaflet
from ketacli.render import Format
from ketacli.render.speech import Stretch, chapters
from ketacli.render.wrapping import wrap_text
from ketacli.voice import Voice

_STDIN = 0
_MOST_KEYS = 1024
_LOOK = 0.03
_PAUSE, _LONG_PAUSE = 0.15, 0.7
"""Seconds between two sentences, and beside a heading."""
_INSTALL = "sudo apt install espeak-ng"
_CAUGHT = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGTSTP)
_KEY = re.compile(rb"\x1b[\[O][0-9;]*([A-Za-z~])|[ qQ\x04]", re.DOTALL)
_HALF_A_KEY = re.compile(rb"\x1b([\[O][0-9;]*)?\Z")
"""The start of an arrow key, the rest of which is still on its way."""


class _Key(Enum):
    PAUSE = auto()
    ON = auto()
    BACK = auto()
    END = auto()


_KEYS = {
    **dict.fromkeys((b"q", b"Q", b"\x04"), _Key.END),
    b" ": _Key.PAUSE,
    b"C": _Key.ON,
    b"D": _Key.BACK,
}


def check(desk: Desk, *, recorded: bool = False) -> None:
    """Find out early whether anything can be read aloud here.

    Args:
        desk: the reader's place.
        recorded: a sound file is asked for as well.

    Raises:
        UsageError: nobody can press a key, or the leaflet would go elsewhere.
        NotInstalledError: there is no speech program.
    """
    express.forbid()
    if not (desk.surroundings.asks and desk.surroundings.shows):
        raise UsageError("--speak needs a terminal, to show what is said and to take keys.")
    printed = desk.wishes.output or desk.wishes.format not in {None, Format.TERMINAL, Format.PLAIN}
    if printed or recorded:
        raise UsageError("--speak shows what it says: it goes with no --output and no --format.")
    voice_at(desk)


def voice_at(desk: Desk) -> Voice:
    """The voice for the language of a reader, as the site has it.

    Raises:
        NotInstalledError: there is no speech program.
    """
    speech = desk.site.speech
    voice = Voice(speech, desk.library.language, desk.surroundings.environment)
    if not voice.is_there:
        raise NotInstalledError(speech.command, _INSTALL)
    return voice


def speak(desk: Desk, leaflet: Leaflet) -> None:
    """Read a leaflet aloud, to its end or until its reader has heard enough.

    Raises:
        NotWrittenError: no sound comes.
        KeyboardInterrupt: Ctrl-C.
    """
    words = desk.library.pronunciation
    said = [stretch for chapter in chapters(leaflet, words) for stretch in chapter.stretches]
    if words.keys:
        output.say_wrapped(words.keys, desk.wishes.width)
        output.say("")
    reading = _Reading(voice_at(desk), said, words.paused, desk.wishes.width)
    going = True
    while going:
        came: list[int] = []
        try:
            with _signals_caught(came), _keys_read():
                going = reading.go_on(came)
        except termios.error:
            return  # the terminal is gone
        finally:
            reading.voice.stop()
        _follow(came)


class _Reading:
    """How far a leaflet has been said."""

    def __init__(self, voice: Voice, said: Sequence[Stretch], paused: str, width: int = 0) -> None:
        self.voice = voice
        self._said = said
        self._paused = paused
        self._page = _Page(width)
        self._at = 0
        self._waits = False
        self._next_from = 0.0
        """When the next sentence may begin; a voice that was just silent needs no pause."""
        self._typed = b""

    def go_on(self, came: list[int]) -> bool:
        """Say what is left. Returns whether a signal, which is noted in `came`, cut it off."""
        self._begin()
        while self._at < len(self._said) and not came:
            ready, _, _ = select([_STDIN], [], [], _LOOK)
            keys = self._keys() if ready else ()
            if _Key.END in keys:
                return False
            if keys:
                self._follow(keys)
            elif not self._waits:
                self._listen()
        return bool(came)

    def _follow(self, keys: Sequence[_Key]) -> None:
        """Do what several keys ask, held ones too, and say only where they lead."""
        waited = self._waits
        for key in keys:
            match key:
                case _Key.ON:
                    self._at += 1
                case _Key.BACK:
                    self._at = max(0, self._at - 1)
                case _:
                    self._waits = not self._waits
        self.voice.stop()
        if self._waits and not waited:
            self._page.notice(self._paused)
        if not self._waits or {_Key.ON, _Key.BACK} & {*keys}:
            self._begin()

    def _begin(self) -> None:
        """Show a sentence and begin to say it; while the voice waits, only show it."""
        if self._at >= len(self._said):
            return
        stretch = self._said[self._at]
        self._page.show(stretch)
        if not self._waits:
            self.voice.say(stretch.spoken)
            self._next_from = 0.0

    def _listen(self) -> None:
        """Go on to the next sentence, a pause after the end of this one."""
        if self.voice.speaking:
            return
        if self.voice.failed:
            raise NotWrittenError("the sound", "the speech program could not play it")
        now = time.monotonic()
        if not self._next_from:
            self._next_from = now + self._pause()
        elif now >= self._next_from:
            self._at += 1
            self._begin()

    def _pause(self) -> float:
        beside = self._said[self._at : self._at + 2]
        return _LONG_PAUSE if any(stretch.heads for stretch in beside) else _PAUSE

    def _keys(self) -> tuple[_Key, ...]:
        """The keys that were pressed. A terminal that is gone ends the reading."""
        try:
            typed = os.read(_STDIN, _MOST_KEYS)
        except OSError:
            typed = b""
        if not typed:
            return (_Key.END,)
        typed = self._typed + typed
        half = _HALF_A_KEY.search(typed)
        self._typed = half[0] if half else b""
        pressed = (found[1] or found[0] for found in _KEY.finditer(typed))
        return tuple(_KEYS[key] for key in pressed if key in _KEYS)


class _Page:
    """The lines below each other on the screen: the last one is what is being said."""

    def __init__(self, width: int) -> None:
        self._width = width
        """Letters in a line; 0 for those of the screen, which may change."""
        self._last: Stretch | None = None
        self._apart = True
        """An empty line, or nothing, is above the next one."""

    def show(self, stretch: Stretch) -> None:
        """Write a sentence, unless it is the last line already; a heading apart from the rest."""
        if stretch is self._last:
            return
        head = stretch.heads and stretch.begins
        lines = wrap_text(stretch.shown, Surroundings.here().width(self._width))
        above = "\n" if head and not self._apart else ""
        output.write(above + "".join(f"{line}\n" for line in lines) + ("\n" if head else ""))
        self._last, self._apart = stretch, head

    def notice(self, words: str) -> None:
        """Write something that is not said."""
        if words:
            output.say_wrapped(words, self._width)
        self._last, self._apart = None, False


def _follow(came: Sequence[int]) -> None:
    """Do as a signal asks. After Ctrl-Z, once told to go on, the sentence is said anew."""
    for number in came:
        if number in {signal.SIGINT, signal.SIGQUIT}:
            raise KeyboardInterrupt
        handler = signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
        signal.signal(number, handler)


@contextmanager
def _keys_read() -> Iterator[None]:
    """A terminal that gives each key at once, shows none of them, and that Ctrl-S cannot freeze.

    What was typed before is thrown away.
    """
    before = termios.tcgetattr(_STDIN)
    now = termios.tcgetattr(_STDIN)
    now[0] &= ~termios.IXON
    now[3] &= ~(termios.ICANON | termios.ECHO)
    now[6][termios.VMIN], now[6][termios.VTIME] = 1, 0
    termios.tcsetattr(_STDIN, termios.TCSAFLUSH, now)
    try:
        yield
    finally:
        with suppress(termios.error):
            termios.tcsetattr(_STDIN, termios.TCSANOW, before)


@contextmanager
def _signals_caught(came: list[int]) -> Iterator[None]:
    """Note signals instead of following them at once: the voice and the terminal come first."""

    def note(number: int, _frame: FrameType | None) -> None:
        came.append(number)

    before = {number: signal.signal(number, note) for number in _CAUGHT}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
