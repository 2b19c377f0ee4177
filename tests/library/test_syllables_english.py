"""How far our count of English syllables is off, and what is no plain word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacli.library.syllables_english import english_syllables
from support.syllables import ENGLISH, compared, listed

MOST_WRONG = 0.04


def test_the_count_of_syllables_is_wrong_for_few_words() -> None:
    found = compared(english_syllables, listed(ENGLISH))
    print(found)  # noqa: T201
    assert found.words > 200
    assert found.error <= MOST_WRONG


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("BDNF", 4),  # spelled out
        ("NHS", 3),
        ("100", 1),  # one, as nobody knows how it is read
        ("1.5", 2),
        ("off-label", 3),
        ("don't", 1),
        ("don\u2019t", 1),
        ("people's", 2),
        ("patients'", 2),
        ("-", 1),
        ("KETAMINE", 3),
    ],
)
def test_what_is_no_plain_word_is_counted_as_it_is_said(word: str, count: int) -> None:
    assert english_syllables(word) == count


@given(st.text(max_size=30))
def test_every_word_has_a_syllable(word: str) -> None:
    assert english_syllables(word) >= 1
