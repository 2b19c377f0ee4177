"""Rows of a page -> lines of letters, each in one of a few looks, for a screen of so many columns.
Knows no screen: no colour but a code's, no position, no key.
"""

from collections.abc import Callable, Iterator, Sequence
from enum import Flag, auto
from typing import NamedTuple

from ketacli.kiosk.page import Page
from ketacli.kiosk.spoken import SPOKEN
from ketacli.pictures import snow_hill
from ketacli.render.charts import side_by_side
from ketacli.render.rows import GAP, Kind, Row, part_rows
from ketacli.render.wrapping import cells, wrap, wrap_text
from ketacli.text import Chart, Picture, Span, letters, visible, visible_line

Enlarge = Callable[[str, int], Sequence[str]]
"""Draws a text in large letters, at most so many columns wide."""


class Look(Flag):
    """How letters look. The colours are always the terminal's own two, but for a code."""

    PLAIN = 0
    STRONG = auto()
    TERM = auto()
    TURNED = auto()
    """The two colours change places."""
    FAINT = auto()
    CODE = auto()
    """Black on white, whatever the terminal's own colours are: a camera reads it."""


class Piece(NamedTuple):
    """Some letters in one look."""

    text: str
    look: Look = Look.PLAIN


Drawn = tuple[Piece, ...]
"""One line of a screen."""

_LOOKS = {
    Kind.TITLE: Look.STRONG,
    Kind.HEADING: Look.STRONG | Look.TERM,
    Kind.SUBHEADING: Look.STRONG,
}


def page_rows(page: Page) -> tuple[Row, ...]:
    """The rows of a page's words. A heading that says the title of the page again is left out."""
    found: list[Row] = []
    for part in page.parts:
        heading, *others = part_rows(part)
        said = letters(heading.line)
        is_new = bool(said) and said != page.title
        for row in [GAP, *([heading] if is_new else []), *others]:
            if row is not GAP or (found and found[-1] is not GAP):
                found.append(row)
    return tuple(found)


def draw(rows: Sequence[Row], width: int, enlarge: Enlarge | None = None) -> tuple[Drawn, ...]:
    """The lines of some rows, none wider than the screen."""
    return tuple(line for row in rows for line in _row(row, width, enlarge))


def words(text: str, width: int, look: Look = Look.PLAIN) -> tuple[Drawn, ...]:
    """A text as lines in one look."""
    return tuple((Piece(line, look),) for line in wrap_text(visible(text), width))


def length(line: Drawn) -> int:
    """How many columns a line takes."""
    return sum(cells(piece.text) for piece in line)


def padded(line: Drawn, width: int, look: Look = Look.PLAIN) -> Drawn:
    """A line with blanks behind it, so that it fills so many columns."""
    missing = width - length(line)
    return (*line, Piece(" " * missing, look)) if missing > 0 else line


def spoken_lines(lines: Sequence[Drawn]) -> range:
    """The lines that are being read aloud. Empty where there are none."""
    turned = [n for n, line in enumerate(lines) if any(Look.TURNED in p.look for p in line)]
    return range(turned[0], turned[-1] + 1) if turned else range(0)


def _row(row: Row, width: int, enlarge: Enlarge | None) -> Iterator[Drawn]:
    match row.kind:
        case Kind.GAP:
            yield ()
        case Kind.CHART if isinstance(row.block, Chart):
            for text in side_by_side(row.block, width):
                yield (Piece(text),)
        case Kind.PICTURE if isinstance(row.block, Picture):
            drawn = snow_hill.still(row.block.still, width)
            if width >= cells(drawn[-1]):
                for text in drawn:
                    yield (Piece(text),)
            yield from _lines(row, width, enlarge)
        case _:
            yield from _lines(row, width, enlarge)


def _lines(row: Row, width: int, enlarge: Enlarge | None) -> Iterator[Drawn]:
    look = _LOOKS.get(row.kind, Look.PLAIN)
    if enlarge is not None:
        is_spoken = any(span.term == SPOKEN for span in row.line)
        look |= Look.TURNED if is_spoken else Look.PLAIN
        for text in enlarge(visible(row.mark + letters(row.line)), width):
            yield (Piece(text, look),)
        return
    row = row.fitted(width)
    hang = " " * cells(row.mark)
    for number, line in enumerate(wrap(visible_line(row.line), width - len(hang))):
        first = Piece(hang if number else row.mark, look)
        yield (*([first] if hang else []), *(Piece(s.text, look | _manner(s)) for s in line))


def _manner(span: Span) -> Look:
    if span.term == SPOKEN:
        return Look.TURNED
    look = Look.STRONG if span.strong else Look.PLAIN
    return look | Look.TERM if span.term else look
