"""The folder of kept answers: private, small, written aside and renamed. The oldest go."""

import os
from contextlib import suppress
from typing import NamedTuple

from ketacli.express import MOST_BYTES, Question

MOST_ANSWERS = 128
MOST_BYTES_IN_ALL = 4_000_000
_PRIVATE = 0o700
_PRIVATE_FILE = 0o600


class Kept(NamedTuple):
    """One kept answer, or what is left of one that was never written to its end."""

    since: int
    name: str
    size: int


def put(asked: Question, answer: bytes) -> None:
    """Keep an answer, if it is not too large.

    Raises:
        OSError: it cannot be written; nothing is left behind.
    """
    if len(answer) > MOST_BYTES:
        return
    folder = _opened(asked.place)
    try:
        _make_room(folder, asked.key, len(answer))
        _write(folder, asked.key, answer)
    finally:
        os.close(folder)


def kept(place: str) -> tuple[Kept, ...]:
    """Every kept answer, the oldest first; none where there is no such folder."""
    try:
        folder = os.open(place, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return ()
    try:
        return _kept(folder)
    finally:
        os.close(folder)


def clear(place: str) -> None:
    """Remove every kept answer.

    Raises:
        OSError: one is there and cannot be removed.
    """
    for answer in kept(place):
        with suppress(FileNotFoundError):
            os.unlink(f"{place}/{answer.name}")  # noqa: PTH108


def _opened(place: str) -> int:
    """The folder, made where it is missing, and closed to everybody else."""
    from pathlib import Path

    Path(place).mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
    folder = os.open(place, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        if os.fstat(folder).st_uid != os.geteuid():
            raise PermissionError(place)
        os.fchmod(folder, _PRIVATE)
    except OSError:
        os.close(folder)
        raise
    return folder


def _kept(folder: int) -> tuple[Kept, ...]:
    found = []
    for name in os.listdir(folder):
        with suppress(FileNotFoundError):  # another run took it away
            about = os.stat(name, dir_fd=folder, follow_symlinks=False)
            found.append(Kept(about.st_mtime_ns, name, about.st_size))
    return tuple(sorted(found))


def _make_room(folder: int, key: str, size: int) -> None:
    """Let the oldest go until one more fits."""
    others = [answer for answer in _kept(folder) if answer.name != key]
    held = sum(answer.size for answer in others)
    for gone, answer in enumerate(others):
        if len(others) - gone < MOST_ANSWERS and held + size <= MOST_BYTES_IN_ALL:
            return
        with suppress(FileNotFoundError):
            os.unlink(answer.name, dir_fd=folder)
        held -= answer.size


def _write(folder: int, key: str, answer: bytes) -> None:
    """No fsync: an answer that a power cut tore apart fails its own digest, and is none."""
    aside = f".{key}.{os.getpid()}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        descriptor = os.open(aside, flags, _PRIVATE_FILE, dir_fd=folder)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(answer)
        os.replace(aside, key, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:  # Ctrl-C too
        with suppress(OSError):
            os.unlink(aside, dir_fd=folder)
        raise
