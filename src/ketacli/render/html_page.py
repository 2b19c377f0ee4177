"""Leaflet -> the page that the templates print: which words stand in which block, what they link
to, and where links back lead. No markup is made here.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from ketacli.leaflet import Leaflet, Role
from ketacli.render.direction import is_backwards
from ketacli.render.html_drawings import Hill, Hundred, hill, hundred
from ketacli.render.html_links import Places, explained, to_call, web
from ketacli.text import (
    Answer,
    Block,
    Bullets,
    Callout,
    Chart,
    Entries,
    Entry,
    Ground,
    Line,
    Paragraph,
    Picture,
    Question,
    Span,
    Steps,
    Subheading,
    letters,
    visible,
    visible_line,
)

_LANGUAGE_OF_SOURCES = "en"
_BOXES = {
    Role.HELP: "help",
    **dict.fromkeys((Role.OVERDUE, Role.UNCHECKED, Role.SIGNED, Role.TRANSLATION), "notice"),
}
_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_UNKNOWN_LANGUAGE = "und"


class Piece(NamedTuple):
    """Letters that may be a link and the place that another link leads to."""

    text: str
    href: str = ""
    leads_to: str = ""
    """The place on the page that it is a link to."""
    place: str = ""
    language: str = ""
    """Where it is another one than that of the letters around it."""
    direction: str = ""
    """Of that language, where it runs the other way."""


class Run(NamedTuple):
    """Pieces that are strong together, or not."""

    strong: bool
    pieces: tuple[Piece, ...]


Runs = tuple[Run, ...]


class Item(NamedTuple):
    """A paragraph, an item of a list, or an entry."""

    line: Runs
    ground: Runs = ()
    mark: str = ""
    place: str = ""
    people: Hundred | None = None
    back: str = ""
    """The place where a source is first cited, or a word first used."""


class Shape(NamedTuple):
    """One block. The template has a macro of the name of its kind."""

    kind: str
    items: tuple[Item, ...] = ()
    title: Runs = ()
    hill: Hill | None = None
    language: str = ""
    """Where it is another than that of the page."""


class Section(NamedTuple):
    """A part: its place, its heading, its blocks."""

    box: str
    """What kind of box is around it, if any."""
    place: str
    title: str
    shapes: tuple[Shape, ...]


class Page(NamedTuple):
    """A whole page."""

    language: str
    direction: str
    title: str
    sections: tuple[Section, ...]


def page(leaflet: Leaflet, within: str = "") -> Page:
    """Lay out a leaflet.

    Args:
        leaflet: the leaflet.
        within: what the names of its places begin with, where a page is kept from readers who
            have not said yes. Then no part of it is a place: nobody comes to one from outside.
    """
    tag = _tag(leaflet)
    return Page(
        tag,
        "rtl" if is_backwards(tag) else "ltr",
        visible(leaflet.title),
        tuple(_Layout(leaflet, within).sections()),
    )


class _Layout:
    """Walks one leaflet from its first word to its last."""

    def __init__(self, leaflet: Leaflet, within: str) -> None:
        self._leaflet = leaflet
        self._places = Places(within)
        self._part_places = [
            "" if within else self._places.take("", part.id) for part in leaflet.parts
        ]
        self._words = self._explained("w", numbered=False)
        self._sources = self._explained("s", numbered=True)
        self._back: dict[str, str] = {}
        """The place of what led first to each source or word, by its place."""
        self._helps = False

    def sections(self) -> Iterator[Section]:
        for part, place in zip(self._leaflet.parts, self._part_places, strict=True):
            self._helps = part.role is Role.HELP
            shapes = tuple(map(self._shape, part.blocks))
            yield Section(_BOXES.get(part.role, ""), place, visible(part.title), shapes)

    def _explained(self, kind: str, *, numbered: bool) -> dict[str, str]:
        """The place of each source, or of each word that is explained, by its id."""
        ids = dict.fromkeys(explained(self._leaflet, numbered=numbered))
        return {name: self._places.take(kind, name) for name in ids}

    def _shape(self, block: Block) -> Shape:  # noqa: C901 - one case a kind of block
        match block:
            case Paragraph():
                return Shape("paragraph", (self._item(block),))
            case Subheading(text):
                return Shape("subheading", title=_said(text))
            case Bullets(items):
                return Shape("bullets", tuple(map(self._item, items)))
            case Steps(items):
                return Shape("steps", tuple(map(self._item, items)))
            case Callout(label, paragraph):
                return Shape("callout", (self._item(paragraph),), _said(f"{label}:"))
            case Chart():
                return self._chart(block)
            case Picture(still, shows):
                return Shape("picture", (Item(_said(shows)),), hill=hill(still))
            case Question(line, answers):
                return Shape("question", tuple(map(_answer, answers)), self._line(line))
            case Entries(items, numbered=True):
                foreign = self._leaflet.language.partition("-")[0] != _LANGUAGE_OF_SOURCES
                language = _LANGUAGE_OF_SOURCES if foreign else ""
                return Shape("sources", tuple(map(self._source, items)), language=language)
            case Entries(items):
                return Shape("words", tuple(map(self._word, items)))

    def _item(self, paragraph: Paragraph) -> Item:
        line, ground = self._line(paragraph.line), paragraph.ground
        if ground is None:
            return Item(line)
        return Item(line, (Run(strong=False, pieces=tuple(self._ground(ground))),))

    def _chart(self, chart: Chart) -> Shape:
        groups = (
            Item(_said(f"{group.label}: {group.says}"), people=hundred(group.people))
            for group in chart.groups
        )
        return Shape("chart", (*groups, self._item(chart.paragraph)), _said(chart.title))

    def _line(self, line: Line) -> Runs:
        runs = groupby(visible_line(line), key=lambda span: span.strong)
        return tuple(Run(strong, tuple(map(self._piece, spans))) for strong, spans in runs)

    def _piece(self, span: Span) -> Piece:
        if target := self._words.get(span.term, ""):
            return self._leading_to(target, span.text)
        return Piece(span.text, to_call(span.text) if span.strong and self._helps else "")

    def _ground(self, ground: Ground) -> Iterator[Piece]:
        """'[Seen in mice only; sources 3, 4]', each number a link to its source."""
        between = "; " if ground.words and ground.cited else ""
        yield Piece(visible(f"[{ground.words}{between}"))
        numbers = map(str, ground.sources)
        wanted = next(numbers, "")
        for text in filter(None, re.split(r"([0-9]+)", visible(ground.cited))):
            if text == wanted and (target := self._sources.get(text, "")):
                yield self._leading_to(target, text)
                wanted = next(numbers, "")
            else:
                yield Piece(text)
        yield Piece("]")

    def _leading_to(self, target: str, text: str) -> Piece:
        """A link to a source or a word. The first one is a place, so that the way leads back."""
        if target in self._back:
            return Piece(text, leads_to=target)
        place = self._places.take("c", str(len(self._back)))
        self._back[target] = place
        return Piece(text, leads_to=target, place=place)

    def _source(self, entry: Entry) -> Item:
        """A source in English, and what is said of it in the language of the leaflet."""
        cited, *rest = visible_line(entry.line)
        line = self._line((cited,))
        if said := letters(tuple(rest)):
            line = (*line, Run(strong=False, pieces=(self._own(said),)))
        return self._entry(entry, self._sources, f"{entry.id}.", line)

    def _own(self, text: str) -> Piece:
        """Letters in the language of the leaflet, among those of sources."""
        tag = _tag(self._leaflet)
        foreign = tag.partition("-")[0] != _LANGUAGE_OF_SOURCES
        return Piece(
            text,
            language=tag if foreign else "",
            direction="rtl" if foreign and is_backwards(tag) else "",
        )

    def _word(self, entry: Entry) -> Item:
        return self._entry(entry, self._words, f"{entry.name}:", self._line(entry.line))

    def _entry(self, entry: Entry, places: dict[str, str], mark: str, line: Runs) -> Item:
        # The second of two entries of one name is no place: nothing could lead to it.
        place = places.pop(entry.id, "")
        if entry.address:
            shown = visible(entry.address)
            line = (*line, Run(strong=False, pieces=(Piece(" "), Piece(shown, web(shown)))))
        return Item(line, (), visible(mark), place, back=self._back.get(place, ""))


def _tag(leaflet: Leaflet) -> str:
    return leaflet.language if _TAG.fullmatch(leaflet.language) else _UNKNOWN_LANGUAGE


def _answer(answer: Answer) -> Item:
    return Item((*_said(answer.text, strong=True), *_said(f" {answer.because}")))


def _said(text: str, *, strong: bool = False) -> Runs:
    return (Run(strong, (Piece(visible(text)),)),)
