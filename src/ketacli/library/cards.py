"""The index of cards: id, title, purpose and section titles of every topic, so that lists, search
and completion open no topic. Only files whose size or times have changed are read again.
"""

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ketacli import __version__
from ketacli.errors import ContentError, NotFoundError, Problem, Severity
from ketacli.leaflet import Card
from ketacli.library import compiled
from ketacli.library.folder import Folder, is_topic_id
from ketacli.library.listed import Listed
from ketacli.library.read_back import FOREIGN
from ketacli.library.standing import Standing, Told, Why

if TYPE_CHECKING:
    from collections.abc import Collection

    from ketacli.library.grounds import Grounds

Json = dict[str, Any]


class Withheld(NamedTuple):
    """A topic that is not shown now, and what readers are told instead."""

    card: Card
    words: tuple[str, ...]
    withdrawn: bool = False
    """Because nobody has checked it again in time, and not for another reason."""


class Shelf(NamedTuple):
    """The cards of a language in the library's order, and what is wrong with other topics."""

    cards: tuple[Card, ...]
    problems: tuple[Problem, ...]
    withheld: tuple[Withheld, ...] = ()
    unsigned: tuple[str, ...] = ()
    """The ids of topics that nobody answers for as they stand, shown or not."""
    late: tuple[str, ...] = ()
    """The ids of topics that are shown, and say that their review is late."""


class _Found(NamedTuple):
    """One topic as it was found: its card, or its problems."""

    signature: tuple[int, ...]
    listed: Listed | None = None
    problems: tuple[Problem, ...] = ()


class Index(NamedTuple):
    """Every topic of a language, in the library's order."""

    language: str
    found: tuple[_Found, ...]

    def shelf(
        self,
        grace_days: int,
        signed: Mapping[str, date],
        withheld: Callable[[Standing], Told | None],
        today: date,
    ) -> Shelf:
        """What is shown now, and what is not.

        Args:
            grace_days: so long after its review was due a topic is still shown.
            signed: until when each sign-off counts, by topic, language and words.
            withheld: what readers are told instead of a topic of some standing, if anything.
            today: the day on which a review is late or not.
        """
        cards: list[Card] = []
        kept_back: list[Withheld] = []
        unsigned: list[str] = []
        late: list[str] = []
        for one in (found.listed for found in self.found if found.listed is not None):
            until = signed.get(f"{one.card.id} {self.language} {one.words}")
            unsigned += [one.card.id] if until is None else []
            review = one.review if until is None else min(until, one.review)
            standing = Standing(one.checked, review, grace_days, until is not None, one.whole)
            if told := withheld(standing):
                kept_back.append(Withheld(one.card, told.words, told.why is Why.WITHDRAWN))
            else:
                cards.append(one.card)
                late += [one.card.id] if standing.overdue(today) else []
        problems = tuple(problem for found in self.found for problem in found.problems)
        return Shelf(tuple(cards), problems, tuple(kept_back), tuple(unsigned), tuple(late))


def topic_ids(folder: Folder, language: str, first: tuple[str, ...]) -> tuple[str, ...]:
    """The ids of a language's topics: those of `library.yaml` in its order, then the others."""
    return _in_order(_signatures(folder, language), first)


def cards(
    folder: Folder, language: str, source: str, first: tuple[str, ...], kept_in: Path | None
) -> Index:
    """The cards of every sound topic, and the problems of the others.

    Args:
        folder: of the library.
        language: the one to read in.
        source: the library's own, which others are translated from.
        first: the topics that come first, in their order.
        kept_in: where the index is kept, if anywhere.
    """
    stamp = " ".join((__version__, *(folder.digest(name) for name in _judged_by(language))))
    known = _known(kept_in, folder, language, stamp)
    signatures = _signatures(folder, language, source)
    reader = _Reader(folder, language)
    index: dict[str, _Found] = {}
    for topic_id in _in_order(signatures, first):
        found = known.get(topic_id)
        if found is None or found.signature != signatures[topic_id]:
            found = reader.read(topic_id, signatures[topic_id])
        index[topic_id] = found
    if kept_in is not None and index != known:
        topics = {topic_id: _to_json(found) for topic_id, found in index.items()}
        compiled.keep(kept_in, _name(folder, language), {"stamp": stamp, "topics": topics})
    return Index(language, tuple(index.values()))


def _in_order(found: "Collection[str]", first: tuple[str, ...]) -> tuple[str, ...]:
    ordered = tuple(topic_id for topic_id in dict.fromkeys(first) if topic_id in found)
    return (*ordered, *sorted(set(found).difference(ordered)))


def _judged_by(language: str) -> tuple[str, ...]:
    """The files that can make a sound topic unsound without a change of its own."""
    return ("references.yaml", f"{language}/glossary.yaml", f"{language}/style.yaml")


def _signatures(folder: Folder, language: str, source: str = "") -> dict[str, tuple[int, ...]]:
    """The topics of a language by id, each with what changes when its file does, or the one that
    it was translated from.

    The time of change (ctime) cannot be set by hand, so an edit that keeps size and date shows.
    """
    sources = _signatures(folder, source) if source not in {"", language} else {}
    found: dict[str, tuple[int, ...]] = {}
    for entry in folder.entries(f"{language}/topics"):
        topic_id = entry.name.removesuffix(".yaml")
        if entry.name.endswith(".yaml") and is_topic_id(topic_id):
            with suppress(FileNotFoundError):  # taken away since the folder was listed
                about = entry.stat(follow_symlinks=False)
                times = (about.st_mtime_ns, about.st_ctime_ns)
                own = (about.st_size, *times, about.st_ino)
                found[topic_id] = (*own, *sources.get(topic_id, ()))
    return found


class _Reader:
    """Reads topics for their cards. What judges them is read once, and only if one is read."""

    def __init__(self, folder: Folder, language: str) -> None:
        self._folder = folder
        self._language = language
        self._grounds: Grounds | ContentError | None = None

    def read(self, topic_id: str, signature: tuple[int, ...]) -> _Found:
        from ketacli.library import pages

        try:
            listed = pages.card(self._folder, self._language, topic_id, self._rests_on())
        except ContentError as error:
            return _Found(signature, problems=error.problems)
        except NotFoundError:  # taken away since the folder was listed
            return _Found(signature)
        finally:
            self._folder.forget()
        return _Found(signature, listed)

    def _rests_on(self) -> "Grounds":
        from ketacli.library import pages

        if self._grounds is None:
            try:
                self._grounds = pages.grounds(self._folder, self._language)
            except ContentError as error:
                self._grounds = error
        if isinstance(self._grounds, ContentError):
            raise self._grounds
        return self._grounds


def _known(kept_in: Path | None, folder: Folder, language: str, stamp: str) -> dict[str, _Found]:
    page = None if kept_in is None else compiled.kept(kept_in, _name(folder, language))
    try:
        if page is None or page["stamp"] != stamp:
            return {}
        return {name: _from_json(name, found, folder) for name, found in page["topics"].items()}
    except FOREIGN:
        return {}


def _to_json(found: _Found) -> Json:
    """One entry of the index. Its files are named from the root: the next run stands elsewhere."""
    written: Json = {"file": list(found.signature)}
    if (listed := found.listed) is not None:
        days = {"checked": listed.checked.isoformat(), "review": listed.review.isoformat()}
        written |= {**listed.card._asdict(), **days, "words": listed.words, "whole": listed.whole}
    if found.problems:
        written["problems"] = [
            [os.path.abspath(problem.file), *problem[1:]]  # noqa: PTH100 - no links are followed
            for problem in found.problems
        ]
    return written


def _from_json(topic_id: str, written: Json, folder: Folder) -> _Found:
    listed = None
    if "title" in written:
        sections = tuple((str(name), str(title)) for name, title in written["sections"])
        card = Card(topic_id, written["title"], written["purpose"], sections)
        checked, review = (date.fromisoformat(written[name]) for name in ("checked", "review"))
        listed = Listed(card, checked, review, str(written["words"]), bool(written["whole"]))
    problems = tuple(
        Problem(folder.display(file), line, column, rule, message, Severity(severity))
        for file, line, column, rule, message, severity in written.get("problems", ())
    )
    return _Found(tuple(written["file"]), listed, problems)


def _name(folder: Folder, language: str) -> str:
    return f"cards-{compiled.library_key(folder.path)}-{language}"
