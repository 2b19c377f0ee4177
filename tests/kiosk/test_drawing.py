"""Rows of a page as lines: no word is lost at any width, and looks say no more than words do."""

import pytest

from ketacli.kiosk.drawing import (
    Look,
    Piece,
    draw,
    length,
    padded,
    page_rows,
    spoken_lines,
    words,
)
from ketacli.kiosk.page import Page, Place, saying
from ketacli.kiosk.spoken import SPOKEN
from ketacli.leaflet import Part, Role
from ketacli.pictures import people
from ketacli.render.rows import Kind, Row
from ketacli.text import (
    Chart,
    ChartGroup,
    Paragraph,
    Picture,
    Span,
    Still,
    Subheading,
    visible,
)
from support.kiosk_screen import text_of

WIDTHS = (20, 37, 57, 77, 117)
GROUPS = (ChartGroup("Drip", 30, "30 of 100 people"), ChartGroup("Salt water", 7, "7 of 100"))
CHART = Chart("Who got better", GROUPS, Paragraph((Span("In one trial."),)))
PICTURE = Picture(Still.FRESH_SNOW, "A smooth hill.")


def page(*parts: Part, title: str = "A title") -> Page:
    return Page(Place.LEAFLET, title, parts, ())


def part(title: str, *blocks: object) -> Part:
    return Part(Role.SECTION, "one", title, blocks)  # type: ignore[arg-type]


def text(rows: tuple[Row, ...], width: int = 77) -> list[str]:
    return [text_of(line) for line in draw(rows, width)]


def test_a_heading_that_says_the_title_again_is_left_out() -> None:
    said = Paragraph((Span("Words."),))
    rows = page_rows(page(part("A title", said), part("", said), part("Another", said)))
    assert text(rows) == ["Words.", "", "Words.", "", "Another", "", "Words."]


def test_paragraphs_stand_apart_by_one_line_and_no_more() -> None:
    assert text(page_rows(page(*saying("One.", "Two."), *saying("Three.")))) == [
        "One.",
        "",
        "Two.",
        "",
        "Three.",
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_screen_and_no_word_is_lost(width: int) -> None:
    line = Paragraph((Span("some words and one that is longlonglonglonglonglonglonglonglong"),))
    rows = page_rows(page(part("A heading", line, Subheading("Below"), CHART, PICTURE)))
    lines = draw(rows, width)
    assert all(length(drawn) <= width for drawn in lines)
    everything = "".join("".join(map(text_of, lines)).split())
    for said in ("Aheading", "somewordsandonethat", "Below", "Drip:30of100people", "Asmoothhill."):
        assert said in everything
    assert everything.count("long") == 9


@pytest.mark.parametrize("width", WIDTHS)
def test_every_person_of_a_chart_is_drawn_at_every_width(width: int) -> None:
    rows = page_rows(page(part("", CHART)))
    drawn = "".join(text(rows, width))
    for mark in set("".join(people.hundred(30))) - {" "}:
        of_groups = sum("".join(people.hundred(group.people)).count(mark) for group in GROUPS)
        assert drawn.count(mark) >= of_groups


def test_groups_of_people_stand_side_by_side_where_they_fit() -> None:
    rows = page_rows(page(part("", CHART)))
    assert any("Drip" in line and "Salt water" in line for line in text(rows, 77))
    assert not any("Drip" in line and "Salt water" in line for line in text(rows, 37))


def test_a_picture_is_drawn_only_where_it_fits() -> None:
    rows = page_rows(page(part("", PICTURE)))
    assert len(text(rows, 61)) > 10
    assert text(rows, 5) == ["A", "smoot", "h", "hill."]


def test_words_are_strong_or_underlined_and_a_spoken_sentence_is_turned() -> None:
    line = (
        Span("a "),
        Span("b ", strong=True),
        Span("c ", term="glutamate"),
        Span("d", strong=True),
    )
    looks = [piece.look for piece in draw((Row(Kind.TEXT, line),), 77)[0]]
    assert looks == [Look.PLAIN, Look.STRONG, Look.TERM, Look.STRONG]
    said = (Span("before. "), Span("Now.", strong=True, term=SPOKEN))
    assert [piece.look for piece in draw((Row(Kind.TEXT, said),), 77)[0]][-1] is Look.TURNED


def test_the_spoken_lines_are_found() -> None:
    said = Row(Kind.TEXT, (Span("Now.", strong=True, term=SPOKEN),))
    other = Row(Kind.TEXT, (Span("Not now."),))
    assert spoken_lines(draw((other, other, said, other), 77)) == range(2, 3)
    assert spoken_lines(draw((other, other, said, said), 77)) == range(2, 4)
    assert not spoken_lines(draw((other,), 77))


def test_headings_differ_from_words_in_more_than_colour() -> None:
    drawn = draw((Row(Kind.HEADING, (Span("H"),)), Row(Kind.TEXT, (Span("t"),))), 20)
    assert drawn[0][-1].look == Look.STRONG | Look.TERM
    assert drawn[1][-1].look == Look.PLAIN


def test_the_second_line_of_a_list_item_stands_below_its_words() -> None:
    row = Row(Kind.TEXT, (Span("some words that need two lines"),), "- ")
    assert text((row,), 20) == ["- some words that", "  need two lines"]


def test_letters_can_be_drawn_large_and_a_spoken_row_is_turned() -> None:
    asked: list[tuple[str, int]] = []

    def enlarge(said: str, width: int) -> tuple[str, ...]:
        asked.append((said, width))
        return ("##", "##")

    rows = (
        Row(Kind.TEXT, (Span("Words"),), "- "),
        Row(Kind.GAP),
        Row(Kind.TEXT, (Span("Now.", term=SPOKEN),)),
    )
    drawn = draw(rows, 40, enlarge)
    assert asked == [("- Words", 40), ("Now.", 40)]
    assert [text_of(line) for line in drawn] == ["##", "##", "", "##", "##"]
    assert [line[0].look for line in drawn if line][-1] is Look.TURNED


def test_what_could_act_becomes_letters() -> None:
    hostile = "\x1b]52;c;aGk=\x07[@click=app.quit]x[/] [/day]"
    rows = (Row(Kind.TEXT, (Span(hostile),)), Row(Kind.PICTURE, (Span(hostile),), block=PICTURE))
    everything = "".join("".join(text(rows, 117)).split())
    assert everything.count("".join(visible(hostile).split())) == 2
    assert "\x1b" not in everything
    assert [text_of(line) for line in words(hostile, 117)] == [visible(hostile)]


def test_a_line_is_filled_up_but_never_cut() -> None:
    assert text_of(padded((Piece("ab"),), 4)) == "ab  "
    assert padded((Piece("abcd"),), 2) == (Piece("abcd"),)
