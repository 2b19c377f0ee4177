"""Where a site stands, and the hidden folder beside it in which its next state is built: one
publisher at a time, and nothing left there afterwards.
"""

import errno
import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import NamedTuple

from ketacli.errors import NotWrittenError
from ketacli.publishing import system
from ketacli.publishing.rights import OWN
from ketacli.publishing.state import read

_NEW, _OLD, _SEAL = "new", "old", "seal"
_PRESS, _LEFT = "press-", "left-"
_MOUNTED = "it is a file system of its own"


class Left(NamedTuple):
    """Something that nobody needs and that cannot be taken away."""

    path: Path
    reason: str


class Place(NamedTuple):
    """One site, while one publisher has it."""

    root: Path
    """The folder itself, behind any link."""
    yard: Path
    """The hidden folder beside it."""
    lock: int
    """The descriptor that says that somebody is at work. A process that is started closes it."""
    left: tuple[Left, ...] = ()
    """What earlier publishers had to leave in the yard."""

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
    root = Path(target)
    try:
        root = Path(os.path.realpath(target))  # resolve() fails where links go round in circles
        _check(root, target)
        yard = root.with_name(f".{root.name}.ketacli")
        lock = _locked(yard, target)
    except (OSError, ValueError) as error:
        raise _refused(target, error, root) from error
    try:
        taken = Place(root, yard, lock)
        try:
            left = _sweep(taken)
            for stays in left:
                if stays.path in {taken.new, taken.old, taken.seal}:
                    raise NotWrittenError(target, f"{stays.path} is in the way: {stays.reason}")
            _check(root, target)
        except OSError as error:
            raise _refused(target, error, root) from error
        yield taken._replace(left=left)
    finally:
        with suppress(OSError):
            _sweep(Place(root, yard, lock))
        with suppress(OSError):
            yard.rmdir()
        os.close(lock)


def clear(yard: Path) -> tuple[Left, ...]:
    """Take away whatever publishers have left in a yard, as far as that can be done.

    Returns:
        of each thing that stays, what of it cannot be taken away, and why.
    """
    # First it gets another name: a state that is half gone is never taken for one, and whoever
    # builds the next one finds its name free.
    left: list[Left | None] = []
    for found in tuple(yard.iterdir()):
        if found.name in {_NEW, _OLD, _SEAL} or found.name.startswith(_PRESS):
            try:
                found.rename(_free(yard))
            except OSError as error:
                left.append(Left(found, reason(error, found)))
    left += (_removed(found) for found in tuple(yard.iterdir()) if found.name.startswith(_LEFT))
    return tuple(sorted(filter(None, left)))


def reason(error: OSError, *sites: Path) -> str:
    """Why something cannot be written, and what, if it is not the folder of the site.

    Args:
        error: what the system says.
        sites: folders that files of the site are in, from which they are named.
    """
    if error.errno == errno.EXDEV:
        said = "it comes with the image of a container and cannot be replaced"
        return f"{said}; publish in a volume or in a new folder"
    said = (error.strerror or "unknown reason").lower()
    if not isinstance(error.filename, str | bytes | os.PathLike):
        return said
    file = Path(os.fsdecode(error.filename))
    for site in sites:
        if file.is_relative_to(site):
            file = file.relative_to(site)
            break
    return f"{said} ({file})" if file != Path() else said


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
    points = system.mounted(root)
    if root in points or about.st_dev != root.parent.stat().st_dev:
        raise NotWrittenError(target, f"{_MOUNTED}; publish in a folder of it")
    for point in points:
        what = f"{point.relative_to(root)} in it is a file system of its own"
        raise NotWrittenError(target, f"{what}; take that away, or publish elsewhere")
    if any(root.iterdir()) and read(root) is None:
        raise NotWrittenError(target, "it has other files in it and is no site of ketacli")


def _locked(yard: Path, target: str) -> int:
    """The hidden folder, made and locked. Whoever is killed lets go of the lock."""
    while True:
        try:
            yard.mkdir(0o700)
        except FileExistsError:
            pass
        except OSError as error:
            error.filename = os.fspath(yard.parent)  # nobody has heard of the yard
            raise
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


def _sweep(taken: Place) -> tuple[Left, ...]:
    """Take away what a run left behind that was killed, and put back a site that it had moved."""
    if taken.old.exists() and not os.path.lexists(taken.root):
        taken.old.rename(taken.root)
    return clear(taken.yard)


def _free(yard: Path) -> Path:
    names = (yard / f"{_LEFT}{number}" for number in count(1))
    return next(name for name in names if not os.path.lexists(name))


def _removed(top: Path) -> Left | None:
    """Take away a file, or a folder with all that is in it, and tell the first thing that stays.
    What is mounted in it is somebody's who wants to keep it.
    """
    for point in system.mounted(top):
        return Left(point, _MOUNTED)
    left: list[Left] = []
    unread: dict[str, OSError] = {}

    def take(name: str, folder: str, inside: int | None) -> None:
        try:
            about = os.stat(name, dir_fd=inside, follow_symlinks=False)
            take_one = os.rmdir if stat.S_ISDIR(about.st_mode) else os.unlink
            take_one(name, dir_fd=inside)
        except OSError as error:
            left.append(Left(Path(folder, name), reason(unread.pop(name, error), Path(name))))

    def note(error: OSError) -> None:
        unread[error.filename] = error

    try:
        # Not by paths: the owner of a folder in it may put a link in its place meanwhile.
        for folder, folders, files, inside in os.fwalk(top, topdown=False, onerror=note):
            if os.fstat(inside).st_mode & OWN != OWN:
                with suppress(PermissionError):
                    os.fchmod(inside, OWN)
            for name in (*files, *folders):
                take(name, folder, inside)
    except OSError as error:
        note(error)
    take(os.fspath(top), "", None)
    return left[0] if left and os.path.lexists(top) else None


def _refused(target: str, error: OSError | ValueError, root: Path) -> NotWrittenError:
    if isinstance(error, OSError):
        return NotWrittenError(target, reason(error, root))
    return NotWrittenError(target, "it is no name of a folder")
