from typing import get_args

import pytest

from ketacli.leaflet import Leaflet, Part, Role
from ketacli.render.rows import Kind, Row, ground_words, grounded, part_rows, rows
from ketacli.render.wrapping import WIDEST_LETTER, cells
from ketacli.text import (
    Block,
    Entries,
    Entry,
    Evidence,
    Ground,
    Paragraph,
    Span,
    Steps,
    letters,
)
from support.leaflets import golden_topics, pages


def _only(*blocks: Block) -> list[Row]:
    part = Part(Role.SECTION, "section", "Part", blocks)
    return [row for row in part_rows(part) if row.kind is not Kind.GAP][1:]


def test_a_leaflet_starts_with_its_title_and_a_part_with_its_heading() -> None:
    for page in pages().values():
        first, *others = rows(page)
        headings = [letters(row.line) for row in others if row.kind is Kind.HEADING]
        assert (first.kind, letters(first.line)) == (Kind.TITLE, page.title)
        assert headings == [part.title for part in page.parts]


def test_every_block_has_rows_and_a_gap_above_it() -> None:
    for leaflet in golden_topics().values():
        for part in leaflet.parts:
            heading, *found = part_rows(part)
            assert heading.kind is Kind.HEADING
            assert found[0].kind is Kind.GAP
            assert sum(row.kind is Kind.GAP for row in found) == len(part.blocks)
            assert found[-1].kind is not Kind.GAP


def test_the_golden_topics_have_a_row_of_every_kind() -> None:
    kinds = {row.kind for leaflet in golden_topics().values() for row in rows(leaflet)}
    assert kinds == set(Kind)


def test_charts_and_pictures_bring_what_is_drawn() -> None:
    found = [row for row in rows(golden_topics()["every-block"]) if row.block is not None]
    assert {row.kind for row in found} == {Kind.CHART, Kind.PICTURE}
    assert {type(row.block) for row in found} <= set(get_args(Block))


def test_steps_are_counted_from_one() -> None:
    steps = Steps(tuple(Paragraph((Span(text),)) for text in "abc"))
    assert [row.mark for row in _only(steps)] == ["1. ", "2. ", "3. "]


def test_a_numbered_entry_shows_the_number_by_which_it_is_cited() -> None:
    (row,) = _only(Entries((Entry("7", "name", (Span("Source."),), "https://x"),), numbered=True))
    assert (row.kind, row.mark, letters(row.line)) == (Kind.NUMBERED, "7. ", "Source. https://x")


def test_a_named_entry_shows_its_name() -> None:
    (row,) = _only(Entries((Entry("id", "name", (Span("Meaning."),)),)))
    assert (row.mark, letters(row.line)) == ("- ", "name: Meaning.")


@pytest.mark.parametrize(
    ("ground", "words"),
    [
        (Ground(Evidence.TRIAL, "Tested", "source 3", (3,)), "Tested; source 3"),
        (Ground(Evidence.TRIAL, "Tested"), "Tested"),
    ],
)
def test_a_sentence_says_in_brackets_what_it_rests_on(ground: Ground, words: str) -> None:
    assert ground_words(ground) == words
    assert letters(grounded(Paragraph((Span("It helps."),), ground))) == f"It helps. [{words}]"


def test_a_sentence_that_claims_nothing_has_no_brackets() -> None:
    line = (Span("Ask."),)
    assert grounded(Paragraph(line)) is line


@pytest.mark.parametrize("mark", ["", "- ", "1. ", "12. "])
def test_a_mark_leaves_room_for_any_letter_or_becomes_a_word(mark: str) -> None:
    row = Row(Kind.TEXT, (Span("word"),), mark)
    for width in range(1, 9):
        fitted = row.fitted(width)
        assert fitted.mark + letters(fitted.line) == f"{mark}word"
        assert not fitted.mark or cells(fitted.mark) + WIDEST_LETTER <= width
    assert row.fitted(9) == row


def test_a_leaflet_without_parts_is_its_title() -> None:
    assert list(rows(Leaflet("id", "en", "Title", ()))) == [Row(Kind.TITLE, (Span("Title"),))]
