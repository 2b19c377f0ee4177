"""Reads files of any state of a library with as few demands as can be: what an old file says counts
also where it breaks a rule that has come since.
"""

from collections.abc import Iterator
from typing import NamedTuple

from ketacli.disclaimer import Disclaimer
from ketacli.errors import ContentError, Problem
from ketacli.labels import fill
from ketacli.library import loading
from ketacli.library.folder import Folder
from ketacli.library.schema import TopicModel
from ketacli.library.schema_house import ReferencesModel, StyleModel
from ketacli.library.validate import validate
from ketacli.library.yaml_reader import Mapping, Node, Place, Scalar, Sequence, items, named, read
from ketacli.site import Clinic

_NOWHERE = Place(0, 0)


class OldDisclaimer(NamedTuple):
    """A disclaimer, and its words as a file."""

    disclaimer: Disclaimer
    node: Node


def topic(folder: Folder, name: str) -> Node:
    """The file of a topic.

    Raises:
        ContentError: it cannot be read.
    """
    return read(folder.read(name), folder.display(name))


def topic_faults(node: Node | None, folder: Folder, name: str) -> tuple[Problem, ...]:
    """Where the file of a topic breaks the rules of today."""
    if node is None:
        return ()
    try:
        validate(TopicModel, node, folder.display(name))
    except ContentError as error:
        return error.problems
    return ()


def abbreviations(folder: Folder, language: str) -> tuple[str, ...]:
    """Words with a full stop that ends no sentence, as far as the language says so."""
    try:
        return loading.load(StyleModel, folder, f"{language}/style.yaml").abbreviations
    except ContentError:
        return ()


def references(folder: Folder) -> ReferencesModel:
    """The sources, as far as they can be read."""
    try:
        return loading.load(ReferencesModel, folder, "references.yaml")
    except ContentError:
        return ReferencesModel(references=())


def disclaimer(folder: Folder, language: str, clinic: Clinic) -> OldDisclaimer:
    """The words that readers were asked about.

    Raises:
        ContentError: they cannot be read.
    """
    found = dict(named(topic(folder, f"{language}/disclaimer.yaml")))
    labels = dict(named(topic(folder, f"{language}/labels.yaml")))
    terms = _text(labels, "clinic_terms_unknown")
    if clinic.terms:
        terms = fill(_text(labels, "clinic_terms"), clinic=clinic.name, terms=clinic.terms)
    paragraphs = (*_texts(found.get("paragraphs")), terms)
    words = Disclaimer(
        language,
        _text(found, "title"),
        tuple(" ".join(text.split()) for text in paragraphs if text),
        *(_text(found, name) for name in ("question", "yes", "no")),
    )
    return OldDisclaimer(words, _as_file(words))


def _text(found: dict[str, Node], name: str) -> str:
    value = found.get(name)
    return value.text.strip() if isinstance(value, Scalar) else ""


def _texts(node: Node | None) -> Iterator[str]:
    for entry in items(node) if node else ():
        if isinstance(entry, Scalar):
            yield entry.text


def _as_file(words: Disclaimer) -> Node:
    """The disclaimer as it would stand in a file, with the words that ketacli adds."""
    entries: tuple[tuple[str, Node], ...] = (
        ("title", _scalar(words.title)),
        ("paragraphs", Sequence(tuple(map(_scalar, words.paragraphs)), _NOWHERE)),
        ("question", _scalar(words.question)),
        ("yes", _scalar(words.yes)),
        ("no", _scalar(words.no)),
    )
    return Mapping(tuple((_scalar(name), value) for name, value in entries), _NOWHERE)


def _scalar(text: str) -> Scalar:
    return Scalar(text, _NOWHERE)
