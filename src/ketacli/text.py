"""What can be drawn: lines of text, lists, charts, pictures. And `visible`, the one border
that foreign text crosses on its way to a screen. Knows nothing of topics or formats.
"""

from enum import StrEnum, unique
from typing import NamedTuple

_CONTROLS_KEPT = "\t\n"
# Each of these hides, reorders or fakes what a reader sees. U+200C, U+200D, U+200E, U+200F,
# U+00A0 and U+00AD are not here: Persian, Indic and other scripts need them.
_DECEIVERS = frozenset(
    {0x061C, 0x200B, 0x2028, 0x2029, 0x2060, 0xFEFF, 0x115F, 0x1160, 0x3164, 0xFFA0}
    | {*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xFFF9, 0xFFFC)}
    | {*range(0xE0000, 0xE0080)}
)
_MOST_MARKS_ON_A_LETTER = 8
_MARKS = frozenset({"Mn", "Me"})
_JOINERS = "Cf"
"""They take no room of their own, so the next mark lands on the same letter."""


def visible(text: str) -> str:
    """Make foreign text safe to draw: whatever could act or hide becomes its code in letters."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in _thin_marks(text))


def hostile(text: str) -> int:
    """Where the first character stands that content must not hold, or -1. Tab and LF are fine."""
    bad = [
        letter for letter in set(text) if letter not in _CONTROLS_KEPT and _acts_or_hides(letter)
    ]
    places = [text.index(letter) for letter in bad]
    return min([*places, *_piled_marks(text)[:1]], default=-1)


def _shown(character: str) -> str:
    if not _acts_or_hides(character):
        return character
    return f"<U+{ord(character):04X}>"


def _acts_or_hides(character: str) -> bool:
    if character.isascii():
        return not character.isprintable()
    if ord(character) in _DECEIVERS:
        return True
    from unicodedata import category

    # Cc control, Cs surrogate, Co private use, Cn not assigned (non-characters too).
    return category(character) in {"Cc", "Cs", "Co", "Cn"}


def _piled_marks(text: str) -> list[int]:
    """Where letters get more combining marks than any script needs."""
    if text.isascii():
        return []
    from unicodedata import category

    marks = 0
    places: list[int] = []
    for place, character in enumerate(text):
        kind = category(character)
        if kind in _MARKS and marks == _MOST_MARKS_ON_A_LETTER:
            places.append(place)
        elif kind in _MARKS:
            marks += 1
        elif kind != _JOINERS:
            marks = 0
    return places


def _thin_marks(text: str) -> str:
    """Cut piles of combining marks, which would paint over the lines above and below."""
    piled = set(_piled_marks(text))
    return "".join(letter for place, letter in enumerate(text) if place not in piled)


class Span(NamedTuple):
    """A run of letters in one manner. `term` is the id of a glossary word, or empty."""

    text: str
    strong: bool = False
    term: str = ""


Line = tuple[Span, ...]
"""Text without line breaks: where it is broken is a matter of the page it is drawn on."""


def letters(line: Line) -> str:
    """The text of a line without its manner."""
    return "".join(span.text for span in line)


def visible_line(line: Line) -> Line:
    """What `visible` makes of the letters of a line, each in the manner of its span."""
    if (text := letters(line)) == visible(text):
        return line
    spans: list[Span] = []
    foreign = shown = ""
    for span in line:
        foreign += span.text
        whole = visible(foreign)
        spans.append(span._replace(text=whole[len(shown) :]))
        shown = whole
    return tuple(spans)


@unique
class Evidence(StrEnum):
    """How strong the ground under a sentence is. The order is that of the evidence file."""

    TRIAL = "trial"
    OBSERVATIONAL = "observational"
    ANIMAL = "animal"
    HYPOTHESIS = "hypothesis"
    CONTESTED = "contested"
    OFFICIAL = "official"


class Ground(NamedTuple):
    """What a sentence rests on, in words ready to print: 'Seen in mice', 'sources 3, 4'."""

    kind: Evidence
    words: str
    cited: str = ""
    sources: tuple[int, ...] = ()


class Paragraph(NamedTuple):
    """One paragraph, and what it rests on."""

    line: Line
    ground: Ground | None = None


class Subheading(NamedTuple):
    """A heading inside a part."""

    text: str


class Bullets(NamedTuple):
    """A list in no order."""

    items: tuple[Paragraph, ...]


class Steps(NamedTuple):
    """A list in order, numbered from 1."""

    items: tuple[Paragraph, ...]


class Callout(NamedTuple):
    """A paragraph that must not be missed. The label says in words what kind it is."""

    label: str
    paragraph: Paragraph


class ChartGroup(NamedTuple):
    """So many of 100 people, and the words for that number."""

    label: str
    people: int
    says: str


class Chart(NamedTuple):
    """Groups of 100 people side by side, and the sentences that say the same."""

    title: str
    groups: tuple[ChartGroup, ...]
    paragraph: Paragraph


@unique
class Still(StrEnum):
    """The three drawings of the snow hill."""

    FRESH_SNOW = "fresh-snow"
    WORN_TRAILS = "worn-trails"
    AFTER_NEW_SNOW = "after-new-snow"


class Picture(NamedTuple):
    """A drawing that is computed, and the words that stand for it where it cannot be seen."""

    still: Still
    shows: str


class Answer(NamedTuple):
    """One answer to a question, and why it fits or does not."""

    text: str
    right: bool
    because: str


class Question(NamedTuple):
    """A question for readers to check what they took in. It never gates and never scores."""

    line: Line
    answers: tuple[Answer, ...]


class Entry(NamedTuple):
    """A word and its meaning, a number and its source, a telephone line and when to call it.

    The id is that of the glossary word, or the number that a paragraph cites.
    """

    id: str
    name: str
    line: Line
    address: str = ""


class Entries(NamedTuple):
    """A list of entries. Numbered ones show their ids as `1.`, others their names as `name:`."""

    items: tuple[Entry, ...]
    numbered: bool = False


Block = Paragraph | Subheading | Bullets | Steps | Callout | Chart | Picture | Question | Entries


def paragraphs(block: Block) -> tuple[Paragraph, ...]:
    """The paragraphs of a block that may cite sources and use glossary words, in order."""
    match block:
        case Paragraph():
            return (block,)
        case Bullets(items) | Steps(items):
            return items
        case Callout(_, paragraph) | Chart(_, _, paragraph):
            return (paragraph,)
        case Subheading() | Picture() | Question() | Entries():
            return ()
