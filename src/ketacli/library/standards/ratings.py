"""What people said of items: read for a report, and looked at by `check`. A rating counts for
exactly the words that were rated, in one language.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ketacli.errors import ContentError, Problem, Severity
from ketacli.library import loading
from ketacli.library.folder import Folder, is_there
from ketacli.library.house_rules import at
from ketacli.library.schema_house import LibraryModel
from ketacli.library.schema_ratings import Mark, RatingsModel, SittingModel, Standard
from ketacli.library.standards.instruments import instrument
from ketacli.library.validate import Loc
from ketacli.library.words_rated import words_rated
from ketacli.library.yaml_reader import Node

FILE = "ratings.yaml"


class Rating(NamedTuple):
    """What one person said of one item."""

    mark: Mark
    by: str
    role: str
    day: date


class Key(NamedTuple):
    """What a rating is of."""

    topic: str
    language: str
    standard: Standard
    item: str
    words: str
    """Which words."""


class Ratings:
    """The ratings of a library."""

    def __init__(self, model: RatingsModel) -> None:
        self._of: dict[Key, Rating] = {}
        self._last: dict[Key, Rating] = {}
        """Without the words: the youngest rating of an item, whatever was rated."""
        for sitting in model.ratings:
            for key, mark in _keys(sitting):
                rating = Rating(mark, sitting.by, sitting.role, sitting.day)
                self._of.setdefault(key, rating)
                any_words = key._replace(words="")
                known = self._last.get(any_words)
                if known is None or known.day <= rating.day:
                    self._last[any_words] = rating

    def of(self, key: Key) -> Rating | None:
        """The rating of exactly these words, or None."""
        return self._of.get(key)

    def lapsed(self, key: Key) -> Rating | None:
        """The youngest rating of an item where these words have none."""
        return None if key in self._of else self._last.get(key._replace(words=""))


def read_ratings(folder: Folder) -> Ratings:
    """The ratings of a library; a library without the file has none.

    Raises:
        ContentError: the file breaks the rules.
    """
    if not is_there(folder.path / FILE):
        return Ratings(RatingsModel(ratings=()))
    return Ratings(loading.load(RatingsModel, folder, FILE))


def of_ratings(
    model: RatingsModel, node: Node, file: str, folder: Folder, today: date
) -> Iterator[Problem]:
    """What `check` says of the file: what it names must be there, and be rated once."""
    languages = _languages(folder)
    words = _Words(folder)
    seen: set[Key] = set()
    current = {key for sitting in model.ratings for key, _ in _keys(sitting)}
    for number, sitting in enumerate(model.ratings):
        loc: Loc = ("ratings", number)
        if sitting.day > today:
            message = f"{sitting.day} has not come yet"
            yield at(node, (*loc, "day"), file, "future-check", message)
        yield from _of_items(sitting, node, file, loc)
        yield from _repeated(sitting, node, file, loc, seen)
        if languages and sitting.language not in languages:
            message = f"the library has no language `{sitting.language}`"
            yield at(node, (*loc, "language"), file, "unknown-language", message)
        elif (now := words.of(sitting)) is None:
            message = f"there is no topic `{sitting.topic}`"
            yield at(node, (*loc, "topic"), file, "unknown-topic", message)
        elif now and any(key._replace(words=now) not in current for key, _ in _keys(sitting)):
            message = f"`{sitting.topic}` has other words now, so this counts no more"
            problem = at(node, (*loc, "words"), file, "rating-lapsed", message)
            yield problem._replace(severity=Severity.WARNING)


def _of_items(sitting: SittingModel, node: Node, file: str, loc: Loc) -> Iterator[Problem]:
    table = instrument(sitting.standard)
    for number, mark in sitting.items.items():
        where = (*loc, "items", number)
        item = table.item(number)
        if item is None:
            message = f"`{sitting.standard}` has no item `{number}`"
            yield at(node, where, file, "unknown-item", message)
        elif mark not in item.marks:
            message = f"item {number} of `{sitting.standard}` is rated {_one_of(item.marks)}"
            yield at(node, where, file, "rating-scale", message)


def _repeated(
    sitting: SittingModel, node: Node, file: str, loc: Loc, seen: set[Key]
) -> Iterator[Problem]:
    for key, _ in _keys(sitting):
        if key in seen:
            message = f"item {key.item} of `{key.standard}` is rated twice for these words"
            yield at(node, (*loc, "items", key.item), file, "repeated-rating", message)
        seen.add(key)


class _Words:
    """What stands for the words of topics now, each worked out once."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._known: dict[tuple[str, str], str | None] = {}

    def of(self, sitting: SittingModel) -> str | None:
        """None where there is no such topic, and '' where it is faulty, which is told elsewhere."""
        asked = (sitting.language, sitting.topic)
        if asked not in self._known:
            self._known[asked] = self._work_out(*asked)
        return self._known[asked]

    def _work_out(self, language: str, topic: str) -> str | None:
        name = loading.topic_file(language, topic)
        if not is_there(self._folder.path / name):
            return None
        try:
            _, node = loading.load_topic(self._folder, language, topic)
        except ContentError:
            return ""
        finally:
            self._folder.forget()
        return words_rated(node, language)


def _keys(sitting: SittingModel) -> Iterator[tuple[Key, Mark]]:
    for number, mark in sitting.items.items():
        words = (sitting.standard, number, sitting.words)
        yield Key(sitting.topic, sitting.language, *words), mark


def _languages(folder: Folder) -> tuple[str, ...]:
    try:
        library = loading.load(LibraryModel, folder, "library.yaml")
    except ContentError:  # told by the check of that file
        return ()
    return tuple(language.tag for language in library.languages)


def _one_of(marks: tuple[Mark, ...]) -> str:
    return f"{', '.join(marks[:-1])} or {marks[-1]}"
