"""A leaflet as pages: each part has one place, and each word and source can be reached."""

from collections import Counter

import pytest
from hypothesis import given

from ketacli.kiosk import reading
from ketacli.kiosk.reading import Sheet
from ketacli.leaflet import Leaflet, Part, Role
from ketacli.library import Library
from ketacli.text import (
    Answer,
    Bullets,
    Callout,
    Entries,
    Entry,
    Evidence,
    Ground,
    Paragraph,
    Question,
    Span,
)
from support.any_leaflet import LETTERS, leaflets, texts
from support.leaflets import topics
from support.program import CONTENT

ELSEWHERE = {Role.HELP, Role.LITERAL, Role.CHECK, Role.WORDS, Role.SOURCES}
KETAMINE = Entry("ketamine", "ketamine", (Span("A medicine."),))


def said(text: str, term: str = "") -> Paragraph:
    return Paragraph((Span(text, term=term),))


def part(role: Role, *blocks: object, name: str = "") -> Part:
    return Part(role, name or role.value, f"The {role.value}", blocks)  # type: ignore[arg-type]


def leaflet(*parts: Part) -> Leaflet:
    return Leaflet("topic", "en", "A topic", parts)


@pytest.mark.parametrize("name", topics())
def test_every_part_of_every_topic_has_one_place(name: str) -> None:
    whole = topics()[name]
    on_pages = [part for sheet in reading.sheets(whole) for part in sheet.parts]
    elsewhere = [part for part in whole.parts if part.role in ELSEWHERE - {Role.HELP}]
    assert Counter(on_pages) + Counter(elsewhere) == Counter(whole.parts)


@pytest.mark.parametrize("name", topics())
def test_every_literal_twin_is_reached_from_one_analogy(name: str) -> None:
    whole = topics()[name]
    reached = [reading.literal_of(whole, p) for p in whole.parts if p.role is Role.ANALOGY]
    assert reached == [part for part in whole.parts if part.role is Role.LITERAL]


@pytest.mark.parametrize("name", topics())
def test_every_word_and_every_source_is_reached_from_some_page(name: str) -> None:
    whole = topics()[name]
    literal = [part for part in whole.parts if part.role is Role.LITERAL]
    places = [*(sheet.parts for sheet in reading.sheets(whole)), tuple(literal)]
    words = {entry for parts in places for entry in reading.meanings(whole, parts)}
    sources = {
        entry
        for parts in places
        for listed in reading.sources(whole, parts)
        for block in listed.blocks
        if isinstance(block, Entries)
        for entry in block.items
    }
    assert words == _entries(whole, Role.WORDS)
    assert sources == _entries(whole, Role.SOURCES)


def _entries(whole: Leaflet, role: Role) -> set[Entry]:
    blocks = (block for part in whole.parts if part.role is role for block in part.blocks)
    return {entry for block in blocks if isinstance(block, Entries) for entry in block.items}


@given(leaflets(texts(*LETTERS)))
def test_pages_hold_the_parts_of_any_leaflet_once_and_in_order(whole: Leaflet) -> None:
    on_pages = [part for sheet in reading.sheets(whole) for part in sheet.parts]
    assert on_pages == [part for part in whole.parts if part.role not in ELSEWHERE]


def test_benefits_stand_beside_the_risks_and_the_disclaimer_beside_the_dates() -> None:
    roles = (Role.BENEFITS, Role.RISKS, Role.SECTION, Role.DATES, Role.DISCLAIMER)
    found = reading.sheets(leaflet(*map(part, roles)))
    assert [[part.role for part in sheet.parts] for sheet in found] == [
        [Role.BENEFITS, Role.RISKS],
        [Role.SECTION],
        [Role.DATES, Role.DISCLAIMER],
    ]


def test_a_page_is_named_by_its_first_part() -> None:
    sheet = Sheet((part(Role.KNOWN), part(Role.NOT_KNOWN)))
    assert sheet.id == "known"
    assert sheet.role is Role.KNOWN


def test_the_first_page_has_the_title_of_the_leaflet_whoever_checked_it() -> None:
    words = Library(CONTENT, language="en").kiosk_labels
    for first in (Role.UNCHECKED, Role.PURPOSE):
        sheet = Sheet((part(first), part(Role.SUMMARY)))
        assert reading.title(leaflet(), sheet, words) == "A topic: In short"
    assert reading.title(leaflet(), Sheet((part(Role.DATES),)), words) == words.about_leaflet
    assert reading.title(leaflet(), Sheet((part(Role.SECTION),)), words) == "The section"


def test_an_analogy_without_a_literal_twin_has_none() -> None:
    analogy = part(Role.ANALOGY)
    assert reading.literal_of(leaflet(analogy), analogy) is None


def test_questions_are_those_of_the_check() -> None:
    question = Question((Span("Why?"),), (Answer("So.", right=True, because="It is."),))
    checks = part(Role.CHECK, question, said("A note."))
    assert reading.questions(leaflet(part(Role.SECTION, said("Text.")), checks)) == (question,)


def test_a_meaning_stands_right_behind_the_block_that_first_uses_its_word() -> None:
    used = part(
        Role.SECTION,
        said("Without it."),
        said("ketamine helps", "ketamine"),
        Bullets((said("ketamine again", "ketamine"),)),
    )
    again = part(Role.KNOWN, said("ketamine", "ketamine"))
    opened = reading.opened((used, again), (KETAMINE,))
    meaning = Callout("ketamine", Paragraph((Span("A medicine."),)))
    assert opened[0].blocks == (*used.blocks[:2], meaning, used.blocks[2])
    assert opened[1] == again


def test_a_word_that_the_glossary_does_not_have_has_no_meaning() -> None:
    used = part(Role.SECTION, said("odd", "odd"), said("ketamine", "ketamine"))
    whole = leaflet(used, part(Role.WORDS, said("A note."), Entries((KETAMINE,))))
    assert reading.meanings(whole, (used,)) == (KETAMINE,)


def test_sources_are_those_that_the_parts_cite() -> None:
    cites = Ground(Evidence.TRIAL, "Tested", "source 2", (2,))
    used = part(Role.SECTION, Paragraph((Span("It helps."),), cites))
    other = part(Role.KNOWN, said("No source."))
    first, second = (Entry(number, number, (Span(f"Book {number}"),)) for number in "12")
    listed = part(Role.SOURCES, Entries((first, second), numbered=True))
    whole = leaflet(used, other, listed)
    only_second = listed._replace(blocks=(Entries((second,), numbered=True),))
    assert reading.sources(whole, (used,)) == (only_second,)
    assert reading.sources(whole, (other,)) == ()


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("word", 1),
        ("word " * 150, 1),
        ("word " * 151, 2),
        ("\u96ea" * 298, 1),
        ("\u96ea" * 300, 2),
    ],
)
def test_reading_time_is_counted_in_words_and_rounded_up(text: str, minutes: int) -> None:
    assert reading.minutes(leaflet(part(Role.SECTION, said(text)))) == minutes


def test_parts_that_are_reached_by_a_choice_take_no_time() -> None:
    long = said("word " * 1000)
    assert reading.minutes(leaflet(part(Role.SECTION, said("One.")), part(Role.HELP, long))) == 1


@pytest.mark.parametrize("name", topics())
def test_whom_to_call_stands_where_it_says_when_to_get_help(name: str) -> None:
    for sheet in reading.sheets(topics()[name]):
        roles = {part.role for part in sheet.parts}
        assert (Role.HELP in roles) == (Role.GET_HELP in roles)
