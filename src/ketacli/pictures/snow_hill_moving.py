"""The snow hill as it happens: the sleds of the stills glide one by one and in trains, new snow
falls, and the next sleds find other ways. It ends in the stills, mark for mark, and never flickers.
"""

from collections.abc import Iterator
from typing import NamedTuple

from ketacli.pictures.snow_hill import ROWS, SLEDS_OF_A_DAY, SLEDS_OF_A_MORNING, Hill
from ketacli.text import Still

FRAMES_A_SECOND = 4
"""The pace that the lengths here are made for: a little over a minute in all."""
SLED = "O"
FLAKE = "*"
_SNOWFALL = 22
"""For so many frames snow falls on each row."""
_BETWEEN_FLAKES = 16
"""So many rows lie between two flakes of a column."""
_GOLDEN = 0.6180339887498949
"""Steps of this size, wrapped at 1, spread evenly and without a pattern."""


class Frame(NamedTuple):
    """One moment of the hill: ASCII, as many lines as a still has, and no wider."""

    lines: tuple[str, ...]
    phase: Still
    """The still that this frame leads to."""
    last_of_phase: bool
    """Whether the lines are that still."""


class _Pace(NamedTuple):
    """So many sleds in trains of so many, and the frames from one start to the next."""

    sleds: int
    frames: int
    train: int = 1


_ALONE = _Pace(sleds=4, frames=ROWS + 2)
"""The reader can follow each of the first ones all the way."""
_DAY = (_ALONE, _Pace(sleds=16, frames=4), _Pace(sleds=SLEDS_OF_A_DAY - 20, frames=4, train=2))
_MORNING = (_ALONE, _Pace(sleds=SLEDS_OF_A_MORNING - 4, frames=5))


def frames(width: int) -> Iterator[Frame]:
    """The hill from fresh snow to the ways after new snow, at most `width` columns wide."""
    simulated, shown = Hill(width), Hill(width)
    yield Frame(shown.draw(), Still.FRESH_SNOW, last_of_phase=True)
    yield from _rides(simulated, shown, _DAY, Still.WORN_TRAILS)
    for now in range(ROWS + _SNOWFALL):
        yield Frame(_in_snowfall(shown, now), Still.AFTER_NEW_SNOW, last_of_phase=False)
    simulated.snow()
    shown.snow()
    yield from _rides(simulated, shown, _MORNING, Still.AFTER_NEW_SNOW)


def _rides(simulated: Hill, shown: Hill, paces: tuple[_Pace, ...], phase: Still) -> Iterator[Frame]:
    """Sleds that glide a row a frame, each on the trails of all that started before it."""
    starts = _starts(paces)
    end = starts[-1] + ROWS
    paths: dict[int, tuple[int, ...]] = {}
    for now in range(end + 1):
        if now in starts:
            paths[now] = simulated.slide()
        sleds = [
            (now - start, path[now - start]) for start, path in paths.items() if now - start < ROWS
        ]
        for row, place in sleds:
            shown.mark(row, place)
        yield Frame(_with(sleds, shown), phase, last_of_phase=now == end)


def _with(sleds: list[tuple[int, int]], hill: Hill) -> tuple[str, ...]:
    """The hill with sleds at these rows and distances from the middle."""
    rows = [list(line) for line in hill.draw()]
    for row, place in sleds:
        rows[row][hill.middle + place] = SLED
    return tuple("".join(row) for row in rows)


def _starts(paces: tuple[_Pace, ...]) -> tuple[int, ...]:
    """The frame in which each sled starts. There is a moment of rest before the first."""
    starts: list[int] = []
    at = 1
    for pace in paces:
        for _ in range(pace.sleds // pace.train):
            starts += range(at, at + pace.train)
            at += pace.frames
    return tuple(starts)


def _in_snowfall(hill: Hill, now: int) -> tuple[str, ...]:
    """The trails half filled, the higher the earlier, and the flakes. Those that fall into
    a trail are not seen: with them, it would flicker.
    """
    width = 2 * hill.middle + 1
    filled = Hill(width)
    filled.depths = [
        [_left_of(depth, _fallen(now, row), cell + row) for cell, depth in enumerate(depths)]
        for row, depths in enumerate(hill.depths)
    ]
    lines = zip(hill.draw(), filled.draw(), strict=True)
    return tuple(
        _snowy(worn.ljust(width), line.ljust(width), now - row)
        for row, (worn, line) in enumerate(lines)
    )


def _snowy(worn: str, line: str, since: int) -> str:
    """One row with flakes where the worn row has none of its marks."""
    cells = enumerate(zip(worn, line, strict=True))
    return "".join(
        FLAKE if mark == " " and _falls(since, column) else left for column, (mark, left) in cells
    ).rstrip()


def _fallen(now: int, row: int) -> float:
    """The share of the new snow that lies on this row already."""
    return max(0, min(now - row, _SNOWFALL)) / _SNOWFALL


def _left_of(depth: int, share: float, cell: int) -> int:
    """What new snow leaves of a trail: cells beside each other fill at different moments."""
    return int(depth * (1 - share) ** 2 + cell * _GOLDEN % 1)


def _falls(since: int, column: int) -> bool:
    """Whether a flake is here, so many frames after the first snow could be."""
    first = int(column**2 * _GOLDEN % 1 * _BETWEEN_FLAKES)
    return 0 <= since < _SNOWFALL and since % _BETWEEN_FLAKES == first
