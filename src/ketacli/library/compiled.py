"""Keeps what was made from content beside the fingerprints of the files it was made from, like a
.pyc. A kept page that is missing, stale, damaged or foreign counts as none; a folder that cannot
be written only makes the next start slower. Never an error.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from ketacli import __version__
from ketacli.digest import sha256_hex
from ketacli.library.folder import Folder
from ketacli.library.read_back import FOREIGN
from ketacli.own_files import read_own, write_own

Json = dict[str, Any]
Page = TypeVar("Page")
_DIGEST_LETTERS = 64
_MOST_BYTES = 64_000_000
"""The index of 10,000 cards takes 10 million."""


class Compiled:
    """The kept pages of one library. Without a folder to keep them in, it makes each one anew."""

    def __init__(self, library: Folder, kept_in: Path | None) -> None:
        self._library = library
        self._kept_in = kept_in and kept_in / library_key(library.path)

    def fetch(
        self, name: str, made_for: str, make: Callable[[], Json], read: Callable[[Json], Page]
    ) -> Page:
        """The page called `name`: the kept one where nothing has changed, else a new one.

        Args:
            name: letters, digits and hyphens; one file each.
            made_for: whatever else the page depends on; another text makes it stale.
            make: makes the page, reading files of the library on the way.
            read: what the page says, as values.
        """
        if self._kept_in is None:
            return read(make())
        file = self._kept_in / f"{name}.json"
        stamp = f"{__version__} {made_for}"
        try:
            if (page := self._kept_page(file, stamp)) is not None:
                return read(page)
        except FOREIGN:
            pass  # kept by other code that bears the same version
        read_before = set(self._library.names_read())
        page = make()
        # What was read for an earlier page may have served this one too, so all of it counts.
        names = sorted({*read_before, *self._library.names_read()})
        inputs = {name: self._library.digest(name) for name in names}
        _store(file, {"stamp": stamp, "inputs": inputs, "page": page})
        return read(page)

    def _kept_page(self, file: Path, stamp: str) -> Json | None:
        kept = _load(file)
        if kept is None or kept["stamp"] != stamp:
            return None
        inputs: dict[str, str] = kept["inputs"]
        fresh = all(self._library.digest(name) == digest for name, digest in inputs.items())
        page: Json = kept["page"]
        return page if fresh else None


def keep(folder: Path, name: str, page: Json) -> None:
    """Keep something that checks its own freshness, as the index of cards does."""
    _store(folder / f"{name}.json", page)


def kept(folder: Path, name: str) -> Json | None:
    """What `keep` kept, whole and ours, or None."""
    return _load(folder / f"{name}.json")


def library_key(path: Path) -> str:
    """A short name for a library, by where it is."""
    return sha256_hex(os.fsencode(path))[:16]


def _load(file: Path) -> Json | None:
    """What was stored, if it is whole and ours."""
    from json import loads

    try:
        content = read_own(file, _MOST_BYTES)
        digest, body = content[:_DIGEST_LETTERS], content[_DIGEST_LETTERS + 1 :]
        if sha256_hex(body).encode() != digest:
            return None
        found: object = loads(body)
    except (OSError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _store(file: Path, page: Json) -> None:
    from contextlib import suppress
    from json import dumps

    # Problems name files, and names of files can hold bytes that are no text.
    written = dumps(page, ensure_ascii=False, separators=(",", ":"))
    body = written.encode("utf-8", "surrogatepass")
    with suppress(OSError):
        write_own(file, sha256_hex(body).encode() + b"\n" + body)
