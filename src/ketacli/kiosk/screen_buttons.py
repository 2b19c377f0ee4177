"""Choices as buttons in one frame: where each stands, how it is drawn. A button takes at least 3
rows and 10 columns, and looks the same in every terminal: no colour says anything.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from ketacli.kiosk.drawing import Drawn, Look, Piece, padded
from ketacli.kiosk.page import Choice
from ketacli.render.wrapping import cells, wrap_text
from ketacli.text import visible

LEAST_WIDTH = 10
LEAST_HEIGHT = 3
_FOCUS = ">"
_MARK = 1
"""The column of the mark that shows the focus."""
_ON, _OFF = "[x]", "[ ]"
_UNBROKEN = "[\u00a0]"
_LETTERS = LEAST_HEIGHT - 1
"""Rows for letters at least; the frame above them belongs to the button too."""


class Target(NamedTuple):
    """Where a button can be touched."""

    id: str
    left: int
    top: int
    width: int
    height: int

    def holds(self, column: int, line: int) -> bool:
        """Whether a place is on it."""
        across = self.left <= column < self.left + self.width
        return across and self.top <= line < self.top + self.height


class Grid(NamedTuple):
    """Buttons in a frame."""

    lines: tuple[Drawn, ...] = ()
    targets: tuple[Target, ...] = ()
    """In reading order, placed from the top left corner of the frame."""


class Frame(NamedTuple):
    """What frames are drawn with: corners by whether a line leads up, down, left and right."""

    across: str
    down: str
    corners: dict[tuple[bool, bool, bool, bool], str]

    def corner(self, *leads: bool) -> str:
        """The letter where lines meet."""
        up, down, left, right = leads
        return self.corners.get((up, down, left, right), "+")


_T, _F = True, False
ASCII = Frame("-", "|", {})
BOXES = Frame(
    "\u2500",
    "\u2502",
    {
        (_F, _T, _F, _T): "\u250c",
        (_F, _T, _T, _F): "\u2510",
        (_T, _F, _F, _T): "\u2514",
        (_T, _F, _T, _F): "\u2518",
        (_F, _T, _T, _T): "\u252c",
        (_T, _F, _T, _T): "\u2534",
        (_T, _T, _F, _T): "\u251c",
        (_T, _T, _T, _F): "\u2524",
        (_T, _T, _T, _T): "\u253c",
    },
)


class _Shape(NamedTuple):
    """Equal columns, and the labels as they break in them."""

    across: int
    inner: int
    labels: tuple[tuple[str, ...], ...]
    heights: tuple[int, ...]
    """Rows of letters in each row of buttons."""


def bar(choices: Sequence[Choice], width: int, focus: str, frame: Frame) -> Grid:
    """Buttons in as few lines as possible."""
    shapes = _shapes(tuple(choices), width, even=True)
    best = min(shapes, key=lambda shape: (sum(shape.heights) + len(shape.heights), shape.across))
    return _drawn(choices, best, focus, frame)


def listed(choices: Sequence[Choice], width: int, focus: str, frame: Frame, *, even: bool) -> Grid:
    """Buttons among the words: side by side only where no label is long.

    Args:
        choices: at least one.
        width: columns of the screen.
        focus: the choice that Enter would press, or ''.
        frame: what to draw with.
        even: all of the same size, whatever their labels are.
    """
    short = [
        shape
        for shape in _shapes(tuple(choices), width, even=even)
        if shape.across == 1 or max(map(len, shape.labels)) <= (_LETTERS if even else 1)
    ]
    return _drawn(choices, short[-1], focus, frame)


@lru_cache(maxsize=32)
def _shapes(choices: tuple[Choice, ...], width: int, *, even: bool) -> tuple[_Shape, ...]:
    """What fits, from one button a line on. More than one only where no word is cut."""
    labels = [_label(choice) for choice in choices]
    longest = max((cells(word) for label in labels for word in label.split()), default=0)
    found: list[_Shape] = []
    for across in range(1, len(choices) + 1):
        inner = (width - across - 1) // across
        room = inner - _MARK
        if found and (inner + 1 < LEAST_WIDTH or room < longest):
            break
        broken = tuple(
            tuple(line.replace(_UNBROKEN, _OFF) for line in wrap_text(label, room))
            for label in labels
        )
        found.append(_Shape(across, inner, broken, _heights(broken, across, even=even)))
    return tuple(found)


def _heights(broken: tuple[tuple[str, ...], ...], across: int, *, even: bool) -> tuple[int, ...]:
    rows = [broken[first : first + across] for first in range(0, len(broken), across)]
    heights = [max(_LETTERS, *(len(label) for label in row)) for row in rows]
    return (max(heights),) * len(heights) if even else tuple(heights)


def _label(choice: Choice) -> str:
    if choice.pressed is None:
        return visible(choice.label)
    return f"{_ON if choice.pressed else _UNBROKEN} {visible(choice.label)}"


def _drawn(choices: Sequence[Choice], shape: _Shape, focus: str, frame: Frame) -> Grid:
    lines: list[Drawn] = []
    targets: list[Target] = []
    above = 0
    for row, height in enumerate(shape.heights):
        first = row * shape.across
        here = choices[first : first + shape.across]
        lines.append(_line_across(frame, shape, above, len(here)))
        targets += (
            Target(
                choice.id, column * (shape.inner + 1), len(lines) - 1, shape.inner + 1, height + 1
            )
            for column, choice in enumerate(here)
        )
        labels = shape.labels[first : first + shape.across]
        for number in range(height):
            boxes = (
                _cell(label, number, shape.inner, has_focus=choice.id == focus)
                for choice, label in zip(here, labels, strict=True)
            )
            lines.append(_between(Piece(frame.down), boxes))
        above = len(here)
    lines.append(_line_across(frame, shape, above, 0))
    return Grid(tuple(lines), tuple(targets))


def _line_across(frame: Frame, shape: _Shape, above: int, below: int) -> Drawn:
    """The line between two rows of buttons, of which there are so many."""
    most = max(above, below)
    text = ""
    for column in range(most + 1):
        up, down = above > 0 and column <= above, below > 0 and column <= below
        text += frame.corner(up, down, column > 0, column < most)
        text += frame.across * shape.inner if column < most else ""
    return (Piece(text),)


def _cell(label: Sequence[str], number: int, inner: int, *, has_focus: bool) -> Drawn:
    """One line of letters in a button."""
    look = Look.TURNED | Look.STRONG if has_focus else Look.PLAIN
    mark = _FOCUS if has_focus and number == 0 else " "
    text = label[number] if number < len(label) else ""
    return padded((Piece(mark + text, look),), inner, look)


def _between(line: Piece, boxes: Iterable[Drawn]) -> Drawn:
    """Cells with a line before, between and behind them."""
    pieces: list[Piece] = [line]
    for cell in boxes:
        pieces += (*cell, line)
    return tuple(pieces)
