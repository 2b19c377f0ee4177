"""Polish syllables by the letters, and what is no plain word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacli.library.syllables_polish import polish_syllables
from support.syllables import POLISH, compared, listed


def test_the_count_of_syllables_is_right_for_every_listed_word() -> None:
    found = compared(polish_syllables, listed(POLISH))
    assert found.words > 140
    assert found.wrong == {}


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("NMDA", 1),  # one vowel letter
        ("BDNF", 4),  # spelled out
        ("100", 1),
        ("1,5", 2),
        ("e-mail", 2),
        ("e-mailem", 3),
        ("sprayu", 2),
        ("polsko-angielski", 5),
        ("KETAMINA", 4),
        ("-", 1),
    ],
)
def test_what_is_no_plain_word_is_counted_as_it_is_said(word: str, count: int) -> None:
    assert polish_syllables(word) == count


@given(st.text(max_size=30))
def test_every_word_has_a_syllable(word: str) -> None:
    assert polish_syllables(word) >= 1
