"""Lines of a leaflet -> the runs of text of a printed page. Owns where a word that is longer than a
line may be broken, and which addresses a link may lead to.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ketacli.text import Line, Span, letters, visible, visible_line

_ADDRESS = re.compile(r"https?://[a-z0-9.-]+(?::[0-9]+)?(?:[/?#][!-~]*)?", re.IGNORECASE)
_LONGEST_ADDRESS = 2000
_SOFT_HYPHEN = "\u00ad"
_NUMBER = re.compile(r"[0-9 +()/-]+")
_JOINER = "\u200d"
_BREAKS_ANYWHERE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
"""Between these letters of East Asia a line ends wherever it must."""
_WORD = re.compile(rf"[^\s{_BREAKS_ANYWHERE}]+")
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
"""Where Spanish and Polish would have a second hyphen at the start of the next line if Typst itself
broke the word: in an address, it would be wrong."""
_NARROW = frozenset("abcdefghijklnopqrstuvxyz0123456789 .,:;/?#!&'()*+=_~-")
_NARROW_EM, _WIDE_EM = 0.7, 1.1
"""No letter is wider than that, in the bold of any face that is used."""


class Words(NamedTuple):
    """A line, and the address that stands behind it."""

    line: Line
    address: str = ""
    begins_in: str = ""
    """The language of its first span, where that is another than the leaflet's."""


_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_GOES_ON = frozenset({"NSM", "BN"})
"""Vowel signs and joiners belong to the letter before them."""
_TOGETHER = {"R": "R", "AL": "R", "L": "L", "EN": "N", "AN": "N"}
"""Letters of the same kind stay together. Blanks and signs stand alone: fonts of right-to-left
scripts lack some of them.
"""


class Run(NamedTuple):
    """Text in one manner. A line may end between two of its pieces."""

    pieces: tuple[str, ...]
    strong: bool = False
    term: bool = False
    leads: str = ""
    """Where a link goes, or nothing."""
    stays: bool = False
    """Whether it is a number to call, which stays in one line."""
    language: str = ""
    """That of the text, where it is another than the leaflet's."""


def runs(words: Words, room: float) -> Iterator[Run]:
    """The runs of a line in order.

    Args:
        words: as the leaflet has them.
        room: how long a line of the page is, in em.
    """
    line = (*words.line, Span(" ")) if words.address else words.line
    shown = tuple(
        span._replace(text=span.text.replace(_SOFT_HYPHEN, "")) for span in visible_line(line)
    )
    cuts = _cuts(letters(shown), room)
    start = 0
    language = words.begins_in
    for span in shown:
        pieces = _cut(span.text, start, cuts)
        stays = span.strong and _is_short_number(span.text, room)
        yield Run(pieces, span.strong, bool(span.term), stays=stays, language=language)
        start += len(span.text)
        language = ""
    if words.address:
        address = visible(words.address).replace(_SOFT_HYPHEN, "")
        followed = len(address) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(address)
        leads = address if followed else ""
        yield Run(_cut(address, 0, _cuts(address, room)), leads=leads)


def _is_short_number(text: str, room: float) -> bool:
    fits = text == text.strip() and len(text) * _WIDE_EM <= room
    return fits and bool(_NUMBER.fullmatch(text))


def _cut(text: str, start: int, cuts: tuple[int, ...]) -> tuple[str, ...]:
    """A text that begins at a place of its line, in pieces that end where the line may."""
    inside = [cut - start for cut in cuts if start <= cut < start + len(text)]
    return tuple(text[a:b] for a, b in zip([0, *inside], [*inside, len(text)], strict=True))


def _cuts(text: str, room: float) -> tuple[int, ...]:
    """The places where a line may end inside a word: in one that may be longer than a line, so
    that every piece fits, and behind a hyphen.
    """
    hyphens = {hyphen.end() for hyphen in _HYPHEN.finditer(text)}
    if len(text) * _WIDE_EM <= room:
        return tuple(sorted(hyphens))
    long = {place for word in _WORD.finditer(text) for place in _cuts_of(word, room)}
    return tuple(sorted(hyphens | long))


def _cuts_of(word: re.Match[str], room: float) -> Iterator[int]:
    found = word.group()
    if len(found) * _WIDE_EM <= room:
        return
    length = 0.0
    for place, letter in enumerate(found):
        wide = _NARROW_EM if letter in _NARROW else _WIDE_EM
        if length + wide > room and not _one_sign(found[place - 1], letter):
            yield word.start() + place
            length = 0.0
        length += wide


def _one_sign(before: str, after: str) -> bool:
    """Whether the second of two letters belongs to the sign that the first is part of."""
    from unicodedata import category

    return before == _JOINER or category(after)[0] == "M" or category(after) == "Cf"


def leftwards(text: str) -> bool:
    """Whether any of its letters go from right to left."""
    if text.isascii():
        return False
    from unicodedata import bidirectional

    return not _RIGHT_TO_LEFT.isdisjoint(map(bidirectional, text))


def atoms(text: str) -> tuple[str, ...]:
    """A text in the parts that are set one by one, in the order in which it is read. Where letters
    go from right to left, Typst paints what it sets at once from left to right, and screen readers
    would read the words of a line backwards.
    """
    from unicodedata import bidirectional

    found = [""]
    last = ""
    for letter in text:
        kind = bidirectional(letter)
        together = last if kind in _GOES_ON else _TOGETHER.get(kind, "")
        if kind in _GOES_ON or (together and together == last):
            found[-1] += letter
        else:
            found.append(letter)
        last = together
    return tuple(filter(None, found))
