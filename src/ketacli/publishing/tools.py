"""What stands for the program that makes a site, its templates, and the tools it works with."""

import os
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from shutil import which

from ketacli import __version__
from ketacli.digest import sha256_hex
from ketacli.publishing.kinds import Kind
from ketacli.publishing.order import Stamps

_PRINTERS = Path(__file__).parents[1] / "render"
_OF_PAPER, _OF_SOUND = ("pdf*.py", "typst/*"), ("speech*.py",)


def stamps(kinds: frozenset[Kind], programs: tuple[str, ...]) -> Stamps:
    """What stands for all of them.

    Args:
        kinds: what is made.
        programs: those of the system that record sound, by their names.
    """
    paper: tuple[str, ...] = ()
    if kinds & {Kind.PDF, Kind.LARGE_PDF}:
        from ketacli.render.pdf_fonts import FOLDERS

        paper = (version("typst"), *(line for folder in FOLDERS for line in _listed(folder)))
    tools = (version("jinja2"), *((version("segno"),) if Kind.CODE in kinds else ()))
    return Stamps(
        pages=_of(*tools, *_files(*_others())),
        paper=_of(*paper, *_files(*_named(_OF_PAPER))) if paper else "",
        sound=_of(*map(_program, programs), *_files(*_named(_OF_SOUND))) if programs else "",
    )


def _of(*told: str) -> str:
    return sha256_hex("\n".join((__version__, *told)).encode("utf-8", "surrogatepass"))


def _files(*files: Path) -> Iterator[str]:
    """Our own files, by what is in them: a checkout has one version for long."""
    for file in sorted(files):
        yield f"{file.name} {sha256_hex(file.read_bytes())}"


def _named(patterns: tuple[str, ...]) -> Iterator[Path]:
    return (file for pattern in patterns for file in _PRINTERS.glob(pattern) if file.is_file())


def _others() -> Iterator[Path]:
    """Whatever prints neither paper nor sound."""
    elsewhere = {*_named(_OF_PAPER), *_named(_OF_SOUND)}
    found = (file for pattern in ("*.py", "templates/*") for file in _PRINTERS.glob(pattern))
    return (file for file in found if file.is_file() and file not in elsewhere)


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
