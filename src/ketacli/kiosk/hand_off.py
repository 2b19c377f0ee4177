"""What a reader takes home: the same plain text in a QR code, or in a few of them, and on paper.
The text itself is in the code: no address, nothing to be followed by.
"""

import os
import signal
from collections.abc import Iterable
from contextlib import suppress
from typing import NamedTuple

from ketacli.render.qr import half_blocks, holds, largest, sent, version
from ketacli.render.wrapping import wrap_text
from ketacli.text import visible

_MOST_PARTS = 20
"""Nobody scans more codes than this."""
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


def qr(text: str) -> tuple[str, ...] | None:
    """The rows of a QR code in half blocks, or None where there is no text, or too much."""
    return half_blocks(text) or None


def qr_fits(text: str, columns: int, lines: int) -> bool:
    """Whether a text has a QR code, and a part of a screen has room for it."""
    return 0 < version(text) <= largest(columns, lines)


def parts(text: str, columns: int, lines: int) -> tuple[str, ...]:
    """The texts of as many QR codes as it takes, each small enough for a part of a screen.

    One text is left as it is. Of several each begins with its number, as in `1/3`. Cut between
    lines; where a line is too long between words; where a word is too long between letters. None
    at all where there is nothing to say, or where it would take more codes than anybody scans.
    """
    if qr_fits(text, columns, lines):
        return (text,)
    most_bytes = holds(largest(columns, lines))
    for most in (9, _MOST_PARTS):
        room = most_bytes - len(f"{most}/{most}\n")
        pieces = _pieces(text, room) if 0 < len(sent(text)) <= most * room else []
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
            page.write(sent("".join(f"{line}\n" for line in lines)))
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


def _pieces(text: str, room: int) -> list[str]:
    lines = [piece for line in text.split("\n") if line.strip() for piece in _cut(line, room)]
    return _packed(lines, "\n", room)


def _cut(line: str, room: int) -> list[str]:
    if len(sent(line)) <= room:
        return [line]
    words = [piece for word in line.split() for piece in _packed(word, "", room)]
    return _packed(words, " ", room)


def _packed(units: Iterable[str], glue: str, room: int) -> list[str]:
    """As many units together as there is room for, in bytes, and no unit cut."""
    packed: list[str] = []
    for unit in units:
        longer = f"{packed[-1]}{glue}{unit}" if packed else unit
        if packed and len(sent(longer)) <= room:
            packed[-1] = longer
        else:
            packed.append(unit)
    return packed
