import pytest
from hypothesis import given, settings

from ketacli.leaflet import Leaflet, Part, Role
from ketacli.render import Format
from ketacli.text import (
    Answer,
    Block,
    Bullets,
    Callout,
    Chart,
    ChartGroup,
    Entries,
    Entry,
    Evidence,
    Ground,
    Paragraph,
    Picture,
    Question,
    Span,
    Steps,
    Still,
    Subheading,
    hostile,
)
from support.any_leaflet import HOSTILE, LETTERS, MARKUP, leaflets, texts
from support.leaflets import drawn
from support.words import words

pytestmark = pytest.mark.no_cover  # each printer has tests of its own, and tracing trebles these

SHOWN = [format_ for format_ in Format if format_ is not Format.JSON]
"""The formats that people read. JSON is for programs, and is ASCII in another way."""


def _everywhere(text: str) -> Leaflet:
    """A leaflet with a text in each place where text can stand."""
    ground = Ground(Evidence.TRIAL, text, text, (1,))
    line = (Span(text), Span(text, strong=True), Span(text, term=text))
    paragraph = Paragraph(line, ground)
    entry = Entry(text, text, line, text)
    blocks: tuple[Block, ...] = (
        paragraph,
        Subheading(text),
        Bullets((paragraph,)),
        Steps((paragraph,)),
        Callout(text, paragraph),
        Chart(text, (ChartGroup(text, 3, text), ChartGroup(text, 4, text)), paragraph),
        Picture(Still.FRESH_SNOW, text),
        Question(line, (Answer(text, right=True, because=text),)),
        Entries((entry,)),
        Entries((entry,), numbered=True),
    )
    return Leaflet(text, text, text, (Part(Role.SECTION, text, text, blocks),))


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
@pytest.mark.parametrize("format_", Format)
def test_nothing_that_acts_or_hides_survives_in_any_place_of_any_format(
    format_: Format, text: str
) -> None:
    for width in (20, 40, 80):
        assert hostile(drawn(_everywhere(text), format_, width)) == -1


@settings(max_examples=30)
@given(leaflets(texts(*HOSTILE, *LETTERS, *MARKUP)))
def test_nothing_that_acts_or_hides_survives_in_any_leaflet(leaflet: Leaflet) -> None:
    for format_ in Format:
        assert hostile(drawn(leaflet, format_)) == -1


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
@pytest.mark.parametrize("format_", Format)
def test_what_is_printed_can_be_written_as_utf_8(format_: Format, text: str) -> None:
    printed = drawn(_everywhere(text), format_)
    assert printed.encode("utf-8").decode("utf-8") == printed


@pytest.mark.parametrize("text", LETTERS, ids=ascii)
@pytest.mark.parametrize("format_", SHOWN)
def test_the_letters_of_other_languages_survive(format_: Format, text: str) -> None:
    assert text in drawn(_everywhere(text), format_)


@pytest.mark.parametrize("text", MARKUP)
@pytest.mark.parametrize("format_", Format)
def test_text_that_looks_like_markup_comes_out_as_letters(format_: Format, text: str) -> None:
    leaflet = Leaflet("id", "en", text, (Part(Role.SECTION, "id", text, (Subheading(text),)),))
    assert words(drawn(leaflet, format_, 120), format_) == text.split() * 3


def test_a_pile_of_marks_is_cut_even_when_it_is_spread_over_spans() -> None:
    spans = tuple(Span("\u0301" * 5, strong=bool(place % 2)) for place in range(8))
    part = Part(Role.SECTION, "id", "Part", (Paragraph((Span("e"), *spans)),))
    for format_ in SHOWN:
        assert drawn(Leaflet("id", "en", "T", (part,)), format_).count("\u0301") == 8
