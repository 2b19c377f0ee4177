import re

import pytest

from ketacli.pictures import snow_hill
from ketacli.render.html_drawings import HILL_WIDTH, MARKS, hill, hundred
from ketacli.text import Still


def cells(path: str) -> set[tuple[int, int]]:
    """The row and the column of each cell that a path of strokes runs through."""
    found: set[tuple[int, int]] = set()
    x = row = 0
    for kind, first, second, length in re.findall(r"([Mm])(\d+) (\d+)h(\d+)", path):
        x = int(first) if kind == "M" else x + int(first)
        row = int(second) // 2 if kind == "M" else row
        found |= {(row, column) for column in range(x, x + int(length))}
        x += int(length)
    return found


@pytest.mark.parametrize("count", [0, 1, 19, 20, 21, 38, 99, 100])
def test_so_many_of_a_hundred_people_are_filled(count: int) -> None:
    drawn = hundred(count)
    filled = sum(int(w) * int(h) for w, h in re.findall(r"h(\d+)v(\d+)", drawn.filled))
    others = sum(
        (int(right) - int(left)) * int(height)
        for left, right, height in re.findall(r"M(\d+) \d+H(\d+)v(\d+)", drawn.others)
    )
    one = 10 * 20
    assert filled == count * one
    assert others == (100 - count) * one


@pytest.mark.parametrize("still", Still)
def test_the_hill_is_the_still_mark_for_mark(still: Still) -> None:
    drawn = hill(still)
    lines = snow_hill.still(still, HILL_WIDTH)
    for mark, path in zip(MARKS, drawn.paths, strict=True):
        assert cells(path) == {
            (row, column)
            for row, line in enumerate(lines)
            for column, letter in enumerate(line)
            if letter == mark
        }
    assert drawn.fresh == (still is Still.FRESH_SNOW)
    assert (drawn.width, drawn.height) == (HILL_WIDTH, 2 * len(lines))
    assert drawn.outline == f"M18 0L0 {drawn.height}H{HILL_WIDTH}L23 0z"
