"""What can keep a record from being written, as short facts for staff. Turns the errors of the
system and of SQLite into them. Never a path: a folder can be named after a person.
"""

import errno
import os
from enum import StrEnum, unique
from pathlib import Path
from typing import TYPE_CHECKING

from ketacli.records.entry import Cause

if TYPE_CHECKING:
    import sqlite3


FILE = "records.db"


@unique
class Fault(StrEnum):
    """What staff are told."""

    NO_FOLDER = "there is no folder for records"
    NOT_A_FOLDER = "something that is no folder stands where the records belong"
    NOT_A_FILE = "something that is no file stands where the records belong"
    OTHER_OWNER = "the folder or file belongs to another user"
    NOT_ALLOWED = "the folder or file may not be written"
    FULL = "the disk is full"
    NO_MORE_FILES = "the disk has no room for another file"
    READ_ONLY = "the disk can only be read"
    IN_USE = "another program is writing"
    BROKEN_DISK = "the disk does not work"
    TOO_MANY = "too many files are open"
    REFUSED = "it was not one of the things that are recorded"
    VANISHED = "the file vanished while it was written"
    UNREADABLE = "the records are damaged"
    DAMAGED = "the records were damaged, and are kept beside a new file"
    MISSING = "earlier records are gone"
    CUT = "the last records are gone"
    CHANGED = "earlier records were changed"
    UNWRITTEN = "some records could not be written at all"


class FaultError(Exception):
    """A record could not be written."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


_OF_SYSTEM = {
    errno.ENOENT: Fault.NO_FOLDER,
    errno.ENOTDIR: Fault.NOT_A_FOLDER,
    errno.EEXIST: Fault.NOT_A_FOLDER,
    errno.ELOOP: Fault.NOT_A_FILE,
    errno.EACCES: Fault.NOT_ALLOWED,
    errno.EPERM: Fault.NOT_ALLOWED,
    errno.EROFS: Fault.READ_ONLY,
    errno.EDQUOT: Fault.FULL,
    errno.EFBIG: Fault.FULL,
    errno.EMFILE: Fault.TOO_MANY,
    errno.ENFILE: Fault.TOO_MANY,
}


def of_break(cause: Cause) -> Fault:
    """What staff are told of rows that are missing."""
    return Fault[cause.name]


def of_system(error: OSError, folder: Path) -> Fault:
    """What an error of the system means."""
    if error.errno == errno.ENOSPC:
        return Fault.NO_MORE_FILES if _no_more_files(folder) else Fault.FULL
    return _OF_SYSTEM.get(error.errno or 0, Fault.BROKEN_DISK)


def of_sqlite(error: "sqlite3.Error", folder: Path) -> Fault:
    """What an error of SQLite means. Many of its codes say only that something failed: look why."""
    import sqlite3

    match _code(error):
        case sqlite3.SQLITE_FULL:
            return Fault.FULL
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return Fault.IN_USE
        case sqlite3.SQLITE_CONSTRAINT | sqlite3.SQLITE_MISMATCH:
            return Fault.REFUSED
        case _:
            return _look(folder)


def is_damage(error: "sqlite3.Error") -> bool:
    """Whether SQLite cannot make sense of the file."""
    import sqlite3

    return _code(error) in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def _code(error: "sqlite3.Error") -> int:
    """The code without its details."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _look(folder: Path) -> Fault:
    """Why a folder cannot be written just now."""
    try:
        disk = os.statvfs(folder)
    except OSError as error:
        return of_system(error, folder)
    if disk.f_flag & os.ST_RDONLY:
        return Fault.READ_ONLY
    if not disk.f_bavail:
        return Fault.FULL
    if _no_more_files(folder):
        return Fault.NO_MORE_FILES
    # Not what the mode says: for root, it says nothing.
    file = folder / FILE
    allowed = os.access(folder, os.W_OK | os.X_OK) and (
        not file.exists() or os.access(file, os.R_OK | os.W_OK)
    )
    return Fault.BROKEN_DISK if allowed else Fault.NOT_ALLOWED


def _no_more_files(folder: Path) -> bool:
    """Whether the disk has no room for a name, where it counts names at all."""
    for there in (folder, *folder.parents):
        try:
            disk = os.statvfs(there)
        except FileNotFoundError:  # the folder itself may be what could not be made
            continue
        except OSError:
            return False
        return bool(disk.f_files) and not disk.f_favail
    return False
