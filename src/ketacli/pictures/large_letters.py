"""Text in large letters, drawn with block characters: a program cannot change the letters of its
terminal. Letters are of different widths; a line of five rows holds accents and what hangs below.
"""

from collections.abc import Iterator
from functools import cache
from itertools import product, zip_longest
from unicodedata import combining, normalize

from ketacli.pictures.large_glyphs import ACCENTS, BARE, HEIGHT, INK, Accent, Shape, shapes

ROWS = HEIGHT // 2
"""Rows of the terminal from one line of large letters to the next."""
_USUAL = 5
"""Pixels that most letters are wide."""
_WIDEST = 7
_BETWEEN_LETTERS = 1
_BETWEEN_WORDS = 5
_SMALL_TOP = 3
"""The row in which small letters begin."""
_BELOW = 8
"""The first row below the line that letters stand on."""
_SOFT_DOTTED = "ij"
_BLANKS = str.maketrans("\n\r\t", "   ")
_SAME_SHAPES = str.maketrans(
    {
        "\N{HORIZONTAL ELLIPSIS}": "...",
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{NARROW NO-BREAK SPACE}": "\N{NO-BREAK SPACE}",
    }
)
_NO_SHAPE = "\N{WHITE SQUARE}"
_QUADRANTS = dict(zip(product(BARE + INK, repeat=4), " ▗▖▄▝▐▞▟▘▚▌▙▀▜▛█", strict=True))
"""Upper left, upper right, lower left, lower right."""
_HALVES = dict(zip(product(BARE + INK, repeat=2), " ▄▀█", strict=True))
"""Above, below: all that the font of the Linux console has."""


def lines(text: str, width: int, *, halves: bool = False) -> tuple[str, ...]:
    """The text, wrapped at blanks, in rows of block characters: `ROWS` for each line.

    A word longer than a line is cut. A letter that `lacks` names is drawn as an empty square.

    Args:
        text: one paragraph.
        width: cells of the terminal; as many as the widest letter takes, at least.
        halves: two pixels a cell, not four: letters twice as wide.
    """
    pixels = max(width if halves else 2 * width, _WIDEST)
    return tuple(
        _half_blocks(above, below) if halves else _quadrants(above, below)
        for line in _wrapped(_words(text), pixels)
        for above, below in _pairs_of_rows(line)
    )


def lacks(text: str) -> frozenset[str]:
    """The letters that have no large shape."""
    letters = {letter for word in _words(text) for letter in word}
    return frozenset(normalize("NFC", letter) for letter in letters if _drawing(letter) is None)


def columns(width: int, *, halves: bool = False) -> int:
    """How many letters of the usual width a line holds; narrow ones leave room for more."""
    pixels = width if halves else 2 * width
    return max(1, (pixels + _BETWEEN_LETTERS) // (_USUAL + _BETWEEN_LETTERS))


def _words(text: str) -> list[list[str]]:
    """The words as letters, each with the accents that belong to it."""
    words: list[list[str]] = []
    for word in text.translate(_BLANKS).split(" "):
        letters: list[str] = []
        for character in normalize("NFD", word.translate(_SAME_SHAPES)):
            if letters and combining(character):
                letters[-1] += character
            else:
                letters.append(character)
        if letters:
            words.append(letters)
    return words


def _wrapped(words: list[list[str]], pixels: int) -> Iterator[list[list[Shape]]]:
    """The shapes of each line, word by word, as many as so many pixels hold."""
    line: list[list[Shape]] = []
    used = 0
    for word in words:
        for piece in _pieces([_shape(letter) for letter in word], pixels):
            if line and used + _extent(piece) > pixels:
                yield line
                line, used = [], 0
            line.append(piece)
            used += _extent(piece) + _BETWEEN_WORDS
    if line:
        yield line


def _pieces(word: list[Shape], pixels: int) -> Iterator[list[Shape]]:
    """The word whole where it fits a line, else in the longest pieces that do."""
    piece: list[Shape] = []
    for shape in word:
        if piece and _extent([*piece, shape]) > pixels:
            yield piece
            piece = []
        piece.append(shape)
    yield piece


def _extent(shapes_of_word: list[Shape]) -> int:
    return sum(len(shape[0]) + _BETWEEN_LETTERS for shape in shapes_of_word) - _BETWEEN_LETTERS


def _pairs_of_rows(line: list[list[Shape]]) -> Iterator[tuple[str, str]]:
    """The pixels of a line, two rows at a time: as many as a cell is high."""
    letter_gap, word_gap = BARE * _BETWEEN_LETTERS, BARE * _BETWEEN_WORDS
    rows = [
        word_gap.join(letter_gap.join(shape[row] for shape in word) for word in line)
        for row in range(HEIGHT)
    ]
    return zip(rows[::2], rows[1::2], strict=True)


def _quadrants(above: str, below: str) -> str:
    cells = zip_longest(above[::2], above[1::2], below[::2], below[1::2], fillvalue=BARE)
    return "".join(map(_QUADRANTS.__getitem__, cells)).rstrip()


def _half_blocks(above: str, below: str) -> str:
    cells = zip(above, below, strict=True)
    return "".join(map(_HALVES.__getitem__, cells)).rstrip()


def _shape(letter: str) -> Shape:
    return _drawing(letter) or shapes()[_NO_SHAPE]


@cache
def _drawing(letter: str) -> Shape | None:
    """The shape of a letter with at most one accent, if it can be drawn."""
    shape = shapes().get(letter[0])
    if shape is None or letter[1:] == "":
        return shape
    accent = ACCENTS.get(letter[1:])
    return accent and _with_accent(letter[0], shape, accent)


def _with_accent(letter: str, shape: Shape, accent: Accent) -> Shape | None:
    """The two as one shape, unless the accent would lie upon the letter."""
    base, top = (shape, _BELOW) if accent.below else _with_room_above(letter, shape, accent)
    wide = max(len(base[0]), len(accent.shape[0]))
    rows = [row.center(wide, BARE) for row in base]
    room = wide - len(accent.shape[0])
    left = BARE * (room if accent.at_the_end else room // 2)
    for at, pixels in enumerate(accent.shape, top):
        if INK in rows[at]:
            return None
        rows[at] = (left + pixels).ljust(wide, BARE)
    return tuple(rows)


def _with_room_above(letter: str, shape: Shape, accent: Accent) -> tuple[Shape, int]:
    """The letter with two free rows at its top, and the row in which the accent begins."""
    bare = BARE * len(shape[0])
    if letter in _SOFT_DOTTED:
        shape = (*(bare,) * _SMALL_TOP, *shape[_SMALL_TOP:])
    if any(INK in row for row in shape[:_SMALL_TOP]):
        # A tall letter stays taller than a small one: it gives up one row, and the gap.
        return (bare, bare, *shape[1:6], *shape[7:]), 0
    return shape, _SMALL_TOP - 1 - len(accent.shape)
