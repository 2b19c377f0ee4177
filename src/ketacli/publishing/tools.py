"""What stands for the program that makes a site, its templates, and the tools it works with."""

import os
from collections.abc import Iterator
from fnmatch import fnmatchcase
from importlib.metadata import version
from pathlib import Path
from shutil import which

from ketacli import __version__
from ketacli.digest import sha256_hex
from ketacli.publishing.kinds import PRINTED, Kind
from ketacli.publishing.order import Stamps

_OWN = Path(__file__).parents[1]
_OF_SOUND = (
    *("voice.py", "text.py", "pronunciation.py"),
    *("cli/audio*.py", "render/speech*.py", "render/rows.py"),
)
"""Our own files that decide how a leaflet sounds. No others: recording takes long."""


def stamps(kinds: frozenset[Kind], programs: tuple[str, ...]) -> Stamps:
    """What stands for all of them.

    Args:
        kinds: what is made.
        programs: those of the system that record sound, by their names.
    """
    paper: tuple[str, ...] = ()
    if kinds & PRINTED:
        from ketacli.render.pdf_fonts import FOLDERS

        paper = (version("typst"), *(line for folder in FOLDERS for line in _listed(folder)))
    tools = (version("jinja2"), *((version("segno"),) if Kind.CODE in kinds else ()))
    return Stamps(
        pages=_of(*tools, *own_files()),
        paper=_of(*paper, *own_files()) if paper else "",
        sound=_of(*map(_program, programs), *own_files(_OF_SOUND)) if programs else "",
    )


def own_files(patterns: tuple[str, ...] = ("*",)) -> Iterator[str]:
    """What stands for each file of ketacli but its content, of which words are looked at one by
    one: the bytes, since a checkout has one version for long.
    """
    for folder, below, names in os.walk(_OWN):
        below[:] = sorted(set(below) - {"__pycache__", "content"})
        for name in sorted(names):
            file = Path(folder, name)
            own = file.relative_to(_OWN).as_posix()
            if any(fnmatchcase(own, pattern) for pattern in patterns):
                yield f"{own} {sha256_hex(file.read_bytes())}"


def _of(*told: str) -> str:
    return sha256_hex("\n".join((__version__, *told)).encode("utf-8", "surrogatepass"))


def _listed(folder: Path) -> Iterator[str]:
    """The fonts of a folder, by their sizes: they are large and seldom change."""
    if folder.is_dir():
        with os.scandir(folder) as found:
            for entry in sorted(found, key=lambda entry: entry.name):
                yield f"{entry.name} {entry.stat().st_size}"


def _program(name: str) -> str:
    place = which(name)
    if place is None:
        return name
    about = Path(place).resolve().stat()
    return f"{name} {about.st_size} {about.st_mtime_ns}"
