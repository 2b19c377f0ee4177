"""Which stretch of a text a voice says otherwise, and which it leaves as it is."""

import pytest
from hypothesis import given

from ketacli.pronunciation import Pronunciation, Saying
from ketacli.render.speech_words import as_spoken
from support.any_leaflet import HOSTILE, LETTERS, MARKUP, texts

NUMBERS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven"),
)
SAID = (
    Saying("US", "U-S"),
    Saying("A&E", "A-and-E"),
    Saying("mg", "milligrams"),
    Saying("{number} mg", "{number} milli grams"),
    Saying("e.g.", "for example"),
    Saying("{number}.{number}", "{number} point {digits}"),
    Saying("{number}-{number}", "{number} to {number}"),
    Saying("116 123", "1 1 6, 1 2 3"),
    Saying("{number} {number}", "{number} and {number}"),
    Saying("NMDA", "N-M-D-A"),
    Saying("受体", "shou ti"),
    Saying("ketamine", "ketta-meen"),
    Saying("es-ketamine", "ess-ketta-meen"),
    Saying("100%", "all"),
)


def said(text: str, numbers: tuple[str, ...] = ()) -> str:
    return as_spoken(text, Pronunciation(SAID, numbers))


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("In the US.", "In the U-S."),
        ("(US)", "(U-S)"),
        ("US's", "U-S's"),
        ("BUS, USA, us, US2 and _US", "BUS, USA, us, US2 and _U-S"),
        ("go to A&E, now", "go to A-and-E, now"),
        ("e.g. this, i.e.g. that", "for example this, i.for example that"),
        ("5 mg", "5 milli grams"),
        ("five mg", "five milligrams"),
        ("5 mgs", "5 mgs"),
        ("es-ketamine or ketamine", "ess-ketta-meen or ketta-meen"),
        ("NMDA受体的", "N-M-D-Ashou ti的"),
        ("从NMDA来", "从N-M-D-A来"),
        ("100%的人", "all的人"),
        ("ÉUS and USÉ", "ÉUS and USÉ"),
    ],
)
def test_an_entry_is_said_where_it_is_a_word_of_its_own(written: str, spoken: str) -> None:
    assert said(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("0.25 of it", "0 point 2 5 of it"),
        ("from 3-12 to 4", "from 3 to 12 to 4"),
        ("call 116  123.", "call 1 1 6, 1 2 3."),
        ("7 8", "7 and 8"),
        ("1.2.3", "1.2.3"),
        ("v1.5", "v1.5"),
        ("1.5x", "1.5x"),
        ("2026-11-23", "2026-11-23"),
        ("10.5-11", "10.5-11"),
        ("It was 5. Then 6.", "It was 5. Then 6."),
        ("1.5人", "1 point 5人"),
    ],
)
def test_slots_take_whole_numbers(written: str, spoken: str) -> None:
    assert said(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("0, 1 and 11; but 12.", "zero, one and eleven; but 12."),
        ("0.25", "zero point two five"),
        ("116 123", "one one six, one two three"),
        ("10%, (3) and [4]", "ten%, (three) and [four]"),
        ("1,000 and 10:30 and 5/6", "1,000 and 10:30 and 5/6"),
        ("007 a1 1b", "007 a1 1b"),
        ("有9人", "有nine人"),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_numbers_are_said_in_words_as_far_as_the_words_go(written: str, spoken: str) -> None:
    assert said(written, NUMBERS) == spoken


@pytest.mark.parametrize("address", ["https://example.org/US/5-6?mg=1.5", "(x://US)"])
def test_addresses_stay_as_they_are(address: str) -> None:
    assert said(f"US {address} US", NUMBERS) == f"U-S {address} U-S"


def test_without_a_table_nothing_changes() -> None:
    assert as_spoken("US 5 mg, 116 123", Pronunciation()) == "US 5 mg, 116 123"


def test_numbers_alone_are_a_table() -> None:
    assert as_spoken("US 5 mg", Pronunciation(numbers=NUMBERS)) == "US five mg"


@given(texts(*HOSTILE, *LETTERS, *MARKUP, "1.", "5-", "116 123", "US", "{number}", "\\1"))
def test_no_text_is_too_strange(text: str) -> None:
    assert isinstance(said(text, NUMBERS), str)
    assert as_spoken(text, Pronunciation((Saying(text or "x", r"\1 \g<2>"),))) is not None


def test_long_texts_take_no_longer_than_they_must() -> None:
    for text in ("1" * 100_000, "1." * 50_000, "1-" * 50_000, "US" * 50_000, "x://" * 25_000):
        assert said(text, NUMBERS) == text
