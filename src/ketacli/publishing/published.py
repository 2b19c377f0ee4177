"""A published folder as a server may open it: the files that its manifest names, with the digest of
each, and nothing else. A new state of the site is seen at the next look.
"""

import json
import os
import re
import stat
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from ketacli.errors import UsageError
from ketacli.publishing.headers import FILE, INDEX
from ketacli.publishing.lost import MOST_READ, lost_page
from ketacli.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MANIFEST = "manifest.json"
_FORMAT = 1
_MOST_MANIFEST = 64_000_000
"""Bytes: half a million files."""
_DIGEST = re.compile("[0-9a-f]{64}")
_OWN_POLICY = re.compile(
    '<meta http-equiv=(?:Content-Security-Policy|"Content-Security-Policy") content="'
    r"(?=[^\"]*default-src 'none')(?![^\"]*unsafe-)"
)
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC

_Stamp: TypeAlias = tuple[int, ...]


class Opened(NamedTuple):
    """A file of a site, and the digest that the manifest gives it."""

    content: bytes
    digest: str


class _Named(NamedTuple):
    """What a manifest says of one file."""

    digest: str
    size: int


class _State(NamedTuple):
    """A site between two switches."""

    stamp: _Stamp
    files: dict[str, _Named]
    manifest: Opened
    lost: str


class _NoSiteError(Exception):
    """A folder is no published site; says why."""


class Published:
    """A folder that `ketacli publish` made. Several threads may look at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._state: _State | None = None

    def check(self) -> None:
        """Make sure that this is a site, of pages that carry their own policy.

        Raises:
            UsageError: it is none.
        """
        try:
            with _opened(self._folder) as root:
                _check(root, self._read(root).files)
        except OSError as error:
            raise self._no_site((error.strerror or "unknown reason").lower()) from error
        except _NoSiteError as error:
            raise self._no_site(str(error)) from error

    def fetch(self, name: str) -> Opened | None:
        """A file by its name in the manifest; None where there is none, or not as it is named.

        Half-written files and links are none.
        """
        with suppress(OSError, _NoSiteError), _opened(self._folder) as root:
            self._read(root)
            return self._look_up(root, name)
        return None

    def lost(self) -> str:
        """The page at an address where nothing is."""
        with suppress(OSError, _NoSiteError), _opened(self._folder) as root:
            return self._read(root).lost
        return lost_page("")

    def _no_site(self, why: str) -> UsageError:
        folder = visible(os.fspath(self._folder))
        return UsageError(f"{folder} is no site that ketacli published: {why}.")

    def _look_up(self, root: int, name: str) -> Opened | None:
        state = self._read(root)
        if name == MANIFEST:
            return state.manifest
        named = state.files.get(name)
        if named is None:
            return None
        content = _content(root, name, named.size)
        return None if len(content) != named.size else Opened(content, named.digest)

    def _read(self, root: int) -> _State:
        """The state that stands in a folder now, read anew only where it has changed."""
        with self._lock:
            stamp = _stamp(root)
            if self._state is None or self._state.stamp != stamp:
                self._state = _state(root, stamp)
            return self._state


@contextmanager
def _opened(folder: Path) -> "Iterator[int]":
    """One folder, held: whatever takes its name meanwhile, all that is read is of one state."""
    descriptor = os.open(folder, _FOLDER)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _check(root: int, names: "Iterable[str]") -> None:
    """What a server says with each page allows more than the page itself, so each must say it."""
    for name in names:
        if name.endswith(".html") and not _OWN_POLICY.search(_head(root, name)):
            raise _NoSiteError(f"{name} has no policy of its own")


def _stamp(root: int) -> _Stamp:
    try:
        about = os.stat(MANIFEST, dir_fd=root, follow_symlinks=False)
    except FileNotFoundError:
        raise _NoSiteError(f"it has no {MANIFEST}") from None
    return (about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns)


def _state(root: int, stamp: _Stamp) -> _State:
    from hashlib import sha256

    written = _content(root, MANIFEST, _MOST_MANIFEST)
    files = _files(written)
    lost = lost_page(_head(root, INDEX))
    return _State(stamp, files, Opened(written, sha256(written).hexdigest()), lost)


def _files(written: bytes) -> dict[str, _Named]:
    """What a manifest names, each of it checked."""
    try:
        said = json.loads(written)
    except (ValueError, RecursionError):
        raise _NoSiteError(f"its {MANIFEST} is damaged") from None
    if not isinstance(said, dict) or said.get("format") != _FORMAT:
        raise _NoSiteError(f"its {MANIFEST} is of another version")
    files = said.get("files")
    if not isinstance(files, dict) or INDEX not in files:
        raise _NoSiteError(f"its {MANIFEST} names no {INDEX}")
    return {name: _named(name, entry) for name, entry in files.items()}


def _named(name: str, entry: Any) -> _Named:
    match entry:
        case {"sha256": str(digest), "bytes": int(size)} if (
            size >= 0 and _DIGEST.fullmatch(digest) and re.fullmatch(FILE, f"/{name}")
        ):
            return _Named(digest, size)
        case _:
            raise _NoSiteError(f"its {MANIFEST} says of {visible(name)!r} what no site has")


def _content(root: int, name: str, most: int) -> bytes:
    """The bytes of a regular file, and one more than `most` where it is longer. Follows no link."""
    *folders, last = name.split("/")
    held = [root]
    try:
        for folder in folders:
            held.append(os.open(folder, _FOLDER | os.O_NOFOLLOW, dir_fd=held[-1]))
        held.append(os.open(last, _FILE, dir_fd=held[-1]))
        if not stat.S_ISREG(os.fstat(held[-1]).st_mode):
            raise _NoSiteError(f"{name} is no file")
        with os.fdopen(held.pop(), "rb") as stream:
            return stream.read(most + 1)
    finally:
        for descriptor in held[1:]:
            os.close(descriptor)


def _head(root: int, name: str) -> str:
    return _content(root, name, MOST_READ).decode(errors="replace")
