"""`ketacli explain --format qr`: a leaflet to take along on a phone, as a QR code. It holds the
address of the leaflet on the web or, where the clinic names none, whom to call and what to ask.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from ketacli.cli import express, output
from ketacli.errors import NotWrittenError, UsageError
from ketacli.labels import fill
from ketacli.leaflet import Leaflet, Part, Role
from ketacli.render import qr
from ketacli.render.rows import part_rows
from ketacli.render.wrapping import cells, wrap_text
from ketacli.site import door
from ketacli.text import letters, visible

if TYPE_CHECKING:
    from ketacli.cli.desk import Desk

_SVG, _PNG = ".svg", ".png"
_LARGEST = 25
"""The version of the largest code: 1272 bytes in 125 modules with the quiet zone. A code of any
version is read where a module has 3 pixels of a photo; so many modules have 4 in three quarters of
a picture that is 720 pixels high, and a millimetre each on a sheet of paper.
"""
_PROMPT = 1
"""A line of the screen: the shell's, which comes after us."""


class Held(NamedTuple):
    """What a code holds."""

    text: str
    is_address: bool = False
    left_out: int = 0
    """Questions that have no room in it."""


def check(desk: "Desk") -> None:
    """Find out early whether a code can be made and has somewhere to go.

    Raises:
        UsageError: the output is a file of another kind.
        NotInstalledError: what draws codes is not there.
        NotWrittenError: the crisis lines alone are longer than a code.
    """
    express.forbid()
    if desk.wishes.output not in {"", "-"} and _ending(desk) not in {_SVG, _PNG}:
        raise UsageError("--format qr needs --output with a file that ends in .svg or .png.")
    qr.check()
    if not desk.site.published_at and not _fits(_said(_crisis_lines(desk))):
        reason = "the crisis lines alone are longer than a phone reads; --region shortens them"
        raise NotWrittenError("the code", reason)


def draw(desk: "Desk", leaflet: Leaflet) -> None:
    """Draw the code of a leaflet where its reader wants it.

    Raises:
        NotWrittenError: the output is closed or full, or the file cannot be made.
    """
    held = held_for(desk, leaflet)
    if held.left_out:
        output.say_wrapped(f"The code has no room for the last questions: {held.left_out}.")
    if desk.wishes.output in {"", "-"}:
        if held.is_address:
            desk.tell(desk.library.sheet("code", leaflet.title, (), desk.wishes.region))
        output.write("".join(f"{line}\n" for line in _lines(desk, held)))
    elif _ending(desk) == _PNG:
        output.write(qr.png(held.text), desk.wishes.output)
    else:
        title = f"{leaflet.title}: {held.text}" if held.is_address else leaflet.title
        output.write(qr.svg(held.text, title, leaflet.language), desk.wishes.output)


def _ending(desk: "Desk") -> str:
    return PurePath(desk.wishes.output).suffix.lower()


def held_for(desk: "Desk", leaflet: Leaflet) -> Held:
    """What the code of a leaflet holds: its address on the web, or as many of its words as fit."""
    if desk.site.published_at:
        address = door(desk.site.published_at, leaflet.language, leaflet.id)
        return Held(address, is_address=True)
    text = _said(_crisis_lines(desk))
    questions = tuple(_questions(leaflet))
    units = (*_about(desk, leaflet), *questions)
    for number, unit in enumerate(units):
        longer = f"{text}{unit}"
        if not _fits(longer):
            return Held(text, left_out=min(len(units) - number, len(questions)))
        text = longer
    return Held(text)


def _crisis_lines(desk: "Desk") -> tuple[Part, ...]:
    return desk.library.crisis_lines(desk.wishes.region)


def _about(desk: "Desk", leaflet: Leaflet) -> Iterator[str]:
    """What the questions are about, and who can be asked them."""
    yield f"\n\n{visible(leaflet.title)}"
    clinic = desk.site.clinic
    if clinic.telephone:
        contact = desk.library.labels.clinic_contact
        said = fill(contact, clinic=clinic.name, telephone=clinic.telephone)
        yield f"\n{visible(said)}"


def _questions(leaflet: Leaflet) -> Iterator[str]:
    """The questions to ask the care team, the first one below its heading."""
    for part in leaflet.parts:
        if part.role is Role.QUESTIONS:
            heading, first, *others = _part_lines(part)
            yield f"\n\n{heading}\n{first}"
            yield from (f"\n{other}" for other in others)


def _said(parts: Sequence[Part]) -> str:
    return "\n\n".join("\n".join(_part_lines(part)) for part in parts)


def _part_lines(part: Part) -> Iterator[str]:
    """The lines of a part, none of them empty and none broken."""
    lines = (visible(row.mark + letters(row.line)) for row in part_rows(part))
    return filter(None, lines)


def _fits(text: str) -> bool:
    return 0 < qr.version(text) <= _LARGEST


def _lines(desk: "Desk", held: Held) -> Iterator[str]:
    """The code, where this screen can draw it, and in every case what it holds."""
    if not desk.surroundings.shows:
        yield held.text
        return
    width = desk.surroundings.width(desk.wishes.width)
    lines = held.text.split("\n")
    if not held.is_address:  # which stays whole, to be marked and copied
        lines = [part for line in lines for part in wrap_text(line, width) or [""]]
    if not desk.linear:
        yield from _code(desk, held, lines)
    yield from lines


def _code(desk: "Desk", held: Held, below: Sequence[str]) -> tuple[str, ...]:
    """The lines of the code, or none where it would be torn or nobody knows what is dark."""
    here = desk.surroundings
    if not here.styled():
        _say_why("it is black on white, and no colours are wanted here")
        return ()
    columns = min(here.columns, here.width(desk.wishes.width))
    lines = _PROMPT + sum(-(-cells(line) // max(1, columns)) or 1 for line in below)
    halves = _has_half_blocks()
    if qr.version(held.text) <= qr.largest(columns, here.lines - lines, halves=halves):
        return qr.terminal(held.text, halves=halves)
    side = len(qr.rows(held.text))
    wide, high = (side, -(-side // 2)) if halves else (2 * side, side)
    _say_why(f"it takes {wide} columns and {high + lines} lines, and this screen has fewer")
    return ()


def _say_why(reason: str) -> None:
    output.say("")
    output.say_wrapped(f"No code is drawn: {reason}. --output code.png draws it. It holds this:")


def _has_half_blocks() -> bool:
    """Whether stdout has the letters that draw two modules."""
    try:
        "".join(qr.HALF_BLOCKS.values()).encode(sys.stdout.encoding)
    except UnicodeEncodeError:
        return False
    return True
