"""Leaflet -> the nodes of a printed page, as plain dicts and lists for `typst/leaflet.typ`:
headings, texts, lists, drawings. Each has the words of its row in `rows`.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from ketacli.labels import Labels, fill
from ketacli.leaflet import Leaflet
from ketacli.pictures import people
from ketacli.render.pdf_lines import Run, Words, atoms, leftwards, runs
from ketacli.render.pdf_pictures import hill
from ketacli.render.rows import grounded
from ketacli.text import (
    Answer,
    Block,
    Bullets,
    Callout,
    Chart,
    ChartGroup,
    Entries,
    Entry,
    Paragraph,
    Picture,
    Question,
    Span,
    Steps,
    Subheading,
    letters,
    visible,
)

Node = dict[str, Any]
_TITLE, _PART, _SUBHEADING = 1, 2, 3
_MARKED = "#"
_LANGUAGE_OF_SOURCES = "en"
MOST_OF_A_HEADING = 2000
"""Letters. A heading is listed in the file beside the page too, where archives allow no more."""
_NUMBER = re.compile(r"[1-9][0-9]{0,5}")


class Body:
    """Makes the nodes of leaflets. The room is the length of a line in em, the scales are those of
    headings.
    """

    def __init__(self, labels: Labels, room: float, scales: tuple[float, ...]) -> None:
        self._labels = labels
        self._room = room
        self._scales = scales
        self._foreign = ""

    def nodes(self, leaflet: Leaflet) -> Iterator[Node]:
        """Every node of a leaflet, in order."""
        own = leaflet.language.partition("-")[0]
        self._foreign = "" if own == _LANGUAGE_OF_SOURCES else _LANGUAGE_OF_SOURCES
        yield from self._heading(_TITLE, leaflet.title)
        for part in leaflet.parts:
            yield from self._heading(_PART, part.title)
            for block in part.blocks:
                yield from self._block(block)

    def _block(self, block: Block) -> Iterator[Node]:
        match block:
            case Paragraph():
                yield self._text(Words(grounded(block)))
            case Subheading(text):
                yield from self._heading(_SUBHEADING, text)
            case Bullets(items):
                yield self._bullets(Words(grounded(item)) for item in items)
            case Steps(items):
                yield self._steps(enumerate((Words(grounded(item)) for item in items), start=1))
            case Callout(label, paragraph):
                said = (Span(f"{label}:", strong=True), Span(" "), *grounded(paragraph))
                yield self._text(Words(said), "callout")
            case Chart():
                yield from self._chart(block)
            case Picture(still, shows):
                drawn = {"kind": "hill", "alt": self._labels.hill_drawn, **hill(still)._asdict()}
                yield from (drawn, self._text(Words((Span(shows),))))
            case Question(line, answers):
                yield from self._heading(_SUBHEADING, letters(line))
                yield self._bullets(map(_answer, answers))
            case Entries(items, numbered):
                yield from self._entries(items, numbered=numbered)

    def _chart(self, chart: Chart) -> Iterator[Node]:
        yield from self._heading(_SUBHEADING, chart.title)
        yield {"kind": "groups", "items": [self._group(group) for group in chart.groups]}
        yield self._text(Words(grounded(chart.paragraph)))

    def _group(self, group: ChartGroup) -> Node:
        rows = [[mark == _MARKED for mark in row] for row in people.hundred(group.people)]
        alt = fill(self._labels.people_drawn, count=str(group.people))
        line = self._line(Words((Span(f"{group.label}: {group.says}"),)))
        return {"line": line, "rows": rows, "alt": alt}

    def _entries(self, items: tuple[Entry, ...], *, numbered: bool) -> Iterator[Node]:
        if not numbered:
            yield self._bullets(map(_named, items))
        elif all(_NUMBER.fullmatch(entry.id) for entry in items):
            yield self._steps(
                (int(entry.id), Words(entry.line, entry.address, self._foreign)) for entry in items
            )
        else:
            for entry in items:
                number = Span(f"{visible(entry.id)}. ")
                yield self._text(Words((number, *entry.line), entry.address))

    def _heading(self, level: int, text: str) -> Iterator[Node]:
        """A heading. What is too much for one follows as text."""
        room = self._room / self._scales[level - 1]
        head, rest = text[:MOST_OF_A_HEADING], text[MOST_OF_A_HEADING:]
        line = _nodes(runs(Words((Span(head),)), room))
        yield {"kind": "heading", "level": level, "line": line}
        if rest:
            yield self._text(Words((Span(rest, strong=True),)))

    def _text(self, words: Words, kind: str = "text") -> Node:
        return {"kind": kind, "line": self._line(words)}

    def _bullets(self, items: Iterable[Words]) -> Node:
        return {"kind": "bullets", "items": list(map(self._line, items))}

    def _steps(self, items: Iterable[tuple[int, Words]]) -> Node:
        return {"kind": "steps", "items": [(number, self._line(words)) for number, words in items]}

    def _line(self, words: Words) -> list[Node]:
        return _nodes(runs(words, self._room))


def _nodes(found: Iterator[Run]) -> list[Node]:
    """The runs of a line. Where letters go from right to left, they are in parts, and an empty one
    before the first of a run keeps it apart from the last of the run before: every other part is
    set in another manner.
    """
    line = tuple(found)
    alone = any(leftwards(piece) for run in line for piece in run.pieces)
    nodes: list[Node] = []
    odd = False
    for run in line:
        pieces = [atoms(piece) if alone else (piece,) for piece in run.pieces]
        if odd:
            pieces[0] = ("", *pieces[0])
        odd = alone and len(pieces[-1]) % 2 == 1
        nodes.append({**run._asdict(), "pieces": pieces})
    return nodes


def _answer(answer: Answer) -> Words:
    return Words((Span(answer.text, strong=True), Span(" "), Span(answer.because)))


def _named(entry: Entry) -> Words:
    name = Span(f"{entry.name}:", strong=True)
    return Words((name, Span(" "), *entry.line), entry.address)
