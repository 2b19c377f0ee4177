"""The index of cards: id, title, purpose and section titles of every topic, so that lists, search
and completion open no topic. Only files whose size or times have changed are read again.
"""

import os
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
    known = _known(kept_in, folder, language)
    fresh: dict[str, Json] = {}
    files = _files(folder, language)
    changed = False
    for topic_id in topic_ids(folder, language, first):
        stamp = files[f"{topic_id}.yaml"]
        entry = known.get(topic_id)
        if entry is None or entry["stamp"] != stamp:
            entry = {"stamp": stamp, **_read(folder, language, topic_id)}
            changed = True
        fresh[topic_id] = entry
    if kept_in is not None and (changed or len(known) != len(fresh)):
        page = {"stamp": __version__, "topics": fresh}
        compiled.keep(kept_in, _name(folder, language), page)
    return Shelf(tuple(_cards(fresh)), tuple(_problems(fresh)))


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


def _read(folder: Folder, language: str, topic_id: str) -> Json:
    from ketacli.library import pages

    try:
        card = pages.card(folder, language, topic_id)
    except ContentError as error:
        return {"problems": [_problem_to_json(problem) for problem in error.problems]}
    finally:
        folder.forget()
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


def _problem_to_json(problem: Problem) -> list[str | int]:
    return [problem.file, problem.line, problem.column, problem.rule, problem.message]


def _known(kept_in: Path | None, folder: Folder, language: str) -> dict[str, Json]:
    page = None if kept_in is None else compiled.kept(kept_in, _name(folder, language))
    if page is None or page.get("stamp") != __version__:
        return {}
    known: dict[str, Json] = page["topics"]
    return known


def _name(folder: Folder, language: str) -> str:
    from hashlib import sha256

    key = sha256(os.fsencode(folder.path)).hexdigest()[:16]
    return f"cards-{key}-{language}"
