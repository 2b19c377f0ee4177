"""What `speech.yaml` may hold, and what a library makes of it."""

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from ketacli.errors import ContentError
from ketacli.library import Library
from ketacli.library.schema_speech import SayingModel
from ketacli.pronunciation import Pronunciation, Saying
from support.content import change, copy_library
from support.program import CONTENT

TABLE = """\
keys: Space.
paused: Stopped.
said:
  - {written: EU, spoken: E-U}
  - {written: "{number}.{number}", spoken: "{number} point {digits}"}
numbers: [zero, one]
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return copy_library(tmp_path)


def test_a_library_knows_how_its_language_is_said_aloud(library: Path) -> None:
    (library / "en/speech.yaml").write_text(TABLE, encoding="utf-8")
    said = (Saying("EU", "E-U"), Saying("{number}.{number}", "{number} point {digits}"))
    expected = Pronunciation(said, ("zero", "one"), "Space.", "Stopped.")
    assert Library(library, language="en").pronunciation == expected


def test_a_language_can_do_without(library: Path, tmp_path: Path) -> None:
    (library / "en/speech.yaml").unlink()
    kept = tmp_path / "kept"
    assert Library(library, language="en", compiled_in=kept).pronunciation == Pronunciation()
    (library / "en/speech.yaml").write_text(TABLE, encoding="utf-8")
    now = Library(library, language="en", compiled_in=kept)
    assert now.pronunciation.numbers == ("zero", "one")
    again = Library(library, language="en", compiled_in=kept)
    assert again.pronunciation == now.pronunciation
    (library / "en/speech.yaml").unlink()
    assert Library(library, language="en", compiled_in=kept).pronunciation == Pronunciation()


def test_a_table_that_breaks_the_rules_is_told_when_somebody_needs_it(library: Path) -> None:
    change(library / "en/speech.yaml", "paused:", "pausd:")
    opened = Library(library, language="en")
    with pytest.raises(ContentError) as raised:
        _ = opened.pronunciation
    assert {problem.rule for problem in raised.value.problems} == {"missing", "unknown-name"}


@pytest.mark.parametrize(
    ("written", "spoken"),
    [("a", "b"), ("{number} mg", "{digits} milligrams"), ("{number}-{number}", "{digits}{number}")],
)
def test_numbers_that_are_written_are_spoken(written: str, spoken: str) -> None:
    assert SayingModel(written=written, spoken=spoken).spoken == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("{number}", "many"),
        ("many", "{number}"),
        ("{number}", "{number} {digits}"),
        ("{digits}", "{digits}"),
        ("{", "a"),
        ("a", "}"),
        ("{nu{number}mber}", "{number}"),
    ],
)
def test_numbers_that_get_lost_and_other_braces_are_refused(written: str, spoken: str) -> None:
    with pytest.raises(ValidationError, match="no other braces"):
        SayingModel(written=written, spoken=spoken)


def _numbers_to_call(opened: Library) -> set[str]:
    """Every number to call."""
    return {
        span.text
        for part in opened.crisis_lines("all")
        for block in part.blocks
        for item in getattr(block, "items", ())
        for span in item.line
        if span.strong
    }


@pytest.mark.parametrize("language", Library(CONTENT, language="en").languages)
def test_a_table_that_ships_says_each_number_to_call_digit_by_digit(language: str) -> None:
    opened = Library(CONTENT, language=language)
    if opened.pronunciation == Pronunciation():
        return  # a language can do without
    said = {saying.written: saying.spoken for saying in opened.pronunciation.said}
    words: dict[str, set[str]] = {}
    for number in _numbers_to_call(opened):
        digits = [digit for digit in number if digit.isdigit()]
        spoken = re.findall("[\u4e00-\u9fff]|[^\\W\u4e00-\u9fff]+", said[number])
        assert len(spoken) >= len(digits)
        for digit, word in zip(digits, spoken, strict=False):
            words.setdefault(digit, set()).add(word)
    assert len(words) > 5
    assert len(set(map(str, words.values()))) == len(words)  # each digit has a word of its own
    assert all(len(found) == 1 for found in words.values())


def test_english_ships_with_a_table() -> None:
    assert Library(CONTENT, language="en").pronunciation.said
