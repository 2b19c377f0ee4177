"""The leaflet: a finished document in one language that carries its disclaimer inside it.
Owns what it is made of and what may be left out of it. `leaflet_json` writes it down.
"""

from enum import StrEnum, unique
from typing import TYPE_CHECKING, NamedTuple

from ketacli.text import (
    Block,
    Bullets,
    Callout,
    Chart,
    Entries,
    Entry,
    Ground,
    Paragraph,
    Steps,
    paragraphs,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@unique
class Role(StrEnum):
    """What a part of a leaflet is for. The order is the order of a whole leaflet."""

    HELP = "help"
    OVERDUE = "overdue"
    UNCHECKED = "unchecked"
    SIGNED = "signed"
    TRANSLATION = "translation"
    PURPOSE = "purpose"
    MAIN_MESSAGE = "main-message"
    SUMMARY = "summary"
    SECTION = "section"
    ANALOGY = "analogy"
    LITERAL = "literal"
    KNOWN = "known"
    NOT_KNOWN = "not-known"
    BENEFITS = "benefits"
    RISKS = "risks"
    ALTERNATIVES = "alternatives"
    IF_NOTHING = "if-nothing"
    ACTIONS = "actions"
    QUESTIONS = "questions"
    GET_HELP = "get-help"
    CHECK = "check"
    WORDS = "words"
    SOURCES = "sources"
    DATES = "dates"
    DISCLAIMER = "disclaimer"
    LIST = "list"
    """A list that is no topic: the shelf, the glossary."""


_NOTICES = frozenset({Role.OVERDUE, Role.UNCHECKED, Role.SIGNED, Role.TRANSLATION})
_ALWAYS = frozenset({Role.HELP, *_NOTICES, Role.WORDS, Role.SOURCES, Role.DATES, Role.DISCLAIMER})
"""Roles that stay whatever a reader asks for: who to call, who checked, what was acknowledged."""


class Part(NamedTuple):
    """A heading and what stands below it. The id is what `--section` and links name."""

    role: Role
    id: str
    title: str
    blocks: tuple[Block, ...]


class Card(NamedTuple):
    """All that lists, search and completion may know of a topic."""

    id: str
    title: str
    purpose: str
    sections: tuple[tuple[str, str], ...] = ()
    """Id and title of each section, for completion."""


class Leaflet(NamedTuple):
    """A finished document: every word of it, in order, and nothing about how it looks."""

    id: str
    language: str
    title: str
    parts: tuple[Part, ...]

    def for_region(self, region: str) -> "Leaflet":
        """Keep the crisis lines of one region. An unknown region keeps all."""
        wanted = f"help-{region}"
        if all(part.id != wanted for part in self.parts):
            return self
        kept = (part for part in self.parts if part.role is not Role.HELP or part.id == wanted)
        return self._replace(parts=tuple(kept))

    def picture_left_out(self) -> "Leaflet":
        """The literal twin: every analogy gives way to the same said without a picture."""
        return self._keeping(part for part in self.parts if part.role is not Role.ANALOGY)

    def sources_left_out(self) -> "Leaflet":
        """The same sentences without source numbers and without the list of sources."""
        kept = (part for part in self.parts if part.role is not Role.SOURCES)
        parts = (part._replace(blocks=tuple(map(_uncited, part.blocks))) for part in kept)
        return self._replace(parts=tuple(parts))

    def with_disclaimer(self, shown: Part) -> "Leaflet":
        """The same leaflet with another part in the place of its disclaimer."""
        parts = (shown if part.role is Role.DISCLAIMER else part for part in self.parts)
        return self._replace(parts=tuple(parts))

    def section_ids(self) -> tuple[str, ...]:
        """What `only` accepts, in reading order."""
        return tuple(part.id for part in self.parts if part.role not in _ALWAYS)

    def only(self, *section_ids: str) -> "Leaflet":
        """Some parts, still with the crisis lines, the notices, sources and the disclaimer."""
        return self._keeping(
            part for part in self.parts if part.role in _ALWAYS or part.id in section_ids
        )

    def _keeping(self, parts: "Iterable[Part]") -> "Leaflet":
        """Some of the parts, with the words and the sources that these use, and no others."""
        kept = tuple(parts)
        used = {name for part in kept for block in part.blocks for name in _uses(block)}
        fitted = (_fitted(part, used) for part in kept)
        return self._replace(parts=tuple(part for part in fitted if part.blocks))


def words_used(parts: tuple[Part, ...]) -> tuple[str, ...]:
    """The ids of the glossary words in some parts, in the order of their first use."""
    blocks = (block for part in parts for block in part.blocks)
    lines = (paragraph.line for block in blocks for paragraph in paragraphs(block))
    return tuple(dict.fromkeys(span.term for line in lines for span in line if span.term))


def _uses(block: Block) -> "Iterator[str]":
    for paragraph in paragraphs(block):
        yield from (span.term for span in paragraph.line if span.term)
        if paragraph.ground is not None:
            yield from map(str, paragraph.ground.sources)


def _fitted(part: Part, used: set[str]) -> Part:
    if part.role not in {Role.WORDS, Role.SOURCES}:
        return part
    return part._replace(blocks=tuple(_fitted_blocks(part.blocks, used)))


def _fitted_blocks(blocks: tuple[Block, ...], used: set[str]) -> "Iterator[Block]":
    for block in blocks:
        match block:
            case Entries(items, numbered):
                kept: tuple[Entry, ...] = tuple(entry for entry in items if entry.id in used)
                if kept:
                    yield Entries(kept, numbered)
            case _:
                yield block


def _uncited(block: Block) -> Block:
    match block:
        case Paragraph():
            return _uncited_paragraph(block)
        case Bullets(items):
            return Bullets(tuple(map(_uncited_paragraph, items)))
        case Steps(items):
            return Steps(tuple(map(_uncited_paragraph, items)))
        case Callout(label, paragraph):
            return Callout(label, _uncited_paragraph(paragraph))
        case Chart(title, groups, paragraph):
            return Chart(title, groups, _uncited_paragraph(paragraph))
        case _:
            return block


def _uncited_paragraph(paragraph: Paragraph) -> Paragraph:
    if paragraph.ground is None:
        return paragraph
    return paragraph._replace(ground=Ground(paragraph.ground.kind, paragraph.ground.words))
