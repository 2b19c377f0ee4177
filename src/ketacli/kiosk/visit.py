"""One visit: what a reader has chosen so far, and what each choice leads to. Knows no screen and no
clock. It ends by ending its process: nothing in here is ever cleared.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from ketacli.disclaimer import Acknowledgement, Channel, Excused, acknowledge, excuse
from ketacli.errors import KetacliError
from ketacli.kiosk import reading
from ketacli.kiosk.page import Place
from ketacli.kiosk.recorder import Recorder
from ketacli.leaflet import Card, Leaflet
from ketacli.library import Library
from ketacli.site import Records, Site

if TYPE_CHECKING:
    from ketacli.library import Shelf, Withheld

Thing = TypeVar("Thing")
START_OVER = frozenset({Place.REFUSED, Place.CLOSED})
"""From here there is no way but out."""


class Mark(NamedTuple):
    """A page that a reader wants to talk about."""

    topic: str
    sheet: str
    title: str


@dataclass(slots=True)
class Visit:
    """Where a reader is and what they chose."""

    open_library: Callable[[str], Library]
    """Opens the library in a language; '' is the first one."""
    site: Site
    recorder: Recorder
    channel: Channel
    alive: Callable[[], None] = lambda: None
    """Called between pieces of work that can take long."""
    library: Library = field(init=False)
    place: Place = Place.START
    ended: bool = False
    large: bool = False
    aloud: bool = False
    calm: bool = False
    literal: bool = False
    with_sources: bool = False
    shelf_from: int = 0
    leaflet: Leaflet | None = None
    at: int = 0
    """Which page of the leaflet."""
    asked: int = 0
    """Which question about the leaflet."""
    answer: int | None = None
    marks: list[Mark] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    words_open: list[str] = field(default_factory=list)
    code_part: int = 0
    behind: list[Place] = field(default_factory=list)
    """The pages that *back* leads to, the nearest one last."""
    _proof: Acknowledgement | Excused | None = None
    _shelf: "Shelf | None" = None
    """As it was when it was first looked at: a long one takes long to look through."""

    def __post_init__(self) -> None:
        """Open the library in the language of the start page."""
        self.library = self._first_library()

    @property
    def receipt(self) -> str:
        """The code of the words that this reader said yes to, or ''."""
        return self.library.disclaimer.code if isinstance(self._proof, Acknowledgement) else ""

    @property
    def languages(self) -> dict[str, str]:
        """The languages that can be chosen, by tag: those of the site that the library has."""
        there = self.library.languages
        wanted = [tag for tag in self.site.languages if tag in there]
        return {tag: there[tag] for tag in wanted or there}

    def cards(self) -> tuple[Card, ...]:
        """What this kiosk has to read."""
        cards = {card.id: card for card in self._looked_at().cards}
        wanted = self.site.topics or tuple(cards)
        return tuple(cards[topic] for topic in wanted if topic in cards)

    def withheld(self) -> "tuple[Withheld, ...]":
        """What it would have to read, and does not show now."""
        wanted = self.site.topics
        found = self._looked_at().withheld
        return tuple(one for one in found if not wanted or one.card.id in wanted)

    def _looked_at(self) -> "Shelf":
        if self._shelf is None:
            self._shelf = self.library.cards()
        return self._shelf

    def issue(self, topic: str) -> Leaflet:
        """The leaflet of a topic, through the library's door."""
        assert self._proof is not None, "no page leads to a leaflet before the door"  # noqa: S101
        leaflet = self.library.issue(topic, self._proof)
        self.alive()  # after an edit a page is made anew, and a shelf shows several
        return leaflet

    def sheets(self) -> tuple[reading.Sheet, ...]:
        """The pages of the open leaflet."""
        return () if self.leaflet is None else reading.sheets(self.leaflet)

    def choose(self, choice: str) -> None:
        """Follow a choice of the page as it stands. Anything else changes nothing."""
        kind, _, name = choice.partition(":")
        match kind, name:
            case "finished", "":
                self._finish()
            case "help", "":
                self._aside(Place.HELP)
            case "back", "":
                self.place = self.behind.pop() if self.behind else self.place
            case _ if self.place in {Place.START, Place.TREATED, Place.DISCLAIMER, Place.EXCUSED}:
                self._before_reading(kind, name)
            case _ if self._proof is not None:
                self._reading(kind, name)
            case _:
                pass
        if kind in {"large", "aloud"}:
            setattr(self, kind, not getattr(self, kind))

    def _finish(self) -> None:
        """Show what to take along first, once; then end."""
        has_some = bool(self.marks or self.questions or self.receipt)
        if self.place in {Place.TAKE_AWAY, *START_OVER} or not has_some:
            self.ended = True
        else:
            self._aside(Place.TAKE_AWAY)

    def _aside(self, place: Place) -> None:
        """Go to a page that leads back to this one, or back to it where this one came from it."""
        if place in self.behind:
            del self.behind[self.behind.index(place) :]
        else:
            self.behind.append(self.place)
        self.place = place

    def _before_reading(self, kind: str, name: str) -> None:
        match self.place, kind, name:
            case Place.START, "language", tag if tag in self.languages:
                self._speak_language(tag)
            case Place.TREATED, "treated", "yes":
                self.calm = True
                self._show_words(Place.EXCUSED)
            case Place.TREATED, "treated", "no":
                self._show_words(Place.DISCLAIMER)
            case Place.DISCLAIMER, "answer", "yes" | "no":
                self._answer(accepted=name == "yes")
            case Place.EXCUSED, "read", "":
                words = self.library.disclaimer
                self._proof = excuse(words, words.digest, self.channel)
                self.place, self.behind = Place.SHELF, []
            case _:
                pass

    def _speak_language(self, tag: str) -> None:
        self._shelf = None
        try:
            self.library = _whole(self.open_library(tag))
        except KetacliError:  # it broke, or was taken away, since the start page was shown
            self.library = self._first_library()
            self.place = Place.CLOSED
        else:
            self.place = Place.TREATED

    def _first_library(self) -> Library:
        """The library in the first of the site's languages that is whole, or in its own first."""
        for tag in self.site.languages:
            with suppress(KetacliError):
                return _whole(self.open_library(tag))
        return self.open_library("")

    def _show_words(self, place: Place) -> None:
        self._aside(place)
        if not self._written(self.recorder.shown(self.library.disclaimer, self.channel)):
            self.place, self.behind = Place.CLOSED, []

    def _answer(self, *, accepted: bool) -> None:
        words = self.library.disclaimer
        written = self.recorder.answered(words, self.channel, accepted=accepted)
        self.behind = []
        if not accepted:
            self.place = Place.REFUSED
        elif self._written(written):
            self._proof = acknowledge(words, words.digest, self.channel)
            self.place = Place.SHELF
        else:
            self.place = Place.CLOSED

    def _written(self, written: bool) -> bool:
        return written or self.site.records is not Records.REQUIRED

    def _reading(self, kind: str, name: str) -> None:
        match kind, name:
            case "shelf", "":
                self.place, self.leaflet, self.behind = Place.SHELF, None, []
            case "shelf", start if start.isdigit():
                self.shelf_from = int(start)
            case "topic", topic if topic in {card.id for card in self.cards()}:
                self._open(topic)
            case "take", "":
                self._aside(Place.TAKE_AWAY)
            case "code", "next":
                self.code_part += 1
            case "calm", "":
                self.calm = not self.calm
            case "question", _:
                _switch(self.questions, name)
            case _ if self.leaflet is not None:
                self._in_leaflet(kind, name)
            case _:
                pass

    def _open(self, topic: str) -> None:
        try:
            self.leaflet = self.issue(topic)
        except KetacliError:  # it broke since the shelf was shown
            self._shelf = None
            return
        self.asked, self.answer = 0, None
        self._turn(0)

    def _in_leaflet(self, kind: str, name: str) -> None:
        match kind, name:
            case "page", number if number.isdigit() and int(number) < len(self.sheets()):
                self._turn(int(number))
            case "contents", "":
                self._aside(Place.CONTENTS)
            case "hill", "":
                self._aside(Place.HILL)
            case "literal", "":
                self.literal = not self.literal
            case "sources", "":
                self.with_sources = not self.with_sources
            case "word", _:
                _switch(self.words_open, name)
            case "mark", "":
                self._mark()
            case "check" | "answer", _:
                self._check(kind, name)
            case _:
                pass

    def _turn(self, number: int) -> None:
        self.place, self.at, self.behind = Place.LEAFLET, number, []
        self.words_open = []
        self.with_sources = False

    def _mark(self) -> None:
        if self.leaflet is not None:
            sheet = self.sheets()[self.at]
            title = reading.title(self.leaflet, sheet, self.library.kiosk_labels)
            _switch(self.marks, Mark(self.leaflet.id, sheet.id, title))

    def _check(self, kind: str, name: str) -> None:
        assert self.leaflet is not None  # noqa: S101 - `_in_leaflet` is for open leaflets
        asked = reading.questions(self.leaflet)
        if kind == "check":
            following = self.asked + 1 if name == "next" else 0
            self.place, self.asked, self.answer = Place.CHECK, following, None
            if name == "skip" or following >= len(asked):
                self.place, self.behind = Place.TAKE_AWAY, []
        elif name.isdigit() and int(name) < len(asked[self.asked].answers):
            right = asked[self.asked].answers[int(name)].right
            if self.answer is None:  # what comes after an explanation says little
                number, language = self.asked + 1, self.library.language
                self.recorder.checked(self.leaflet.id, language, number, self.channel, right=right)
            self.answer = int(name)


def _whole(library: Library) -> Library:
    """A library with everything that a kiosk says."""
    _ = library.kiosk_labels
    return library


def _switch(kept: list[Thing], thing: Thing) -> None:
    """Keep a thing, or let go of it."""
    if thing in kept:
        kept.remove(thing)
    else:
        kept.append(thing)
