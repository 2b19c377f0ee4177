"""Lays files into the new state of a site, beside the old one: what has not changed is the same
file, linked; where a file system has no such links, a copy with the same times.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ketacli.publishing.standing import Stands
from ketacli.publishing.state import HIDDEN, MANIFEST, File, file_of


class Laid(NamedTuple):
    """A file of the new state."""

    name: str
    file: File
    kept: bool
    """It is the one of the old state."""


class Laying:
    """The new state of a site while it is built. Processes share one: each lays other files."""

    def __init__(self, root: Path, old: Stands) -> None:
        self.root = root
        self._old = old

    def lay(self, name: str, content: bytes) -> Laid:
        """Lay a file: the old one where it has the same bytes.

        Raises:
            OSError: it cannot be written.
        """
        file = file_of(content)
        kept = self._old.has(name, file)
        if kept:
            self.keep(name)
        else:
            self._write(name, content)
        return Laid(name, file, kept)

    def keep(self, name: str) -> None:
        """Lay a file as it is in the old state.

        Raises:
            OSError: it cannot be.
        """
        target = self._place(name)
        if not target.exists():
            _same(Path(f"{self._old.root}/{name}"), target)

    def close(self, **named: bytes) -> None:
        """Lay what says what all other files are."""
        for name, content in named.items():
            self._write({"manifest": MANIFEST, "hidden": HIDDEN}[name], content)

    def carry_over(self) -> None:
        """Lay whatever others have put into the old state: it is not ours to throw away.

        Raises:
            OSError: it cannot be read or laid.
        """
        if self._old.root is None:
            return
        ours = {*self._old.known.files, HIDDEN, MANIFEST}
        for found in _others(self._old.root):
            name = found.relative_to(self._old.root).as_posix()
            if name not in ours and not os.path.lexists(target := self._place(name)):
                _same(found, target)

    def _write(self, name: str, content: bytes) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = os.open(self._place(name), flags, 0o666)  # less what the umask takes away
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)

    def _place(self, name: str) -> Path:
        place = self.root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        return place


def _others(root: Path) -> Iterator[Path]:
    """Files, links, and folders with nothing in them."""
    for folder, folders, files in os.walk(root):
        here = Path(folder)
        yield from (here / name for name in files)
        yield from (here / name for name in folders if (here / name).is_symlink())
        if not (folders or files) and here != root:
            yield here


def _same(file: Path, target: Path) -> None:
    if file.is_dir() and not file.is_symlink():
        target.mkdir()
        return
    try:
        os.link(file, target, follow_symlinks=False)
    except OSError:  # no links here, too many of this file, or it is somebody else's
        shutil.copy2(file, target, follow_symlinks=False)
