"""Two states of a file, statement by statement: what stayed, changed, moved, came and went. Each
section is held against itself first, and what is left over against all the others.
"""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

from ketacli.library.statements import Statement
from ketacli.library.word_marks import likeness

_LIKE = 0.5
"""So much in common makes two sentences in one place the same one, changed."""
_MUCH_LIKE = 0.75
"""The same for two sentences in different places."""
_MOST_COMPARED = 200_000
"""More pairs have only files that share hardly a sentence. They are not looked at one by one."""

Statements = tuple[Statement, ...]


class Pair(NamedTuple):
    """A statement then and now. One that came was nothing then, one that went is nothing now."""

    then: Statement | None
    now: Statement | None
    moved: bool = False

    @property
    def is_same(self) -> bool:
        """Whether it says the same in the same place."""
        both = self.then is not None and self.now is not None
        return both and not self.moved and self.is_worded_alike

    @property
    def is_worded_alike(self) -> bool:
        """Whether it says the same, wherever it stands."""
        return bool(self.then and self.now) and _text(self.then) == _text(self.now)


def compare(then: Statements, now: Statements) -> tuple[Pair, ...]:
    """Each statement of both states once, in the order of the new state."""
    return (*_Matching(_told(then), _told(now)).pairs(), *_settings(then, now))


def _told(found: Statements) -> Statements:
    return tuple(statement for statement in found if not statement.setting)


def _text(statement: Statement | None) -> str:
    return "" if statement is None else statement.text


def _place(statement: Statement) -> tuple[str, str]:
    return statement.group, statement.field


class _Matching:
    """Which statement became which."""

    def __init__(self, then: Statements, now: Statements) -> None:
        self._then = then
        self._now = now
        self._pairs: dict[int, Pair] = {}
        """By the number of the statement now."""
        self._open_then = dict.fromkeys(range(len(then)))
        self._open_now = dict.fromkeys(range(len(now)))
        self._before: dict[int, int] = {}
        """Where a statement that went would stand now."""

    def pairs(self) -> Iterator[Pair]:
        for group in dict.fromkeys(one.group for one in (*self._now, *self._then)):
            self._stayed(group)
        self._same_words()
        self._alike(self._candidates(apart=False), moved=False)
        self._alone()
        self._alike(self._candidates(apart=True), moved=True)
        went = sorted(self._open_then, key=lambda then: (self._before[then], then))
        for number, statement in enumerate(self._now):
            while went and self._before[went[0]] <= number:
                yield Pair(self._then[went.pop(0)], None)
            yield self._pairs.get(number) or Pair(None, statement)
        yield from (Pair(self._then[number], None) for number in went)

    def _stayed(self, group: str) -> None:
        old = [number for number, one in enumerate(self._then) if one.group == group]
        new = [number for number, one in enumerate(self._now) if one.group == group]
        matcher = SequenceMatcher(
            None,
            [(self._then[number].field, self._then[number].text) for number in old],
            [(self._now[number].field, self._now[number].text) for number in new],
            autojunk=False,
        )
        for kind, a, b, c, d in matcher.get_opcodes():
            if kind == "equal":
                for then, now in zip(old[a:b], new[c:d], strict=True):
                    self._join(then, now, moved=False)
            behind = new[c] if c < len(new) else new[-1] + 1 if new else len(self._now)
            self._before.update(dict.fromkeys(old[a:b], behind))

    def _same_words(self) -> None:
        """The same sentence elsewhere: in this section if it can be."""
        for near in (True, False):
            waiting: dict[tuple[str, str], list[int]] = {}
            for now in self._open_now:
                one = self._now[now]
                waiting.setdefault((one.text, one.group if near else ""), []).append(now)
            for then in tuple(self._open_then):
                one = self._then[then]
                if found := waiting.get((one.text, one.group if near else "")):
                    self._join(then, found.pop(0), moved=True)

    def _candidates(self, *, apart: bool) -> Iterator[tuple[float, int, int, int]]:
        """Statements that could be one and the same, the likeliest and nearest first."""
        if len(self._open_then) * len(self._open_now) > _MOST_COMPARED:
            return
        for then in self._open_then:
            for now in self._open_now:
                if apart or _place(self._then[then]) == _place(self._now[now]):
                    like = likeness(self._then[then].text, self._now[now].text)
                    if like >= (_MUCH_LIKE if apart else _LIKE):
                        yield -like, abs(self._before[then] - now), then, now

    def _alike(self, candidates: Iterable[tuple[float, int, int, int]], *, moved: bool) -> None:
        for _, _, then, now in sorted(candidates):
            if then in self._open_then and now in self._open_now:
                self._join(then, now, moved=moved)

    def _alone(self) -> None:
        """A place that holds one sentence, as a title, holds it still, whatever it says now."""
        old = _by_place(self._then, range(len(self._then)))
        new = _by_place(self._now, range(len(self._now)))
        for place in old.keys() & new.keys():
            then, now = old[place][0], new[place][0]
            lonely = len(old[place]) == len(new[place]) == 1
            if lonely and then in self._open_then and now in self._open_now:
                self._join(then, now, moved=False)

    def _join(self, then: int, now: int, *, moved: bool) -> None:
        self._pairs[now] = Pair(self._then[then], self._now[now], moved)
        del self._open_then[then], self._open_now[now]


def _by_place(found: Statements, numbers: Iterable[int]) -> dict[tuple[str, str], list[int]]:
    places: dict[tuple[str, str], list[int]] = {}
    for number in numbers:
        places.setdefault(_place(found[number]), []).append(number)
    return places


def _settings(then: Statements, now: Statements) -> Iterator[Pair]:
    """Settings have no words to be known by: the first in a place is the first still."""
    old = _by_place(then, (number for number, one in enumerate(then) if one.setting))
    new = _by_place(now, (number for number, one in enumerate(now) if one.setting))
    for place in dict.fromkeys((*new, *old)):
        for a, b in zip_longest(old.get(place, ()), new.get(place, ())):
            yield Pair(None if a is None else then[a], None if b is None else now[b])
