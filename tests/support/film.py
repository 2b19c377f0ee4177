"""The film in the script of a web page: the frames of the moving snow hill, taken out or put in."""

import json
import re
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from ketacli.pictures.snow_hill import ROWS
from ketacli.pictures.snow_hill_moving import frames
from ketacli.render.html import TEMPLATES
from ketacli.render.html_drawings import HILL_WIDTH

SCRIPT: Path = TEMPLATES / "snow_hill.js"
_FILM = re.compile(r'(?<=FILM = ")[^"]*')
_ENDS = re.compile(r"(?<=ENDS = )\[[^]]*\]")
_STANDS = re.compile(r"(\D)(\d*)")


class Film(NamedTuple):
    """Each frame as the lines of the hill, and which of them end a phase."""

    frames: tuple[tuple[str, ...], ...]
    ends: tuple[int, ...]


@cache
def simulated() -> Film:
    """The film as the simulation makes it, each line as wide as the hill."""
    made = tuple(frames(HILL_WIDTH))
    lines = (tuple(line.ljust(HILL_WIDTH) for line in frame.lines) for frame in made)
    ends = (number for number, frame in enumerate(made) if frame.last_of_phase)
    return Film(tuple(lines), tuple(ends))


def in_script() -> Film:
    """The film that the script holds."""
    text = SCRIPT.read_text(encoding="utf-8")
    ends = json.loads(_found(_ENDS, text))
    packed = b64decode(_found(_FILM, text))
    length = ends[-1] + 1
    cells = [_spread(line, length) for line in zlib.decompress(packed, -15).decode().split("\n")]
    columns = [cells[start : start + ROWS] for start in range(0, len(cells), ROWS)]
    shown = (
        tuple("".join(column[row][now] for column in columns) for row in range(ROWS))
        for now in range(length)
    )
    return Film(tuple(shown), tuple(ends))


def put(film: Film) -> None:
    """Write a film into the script."""
    columns = range(HILL_WIDTH)
    cells = (
        (frame[row][column] for frame in film.frames) for column in columns for row in range(ROWS)
    )
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    packed = packer.compress("\n".join(map(_packed, cells)).encode()) + packer.flush()
    text = SCRIPT.read_text(encoding="utf-8")
    text = _FILM.sub(b64encode(packed).decode(), text)
    SCRIPT.write_text(_ENDS.sub(json.dumps(film.ends), text), encoding="utf-8")


def _packed(marks: Iterable[str]) -> str:
    runs = [(mark, len(tuple(run))) for mark, run in groupby(marks)]
    return "".join(f"{mark}{times}" for mark, times in runs[:-1]) + runs[-1][0]


def _spread(line: str, length: int) -> str:
    marks = "".join(mark * int(times or 1) for mark, times in _STANDS.findall(line))
    return marks.ljust(length, marks[-1])


def _found(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    assert found is not None
    return found[0]
