"""Reads QR codes back, as a phone does: from rows of modules, from pictures, and from the cells of
a terminal in any theme.
"""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pyte

PATIENCE = 60
"""Seconds. A slow machine is no fault."""
QUIET = 4
_SCALE = 4
_CELL_WIDTH, _HALF_CELL = 4, 4
_HALVES = {" ": (0, 0), "\u2580": (1, 0), "\u2584": (0, 1), "\u2588": (1, 1)}
"""Whether the upper and the lower half of a cell are painted."""
_LETTER = (0, 1)
"""Any other letter: some paint, which is no module of a code."""


class Theme(NamedTuple):
    """How bright the colours of a terminal are that a theme chooses, from 0 to 255."""

    letters: int
    ground: int
    named: int
    """All of the first 16 colours: nobody knows what a theme makes of them."""


THEMES = {
    "dark": Theme(letters=230, ground=20, named=120),
    "light": Theme(letters=20, ground=250, named=120),
    "one colour": Theme(letters=200, ground=30, named=30),
}


def scanned(picture: bytes, folder: Path, ending: str = "png") -> str:
    """What a camera reads from a picture, or '' where it finds no code."""
    photo = folder / f"photo.{ending}"
    photo.write_bytes(picture)
    command = ["zbarimg", "-q", "--raw", "--nodbus", str(photo)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=PATIENCE)
    return done.stdout.decode().removesuffix("\n")


def photo(rows: Sequence[Sequence[int]]) -> bytes:
    """Rows of modules as a picture in the form of PGM: 1 is dark."""
    lines = [
        bytes(255 * (1 - module) for module in row for _ in range(_SCALE)) * _SCALE for row in rows
    ]
    return _pgm(len(rows[0]) * _SCALE, lines, _SCALE)


def photo_of(screen: pyte.Screen, theme: Theme) -> bytes:
    """A terminal's screen as a picture in the form of PGM."""
    lines = []
    for y in range(screen.lines):
        cells = [screen.buffer[y][x] for x in range(screen.columns)]
        for half in (0, 1):
            line = b"".join(_half(cell, half, theme) * _CELL_WIDTH for cell in cells)
            lines.append(line * _HALF_CELL)
    return _pgm(screen.columns * _CELL_WIDTH, lines, _HALF_CELL)


def _half(cell: pyte.screens.Char, half: int, theme: Theme) -> bytes:
    letters = _brightness(cell.fg, theme.letters, theme.named)
    ground = _brightness(cell.bg, theme.ground, theme.named)
    if cell.reverse:
        letters, ground = ground, letters
    return bytes([letters if _HALVES.get(cell.data, _LETTER)[half] else ground])


def _brightness(colour: str, own: int, named: int) -> int:
    """Of a colour: the terminal's own, one that a theme chooses, or one told in numbers."""
    if colour == "default":
        return own
    try:
        red, green, blue = bytes.fromhex(colour)
    except ValueError:
        return named
    return (red + green + blue) // 3


def _pgm(width: int, lines: Sequence[bytes], each: int) -> bytes:
    return f"P5 {width} {len(lines) * each} 255\n".encode() + b"".join(lines)
