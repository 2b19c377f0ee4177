"""The hill on the screen: still until somebody asks, and never faster than it is made for."""

from ketacli.kiosk.screen_ride import SECONDS_A_FRAME, Ride
from ketacli.pictures import snow_hill
from ketacli.pictures.snow_hill_moving import frames
from ketacli.text import Still
from support.kiosk_screen import Clock

STORY = ("Fresh snow.", "Worn trails.", "New snow.")


def ride(clock: Clock, story: tuple[str, ...] = STORY) -> Ride:
    return Ride(61, story, clock)


def test_it_does_not_move_by_itself() -> None:
    clock = Clock()
    hill = ride(clock)
    assert hill.lines == snow_hill.still(Still.FRESH_SNOW, 61)
    clock.wait(60)
    assert not hill.moment()
    assert not hill.is_running
    assert hill.says == "Fresh snow."


def test_it_moves_at_most_four_times_a_second() -> None:
    clock = Clock()
    hill = ride(clock)
    hill.choose("hill:run")
    moves = 0
    for _ in range(1000):
        clock.wait(0.01)
        moves += hill.moment()
    assert SECONDS_A_FRAME == 0.25
    assert 30 <= moves <= 40


def test_it_runs_to_its_end_stops_there_and_can_begin_again() -> None:
    clock = Clock()
    hill = ride(clock)
    hill.choose("hill:run")
    drawn = [hill.lines]
    said = [hill.says]
    while hill.is_running:
        clock.wait(1)
        assert hill.moment()
        drawn.append(hill.lines)
        said.append(hill.says)
    expected = [frame.lines for frame in frames(61)]
    assert drawn == [*expected, expected[-1]]
    assert list(dict.fromkeys(said)) == list(STORY)
    hill.choose("hill:run")
    assert hill.lines == expected[0]
    assert hill.is_running


def test_it_pauses_steps_and_starts_over() -> None:
    clock = Clock()
    hill = ride(clock)
    expected = [frame.lines for frame in frames(61)]
    hill.choose("hill:run")
    hill.choose("hill:run")
    assert not hill.is_running
    for number in (1, 2, 3):
        hill.choose("hill:step")
        assert hill.lines == expected[number]
    hill.choose("hill:other")
    assert hill.lines == expected[3]
    hill.choose("hill:again")
    assert hill.lines == expected[0]
    assert not hill.is_running


def test_a_story_that_is_too_short_says_nothing_rather_than_something_else() -> None:
    hill = ride(Clock(), ())
    assert hill.says == ""
