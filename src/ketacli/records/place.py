"""Where the records are: one folder and one file, both ours and private, or a fault. Sets a damaged
file aside, and keeps two programs from opening, making or setting aside at the same time.
"""

import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

from ketacli.own_files import read_own, write_own
from ketacli.records.chain import Checkpoint, read_checkpoint
from ketacli.records.faults import FILE, Fault, FaultError

NAME = FILE
CHECKPOINT = "records.checkpoint"
PATIENCE = 5.0
"""Seconds that one program waits for another."""
MOST_ASIDE = 50
_BESIDE = ("", "-wal", "-shm", "-journal")
"""The endings of the files that SQLite keeps."""
_PRIVATE_FOLDER, _PRIVATE_FILE = 0o700, 0o600
_OTHERS = 0o077
_MOST_BYTES = 4096
_PAUSE = 0.02

Identity = tuple[tuple[int, int], ...]
"""Which files these are, whatever their names: device and inode."""


def make_folder(folder: Path) -> None:
    """Make the folder where it is missing, and see that it is ours.

    Raises:
        OSError: it cannot be made.
        FaultError: it is somebody else's, or no folder.
    """
    if not folder.is_dir():
        folder.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
        sync(folder.parent)
    if folder.stat().st_uid != os.geteuid():
        raise FaultError(Fault.OTHER_OWNER)


def make_file(file: Path) -> None:
    """Make an empty file where there is none, and see that all its files are files, and ours.

    SQLite gives the files beside it the same mode.

    Raises:
        OSError: it cannot be made.
        FaultError: it is somebody else's, or a link, a pipe, a folder.
    """
    mode = _PRIVATE_FILE
    for one in _beside(file, file.name):
        mode = _private(one, mode)
    with suppress(FileExistsError):
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        os.close(os.open(file, flags, _PRIVATE_FILE))
        sync(file.parent)


def _beside(file: Path, name: str) -> tuple[Path, ...]:
    """All the files that SQLite keeps under a name."""
    return tuple(file.with_name(name + ending) for ending in _BESIDE)


def _private(file: Path, mode: int) -> int:
    """Keep others out of a file that is there, and give it its owner's rights of the first one."""
    try:
        about = file.lstat()
    except FileNotFoundError:
        return mode
    if not stat.S_ISREG(about.st_mode):
        raise FaultError(Fault.NOT_A_FILE)
    if about.st_uid != os.geteuid():
        raise FaultError(Fault.OTHER_OWNER)
    wanted = stat.S_IMODE(about.st_mode) & ~_OTHERS if file.name == NAME else mode
    if stat.S_IMODE(about.st_mode) != wanted:
        file.chmod(wanted)
    return wanted


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep other programs out while the file is opened. The lock ends with its program.

    Raises:
        OSError: the folder cannot be opened.
        FaultError: another program keeps us out.
    """
    last = monotonic() + PATIENCE
    while True:
        with alone_if_free(folder) as free:
            if free:
                yield
                return
        if monotonic() > last:
            raise FaultError(Fault.IN_USE)
        sleep(_PAUSE)


@contextmanager
def alone_if_free(folder: Path) -> Iterator[bool]:
    """The same without waiting: whether no other program is at it.

    Raises:
        OSError: the folder cannot be opened.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield _lock(descriptor)
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def identity(file: Path) -> Identity:
    """Which files stand here now: the records and what was not yet copied into them."""
    found = []
    for ending in ("", "-wal"):
        try:
            about = file.with_name(file.name + ending).lstat()
        except OSError:
            found.append((0, 0))
        else:
            found.append((about.st_dev, about.st_ino))
    return tuple(found)


def set_aside(file: Path) -> str:
    """Move a damaged file out of the way, with all that belongs to it. Never deletes anything.

    Returns the name it has now.

    Raises:
        OSError: it cannot be moved.
        FaultError: so many were set aside that no file will stay whole here.
    """
    number = 1
    while any(map(os.path.lexists, _beside(file, f"{NAME}.damaged-{number}"))):
        number += 1
    if number > MOST_ASIDE:
        raise FaultError(Fault.BROKEN_DISK)
    aside = f"{NAME}.damaged-{number}"
    # The file itself goes last: where the power fails in between, all is set aside next time.
    pairs = zip(_beside(file, file.name), _beside(file, aside), strict=True)
    for one, other in reversed(tuple(pairs)):
        with suppress(FileNotFoundError):
            one.replace(other)
    sync(file.parent)
    return aside


def sync(folder: Path) -> None:
    """Have the names in a folder on the disk.

    Raises:
        OSError: it cannot be done.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def kept_checkpoint(folder: Path) -> Checkpoint | None:
    """The newest checkpoint that was kept beside the file. A damaged one counts as none."""
    try:
        return read_checkpoint(read_own(folder / CHECKPOINT, _MOST_BYTES).decode())
    except (OSError, ValueError):
        return None


def keep_checkpoint(folder: Path, checkpoint: Checkpoint) -> None:
    """Keep a checkpoint beside the file. Only for the one program that may write just now.

    Raises:
        OSError: it cannot be written.
    """
    aside = f".{CHECKPOINT}."
    for left in folder.glob(f"{aside}*"):  # by a program that was killed as it wrote
        left.unlink(missing_ok=True)
    write_own(folder / CHECKPOINT, checkpoint.written().encode(), aside=aside)
