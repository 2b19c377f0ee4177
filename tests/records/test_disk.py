"""What a disk, a folder and a file can do to the records: each row of the table of faults."""

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ketacli.disclaimer import Channel
from ketacli.records import ledger, place, table
from ketacli.records.entry import Cause
from ketacli.records.faults import Fault
from ketacli.records.reading import newest_checkpoint, summary
from ketacli.records.verify import verify
from support.records import DAY, WORDS, behind, kinds, pen, tick, ticks, write
from support.records_disk import Disk, can_mount, disk


@pytest.fixture(scope="module")
def mountable(tmp_path_factory: pytest.TempPathFactory) -> bool:
    return can_mount(tmp_path_factory.mktemp("mount"))


@pytest.fixture(params=["as real as can be", "pretended"])
def small(request: pytest.FixtureRequest, tmp_path: Path, *, mountable: bool) -> Iterator[Disk]:
    real = mountable and request.param != "pretended"
    with disk(tmp_path / "disk", "size=512k,nr_inodes=12", real=real) as made:
        yield made


def test_a_full_disk_keeps_nothing_back_for_good(small: Disk) -> None:
    folder = small.folder / "state"
    writer = pen(folder)
    assert tick(writer, 0)
    small.fill()
    rows = 1
    while tick(writer, rows):  # a little room is left inside the file
        rows += 1
        assert rows < 100
    assert writer.fault == Fault.FULL
    for number in range(rows + 1, rows + 5):
        assert not tick(writer, number)
        assert writer.fault == Fault.FULL
    assert summary(folder).rows == rows  # what is there can be read
    small.free()
    assert tick(writer, rows + 5)
    assert (writer.fault, writer.pending) == ("", ())
    writer.close()
    assert ticks(folder) == list(range(rows + 6))
    assert verify(folder) == (rows + 6, ())
    assert summary(folder).breaks == ()


def test_a_disk_that_is_full_at_the_start_is_told(small: Disk) -> None:
    folder = small.folder / "state"
    small.fill()
    writer = pen(folder)
    assert not tick(writer, 0)
    assert writer.fault == Fault.FULL
    small.free()
    assert tick(writer, 1)
    writer.close()
    assert verify(folder) == (2, ())


def test_a_disk_without_room_for_another_file_is_told(small: Disk) -> None:
    folder = small.folder / "state"
    small.use_up_names()
    writer = pen(folder)
    assert not tick(writer, 0)
    assert writer.fault == Fault.NO_MORE_FILES
    small.free()
    assert tick(writer, 1)
    writer.close()
    assert ticks(folder) == [0, 1]


def test_a_disk_that_can_only_be_read_is_told_and_read(small: Disk) -> None:
    folder = small.folder / "state"
    write(folder, 3)
    small.lock()
    writer = pen(folder)
    for number in range(3, 6):
        assert not tick(writer, number)
        assert writer.fault == Fault.READ_ONLY
    assert summary(folder).rows == 3
    assert verify(folder) == (3, ())
    small.unlock()
    assert tick(writer, 6)
    writer.close()
    assert ticks(folder) == list(range(7))


def test_a_disk_that_becomes_read_only_while_it_is_open_is_told(small: Disk) -> None:
    folder = small.folder / "state"
    writer = pen(folder)
    assert tick(writer, 0)
    if small.real:  # a disk with an open file is locked by the system only after a fault of its own
        writer.close()
    small.lock()
    assert not tick(writer, 1)
    assert writer.fault == Fault.READ_ONLY
    assert summary(folder).rows == 1
    small.unlock()
    assert tick(writer, 2)
    writer.close()
    assert verify(folder) == (3, ())


def test_a_checkpoint_that_cannot_be_kept_is_told_and_the_row_is_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = pen(tmp_path)
    assert tick(writer, 0)
    with monkeypatch.context() as patch:
        patch.setattr(place, "write_own", _no_room)
        assert tick(writer, 1)
        assert tick(writer, 2)
        assert writer.fault == Fault.FULL
    writer.close()
    assert verify(tmp_path) == (3, ())


def test_a_file_that_is_busy_when_the_checkpoint_is_kept_is_recorded_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = pen(tmp_path)
    assert tick(writer, 0)

    def busy(*_: object) -> None:
        error = sqlite3.OperationalError("database is locked")
        error.sqlite_errorcode = sqlite3.SQLITE_BUSY
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(place, "kept_checkpoint", busy)
        assert tick(writer, 1)
        assert writer.fault == Fault.IN_USE
    assert tick(writer, 2)
    writer.close()
    assert ticks(tmp_path) == [0, 1, 2]


def test_a_fault_of_the_disk_that_passes_is_no_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, 3)
    answers = iter([False, True])
    monkeypatch.setattr(ledger, "_is_sound", lambda _: next(answers))
    write(tmp_path, 1)
    assert ticks(tmp_path) == [0, 1, 2, 0]
    assert list(tmp_path.glob("*.damaged-*")) == []


def test_a_file_that_sqlite_opened_for_reading_only_is_opened_again(tmp_path: Path) -> None:
    writer = pen(tmp_path)
    assert tick(writer, 0)
    assert writer._ledger is not None
    assert writer._ledger._connection is not None
    writer._ledger._connection.execute("pragma query_only = on")
    assert not tick(writer, 1)
    assert writer.fault
    assert tick(writer, 2)
    writer.close()
    assert ticks(tmp_path) == [0, 1, 2]


def test_an_error_of_the_disk_on_opening_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, 1)

    def fail(_: object) -> None:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR_READ
        raise error

    writer = pen(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(table, "definition", fail)
        assert not tick(writer, 1)
        assert writer.fault == Fault.BROKEN_DISK
    assert tick(writer, 2)
    writer.close()
    assert list(tmp_path.glob("*.damaged-*")) == []


def _no_room(*_: object, **_how: str) -> None:
    raise OSError(28, "No space left on device")


def test_the_folder_of_another_user_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "state"
    folder.mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(os, "geteuid", lambda: os.getuid() + 1)
        writer = pen(folder)
        assert not tick(writer, 0)
        assert writer.fault == Fault.OTHER_OWNER
        assert list(folder.iterdir()) == []
    assert tick(writer, 1)
    writer.close()


@pytest.mark.parametrize("name", [place.NAME, f"{place.NAME}-wal", f"{place.NAME}-shm"])
def test_the_file_of_another_user_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / name).touch()
    about = os.stat_result

    def as_of_another(file: Path) -> os.stat_result:
        found = os.lstat(file)
        values = list(found)
        values[4] = found.st_uid + (file.name == name)
        return about(values)

    monkeypatch.setattr(Path, "lstat", as_of_another)
    writer = pen(tmp_path)
    assert not tick(writer, 0)
    assert writer.fault == Fault.OTHER_OWNER


def test_a_missing_folder_is_made_anew_when_it_goes_away(tmp_path: Path) -> None:
    folder = tmp_path / "state" / "ketacli"
    writer = pen(folder)
    assert tick(writer, 0)
    shutil.rmtree(folder)
    assert tick(writer, 1)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    writer.close()
    assert ticks(folder) == [1]
    # The checkpoint went with the folder: nobody here can tell that there was a row.
    assert verify(folder) == (1, ())


@pytest.mark.parametrize("below", [False, True])
def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path, *, below: bool) -> None:
    (tmp_path / "state").touch()
    writer = pen(tmp_path / "state" / "below" if below else tmp_path / "state")
    assert not tick(writer, 0)
    assert writer.fault == Fault.NOT_A_FOLDER
    assert len(writer.pending) == 1


def test_a_folder_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    writer = pen(tmp_path / ("x" * 300))
    assert not tick(writer, 0)
    assert writer.fault == Fault.BROKEN_DISK


def break_rows(folder: Path) -> list[tuple[Cause, int]]:
    return [(found.what.cause, found.what.rows) for found in summary(folder).breaks]


def test_a_file_that_is_deleted_while_it_is_open_is_noticed(tmp_path: Path) -> None:
    writer = pen(tmp_path)
    for number in range(3):
        assert tick(writer, number)
    (tmp_path / place.NAME).unlink()
    assert tick(writer, 3)
    assert writer.fault == Fault.MISSING
    assert tick(writer, 4)
    writer.close()
    assert ticks(tmp_path) == [3, 4]
    assert break_rows(tmp_path) == [(Cause.MISSING, 3)]
    assert verify(tmp_path) == (3, ())


def test_a_file_that_is_deleted_leaves_the_rows_of_other_programs_alone(tmp_path: Path) -> None:
    one, other = pen(tmp_path), pen(tmp_path)
    assert tick(one, 0)
    assert tick(other, 1)
    for file in tmp_path.glob(f"{place.NAME}*"):
        file.unlink()
    assert tick(one, 2)
    # The other lets go of the file that is gone, and must not take the new one's log with it.
    other.close()
    assert tick(one, 3)
    assert tick(other, 4)
    assert tick(one, 5)
    one.close()
    other.close()
    assert ticks(tmp_path) == [2, 3, 4, 5]
    assert verify(tmp_path).faults == ()


@pytest.mark.parametrize("name", [f"{place.NAME}-wal", f"{place.NAME}-shm"])
def test_what_belongs_to_the_file_can_be_deleted_while_it_is_open(
    tmp_path: Path, name: str
) -> None:
    writer = pen(tmp_path)
    for number in range(3):
        assert tick(writer, number)
    (tmp_path / name).unlink()
    for number in range(3, 6):
        assert tick(writer, number)
    writer.close()
    assert ticks(tmp_path) == list(range(6))
    assert verify(tmp_path) == (6, ())


def test_a_file_that_vanishes_at_every_write_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = pen(tmp_path)
    numbers = iter(range(1000))
    monkeypatch.setattr(place, "identity", lambda _: ((next(numbers), 0),))
    assert not tick(writer, 0)
    assert writer.fault == Fault.VANISHED
    monkeypatch.undo()
    assert tick(writer, 1)
    writer.close()


def test_a_row_whose_file_comes_back_is_not_written_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = pen(tmp_path)
    assert tick(writer, 0)
    right = place.identity(tmp_path / place.NAME)
    answers = iter([right, ((0, 0),)])  # before the write, and after it
    identity = place.identity
    monkeypatch.setattr(place, "identity", lambda file: next(answers, None) or identity(file))
    assert tick(writer, 1)
    writer.close()
    assert ticks(tmp_path) == [0, 1]
    assert verify(tmp_path) == (2, ())


def _garbage(file: Path) -> None:
    file.write_bytes(b"\xde\xad\xbe\xef" * 4096)


def _text(file: Path) -> None:
    file.write_text("This was a database once.\n" * 400, encoding="utf-8")


def _half(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _torn_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:700])


def _zeros_inside(file: Path) -> None:
    whole = bytearray(file.read_bytes())
    whole[4096:8192] = bytes(4096)
    file.write_bytes(whole)


def _another_database(file: Path) -> None:
    file.unlink()
    connection = sqlite3.connect(file)
    connection.execute("create table patient (name text)")
    connection.commit()
    connection.close()


def _other_columns(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute("alter table record add column name text")
    connection.commit()
    connection.close()


DAMAGE = (_garbage, _text, _half, _torn_off, _zeros_inside, _another_database, _other_columns)


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_is_set_aside_and_the_new_one_names_the_break(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    rows = 25
    write(tmp_path, rows)
    root = newest_checkpoint(tmp_path).root.hex()
    file = tmp_path / place.NAME
    damage(file)
    damaged = file.read_bytes()
    writer = pen(tmp_path)
    assert tick(writer, 100)
    assert writer.fault == Fault.DAMAGED
    writer.close()
    assert kinds(tmp_path) == ["break", "checked"]
    (found,) = summary(tmp_path).breaks
    assert found.what == (Cause.DAMAGED, rows, root, f"{place.NAME}.damaged-1")
    assert (tmp_path / f"{place.NAME}.damaged-1").read_bytes() == damaged
    assert verify(tmp_path) == (2, ())


def test_damage_after_damage_is_numbered_and_nothing_is_deleted(tmp_path: Path) -> None:
    for number in range(1, 4):
        write(tmp_path, 2)
        (tmp_path / place.NAME).write_bytes(b"damage %d" % number * 1000)
    write(tmp_path, 1)
    aside = sorted(tmp_path.glob("*.damaged-*"))
    assert [file.read_bytes()[:8] for file in aside] == [b"damage 1", b"damage 2", b"damage 3"]


def test_a_disk_that_keeps_no_file_whole_is_told_and_not_filled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = pen(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(ledger, "_is_sound", lambda _: False)
        for number in range(place.MOST_ASIDE):
            assert not tick(writer, number)
            assert writer.fault == Fault.BROKEN_DISK
        assert len(list(tmp_path.glob("*.damaged-*"))) == place.MOST_ASIDE
    assert tick(writer, place.MOST_ASIDE)
    writer.close()
    assert ticks(tmp_path) == list(range(place.MOST_ASIDE + 1))


def test_damage_while_the_file_is_open_is_noticed(tmp_path: Path) -> None:
    write(tmp_path, 100)  # more than a page: what lies between the pages is read, and not written
    writer, other = pen(tmp_path), pen(tmp_path)
    assert tick(writer, 100)
    assert tick(other, 101)  # so that the first looks into the file again
    file = tmp_path / place.NAME
    with file.open("r+b") as stream:
        stream.seek(4096)
        stream.write(b"\xff" * (file.stat().st_size - 4096))
    assert tick(writer, 42)
    assert writer.fault == Fault.DAMAGED
    assert tick(other, 43)
    for one in (writer, other):
        one.close()
    assert kinds(tmp_path) == ["break", "checked", "checked"]
    assert ticks(tmp_path) == [42, 43]
    assert verify(tmp_path).faults == ()


@pytest.mark.parametrize("size", [0, 1])
def test_an_empty_file_is_not_taken_for_a_new_one(tmp_path: Path, size: int) -> None:
    write(tmp_path, 7)
    (tmp_path / place.NAME).write_bytes(b"x" * size)
    assert verify(tmp_path).faults
    writer = pen(tmp_path)
    assert tick(writer, 8)
    assert writer.fault in {Fault.MISSING, Fault.DAMAGED}
    writer.close()
    assert [rows for _, rows in break_rows(tmp_path)] == [7]
    assert verify(tmp_path) == (2, ())


def test_an_older_file_that_was_put_back_is_told(tmp_path: Path) -> None:
    write(tmp_path, 4)
    older = (tmp_path / place.NAME).read_bytes()
    write(tmp_path, 4)
    (tmp_path / place.NAME).write_bytes(older)
    writer = pen(tmp_path)
    assert tick(writer, 9)
    assert writer.fault == Fault.CUT
    writer.close()
    assert break_rows(tmp_path) == [(Cause.CUT, 8)]
    assert kinds(tmp_path) == ["checked"] * 4 + ["break", "checked"]


def test_other_rows_than_the_checkpoint_stands_for_are_told(tmp_path: Path) -> None:
    write(tmp_path / "ours", 4)
    write(tmp_path / "theirs", 1)
    writer = pen(tmp_path / "theirs")
    assert writer.answered(WORDS, Channel.CODE, accepted=True)
    assert tick(writer, 5)
    assert tick(writer, 6)
    writer.close()
    shutil.copy(tmp_path / "theirs" / place.NAME, tmp_path / "ours" / place.NAME)
    writer = pen(tmp_path / "ours")
    assert tick(writer, 9)
    assert writer.fault == Fault.CHANGED
    writer.close()
    assert break_rows(tmp_path / "ours") == [(Cause.CHANGED, 4)]


def test_a_copy_without_its_log_is_told_and_a_backup_is_whole(tmp_path: Path) -> None:
    writer = pen(tmp_path / "kiosk")
    for number in range(5):
        assert tick(writer, number)
    for name in ("copied", "backup"):
        (tmp_path / name).mkdir()
    shutil.copy(tmp_path / "kiosk" / place.NAME, tmp_path / "copied" / place.NAME)
    with behind(tmp_path / "kiosk") as connection:
        connection.execute("vacuum into ?", (os.fspath(tmp_path / "backup" / place.NAME),))
    checkpoint = newest_checkpoint(tmp_path / "kiosk")
    writer.close()
    assert verify(tmp_path / "copied", checkpoint).faults
    assert [seq for seq, flaw in verify(tmp_path / "backup", checkpoint).faults if seq] == []
    assert summary(tmp_path / "backup").rows == 5


def _pipe(file: Path) -> None:
    os.mkfifo(file)


def _folder(file: Path) -> None:
    file.mkdir()


def _link_to_nothing(file: Path) -> None:
    file.symlink_to(os.devnull)


def _link_to_a_file(file: Path) -> None:
    real = file.with_name("real")
    real.touch()
    file.symlink_to(real)


@pytest.mark.parametrize("swap", [_pipe, _folder, _link_to_nothing, _link_to_a_file])
@pytest.mark.parametrize("ending", ["", "-wal", "-journal"])
def test_what_is_no_file_is_refused(
    tmp_path: Path, swap: Callable[[Path], None], ending: str
) -> None:
    swap(tmp_path / f"{place.NAME}{ending}")
    before = sorted(file.name for file in tmp_path.iterdir())
    writer = pen(tmp_path)
    assert not tick(writer, 0)
    assert writer.fault == Fault.NOT_A_FILE
    writer.close()
    assert sorted(file.name for file in tmp_path.iterdir()) == before


def test_a_program_that_keeps_the_file_for_itself_is_waited_for_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "PATIENCE", 0.2)
    write(tmp_path, 1)
    writer = pen(tmp_path)
    assert tick(writer, 1)
    other = sqlite3.connect(tmp_path / place.NAME, isolation_level=None)
    other.execute("begin immediate")
    assert not tick(writer, 2)
    assert writer.fault == Fault.IN_USE
    other.execute("rollback")
    assert tick(writer, 3)
    other.close()
    writer.close()
    with place.alone(tmp_path):  # and one that opens it for ever
        late = pen(tmp_path)
        assert not tick(late, 4)
        assert late.fault == Fault.IN_USE
    assert tick(late, 5)
    late.close()
    assert ticks(tmp_path) == list(range(6))


def test_a_checkpoint_that_is_damaged_or_half_written_counts_as_none(tmp_path: Path) -> None:
    write(tmp_path, 3)
    left = tmp_path / f".{place.CHECKPOINT}.12345"
    left.write_bytes(b"ketacli/rec")  # by a program that was killed as it wrote
    (tmp_path / place.CHECKPOINT).write_bytes(b"\xff\xfe")
    assert verify(tmp_path) == (3, ())
    write(tmp_path, 1)
    assert not left.exists()
    assert place.kept_checkpoint(tmp_path) == newest_checkpoint(tmp_path)


def test_a_program_that_is_killed_while_it_sets_a_file_aside_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, 3)
    (tmp_path / place.NAME).write_bytes(b"damaged" * 1000)
    (tmp_path / f"{place.NAME}-wal").write_bytes(b"log")
    replace = Path.replace

    def killed(file: Path, to: Path) -> Path:
        if file.name == place.NAME:
            raise KeyboardInterrupt
        return replace(file, to)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            tick(pen(tmp_path), 4)
    write(tmp_path, 1)
    contents = {file.read_bytes()[:7] for file in tmp_path.glob("*.damaged-*")}
    assert {b"damaged", b"log"} <= contents
    assert DAY.year  # the day is told by the break too
    assert kinds(tmp_path) == ["break", "checked"]
