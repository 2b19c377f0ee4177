"""Which words of a sentence went and which came. In a script without blanks, letters are words."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|\s+"
    r"|[^\W_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+(?:['\u2019.,-][^\W_]+)*|[\W_]"
)


_BLANK = " "


class Mark(Enum):
    """What became of a run of words."""

    SAME = auto()
    WENT = auto()
    CAME = auto()


class Run(NamedTuple):
    """Some words of a sentence, and what became of them."""

    mark: Mark
    text: str


def runs(then: str, now: str) -> tuple[Run, ...]:
    """Both sentences at once: what stayed, and where it did not, what went and what came.

    Without what came it is the one, letter by letter, and without what went the other.
    """
    old, new = _tokens(then), _tokens(now)
    found: list[Run] = []
    went = came = ""
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, here = "".join(old[a:b]), "".join(new[c:d])
        # A blank between two changes is not what stayed: a reader takes both as one.
        if kind == "equal" and (here.strip() or not went + came):
            found += [*_changed(went, came), Run(Mark.SAME, here)]
            went = came = ""
        else:
            went, came = went + gone, came + here
    return (*found, *_changed(went, came))


@lru_cache(maxsize=4096)  # each sentence is held against many others
def bag(sentence: str) -> frozenset[tuple[str, int]]:
    """The words of a sentence in small letters, without signs; a second one is another one."""
    counts: dict[str, int] = {}
    found: set[tuple[str, int]] = set()
    for token in _tokens(sentence.casefold()):
        if token[0].isalnum():
            counts[token] = counts.get(token, 0) + 1
            found.add((token, counts[token]))
    return frozenset(found)


def likeness(one: str, other: str) -> float:
    """How much two sentences have in common: 0 for no word, 1 for all of them."""
    first, second = bag(one), bag(other)
    return 2 * len(first & second) / (len(first) + len(second) or 1)


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(text))


def _changed(went: str, came: str) -> Iterator[Run]:
    """What both begin or end with, a blank at most, is no part of the change."""
    before = _BLANK if went[:1] == came[:1] == _BLANK else ""
    went, came = went[len(before) :], came[len(before) :]
    after = _BLANK if went[-1:] == came[-1:] == _BLANK else ""
    went, came = went[: len(went) - len(after)], came[: len(came) - len(after)]
    kept = (
        Run(Mark.SAME, before),
        Run(Mark.WENT, went),
        Run(Mark.CAME, came),
        Run(Mark.SAME, after),
    )
    yield from (run for run in kept if run.text)
