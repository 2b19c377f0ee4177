"""Reads the files of one folder, and nothing outside it: regular files only, no links, no more
than 256 kB each. Keeps what it read, so that a page is made of one state of each file.
"""

import errno
import os
import stat
from pathlib import Path, PurePosixPath
from typing import Self

from ketacli.errors import ContentError, Problem
from ketacli.express import digest

MOST_BYTES = 256_000


class Folder:
    """A library's folder, read with suspicion."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read: dict[str, bytes | None] = {}
        self._digests: dict[str, str] = {}

    def read(self, name: str) -> bytes:
        """The bytes of a file below the folder.

        Raises:
            ContentError: it is not there, not a regular file, too large, or behind a link.
        """
        content = self.read_if_there(name)
        if content is None:
            raise ContentError((self.problem(name, "file-missing", "this file is missing"),))
        return content

    def read_if_there(self, name: str) -> bytes | None:
        """The bytes of a file, or None where there is none."""
        if name not in self._read:
            self._read[name] = self._fetch(name)
        return self._read[name]

    def digest(self, name: str) -> str:
        """What stands for the bytes of a file, or an empty string where it cannot be read."""
        if name not in self._digests:
            try:
                content = self.read_if_there(name)
            except ContentError:
                content = None
            self._digests[name] = digest(content)
        return self._digests[name]

    def names_read(self) -> tuple[str, ...]:
        """Which files were asked for, there or not."""
        return tuple(self._read)

    def problem(self, name: str, rule: str, message: str) -> Problem:
        """A problem of a file as a whole."""
        return Problem(self.display(name), 0, 0, rule, message)

    def display(self, name: str) -> str:
        """The name of a file as its author would type it from where they stand."""
        whole = self.path / name
        try:
            return os.fspath(whole.relative_to(Path.cwd()))
        except (ValueError, OSError):
            return os.fspath(whole)

    def entries(self, name: str) -> tuple[os.DirEntry[str], ...]:
        """What lies in a folder below this one, by name. Empty where there is no such folder."""
        try:
            with os.scandir(self.path / name) as found:
                return tuple(sorted(found, key=lambda entry: entry.name))
        except OSError:
            return ()

    def forget(self) -> None:
        """Let go of what was read, so that memory stays flat over many files."""
        self._read.clear()
        self._digests.clear()

    def _fetch(self, name: str) -> bytes | None:
        try:
            with _open_below(self.path, PurePosixPath(name)) as descriptor:
                return self._regular(name, descriptor.number)
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
                return None  # no file can have such a name
            message = f"this file cannot be read: {_reason(error)}"
            raise ContentError((self.problem(name, "file-unreadable", message),)) from error

    def _regular(self, name: str, descriptor: int) -> bytes:
        about = os.fstat(descriptor)
        if not stat.S_ISREG(about.st_mode):
            raise ContentError((self.problem(name, "file-kind", "this is not a regular file"),))
        if about.st_size > MOST_BYTES:
            message = f"this file has {about.st_size} bytes; at most {MOST_BYTES} are read"
            raise ContentError((self.problem(name, "file-size", message),))
        content = b""
        while len(content) <= MOST_BYTES and (more := os.read(descriptor, MOST_BYTES + 1)):
            content += more
        if len(content) > MOST_BYTES:
            message = f"this file grew over {MOST_BYTES} bytes while it was read"
            raise ContentError((self.problem(name, "file-size", message),))
        return content


def is_topic_id(name: str) -> bool:
    """Whether a name can be that of a topic: small letters, digits, and hyphens between them."""
    plain = name.isascii() and name == name.lower()
    return plain and all(piece.isalnum() for piece in name.split("-"))


def is_there(path: Path) -> bool:
    """Whether there is such a file or folder. One that cannot be looked at counts as there."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError as error:
        return error.errno != errno.ENAMETOOLONG
    return True


class _Descriptor:
    """An open file that is closed at the end of a `with`."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self.number)


def _open_below(root: Path, name: PurePosixPath) -> _Descriptor:
    """Open a file step by step, so that no step can be a link out of the folder."""
    if name.is_absolute() or ".." in name.parts:
        raise ValueError("it lies outside the library")
    step = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    for folder in name.parts[:-1]:
        step = _step(step, folder, os.O_DIRECTORY)
    return _Descriptor(_step(step, name.name, os.O_NONBLOCK))


def _step(parent: int, name: str, flags: int) -> int:
    try:
        return os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | flags, dir_fd=parent)
    finally:
        os.close(parent)


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, OSError):
        if error.errno in {errno.ELOOP, errno.ENOTDIR}:
            return "it is a link, or a folder on the way to it is a link or no folder"
        return error.strerror or "unknown reason"
    return str(error)
