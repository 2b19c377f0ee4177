"""Markdown (CommonMark) for editors and issue trackers. Foreign text never becomes markup: every
character that could be a mark is escaped.
"""

from collections.abc import Iterator

from ketacli.leaflet import Leaflet
from ketacli.render.canvas import Canvas
from ketacli.render.rows import Kind, Row, rows
from ketacli.text import Chart, Line, Span, visible

_MARKS = frozenset("\\`*_{}[]<>#|~!&")
_LEVELS = {Kind.TITLE: "# ", Kind.HEADING: "## ", Kind.SUBHEADING: "### "}


def render(leaflet: Leaflet, _canvas: Canvas) -> str:
    """Write a leaflet as Markdown: one line a paragraph, whatever the width."""
    blocks = list(_blocks(leaflet))
    return "\n".join(_spaced(blocks)) + "\n"


def _blocks(leaflet: Leaflet) -> Iterator[str]:
    for row in rows(leaflet):
        match row.kind:
            case Kind.GAP:
                continue
            case Kind.CHART if isinstance(row.block, Chart):
                yield from (_item(f"{group.label}: {group.says}") for group in row.block.groups)
            case _:
                yield _row(row)


def _row(row: Row) -> str:
    level = _LEVELS.get(row.kind)
    if level is not None:
        return level + _inline(tuple(Span(span.text) for span in row.line))
    return row.mark + _inline(row.line)


def _item(text: str) -> str:
    return "- " + _escaped(text)


def _spaced(blocks: list[str]) -> Iterator[str]:
    """An empty line between blocks, none between the items of a list."""
    for number, block in enumerate(blocks):
        if number and not (_listed(block) and _listed(blocks[number - 1])):
            yield ""
        yield block


def _listed(block: str) -> bool:
    return block.startswith("- ") or block.split(". ", 1)[0].isdigit()


def _inline(line: Line) -> str:
    return _guarded("".join(_span(span) for span in line))


def _span(span: Span) -> str:
    text = _escaped(span.text)
    bare = text.strip(" ")
    if not span.strong or not bare:
        return text
    return text.replace(bare, f"**{bare}**", 1)


def _escaped(text: str) -> str:
    return "".join(f"\\{letter}" if letter in _MARKS else letter for letter in visible(text))


def _guarded(text: str) -> str:
    """Keep the start of a paragraph from reading as a list, a heading or a rule."""
    digits = len(text) - len(text.lstrip("0123456789"))
    if digits and text[digits : digits + 1] in {".", ")"}:
        return f"{text[:digits]}\\{text[digits:]}"
    return f"\\{text}" if text[:1] in {"-", "+", "="} else text
