"""This user's own small files: private, read only if they are ours, written whole or not at all."""

import os
import stat
from contextlib import suppress
from pathlib import Path

_PRIVATE_FOLDER = 0o700
_PRIVATE_FILE = 0o600
_ASIDE = ".ketacli-"


def read_own(file: Path, most: int) -> bytes:
    """The first `most` bytes of a regular file that belongs to this user.

    Raises:
        OSError: it is not there, it is a link, or it is somebody else's.
    """
    descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        about = os.fstat(descriptor)
        if about.st_uid != os.geteuid() or not stat.S_ISREG(about.st_mode):
            raise PermissionError
        return os.read(descriptor, most)
    finally:
        os.close(descriptor)


def write_own(file: Path, content: bytes, *, aside: str = _ASIDE) -> None:
    """Write a private file in a private folder, which is made where it is missing.

    Args:
        file: what is written.
        content: all of it.
        aside: as of `replace_whole`.

    Raises:
        OSError: it cannot be written.
    """
    file.parent.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
    replace_whole(file, content, _PRIVATE_FILE, aside=aside)


def replace_whole(file: Path, content: bytes, mode: int, *, aside: str = _ASIDE) -> None:
    """Write aside and rename: whoever reads, at any moment, finds the old file or the new one.

    Args:
        file: what is written.
        content: all of it.
        mode: of the file.
        aside: what the name begins with under which it is written, and by which what a killed
            program left is found. A short one fits wherever the name of the file does.

    Raises:
        OSError: it cannot be written; nothing is left behind.
    """
    # A name that nobody can lay a link or a pipe at beforehand.
    new = file.with_name(f"{aside}{int.from_bytes(os.urandom(8))}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(new, flags, mode)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            with suppress(PermissionError):  # a USB stick has one mode for all of its files
                os.fchmod(descriptor, mode)
            stream.write(content)
            stream.flush()
            os.fsync(descriptor)
        new.replace(file)
    except BaseException:  # Ctrl-C too
        with suppress(OSError):
            new.unlink()
        raise
