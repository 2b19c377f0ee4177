"""A page of a kiosk as a value: what stands on it and what can be chosen. Both reading rooms, the
full screen and the plain stream, show these pages and know no others.
"""

from enum import Enum, StrEnum, auto, unique
from typing import NamedTuple

from ketacli.leaflet import Part, Role
from ketacli.text import Paragraph, Span

MARK_KEY = "+"
"""The one key that marks a page to talk about."""


@unique
class Place(StrEnum):
    """Where in a visit a reader is."""

    START = "start"
    TREATED = "treated"
    DISCLAIMER = "disclaimer"
    EXCUSED = "excused"
    REFUSED = "refused"
    CLOSED = "closed"
    SHELF = "shelf"
    LEAFLET = "leaflet"
    CONTENTS = "contents"
    HELP = "help"
    HILL = "hill"
    CHECK = "check"
    TAKE_AWAY = "take-away"


class Rank(Enum):
    """Where on its page a choice stands. The order is the reading order."""

    LIST = auto()
    """Among the words: a language, a leaflet, an answer."""
    WAY = auto()
    """On and back."""
    SIDE = auto()
    """What can be done here besides reading on. A small screen keeps it behind one button."""
    ALWAYS = auto()
    """On every page: help, and leaving."""


class Choice(NamedTuple):
    """Something that a reader can do. `id` says what to `Visit.choose`."""

    id: str
    label: str
    rank: Rank = Rank.LIST
    pressed: bool | None = None
    """Whether it is on, for what can be switched on and off."""


class Page(NamedTuple):
    """One page: words first, choices after them."""

    place: Place
    title: str
    parts: tuple[Part, ...]
    choices: tuple[Choice, ...]
    progress: str = ""
    code: str = ""
    """A text that a QR code on this page holds."""

    @property
    def takes_time(self) -> bool:
        """Whether an answer counts only once the words could have been read."""
        return self.place in {Place.TREATED, Place.DISCLAIMER}

    def of_rank(self, rank: Rank) -> tuple[Choice, ...]:
        """The choices of one rank, in order."""
        return tuple(choice for choice in self.choices if choice.rank is rank)


def said(text: str) -> Paragraph:
    """A paragraph of ketacli's own words."""
    return Paragraph((Span(text),))


def saying(*texts: str) -> tuple[Part, ...]:
    """A part without a heading, of some paragraphs of ketacli's own words."""
    return (Part(Role.LIST, "said", "", tuple(map(said, texts))),)
