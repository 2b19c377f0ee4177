"""A leaflet as a voice says it: the same words in the same order, pauses where headings were."""

import re

import pytest
from hypothesis import given, settings

from ketacli.leaflet import Leaflet, Part, Role
from ketacli.pronunciation import Pronunciation, Saying
from ketacli.render import Format
from ketacli.render.canvas import Canvas
from ketacli.render.speech import Chapter, Stretch, chapters, render
from ketacli.text import (
    Block,
    Bullets,
    Chart,
    ChartGroup,
    Entries,
    Evidence,
    Ground,
    Paragraph,
    Span,
    Steps,
    Subheading,
)
from support.aloud import left_over, table
from support.any_leaflet import HOSTILE, LETTERS, MARKUP, leaflets, texts
from support.leaflets import pages
from support.words import said

GROUND = Ground(Evidence.ANIMAL, "Seen in mice only", "source 2", (2,))
NUMBERS = Pronunciation((Saying("EU", "E-U"),), ("zero", "one", "two", "three"))


def paragraph(text: str, ground: Ground | None = None) -> Paragraph:
    return Paragraph((Span(text),), ground)


def leaflet(*parts: Part) -> Leaflet:
    return Leaflet("id", "en", "The title", parts)


def part(*blocks: Paragraph | Bullets | Steps | Chart | Subheading) -> Part:
    return Part(Role.SECTION, "id", "A part", blocks)


def spoken(page: Leaflet, pronunciation: Pronunciation | None = None) -> str:
    return render(page, Canvas(pronunciation=pronunciation))


def stretches(page: Leaflet) -> list[Stretch]:
    return [one for chapter in chapters(page, NUMBERS) for one in chapter.stretches]


@pytest.mark.parametrize("name", sorted(pages()))
def test_what_is_spoken_leads_back_to_every_word_of_the_leaflet_in_order(name: str) -> None:
    page = pages()[name]
    pronunciation = table(page.language)
    heard = spoken(page, pronunciation)
    assert left_over(heard, " ".join(said(page, Format.SPEECH)), pronunciation) == ""


@pytest.mark.parametrize("change", ["drop", "swap"])
def test_words_that_got_lost_or_changed_places_would_be_noticed(change: str) -> None:
    page = pages()["en/how-ketamine-works"]
    first, *rest = said(page, Format.SPEECH)
    other = rest if change == "drop" else [rest[0], first, *rest[1:]]
    assert left_over(spoken(page, table("en")), " ".join(other), table("en")) != ""


def test_english_says_numbers_short_forms_and_chemical_names_as_they_are_said() -> None:
    page = leaflet(
        part(
            paragraph("In the EU, 0.25 of 100 took esketamine."),
            paragraph("Call 116 123, e.g. for 28 mg."),
            paragraph("See BDNF, ECT and https://example.org/EU/12."),
        )
    )
    assert spoken(page, table("en")).splitlines()[6:] == [
        "In the E-U, zero point two five of one hundred took ess-ketta-meen.",
        "",
        "Call one one six, one two three, for example for twenty-eight milligrams.",
        "",
        "See B-D-N-F, E-C-T and https://example.org/EU/12.",
    ]


def test_no_entry_of_english_is_left_as_it_was_written() -> None:
    heard = spoken(pages()["en/how-ketamine-works"], table("en"))
    without_addresses = re.sub(r"\S+://\S+", "", heard)
    for saying in table("en").said:
        if "{" not in saying.written and saying.written != saying.spoken:
            pattern = rf"(?<![\w-]){re.escape(saying.written)}(?![\w-])"
            assert not re.search(pattern, without_addresses), saying.written


def test_a_heading_has_longer_pauses_than_a_paragraph() -> None:
    page = leaflet(
        part(paragraph("One. Two."), paragraph("Three."), Subheading("Below"), paragraph("Four."))
    )
    assert spoken(page) == (
        "The title\n\n\nA part\n\n\nOne. Two.\n\nThree.\n\n\nBelow\n\n\nFour.\n"
    )


def test_what_a_sentence_rests_on_is_a_sentence_without_brackets() -> None:
    page = leaflet(part(paragraph("It grew.", GROUND), paragraph("It [too] grew [well]")))
    assert spoken(page).splitlines()[6:] == [
        "It grew. Seen in mice only; source 2",
        "",
        "It [too] grew [well]",
    ]
    assert stretches(page)[2:4] == [
        Stretch("It grew.", "It grew."),
        Stretch(
            "[Seen in mice only; source 2]",
            "Seen in mice only; source two",
            begins=False,
            apart=True,
        ),
    ]


def test_sentences_of_chinese_stand_together() -> None:
    assert spoken(leaflet(part(paragraph("\u96ea\u3002\u662f\u3002")))).endswith(
        "\u96ea\u3002\u662f\u3002\n"
    )


def test_steps_have_numbers_bullets_have_none_and_a_chart_is_its_groups() -> None:
    groups = (ChartGroup("Spray", 2, "2 of 100"), ChartGroup("EU", 3, "3 of 100"))
    page = leaflet(
        part(
            Steps((paragraph("Go."), paragraph(" "))),
            Bullets((paragraph("Stay."), paragraph("Wait."))),
            Chart("In numbers", groups, paragraph("So it is.")),
        )
    )
    assert [line for line in spoken(page, NUMBERS).splitlines() if line][2:] == [
        "one. Go.",
        "two.",
        "Stay.",
        "Wait.",
        "In numbers",
        "Spray: two of 100",
        "E-U: three of 100",
        "So it is.",
    ]


def test_each_part_is_a_chapter_and_so_is_the_title() -> None:
    page = leaflet(part(paragraph("In the EU.")))
    assert chapters(page, NUMBERS) == (
        Chapter("The title", (Stretch("The title", "The title", heads=True),)),
        Chapter(
            "A part",
            (Stretch("A part", "A part", heads=True), Stretch("In the EU.", "In the E-U.")),
        ),
    )


def test_a_title_of_two_sentences_begins_once() -> None:
    found = stretches(leaflet()._replace(title="One. Two."))
    assert [(one.shown, one.heads, one.begins) for one in found] == [
        ("One.", True, True),
        ("Two.", True, False),
    ]


def test_a_part_without_a_word_leaves_no_pause() -> None:
    assert spoken(leaflet(Part(Role.SECTION, "id", " ", ()))) == "The title\n"


def with_words(part: Part) -> Part:
    """A part whose entries have marks that can be said: others are for eyes, as a bullet is."""
    return part._replace(blocks=tuple(map(_with_words, part.blocks)))


def _with_words(block: Block) -> Block:
    match block:
        case Entries(items, is_numbered):
            named = (entry._replace(id=_word(entry.id), name=_word(entry.name)) for entry in items)
            return Entries(tuple(named), is_numbered)
        case _:
            return block


def _word(text: str) -> str:
    return text if any(map(str.isalnum, text)) else "7"


@settings(max_examples=30)
@given(leaflets(texts(*HOSTILE, *LETTERS, *MARKUP, "EU", "3", "2.")))
def test_any_leaflet_leads_back_to_its_words(page: Leaflet) -> None:
    page = page._replace(parts=tuple(map(with_words, page.parts)))
    heard = spoken(page, NUMBERS)
    assert left_over(heard, " ".join(said(page, Format.SPEECH)), NUMBERS) == ""
