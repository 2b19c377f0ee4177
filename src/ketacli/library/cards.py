"""The index of cards: id, title, purpose and section titles of every topic, so that lists, search
and completion open no topic. Only files whose size or times have changed are read again.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ketacli import __version__
from ketacli.errors import ContentError, Problem
from ketacli.leaflet import Card
from ketacli.library import compiled
from ketacli.library.folder import Folder

Json = dict[str, Any]


class Shelf(NamedTuple):
    """The cards of a language in the library's order, and what is wrong with other topics."""

    cards: tuple[Card, ...]
    problems: tuple[Problem, ...]


def topic_ids(folder: Folder, language: str, first: tuple[str, ...]) -> tuple[str, ...]:
    """The ids of a language's topics: those of `library.yaml` in its order, then the others."""
    found = {name.removesuffix(".yaml") for name in _files(folder, language)}
    ordered = [topic_id for topic_id in first if topic_id in found]
    return (*ordered, *sorted(found.difference(ordered)))


def cards(folder: Folder, language: str, first: tuple[str, ...], kept_in: Path | None) -> Shelf:
    """The cards of every sound topic, and the problems of the others."""
    stamp = " ".join((__version__, *(folder.digest(name) for name in _judged_by(language))))
    known = _known(kept_in, folder, language, stamp)
    files = _files(folder, language)
    reader = _Reader(folder, language)
    index: dict[str, Json] = {}
    for topic_id in topic_ids(folder, language, first):
        signature = files[f"{topic_id}.yaml"]
        entry = known.get(topic_id)
        if entry is None or entry["file"] != signature:
            entry = {"file": signature, **reader.read(topic_id)}
        index[topic_id] = entry
    if kept_in is not None and index != known:
        compiled.keep(kept_in, _name(folder, language), {"stamp": stamp, "topics": index})
    return Shelf(tuple(_cards(index)), tuple(_problems(index)))


def _judged_by(language: str) -> tuple[str, ...]:
    """The files that can make a sound topic unsound without a change of its own."""
    return ("references.yaml", f"{language}/glossary.yaml", f"{language}/style.yaml")


def _files(folder: Folder, language: str) -> dict[str, list[int]]:
    """The topic files of a language with what changes when they do.

    The time of change (ctime) cannot be set by hand, so an edit that keeps size and date shows.
    """
    found: dict[str, list[int]] = {}
    for entry in folder.entries(f"{language}/topics"):
        if entry.name.endswith(".yaml"):
            about = entry.stat(follow_symlinks=False)
            found[entry.name] = [about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino]
    return found


class _Reader:
    """Reads topics for their cards. What judges them is read once, and only if one is read."""

    def __init__(self, folder: Folder, language: str) -> None:
        self._folder = folder
        self._language = language
        self._grounds: Any = None

    def read(self, topic_id: str) -> Json:
        from ketacli.library import pages

        try:
            if self._grounds is None:
                self._grounds = pages.grounds(self._folder, self._language)
            card = pages.card(self._folder, self._language, topic_id, self._grounds)
        except ContentError as error:
            return {"problems": [list(problem) for problem in error.problems]}
        finally:
            self._folder.forget()
        return {
            "title": card.title,
            "purpose": card.purpose,
            "sections": [list(section) for section in card.sections],
        }


def _cards(index: dict[str, Json]) -> Iterator[Card]:
    for topic_id, entry in index.items():
        if "title" in entry:
            sections = tuple((name, title) for name, title in entry["sections"])
            yield Card(topic_id, entry["title"], entry["purpose"], sections)


def _problems(index: dict[str, Json]) -> Iterator[Problem]:
    for entry in index.values():
        for problem in entry.get("problems", []):
            yield Problem(*problem)


def _known(kept_in: Path | None, folder: Folder, language: str, stamp: str) -> dict[str, Json]:
    page = None if kept_in is None else compiled.kept(kept_in, _name(folder, language))
    if page is None or page.get("stamp") != stamp:
        return {}
    known: dict[str, Json] = page["topics"]
    return known


def _name(folder: Folder, language: str) -> str:
    return f"cards-{compiled.library_key(folder.path)}-{language}"
