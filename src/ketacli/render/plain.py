"""Plain text for pipes, mail, braille and voices: no colour, no boxes, no drawings. A chart is its
figures in words, a picture is what it shows.
"""

from collections.abc import Iterator

from ketacli.leaflet import Leaflet
from ketacli.render.canvas import Canvas
from ketacli.render.rows import Kind, Row, rows
from ketacli.render.wrapping import cells, wrap_text
from ketacli.text import Chart, Span, letters, visible


def render(leaflet: Leaflet, canvas: Canvas) -> str:
    """Draw a leaflet as wrapped text that ends with a line break."""
    lines = (line for row in rows(leaflet) for line in _lines(row, canvas.width))
    return "\n".join(lines) + "\n"


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
