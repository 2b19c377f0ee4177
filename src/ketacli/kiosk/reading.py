"""A leaflet as the pages of a kiosk: which parts stand together, what opens in place, how long it
takes to read. Every part of the leaflet has its place; none is said twice.
"""

from collections.abc import Iterator
from typing import NamedTuple

from ketacli.kiosk_labels import KioskLabels
from ketacli.leaflet import Leaflet, Part, Role, words_used
from ketacli.text import Block, Callout, Entries, Entry, Paragraph, Question, letters, paragraphs

_TOGETHER = (
    (
        *(Role.OVERDUE, Role.UNCHECKED, Role.SIGNED, Role.TRANSLATION),
        *(Role.PURPOSE, Role.MAIN_MESSAGE, Role.SUMMARY),
    ),
    (Role.KNOWN, Role.NOT_KNOWN),
    (Role.BENEFITS, Role.RISKS),
    (Role.ALTERNATIVES, Role.IF_NOTHING),
    (Role.DATES, Role.DISCLAIMER),
)
"""Parts that share a page. Benefits never stand without the risks beside them."""
_ELSEWHERE = frozenset({Role.HELP, Role.LITERAL, Role.CHECK, Role.WORDS, Role.SOURCES})
"""Parts that are reached by a choice, and are no page of their own."""
_WORDS_A_MINUTE = 150
"""Our own guess, on the slow side: readers here are ill, and need not hurry."""
_FIRST_WIDE = "\u2e80"
"""From here on a letter is about half a word."""


class Sheet(NamedTuple):
    """The parts of a leaflet that stand on one page."""

    parts: tuple[Part, ...]

    @property
    def id(self) -> str:
        """What names the page: the id of its first part."""
        return self.parts[0].id

    @property
    def role(self) -> Role:
        """What its first part is for."""
        return self.parts[0].role


def sheets(leaflet: Leaflet) -> tuple[Sheet, ...]:
    """The pages of a leaflet, in its order."""
    found: list[Sheet] = []
    crisis = tuple(part for part in leaflet.parts if part.role is Role.HELP)
    for part in leaflet.parts:
        if part.role in _ELSEWHERE:
            continue
        if found and _stand_together(found[-1].parts[-1].role, part.role):
            found[-1] = Sheet((*found[-1].parts, part))
        else:  # when to get help, and whom to call, are one page
            found.append(Sheet((part, *(crisis if part.role is Role.GET_HELP else ()))))
    return tuple(found)


def title(leaflet: Leaflet, sheet: Sheet, words: KioskLabels) -> str:
    """What stands above a page of a leaflet."""
    match sheet.role:
        case Role.OVERDUE | Role.UNCHECKED | Role.SIGNED | Role.PURPOSE:
            return f"{leaflet.title}: {words.in_short}"
        case Role.DATES:
            return words.about_leaflet
        case _:
            return sheet.parts[0].title


def literal_of(leaflet: Leaflet, analogy: Part) -> Part | None:
    """The same as an analogy, said without a picture."""
    after = iter(leaflet.parts[leaflet.parts.index(analogy) :])
    return next((part for part in after if part.role is Role.LITERAL), None)


def questions(leaflet: Leaflet) -> tuple[Question, ...]:
    """The questions by which readers check what they took in."""
    checks = (part for part in leaflet.parts if part.role is Role.CHECK)
    blocks = (block for part in checks for block in part.blocks)
    return tuple(block for block in blocks if isinstance(block, Question))


def meanings(leaflet: Leaflet, parts: tuple[Part, ...]) -> tuple[Entry, ...]:
    """The glossary words that some parts use, with their meanings."""
    known = {entry.id: entry for entry in _entries(leaflet, Role.WORDS)}
    return tuple(known[term] for term in words_used(parts) if term in known)


def sources(leaflet: Leaflet, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The list of the sources that some parts cite: one part, or none."""
    fitted = leaflet.only(*(part.id for part in parts))
    return tuple(part for part in fitted.parts if part.role is Role.SOURCES)


def opened(parts: tuple[Part, ...], entries: tuple[Entry, ...]) -> tuple[Part, ...]:
    """The same parts, with the meaning of each word right behind the block that first uses it."""
    closed = {entry.id: entry for entry in entries}
    return tuple(part._replace(blocks=tuple(_opened(part.blocks, closed))) for part in parts)


def minutes(leaflet: Leaflet) -> int:
    """How long a leaflet takes to read, rounded up. Notes on evidence are not counted."""
    parts = (part for sheet in sheets(leaflet) for part in sheet.parts)
    blocks = (block for part in parts if part.role is not Role.HELP for block in part.blocks)
    lines = (paragraph.line for block in blocks for paragraph in paragraphs(block))
    count = sum(_words(letters(line)) for line in lines)
    return max(1, -(-count // _WORDS_A_MINUTE))


def _stand_together(before: Role, role: Role) -> bool:
    return any(before in group and role in group for group in _TOGETHER)


def _entries(leaflet: Leaflet, role: Role) -> Iterator[Entry]:
    for part in leaflet.parts:
        for block in part.blocks:
            if part.role is role and isinstance(block, Entries):
                yield from block.items


def _opened(blocks: tuple[Block, ...], closed: dict[str, Entry]) -> Iterator[Block]:
    for block in blocks:
        yield block
        lines = [paragraph.line for paragraph in paragraphs(block)]
        for term in dict.fromkeys(span.term for line in lines for span in line):
            if (entry := closed.pop(term, None)) is not None:
                yield Callout(entry.name, Paragraph(entry.line))


def _words(text: str) -> int:
    wide = 0 if text.isascii() else sum(letter >= _FIRST_WIDE for letter in text)
    return len(text.split()) + wide // 2
