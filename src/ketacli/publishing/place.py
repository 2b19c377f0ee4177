"""Where a site stands, and the hidden folder beside it in which its next state is built: one
publisher at a time, and nothing left there afterwards.
"""

import fcntl
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from ketacli.errors import NotWrittenError
from ketacli.publishing.state import read

_NEW, _OLD, _SEAL = "new", "old", "seal"


class Place(NamedTuple):
    """One site, while one publisher has it."""

    root: Path
    """The folder itself, behind any link."""
    yard: Path
    """The hidden folder beside it."""
    lock: int
    """The descriptor that says that somebody is at work. A process that is started closes it."""

    @property
    def new(self) -> Path:
        """Where the new state is built, and the old one ends."""
        return self.yard / _NEW

    @property
    def old(self) -> Path:
        """Where the old state waits, where names cannot be exchanged."""
        return self.yard / _OLD

    @property
    def seal(self) -> Path:
        """The next hidden file."""
        return self.yard / _SEAL


@contextmanager
def place(target: str) -> Iterator[Place]:
    """Have a site to oneself.

    Args:
        target: its folder, which may be a link to it, or not be there yet.

    Raises:
        NotWrittenError: it is no site, somebody publishes there, or it cannot be written.
    """
    try:
        root = Path(os.path.realpath(target))  # resolve() fails where links go round in circles
        _check(root, target)
        yard = root.with_name(f".{root.name}.ketacli")
        lock = _locked(yard, target)
    except (OSError, ValueError) as error:
        raise _refused(target, error) from error
    try:
        taken = Place(root, yard, lock)
        try:
            _sweep(taken)
            _check(root, target)
        except OSError as error:
            raise _refused(target, error) from error
        yield taken
    finally:
        with suppress(OSError):
            _sweep(Place(root, yard, lock))
        with suppress(OSError):
            yard.rmdir()
        os.close(lock)


def _check(root: Path, target: str) -> None:
    """Whether this is a folder to publish in."""
    # The switch gives its name to another folder, and whoever stands in it is left in none.
    with suppress(FileNotFoundError):
        if Path.cwd().is_relative_to(root):
            raise NotWrittenError(target, "you stand in it; go to another folder first")
    try:
        about = root.lstat()
    except FileNotFoundError:
        return
    if not stat.S_ISDIR(about.st_mode):
        raise NotWrittenError(target, "it is no folder")
    if about.st_dev != root.parent.stat().st_dev:
        raise NotWrittenError(target, "it is a file system of its own; publish in a folder of it")
    if any(root.iterdir()) and read(root) is None:
        raise NotWrittenError(target, "it has other files in it and is no site of ketacli")


def _locked(yard: Path, target: str) -> int:
    """The hidden folder, made and locked. Whoever is killed lets go of the lock."""
    while True:
        with suppress(FileExistsError):
            yard.mkdir(0o700)
        flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
        lock = os.open(yard, flags)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is(yard, lock):
                return lock
        except BlockingIOError:
            os.close(lock)
            raise NotWrittenError(target, "somebody else is publishing there now") from None
        except BaseException:
            os.close(lock)
            raise
        os.close(lock)  # another publisher was done with it, and took it away


def _is(yard: Path, lock: int) -> bool:
    try:
        return os.path.samestat(yard.lstat(), os.fstat(lock))
    except FileNotFoundError:
        return False


def _sweep(taken: Place) -> None:
    """Take away what a run left behind that was killed, and put back a site that it had moved."""
    if taken.old.exists() and not os.path.lexists(taken.root):
        taken.old.rename(taken.root)
    for left in (taken.new, taken.old):
        if left.exists():
            shutil.rmtree(left)
    for left in taken.yard.glob("press-*"):
        shutil.rmtree(left, ignore_errors=True)
    taken.seal.unlink(missing_ok=True)


def _refused(target: str, error: OSError | ValueError) -> NotWrittenError:
    reason = error.strerror if isinstance(error, OSError) else None
    return NotWrittenError(target, (reason or "it is no name of a folder").lower())
