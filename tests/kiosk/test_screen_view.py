"""What a reader sees of a page: scrolling, focus, and what is on the side."""

import pytest

from ketacli.kiosk.screen_layout import Size
from ketacli.kiosk.screen_view import LOWER_HALF, UPPER_HALF
from support.kiosk_screen import READING, SIZES, SMALLEST, USUAL, Seat
from support.visits import DOOR


@pytest.mark.parametrize("size", SIZES)
def test_the_focus_is_in_view_wherever_it_goes(size: Size) -> None:
    seat = Seat(*READING, "contents", size=size)
    view = seat.sitting.view
    for step in (1, -1):
        for _ in range(len(view.layout.order) + 2):
            view.focus_on(step)
            assert view.layout.is_in_view(view.focus, view.scroll)
            assert 0 <= view.scroll <= view.layout.farthest
    assert view.focus == ""


@pytest.mark.parametrize("size", SIZES)
def test_turning_down_and_up_shows_every_line_and_every_button_whole(size: Size) -> None:
    seat = Seat(*READING, "contents", size=size)
    view = seat.sitting.view
    for step, end in ((1, view.layout.farthest), (-1, 0)):
        lines = set()
        whole = set()
        for _ in range(100):
            lines |= set(range(view.scroll, view.scroll + view.layout.height))
            in_body = [target.id for target in view.layout.in_body]
            whole |= {name for name in in_body if view.layout.is_in_view(name, view.scroll)}
            if view.scroll == end:
                break
            before = view.scroll
            view.turn(step)
            assert view.scroll != before
        assert lines >= set(range(len(view.layout.body)))
        assert whole == {target.id for target in view.layout.in_body}


def test_halves_of_the_words_mean_up_and_down_only_where_there_is_more() -> None:
    view = Seat(*READING).sitting.view
    top, height = len(view.layout.head), view.layout.height
    assert view.at(5, top) == UPPER_HALF
    assert view.at(5, top + height - 1) == LOWER_HALF
    assert view.at(5, 0) == ""
    short = Seat("language:en").sitting.view
    assert short.at(5, 10) == ""


def test_a_changed_size_keeps_the_focus() -> None:
    seat = Seat(*READING)
    seat.keys("tab", "tab")
    for size in (SMALLEST, USUAL, Size(120, 40)):
        seat.sitting.resize(size)
        assert seat.focus == "word:esketamine"
        assert seat.sitting.view.layout.is_in_view(seat.focus, seat.sitting.view.scroll)


def test_a_focus_whose_button_has_gone_is_at_the_words() -> None:
    seat = Seat(*READING, size=Size(120, 40))
    seat.keys("shift+tab", "shift+tab", "shift+tab")
    assert seat.focus == "speak"
    seat.sitting.resize(SMALLEST)
    assert seat.focus == ""


def test_pages_are_told_apart_by_where_a_reader_is() -> None:
    seat = Seat(*DOOR)
    view = seat.sitting.view
    places = {view.place(seat.visit)}
    for choice in (READING[-1], "page:1", "page:2", "contents", "back"):
        seat.choose(choice)
        places.add(view.place(seat.visit))
    assert len(places) == 5


def test_closing_what_is_not_open_changes_nothing() -> None:
    seat = Seat(*READING, size=SMALLEST)
    before = seat.text
    seat.sitting.view.close_more()
    assert seat.text == before
    seat.tap("more")
    seat.sitting.view.close_more()
    assert not seat.sitting.view.is_open
