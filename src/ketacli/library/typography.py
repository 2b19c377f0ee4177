"""Quotation marks and decimal signs of running text, as a language's `style.yaml` names them."""

import re
from collections.abc import Iterator
from functools import lru_cache

_DOUBLE_MARKS = '"\u00ab\u00bb\u201c\u201d\u201e\u201f\u2039\u203a\u300c\u300d\u300e\u300f\uff02'
"""Single ones are left alone: they are apostrophes too."""


def quotation_faults(text: str, marks: tuple[str, ...]) -> Iterator[str]:
    """What is wrong with the quotation marks of a text, in words.

    Args:
        text: without marks of the content files.
        marks: the one that opens, and the one that closes.
    """
    opening, closing = marks
    for mark in dict.fromkeys(_foreign(marks).findall(text)):
        yield f"the quotation mark {mark} is not one of this language: write {opening}...{closing}"
    if text.count(opening) != text.count(closing):
        yield f"{opening} and {closing} do not come in pairs"


def number_faults(text: str, decimal: str) -> Iterator[str]:
    """Numbers of a text with the decimal sign of other languages, in words.

    Left alone are thousands (1.500), days, times, versions and telephone numbers (1.2.3, 14:30),
    and what is part of an address or a DOI (10.1000/182).

    Args:
        text: without marks of the content files.
        decimal: the sign of this language, `,` or `.`.
    """
    for number in _other_decimals(decimal).findall(text):
        right = number.replace("," if decimal == "." else ".", decimal)
        yield f"`{number}` has the decimal sign of another language: write {right}"


@lru_cache(maxsize=32)
def _foreign(marks: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"[{''.join(mark for mark in _DOUBLE_MARKS if mark not in marks)}]")


@lru_cache(maxsize=2)
def _other_decimals(decimal: str) -> re.Pattern[str]:
    other = re.escape("," if decimal == "." else ".")
    thousands = rf"[1-9]\d{{0,2}}{other}\d{{3}}(?!\d)"
    return re.compile(rf"(?<![\w.,:/])(?!{thousands})\d+{other}\d+(?!\d|/|[.,:]\d)", re.ASCII)
