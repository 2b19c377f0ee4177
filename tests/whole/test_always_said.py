from collections.abc import Iterator
from functools import cache

import pytest

from ketacli.leaflet import Leaflet
from ketacli.library import Library
from ketacli.render import Format
from support.leaflets import drawn, pages, topics
from support.program import CONTENT
from support.words import in_order, words

pytestmark = pytest.mark.no_cover  # each printer has tests of its own, and tracing trebles these

TOPICS = sorted(topics())
WIDE_ENOUGH = 400
"""No word of a page is cut at this width."""


def _selections(leaflet: Leaflet) -> Iterator[Leaflet]:
    """The leaflet in every way in which a reader can ask for it."""
    yield leaflet
    yield leaflet.picture_left_out()
    yield leaflet.sources_left_out()
    yield from map(leaflet.only, leaflet.section_ids())


@cache
def _text(leaflet: Leaflet, format_: Format) -> str:
    """The words as they come back from print. Kept: each test here looks at the same ones."""
    return _joined(words(drawn(leaflet, format_, WIDE_ENOUGH), format_), leaflet)


def _joined(found: list[str], leaflet: Leaflet) -> str:
    return " ".join(in_order(found, leaflet.language))


def _says(leaflet: Leaflet, format_: Format, sentences: tuple[str, ...]) -> bool:
    """Whether sentences stand in a printed leaflet one behind the other."""
    text = _text(leaflet, format_)
    for sentence in sentences:
        _, found, text = text.partition(_joined(sentence.split(), leaflet))
        if not found:
            return False
    return True


@pytest.mark.parametrize("name", TOPICS)
@pytest.mark.parametrize("format_", Format)
def test_every_leaflet_says_that_no_clinician_has_checked_it(format_: Format, name: str) -> None:
    labels = Library(CONTENT, language=topics()[name].language).labels
    for selection in _selections(topics()[name]):
        assert _says(selection, format_, (labels.unchecked_title, labels.unchecked))


@pytest.mark.parametrize("name", TOPICS)
@pytest.mark.parametrize("format_", Format)
def test_every_leaflet_ends_with_every_word_of_the_disclaimer(format_: Format, name: str) -> None:
    library = Library(CONTENT, language=topics()[name].language)
    told = library.disclaimer
    said = (library.labels.disclaimer, *told.paragraphs, told.question, told.yes)
    for selection in _selections(topics()[name]):
        assert _says(selection, format_, said)
        assert selection.parts[-1].title == library.labels.disclaimer


@pytest.mark.parametrize("name", sorted(pages()))
@pytest.mark.parametrize("format_", Format)
def test_every_page_starts_with_the_crisis_lines(format_: Format, name: str) -> None:
    page = pages()[name]
    lines = Library(CONTENT, language=page.language).crisis_lines()
    titles = (page.title, *(part.title for part in lines))
    assert page.parts[: len(lines)] == lines
    assert _says(page, format_, titles)
    assert _text(page, format_).startswith(_joined(" ".join(titles[:2]).split(), page))
