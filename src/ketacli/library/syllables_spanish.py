"""Syllables of Spanish words by their letters, as the orthography of the academies parts them: two
strong vowels stay apart, a weak one leans on its neighbour unless it carries the accent, and an h
between vowels changes nothing.
"""

import re
from functools import lru_cache

_SILENT = re.compile(r"(?<=q)u|(?<=g)u(?=[eiéí])|h")
_VOWELS = re.compile(r"(?:[aeiouáéíóúü]|y(?![aeiouáéíóúü]))+")
_STRONG = re.compile(r"[aeoáéó]")
_STRESSED_WEAK = re.compile(r"(?<=[aeoáéó])[íú]|[íú](?=[aeoáéó])")
_TWICE = re.compile(r"([iíuú])\1|ií|uú")
_LONG_NAMES = frozenset("fhjlmnñrsxz")
"""Letters whose names have two syllables, as 'efe'; others have one, but for 'uve doble'."""
_UVE_DOBLE = 4


@lru_cache(maxsize=20_000)
def spanish_syllables(word: str) -> int:
    """Count the syllables of a Spanish word by its letters. A number counts as one."""
    return sum(_syllables(part) for part in re.split(r"[-.,'\u2019]", word.lower()) if part) or 1


def _syllables(word: str) -> int:
    runs = _VOWELS.findall(_SILENT.sub("", word))
    if not runs:
        return 1 if word.isdigit() else sum(map(_name_of_letter, word))
    return sum(map(_nuclei, runs))


def _nuclei(vowels: str) -> int:
    """How many vowels of a run carry a syllable; the others lean on them."""
    carrying = len(_STRONG.findall(vowels)) + len(_STRESSED_WEAK.findall(vowels))
    return max(carrying, 1) + len(_TWICE.findall(vowels))


def _name_of_letter(letter: str) -> int:
    return _UVE_DOBLE if letter == "w" else 1 + (letter in _LONG_NAMES)
