import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketacli.leaflet import Leaflet
from ketacli.render import Format
from support.any_leaflet import HOSTILE, LETTERS, MARKUP, leaflets, texts
from support.leaflets import drawn, golden_page, golden_topics, own_parts, pages
from support.words import in_order, letters, said, words

pytestmark = pytest.mark.no_cover  # each printer has tests of its own, and tracing trebles these

PAGES = sorted(pages())
WIDE_ENOUGH = 400
"""No word of a page is cut at this width."""
SOME_WIDTHS = (4, 20, 40, 80, 120)
DRAWN = (Format.PLAIN, Format.TERMINAL)
"""The formats that break lines."""


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("format_", Format)
def test_every_format_says_the_same_words_in_the_same_order(format_: Format, name: str) -> None:
    page = pages()[name]
    found = words(drawn(page, format_, WIDE_ENOUGH), format_)
    wanted = said(page, format_, WIDE_ENOUGH)
    assert in_order(found, page.language) == in_order(wanted, page.language)


def test_what_the_terminal_says_is_what_plain_says_but_for_the_marks_before_its_charts() -> None:
    page = golden_topics()["every-block"]
    plain, terminal = (said(page, format_) for format_ in DRAWN)
    assert [word for word in plain if word != "-"] == [word for word in terminal if word != "-"]


@pytest.mark.parametrize("width", SOME_WIDTHS)
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("format_", DRAWN)
def test_narrow_pages_cut_words_and_lose_no_letter(format_: Format, name: str, width: int) -> None:
    page = pages()[name]
    found = letters(words(drawn(page, format_, width), format_))
    assert found == letters(said(page, format_, width))


@pytest.mark.parametrize("format_", DRAWN)
def test_no_width_from_1_to_200_loses_a_letter(format_: Format) -> None:
    page = own_parts("every-block")
    for width in range(1, 201):
        found = letters(words(golden_page("every-block", format_, width), format_))
        assert found == letters(said(page, format_, width)), width


@pytest.mark.parametrize("name", sorted(golden_topics()))
@pytest.mark.parametrize("format_", Format)
def test_the_golden_topics_keep_their_letters_too(format_: Format, name: str) -> None:
    page = golden_topics()[name]
    for width in SOME_WIDTHS:
        found = letters(words(drawn(page, format_, width), format_))
        assert found == letters(said(page, format_, width)), width


@pytest.mark.parametrize("name", [name for name in PAGES if pages()[name].section_ids()])
def test_a_part_of_a_leaflet_says_the_same_words_in_every_format(name: str) -> None:
    whole = pages()[name]
    for section in whole.section_ids():
        part = whole.only(section)
        for format_ in Format:
            found = words(drawn(part, format_, WIDE_ENOUGH), format_)
            wanted = said(part, format_, WIDE_ENOUGH)
            assert in_order(found, part.language) == in_order(wanted, part.language), section


@settings(max_examples=30)
@given(leaflets(texts(*MARKUP, *LETTERS, *HOSTILE)), st.integers(20, 120))
def test_no_leaflet_at_all_loses_a_letter(leaflet: Leaflet, width: int) -> None:
    for format_ in Format:
        found = letters(words(drawn(leaflet, format_, width), format_))
        assert found == letters(said(leaflet, format_, width)), format_
