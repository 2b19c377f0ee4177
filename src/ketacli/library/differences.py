"""What a reader of two states of a file would tell: pairs of statements as changes, and changes of
the ground that claims rest on.
"""

from collections.abc import Iterator
from enum import StrEnum, unique
from itertools import groupby
from typing import NamedTuple

from ketacli.library.comparing import Pair
from ketacli.library.firmness import Turn, turn
from ketacli.library.inline import unmarked
from ketacli.library.statements import Statement


@unique
class What(StrEnum):
    """What became of a statement."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"
    MOVED = "moved"
    MOVED_AND_CHANGED = "moved-and-changed"
    MARKS = "marks"
    """The same words with other marks or signs."""
    PARAGRAPHS = "paragraphs"
    """The same sentences, divided in another way."""
    SETTING = "setting"
    ORDER = "order"
    """The sections stand in another order."""
    OTHER = "other"
    """Something that no other kind tells."""


class Change(NamedTuple):
    """One difference that a reader of both states would tell."""

    what: What
    where: str
    """`section bdnf, body`; of what is gone, where it was."""
    then: str = ""
    now: str = ""
    moved_from: str = ""
    evidence: str = ""
    sources: tuple[str, ...] = ()


class ClaimChange(NamedTuple):
    """A claim whose ground is another one."""

    turn: Turn
    where: str
    text: str
    then: str
    """The kind of evidence, '' for none."""
    now: str
    came: tuple[str, ...]
    """Sources that it cites now and did not cite then."""
    went: tuple[str, ...]


def differences(pairs: tuple[Pair, ...]) -> Iterator[Change]:
    """What came, went, changed and moved, in the order of the new state."""
    told = (pair for pair in pairs if not pair.is_same)
    for _, run in groupby(told, key=_belongs_with):
        yield _change(tuple(run))
    yield from _same_sentences(pairs)


def _belongs_with(pair: Pair) -> tuple[int, ...]:
    """Sentences that moved together are told together, and all others one by one."""
    if pair.then and pair.now and pair.moved and pair.is_worded_alike:
        return pair.then.passage, pair.now.passage
    return (id(pair),)


def _change(run: tuple[Pair, ...]) -> Change:
    then, now, moved = run[0]
    if then is None or now is None:
        one = then or now
        assert one is not None  # noqa: S101 - a pair holds one at least
        what = What.SETTING if one.setting else What.NEW if now else What.GONE
        texts = (then.text if then else "", now.text if now else "")
        return Change(what, _where(one), *texts, "", *one.ground)
    texts = (
        " ".join(pair.then.text for pair in run if pair.then),
        " ".join(pair.now.text for pair in run if pair.now),
    )
    if now.setting:
        return Change(What.SETTING, _where(now), *texts)
    if not moved:
        return Change(What.CHANGED, now.where, *texts, "", *now.ground)
    what = What.MOVED if run[0].is_worded_alike else What.MOVED_AND_CHANGED
    return Change(what, now.where, *texts, then.where, *now.ground)


def _where(statement: Statement) -> str:
    beside = (
        f" of '{unmarked(statement.written)}'" if statement.setting and statement.written else ""
    )
    return f"{statement.where}{beside}"


def _same_sentences(pairs: tuple[Pair, ...]) -> Iterator[Change]:
    """Texts of which every sentence is there still, and that are not written as they were."""
    told = {pair.then.passage for pair in pairs if pair.then and not pair.is_same}
    by_text: dict[int, list[Pair]] = {}
    for pair in pairs:
        if pair.now and not pair.now.setting:
            by_text.setdefault(pair.now.passage, []).append(pair)
    divided: set[str] = set()
    for together in by_text.values():
        old = {pair.then.passage: pair.then for pair in together if pair.then}
        now = together[0].now
        if now is None or not all(pair.is_worded_alike for pair in together):
            continue
        before = next(iter(old.values()))
        if len(old) == 1 and unmarked(before.written) == unmarked(now.written):
            if before.written != now.written:
                yield Change(What.MARKS, now.where, before.written, now.written)
        elif now.where not in divided and not told & old.keys():
            divided.add(now.where)
            yield Change(What.PARAGRAPHS, now.where)


def claims(pairs: tuple[Pair, ...]) -> Iterator[ClaimChange]:
    """Sentences that are there still, and rest on something else."""
    grounded = [
        (pair.then, pair.now)
        for pair in pairs
        if pair.then and pair.now and pair.then.ground != pair.now.ground
    ]
    for _, run in groupby(grounded, key=lambda both: (both[0].passage, both[1].passage)):
        together = tuple(run)
        then, now = together[0]
        (kind_then, cited_then), (kind_now, cited_now) = then.ground, now.ground
        yield ClaimChange(
            turn(kind_then, kind_now),
            now.where,
            " ".join(one.text for _, one in together),
            kind_then,
            kind_now,
            tuple(source for source in cited_now if source not in cited_then),
            tuple(source for source in cited_then if source not in cited_now),
        )
