"""What a check may look at: one topic, the leaflet that readers get of it, and its library."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from ketacli.errors import Problem
from ketacli.library import loading, pages
from ketacli.library.folder import Folder
from ketacli.library.inline import unmarked
from ketacli.library.passages import passages
from ketacli.library.schema import (
    BulletsItem,
    ChartItem,
    PictureItem,
    StepsItem,
    TopicModel,
)
from ketacli.library.schema_house import LibraryModel, SaidOfItself, StyleModel
from ketacli.library.style import style_faults
from ketacli.library.validate import find
from ketacli.library.words import sentences
from ketacli.library.words_rated import words_rated
from ketacli.library.yaml_reader import Node, Place, items
from ketacli.site import Clinic

_THE_LIBRARY = "library."


class Spot(NamedTuple):
    """A field, where it stands, and how much is in it."""

    field: str
    file: str
    line: int
    column: int
    entries: int
    """How many entries a list has; 1 for a text; 0 where the field is left out."""


@dataclass(frozen=True)
class Material:
    """One topic as the standards see it."""

    id: str
    language: str
    first_language: str
    file: str
    topic: TopicModel
    node: Node
    words: str
    """What stands for the words that people rate."""
    library: LibraryModel
    library_file: str
    library_node: Node
    style: StyleModel
    shown: frozenset[str]
    """Each piece of text that a reader of the leaflet sees."""
    faults: tuple[Problem, ...]
    """What the rules of good writing say."""

    @property
    def said(self) -> SaidOfItself:
        """What readers are told about its library."""
        return self.library.said(self.language)

    def told(self, *rules: str) -> tuple[Problem, ...]:
        """The faults of some rules of good writing."""
        return tuple(fault for fault in self.faults if fault.rule in rules)

    def shows(self, text: str) -> bool:
        """Whether a text of the library stands in the leaflet, alone or in a sentence."""
        sought = " ".join(text.split())
        return any(sought in piece for piece in self.shown)

    def sentences(self) -> int:
        """How many sentences there are in it."""
        prose = (unmarked(found.text) for found in passages(self.node) if found.is_prose)
        return sum(len(sentences(text, self.style.abbreviations)) for text in prose)

    def visual_aids(self) -> int:
        """How many charts and pictures a reader sees."""
        in_body = sum(isinstance(item, ChartItem | PictureItem) for item in self._body())
        return in_body + (len(self.topic.analogy.picture) if self.topic.analogy else 0)

    def lists_in_sections(self) -> int:
        """How many lists stand in its sections."""
        return sum(isinstance(item, BulletsItem | StepsItem) for item in self._body())

    def sources(self) -> int:
        """How many sources its claims rest on."""
        return len({source.text for found in passages(self.node) for source in found.sources})

    def spot(self, field: str) -> Spot:
        """Where a field of the topic stands, or, as `library.funding`, one of the library."""
        of_library = field.startswith(_THE_LIBRARY)
        node, file = (
            (self.library_node, self.library_file) if of_library else (self.node, self.file)
        )
        at, place = find(node, (field.removeprefix(_THE_LIBRARY),))
        if at is node:
            return Spot(field, file, 0, 0, 0)
        return Spot(field, file, place.line, place.column, len(items(at)) or 1)

    def start(self) -> Place:
        """Where the topic starts."""
        return self.node.place

    def _body(self) -> Iterator[object]:
        return (item for section in self.topic.sections for item in section.body)


def material(folder: Folder, language: str, topic_id: str) -> Material:
    """All there is to see of one topic.

    Raises:
        ContentError: no reader gets this topic, as it breaks the rules.
    """
    page = pages.leaflet(folder, language, topic_id, Clinic())
    topic, node = loading.load_topic(folder, language, topic_id)
    library, library_node = loading.load_node(LibraryModel, folder, "library.yaml")
    style = loading.load(StyleModel, folder, f"{language}/style.yaml")
    file = folder.display(loading.topic_file(language, topic_id))
    return Material(
        id=topic_id,
        language=language,
        first_language=library.languages[0].tag,
        file=file,
        topic=topic,
        node=node,
        words=words_rated(node, language),
        library=library,
        library_file=folder.display("library.yaml"),
        library_node=library_node,
        style=style,
        shown=frozenset(_texts(page)),
        faults=tuple(style_faults(node, file, style)),
    )


def _texts(page: Any) -> Iterator[str]:
    match page:
        case str():
            yield " ".join(page.split())
        case dict():
            for value in page.values():
                yield from _texts(value)
        case list():
            for value in page:
                yield from _texts(value)
        case _:
            return
