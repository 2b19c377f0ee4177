"""Rules between files: what one file names, another must have. One function per kind of file."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ketacli.errors import Problem
from ketacli.labels import Labels, slots
from ketacli.library.schema_house import (
    DisclaimerModel,
    GlossaryModel,
    HelpModel,
    LibraryModel,
    ReferenceModel,
    ReferencesModel,
)
from ketacli.library.validate import Loc, find
from ketacli.library.words import sentences
from ketacli.library.yaml_reader import Node

if TYPE_CHECKING:
    from typing import Any

_FIELDS_NOT_SEEN = frozenset({"authors", "year", "title", "volume", "pages", "doi", "url"})
_MONTHS = 12


def of_references(model: ReferencesModel, node: Node, file: str) -> Iterator[Problem]:
    """Each source once, with an address that a reader can follow."""
    ids = [reference.id for reference in model.references]
    yield from _repeated(ids, "references", node, file)
    for number, reference in enumerate(model.references):
        loc = ("references", number, "id")
        if not (reference.doi or reference.url) and not _needs_no_address(reference):
            message = f"`{reference.id}` has neither a DOI nor an address"
            yield at(node, loc, file, "source-without-address", message)
        for field in reference.not_seen:
            if field not in _FIELDS_NOT_SEEN:
                message = f"`{field}` under not_seen is no field of a source"
                yield at(node, loc, file, "unknown-field", message)


def of_glossary(model: GlossaryModel, node: Node, file: str) -> Iterator[Problem]:
    """Each word once, with a meaning of one sentence."""
    yield from _repeated([term.id for term in model.terms], "terms", node, file)
    for number, term in enumerate(model.terms):
        if len(sentences(term.meaning)) > 1:
            message = f"the meaning of `{term.id}` is one sentence"
            yield at(node, ("terms", number, "meaning"), file, "long-meaning", message)


def of_labels(labels: Labels, node: Node, file: str, help_model: HelpModel) -> Iterator[Problem]:
    """Each slot in its label, a name for each region and a sentence for each crisis line."""
    yield from slots_of(Labels, labels, node, file)
    lines = [line.id for region in help_model.regions for line in region.lines]
    regions = [region.id for region in help_model.regions]
    yield from _unnamed("regions", regions, labels.regions, node, file)
    yield from _unnamed("help_lines", lines, labels.help_lines, node, file)
    for name, text in labels.help_lines.items():
        if "{number}" not in text:
            loc = ("help_lines", name)
            yield at(node, loc, file, "slot-missing", f"`{name}` does not hold the slot {{number}}")
    if len(labels.months) != _MONTHS:
        yield at(node, ("months",), file, "months", "a year has 12 months")


def slots_of(
    kind: "type[tuple[Any, ...]]", labels: object, node: Node, file: str
) -> Iterator[Problem]:
    """Each slot stands in its label.

    Args:
        kind: the values that say which slots there are.
        labels: what the file says, by the same names.
        node: the file.
        file: its name.
    """
    for name, needed in slots(kind).items():
        for slot in needed:
            if f"{{{slot}}}" not in getattr(labels, name):
                message = f"`{name}` does not hold the slot {{{slot}}}"
                yield at(node, (name,), file, "slot-missing", message)


def of_help(model: HelpModel, node: Node, file: str, sources: dict[str, bool]) -> Iterator[Problem]:
    """Crisis lines rest on sources too, and no country belongs to two regions."""
    yield from _repeated([region.id for region in model.regions], "regions", node, file)
    territories = [code for region in model.regions for code in region.territories]
    for code, count in Counter(territories).items():
        if count > 1:
            yield at(node, ("regions",), file, "repeated-id", f"{code} belongs to two regions")
    for number, region in enumerate(model.regions):
        for position, line in enumerate(region.lines):
            for source in line.sources:
                if not sources.get(source, False):
                    loc: Loc = ("regions", number, "lines", position, "sources")
                    message = f"`{source}` is not in references.yaml, or not verified"
                    yield at(node, loc, file, "unknown-source", message)


def of_disclaimer(model: DisclaimerModel, node: Node, file: str) -> Iterator[Problem]:
    """Yes and no must be told apart."""
    if model.yes.casefold() == model.no.casefold():
        yield at(node, ("no",), file, "yes-is-no", "`yes` and `no` are the same word")


def of_library(
    model: LibraryModel, node: Node, file: str, folders: tuple[str, ...], topics: tuple[str, ...]
) -> Iterator[Problem]:
    """Every language that is offered is there, every folder is offered, every topic exists."""
    tags = [language.tag for language in model.languages]
    yield from _repeated(tags, "languages", node, file)
    yield from _repeated(list(model.topics), "topics", node, file)
    for number, tag in enumerate(tags):
        if tag not in folders:
            message = f"the language `{tag}` has no folder"
            yield at(node, ("languages", number, "tag"), file, "unknown-language", message)
    for number, language in enumerate(model.languages[1:], start=1):
        for field in ("publisher", "funding", "updates"):
            if getattr(language, field) is None:
                message = f"`{language.tag}` has no words of its own for `{field}`"
                yield at(node, ("languages", number), file, "translation-missing", message)
    for folder in folders:
        if folder not in tags:
            message = f"the folder `{folder}` is no language of this library"
            yield at(node, ("languages",), file, "unknown-language", message)
    for number, topic in enumerate(model.topics):
        if topic not in topics:
            message = f"there is no topic `{topic}`"
            yield at(node, ("topics", number), file, "unknown-topic", message)


def at(node: Node, loc: Loc, file: str, rule: str, message: str) -> Problem:
    """A problem at the place that a path of names and numbers leads to."""
    _, place = find(node, loc)
    return Problem(file, place.line, place.column, rule, message)


def _needs_no_address(reference: ReferenceModel) -> bool:
    """A book has none; and an address that nobody has seen is not printed."""
    return reference.journal.startswith("book") or bool({"doi", "url"} & set(reference.not_seen))


def _repeated(ids: list[str], under: str, node: Node, file: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, name in enumerate(ids):
        if name in seen:
            loc = (under, number, "id")
            yield at(node, loc, file, "repeated-id", f"the id `{name}` is taken already")
        seen.add(name)


def _unnamed(
    label: str, ids: list[str], named: dict[str, str], node: Node, file: str
) -> Iterator[Problem]:
    for name in ids:
        if name not in named:
            message = f"`{label}` has no words for `{name}`, which help.yaml names"
            yield at(node, (label,), file, "unnamed", message)
