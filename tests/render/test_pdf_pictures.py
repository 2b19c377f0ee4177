import pytest

from ketacli.pictures.snow_hill import ROWS, SLEDS_OF_A_DAY, SLEDS_OF_A_MORNING, Hill
from ketacli.render.pdf_pictures import hill
from ketacli.text import Still


def test_fresh_snow_has_no_ways() -> None:
    assert hill(Still.FRESH_SNOW).ways == ()


@pytest.mark.parametrize("still", Still)
def test_the_hill_is_as_wide_as_on_a_screen(still: Still) -> None:
    drawn = hill(still)
    assert drawn.reach == tuple(len(row) // 2 for row in Hill(61).depths)
    for _, strokes in drawn.ways:
        for row, start, end in strokes:
            assert 0 <= row < ROWS - 1
            assert abs(start) <= drawn.reach[row]
            assert abs(end) <= drawn.reach[row + 1]


def test_the_ways_are_those_of_the_sleds_of_a_day() -> None:
    snow = Hill(61)
    paths = [snow.slide() for _ in range(SLEDS_OF_A_DAY)]
    wanted = {(row, path[row], path[row + 1]) for path in paths for row in range(ROWS - 1)}
    drawn = [stroke for _, strokes in hill(Still.WORN_TRAILS).ways for stroke in strokes]
    assert sorted(drawn) == sorted(wanted)


def test_after_new_snow_the_sleds_of_the_morning_are_all_that_is_seen() -> None:
    drawn = [stroke for _, strokes in hill(Still.AFTER_NEW_SNOW).ways for stroke in strokes]
    assert len([stroke for stroke in drawn if stroke[0] == 0]) <= SLEDS_OF_A_MORNING


def test_a_way_that_more_sleds_took_is_thicker() -> None:
    thick = [thickness for thickness, _ in hill(Still.WORN_TRAILS).ways]
    assert thick == sorted(thick)
    assert len(thick) > 3
    assert max(thickness for thickness, _ in hill(Still.AFTER_NEW_SNOW).ways) < max(thick)
