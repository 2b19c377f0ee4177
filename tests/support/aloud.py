"""Maps what a voice says back to what is written, through the table of a language."""

import re
from collections.abc import Iterator
from functools import cache

from ketacli.library import Library
from ketacli.pronunciation import DIGITS, NUMBER, Pronunciation
from support.program import CONTENT

Move = tuple[int, int]
_RUN = re.compile("[0-9]+")


@cache
def table(language: str) -> Pronunciation:
    """How a shipped language is said aloud."""
    return Library(CONTENT, language=language).pronunciation


def left_over(spoken: str, written: str, said: Pronunciation) -> str:
    """What is left of the written words at the first place where the spoken ones do not fit.

    Empty where each stretch of one is the same in the other, or what the table has for it.
    """
    spoken, written = " ".join(spoken.split()), " ".join(written.split())
    seen: set[Move] = set()
    waiting, furthest = [(0, 0)], 0
    while waiting:
        heard, read = waiting.pop()
        if (heard, read) in seen:
            continue
        seen.add((heard, read))
        furthest = max(furthest, read)
        if heard == len(spoken) and read == len(written):
            return ""
        waiting += _entries(spoken, heard, written, read, said)
        if spoken[heard : heard + 1] == written[read : read + 1] != "":
            waiting.append((heard + 1, read + 1))
    return written[furthest:] or "nothing is left, and more is spoken"


def _entries(
    spoken: str, heard: int, written: str, read: int, said: Pronunciation
) -> Iterator[Move]:
    for pattern, words in _patterns(said).get(_first(written[read : read + 1]), ()):
        if found := pattern.match(written, read):
            runs = iter(found.groups())
            filled = re.sub("{[a-z]+}", lambda slot: _filled(slot[0], next(runs)), words)  # noqa: B023
            expected = _RUN.sub(lambda run: _number(run[0], said), filled)
            if spoken.startswith(expected, heard):
                yield heard + len(expected), found.end()


def _filled(slot: str, run: str) -> str:
    return " ".join(run) if slot == DIGITS else run


def _number(run: str, said: Pronunciation) -> str:
    return said.numbers[int(run)] if int(run) < len(said.numbers) else run


@cache
def _patterns(said: Pronunciation) -> dict[str, list[tuple[re.Pattern[str], str]]]:
    """Every entry by what its first letter is."""
    found: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    for written, spoken in [*said.said, (NUMBER, NUMBER)]:
        pattern = re.compile("([0-9]+)".join(map(re.escape, written.split(NUMBER))))
        first = _first("0" if written.startswith(NUMBER) else written[0])
        found.setdefault(first, []).append((pattern, spoken))
    return found


def _first(letter: str) -> str:
    return "0" if letter.isdecimal() else letter
