from ketacli.airlock.crashes import Crashes
from ketacli.airlock.lock import Limits


def test_a_visit_that_ended_as_it_should_is_followed_at_once() -> None:
    crashes = Crashes(Limits())
    assert [crashes.ended(now, crashed=False) for now in range(100)] == list(range(100))
    assert not crashes.out_of_order


def test_after_each_crash_the_pause_doubles() -> None:
    crashes = Crashes(Limits(crashes=100))
    pauses = [crashes.ended(0, crashed=True) for _ in range(7)]
    assert pauses == [0.1, 0.2, 0.4, 0.8, 1.6, 1.6, 1.6]


def test_a_minute_without_a_crash_and_the_pause_is_short_again() -> None:
    crashes = Crashes(Limits())
    crashes.ended(0, crashed=True)
    crashes.ended(1, crashed=True)
    assert crashes.ended(61, crashed=True) == 61.1


def test_five_crashes_in_a_minute_are_out_of_order_until_a_visit_draws() -> None:
    crashes = Crashes(Limits())
    for now in range(4):
        crashes.ended(now, crashed=True)
    states = [crashes.out_of_order]
    assert crashes.ended(59, crashed=True) == 89
    states.append(crashes.out_of_order)
    assert crashes.ended(500, crashed=True) == 530
    states.append(crashes.out_of_order)
    crashes.drawn()
    assert [*states, crashes.out_of_order] == [False, True, True, False]
    assert crashes.ended(700, crashed=True) == 700.1


def test_five_crashes_in_more_than_a_minute_are_not() -> None:
    crashes = Crashes(Limits())
    for now in range(0, 1000, 15):
        crashes.ended(now, crashed=True)
    assert not crashes.out_of_order
