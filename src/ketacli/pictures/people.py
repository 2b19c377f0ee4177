"""A hundred people as marks, so many of them filled: five rows of twenty."""

ACROSS = 20
_FILLED = "#"
_EMPTY = "."


def hundred(count: int) -> tuple[str, ...]:
    """Five lines of twenty marks. The first `count` of the hundred are filled."""
    marks = _FILLED * count + _EMPTY * (100 - count)
    return tuple(marks[start : start + ACROSS] for start in range(0, 100, ACROSS))
