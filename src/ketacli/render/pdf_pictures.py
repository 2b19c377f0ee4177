"""The snow hill as strokes for paper: the sleds of the stills, each way as thick as it is used."""

from collections import Counter
from typing import NamedTuple

from ketacli.pictures.snow_hill import ROWS, SLEDS_OF_A_DAY, SLEDS_OF_A_MORNING, Hill
from ketacli.text import Still

_WIDTH = 61
_THICKNESSES = ((16, 4.0), (8, 2.6), (4, 1.7), (2, 1.1), (1, 0.6))
"""A way that so many sleds took at least is so many points thick."""

Stroke = tuple[int, int, int]
"""A row, a place in it, and a place in the next row. Places count from the middle."""


class Hill2D(NamedTuple):
    """A hill to draw: half its width from row to row, and the strokes of each thickness."""

    reach: tuple[int, ...]
    ways: tuple[tuple[float, tuple[Stroke, ...]], ...]


def hill(which: Still) -> Hill2D:
    """One of the three stills, from the same sleds as on a screen."""
    snow = Hill(_WIDTH)
    reach = tuple(len(row) // 2 for row in snow.depths)
    paths = _paths(snow, which)
    used = Counter((row, path[row], path[row + 1]) for path in paths for row in range(ROWS - 1))
    strokes: dict[float, list[Stroke]] = {}
    for stroke, sleds in sorted(used.items()):
        strokes.setdefault(_thickness(sleds), []).append(stroke)
    return Hill2D(reach, tuple((thick, tuple(strokes[thick])) for thick in sorted(strokes)))


def _paths(snow: Hill, which: Still) -> tuple[tuple[int, ...], ...]:
    if which is Still.FRESH_SNOW:
        return ()
    day = tuple(snow.slide() for _ in range(SLEDS_OF_A_DAY))
    if which is Still.WORN_TRAILS:
        return day
    snow.snow()
    return tuple(snow.slide() for _ in range(SLEDS_OF_A_MORNING))


def _thickness(sleds: int) -> float:
    return next(thick for least, thick in _THICKNESSES if sleds >= least)
