from collections import Counter
from functools import cache
from itertools import islice, pairwise, zip_longest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacli.pictures import snow_hill_moving
from ketacli.pictures.snow_hill import SLEDS_OF_A_DAY, SLEDS_OF_A_MORNING, still
from ketacli.pictures.snow_hill_moving import FLAKE, FRAMES_A_SECOND, SLED, Frame, frames
from ketacli.text import Still

WIDTHS = (11, 13, 15, 17, 23, 39, 41, 57, 61)
"""From the narrowest hill to the widest."""
SHADES = frozenset("#=:. ")
Cell = tuple[int, int]

each_width = pytest.mark.parametrize("width", WIDTHS)


@each_width
def test_each_phase_ends_in_its_still_mark_for_mark(width: int) -> None:
    ends = [frame for frame in _film(width) if frame.last_of_phase]
    assert [frame.phase for frame in ends] == list(Still)
    assert [frame.lines for frame in ends] == [still(which, width) for which in Still]
    assert _film(width)[-1] is ends[-1]


@each_width
def test_the_phases_follow_each_other_and_each_ends_with_its_last_frame(width: int) -> None:
    for frame, following in pairwise(_film(width)):
        assert frame.last_of_phase == (frame.phase is not following.phase)


@given(st.integers(-5, 300))
def test_every_frame_is_ascii_as_high_as_the_still_and_no_wider(width: int) -> None:
    drawn = still(Still.WORN_TRAILS, width)
    for frame in islice(frames(width), 3):
        _fits(frame, drawn)


@each_width
def test_every_frame_of_the_whole_film_fits_the_place_of_the_still(width: int) -> None:
    drawn = still(Still.WORN_TRAILS, width)
    for frame in _film(width):
        _fits(frame, drawn)


def test_the_film_is_the_same_every_time_and_made_as_it_is_looked_at() -> None:
    assert list(frames(61)) == list(_film(61))
    assert next(frames(61)) == _film(61)[0]


def test_a_narrower_page_than_any_hill_gets_the_narrowest() -> None:
    assert list(frames(1)) == list(_film(11))


@each_width
def test_the_film_takes_between_a_minute_and_a_minute_and_a_half(width: int) -> None:
    assert 60 <= len(_film(width)) / FRAMES_A_SECOND <= 90


def test_no_sled_and_no_flake_can_be_taken_for_a_trail_or_a_slope() -> None:
    assert SLED != FLAKE
    assert not {SLED, FLAKE} & (SHADES | set("/\\"))


@each_width
def test_the_first_sled_of_each_phase_glides_alone_from_the_top_to_the_foot(width: int) -> None:
    for phase in (Still.WORN_TRAILS, Still.AFTER_NEW_SNOW):
        sleds = [_where(frame, SLED) for frame in _film(width) if frame.phase is phase]
        ride = [place for places in sleds for place in places][:11]
        start = next(moment for moment, places in enumerate(sleds) if places)
        assert [row for row, _ in ride] == list(range(11))
        assert all(len(places) == 1 for places in sleds[start : start + 11])
        assert all(abs(column - after) <= 5 for (_, column), (_, after) in pairwise(ride))


def test_behind_a_sled_lies_its_trail() -> None:
    film = _film(61)
    for frame, following in pairwise(film):
        for row, column in _where(frame, SLED):
            assert _cell(following, row, column) in SHADES - {" "} | {SLED}


def test_every_sled_of_the_stills_is_seen() -> None:
    starts = {
        Still.WORN_TRAILS: SLEDS_OF_A_DAY,
        Still.AFTER_NEW_SNOW: SLEDS_OF_A_MORNING,
    }
    for phase, sleds in starts.items():
        on_top = [frame for frame in _film(61) if frame.phase is phase and SLED in frame.lines[0]]
        assert len(on_top) == sleds


def test_trails_only_deepen_while_sleds_glide() -> None:
    order = " .:=#"
    film = [frame for frame in _film(61) if frame.phase is Still.WORN_TRAILS]
    for row in range(11):
        for column in range(61):
            seen = [_cell(frame, row, column) for frame in film]
            depths = [order.index(mark) for mark in seen if mark in order]
            assert depths == sorted(depths)


def test_snow_falls_between_the_phases_and_never_while_sleds_glide() -> None:
    snowy = [index for index, frame in enumerate(_film(61)) if _where(frame, FLAKE)]
    worn = next(
        index
        for index, frame in enumerate(_film(61))
        if frame.phase is Still.WORN_TRAILS and frame.last_of_phase
    )
    assert snowy[0] == worn + 1
    assert snowy == list(range(snowy[0], snowy[-1] + 1))
    assert not any(_where(_film(61)[index], SLED) for index in snowy)


@each_width
def test_when_the_snow_has_fallen_the_hill_is_smooth_again(width: int) -> None:
    morning = [frame for frame in _film(width) if frame.phase is Still.AFTER_NEW_SNOW]
    first = next(index for index, frame in enumerate(morning) if _where(frame, SLED))
    assert morning[first - 1].lines == still(Still.FRESH_SNOW, width)


@each_width
def test_no_more_than_a_quarter_of_the_hill_changes_at_once_and_few_cells_without_snow(
    width: int,
) -> None:
    hill = {
        (row, column)
        for row, line in enumerate(still(Still.FRESH_SNOW, width))
        for column in range(line.index("/") + 1, line.rindex("\\"))
    }
    for (frame, following), changed in zip(pairwise(_film(width)), _changes(width), strict=True):
        assert len(changed & hill) < len(hill) / 4
        if not _where(frame, FLAKE) and not _where(following, FLAKE):
            assert len(changed) <= 14


@each_width
def test_no_cell_flickers(width: int) -> None:
    # A flash is a change and its return: two flashes would be four changes.
    changes = _changes(width)
    for start in range(len(changes) - FRAMES_A_SECOND + 1):
        second = changes[start : start + FRAMES_A_SECOND]
        times = Counter(cell for changed in second for cell in changed)
        assert max(times.values(), default=0) <= 3


def test_the_slopes_stand_still() -> None:
    for width in WIDTHS:
        empty = still(Still.FRESH_SNOW, width)
        for frame in _film(width):
            for line, bare in zip(frame.lines, empty, strict=True):
                assert (line[bare.index("/")], line[bare.rindex("\\")]) == ("/", "\\")


def test_all_sleds_have_a_place_in_the_film() -> None:
    assert len(snow_hill_moving._starts(snow_hill_moving._DAY)) == SLEDS_OF_A_DAY
    assert len(snow_hill_moving._starts(snow_hill_moving._MORNING)) == SLEDS_OF_A_MORNING


@cache
def _film(width: int) -> tuple[Frame, ...]:
    return tuple(frames(width))


def _fits(frame: Frame, drawn: tuple[str, ...]) -> None:
    assert len(frame.lines) == len(drawn)
    assert all(line.isascii() and line == line.rstrip() for line in frame.lines)
    assert max(map(len, frame.lines)) <= max(map(len, drawn))


def _where(frame: Frame, mark: str) -> list[Cell]:
    return [
        (row, column)
        for row, line in enumerate(frame.lines)
        if mark in line
        for column, seen in enumerate(line)
        if seen == mark
    ]


def _cell(frame: Frame, row: int, column: int) -> str:
    return frame.lines[row].ljust(column + 1)[column]


@cache
def _changes(width: int) -> tuple[frozenset[Cell], ...]:
    """The cells that changed from each frame to the next."""
    return tuple(_changed(frame, after) for frame, after in pairwise(_film(width)))


def _changed(frame: Frame, following: Frame) -> frozenset[Cell]:
    return frozenset(
        (row, column)
        for row, (line, after) in enumerate(zip(frame.lines, following.lines, strict=True))
        if line != after
        for column, (mark, now) in enumerate(zip_longest(line, after, fillvalue=" "))
        if mark != now
    )
