"""Whom new files and folders of a site belong to, and who may read them: as the folder of the site
stood. Where somebody may not give things away, they keep them.
"""

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

OWN = stat.S_IRWXU
"""What whoever builds needs of a folder."""
_OF_FILES = 0o666
_REFUSALS = frozenset(
    {errno.EPERM, errno.EACCES, errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EROFS}
)
"""What is said of rights that one may not give, or that a file system does not know."""


class Rights(NamedTuple):
    """Those of one folder."""

    owner: int
    group: int
    mode: int

    @property
    def closed(self) -> bool:
        """Whether nobody can build in such a folder."""
        return self.mode & OWN != OWN

    def give_file(self, file: Path) -> bool:
        """Make a new file one of these. Returns whether it belongs to whom it should."""
        return _give(file, self, self.mode & _OF_FILES)

    def give_folder(self, folder: Path) -> bool:
        """The same for a new folder, in which its maker can go on building."""
        return _give(folder, self, self.mode | OWN)


def rights_of(folder: Path) -> Rights:
    """What a folder has.

    Raises:
        OSError: it is not there.
    """
    about = folder.lstat()
    return Rights(about.st_uid, about.st_gid, stat.S_IMODE(about.st_mode))


def hand_over(file: Path, owner: int, group: int) -> bool:
    """Let a file belong to somebody, or to the group at least. Returns whether it does."""
    about = file.stat()
    if (about.st_uid, about.st_gid) == (owner, group):
        return True
    if _allowed(lambda: os.chown(file, owner, group)):
        return True
    return _allowed(lambda: os.chown(file, -1, group)) and about.st_uid == owner


def change_mode(file: Path, mode: int) -> None:
    """Let a file have a mode, where that is allowed."""
    if stat.S_IMODE(file.stat().st_mode) != mode:
        _allowed(lambda: file.chmod(mode))


def _give(file: Path, rights: Rights, mode: int) -> bool:
    given = hand_over(file, rights.owner, rights.group)
    change_mode(file, mode)
    return given


def _allowed(change: Callable[[], None]) -> bool:
    try:
        change()
    except OSError as error:
        if error.errno not in _REFUSALS:
            raise
        return False
    return True
