"""What a reader takes home: the same plain text in a QR code, or in a few of them, and on paper.
The text itself is in the code: no address, nothing to be followed by.
"""

import os
import signal
from bisect import bisect_left
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from typing import NamedTuple

from ketacli.render.wrapping import wrap_text
from ketacli.text import visible

_QUIET = 4
"""Light modules on each side, without which a phone does not find the code."""
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
_LETTERS_NAMED = 1
"""Bytes that it takes to say that the text is UTF-8."""
_MOST_PARTS = 20
"""Nobody scans more codes than this."""
_HALF_BLOCKS = {(0, 0): " ", (1, 0): "\u2580", (0, 1): "\u2584", (1, 1): "\u2588"}
_PAPER_WIDTH = 72
_PATIENCE = 20.0
_LAST_WAIT = 1.0
_PASSED_ON = ("PATH", "LANG", "HOME")


class HandOff(NamedTuple):
    """A page to take home."""

    lines: tuple[str, ...]
    """Finished headings and sentences, in order."""


def text(hand_off: HandOff) -> str:
    """The page as plain text, a line for a line."""
    return "\n".join(map(visible, hand_off.lines))


@lru_cache(maxsize=_MOST_PARTS)
def qr(text: str) -> tuple[str, ...] | None:
    """The rows of a QR code in half blocks, two modules one above the other in each letter.

    Dark modules are what the letters paint, so draw them black on white in any theme. The quiet
    zone is part of the rows. None where there is no text, or too much. 500 bytes take 40 ms once.
    """
    if _version(text) is None:
        return None
    import segno

    # Named only where it matters: told nothing, some readers take Spanish for Chinese.
    code = segno.make(
        _sent(text).decode(),
        error="l",
        micro=False,
        mode="byte",
        encoding="utf-8",
        eci=not text.isascii(),
        boost_error=True,
    )
    modules = [[module & 1 for module in row] for row in code.matrix_iter(border=_QUIET)]
    modules.append([0] * len(modules[0]))  # the number of rows is odd
    pairs = zip(modules[::2], modules[1::2], strict=True)
    return tuple(
        "".join(_HALF_BLOCKS[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in pairs
    )


def qr_fits(text: str, columns: int, lines: int) -> bool:
    """Whether a text has a QR code, and a part of a screen has room for it."""
    version = _version(text)
    return version is not None and version <= _largest(columns, lines)


def parts(text: str, columns: int, lines: int) -> tuple[str, ...]:
    """The texts of as many QR codes as it takes, each small enough for a part of a screen.

    One text is left as it is. Of several each begins with its number, as in `1/3`. Cut between
    lines; where a line is too long between words; where a word is too long between letters. None
    at all where there is nothing to say, or where it would take more codes than anybody scans.
    """
    if qr_fits(text, columns, lines):
        return (text,)
    largest = _largest(columns, lines)
    holds = _HOLDS[largest - 1] - _LETTERS_NAMED if largest else 0
    for most in (9, _MOST_PARTS):
        room = holds - len(f"{most}/{most}\n")
        pieces = _pieces(text, room) if 0 < len(_sent(text)) <= most * room else []
        if 0 < len(pieces) <= most:
            return tuple(f"{n}/{len(pieces)}\n{piece}" for n, piece in enumerate(pieces, start=1))
    return ()


def print_page(text: str, command: tuple[str, ...], *, patience: float = _PATIENCE) -> bool:
    """Print a text with the clinic's own command. Waits for it, and never raises.

    Args:
        text: what the command reads from its standard input, in lines that fit a sheet of paper.
        command: a program and its arguments. No shell sees them.
        patience: after so many seconds it is ended, and whatever it started.

    Returns:
        Whether the command says that it went well.
    """
    import subprocess

    if not command:
        return False
    lines = (line for whole in text.split("\n") for line in wrap_text(whole, _PAPER_WIDTH) or [""])
    try:
        # Not a pipe: a program that does not read cannot hold us up.
        with os.fdopen(os.memfd_create("page"), "w+b", buffering=0) as page:
            page.write(_sent("".join(f"{line}\n" for line in lines)))
            page.seek(0)
            program = subprocess.Popen(  # noqa: S603 - the clinic's own command
                command,
                stdin=page,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
                start_new_session=True,
            )
    except (OSError, ValueError):  # gone, or no program; NUL in an argument
        return False
    try:
        return program.wait(patience) == 0
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
        with suppress(subprocess.TimeoutExpired):  # it hangs in a driver
            program.wait(_LAST_WAIT)
        return False


def _sent(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _version(text: str) -> int | None:
    """The version of the smallest code that holds a text."""
    size = len(_sent(text)) + (0 if text.isascii() else _LETTERS_NAMED)
    version = bisect_left(_HOLDS, size) + 1
    return version if text.strip() and version <= len(_HOLDS) else None


def _largest(columns: int, lines: int) -> int:
    """The version of the largest code that a part of a screen has room for, or 0."""
    modules = min(columns, 2 * lines) - 2 * _QUIET  # the spare row below an odd number needs half
    return max(0, min((modules - _SMALLEST) // _GROWTH + 1, len(_HOLDS)))


def _pieces(text: str, room: int) -> list[str]:
    lines = [piece for line in text.split("\n") if line.strip() for piece in _cut(line, room)]
    return _packed(lines, "\n", room)


def _cut(line: str, room: int) -> list[str]:
    if len(_sent(line)) <= room:
        return [line]
    words = [piece for word in line.split() for piece in _packed(word, "", room)]
    return _packed(words, " ", room)


def _packed(units: Iterable[str], glue: str, room: int) -> list[str]:
    """As many units together as there is room for, in bytes, and no unit cut."""
    packed: list[str] = []
    for unit in units:
        longer = f"{packed[-1]}{glue}{unit}" if packed else unit
        if packed and len(_sent(longer)) <= room:
            packed[-1] = longer
        else:
            packed.append(unit)
    return packed
