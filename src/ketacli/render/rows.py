"""Leaflet -> rows of a page: which words stand in which row, in what role, behind what mark. Plain
text and the terminal draw the same rows, so they say the same words in the same order.
"""

from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from ketacli.leaflet import Leaflet, Part
from ketacli.render.wrapping import WIDEST_LETTER, cells
from ketacli.text import (
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
    visible,
)


class Kind(Enum):
    """What a row is, for whoever draws it."""

    TITLE = auto()
    HEADING = auto()
    SUBHEADING = auto()
    TEXT = auto()
    NUMBERED = auto()
    """Known by its number: other rows cite it, so no list may count it anew."""
    CHART = auto()
    PICTURE = auto()
    GAP = auto()


class Row(NamedTuple):
    """One row, before it is broken into lines.

    `mark` stands before the first line; the other lines start below the words.
    """

    kind: Kind
    line: Line = ()
    mark: str = ""
    indent: int = 0
    block: Chart | Picture | None = None

    def spelt_out(self) -> "Row":
        """The same row with its mark as the first of its words."""
        return self._replace(line=(Span(self.mark), *self.line), mark="")

    def fitted(self, width: int) -> "Row":
        """The same row with a mark that leaves room for any letter, on a page of so many cells."""
        return self if cells(self.mark) + WIDEST_LETTER <= width else self.spelt_out()


GAP = Row(Kind.GAP)


def rows(leaflet: Leaflet) -> Iterator[Row]:
    """Every row of a leaflet, in order."""
    yield Row(Kind.TITLE, (Span(leaflet.title),))
    for part in leaflet.parts:
        yield GAP
        yield from part_rows(part)


def part_rows(part: Part) -> Iterator[Row]:
    """The rows of one part: its heading and its blocks."""
    yield Row(Kind.HEADING, (Span(part.title),))
    for block in part.blocks:
        yield GAP
        yield from _block(block)


def grounded(paragraph: Paragraph) -> Line:
    """A paragraph with the kind of its evidence and its sources in brackets behind it."""
    if paragraph.ground is None:
        return paragraph.line
    return (*paragraph.line, Span(f" [{ground_words(paragraph.ground)}]"))


def ground_words(ground: Ground) -> str:
    """'Seen in mice only; sources 3, 4'."""
    return "; ".join(filter(None, [ground.words, ground.cited]))


def _block(block: Block) -> Iterator[Row]:  # noqa: C901 - one case a kind of block
    match block:
        case Paragraph():
            yield Row(Kind.TEXT, grounded(block))
        case Subheading(text):
            yield Row(Kind.SUBHEADING, (Span(text),))
        case Bullets(items):
            yield from (Row(Kind.TEXT, grounded(item), "- ") for item in items)
        case Steps(items):
            for number, item in enumerate(items, start=1):
                yield Row(Kind.TEXT, grounded(item), f"{number}. ")
        case Callout(label, paragraph):
            yield Row(Kind.TEXT, (Span(f"{label}:", strong=True), Span(" "), *grounded(paragraph)))
        case Chart():
            yield from _chart(block)
        case Picture():
            yield Row(Kind.PICTURE, (Span(block.shows),), block=block)
        case Question(line, answers):
            yield Row(Kind.SUBHEADING, line)
            for answer in answers:
                said = (Span(answer.text, strong=True), Span(" "), Span(answer.because))
                yield Row(Kind.TEXT, said, "- ")
        case Entries(items, numbered):
            yield from (_entry(entry, numbered=numbered) for entry in items)


def _chart(chart: Chart) -> Iterator[Row]:
    yield Row(Kind.SUBHEADING, (Span(chart.title),))
    yield Row(Kind.CHART, block=chart)
    yield Row(Kind.TEXT, grounded(chart.paragraph))


def _entry(entry: Entry, *, numbered: bool) -> Row:
    address = (Span(f" {entry.address}"),) if entry.address else ()
    if numbered:
        return Row(Kind.NUMBERED, (*entry.line, *address), f"{visible(entry.id)}. ")
    name = Span(f"{entry.name}:", strong=True)
    return Row(Kind.TEXT, (name, Span(" "), *entry.line, *address), "- ")
