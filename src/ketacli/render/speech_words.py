"""Written words -> the words that a voice says: abbreviations, numbers and names, as the language
has them in its table. Decides where in a text an entry applies; knows no word itself.
"""

import re
from functools import lru_cache

from ketacli.pronunciation import DIGITS, NUMBER, Pronunciation, Saying

_LETTER = "[^\\W_\u3040-\u30ff\u3400-\u9fff]"
"""A letter or a digit, of a script that sets its words apart. Others have no edges of words."""
_ADDRESS = r"(?<!\S)\S*?://\S+"
"""Stays as it is: what a reader types must be heard letter by letter, if at all."""
_BEFORE_NUMBER = rf"(?<!{_LETTER})(?<![0-9][.,:/-])"
_BEHIND_NUMBER = rf"(?!{_LETTER})(?![.,:/-][0-9])"
"""Where a number ends. `10` is none in `10.5`, in `10-12` or in `10,000`."""
_NUMBER = re.compile(rf"{_ADDRESS}|{_BEFORE_NUMBER}(0|[1-9][0-9]*){_BEHIND_NUMBER}")
_SLOT = re.compile(f"{re.escape(NUMBER)}|{re.escape(DIGITS)}")


def as_spoken(text: str, pronunciation: Pronunciation) -> str:
    """A text with every entry of a table said as it is spoken. What has none stays."""
    if pronunciation.said:
        text = _entries(pronunciation.said).sub(lambda found: _said(found, pronunciation), text)
    if not pronunciation.numbers:
        return text
    return _NUMBER.sub(lambda found: _in_words(found, pronunciation.numbers), text)


def _said(found: re.Match[str], pronunciation: Pronunciation) -> str:
    """What is spoken for an entry, each slot filled with the digits that stand in its place."""
    name = found.lastgroup
    if name is None:
        return found[0]
    saying = pronunciation.said[int(name.removeprefix("said"))]
    first = found.re.groupindex[name] + 1
    runs = iter(found.groups()[first - 1 :])
    return _SLOT.sub(lambda slot: _filled(slot[0], next(runs)), saying.spoken)


def _filled(slot: str, run: str) -> str:
    return " ".join(run) if slot == DIGITS else run


def _in_words(found: re.Match[str], numbers: tuple[str, ...]) -> str:
    # A short run first: Python reads no number of more than 4,300 digits.
    known = found[1] and len(found[1]) <= len(str(len(numbers))) and int(found[1]) < len(numbers)
    return numbers[int(found[1])] if known else found[0]


@lru_cache(maxsize=8)
def _entries(said: tuple[Saying, ...]) -> re.Pattern[str]:
    """Addresses and entries: `116 123` before any number, and of two that fit the longer one."""

    def rank(place: int) -> tuple[bool, int]:
        written = said[place].written
        return NUMBER in written, -len(written)

    order = sorted(range(len(said)), key=rank)
    each = (f"(?P<said{place}>{_entry(said[place].written)})" for place in order)
    return re.compile("|".join([_ADDRESS, *each]))


def _entry(written: str) -> str:
    pieces = written.split(NUMBER)
    inside = "([0-9]+)".join(re.escape(piece).replace(r"\ ", r"\s+") for piece in pieces)
    before = _BEFORE_NUMBER if not pieces[0] else _edge(pieces[0][0], rf"(?<!{_LETTER})")
    behind = _BEHIND_NUMBER if not pieces[-1] else _edge(pieces[-1][-1], rf"(?!{_LETTER})")
    return f"{before}{inside}{behind}"


def _edge(letter: str, apart: str) -> str:
    """An entry that begins or ends with a letter is a whole word; one with a sign may touch any."""
    return apart if re.match(_LETTER, letter) else ""
