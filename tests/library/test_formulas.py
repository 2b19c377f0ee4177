"""Each formula against an example that somebody else has worked, where one was found."""

import pytest

from ketacli.library.formulas import (
    fernandez_huerta,
    flesch_kincaid,
    fog_pl,
    inflesz,
    smog,
    szigriszt_pazos,
)


def test_flesch_kincaid_is_that_of_green_eggs_and_ham() -> None:
    # Wikipedia, "Flesch-Kincaid readability tests", as quoted on movingowee.blogspot.com in June
    # 2007: 5.7 words in a sentence, 812 words, all of one syllable but for 8 of three; -1.3.
    words, long_words = 812, 8
    syllables = words + 2 * long_words
    assert flesch_kincaid(words, round(words / 5.7), syllables) == pytest.approx(-1.3, abs=0.05)


def test_smog_is_that_of_another_program() -> None:
    # The test of the package smog-formula (github.com/words/smog-formula): one sentence with 4 long
    # words has 14.554593, and one without any 3.1291.
    assert smog(1, 4) == pytest.approx(14.554593, abs=0.0000005)
    assert smog(1, 0) == pytest.approx(3.1291)


@pytest.mark.parametrize(
    ("fewest", "most", "grade"),
    [(7, 12, 6), (13, 20, 7), (21, 30, 8), (31, 42, 9), (43, 56, 10), (57, 72, 11), (73, 90, 12)],
)
def test_smog_agrees_with_the_published_table(fewest: int, most: int, grade: int) -> None:
    # McGraw's table for 30 sentences, as Hunter College prints it ("SMOG Readability Formula"). It
    # was made with the short form, 3 + the root of the nearest square; it is meant to +1.5 grades.
    assert grade - 0.5 <= smog(30, fewest) <= smog(30, most) <= grade + 1.5


def test_fernandez_huerta_is_that_of_an_example_worked_by_hand() -> None:
    # No example by another hand was found. By the formula as legible.es prints it, after Gwillim
    # Law's correction (LINGUIST List 22.2332), for 100 words in 8 sentences with 190 syllables:
    # 206.84 - 0.60 * 190 - 1.02 * 12.5 = 206.84 - 114 - 12.75 = 80.09
    assert fernandez_huerta(100, 8, 190) == pytest.approx(80.09)
    # What Law points out: shorter sentences are easier.
    assert fernandez_huerta(100, 10, 190) > fernandez_huerta(100, 8, 190)


def test_szigriszt_pazos_is_that_of_an_example_worked_by_hand() -> None:
    # No example by another hand was found. By the formula as Barrio-Cantalejo and others print it
    # (An Sist Sanit Navar 2008; 31: 135-152), for the same text:
    # 206.835 - 62.3 * 1.9 - 12.5 = 206.835 - 118.37 - 12.5 = 75.965
    assert szigriszt_pazos(100, 8, 190) == pytest.approx(75.965)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (80.1, "muy fácil"),
        (80.0, "bastante fácil"),
        (65.1, "bastante fácil"),
        (65.0, "normal"),
        (55.1, "normal"),
        (55.0, "algo difícil"),
        (40.1, "algo difícil"),
        (40.0, "muy difícil"),
        (-3.0, "muy difícil"),
    ],
)
def test_inflesz_has_a_name_for_every_value(value: float, name: str) -> None:
    assert inflesz(value) == name


@pytest.mark.parametrize(
    ("words", "sentences", "long_words", "index"), [(69, 1, 13, 35), (48, 3, 5, 11)]
)
def test_the_fog_index_is_that_of_two_printed_texts(
    words: int, sentences: int, long_words: int, index: int
) -> None:
    # zanotowane.pl/907/1771, two English texts with their counts and Gunning's index. FOG-PL is
    # the same formula with words of four syllables where English has three (pl.wikipedia, "Indeks
    # czytelności FOG", after Pisarek, Seretny, and Miodek and others). No Polish text with all its
    # counts was found.
    assert round(fog_pl(words, sentences, long_words)) == index
