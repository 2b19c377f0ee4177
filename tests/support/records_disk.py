"""A disk that a test can fill, lock and free: a real small one where this machine lets us mount it,
else a plain folder and a SQLite that behaves as if it lay on such a disk.
"""

import errno
import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from ketacli.records import ledger


class RealDisk:
    """A small disk in memory."""

    real = True

    def __init__(self, folder: Path, options: str) -> None:
        self.folder = folder
        self.options = options
        self.ballast = folder / "ballast"

    def fill(self) -> None:
        """Leave no room at all."""
        with self.ballast.open("wb", buffering=0) as stream:
            for size in (4096, 1):
                try:
                    while True:
                        stream.write(bytes(size))
                except OSError as error:
                    assert error.errno == errno.ENOSPC  # noqa: PT017 - that is what full means

    def use_up_names(self) -> None:
        """Leave no room for another file."""
        number = 0
        try:
            while True:
                (self.folder / f"ballast-{number}").touch()
                number += 1
        except OSError as error:
            assert error.errno == errno.ENOSPC  # noqa: PT017

    def free(self) -> None:
        """Give the room back."""
        for file in self.folder.glob("ballast*"):
            file.unlink()

    def lock(self) -> None:
        """Let it be read and not written."""
        _mount("-o", "remount,ro", os.fspath(self.folder))

    def unlock(self) -> None:
        """Let it be written again."""
        _mount("-o", "remount,rw", os.fspath(self.folder))


class PretendedDisk:
    """A folder in which SQLite and the system are told what such a disk would tell them."""

    real = False

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self._patch = patch

    def fill(self) -> None:
        self._fail("database or disk is full", sqlite3.SQLITE_FULL, errno.ENOSPC)

    def use_up_names(self) -> None:
        self._fail("unable to open database file", sqlite3.SQLITE_CANTOPEN, errno.ENOSPC)
        self._told(f_files=5, f_favail=0, f_bavail=1)

    def lock(self) -> None:
        message = "attempt to write a readonly database"
        self._fail(message, sqlite3.SQLITE_READONLY, errno.EROFS)
        self._told(f_files=5, f_favail=1, f_bavail=1, f_flag=os.ST_RDONLY)

    def free(self) -> None:
        self._patch.undo()

    unlock = free

    def _fail(self, message: str, code: int, number: int) -> None:
        def sqlite_fails(*_: Any) -> None:
            error = sqlite3.OperationalError(message)
            error.sqlite_errorcode = code
            raise error

        def system_fails(*_: Any, **__: Any) -> None:
            raise OSError(number, os.strerror(number))

        self._patch.setattr(ledger, "_insert", sqlite_fails)
        self._patch.setattr(Path, "mkdir", system_fails)

    def _told(self, **about: int) -> None:
        kinds = {"f_flag": 0, **about}
        self._patch.setattr(os, "statvfs", lambda _: type("Disk", (), kinds)())


Disk = RealDisk | PretendedDisk


def can_mount(folder: Path) -> bool:
    """Whether this machine lets us mount a disk in memory."""
    try:
        with _mounted(folder, "size=64k"):
            return True
    except (OSError, subprocess.CalledProcessError):
        return False


@contextmanager
def disk(folder: Path, options: str, *, real: bool) -> Iterator[Disk]:
    """A disk, as real as it can be."""
    folder.mkdir(exist_ok=True)
    if real:
        with _mounted(folder, options):
            yield RealDisk(folder, options)
    else:
        with pytest.MonkeyPatch.context() as patch:
            yield PretendedDisk(folder, patch)


@contextmanager
def _mounted(folder: Path, options: str) -> Iterator[None]:
    folder.mkdir(exist_ok=True)
    _mount("-t", "tmpfs", "-o", options, "tmpfs", os.fspath(folder))
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", os.fspath(folder)], check=True, timeout=60)


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True, capture_output=True, timeout=60)
