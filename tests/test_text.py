from typing import get_args
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacli.text import (
    Block,
    Bullets,
    Line,
    Paragraph,
    Span,
    Steps,
    hostile,
    letters,
    paragraphs,
    visible,
    visible_line,
)
from support.any_leaflet import HOSTILE, LETTERS, MARKUP, blocks, lines, texts

ANY = st.text() | texts(*HOSTILE, *LETTERS, *MARKUP)
REJECTED = {
    "C0": [*range(0x20)],
    "DEL and C1": [*range(0x7F, 0xA0)],
    "line and paragraph separators": [0x2028, 0x2029],
    "Arabic letter mark": [0x061C],
    "bidi embeddings and overrides": [*range(0x202A, 0x202F)],
    "bidi isolates": [*range(0x2066, 0x206A)],
    "byte order mark": [0xFEFF],
    "interlinear annotations": [*range(0xFFF9, 0xFFFC)],
    "tags": [*range(0xE0000, 0xE0080)],
    "surrogates": [*range(0xD800, 0xE000)],
    "non-characters": [
        *range(0xFDD0, 0xFDF0),
        *(plane + last for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)),
    ],
    "private use": [*range(0xE000, 0xF900), 0xF0000, 0xFFFFD, 0x100000, 0x10FFFD],
    "not assigned": [0x0378, 0x2FE0, 0x1FFFD, 0xE0FFF],
    "zero-width space and word joiner": [0x200B, 0x2060],
    "Hangul fillers": [0x115F, 0x1160, 0x3164, 0xFFA0],
}
"""What content must not hold. Tab and line feed may stand in a file, and never reach a screen."""
KEPT = [0x200C, 0x200D, 0x200E, 0x200F, 0x00A0, 0x00AD]
MOST_MARKS = 8
IN_A_FILE = "\t\n"


@pytest.mark.parametrize("kind", REJECTED)
def test_whatever_acts_or_hides_is_found_and_shown_as_its_code(kind: str) -> None:
    for code in REJECTED[kind]:
        text = f"ab{chr(code)}c"
        assert hostile(text) == (-1 if chr(code) in IN_A_FILE else 2), hex(code)
        assert visible(text) == f"ab<U+{code:04X}>c"


@pytest.mark.parametrize("code", KEPT, ids=hex)
def test_what_other_languages_need_is_kept(code: int) -> None:
    assert hostile(f"ab{chr(code)}c") == -1
    assert visible(f"ab{chr(code)}c") == f"ab{chr(code)}c"


def test_every_letter_sign_and_mark_of_unicode_is_kept_unless_it_is_named_as_a_deceiver() -> None:
    fillers = {chr(code) for code in REJECTED["Hangul fillers"]}
    for code in (*range(0x20000), *range(0xE0000, 0xE0200)):  # what follows is more of the same
        letter = chr(code)
        if category(letter)[0] in "LMNPS" and letter not in fillers:
            assert hostile(letter) == -1, hex(code)
            assert visible(letter) == letter, hex(code)


@pytest.mark.parametrize("text", LETTERS, ids=ascii)
def test_words_of_other_languages_are_kept(text: str) -> None:
    assert hostile(text) == -1
    assert visible(text) == text


@pytest.mark.parametrize("text", MARKUP)
def test_markup_is_letters(text: str) -> None:
    assert hostile(text) == -1
    assert visible(text) == text


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_every_kind_of_hostile_text_is_found_and_made_safe(text: str) -> None:
    assert hostile(text) >= 0 or not text.strip(IN_A_FILE)
    assert hostile(visible(text)) == -1


@given(ANY)
def test_what_is_visible_is_safe_and_stays_as_it_is(text: str) -> None:
    shown = visible(text)
    assert hostile(shown) == -1
    assert not set(shown) & set(IN_A_FILE)
    assert visible(shown) == shown


@given(ANY)
def test_text_that_is_not_hostile_is_shown_as_it_is(text: str) -> None:
    fine = not set(text) & set(IN_A_FILE) and hostile(text) == -1
    assert (visible(text) == text) == fine


@given(ANY, ANY)
def test_the_first_hostile_character_is_the_one_that_is_named(before: str, behind: str) -> None:
    first = hostile(before)
    assert hostile(before + "\x1b" + behind) == (first if first >= 0 else len(before))


@pytest.mark.parametrize(
    "mark",
    [
        "\u0301",
        "\u0489",  # enclosing: no combining class
        "\u034f\u0301",  # the joiner between marks has no class either
        "\ufe0f",
        "\u0301\u200d",
        "\u0301\u200c\u200e",
    ],
    ids=ascii,
)
def test_more_marks_than_any_script_needs_are_cut(mark: str) -> None:
    pile = "e" + mark * 40
    assert hostile(pile) > MOST_MARKS
    assert sum(category(letter) in {"Mn", "Me"} for letter in visible(pile)) == MOST_MARKS


def test_as_many_marks_as_a_script_needs_are_kept_on_every_letter() -> None:
    text = ("e" + "\u0301" * MOST_MARKS) * 3
    assert hostile(text) == -1
    assert visible(text) == text


def test_joiners_are_kept_even_behind_a_pile_of_marks() -> None:
    assert visible("e" + "\u0301" * 20 + "\u200d") == "e" + "\u0301" * 8 + "\u200d"


def test_a_long_pile_of_marks_is_cut_in_time_that_grows_with_its_length() -> None:
    # Cutting one mark after another, each from the start, would take hours.
    assert len(visible("e" + "\u0301" * 200_000)) == 1 + MOST_MARKS


@given(lines(ANY))
def test_a_line_is_made_visible_as_its_letters_are(line: Line) -> None:
    assert letters(visible_line(line)) == visible(letters(line))


@given(lines(ANY))
def test_a_line_made_visible_keeps_the_manner_of_each_span(line: Line) -> None:
    assert [span[1:] for span in visible_line(line)] == [span[1:] for span in line]


def test_letters_are_those_of_all_spans_in_order() -> None:
    assert letters((Span("a "), Span("b", strong=True), Span(""), Span("c"))) == "a bc"


def test_the_strategy_of_the_tests_makes_every_kind_of_block() -> None:
    assert set(blocks(st.just("x"))) == set(get_args(Block))


@pytest.mark.parametrize("kind", [Bullets, Steps])
def test_the_paragraphs_of_a_list_are_its_items(kind: type[Bullets] | type[Steps]) -> None:
    items = (Paragraph((Span("a"),)), Paragraph((Span("b"),)))
    assert paragraphs(kind(items)) == items


@given(st.one_of(*blocks(texts(*LETTERS)).values()))
def test_the_paragraphs_of_a_block_are_all_that_it_holds(block: Block) -> None:
    held = (block, *block, *getattr(block, "items", ()))
    found = tuple(piece for piece in held if isinstance(piece, Paragraph))
    assert paragraphs(block) == found
