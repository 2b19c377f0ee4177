"""Charts of a hundred people as lines of marks, for every screen that draws them."""

from collections.abc import Iterator

from ketacli.pictures import people
from ketacli.render.wrapping import cells, wrap_text
from ketacli.text import Chart, ChartGroup, visible

_BETWEEN_GROUPS = 4


def side_by_side(chart: Chart, width: int) -> Iterator[str]:
    """Groups side by side where they fit, else one below the other."""
    columns = [_group(group) for group in chart.groups]
    wide = max(people.ACROSS, *(cells(line) for column in columns for line in column))
    if len(columns) * wide + (len(columns) - 1) * _BETWEEN_GROUPS <= width:
        for pieces in zip(*columns, strict=True):
            padded = (piece + " " * (wide + _BETWEEN_GROUPS - cells(piece)) for piece in pieces)
            yield "".join(padded).rstrip()
        return
    for column in columns:
        for line in column:
            yield from wrap_text(line, width)


def _group(group: ChartGroup) -> tuple[str, ...]:
    return (visible(f"{group.label}: {group.says}"), *people.hundred(group.people))
