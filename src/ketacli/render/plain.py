"""Plain text for pipes, mail, braille and voices: no colour, no boxes, no drawings. A chart is its
figures in words, a picture is what it shows.
"""

from collections.abc import Iterable, Iterator

from ketacli.leaflet import Leaflet
from ketacli.render.canvas import Canvas
from ketacli.render.rows import Kind, Row, rows
from ketacli.render.wrapping import cells, wrap_text
from ketacli.text import Chart, Span, letters, visible


def render(leaflet: Leaflet, canvas: Canvas) -> str:
    """Draw a leaflet as wrapped text that ends with a line break."""
    return "\n".join(lines(rows(leaflet), canvas.width)) + "\n"


def lines(drawn: Iterable[Row], width: int) -> Iterator[str]:
    """Draw some rows as wrapped lines of at most so many cells."""
    for row in drawn:
        yield from _lines(row, width)


def _lines(row: Row, width: int) -> Iterator[str]:
    match row.kind:
        case Kind.GAP:
            yield ""
        case Kind.CHART if isinstance(row.block, Chart):
            for group in row.block.groups:
                yield from _text(
                    Row(Kind.TEXT, (Span(f"{group.label}: {group.says}"),), "- "), width
                )
        case Kind.HEADING:
            yield ""
            yield from _text(row, width)
        case _:
            yield from _text(row, width)


def _text(row: Row, width: int) -> Iterator[str]:
    row = row.fitted(width)
    hang = " " * cells(row.mark)
    for number, line in enumerate(wrap_text(visible(letters(row.line)), width - len(hang))):
        yield (hang if number else row.mark) + line
