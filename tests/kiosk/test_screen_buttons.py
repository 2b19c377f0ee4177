"""Buttons: never too small, never cut, and their focus is seen without a colour."""

import pytest

from ketacli.kiosk.drawing import Look, length
from ketacli.kiosk.page import Choice
from ketacli.kiosk.screen_buttons import (
    ASCII,
    BOXES,
    LEAST_HEIGHT,
    LEAST_WIDTH,
    Frame,
    Grid,
    bar,
    listed,
)
from support.kiosk_screen import bare, text_of

WAYS = (
    Choice("back", "Go back"),
    Choice("on", "Keep reading"),
    Choice("contents", "Contents"),
    Choice("help", "I need help now"),
    Choice("finished", "I am finished"),
)
ANSWERS = (Choice("yes", "I say yes"), Choice("no", "I say no, and I say why at some length"))


def shown(grid: Grid) -> str:
    return "\n".join(map(text_of, grid.lines))


@pytest.mark.parametrize("width", [*range(37, 80), 120, 200])
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_every_button_is_at_least_3_rows_by_10_columns_and_inside_the_screen(
    width: int, count: int
) -> None:
    for grid in (
        bar(WAYS[:count], width, "", BOXES),
        listed(WAYS[:count], width, "", BOXES, even=False),
    ):
        assert [target.id for target in grid.targets] == [choice.id for choice in WAYS[:count]]
        for target in grid.targets:
            assert target.width >= LEAST_WIDTH
            assert target.height >= LEAST_HEIGHT
            assert target.left + target.width <= width
            assert target.top + target.height <= len(grid.lines)
        assert all(length(line) <= width for line in grid.lines)


@pytest.mark.parametrize("width", [37, 57, 77])
def test_no_place_belongs_to_two_buttons(width: int) -> None:
    grid = bar(WAYS, width, "", BOXES)
    for line in range(len(grid.lines)):
        for column in range(width):
            assert sum(target.holds(column, line) for target in grid.targets) <= 1


@pytest.mark.parametrize("width", [37, 57, 77])
def test_every_word_of_every_label_is_shown_whole(width: int) -> None:
    for grid in (bar(WAYS, width, "", ASCII), listed(WAYS, width, "", ASCII, even=True)):
        words = bare(shown(grid)).split()
        for choice in WAYS:
            assert all(word in words for word in choice.label.split())


def test_a_word_that_is_wider_than_a_screen_is_broken_and_not_lost() -> None:
    long = Choice("long", "x" * 100)
    drawn = shown(bar((long, WAYS[0]), 40, "", ASCII))
    assert drawn.count("x") == 100


def test_the_focus_is_seen_by_a_mark_and_by_turned_colours() -> None:
    grid = bar(WAYS, 77, "on", ASCII)
    assert shown(grid).count(">") == 1
    assert "|>Keep reading" in shown(grid)
    turned = [piece.text for line in grid.lines for piece in line if Look.TURNED in piece.look]
    assert bare(" ".join(turned)) == ">Keep reading"
    assert ">" not in shown(bar(WAYS, 77, "", ASCII))


def test_a_switch_says_in_letters_whether_it_is_on() -> None:
    on, off = Choice("a", "Large letters", pressed=True), Choice("b", "Aloud", pressed=False)
    assert "[x] Large letters" in shown(bar((on, off), 77, "", ASCII))
    assert "[ ] Aloud" in shown(bar((on, off), 77, "", ASCII))


def test_the_box_of_a_switch_is_never_broken() -> None:
    off = Choice("b", "abcdefghijklmnopqrstuvwxyzabcdefghij", pressed=False)
    for width in range(14, 50):
        assert "[ ]" in shown(listed((off,), width, "", ASCII, even=False))


def test_two_answers_are_of_the_same_size_and_weight() -> None:
    for width in (37, 57, 77):
        grid = listed(ANSWERS, width, "", BOXES, even=True)
        yes, no = grid.targets
        assert (yes.width, yes.height) == (no.width, no.height)
        assert {piece.look for line in grid.lines for piece in line} == {Look.PLAIN}


def test_long_labels_of_a_list_stand_one_below_the_other() -> None:
    topics = (
        Choice("a", "How ketamine is thought to work (About 16 minutes)"),
        Choice("b", "What a treatment day is like (About 16 minutes)"),
    )
    grid = listed(topics, 77, "", BOXES, even=False)
    assert [target.left for target in grid.targets] == [0, 0]
    short = listed((Choice("a", "English"), Choice("b", "Polski")), 77, "", BOXES, even=False)
    assert [target.top for target in short.targets] == [0, 0]


@pytest.mark.parametrize("frame", [ASCII, BOXES])
def test_frames_are_closed_and_old_terminals_get_ascii(frame: Frame) -> None:
    text = shown(bar(WAYS, 60, "back", frame))
    assert text.isascii() is (frame is ASCII)
    corners = "+" if frame is ASCII else "┌┐└┘├┤┬┴┼"
    for line in text.splitlines():
        assert line[0] in corners + frame.down
        assert line[-1] in corners + frame.down


def test_what_could_act_in_a_label_becomes_letters() -> None:
    text = shown(bar((Choice("a", "\x1b[2J[@click=app.quit]x[/]"),), 77, "", ASCII))
    assert "<U+001B>[2J[@click=app.quit]x[/]" in text
