"""What stands for the program that makes a site, its templates, and the tools that it works with: a
page that another of them made is made anew.
"""

import os
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from shutil import which

from ketacli import __version__
from ketacli.digest import sha256_hex
from ketacli.publishing.kinds import Kind

_PRINTERS = Path(__file__).parents[1] / "render"
_PUBLISHERS = Path(__file__).parent


def stamp(kinds: frozenset[Kind], programs: tuple[str, ...]) -> str:
    """What stands for all of them.

    Args:
        kinds: what is made.
        programs: those of the system that help, by their names.
    """
    told = [__version__, version("jinja2"), *_files(_PRINTERS), *_files(_PUBLISHERS)]
    if kinds & {Kind.PDF, Kind.LARGE_PDF}:
        from ketacli.render.pdf_fonts import FOLDERS

        told += [version("typst"), *(line for folder in FOLDERS for line in _listed(folder))]
    if Kind.CODE in kinds:
        told.append(version("segno"))
    return sha256_hex("\n".join((*told, *map(_program, programs))).encode("utf-8", "surrogatepass"))


def _files(folder: Path) -> Iterator[str]:
    """Our own files, by what is in them: a checkout has one version for long."""
    for file in sorted(folder.rglob("*.*")):
        if file.suffix != ".pyc" and file.is_file():
            yield f"{file.relative_to(folder)} {sha256_hex(file.read_bytes())}"


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
