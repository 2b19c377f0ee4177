import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketacli.leaflet import Leaflet
from ketacli.render import Format
from ketacli.render.canvas import LEAST_ASKED, NARROWEST, USUAL, WIDEST
from ketacli.render.wrapping import cells
from support.any_leaflet import HOSTILE, LETTERS, MARKUP, leaflets, texts
from support.leaflets import drawn, golden_page, golden_topics, pages
from support.words import without_styles

DRAWN = (Format.PLAIN, Format.TERMINAL)
SOME_WIDTHS = (20, 40, 80, 120)


def _widest(page: Leaflet, format_: Format, width: int) -> int:
    return _widest_line(drawn(page, format_, width, styled=True))


def _widest_line(printed: str) -> int:
    return max(map(cells, without_styles(printed).splitlines()))


def test_the_widths_that_may_be_asked_for_are_in_order() -> None:
    assert 1 <= NARROWEST < LEAST_ASKED < USUAL < WIDEST


@pytest.mark.parametrize("width", SOME_WIDTHS)
@pytest.mark.parametrize("format_", DRAWN)
def test_no_line_of_a_shipped_page_is_wider_than_the_page(format_: Format, width: int) -> None:
    for name, page in pages().items():
        assert _widest(page, format_, width) <= width, name


@pytest.mark.parametrize("topic", sorted(golden_topics()))
@pytest.mark.parametrize("format_", DRAWN)
def test_no_line_is_wider_than_any_page_from_20_to_120(format_: Format, topic: str) -> None:
    for width in range(NARROWEST, WIDEST + 1):
        assert _widest_line(golden_page(topic, format_, width)) <= width, width


@pytest.mark.parametrize("format_", DRAWN)
def test_even_the_narrowest_pages_hold_their_lines(format_: Format) -> None:
    for width in range(1, NARROWEST):
        assert _widest_line(golden_page("every-block", format_, width)) <= width, width


@settings(max_examples=30)
@given(leaflets(texts(*MARKUP, *LETTERS, *HOSTILE)), st.integers(20, 120))
def test_no_leaflet_at_all_has_a_line_that_is_wider_than_the_page(
    leaflet: Leaflet, width: int
) -> None:
    for format_ in DRAWN:
        assert _widest(leaflet, format_, width) <= width


@pytest.mark.parametrize("format_", [Format.MARKDOWN, Format.JSON, Format.HTML, Format.SPEECH])
def test_what_programs_read_does_not_depend_on_the_width(format_: Format) -> None:
    for page in pages().values():
        assert drawn(page, format_, 20) == drawn(page, format_, 120)
