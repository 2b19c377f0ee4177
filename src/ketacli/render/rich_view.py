"""A leaflet for a person at a terminal, drawn with Rich: clear headings, charts and stills. Only
bold and underline, in the terminal's own colours, so the contrast is what the reader chose.
"""

import io
from collections.abc import Iterator

from rich.console import Console
from rich.style import Style
from rich.text import Text

from ketacli.leaflet import Leaflet
from ketacli.pictures import snow_hill
from ketacli.render.canvas import Canvas
from ketacli.render.charts import side_by_side
from ketacli.render.rows import Kind, Row, rows
from ketacli.render.wrapping import cells, wrap
from ketacli.text import Chart, Picture, Span, visible_line

_STYLES = {
    Kind.TITLE: Style(bold=True, underline=True),
    Kind.HEADING: Style(bold=True, underline=True),
    Kind.SUBHEADING: Style(bold=True),
}
_STRONG = Style(bold=True)
_TERM = Style(underline=True)


def render(leaflet: Leaflet, canvas: Canvas) -> str:
    """Draw a leaflet as terminal text that ends with a line break."""
    page = io.StringIO()
    console = Console(
        file=page,
        width=canvas.width,
        force_terminal=canvas.styled,
        color_system="standard" if canvas.styled else None,
        no_color=True,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
    # Printed in one go: Rich takes as long for a line as for a page.
    console.print(Text("\n").join(_texts(leaflet, canvas)), soft_wrap=True)
    return page.getvalue()


def record(leaflet: Leaflet, canvas: Canvas, title: str, lines: int) -> str:
    """The first lines of a leaflet as an SVG picture of a terminal that loads nothing."""
    from re import DOTALL, sub

    console = Console(
        file=io.StringIO(), record=True, width=canvas.width, force_terminal=True, highlight=False
    )
    shown = zip(range(lines), _texts(leaflet, canvas), strict=False)
    console.print(Text("\n").join(text for _, text in shown), soft_wrap=True)
    picture = console.export_svg(title=title, unique_id="ketacli")
    # Rich asks another server for a font, which would see every reader of the picture.
    return sub(r"@font-face \{.*?\}\s*", "", picture, flags=DOTALL)


def _texts(leaflet: Leaflet, canvas: Canvas) -> Iterator[Text]:
    for row in rows(leaflet):
        yield from _row(row, canvas)


def _row(row: Row, canvas: Canvas) -> Iterator[Text]:
    match row.kind:
        case Kind.GAP:
            yield Text("")
        case Kind.CHART if isinstance(row.block, Chart):
            yield from map(Text, side_by_side(row.block, canvas.width))
        case Kind.PICTURE if isinstance(row.block, Picture):
            drawn = snow_hill.still(row.block.still, canvas.width)
            yield from map(Text, drawn if canvas.width >= cells(drawn[-1]) else ())
            yield from _lines(row, canvas)
        case Kind.HEADING:
            yield Text("")
            yield from _lines(row, canvas)
        case _:
            yield from _lines(row, canvas)


def _lines(row: Row, canvas: Canvas) -> Iterator[Text]:
    row = row.fitted(canvas.width)
    style = _STYLES.get(row.kind, Style())
    hang = " " * cells(row.mark)
    for number, line in enumerate(wrap(visible_line(row.line), canvas.width - len(hang))):
        text = Text(hang if number else row.mark)
        for span in line:
            text.append(span.text, style + _manner(span))
        yield text


def _manner(span: Span) -> Style:
    style = _STRONG if span.strong else Style()
    if span.term:
        style += _TERM
    return style
