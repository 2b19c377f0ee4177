"""What a site is made of: each file with its digest, and what each page was made from. Kept in the
site itself, in a hidden file with nothing in it that the files do not say, and in `manifest.json`.
"""

from contextlib import suppress
from json import dumps, loads
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from ketacli import __version__
from ketacli.digest import sha256_hex

Json = dict[str, Any]
HIDDEN = ".ketacli.json"
"""Not for readers: servers give no hidden files away."""
MANIFEST = "manifest.json"
_FORMAT = 1
_FOREIGN = (AttributeError, IndexError, KeyError, TypeError, ValueError, RecursionError)


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
    sealed: bool = False
    """The hidden file said so, which is written after all others."""


NOTHING = State({}, {})


def file_of(content: bytes) -> File:
    """What stands for some bytes."""
    return File(sha256_hex(content), len(content))


def read(root: Path) -> State | None:
    """What a site says that it is made of, or None where it is no site.

    Without the hidden file, the manifest still tells which files are ours.
    """
    for name in (HIDDEN, MANIFEST):
        with suppress(OSError, *_FOREIGN):
            return _from_json(loads((root / name).read_bytes()))
    return None


def hidden(state: State) -> bytes:
    """The hidden file."""
    units = {
        name: {"key": unit.key, "words": dict(unit.words), "files": sorted(unit.files)}
        for name, unit in sorted(state.units.items())
    }
    return _bytes({**_about(state), "units": units})


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


def _from_json(written: Json) -> State:
    if written["format"] != _FORMAT:
        raise ValueError(written["format"])
    files = {_below(name): _file(about) for name, about in written["files"].items()}
    units = {str(name): _unit(about) for name, about in written.get("units", {}).items()}
    return State(files, units or _units(files), sealed=bool(units))


def _file(written: Json) -> File:
    return File(str(written["sha256"]), int(written["bytes"]))


def _unit(written: Json) -> Unit:
    files = tuple(map(_below, written["files"]))
    words = tuple((str(name), str(words)) for name, words in written["words"].items())
    return Unit(files, str(written["key"]), words)


def _units(files: Files) -> dict[str, Unit]:
    """The pages that files belong to, by the folder they are in."""
    folders: dict[str, list[str]] = {}
    for name in files:
        folders.setdefault(name.rpartition("/")[0], []).append(name)
    return {folder: Unit(tuple(names)) for folder, names in folders.items()}


def _below(name: str) -> str:
    """The name of a file in the site: whoever wrote this one leads nobody out of it."""
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts or name in {HIDDEN, MANIFEST}:
        raise ValueError(name)
    return name
