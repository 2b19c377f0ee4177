"""What the errors of the system and of SQLite mean, in words for staff."""

import errno
import os
import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest

from ketacli.records.entry import Cause
from ketacli.records.faults import FILE, Fault, is_damage, of_break, of_sqlite, of_system


def failed(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError()
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize("cause", Cause)
def test_every_break_has_words(cause: Cause) -> None:
    assert of_break(cause).name == cause.name


@pytest.mark.parametrize("fault", Fault)
def test_a_fault_is_a_short_line_without_a_path(fault: Fault) -> None:
    assert fault.value.isprintable()
    assert len(fault.value) < 70
    assert "/" not in fault.value


def test_every_error_of_the_system_means_something(tmp_path: Path) -> None:
    for number in (*errno.errorcode, 0, 99999):
        assert of_system(OSError(number, "words of the system"), tmp_path) in Fault
    assert of_system(OSError(), tmp_path) is Fault.BROKEN_DISK


def test_a_full_disk_is_told_from_one_without_room_for_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = OSError(errno.ENOSPC, "")

    def disk(**about: int) -> None:
        monkeypatch.setattr(os, "statvfs", lambda _: SimpleNamespace(**about))

    disk(f_files=10, f_favail=5)
    assert of_system(full, tmp_path) is Fault.FULL
    disk(f_files=10, f_favail=0)
    assert of_system(full, tmp_path) is Fault.NO_MORE_FILES
    disk(f_files=0, f_favail=0)  # one that does not count names
    assert of_system(full, tmp_path) is Fault.FULL


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        (sqlite3.SQLITE_FULL, Fault.FULL),
        (sqlite3.SQLITE_BUSY, Fault.IN_USE),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, Fault.IN_USE),
        (sqlite3.SQLITE_LOCKED, Fault.IN_USE),
        (sqlite3.SQLITE_CONSTRAINT_CHECK, Fault.REFUSED),
        (sqlite3.SQLITE_IOERR_WRITE, Fault.BROKEN_DISK),
        (sqlite3.SQLITE_CANTOPEN, Fault.BROKEN_DISK),
    ],
)
def test_every_error_of_sqlite_means_something(tmp_path: Path, code: int, fault: Fault) -> None:
    assert of_sqlite(failed(code), tmp_path) is fault


def test_an_error_without_a_code_means_something(tmp_path: Path) -> None:
    assert of_sqlite(sqlite3.InterfaceError(), tmp_path) is Fault.BROKEN_DISK


@pytest.mark.parametrize(
    ("about", "fault"),
    [
        ({"f_flag": os.ST_RDONLY}, Fault.READ_ONLY),
        ({"f_bavail": 0}, Fault.FULL),
        ({"f_favail": 0}, Fault.NO_MORE_FILES),
        ({}, Fault.BROKEN_DISK),
    ],
)
def test_where_sqlite_says_only_that_it_failed_the_disk_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, about: dict[str, int], fault: Fault
) -> None:
    sound = {"f_flag": 0, "f_bavail": 5, "f_files": 10, "f_favail": 5}
    monkeypatch.setattr(os, "statvfs", lambda _: SimpleNamespace(**{**sound, **about}))
    assert of_sqlite(failed(sqlite3.SQLITE_CANTOPEN), tmp_path) is fault


def test_a_folder_that_may_not_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / FILE
    allowed = {tmp_path}
    monkeypatch.setattr(os, "access", lambda path, _: path in allowed)
    failing = failed(sqlite3.SQLITE_READONLY)
    assert of_sqlite(failing, tmp_path) is Fault.BROKEN_DISK
    file.touch()
    assert of_sqlite(failing, tmp_path) is Fault.NOT_ALLOWED
    allowed.add(file)
    assert of_sqlite(failing, tmp_path) is Fault.BROKEN_DISK
    allowed.clear()
    assert of_sqlite(failing, tmp_path) is Fault.NOT_ALLOWED


def test_a_folder_that_is_gone_or_cannot_be_asked_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert of_sqlite(failed(sqlite3.SQLITE_CANTOPEN), tmp_path / "gone") is Fault.NO_FOLDER

    def fail(_: Path) -> None:
        raise PermissionError(errno.EACCES, "")

    monkeypatch.setattr(os, "statvfs", fail)
    assert of_sqlite(failed(sqlite3.SQLITE_CANTOPEN), tmp_path) is Fault.NOT_ALLOWED
    assert of_system(OSError(errno.ENOSPC, ""), tmp_path) is Fault.FULL

    def gone(_: Path) -> None:
        raise FileNotFoundError

    monkeypatch.setattr(os, "statvfs", gone)
    assert of_system(OSError(errno.ENOSPC, ""), tmp_path) is Fault.FULL


def test_damage_is_told_from_other_errors() -> None:
    for code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT_INDEX):
        assert is_damage(failed(code))
    for code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_IOERR):
        assert not is_damage(failed(code))
