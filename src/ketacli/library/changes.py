"""What became of a library since an earlier state of it: sentences, claims and sources, topic by
topic, and whether readers have to acknowledge anew.
"""

from collections.abc import Iterator
from enum import StrEnum, unique
from typing import NamedTuple

from ketacli.errors import ContentError, NotFoundError, Problem, Wanted
from ketacli.library import loading
from ketacli.library.comparing import Statements, compare
from ketacli.library.differences import Change, ClaimChange, What, claims, differences
from ketacli.library.folder import Folder
from ketacli.library.history import NotThereThenError, topics_of
from ketacli.library.old_files import abbreviations, disclaimer, topic, topic_faults
from ketacli.library.statements import sections, statements
from ketacli.library.words_rated import words_rated
from ketacli.library.yaml_reader import Node
from ketacli.site import Clinic


@unique
class State(StrEnum):
    """What became of a topic."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"
    UNREADABLE = "unreadable"
    """Of one of the two states nothing can be said."""


class TopicChanges(NamedTuple):
    """What became of one topic."""

    topic: str
    state: State
    code_then: str = ""
    """What stood for its words, '' where it was not there."""
    code_now: str = ""
    changes: tuple[Change, ...] = ()
    claims: tuple[ClaimChange, ...] = ()
    sources_came: tuple[str, ...] = ()
    sources_went: tuple[str, ...] = ()


class DisclaimerChanges(NamedTuple):
    """What became of the disclaimer."""

    state: State
    code_then: str = ""
    code_now: str = ""
    changes: tuple[Change, ...] = ()

    @property
    def acknowledge_anew(self) -> bool | None:
        """Whether a yes from then counts no more; None where nothing can be said."""
        if self.state is State.UNREADABLE:
            return None
        return self.code_then != self.code_now


class Changes(NamedTuple):
    """What became of a library in one language."""

    language: str
    topics: tuple[TopicChanges, ...]
    """Those that were asked for, the unchanged ones too."""
    disclaimer: DisclaimerChanges
    faults: tuple[Problem, ...]
    """Where files of either state break the rules of today; they were compared all the same."""
    unreadable: tuple[Problem, ...]
    """Where a file could not be read, so that nothing was compared."""


def changes(then: Folder, now: Folder, language: str, asked: str, clinic: Clinic) -> Changes:
    """Hold two states of a library against each other.

    Args:
        then: the earlier state.
        now: the later one.
        language: a language of the later one.
        asked: the id of a topic, or '' for all.
        clinic: who fills in the disclaimer.

    Raises:
        NotFoundError: there is no such topic, and was none.
        NotThereThenError: there was no such topic, or no such language.
    """
    return _Comparison(then, now, language).all(asked, clinic)


class _Comparison:
    """Two states of one language."""

    def __init__(self, then: Folder, now: Folder, language: str) -> None:
        self._then = then
        self._now = now
        self._language = language
        self._abbreviations = abbreviations(now, language)
        self._faults: list[Problem] = []
        self._unreadable: list[Problem] = []

    def all(self, asked: str, clinic: Clinic) -> Changes:
        old, new = topics_of(self._then, self._language), topics_of(self._now, self._language)
        _look_for(asked, self._language, old, new)
        topics = (asked,) if asked else tuple(sorted({*old, *new}))
        found = tuple(
            self._topic(topic_id, topic_id in old, topic_id in new) for topic_id in topics
        )
        words = self._disclaimer(clinic)
        faults, unreadable = tuple(self._faults), tuple(self._unreadable)
        return Changes(self._language, found, words, faults, unreadable)

    def _topic(self, topic_id: str, was_there: bool, is_there: bool) -> TopicChanges:
        name = loading.topic_file(self._language, topic_id)
        try:
            if was_there and is_there and self._then.read(name) == self._now.read(name):
                return TopicChanges(topic_id, State.SAME)
            old = topic(self._then, name) if was_there else None
            new = topic(self._now, name) if is_there else None
        except ContentError as error:
            self._unreadable.extend(error.problems)
            return TopicChanges(topic_id, State.UNREADABLE)
        finally:
            self._then.forget()
            self._now.forget()
        self._faults += (*topic_faults(old, self._then, name), *topic_faults(new, self._now, name))
        return self._held_together(topic_id, old, new)

    def _held_together(self, topic_id: str, old: Node | None, new: Node | None) -> TopicChanges:
        before, after = self._statements(old), self._statements(new)
        pairs = compare(before, after)
        codes = (self._code(old), self._code(new))
        found, grounds = (*differences(pairs), *_order(old, new)), tuple(claims(pairs))
        if old and new and codes[0] != codes[1] and not found and not grounds:
            found = (Change(What.OTHER, topic_id),)
        cited_then, cited_now = _cited(before), _cited(after)
        state = State.CHANGED if found or grounds else State.SAME
        return TopicChanges(
            topic=topic_id,
            state=state if old and new else State.NEW if new else State.GONE,
            code_then=codes[0],
            code_now=codes[1],
            changes=found,
            claims=grounds,
            sources_came=tuple(sorted(cited_now - cited_then)),
            sources_went=tuple(sorted(cited_then - cited_now)),
        )

    def _code(self, node: Node | None) -> str:
        return words_rated(node, self._language) if node else ""

    def _statements(self, node: Node | None) -> Statements:
        return statements(node, self._abbreviations) if node else ()

    def _disclaimer(self, clinic: Clinic) -> DisclaimerChanges:
        try:
            old = disclaimer(self._then, self._language, clinic)
            new = disclaimer(self._now, self._language, clinic)
        except ContentError as error:
            self._unreadable.extend(error.problems)
            return DisclaimerChanges(State.UNREADABLE)
        pairs = compare(*(statements(words.node, self._abbreviations) for words in (old, new)))
        same = old.disclaimer.digest == new.disclaimer.digest
        return DisclaimerChanges(
            State.SAME if same else State.CHANGED,
            old.disclaimer.code,
            new.disclaimer.code,
            () if same else tuple(differences(pairs)),
        )


def _look_for(asked: str, language: str, old: tuple[str, ...], new: tuple[str, ...]) -> None:
    if not old and new:
        raise NotThereThenError(f"There was no topic in the language {language!r} then.")
    if asked and asked not in (*old, *new):
        raise NotFoundError(Wanted.TOPIC, asked, tuple(sorted({*old, *new})))
    if asked and asked not in old:
        raise NotThereThenError(f"The topic {asked!r} was not there then: all of it is new.")


def _cited(found: Statements) -> set[str]:
    return {source for one in found for source in one.sources}


def _order(old: Node | None, new: Node | None) -> Iterator[Change]:
    if old is None or new is None:
        return
    before, after = sections(old), sections(new)
    then = [section for section in before if section in after]
    now = [section for section in after if section in before]
    if then != now:
        yield Change(What.ORDER, "sections", ", ".join(then), ", ".join(now))
