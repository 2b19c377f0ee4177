"""A leaflet says every word of its topic, in order, and what every leaflet must carry."""

from pathlib import Path

import pytest

from ketacli.leaflet import Leaflet, Part, Role, words_used
from ketacli.library import Library
from ketacli.library.inline import spans
from ketacli.library.passages import passages
from ketacli.library.yaml_reader import read
from ketacli.render import Format
from ketacli.site import Clinic, Site
from ketacli.text import Answer, Entries, Paragraph, Question, letters, paragraphs
from support.content import SMALL_TOPIC, small_library
from support.in_date import IN_DATE
from support.leaflets import proof
from support.program import CONTENT
from support.words import said

TOPICS = sorted(CONTENT.glob("en/topics/*.yaml"))
_SOMETIMES = {
    *(Role.LIST, Role.ANALOGY, Role.LITERAL),
    *(Role.OVERDUE, Role.SIGNED, Role.TRANSLATION),
}
WHOLE = [role for role in Role if role not in _SOMETIMES]


def issued(library: Library, topic_id: str) -> Leaflet:
    return library.issue(topic_id, proof(library))


def small(folder: Path, more: str = "", site: Site | None = None) -> Leaflet:
    path = small_library(folder, small=SMALL_TOPIC + more)
    return issued(Library(path, language="en", site=site), "small")


def part(leaflet: Leaflet, role: Role) -> Part:
    (found,) = (part for part in leaflet.parts if part.role is role)
    return found


def of_part(part: Part) -> list[str]:
    """The texts of the paragraphs of a part."""
    lines = (paragraph.line for block in part.blocks for paragraph in paragraphs(block))
    return [letters(line) for line in lines]


def whole(leaflet: Leaflet) -> str:
    """Every word of a leaflet, with one blank between them."""
    return " ".join(said(leaflet, Format.PLAIN))


@pytest.fixture(scope="module")
def shipped() -> Library:
    return Library(CONTENT, language="en", calendar=IN_DATE)


@pytest.mark.parametrize("file", TOPICS, ids=lambda file: file.stem)
def test_every_text_of_a_topic_is_in_its_leaflet(file: Path, shipped: Library) -> None:
    words = whole(issued(shipped, file.stem))
    entries = (block for part in shipped.glossary().parts for block in part.blocks)
    terms = {
        entry.id: entry.name
        for block in entries
        if isinstance(block, Entries)
        for entry in block.items
    }
    for passage in passages(read(file.read_bytes(), "")):
        assert letters(spans(passage.text, terms)) in words


@pytest.mark.parametrize("file", TOPICS, ids=lambda file: file.stem)
def test_the_parts_of_a_leaflet_stand_in_the_order_of_their_roles(
    file: Path, shipped: Library
) -> None:
    leaflet = issued(shipped, file.stem)
    roles = [part.role for part in leaflet.parts]
    in_order = [role for role in roles if role not in {Role.ANALOGY, Role.LITERAL}]
    assert in_order == sorted(in_order, key=list(Role).index)
    assert set(WHOLE) == set(in_order), "a guide leaves nothing out"
    ids = [part.id for part in leaflet.parts]
    assert len(set(ids)) == len(ids)


def test_the_analogy_and_its_literal_twin_follow_their_section(shipped: Library) -> None:
    ids = [part.id for part in issued(shipped, "how-ketamine-works").parts]
    at = ids.index("stress-and-links")
    assert ids[at : at + 3] == ["stress-and-links", "analogy", "literal"]


def test_a_topic_without_an_analogy_has_none(tmp_path: Path) -> None:
    roles = {part.role for part in small(tmp_path).parts}
    assert not roles & {Role.ANALOGY, Role.LITERAL}


def test_what_a_small_topic_leaves_out_has_no_heading(tmp_path: Path) -> None:
    assert [part.role for part in small(tmp_path).parts if part.role is not Role.HELP] == [
        Role.UNCHECKED,
        Role.PURPOSE,
        Role.MAIN_MESSAGE,
        Role.SECTION,
        Role.NOT_KNOWN,
        Role.QUESTIONS,
        Role.GET_HELP,
        Role.DATES,
        Role.DISCLAIMER,
    ]


def test_every_leaflet_says_that_nobody_has_checked_it(tmp_path: Path, shipped: Library) -> None:
    unchecked = part(small(tmp_path), Role.UNCHECKED)
    assert unchecked.title == shipped.labels.unchecked_title
    assert of_part(unchecked) == [shipped.labels.unchecked]


def test_every_leaflet_carries_every_word_that_was_asked_about(shipped: Library) -> None:
    words = shipped.disclaimer
    carried = " ".join(of_part(part(issued(shipped, "how-ketamine-works"), Role.DISCLAIMER)))
    for text in (*words.paragraphs, words.question, words.yes):
        assert text in carried


def test_every_leaflet_says_when_it_was_checked_and_by_whom_it_is_published(tmp_path: Path) -> None:
    dates = " ".join(of_part(part(small(tmp_path), Role.DATES)))
    assert "1 January 2026" in dates
    assert "1 January 2999" in dates
    assert "The ketacli project publishes this leaflet." in dates


def test_the_clinic_can_be_called_where_it_says_how(tmp_path: Path) -> None:
    path = small_library(tmp_path)

    def calls(clinic: Clinic) -> list[str]:
        library = Library(path, language="en", site=Site(clinic))
        return of_part(part(issued(library, "small"), Role.GET_HELP))

    assert calls(Clinic("A Clinic")) == calls(Clinic())
    named = calls(Clinic("A Clinic", "020 7946 0000"))
    assert named == [*calls(Clinic()), "A Clinic: 020 7946 0000"]


def test_only_the_words_that_are_used_are_explained_in_the_order_of_their_use(
    tmp_path: Path,
) -> None:
    leaflet = small(tmp_path, "known: ['{synapse|Links}, {bdnf} and {synapse}.']\n")
    (entries,) = part(leaflet, Role.WORDS).blocks
    assert isinstance(entries, Entries)
    assert [entry.id for entry in entries.items] == ["synapse", "bdnf"]
    assert words_used(leaflet.parts) == ("synapse", "bdnf")


def test_only_the_sources_that_are_cited_are_listed(tmp_path: Path) -> None:
    claim = "{text: T., evidence: trial, sources: [yang2019]}"
    leaflet = small(tmp_path, f"known: [{claim}]\nbenefits: [{claim}]\nrisks: [R.]\n")
    (entries,) = part(leaflet, Role.SOURCES).blocks
    assert isinstance(entries, Entries)
    assert entries.numbered
    assert [(entry.id, entry.name) for entry in entries.items] == [("1", "yang2019")]


def test_an_answer_says_kindly_whether_it_fits(tmp_path: Path) -> None:
    leaflet = small(
        tmp_path,
        "check:\n  - question: Is {bdnf} a protein?\n    answers:\n"
        "      - {text: It is., right: yes, because: All of it is.}\n"
        "      - {text: It is not., because: But it is.}\n",
    )
    note, question = part(leaflet, Role.CHECK).blocks
    assert isinstance(note, Paragraph)
    assert isinstance(question, Question)
    assert question.answers == (
        Answer("It is.", right=True, because="Yes. All of it is."),
        Answer("It is not.", right=False, because="Not quite. But it is."),
    )


def test_braces_in_a_text_of_the_house_stay_letters(tmp_path: Path) -> None:
    clinic = Clinic("{yes} & {telephone}", "{clinic}", "{terms}")
    leaflet = small(tmp_path, site=Site(clinic))
    assert "{yes} & {telephone}: {clinic}" in whole(leaflet)
    assert "{terms}" in whole(leaflet)
