"""Breaks a line of spans into lines of a page: by terminal cells, never losing a letter. A word
that is wider than the page is cut; scripts without blanks break between their letters.
"""

from collections.abc import Iterator

from ketacli.text import Line, Span

_WIDE = frozenset("WF")


def cells(text: str) -> int:
    """How many terminal cells a text takes."""
    if text.isascii():
        return len(text)
    return sum(map(_cells_of, text))


def wrap(line: Line, width: int) -> tuple[Line, ...]:
    """Break a line into lines of at most `width` cells, dropping blanks where it breaks."""
    rows: list[Line] = []
    row: list[Span] = []
    used = 0
    for word, blank in _words(line, max(width, 1)):
        size = sum(cells(span.text) for span in word)
        if row and used + blank + size > max(width, 1):
            rows.append(_merged(row))
            row, used = [], 0
        if blank and row:
            row.append(_blank_between(row[-1], word[0]))
            used += 1
        row.extend(word)
        used += size
    if row:
        rows.append(_merged(row))
    return tuple(rows)


def _words(line: Line, width: int) -> Iterator[tuple[list[Span], int]]:
    """Each unbreakable run of spans, and 1 where a blank stands before it, else 0."""
    word: list[Span] = []
    blank = 0
    for span in line:
        for number, piece in enumerate(span.text.split(" ")):
            if number:
                if word:
                    yield from _breakable(word, blank, width)
                word, blank = [], 1
            if piece:
                word.append(Span(piece, span.strong, span.term))
    if word:
        yield from _breakable(word, blank, width)


def _breakable(word: list[Span], blank: int, width: int) -> Iterator[tuple[list[Span], int]]:
    """A word as it is, or cut where it must be or may be."""
    text = "".join(span.text for span in word)
    if len(text) <= width and text.isascii():
        yield word, blank
        return
    piece: list[Span] = []
    used = 0
    for span in word:
        for letter in span.text:
            size = _cells_of(letter)
            may_break = size == 2 or (piece and cells(piece[-1].text[-1]) == 2)  # noqa: PLR2004
            if piece and (used + size > width or (may_break and size)):
                yield piece, blank
                piece, used, blank = [], 0, 0
            piece.append(Span(letter, span.strong, span.term))
            used += size
    yield piece, blank


def _merged(row: list[Span]) -> Line:
    """Neighbours in the same manner as one span."""
    merged: list[Span] = []
    for span in row:
        if merged and (merged[-1].strong, merged[-1].term) == (span.strong, span.term):
            span = Span(merged.pop().text + span.text, span.strong, span.term)  # noqa: PLW2901
        merged.append(span)
    return tuple(merged)


def _blank_between(before: Span, after: Span) -> Span:
    """A blank in the manner of both its neighbours, or in none."""
    same = (before.strong, before.term) == (after.strong, after.term)
    return Span(" ", before.strong, before.term) if same else Span(" ")


def _cells_of(letter: str) -> int:
    if letter.isascii():
        return 1
    from unicodedata import category, east_asian_width

    if category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(letter) in _WIDE else 1
