"""The rules that stand between a sentence and a reader: each claim has its source, each source was
read, each animal is named, each word that is explained exists. A topic that breaks one is not
shown.
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import NamedTuple

from ketacli.errors import Problem
from ketacli.leaflet import Role
from ketacli.library import inline
from ketacli.library.passages import Passage, passages
from ketacli.library.schema_house import StyleModel, TermModel
from ketacli.library.validate import first_ones
from ketacli.library.words import find_word, sentences
from ketacli.library.yaml_reader import Node, Scalar, items, named
from ketacli.text import Evidence


class Grounds(NamedTuple):
    """What the claims of a topic can rest on."""

    sources: dict[str, bool]
    """The id of every source, and whether its findings were read."""
    terms: frozenset[str]
    style: StyleModel
    glossary: Mapping[str, TermModel] = {}
    """The words of the glossary by their ids: what a topic explains is signed with it."""


def ungrounded(node: Node, file: str, grounds: Grounds) -> Iterator[Problem]:
    """What keeps a topic from its readers: its first problems, each once."""
    # The words of a chart share their sources, so a faulty source turns up with each of them.
    return first_ones(_problems(node, file, grounds), file)


def _problems(node: Node, file: str, grounds: Grounds) -> Iterator[Problem]:
    for passage in passages(node):
        yield from _marks(passage, file, grounds)
        yield from _sources(passage, file, grounds)
        yield from _claim(passage, file, grounds.style)
        yield from _animal(passage, file, grounds.style)
    yield from _shape(node, file)


def _marks(passage: Passage, file: str, grounds: Grounds) -> Iterator[Problem]:
    for fault in inline.faults(passage.text):
        yield _at(passage.scalar, file, "markup", fault)
    for term in dict.fromkeys(inline.terms_in(passage.text)):
        if term not in grounds.terms:
            close = get_close_matches(term, sorted(grounds.terms), n=1)
            hint = f"; did you mean `{close[0]}`?" if close else ""
            message = f"`{term}` is not in the glossary{hint}"
            yield _at(passage.scalar, file, "unknown-term", message)


def _sources(passage: Passage, file: str, grounds: Grounds) -> Iterator[Problem]:
    for source in passage.sources:
        if source.text not in grounds.sources:
            close = get_close_matches(source.text, sorted(grounds.sources), n=1)
            hint = f"; did you mean `{close[0]}`?" if close else ""
            message = f"`{source.text}` is not in references.yaml{hint}"
            yield _at(source, file, "unknown-source", message)
        elif not grounds.sources[source.text]:
            message = f"the findings of `{source.text}` are not verified, so it carries no claim"
            yield _at(source, file, "unverified-source", message)


def _claim(passage: Passage, file: str, style: StyleModel) -> Iterator[Problem]:
    if passage.evidence or not passage.may_claim:
        return
    if word := find_word(inline.unmarked(passage.text), style.claim_words):
        message = f"this names `{word}`, so it is a claim: it needs `evidence` and `sources`"
        yield _at(passage.scalar, file, "claim-without-source", message)


def _animal(passage: Passage, file: str, style: StyleModel) -> Iterator[Problem]:
    if passage.evidence != Evidence.ANIMAL or not passage.is_prose:
        return
    names = tuple(word for words in style.animals.values() for word in words)
    for sentence in sentences(inline.unmarked(passage.text), style.abbreviations):
        if not find_word(sentence, names):
            message = f"an animal finding names its animal in each sentence: {_start(sentence)}"
            yield _at(passage.scalar, file, "animal-not-named", message)


def _shape(node: Node, file: str) -> Iterator[Problem]:
    """What the schema cannot see: ids that repeat, and an analogy that follows no section."""
    found = dict(named(node))
    seen: set[str] = set()
    for section in items(found["sections"]):
        section_id = dict(named(section))["id"]
        if not isinstance(section_id, Scalar):
            continue
        if section_id.text in seen or section_id.text in _TAKEN:
            message = f"the id `{section_id.text}` is taken already"
            yield _at(section_id, file, "repeated-id", message)
        seen.add(section_id.text)
    after = dict(named(found["analogy"]))["after"] if "analogy" in found else None
    if isinstance(after, Scalar) and after.text not in seen:
        yield _at(after, file, "unknown-section", f"no section has the id `{after.text}`")


_TAKEN = frozenset(role.value for role in Role)
"""The ids of the parts that every leaflet has."""


def _at(scalar: Scalar, file: str, rule: str, message: str) -> Problem:
    return Problem(file, scalar.place.line, scalar.place.column, rule, message)


def _start(sentence: str) -> str:
    return sentence if len(sentence) <= 60 else sentence[:57] + "..."  # noqa: PLR2004
