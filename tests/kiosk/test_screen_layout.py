"""Where things stand on a screen: everything is in reach, nothing lies upon anything else."""

import pytest

from ketacli.kiosk.drawing import Look, Piece, length, words
from ketacli.kiosk.page import Choice, Page, Place, Rank
from ketacli.kiosk.screen_buttons import ASCII
from ketacli.kiosk.screen_layout import (
    LEAST_COLUMNS,
    LEAST_LINES,
    Layout,
    Size,
    Wanted,
    lay_out,
    room_for_code,
)
from support.kiosk_screen import SIZES, SMALLEST, USUAL, bare, text_of

BACK, ON = Choice("back", "Go back", Rank.WAY), Choice("on", "Keep reading", Rank.WAY)
SIDES = tuple(Choice(f"side:{n}", f"Something else number {n}", Rank.SIDE) for n in range(4))
ALWAYS = (Choice("help", "Help", Rank.ALWAYS), Choice("end", "I am finished", Rank.ALWAYS))
LISTED = tuple(Choice(f"list:{n}", f"Leaflet {n}") for n in range(3))
MORE = Choice("more", "More")
TEXT = " ".join(f"word{n}" for n in range(200))


def wanted(size: Size, *choices: Choice, title: str = "A title", text: str = TEXT) -> Wanted:
    page = Page(Place.LEAFLET, title, (), choices, "Page 1 of 7")
    return Wanted(page, words(text, size.columns - 3), size, ASCII, MORE)


def text(layout: Layout, scroll: int = 0) -> str:
    return "\n".join(map(text_of, layout.lines(scroll)))


@pytest.mark.parametrize("size", SIZES)
def test_the_lines_fill_the_screen_at_every_scroll(size: Size) -> None:
    layout = lay_out(wanted(size, *LISTED, BACK, ON, *SIDES, *ALWAYS))
    for scroll in range(layout.farthest + 1):
        lines = layout.lines(scroll)
        assert len(lines) == size.lines
        assert all(length(line) <= size.columns for line in lines)


@pytest.mark.parametrize("size", SIZES)
def test_every_word_is_seen_at_some_scroll(size: Size) -> None:
    layout = lay_out(wanted(size, *LISTED, BACK, ON, *ALWAYS))
    seen = {word for s in range(layout.farthest + 1) for word in bare(text(layout, s)).split()}
    assert seen >= set(TEXT.split())


@pytest.mark.parametrize("size", SIZES)
def test_what_can_be_pressed_is_where_it_is_drawn(size: Size) -> None:
    layout = lay_out(wanted(size, *LISTED, BACK, ON, *ALWAYS))
    for choice in (*LISTED, BACK, ON, *ALWAYS):
        scroll = layout.scrolled_to(choice.id, 0)
        lines = [text_of(line) for line in layout.lines(scroll)]
        start = choice.label if choice in LISTED else choice.label.split()[0]
        places = [
            (line.index(start), number)
            for number, line in enumerate(lines)
            if start in line and layout.at(line.index(start), number, scroll) == choice.id
        ]
        assert places, (choice, lines)


def test_title_and_progress_share_a_line_where_they_fit() -> None:
    assert len(lay_out(wanted(USUAL, BACK)).head) == 1
    long = lay_out(wanted(SMALLEST, BACK, title="A title that fills its line very well"))
    assert len(long.head) == 2
    assert "Page 1 of 7" in text(long)


def test_the_title_shows_the_focus_while_no_button_has_it() -> None:
    layout = lay_out(wanted(USUAL, BACK))
    assert text(layout).startswith(">A title")
    assert Look.TURNED in layout.head[0][0].look
    there = lay_out(wanted(USUAL, BACK)._replace(focus="back"))
    assert text(there).startswith(" A title")
    assert Look.TURNED not in there.head[0][0].look


def test_what_is_on_the_side_goes_behind_one_button_where_there_is_no_room() -> None:
    wide = lay_out(wanted(Size(120, 40), BACK, *SIDES, *ALWAYS))
    assert wide.order == ("back", *(s.id for s in SIDES), "help", "end")
    small = lay_out(wanted(SMALLEST, BACK, *SIDES, *ALWAYS))
    assert small.order == ("back", "more", "help", "end")


def test_what_is_on_the_side_opens_in_place_of_the_words() -> None:
    opened = lay_out(wanted(SMALLEST, *LISTED, BACK, *SIDES, *ALWAYS)._replace(is_open=True))
    assert opened.order == (*(s.id for s in SIDES), "back", "more", "help", "end")
    assert "word1" not in text(opened)


def test_a_list_that_the_page_is_for_stays_in_view_where_it_can() -> None:
    for size in SIZES:
        start = wanted(size, *LISTED, *SIDES)
        layout = lay_out(start._replace(page=start.page._replace(place=Place.START)))
        assert layout.at(2, layout.size.lines - 2, 0)
        assert layout.order[0] == "list:0"
        assert not layout.is_in_view("list:0", 0) or layout.in_bar
    many = wanted(SMALLEST, *(Choice(f"l:{n}", f"Language {n}") for n in range(20)))
    layout = lay_out(many._replace(page=many.page._replace(place=Place.START)))
    assert [target.id for target in layout.in_bar] == ["l:0"]
    assert len(layout.order) == 20


def test_a_list_whose_labels_fill_half_the_screen_scrolls() -> None:
    start = wanted(SMALLEST, *(Choice(f"l:{n}", "Language " * 30) for n in range(3)))
    layout = lay_out(start._replace(page=start.page._replace(place=Place.START)))
    assert [target.id for target in layout.in_body] == ["l:0", "l:1", "l:2"]


def test_marks_say_that_there_is_more_above_or_below() -> None:
    layout = lay_out(wanted(USUAL, BACK))
    assert "vv" in text(layout, 0)
    assert "^^" not in text(layout, 0)
    assert "^^" in text(layout, 3)
    assert "vv" not in text(layout, layout.farthest)
    short = lay_out(wanted(USUAL, BACK, text="few words"))
    assert "vv" not in text(short)
    assert "^^" not in text(short)


@pytest.mark.parametrize("size", SIZES)
def test_what_does_not_fit_leaves_room_for_a_finger_that_scrolls(size: Size) -> None:
    many = tuple(Choice(f"list:{n}", f"A leaflet with a long title, number {n}") for n in range(9))
    layout = lay_out(wanted(size, *many, BACK, *ALWAYS, text=""))
    assert layout.farthest
    assert layout.height >= 6
    assert all(t.left + t.width <= size.columns - 10 for t in layout.in_body)


def test_a_button_that_is_cut_off_cannot_be_pressed() -> None:
    layout = lay_out(wanted(SMALLEST, *LISTED, BACK))
    target = layout.in_body[0]
    cut = target.top - layout.height + 1
    top = len(layout.head)
    assert layout.at(1, top + layout.height - 1, cut) == ""
    assert layout.at(1, top + layout.height - target.height, target.top - layout.height + 3)
    assert not layout.is_in_view("list:0", cut)
    assert layout.is_in_view("list:0", target.top)


def test_a_button_higher_than_the_screen_can_be_pressed_at_its_top() -> None:
    tall = Choice("tall", "x" * 1000)
    layout = lay_out(wanted(SMALLEST, tall, BACK, text=""))
    assert layout.at(1, len(layout.head), 0) == "tall"


def test_a_bar_that_leaves_no_room_for_words_scrolls_with_them() -> None:
    ways = tuple(Choice(f"way:{n}", f"Another way number {n}", Rank.WAY) for n in range(18))
    layout = lay_out(wanted(SMALLEST, *ways))
    assert layout.bar == ()
    assert layout.order == tuple(way.id for way in ways)
    seen = {word for s in range(layout.farthest + 1) for word in bare(text(layout, s)).split()}
    assert seen >= {"A", "title", *map(str, range(18))}


def test_a_code_is_seen_whole_and_what_leads_on_stands_beside_it() -> None:
    room = room_for_code(USUAL)
    code = tuple((Piece("#" * 40, Look.CODE),) for _ in range(room.lines))
    plan = wanted(USUAL, BACK, *ALWAYS)._replace(
        code=code, beside_code=(Choice("code:next", "Next code"),)
    )
    layout = lay_out(plan)
    assert layout.stop is not None
    lines = layout.lines(layout.stop)
    assert sum(Look.CODE in piece.look for line in lines for piece in line) == len(code)
    assert layout.is_in_view("code:next", layout.stop)
    assert layout.order == ("code:next", "back", "help", "end")
    assert lay_out(plan._replace(beside_code=())).order == ("back", "help", "end")


def test_a_note_for_the_staff_takes_one_line_in_the_lowest_corner() -> None:
    layout = lay_out(wanted(USUAL, BACK)._replace(note="For the staff: " + TEXT))
    assert len(layout.foot) == 1
    assert text(layout).splitlines()[-1].startswith("For the staff: word0")
    assert len(layout.lines(0)) == USUAL.lines


def test_a_title_can_stand_among_the_words() -> None:
    layout = lay_out(wanted(USUAL, BACK)._replace(title_in_words=True))
    assert "A title" not in text(layout)
    assert "Page 1 of 7" in text(layout)


@pytest.mark.parametrize("size", [Size(1, 1), Size(3, 2), Size(0, 0), Size(39, 11)])
def test_a_screen_of_any_size_can_be_drawn(size: Size) -> None:
    layout = lay_out(wanted(size, *LISTED, BACK, *SIDES, *ALWAYS))
    layout.lines(0)
    layout.lines(layout.farthest)
    assert layout.at(0, 0, 0) in {"", *layout.order}
    assert not size.is_enough


def test_the_least_that_is_enough() -> None:
    assert Size(LEAST_COLUMNS, LEAST_LINES).is_enough
    assert not Size(LEAST_COLUMNS - 1, LEAST_LINES).is_enough
    assert not Size(LEAST_COLUMNS, LEAST_LINES - 1).is_enough
