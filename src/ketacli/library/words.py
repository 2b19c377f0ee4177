"""Sentences and words of running text, for rules that count them. Knows no language: what a
language adds (abbreviations, lists of words) comes from its `style.yaml`.
"""

import re
from functools import lru_cache

_END = re.compile(
    r"(?<=[.?!])[\"')\]]*\s+(?=[\"'(\[]*[A-Z0-9\u00c0-\u024f])|(?<=[\u3002\uff1f\uff01])"
)
_WORD = re.compile(r"[^\W_]+(?:['\u2019.,-][^\W_]+)*")


@lru_cache(maxsize=1024)  # a file's texts: each is asked for by several rules
def sentences(text: str, abbreviations: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The sentences of a text, in order, without blanks around them."""
    found: list[str] = []
    for piece in _END.split(text):
        joined = found and found[-1].endswith(abbreviations) and abbreviations
        if joined:
            found[-1] = f"{found[-1]} {piece.strip()}"
        elif piece.strip():
            found.append(piece.strip())
    return tuple(found)


@lru_cache(maxsize=2048)
def words(text: str) -> tuple[str, ...]:
    """The words of a text; `off-label`, `don't` and `1.5` are one word each."""
    return tuple(_WORD.findall(text))


def has_word(text: str, word: str) -> bool:
    """Whether a word, or a run of words, stands in a text as a whole, in small or big letters."""
    return _whole(word).search(text) is not None


def find_word(text: str, choices: tuple[str, ...]) -> str:
    """The first of some words that stands in a text, as it is written there, or ''."""
    match = _any(choices).search(text) if choices else None
    return match.group(0) if match else ""


@lru_cache(maxsize=512)
def _whole(word: str) -> re.Pattern[str]:
    return _any((word,))


@lru_cache(maxsize=64)
def _any(choices: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(choices, key=len, reverse=True)
    either = "|".join(re.escape(choice).replace(r"\ ", r"\s+") for choice in longest_first)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)
