"""Our counts of syllables against the vowels that espeak-ng says, for every word of what ships."""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from ketacli.library.inline import unmarked
from ketacli.library.passages import passages
from ketacli.library.syllables_english import english_syllables
from ketacli.library.syllables_polish import polish_syllables
from ketacli.library.syllables_spanish import spanish_syllables
from ketacli.library.words import words
from ketacli.library.yaml_reader import read
from support.program import CONTENT
from support.syllables import compared, heard


class Voice(NamedTuple):
    count: Callable[[str], int]
    name: str
    most_wrong: float
    most_biased: float


VOICES = {
    "en": Voice(english_syllables, "en-us", 0.10, 0.06),
    "es": Voice(spanish_syllables, "es", 0.10, 0.08),
    "pl": Voice(polish_syllables, "pl", 0.10, 0.06),
}
"""The bounds are generous: espeak-ng has rules of its own, and is wrong about some words too."""
SHIPPED = sorted(folder.parent.name for folder in CONTENT.glob("*/topics"))


def words_of(language: str) -> list[str]:
    """Every word of the topics that is made of small letters only: others may be spelled out."""
    texts = [
        unmarked(found.text)
        for file in sorted((CONTENT / language / "topics").glob("*.yaml"))
        for found in passages(read(file.read_bytes(), file.name))
    ]
    found = {word for text in texts for word in words(text)}
    return sorted(word for word in found if word.isalpha() and word.islower() and len(word) > 1)


@pytest.mark.parametrize("language", [tag for tag in VOICES if tag in SHIPPED])
def test_few_words_are_said_with_other_numbers_of_syllables(language: str) -> None:
    voice = VOICES[language]
    found = compared(voice.count, heard(words_of(language), voice.name))
    print(f"{language}, {found}")  # noqa: T201
    assert found.words > 500
    assert found.error <= voice.most_wrong
    assert abs(found.bias) <= voice.most_biased


def test_english_is_heard() -> None:
    assert "en" in SHIPPED
    assert heard(["idea", "people", "society", "a"], "en-us") == {
        "idea": 3,
        "people": 2,
        "society": 4,
        "a": 1,
    }
