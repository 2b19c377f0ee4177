"""What a reader is handed who had treatment today: shown the words, and not asked for a yes."""

from pathlib import Path

import pytest

from ketacli.disclaimer import Channel, Excused, excuse
from ketacli.errors import NotAcknowledgedError, NotFoundError, Refusal
from ketacli.labels import fill
from ketacli.leaflet import Leaflet, Part, Role
from ketacli.leaflet_json import from_json, to_json
from ketacli.library import Library
from ketacli.site import Clinic, Site
from ketacli.text import letters, paragraphs
from support.content import change, small_library, with_language
from support.in_date import IN_DATE
from support.leaflets import languages, proof
from support.program import CONTENT

SITES = (Site(), Site(Clinic("A clinic", "020", "the poster"), region="uk"))


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path)


def excused(library: Library) -> Excused:
    """What a reader holds who was shown the words and not asked."""
    words = library.disclaimer
    return excuse(words, words.digest, Channel.KIOSK)


def last(leaflet: Leaflet) -> Part:
    """The disclaimer of a leaflet."""
    (part,) = (part for part in leaflet.parts if part.role is Role.DISCLAIMER)
    assert part == leaflet.parts[-1]
    return part


def sentences(part: Part) -> list[str]:
    """What a part says, paragraph by paragraph."""
    return [letters(said.line) for block in part.blocks for said in paragraphs(block)]


@pytest.mark.parametrize("site", SITES, ids=["no-site", "site"])
@pytest.mark.parametrize("language", languages())
def test_the_leaflet_carries_the_words_and_says_that_nobody_was_asked(
    language: str, site: Site
) -> None:
    library = Library(CONTENT, language=language, site=site)
    for card in library.cards().cards:
        part = last(library.issue(card.id, excused(library)))
        assert part.title == library.labels.disclaimer_shown
        said = [*library.disclaimer.paragraphs, library.labels.disclaimer_not_asked]
        assert sentences(part) == said
        assert part.id == last(library.issue(card.id, proof(library))).id


@pytest.mark.parametrize("language", languages())
def test_it_never_says_what_the_answer_was(language: str) -> None:
    library = Library(CONTENT, language=language, calendar=IN_DATE)
    labels, words = library.labels, library.disclaimer
    answer = fill(labels.disclaimer_question, question=words.question, yes=words.yes)
    for card in library.cards().cards:
        written = repr(to_json(library.issue(card.id, excused(library))))
        said = repr(to_json(library.issue(card.id, proof(library))))
        assert repr(answer)[1:-1] in said
        for claim in (repr(answer)[1:-1], words.question, labels.disclaimer):
            assert claim not in written


@pytest.mark.parametrize("region", ["", "uk", "all"])
@pytest.mark.parametrize("language", languages())
def test_every_other_part_is_the_same(language: str, region: str) -> None:
    library = Library(CONTENT, language=language, calendar=IN_DATE)
    for card in library.cards().cards:
        one = library.issue(card.id, excused(library), region)
        other = library.issue(card.id, proof(library), region)
        assert one[:3] == other[:3]
        assert one.parts[:-1] == other.parts[:-1]
        assert one.parts[-1] != other.parts[-1]


def test_a_kept_leaflet_is_the_same_for_whoever_comes_next(library: Path, tmp_path: Path) -> None:
    def issued(*, asked: bool) -> Leaflet:
        there = Library(library, compiled_in=tmp_path / "kept")
        return there.issue("small", proof(there) if asked else excused(there))

    first = [issued(asked=False), issued(asked=True)]
    assert [issued(asked=False), issued(asked=True)] == first
    assert first[0] != first[1]


def test_it_can_be_written_down_and_read_back() -> None:
    library = Library(CONTENT, calendar=IN_DATE)
    leaflet = library.issue(library.first_topic(), excused(library))
    assert from_json(to_json(leaflet)) == leaflet


def test_parts_of_it_still_carry_the_words(library: Path) -> None:
    there = Library(library)
    leaflet = there.issue("small", excused(there))
    for fewer in (
        leaflet.only("first"),
        leaflet.picture_left_out(),
        leaflet.sources_left_out(),
        leaflet.for_region("uk"),
    ):
        assert last(fewer) == last(leaflet)


def test_words_that_changed_since_are_not_those_that_were_shown(library: Path) -> None:
    before = excused(Library(library))
    change(library / "en/disclaimer.yaml", "title: Please", "title: Do")
    with pytest.raises(NotAcknowledgedError) as caught:
        Library(library).issue("small", before)
    assert caught.value.refusal is Refusal.OTHER_WORDS


def test_the_words_of_another_language_excuse_nobody(library: Path) -> None:
    with_language(library, "es", "Español")
    english, spanish = Library(library, language="en"), Library(library, language="es")
    for one, other in ((english, spanish), (spanish, english)):
        assert one.issue("small", excused(one)).language == one.language
        with pytest.raises(NotAcknowledgedError):
            one.issue("small", excused(other))


def test_a_topic_that_is_not_there_is_not_found(library: Path) -> None:
    there = Library(library)
    with pytest.raises(NotFoundError):
        there.issue("none", excused(there))
