"""The index of cards: id, title, purpose and section titles of every topic, so that lists, search
and completion open no topic. Only files whose size or times have changed are read again.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ketacli import __version__
from ketacli.errors import ContentError, NotFoundError, Problem, Severity
from ketacli.leaflet import Card
from ketacli.library import compiled
from ketacli.library.folder import Folder, is_topic_id
from ketacli.library.read_back import FOREIGN

if TYPE_CHECKING:
    from collections.abc import Collection

    from ketacli.library.grounds import Grounds

Json = dict[str, Any]


class Shelf(NamedTuple):
    """The cards of a language in the library's order, and what is wrong with other topics."""

    cards: tuple[Card, ...]
    problems: tuple[Problem, ...]


class _Found(NamedTuple):
    """One topic as it was found: its card, or its problems."""

    signature: tuple[int, ...]
    card: Card | None = None
    problems: tuple[Problem, ...] = ()


def topic_ids(folder: Folder, language: str, first: tuple[str, ...]) -> tuple[str, ...]:
    """The ids of a language's topics: those of `library.yaml` in its order, then the others."""
    return _in_order(_signatures(folder, language), first)


def cards(folder: Folder, language: str, first: tuple[str, ...], kept_in: Path | None) -> Shelf:
    """The cards of every sound topic, and the problems of the others."""
    stamp = " ".join((__version__, *(folder.digest(name) for name in _judged_by(language))))
    known = _known(kept_in, folder, language, stamp)
    signatures = _signatures(folder, language)
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
    return Shelf(
        tuple(found.card for found in index.values() if found.card is not None),
        tuple(problem for found in index.values() for problem in found.problems),
    )


def _in_order(found: "Collection[str]", first: tuple[str, ...]) -> tuple[str, ...]:
    ordered = tuple(topic_id for topic_id in dict.fromkeys(first) if topic_id in found)
    return (*ordered, *sorted(set(found).difference(ordered)))


def _judged_by(language: str) -> tuple[str, ...]:
    """The files that can make a sound topic unsound without a change of its own."""
    return ("references.yaml", f"{language}/glossary.yaml", f"{language}/style.yaml")


def _signatures(folder: Folder, language: str) -> dict[str, tuple[int, ...]]:
    """The topics of a language by id, each with what changes when its file does.

    The time of change (ctime) cannot be set by hand, so an edit that keeps size and date shows.
    """
    found: dict[str, tuple[int, ...]] = {}
    for entry in folder.entries(f"{language}/topics"):
        topic_id = entry.name.removesuffix(".yaml")
        if entry.name.endswith(".yaml") and is_topic_id(topic_id):
            with suppress(FileNotFoundError):  # taken away since the folder was listed
                about = entry.stat(follow_symlinks=False)
                times = (about.st_mtime_ns, about.st_ctime_ns)
                found[topic_id] = (about.st_size, *times, about.st_ino)
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
            card = pages.card(self._folder, self._language, topic_id, self._rests_on())
        except ContentError as error:
            return _Found(signature, problems=error.problems)
        except NotFoundError:  # taken away since the folder was listed
            return _Found(signature)
        finally:
            self._folder.forget()
        return _Found(signature, card)

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
    if found.card is not None:
        written |= found.card._asdict()
    if found.problems:
        written["problems"] = [
            [os.path.abspath(problem.file), *problem[1:]]  # noqa: PTH100 - no links are followed
            for problem in found.problems
        ]
    return written


def _from_json(topic_id: str, written: Json, folder: Folder) -> _Found:
    card = None
    if "title" in written:
        sections = tuple((str(name), str(title)) for name, title in written["sections"])
        card = Card(topic_id, written["title"], written["purpose"], sections)
    problems = tuple(
        Problem(folder.display(file), line, column, rule, message, Severity(severity))
        for file, line, column, rule, message, severity in written.get("problems", ())
    )
    return _Found(tuple(written["file"]), card, problems)


def _name(folder: Folder, language: str) -> str:
    return f"cards-{compiled.library_key(folder.path)}-{language}"
