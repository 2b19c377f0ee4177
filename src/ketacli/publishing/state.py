"""What a site is made of: each file with its digest, and what each page was made from. Kept in the
site itself: in `manifest.json`, and in a hidden file with nothing in it that the files do not say
but its own number.
"""

import os
import re
import stat
from contextlib import suppress
from json import dumps, loads
from pathlib import Path
from typing import Any, NamedTuple

from ketacli import __version__
from ketacli.digest import sha256_hex
from ketacli.publishing.headers import FILE, FOLDER

Json = dict[str, Any]
HIDDEN = ".ketacli.json"
"""Not for readers: servers give no hidden files away."""
MANIFEST = "manifest.json"
_FORMAT = 1
_LONGEST = 64_000_000
"""Bytes: half a million files."""
_FOREIGN = (
    *(AttributeError, IndexError, KeyError, OverflowError, RecursionError, TypeError, ValueError),
    *(FileNotFoundError, NotADirectoryError),
)
"""What comes of files that are not there, are no files, or say something else."""


class File(NamedTuple):
    """What stands for the bytes of one file."""

    sha256: str
    size: int


Files = dict[str, File]


class Unit(NamedTuple):
    """One page, with all files that are made together with it."""

    files: tuple[str, ...]
    key: str = ""
    """What stands for all that it was made from, as far as that can be seen without making it."""
    words: tuple[tuple[str, str], ...] = ()
    """What stands for all that is said in each file of a leaflet, by its name in the folder."""


class State(NamedTuple):
    """All of a site."""

    files: Files
    units: dict[str, Unit]
    """By their names: `en/how-ketamine-works`, `en`, and '' for the first page."""
    sealed: int = 0
    """The number (inode) that the hidden file says it has, which is written after all others. A
    copy of it has another one; 0 says nothing.
    """


NOTHING = State({}, {})


def file_of(content: bytes) -> File:
    """What stands for some bytes."""
    return File(sha256_hex(content), len(content))


def read(root: Path) -> State | None:
    """What a site says that it is made of, or None where it is no site.

    Without the hidden file, or where somebody has changed it, the manifest still tells which files
    are ours.

    Raises:
        OSError: it cannot be read.
    """
    with suppress(*_FOREIGN):
        return _from_hidden(loads(_read(root / HIDDEN)))
    with suppress(*_FOREIGN):
        files = _files(loads(_read(root / MANIFEST)))
        return State(files, _units(files))
    return None


def hidden(state: State, number: int = 0) -> bytes:
    """The hidden file.

    Args:
        state: what it says.
        number: its own (inode), where it seals the files; it has to be the youngest of them.
    """
    units = {
        name: {"key": unit.key, "words": dict(unit.words), "files": sorted(unit.files)}
        for name, unit in sorted(state.units.items())
    }
    written = {**_about(state), "sealed": number, "units": units}
    return _bytes({**written, "sha256": _digest(written)})


def manifest(state: State) -> bytes:
    """The digest and the size of every file that readers can have. No time of day is in it."""
    return _bytes(_about(state))


def _about(state: State) -> Json:
    files = {
        name: {"sha256": file.sha256, "bytes": file.size}
        for name, file in sorted(state.files.items())
    }
    return {"format": _FORMAT, "program": __version__, "files": files}


def _bytes(written: Json) -> bytes:
    return (dumps(written, indent=1) + "\n").encode()


def _digest(written: Json) -> str:
    return sha256_hex(dumps(written).encode())


def _read(file: Path) -> bytes:
    """A file as it is; what is none, as a pipe or a link, says nothing."""
    if not stat.S_ISREG(file.lstat().st_mode):
        raise ValueError(file)
    descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as stream:
        return stream.read(_LONGEST)


def _from_hidden(written: Json) -> State:
    if written.pop("sha256") != _digest(written):
        raise ValueError(HIDDEN)
    units = {_unit_name(name): _unit(about) for name, about in written["units"].items()}
    return State(_files(written), units, int(written["sealed"]))


def _files(written: Json) -> Files:
    if written["format"] != _FORMAT:
        raise ValueError(written["format"])
    return {_name(name): _file(about) for name, about in written["files"].items()}


def _file(written: Json) -> File:
    return File(str(written["sha256"]), int(written["bytes"]))


def _unit(written: Json) -> Unit:
    files = tuple(map(_name, written["files"]))
    words = tuple((str(name), str(words)) for name, words in written["words"].items())
    return Unit(files, str(written["key"]), words)


def _units(files: Files) -> dict[str, Unit]:
    """The pages that files belong to, by the folder they are in."""
    folders: dict[str, list[str]] = {}
    for name in files:
        folders.setdefault(name.rpartition("/")[0], []).append(name)
    return {folder: Unit(tuple(names)) for folder, names in folders.items()}


def _name(name: str) -> str:
    """The name of a file that a site can have: whoever wrote this one leads nobody out of it."""
    if not re.fullmatch(FILE, f"/{name}") or name == MANIFEST:
        raise ValueError(name)
    return name


def _unit_name(name: str) -> str:
    if name and not re.fullmatch(FOLDER, f"/{name}"):
        raise ValueError(name)
    return name
