"""Who is there: what counts as an answer, what as a sign of life, and when a visit is over."""

import pytest

from ketacli.kiosk.presence import (
    ANEW_SECONDS,
    RUN_SECONDS,
    SECONDS_TO_READ,
    STUCK_SECONDS,
    Presence,
)

KEYBOARD_REPEATS = 1 / 30
IDLE, WARNING = 180.0, 30.0


class Clock:
    def __init__(self) -> None:
        self.now = 5000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def presence(clock: Clock) -> Presence:
    return Presence(IDLE, WARNING, clock)


def hold(presence: Presence, clock: Clock, seconds: float, every: float) -> list[bool]:
    """Hold one key down for so long."""
    answers = []
    end = clock.now + seconds
    while clock.now < end:
        answers.append(presence.sign("enter"))
        clock.now += every
    return answers


def test_nothing_is_an_answer_before_the_words_could_have_been_read(
    presence: Presence, clock: Clock
) -> None:
    presence.drawn()
    clock.now += SECONDS_TO_READ - 0.01
    assert not presence.sign("enter")
    clock.now += 0.02
    assert presence.sign("space")


def test_words_that_are_drawn_again_must_be_read_again(presence: Presence, clock: Clock) -> None:
    clock.now += 100
    presence.drawn()
    clock.now += SECONDS_TO_READ / 2
    assert not presence.sign("enter")


def test_a_held_key_is_no_answer_however_long_it_is_held(presence: Presence, clock: Clock) -> None:
    presence.drawn()
    assert not any(hold(presence, clock, 60, KEYBOARD_REPEATS))


def test_a_key_that_was_let_go_and_is_pressed_again_is_an_answer(
    presence: Presence, clock: Clock
) -> None:
    presence.drawn()
    hold(presence, clock, 5, KEYBOARD_REPEATS)
    clock.now += ANEW_SECONDS
    assert presence.sign("enter")


def test_another_key_while_one_is_held_is_an_answer(presence: Presence, clock: Clock) -> None:
    presence.drawn()
    hold(presence, clock, 5, KEYBOARD_REPEATS)
    assert presence.sign("space")


def test_a_stuck_touch_is_nobody(presence: Presence, clock: Clock) -> None:
    hold(presence, clock, STUCK_SECONDS + IDLE + WARNING + 1, 0.5)
    assert presence.seconds_left() == 0


def test_a_key_held_for_a_moment_is_somebody(presence: Presence, clock: Clock) -> None:
    clock.now += IDLE + 1
    hold(presence, clock, STUCK_SECONDS - 1, 0.5)
    assert presence.seconds_left() is None


def test_somebody_who_takes_the_bag_off_the_keyboard_is_there(
    presence: Presence, clock: Clock
) -> None:
    hold(presence, clock, STUCK_SECONDS + IDLE + 1, 0.5)
    assert presence.seconds_left() is not None
    clock.now += RUN_SECONDS + 0.1
    presence.sign("enter")
    assert presence.seconds_left() is None


def test_somebody_who_presses_another_key_beside_a_stuck_one_is_there(
    presence: Presence, clock: Clock
) -> None:
    hold(presence, clock, STUCK_SECONDS + IDLE + 1, 0.5)
    presence.sign("tab")
    assert presence.seconds_left() is None


def test_a_slow_reader_who_presses_one_key_again_and_again_is_there(
    presence: Presence, clock: Clock
) -> None:
    hold(presence, clock, 10 * IDLE, RUN_SECONDS + 1)
    assert presence.seconds_left() is None


def test_silence_is_warned_about_and_then_it_is_over(presence: Presence, clock: Clock) -> None:
    clock.now += IDLE - 0.1
    assert presence.seconds_left() is None
    clock.now += 0.1
    assert presence.seconds_left() == WARNING
    clock.now += 10
    assert presence.seconds_left() == WARNING - 10
    clock.now += WARNING
    assert presence.seconds_left() == 0


def test_a_reader_can_ask_for_more_time_as_often_as_they_want(
    presence: Presence, clock: Clock
) -> None:
    for _ in range(11):
        clock.now += IDLE + WARNING - 1
        assert presence.seconds_left() == 1
        presence.sign("enter")
        assert presence.seconds_left() is None


def test_who_is_being_read_to_is_there(presence: Presence, clock: Clock) -> None:
    clock.now += IDLE - 1
    presence.listens()
    clock.now += IDLE - 1
    assert presence.seconds_left() is None
    clock.now += 2
    assert presence.seconds_left() is not None
