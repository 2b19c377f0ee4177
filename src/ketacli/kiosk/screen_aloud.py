"""Reads the page on the screen aloud, sentence by sentence, and knows which one is being said.
Never starts by itself: a reader asked for this page, or for all of them.
"""

from collections.abc import Iterator, Sequence

from ketacli.kiosk.page import Choice, Page, Rank
from ketacli.kiosk.room import Room
from ketacli.kiosk.spoken import Sentence, marked, sentences
from ketacli.kiosk_labels import KioskLabels
from ketacli.render.rows import Kind, Row
from ketacli.text import Span


class Aloud:
    """The voice of one page after another."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._sentences: tuple[Sentence, ...] = ()
        self._at = 0
        self._begun = self._failed = False
        self.is_on = False
        """Whether a sentence is being said, or the next is about to be."""

    @property
    def is_there(self) -> bool:
        """Whether anything can be read aloud here, as far as is known."""
        return self._room.voice.is_there and not self._failed

    def turn_to(self, page: Page, rows: Sequence[Row]) -> None:
        """Be silent, and have another page to read."""
        self.stop()
        self._sentences = sentences((Row(Kind.TITLE, (Span(page.title),)), *rows))
        self._at, self._begun = 0, False

    def start(self) -> None:
        """Read on from where it stopped, or from the top."""
        if self.is_there and self._sentences:
            self._at %= len(self._sentences)
            self._begun = self.is_on = True
            self._say()

    def stop(self) -> None:
        """Be silent at once."""
        if self.is_on:
            self._room.voice.stop()
        self.is_on = False

    def choose(self, choice: str) -> None:
        """Follow one of the choices that `choices` gives."""
        voice = self._room.voice
        match choice:
            case "speak:again":
                self._at = 0
            case "speak:slower":
                voice.slower()
            case "speak:louder":
                voice.louder()
            case _:
                pass
        self.start()

    def moment(self) -> bool:
        """Go on to the next sentence where one is over. Returns whether anything changed."""
        voice = self._room.voice
        if not self.is_on or voice.speaking:
            return False
        if voice.failed:  # no sound card, say: the next sentence would fare no better
            self._failed, self.is_on = True, False
            return True
        self._at += 1
        if self._at < len(self._sentences):
            self._say()
        else:
            self.is_on = False
        return True

    def mark(self, rows: Sequence[Row]) -> tuple[Row, ...]:
        """The same rows, with what is being said marked."""
        said = self._sentences[self._at] if self.is_on else None
        return marked((Row(Kind.TITLE), *rows), said)[1:]

    def choices(self, words: KioskLabels) -> Iterator[Choice]:
        """What can be done about reading aloud on this page."""
        if not self.is_there:
            yield Choice("speak", words.read_aloud_missing, Rank.SIDE)
            return
        yield Choice("speak", words.speak_pause if self.is_on else words.speak, Rank.SIDE)
        if self._begun:
            yield Choice("speak:again", words.speak_again, Rank.SIDE)
            yield Choice("speak:slower", words.speak_slower, Rank.SIDE)
            yield Choice("speak:louder", words.speak_louder, Rank.SIDE)

    def _say(self) -> None:
        """Say the sentence. Somebody may be listening with folded hands: that is a sign of life."""
        self._room.presence.sign(f"spoken:{self._at}")
        self._room.voice.say(self._sentences[self._at].text)
