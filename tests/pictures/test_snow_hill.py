from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacli.pictures import snow_hill
from ketacli.pictures.snow_hill import Hill, still
from ketacli.text import Still

WIDTHS = range(11, 62, 2)
"""Every width that a hill can have."""
DAY, MORNING = snow_hill.SLEDS_OF_A_DAY, snow_hill.SLEDS_OF_A_MORNING
stills = st.sampled_from(Still)
widths = st.integers(-5, 300)


@given(stills, widths)
def test_the_picture_is_the_same_for_the_same_width_every_time(which: Still, width: int) -> None:
    assert still(which, width) == still(which, width)


@given(stills, st.integers(11, 300))
def test_the_picture_is_ascii_and_no_wider_than_its_page(which: Still, width: int) -> None:
    drawn = still(which, width)
    assert all(line.isascii() and len(line) <= width for line in drawn)
    assert all(line == line.rstrip() for line in drawn)


@given(stills, widths)
def test_the_hill_has_two_slopes_and_is_widest_at_its_foot(which: Still, width: int) -> None:
    drawn = still(which, width)
    slopes = [(line.index("/"), line.rindex("\\")) for line in drawn]
    assert all(left + right == sum(slopes[0]) for left, right in slopes)
    assert [right - left for left, right in slopes] == sorted(r - lf for lf, r in slopes)
    assert slopes[-1][0] == 0
    assert max(map(len, drawn)) == len(drawn[-1]) <= 61


@pytest.mark.parametrize("width", WIDTHS)
def test_a_page_that_has_one_more_column_gets_the_same_hill_or_a_wider_one(width: int) -> None:
    assert still(Still.WORN_TRAILS, width) == still(Still.WORN_TRAILS, width + 1)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_three_stills_show_three_states(width: int) -> None:
    fresh, worn, after = (_marks(which, width) for which in Still)
    assert not fresh
    assert "#" in worn
    assert set(after) == {".", ":"}


def test_a_deeper_trail_has_a_heavier_mark() -> None:
    shades = [snow_hill._shade(depth) for depth in range(DAY + 1)]
    order = [shade for _, shade in sorted(snow_hill._SHADES)]
    assert [order.index(shade) for shade in shades] == sorted(map(order.index, shades))
    assert set(shades) == set(order)


@pytest.mark.parametrize("width", WIDTHS)
def test_every_sled_stays_on_the_hill_and_leaves_one_mark_on_each_row(width: int) -> None:
    hill = Hill(width)
    for sleds in range(1, DAY + 1):
        path = hill.slide()
        assert len(path) == len(hill.depths)
        assert all(abs(at) <= len(row) // 2 for at, row in zip(path, hill.depths, strict=True))
        assert all(sum(row) == sleds for row in hill.depths)


@pytest.mark.parametrize("width", WIDTHS)
def test_new_snow_fills_every_trail_and_leaves_the_hill_as_it_was(width: int) -> None:
    hill, smooth = Hill(width), Hill(width)
    hill.slide()
    hill.snow()
    assert hill.depths == smooth.depths
    assert hill.draw() == smooth.draw()


@pytest.mark.parametrize("width", WIDTHS)
def test_on_every_drawn_hill_sleds_spread_after_new_snow(width: int) -> None:
    before, after = _feet(Hill(width))
    assert len(set(after)) > len(set(before))


def test_sleds_spread_after_new_snow_wherever_chance_starts() -> None:
    # Not only with the one start that the drawings have: on nearly all of them.
    pairs = [_feet(hill) for hill in _hills(150)]
    spread = sum(len(set(after)) > len(set(before)) for before, after in pairs)
    assert spread > 135
    assert _mean([len(set(after)) for _, after in pairs]) > 1.5 * _mean(
        [len(set(before)) for before, _ in pairs]
    )


def test_during_the_day_sleds_come_together_in_a_few_trails() -> None:
    first, last = [], []
    for hill in _hills(100):
        feet = [hill.slide()[-1] for _ in range(DAY)]
        first.append(len(set(feet[:MORNING])))
        last.append(len(set(feet[-MORNING:])))
    assert _mean(last) < 0.7 * _mean(first)


def test_a_sled_prefers_the_deeper_trail_and_may_still_leave_it() -> None:
    into = 0
    for hill in _hills(100):
        hill.depths[0] = [0, 0, DAY]
        into += hill.slide()[0] == 1
    assert into > 90
    fresh = sum(hill.slide()[0] == 1 for hill in _hills(100))
    assert 15 < fresh < 55  # one of three cells, none of them deeper


def test_a_sled_that_chance_carries_to_the_very_edge_takes_the_last_cell(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Floating-point sums can end a hair above the weights that they were made of.
    hill = Hill(61)
    monkeypatch.setattr(hill, "_random", lambda: 1.0)
    assert hill.slide() == tuple(len(row) // 2 for row in hill.depths)


def _hills(many: int) -> Iterator[Hill]:
    for start in range(many):
        hill = Hill(61)
        hill._chance = (start * 2_654_435_761 + 1) % 2**31
        hill._random()
        yield hill


def _feet(hill: Hill) -> tuple[list[int], list[int]]:
    """Where the last sleds of a day came down, and the first ones after new snow."""
    day = [hill.slide()[-1] for _ in range(DAY)]
    hill.snow()
    return day[-MORNING:], [hill.slide()[-1] for _ in range(MORNING)]


def _marks(which: Still, width: int) -> str:
    return "".join(still(which, width)).translate(str.maketrans("", "", "/\\ "))


def _mean(counts: list[int]) -> float:
    return sum(counts) / len(counts)
