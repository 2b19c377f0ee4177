"""QR codes: what a text looks like as dark and light squares, on a screen, on a web page, and in a
picture. Black on white in its quiet zone, whatever the colours around it are.
"""

import sys
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from itertools import groupby, starmap

from ketacli.errors import NotInstalledError
from ketacli.text import visible

QUIET = 4
"""Light modules on each side, without which a phone does not find the code."""
LETTERS_NAMED = 1
"""Bytes that it takes to say that the text is UTF-8."""
_SMALLEST, _GROWTH = 21, 4
"""Modules on one side of version 1, and how many more each version has."""
# fmt: off
_HOLDS = (
    17, 32, 53, 78, 106, 134, 154, 192, 230, 271, 321, 367, 425, 458, 520, 586, 644, 718, 792, 858,
    929, 1003, 1091, 1171, 1273, 1367, 1465, 1528, 1628, 1732, 1840, 1952, 2068, 2188, 2303, 2431,
    2563, 2699, 2809, 2953,
)
# fmt: on
"""Bytes that each version holds at the lowest level of correction."""
_MOST_KEPT = 20
_NEEDS = "'segno>=1.6'"
"""What the extras install, by name: another project is called ketacli elsewhere."""

HALF_BLOCKS = {(0, 0): " ", (1, 0): "\u2580", (0, 1): "\u2584", (1, 1): "\u2588"}
_BLACK_ON_WHITE = "\x1b[38;5;232;48;5;231m"
_BLACK, _WHITE = "\x1b[48;5;232m", "\x1b[48;5;231m"
"""Of the 240 colours that no theme changes. The first 16 are a theme's own, and in some black is
white; a few themes change those from 16 to 21 too.
"""
_AS_IT_WAS = "\x1b[0m"
_SVG_PIXELS = 4
"""A millimetre for each module where a page is printed: a phone reads a third of that."""
_PNG_PIXELS = 8
"""As many as bits in a byte: in a picture of black and white each module is a byte wide."""
_PIXELS_OF_A_METRE = 1000 * _PNG_PIXELS
"""Printed as large as it says, a module has a millimetre."""
_BIT_DEPTH, _GREY = 1, 0


def check() -> None:
    """Find out early whether codes can be drawn.

    Raises:
        NotInstalledError: what makes them is not there.
    """
    if find_spec("segno") is None:
        raise NotInstalledError("What makes QR codes", f"{sys.executable} -m pip install {_NEEDS}")


@lru_cache(maxsize=_MOST_KEPT)
def rows(text: str) -> tuple[bytes, ...]:
    """The rows of a code with its quiet zone: 1 is a dark module, 0 a light one.

    None at all where there is no text, or too much. 500 bytes take 40 ms once.
    """
    if not version(text):
        return ()
    import segno

    # Named only where it matters: told nothing, some readers take Spanish for Chinese.
    code = segno.make(
        sent(text).decode(),
        error="l",
        micro=False,
        mode="byte",
        encoding="utf-8",
        eci=not text.isascii(),
        boost_error=True,
    )
    return tuple(bytes(module & 1 for module in row) for row in code.matrix_iter(border=QUIET))


def sent(text: str) -> bytes:
    """A text as a code holds it."""
    return text.encode("utf-8", "replace")


def version(text: str) -> int:
    """The version of the smallest code that holds a text, or 0."""
    size = len(sent(text)) + (0 if text.isascii() else LETTERS_NAMED)
    found = bisect_left(_HOLDS, size) + 1
    return found if text.strip() and found <= len(_HOLDS) else 0


def holds(of: int) -> int:
    """How many bytes of any text a version holds. Version 0 is none."""
    return _HOLDS[of - 1] - LETTERS_NAMED if of else 0


def largest(columns: int, lines: int, *, halves: bool = True) -> int:
    """The version of the largest code that a part of a screen has room for, or 0.

    Args:
        columns: of the part.
        lines: of the part.
        halves: two modules stand one above the other in a letter; else one takes two letters.
    """
    # The spare row below an odd number needs half a line.
    modules = min(columns, 2 * lines) if halves else min(columns // 2, lines)
    return max(0, min((modules - 2 * QUIET - _SMALLEST) // _GROWTH + 1, len(_HOLDS)))


def half_blocks(text: str) -> tuple[str, ...]:
    """The lines of a code, two modules one above the other in each letter.

    Dark modules are what the letters paint, so draw them black on white in any theme.
    """
    drawn = rows(text)
    spare = bytes(len(drawn))  # the number of rows is odd
    pairs = zip(drawn[::2], (*drawn[1::2], spare), strict=True) if drawn else ()
    return tuple(
        "".join(HALF_BLOCKS[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in pairs
    )


def terminal(text: str, *, halves: bool = True) -> tuple[str, ...]:
    """The lines of a code in its own colours, for a terminal that has colours.

    Args:
        text: what it holds.
        halves: with half blocks; else with blanks, which every terminal has.
    """
    if halves:
        return tuple(f"{_BLACK_ON_WHITE}{line}{_AS_IT_WAS}" for line in half_blocks(text))
    return tuple("".join((*starmap(_blanks, _runs(row)), _AS_IT_WAS)) for row in rows(text))


def svg(text: str, title: str, language: str = "") -> str:
    """A code as a drawing that has its own white ground.

    Args:
        text: what it holds.
        title: what is said to those who do not see it.
        language: the tag of the language of the title, where it may be another than around it.

    Raises:
        ValueError: no code holds this.
    """
    from html import escape

    drawn = _some(text)
    side = len(drawn)
    size = _SVG_PIXELS * side
    tongue = f' xml:lang="{escape(language)}"' if language else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg"{tongue} width="{size}" height="{size}"'
        f' viewBox="0 -.5 {side} {side}" role="img" shape-rendering="crispEdges">'
        f"<title>{escape(visible(title), quote=False)}</title>"
        f'<path fill="#fff" d="M0-.5h{side}v{side}H0z"/>'
        f'<path stroke="#000" d="{"".join(_strokes(drawn))}"/></svg>\n'
    )


def png(text: str) -> bytes:
    """A code as a picture: the same bytes for the same text.

    Raises:
        ValueError: no code holds this.
    """
    from struct import pack
    from zlib import compress, crc32

    def chunk(kind: bytes, content: bytes) -> bytes:
        return pack(">I", len(content)) + kind + content + pack(">I", crc32(kind + content))

    drawn = _some(text)
    size = _PNG_PIXELS * len(drawn)
    unfiltered = b"\0"
    lines = (unfiltered + row.translate(_DARK_IS_0) for row in drawn for _ in range(_PNG_PIXELS))
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", pack(">IIBBBBB", size, size, _BIT_DEPTH, _GREY, 0, 0, 0)),
            chunk(b"pHYs", pack(">IIB", _PIXELS_OF_A_METRE, _PIXELS_OF_A_METRE, 1)),
            chunk(b"IDAT", compress(b"".join(lines), 9)),
            chunk(b"IEND", b""),
        )
    )


_DARK_IS_0 = bytes.maketrans(b"\0\1", b"\xff\0")


def _some(text: str) -> tuple[bytes, ...]:
    if drawn := rows(text):
        return drawn
    raise ValueError("no code holds this")


def _runs(row: bytes) -> Iterator[tuple[int, int]]:
    """Alike modules side by side: whether they are dark, and how many there are."""
    return ((module, len(tuple(run))) for module, run in groupby(row))


def _blanks(dark: int, modules: int) -> str:
    return (_BLACK if dark else _WHITE) + "  " * modules


def _strokes(drawn: tuple[bytes, ...]) -> Iterator[str]:
    """A stroke through each run of dark modules, from where the one before it ended."""
    reached_x = reached_y = 0
    for y, row in enumerate(drawn):
        x = 0
        for dark, modules in _runs(row):
            if dark:
                told = (f"m{x - reached_x} {y - reached_y}", f"M{x} {y}")
                yield f"{min(told, key=len)}h{modules}"
                reached_x, reached_y = x + modules, y
            x += modules
