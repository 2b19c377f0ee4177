"""Spanish syllables by the rules of orthography, and what is no plain word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacli.library.syllables_spanish import spanish_syllables
from support.syllables import SPANISH, compared, listed


def test_the_count_of_syllables_is_right_for_every_listed_word() -> None:
    found = compared(spanish_syllables, listed(SPANISH))
    assert found.words > 150
    assert found.wrong == {}


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("BDNF", 6),  # be, de, e-ne, e-fe
        ("w", 4),  # uve doble
        ("TEC", 1),
        ("100", 1),
        ("1,5", 2),
        ("dosis-efecto", 5),
        ("KETAMINA", 4),
        ("-", 1),
    ],
)
def test_what_is_no_plain_word_is_counted_as_it_is_said(word: str, count: int) -> None:
    assert spanish_syllables(word) == count


@given(st.text(max_size=30))
def test_every_word_has_a_syllable(word: str) -> None:
    assert spanish_syllables(word) >= 1
