"""Which sentences the rows of a page say, in order, and where in its row each of them stands."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ketacli.render.rows import Row
from ketacli.text import Chart, letters

_OPENING = "\"'([{\u201c\u2018\u00ab\u2039\u201e\u201a\u00bf\u00a1\u300c\u300e\uff08\u3010"
_CLOSING = "\"')\\]}\u201d\u2019\u00bb\u203a\u300d\u300f\uff09\u3011"
_STOPS = ".?!\u2026\u061f\u06d4\u0964\u0965"
_WIDE_STOPS = "\u3002\uff01\uff1f\uff61"
"""Chinese and Japanese: no blank follows them."""
_END = re.compile(rf"(?<![{_STOPS}])([{_STOPS}]+)[{_CLOSING}]*(?=\s)|[{_WIDE_STOPS}]+[{_CLOSING}]*")
_NUMBER = re.compile(r"\s*\d+")
"""Of an item in a list, where it stands among the words of its row."""
# A stop too few makes a longer stretch, so what is doubtful goes on. In several languages.
_BEFORE_NAMES = frozenset(
    ["dr", "dra", "mr", "mrs", "ms", "mx", "prof", "st", "sr", "sra", "vs", "np", "tzw", "bzw"]
)
_BEFORE_NUMBERS = frozenset(
    ["no", "nr", "n\u00fam", "fig", "approx", "ca", "vol", "pp", "str", "tel"]
)
_LOOK = 16
"""How many letters around a full stop tell whether it ends a sentence."""


class Sentence(NamedTuple):
    """A sentence that is said in one go, and the stretch of a row that it is."""

    row: int
    """Which of the rows."""
    start: int
    """The place of its first letter among the letters of the row's line."""
    end: int
    """The place behind its last letter. Equal to `start` where a drawing stands for it."""
    text: str
    """What the voice says."""


def sentences(rows: Sequence[Row]) -> tuple[Sentence, ...]:
    """What the rows of a page say, in order."""
    return tuple(sentence for number, row in enumerate(rows) for sentence in _said(number, row))


def _said(number: int, row: Row) -> Iterator[Sentence]:
    if isinstance(row.block, Chart):
        for group in row.block.groups:
            yield Sentence(number, 0, 0, f"{group.label}: {group.says}")
        return
    text = letters(row.line)
    # "1. " is said; "- " is for eyes.
    mark = row.mark if any(map(str.isalnum, row.mark)) else ""
    for start, end in _places(text):
        yield Sentence(number, start, end, mark + text[start:end])
        mark = ""


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends, without the blanks around it."""
    start = 0
    for end in (*_ends(text), len(text)):
        piece = text[start:end]
        if piece.strip():
            first = start + len(piece) - len(piece.lstrip())
            yield first, start + len(piece.rstrip())
        start = end


def _ends(text: str) -> Iterator[int]:
    """The places behind which a new sentence begins."""
    start = 0
    for match in _END.finditer(text):
        if match[1] is None or _is_end(text, start, match):
            yield match.end()
            start = match.end()


def _is_end(text: str, start: int, match: re.Match[str]) -> bool:
    following = text[match.end() : match.end() + _LOOK].lstrip().lstrip(_OPENING)[:1]
    if following.islower():
        return False
    if match[1] != ".":
        return True
    if _NUMBER.fullmatch(text, start, match.start()):
        return False
    before = text[max(start, match.start() - _LOOK) : match.start()].split()
    return not (before and _is_short(before[-1], following))


def _is_short(word: str, following: str) -> bool:
    """Whether a word before a full stop is cut short, so that the sentence goes on."""
    word = word.strip(_OPENING).casefold()
    pieces = word.split(".")
    most = 1 if len(pieces) == 1 else 2  # the name in "J. Green"; "e.g.", "m.in."
    if all(piece.isalpha() and len(piece) <= most for piece in pieces):
        return True
    return word in _BEFORE_NAMES or (word in _BEFORE_NUMBERS and following.isdigit())
