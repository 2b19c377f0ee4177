"""Lays files into the new state of a site, beside the old one: what has not changed is the same
file, linked; where a file system has no such links, a copy with the same times.
"""

import os
import re
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from ketacli.publishing.headers import FOLDER
from ketacli.publishing.kinds import INDEX, Kind
from ketacli.publishing.rights import Rights, change_mode, hand_over, rights_of
from ketacli.publishing.standing import Stands
from ketacli.publishing.state import HIDDEN, MANIFEST, File, file_of

_NAMES = frozenset({INDEX, *(kind.file for kind in Kind)})
"""Files in the folder of a topic."""


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
        self._rights = None if old.root is None else rights_of(old.root)
        self._others: dict[Path, Rights] = {}
        """Those of folders that are not ours."""
        self._given = True

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
            self._copy(Path(f"{self._old.root}/{name}"), target)

    def close(self, **named: bytes) -> None:
        """Lay what says what all other files are."""
        for name, content in named.items():
            self._write({"manifest": MANIFEST, "hidden": HIDDEN}[name], content)

    def strays(self, tags: Collection[str]) -> Iterator[str]:
        """Files of the old state that are named as ours and are not: somebody has put back a
        leaflet of another day.

        Args:
            tags: of all languages that the site has, or had.

        Raises:
            OSError: a folder cannot be read.
        """
        root = self._old.root
        for tag in sorted(tags) if root else ():
            for topic in _listed(f"{root}/{tag}", folders=True):
                if re.fullmatch(FOLDER, f"/{tag}/{topic}"):
                    files = _listed(f"{root}/{tag}/{topic}", folders=False)
                    names = (f"{tag}/{topic}/{file}" for file in files if file in _NAMES)
                    yield from (name for name in names if name not in self._old.known.files)

    def carry_over(self, but: Collection[str] = ()) -> None:
        """Lay whatever others have put into the old state: it is not ours to throw away.

        Args:
            but: what is not to be laid.

        Raises:
            OSError: it cannot be read or laid.
        """
        old = self._old.root
        if old is None:
            return
        ours = {*self._old.known.files, *but, HIDDEN, MANIFEST}
        for found in _others(old):
            name = found.relative_to(old).as_posix()
            target = self.root / name
            if name in ours or os.path.lexists(target):
                continue
            if found.is_dir() and not found.is_symlink():
                self._folder_of_others(target)
            else:
                self._folder_of_others(target.parent)
                self._copy(found, target)

    def settle(self) -> bool:
        """Give all folders but the first the mode that they are to have: nothing can be laid in
        some of them any more. Returns whether all that is new belongs to whom it should.
        """
        if self._rights is None:
            return True
        modes = {folder: rights.mode for folder, rights in self._others.items() if rights.closed}
        if self._rights.closed:
            below = (Path(one) for one, _, _ in os.walk(self.root))
            modes = {one: self._rights.mode for one in below if one not in self._others} | modes
            del modes[self.root]
        for folder in sorted(modes, reverse=True):  # what is in a folder comes before it
            change_mode(folder, modes[folder])
        first = rights_of(self.root)
        own = (first.owner, first.group) == (self._rights.owner, self._rights.group)
        return own and self._given

    def _write(self, name: str, content: bytes) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        place = self._place(name)
        descriptor = os.open(place, flags, 0o666)  # less what the umask takes away
        with os.fdopen(descriptor, "wb") as stream:
            if self._rights:
                self._rights.give_file(place)
            stream.write(content)

    def _place(self, name: str) -> Path:
        place = self.root / name
        self._folder(place.parent)
        return place

    def _folder(self, folder: Path) -> None:
        """Make a folder, unless another process has."""
        try:
            folder.mkdir()
        except FileExistsError:
            return
        except FileNotFoundError:
            self._folder(folder.parent)
            self._folder(folder)
            return
        if self._rights:
            self._rights.give_folder(folder)

    def _folder_of_others(self, folder: Path) -> None:
        """Make a folder that only others have files in, as it was."""
        if folder.exists():
            return
        self._folder_of_others(folder.parent)
        folder.mkdir()
        rights = rights_of(Path(f"{self._old.root}/{folder.relative_to(self.root)}"))
        self._given &= rights.give_folder(folder)
        self._others[folder] = rights

    def _copy(self, file: Path, target: Path) -> None:
        """Let a file of the old state be in the new one."""
        try:
            os.link(file, target, follow_symlinks=False)
        except OSError:  # no links here, too many of this file, or it is somebody else's
            shutil.copy2(file, target, follow_symlinks=False)
            if not target.is_symlink():
                about = file.stat()
                self._given &= hand_over(target, about.st_uid, about.st_gid)


def _others(root: Path) -> Iterator[Path]:
    """Files, links, and folders with nothing in them."""
    for folder, folders, files in os.walk(root, onerror=_refuse):
        here = Path(folder)
        yield from (here / name for name in files)
        yield from (here / name for name in folders if (here / name).is_symlink())
        if not (folders or files) and here != root:
            yield here


def _refuse(error: OSError) -> None:
    """A folder that cannot be read would be thrown away with all that is in it."""
    raise error


def _listed(folder: str, *, folders: bool) -> list[str]:
    """What is in a folder: the folders, or all else."""
    try:
        with os.scandir(folder) as found:
            names = (one.name for one in found if one.is_dir(follow_symlinks=False) is folders)
            return sorted(names)
    except (FileNotFoundError, NotADirectoryError):
        return []
