"""Breaks text into lines of a page: by terminal cells, never losing a letter. A word that is wider
than the page is cut. Scripts without blanks break between their letters, but not before what
closes, not behind what opens, and not beside a figure, as long as the line can end earlier.
"""

from collections.abc import Iterator

from ketacli.text import Line, Span, letters

_WIDE = frozenset("WF")
_NO_WIDTH = frozenset({"Mn", "Me"})
_JOINERS = frozenset("\u200c\u200d\u200e\u200f")
"""They take no room. A soft hyphen does: terminals draw it."""
_FIGURES = frozenset("0123456789")
_OPENS = frozenset(
    "([{\u00ab\u2018\u201c\uff08\uff3b\uff5b\u3008\u300a\u300c\u300e\u3010\u3014\u3016"
)
_CLOSES = frozenset(
    ")]}\u00bb\u2019\u201d\uff09\uff3d\uff5d\u3009\u300b\u300d\u300f\u3011\u3015\u3017"
)
_POINTS = frozenset(
    ".,:;?!%\u2026\u2014\u3001\u3002\u30fb\uff0c\uff0e\uff1a\uff1b\uff1f\uff01\uff05\uff5e"
)
_HANGS_ON = _CLOSES | _POINTS | _FIGURES
"""Next to a wide letter, no line starts with one of these."""
_HOLDS_ON = _OPENS | _FIGURES | frozenset("\u00a0\u200d\u202f")
"""Next to a wide letter, no line ends with one of these."""
WIDEST_LETTER = 2
"""No letter takes more cells."""


def cells(text: str) -> int:
    """How many terminal cells a text takes."""
    if text.isascii():
        return len(text)
    return sum(map(_cells_of, text))


def wrap_text(text: str, width: int) -> list[str]:
    """Break a text into lines of at most `width` cells, dropping blanks where it breaks."""
    return [text[start:end] for start, end in _breaks(text, max(width, 1))]


def wrap(line: Line, width: int) -> list[Line]:
    """Break a line of spans as `wrap_text` breaks its letters."""
    return [_cut(line, start, end) for start, end in _breaks(letters(line), max(width, 1))]


def _breaks(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Where each line starts and ends."""
    start, whole = 0, len(text)
    while start < whole:
        if text[start] == " ":
            start += 1
            continue
        end = _end(text, start, width)
        yield start, start + len(text[start:end].rstrip(" "))
        start = end


def _end(text: str, start: int, width: int) -> int:
    """Where a line that starts here must end, at the latest place where it may break."""
    if text.isascii():
        full = start + width
        if full >= len(text):
            return len(text)
        blank = text.rfind(" ", start, full + 1)
        return blank if blank > start else full
    used, place = 0, start
    may_break = 0
    before = 0
    while place < len(text):
        size = _cells_of(text[place])
        if text[place] == " " or (
            place > start and WIDEST_LETTER in (size, before) and size and _may_part(text, place)
        ):
            may_break = place
        if used + size > width and place > start:
            return may_break or place
        used += size
        before = size or before
        place += 1
    return place


def _may_part(text: str, place: int) -> bool:
    """Whether a line may end before this letter, where one of the two is wide."""
    return text[place] not in _HANGS_ON and text[place - 1] not in _HOLDS_ON


def _cut(line: Line, start: int, end: int) -> Line:
    """The spans between two places of a line's letters."""
    kept: list[Span] = []
    place = 0
    for span in line:
        first, last = max(start - place, 0), min(end - place, len(span.text))
        if first < last:
            kept.append(Span(span.text[first:last], span.strong, span.term))
        place += len(span.text)
    return tuple(kept)


def _cells_of(letter: str) -> int:
    if letter.isascii():
        return 1
    from unicodedata import category, east_asian_width

    if letter in _JOINERS or category(letter) in _NO_WIDTH:
        return 0
    return WIDEST_LETTER if east_asian_width(letter) in _WIDE else 1
