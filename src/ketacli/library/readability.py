"""How hard a text is to read, as published formulas put it. Our own code: offline, by language, the
method named beside the number. A formula counts letters and full stops; it does not understand.
"""

import re
from itertools import chain
from typing import NamedTuple

from ketacli.library.formulas import (
    fernandez_huerta,
    flesch_kincaid,
    fog_pl,
    inflesz,
    smog,
    szigriszt_pazos,
)
from ketacli.library.syllables_english import english_syllables
from ketacli.library.syllables_polish import polish_syllables
from ketacli.library.syllables_spanish import spanish_syllables
from ketacli.library.words import characters, sentences, words

HARDEST_GRADE = 6.0
"""Readers of 9 to 11 years: school grades 4 to 6."""
HARDEST_FOG = 9
"""'Prosty', the second step of the published scale: 7 to 9 years of school. The first, 6, is out of
reach where the very name of the medicine is a hard word."""
LEAST_PERSPICUITY = 65.0
"""The border above which INFLESZ calls a text 'bastante fácil': pupils of primary school."""
_LONG_ENGLISH = 3
_LONG_POLISH = 4
"""From so many syllables on a word is hard. What is published of FOG-PL does not say in which form;
here words count as they are written, since a base form takes a dictionary."""
_BETWEEN_MARKS = re.compile(r"[\uff0c\uff1b\uff1a\u3002\uff1f\uff01,;:.?!]+")


class Measure(NamedTuple):
    """What one method says."""

    method: str
    """By name, with its unit where there is one."""
    value: float
    """Rounded to one decimal."""
    scale: str = ""
    """The name that a published scale has for the value."""
    target: str = ""
    """Where the value is harder than readers should find it: what it should be."""

    def __str__(self) -> str:
        """The number with its method."""
        scale = f" ({self.scale})" if self.scale else ""
        return f"{self.method} {self.value}{scale}"


class Score(NamedTuple):
    """What is counted and measured in one file."""

    file: str
    has_score: bool
    """Whether there is a formula for its language, and a text to use it on."""
    measures: tuple[Measure, ...]
    length: int
    unit: str
    """What the length counts: words, or in Chinese, which sets no blanks, characters."""
    sentences: int

    def __str__(self) -> str:
        """On one line: numbers with their methods, and how much text they rest on."""
        told = [str(measure) for measure in self.measures]
        if not self.has_score:
            told.insert(0, "no score")
        told += [f"{self.length} {self.unit}", f"{self.sentences} sentences"]
        return f"{self.file}: {', '.join(told)}"


class _Counts(NamedTuple):
    """What formulas take."""

    words: list[str]
    sentences: int


def score(
    texts: tuple[str, ...], language: str, file: str, abbreviations: tuple[str, ...]
) -> Score:
    """Measure the prose of a file.

    Args:
        texts: its prose, without marks.
        language: the tag of its language.
        file: its name.
        abbreviations: words with a full stop that end no sentence.
    """
    prose = [sentence for text in texts for sentence in sentences(text, abbreviations)]
    if language.partition("-")[0] == "zh":
        return _chinese(prose, file)
    counted = list(chain.from_iterable(map(words, prose)))
    measures = _measures(_Counts(counted, len(prose)), language) if counted else ()
    return Score(file, bool(measures), measures, len(counted), "words", len(prose))


def _measures(counts: _Counts, language: str) -> tuple[Measure, ...]:
    match language.partition("-")[0]:
        case "en":
            return _english(counts)
        case "es":
            return _spanish(counts)
        case "pl":
            return _polish(counts)
        case _:
            return ()


def _english(counts: _Counts) -> tuple[Measure, ...]:
    syllables = list(map(english_syllables, counts.words))
    long_words = len(syllables) - sum(map(syllables.count, range(1, _LONG_ENGLISH)))
    grade = round(flesch_kincaid(len(counts.words), counts.sentences, sum(syllables)), 1)
    target = f"{HARDEST_GRADE} or less" if grade > HARDEST_GRADE else ""
    return (
        Measure("Flesch-Kincaid grade", grade, "", target),
        Measure("SMOG", round(smog(counts.sentences, long_words), 1)),
    )


def _spanish(counts: _Counts) -> tuple[Measure, ...]:
    syllables = sum(map(spanish_syllables, counts.words))
    given = len(counts.words), counts.sentences, syllables
    perspicuity = szigriszt_pazos(*given)
    ease = round(perspicuity, 1)
    target = f"more than {LEAST_PERSPICUITY}" if perspicuity <= LEAST_PERSPICUITY else ""
    return (
        Measure("Fern\u00e1ndez-Huerta", round(fernandez_huerta(*given), 1)),
        Measure("Szigriszt-Pazos", ease, f"INFLESZ: {inflesz(perspicuity)}", target),
    )


def _polish(counts: _Counts) -> tuple[Measure, ...]:
    long_words = sum(polish_syllables(word) >= _LONG_POLISH for word in counts.words)
    index = round(fog_pl(len(counts.words), counts.sentences, long_words), 1)
    target = f"{HARDEST_FOG} or less" if round(index) > HARDEST_FOG else ""
    return (Measure("FOG-PL", index, "", target),)


def _chinese(prose: list[str], file: str) -> Score:
    """Lengths only: no formula for Chinese has been tested enough with readers of leaflets."""
    lengths = [characters(sentence) for sentence in prose]
    pieces = [characters(piece) for text in prose for piece in _BETWEEN_MARKS.split(text)]
    spoken = [length for length in pieces if length]
    measures = (
        Measure("characters in a sentence", _mean(lengths)),
        Measure("characters in the longest", float(max(lengths, default=0))),
        Measure("characters between two marks", _mean(spoken)),
    )
    return Score(file, False, measures, sum(lengths), "characters", len(prose))  # noqa: FBT003


def _mean(counts: list[int]) -> float:
    return round(sum(counts) / len(counts), 1) if counts else 0.0
