import re
from xml.etree import ElementTree as ET

import pytest

from ketacli.leaflet import Leaflet, Part, Role
from ketacli.pictures import people, snow_hill
from ketacli.render import Format
from ketacli.render.canvas import Canvas
from ketacli.render.rich_view import record
from ketacli.text import Block, Chart, ChartGroup, Paragraph, Picture, Span, Still, Subheading
from support.any_leaflet import HOSTILE
from support.leaflets import drawn, golden_topics, pages
from support.words import is_drawing, without_styles

BOLD, UNDERLINED = "1", "4"
SVG_THAT_LOADS_NOTHING = {"svg", "style", "defs", "clipPath", "rect", "g", "text", "circle"}
_STYLE = re.compile(r"\x1b\[([0-9;]*)m")
SPRAY = ChartGroup("nasal spray", 38, "38 of 100")
PLACEBO = ChartGroup("placebo", 14, "14 of 100")


def _page(*blocks: Block) -> Leaflet:
    return Leaflet("topic", "en", "Title", (Part(Role.SECTION, "section", "Part", blocks),))


def _chart(*groups: ChartGroup) -> Leaflet:
    return _page(Chart("Dizzy", groups, Paragraph((Span("It says the same."),))))


def _rows_of_people(page: Leaflet, width: int) -> list[str]:
    return [line for line in drawn(page, Format.TERMINAL, width).splitlines() if is_drawing(line)]


def _styled(page: Leaflet, words: str) -> set[str]:
    """The styles that are on where some words start."""
    before = drawn(page, Format.TERMINAL, styled=True).partition(words)[0]
    return set(_STYLE.findall(before)[-1].split(";")) - {"0", ""}


@pytest.mark.parametrize("environment", [{}, {"FORCE_COLOR": "1", "TERM": "xterm-256color"}])
def test_without_style_there_is_no_escape_whatever_the_environment_says(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    for page in pages().values():
        assert "\x1b" not in drawn(page, Format.TERMINAL)


@pytest.mark.parametrize("variable", ["NO_COLOR", "FORCE_COLOR", "COLORTERM", "TERM"])
@pytest.mark.parametrize("value", ["", "1", "dumb", "truecolor"])
def test_styles_are_bold_and_underline_and_never_a_colour(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    printed = drawn(golden_topics()["every-block"], Format.TERMINAL, styled=True)
    used = {code for found in _STYLE.findall(printed) for code in found.split(";")}
    assert used == {"0", BOLD, UNDERLINED}
    assert printed.count("\x1b") == len(_STYLE.findall(printed))


def test_style_changes_no_letter() -> None:
    for page in pages().values():
        styled = drawn(page, Format.TERMINAL, styled=True)
        assert without_styles(styled) == drawn(page, Format.TERMINAL)


def test_no_style_runs_on_to_the_next_line() -> None:
    for page in pages().values():
        for line in drawn(page, Format.TERMINAL, 40, styled=True).splitlines():
            assert ["0", *_STYLE.findall(line)][-1] == "0"


def test_titles_headings_strong_words_and_glossary_words_stand_out() -> None:
    words = (Span("plain "), Span("strong", strong=True), Span(" and "), Span("word", term="word"))
    page = _page(Subheading("Below"), Paragraph((*words, Span(" behind"))))
    assert _styled(page, "Title") == {BOLD, UNDERLINED}
    assert _styled(page, "Part") == {BOLD, UNDERLINED}
    assert _styled(page, "Below") == {BOLD}
    assert _styled(page, "plain") == set()
    assert _styled(page, "strong") == {BOLD}
    assert _styled(page, "word") == {UNDERLINED}
    assert _styled(page, " behind") == set()


@pytest.mark.parametrize("count", range(101))
def test_the_filled_marks_of_a_group_are_as_many_as_its_count(count: int) -> None:
    page = _chart(ChartGroup("spray", count, f"{count} of 100"))
    marks = "".join(_rows_of_people(page, 80))
    assert (marks.count("#"), marks.count(".")) == (count, 100 - count)


def test_groups_stand_side_by_side_on_a_usual_page() -> None:
    across = _rows_of_people(_chart(SPRAY, PLACEBO), 80)
    assert len(across) == 5
    left, right = ("".join(row.split()[place] for row in across) for place in (0, 1))
    assert (left.count("#"), right.count("#")) == (SPRAY.people, PLACEBO.people)


def test_groups_stand_one_below_the_other_on_a_narrow_page() -> None:
    down = "".join(_rows_of_people(_chart(SPRAY, PLACEBO), 40))
    assert (down[:100].count("#"), down[100:].count("#")) == (SPRAY.people, PLACEBO.people)


def test_each_column_starts_below_its_label_even_when_that_is_written_in_wide_letters() -> None:
    wide = ChartGroup("\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e", 3, "3 of 100")
    lines = drawn(_chart(wide, PLACEBO), Format.TERMINAL).splitlines()
    label = next(line for line in lines if PLACEBO.label in line)
    row = next(line for line in lines if is_drawing(line))
    letters_of_two_cells = 9
    assert row.rindex(" ") + 1 == label.index(PLACEBO.label) + letters_of_two_cells


def test_a_chart_is_on_a_page_of_any_width_with_ascii_alone() -> None:
    for width in range(1, 121):
        printed = drawn(_chart(SPRAY, PLACEBO), Format.TERMINAL, width)
        assert printed.isascii()
        assert printed.count("#") == SPRAY.people + PLACEBO.people


@pytest.mark.parametrize("still", Still)
def test_the_hill_is_drawn_above_the_words_for_it(still: Still) -> None:
    lines = drawn(_page(Picture(still, "A hill.")), Format.TERMINAL, 50).splitlines()
    hill = snow_hill.still(still, 50)
    assert lines[-len(hill) - 1 :] == [*hill, "A hill."]


def test_a_page_that_is_too_narrow_for_the_hill_has_only_the_words() -> None:
    page = _page(Picture(Still.FRESH_SNOW, "A hill."))
    for width in range(7, 11):
        assert drawn(page, Format.TERMINAL, width).splitlines()[-2:] == ["", "A hill."]


def test_a_row_of_people_that_the_page_cannot_hold_is_broken_and_not_lost() -> None:
    lines = drawn(_chart(SPRAY), Format.TERMINAL, people.ACROSS - 1).splitlines()
    assert "".join(line for line in lines if set(line) <= {"#", "."}) == "".join(
        people.hundred(SPRAY.people)
    )


def test_the_picture_of_a_page_is_an_image_that_loads_nothing() -> None:
    page = golden_topics()["every-block"]
    image = ET.fromstring(record(page, Canvas(76, styled=True), "ketacli explain", 20))
    shown = "".join(image.itertext()).replace("\u00a0", " ")
    assert page.title in shown
    assert "ketacli explain" in shown
    for element in image.iter():
        assert element.tag.rpartition("}")[2] in SVG_THAT_LOADS_NOTHING
        assert not any("//" in value or "href" in name for name, value in element.items())
        if element.tag.endswith("style"):
            assert not re.search(r"url\(|@", element.text or "")


def test_the_picture_shows_as_many_lines_as_it_was_asked_for() -> None:
    page = golden_topics()["every-block"]
    short, long = (record(page, Canvas(76), "title", lines) for lines in (1, 8))
    part = page.parts[0].title
    assert part not in short.replace("&#160;", " ")
    assert part in long.replace("&#160;", " ")


def test_the_picture_is_the_same_every_time() -> None:
    page = golden_topics()["other-letters"]
    first, second = (record(page, Canvas(76), "title", 40) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("text", HOSTILE)
def test_the_picture_shows_hostile_letters_as_codes(text: str) -> None:
    picture = record(_page(Paragraph((Span(text),))), Canvas(76), "title", 9)
    assert "\x1b" not in picture
    ET.fromstring(picture)
