"""The list of sources: which are cited, which by nobody, and which are cited and not there; in the
order of their ids, or as one leaflet numbers them.
"""

import json
from collections.abc import Iterable, Iterator
from enum import StrEnum, unique

from ketacli.errors import ContentError, NotFoundError, Problem, Wanted
from ketacli.leaflet import Role
from ketacli.leaflet_json import from_json
from ketacli.library import house_rules, loading, pages
from ketacli.library.bibliography import Source, source_of
from ketacli.library.bibtex import bibtex
from ketacli.library.cards import topic_ids
from ketacli.library.claims import chosen_language
from ketacli.library.csl_json import csl_item
from ketacli.library.folder import Folder
from ketacli.library.reference_shapes import shape_faults
from ketacli.library.schema_house import LibraryModel, ReferencesModel
from ketacli.library.validate import meant
from ketacli.library.vancouver import vancouver
from ketacli.library.yaml_reader import Node, Scalar, items, named, read
from ketacli.site import Clinic
from ketacli.text import Entries

_FILE = "references.yaml"


@unique
class Style(StrEnum):
    """How sources can be written."""

    VANCOUVER = "vancouver"
    BIBTEX = "bibtex"
    CSL_JSON = "csl-json"


class ReferenceList:
    """The sources of one library."""

    def __init__(self, folder: Folder) -> None:
        """Read the list.

        Raises:
            ContentError: it, or `library.yaml`, breaks the rules.
        """
        self._folder = folder
        self._library = loading.load(LibraryModel, folder, "library.yaml")
        model, node = loading.load_node(ReferencesModel, folder, _FILE)
        file = folder.display(_FILE)
        self.faults = tuple(
            sorted(
                (
                    *house_rules.of_references(model, node, file),
                    *shape_faults(model, node, file),
                )
            )
        )
        """What is wrong with the sources themselves."""
        self._sources = {one.id: source_of(one) for one in model.references}

    def all(self) -> tuple[Source, ...]:
        """Every source, by id."""
        return self._by_id(self._sources)

    def cited_by(self, topic: str, language: str = "") -> tuple[Source, ...]:
        """The sources of one leaflet, in the order in which it numbers them.

        Raises:
            NotFoundError: there is no such language or topic.
            ContentError: the topic cannot be shown.
        """
        tag = chosen_language(self._library, language)
        there_is = topic_ids(self._folder, tag, self._library.topics)
        if topic not in there_is:
            raise NotFoundError(Wanted.TOPIC, topic, there_is)
        leaflet = from_json(pages.leaflet(self._folder, tag, topic, Clinic()))
        blocks = (
            block for part in leaflet.parts if part.role is Role.SOURCES for block in part.blocks
        )
        lists = (block.items for block in blocks if isinstance(block, Entries))
        return tuple(self._sources[entry.name] for entries in lists for entry in entries)

    def used(self) -> "Used":
        """Who cites what, in every language and on every crisis line."""
        return Used(self._folder, self._library, frozenset(self._sources))

    def of(self, ids: Iterable[str]) -> tuple[Source, ...]:
        """Those of some sources that are in the list, by id."""
        return self._by_id(self._sources.keys() & set(ids))

    def without(self, ids: Iterable[str]) -> tuple[Source, ...]:
        """All sources but some, by id."""
        return self._by_id(self._sources.keys() - set(ids))

    def _by_id(self, ids: Iterable[str]) -> tuple[Source, ...]:
        return tuple(self._sources[name] for name in sorted(ids))


class Used:
    """What the files of a library cite. Read as YAML only: a topic that breaks rules cites, too."""

    def __init__(self, folder: Folder, library: LibraryModel, known: frozenset[str]) -> None:
        self._folder = folder
        self._known = known
        self._problems: list[Problem] = []
        self._cited: set[str] = set()
        self._read("help.yaml")
        for language in library.languages:
            for topic in topic_ids(folder, language.tag, library.topics):
                self._read(loading.topic_file(language.tag, topic))
                folder.forget()

    @property
    def cited(self) -> frozenset[str]:
        """The ids that are cited, there or not."""
        return frozenset(self._cited)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Each place that cites what is not there, and files that cannot be read."""
        return tuple(self._problems)

    def _read(self, name: str) -> None:
        file = self._folder.display(name)
        try:
            node = read(self._folder.read(name), file)
        except ContentError as error:
            self._problems.extend(error.problems)
            return
        for source in _cited(node):
            self._cited.add(source.text)
            if source.text not in self._known:
                self._problems.append(self._missing(source, file))

    def _missing(self, source: Scalar, file: str) -> Problem:
        hint = meant(source.text, tuple(sorted(self._known)))
        message = f"`{source.text}` is not in {_FILE}{hint}"
        return Problem(file, source.place.line, source.place.column, "unknown-source", message)


def written(sources: tuple[Source, ...], style: Style, *, numbered: bool) -> Iterator[str]:
    """Sources in a style.

    Args:
        sources: in their order.
        style: how.
        numbered: give each the number that a leaflet gives it; Vancouver only.
    """
    match style:
        case Style.BIBTEX:
            yield "\n".join(map(bibtex, sources))
        case Style.CSL_JSON:
            found = [csl_item(source) for source in sources]
            yield json.dumps(found, indent=2, ensure_ascii=False) + "\n"
        case Style.VANCOUVER:
            for number, source in enumerate(sources, 1):
                mark = f"{number}. " if numbered else ""
                yield f"{mark}{source.id}: {vancouver(source)}\n"
            if not sources:
                yield "None.\n"


def _cited(node: Node) -> Iterator[Scalar]:
    """Every id under a name `sources`, wherever it stands."""
    for name, value in named(node):
        if name == "sources":
            yield from (entry for entry in items(value) if isinstance(entry, Scalar))
        else:
            yield from _cited(value)
    for entry in items(node):
        yield from _cited(entry)
