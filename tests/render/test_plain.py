from ketacli.leaflet import Leaflet, Part, Role
from ketacli.render import Format
from ketacli.text import (
    Block,
    Bullets,
    Chart,
    ChartGroup,
    Entries,
    Entry,
    Paragraph,
    Picture,
    Span,
    Still,
)
from support.leaflets import drawn, golden_topics, pages

BOXES_AND_BLOCKS = range(0x2500, 0x25A0)


def _lines(*blocks: Block, width: int = 20) -> list[str]:
    part = Part(Role.SECTION, "section", "Part", blocks)
    leaflet = Leaflet("topic", "en", "Title", (part,))
    return drawn(leaflet, Format.PLAIN, width).removeprefix("Title\n\n\nPart\n\n").splitlines()


def test_the_page_is_the_same_with_and_without_style() -> None:
    for page in pages().values():
        styled = drawn(page, Format.PLAIN, 80, styled=True)
        assert styled == drawn(page, Format.PLAIN, 80)


def test_there_are_no_boxes_no_escapes_and_no_blanks_at_the_end_of_a_line() -> None:
    for page in (*pages().values(), *golden_topics().values()):
        printed = drawn(page, Format.PLAIN)
        assert not any(ord(letter) in BOXES_AND_BLOCKS for letter in printed)
        assert "\x1b" not in printed
        assert all(line == line.rstrip(" ") for line in printed.splitlines())
        assert printed.endswith("\n")
        assert not printed.endswith("\n\n")


def test_shipped_pages_have_no_more_than_two_empty_lines_in_a_row() -> None:
    for page in pages().values():
        assert "\n\n\n\n" not in drawn(page, Format.PLAIN)


def test_a_chart_is_its_figures_in_words() -> None:
    groups = (ChartGroup("spray", 38, "38 of 100"), ChartGroup("placebo", 14, "14 of 100"))
    chart = Chart("Dizzy", groups, Paragraph((Span("38 felt dizzy."),)))
    assert _lines(chart, width=40) == [
        "Dizzy",
        "- spray: 38 of 100",
        "- placebo: 14 of 100",
        "38 felt dizzy.",
    ]


def test_a_picture_is_what_it_shows() -> None:
    assert _lines(Picture(Still.WORN_TRAILS, "A hill.")) == ["A hill."]


def test_the_lines_of_an_item_start_below_its_words() -> None:
    item = Paragraph((Span("one two three four five six"),))
    assert _lines(Bullets((item,))) == ["- one two three four", "  five six"]
    entry = Entry("12", "name", (Span("one two three four"),))
    assert _lines(Entries((entry,), numbered=True)) == ["12. one two three", "    four"]
