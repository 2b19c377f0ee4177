"""Drawings as shapes of SVG: a hundred people in rows, and the snow hill. Owns the geometry; what
is drawn is decided in `pictures`, how it looks in the templates.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from ketacli.pictures import people, snow_hill
from ketacli.text import Still

_PERSON_WIDTH = 10
_PERSON_HEIGHT = 20
HILL_WIDTH = 41
_ROW_HEIGHT = 2
"""A letter of a terminal is about twice as high as it is wide."""
MARKS = ".:=#O*"
"""Whatever can lie on the snow, each in a manner of its own: trails, a sled, a flake."""


class Hundred(NamedTuple):
    """The ground that filled people stand on, and that of the others, as paths."""

    filled: str
    others: str


class Hill(NamedTuple):
    """The outline of a hill, and the path of each mark on it."""

    width: int
    height: int
    outline: str
    paths: tuple[str, ...]
    """One for each of `MARKS`; an empty one where it is not on the hill."""

    @property
    def fresh(self) -> bool:
        """Whether nothing lies on the snow yet: here the hill can begin to move."""
        return not any(self.paths)


def hundred(count: int) -> Hundred:
    """The places of a hundred people, so many of them filled."""
    filled = others = ""
    top = 0
    for row, alike in groupby(people.hundred(count)):
        height = len(tuple(alike)) * _PERSON_HEIGHT
        whole, part = len(row) * _PERSON_WIDTH, len(row.rstrip(".")) * _PERSON_WIDTH
        filled += f"M0 {top}h{part}v{height}H0z" if part else ""
        others += f"M{part} {top}H{whole}v{height}H{part}z" if part < whole else ""
        top += height
    return Hundred(filled, others)


def hill(which: Still) -> Hill:
    """One of the three stills of the snow hill."""
    lines = snow_hill.still(which, HILL_WIDTH)
    height = _ROW_HEIGHT * len(lines)
    paths = tuple("".join(_strokes(lines, mark)) for mark in MARKS)
    return Hill(HILL_WIDTH, height, _outline(lines), paths)


def _outline(lines: tuple[str, ...]) -> str:
    """From the top down the left side, along the foot and up the right side."""
    top = lines[0].index("/")
    return f"M{top} 0L0 {_ROW_HEIGHT * len(lines)}H{HILL_WIDTH}L{HILL_WIDTH - top} 0z"


def _strokes(lines: tuple[str, ...], mark: str) -> Iterator[str]:
    """A stroke through the middle of each run of a mark, from where the one before it ended."""
    for row, line in enumerate(lines):
        at, reached = 0, -1
        for letter, run in groupby(line):
            length = len(tuple(run))
            if letter == mark:
                start = f"M{at} {_ROW_HEIGHT * row + 1}" if reached < 0 else f"m{at - reached} 0"
                yield f"{start}h{length}"
                reached = at + length
            at += length
