"""Sentences, words and characters of running text, for rules that count them. Knows scripts and no
language: what a language adds (abbreviations, lists of words) comes from its `style.yaml`.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
"""Chinese characters: no blank parts the words that they make."""
_CAPITALS = "".join(filter(str.isupper, map(chr, range(0xC0, 0x250))))
_OPENING = "\"'([\u00bf\u00a1\u00ab\u201c\u2018\u201e"
_CLOSING = "\"')\\]\u00bb\u201d\u2019"
_FULL_STOP = "\u3002\uff1f\uff01"
_CLOSING_FULL = "\u201d\u2019\u300d\u300f\uff09"
_END_IN_ASCII = re.compile(r"(?<=[.?!])[\"')\]]*\s+(?=[\"'(\[]*[A-Z0-9])")
"""The quicker one of two patterns that find the same in such a text."""
_END = re.compile(
    rf"(?<=[.?!])[{_CLOSING}]*\s+(?=[{re.escape(_OPENING)}]*[A-Z0-9{_CAPITALS}])"
    rf"|(?:(?<=[{_FULL_STOP}])|(?<=[{_FULL_STOP}][{_CLOSING_FULL}]))"
    rf"(?![{_FULL_STOP}{_CLOSING_FULL}])"
)
_WORD = re.compile(r"[^\W_]+(?:['\u2019.,-][^\W_]+)*")
_CHARACTER = re.compile(rf"[{_HAN}]|[^\W_{_HAN}]+(?:['\u2019.,-][^\W_{_HAN}]+)*")


@lru_cache(maxsize=1024)  # a file's texts: each is asked for by several rules
def sentences(text: str, abbreviations: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The sentences of a text, in order, without blanks around them."""
    found: list[str] = []
    for piece in (_END_IN_ASCII if text.isascii() else _END).split(text):
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


def characters(text: str) -> int:
    """How long a text is in a script without blanks: a number or a foreign word counts as one."""
    return sum(1 for _ in _CHARACTER.finditer(text))


def has_word(text: str, word: str) -> bool:
    """Whether a word, or a run of words, stands in a text as a whole, in small or big letters."""
    return bool(find_word(text, (word,)))


def find_word(text: str, choices: tuple[str, ...]) -> str:
    """The first of some words that stands in a text, as it is written there, or ''.

    Chinese characters part words as blanks do, and a Chinese word may stand between others.
    """
    if not choices:
        return ""
    # As for sentences: the quicker one of two patterns that find the same in such a text.
    match = (_in_ascii if text.isascii() else _in_any)(choices).search(text)
    return match.group(0) if match else ""


@lru_cache(maxsize=512)
def _in_ascii(choices: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_either(choices)})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=512)
def _in_any(choices: tuple[str, ...]) -> re.Pattern[str]:
    run_on = [choice for choice in choices if re.search(f"[{_HAN}]", choice)]
    apart = [choice for choice in choices if choice not in run_on]
    patterns = [rf"(?:{_either(run_on)})"] if run_on else []
    if apart:
        patterns.append(rf"(?<![^\W{_HAN}])(?:{_either(apart)})(?![^\W{_HAN}])")
    return re.compile("|".join(patterns), re.IGNORECASE)


def _either(choices: Iterable[str]) -> str:
    longest_first = sorted(choices, key=len, reverse=True)
    return "|".join(re.escape(choice).replace(r"\ ", r"\s+") for choice in longest_first)
