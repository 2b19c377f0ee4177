"""Markdown (CommonMark) for editors and issue trackers. Foreign text never becomes markup: every
character that could be a mark is escaped.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from ketacli.leaflet import Leaflet
from ketacli.render.canvas import Canvas
from ketacli.render.rows import Kind, Row, rows
from ketacli.text import Chart, Line, Span, letters, visible_line

_MARKS = frozenset("\\`*_{}[]<>#|~!&")
_LEVELS = {Kind.TITLE: "# ", Kind.HEADING: "## ", Kind.SUBHEADING: "### "}
_BULLET = "- "
_FIRST_STEP = "1. "


class _Block(NamedTuple):
    text: str
    listed: bool = False


def render(leaflet: Leaflet, _canvas: Canvas) -> str:
    """Write a leaflet as Markdown: one line a paragraph, whatever the width."""
    return "\n".join(_spaced(leaflet)) + "\n"


def _spaced(leaflet: Leaflet) -> Iterator[str]:
    """An empty line between blocks, none between the items of a list."""
    before = _Block("", listed=True)
    for block in _blocks(leaflet):
        if before.text and not (block.listed and before.listed):
            yield ""
        yield block.text
        before = block


def _blocks(leaflet: Leaflet) -> Iterator[_Block]:
    mark, delimiter = "", "."
    for row in rows(leaflet):
        if row.kind is Kind.GAP:
            continue
        # Steps that follow steps: only another delimiter keeps them from being counted as one.
        if row.mark == _FIRST_STEP and mark not in {"", _BULLET}:
            delimiter = ")" if delimiter == "." else "."
        mark = row.mark
        yield from _row(row, delimiter)


def _row(row: Row, delimiter: str) -> Iterator[_Block]:
    match row.kind:
        case Kind.TITLE | Kind.HEADING | Kind.SUBHEADING:
            yield _Block(_LEVELS[row.kind] + _inline((Span(letters(row.line)),)))
        case Kind.CHART if isinstance(row.block, Chart):
            for group in row.block.groups:
                says = _inline((Span(f"{group.label}: {group.says}"),))
                yield _Block(_BULLET + says, listed=True)
        case Kind.NUMBERED:
            yield _Block(_inline(row.spelt_out().line))
        case _:
            mark = row.mark.replace(".", delimiter)
            yield _Block(mark + _inline(row.line), listed=bool(mark))


def _inline(line: Line) -> str:
    """A line with its strong words between marks, where CommonMark takes these for marks."""
    runs = [
        (strong, letters(tuple(spans)))
        for strong, spans in groupby(visible_line(line), key=lambda span: span.strong)
    ]
    texts = ["", *(text for _, text in runs), ""]
    pieces = (
        _strong(text, texts[place], texts[place + 2]) if strong else _escaped(text)
        for place, (strong, text) in enumerate(runs)
    )
    return _guarded("".join(pieces).strip(" "))


def _strong(text: str, before: str, after: str) -> str:
    bare = text.strip()
    if not bare:
        return text
    blank, end = text[: text.index(bare)], text[text.index(bare) + len(bare) :]
    opens = not _apart(bare[0]) or _apart((before + blank)[-1:])
    closes = not _apart(bare[-1]) or _apart((end + after)[:1])
    mark = "**" if opens and closes else ""
    return f"{blank}{mark}{_escaped(bare)}{mark}{end}"


def _apart(letter: str) -> bool:
    """Whether this is no letter but a blank, a sign, or the edge of a line."""
    if letter.isascii():
        return not letter.isalnum()
    from unicodedata import category

    return letter.isspace() or category(letter)[0] in "PS"


def _escaped(text: str) -> str:
    return "".join(f"\\{letter}" if letter in _MARKS else letter for letter in text)


def _guarded(text: str) -> str:
    """Keep the start of a paragraph from reading as a list, a heading or a rule."""
    digits = len(text) - len(text.lstrip("0123456789"))
    if digits and text[digits : digits + 1] in {".", ")"}:
        return f"{text[:digits]}\\{text[digits:]}"
    return f"\\{text}" if text[:1] in {"-", "+", "="} else text
