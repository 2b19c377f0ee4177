"""The file: order, days, one writer at a time, and what is in it."""

import multiprocessing
import os
import re
import sqlite3
import stat
from datetime import date, timedelta
from pathlib import Path

import pytest

from ketacli.disclaimer import Channel
from ketacli.records import place, table
from ketacli.records.chain import NOTHING
from ketacli.records.entry import BUILT, Entry, Kind, wording
from ketacli.records.faults import Fault, FaultError
from ketacli.records.ledger import Ledger
from ketacli.records.reading import newest_checkpoint, summary
from ketacli.records.verify import verify
from support.records import DAY, SPANISH, WORDS, kinds, pen, tick, ticks, write


def columns(folder: Path) -> list[tuple[str, str]]:
    connection = sqlite3.connect(folder / place.NAME)
    try:
        found = connection.execute("select name, type from pragma_table_info('record')").fetchall()
        return [(str(name), str(kind)) for name, kind in found]
    finally:
        connection.close()


def test_the_columns_are_these_and_no_other(tmp_path: Path) -> None:
    # No name, no device, no free text, and no time: whoever adds a column must change this line.
    write(tmp_path, 1)
    assert columns(tmp_path) == [
        ("seq", "INTEGER"),
        *((name, "TEXT") for name in ("kind", "day", "language", "channel", "digest", "topic")),
        ("question", "INTEGER"),
        ("right", "INTEGER"),
        ("words", "TEXT"),
        ("clock_trusted", "INTEGER"),
        ("chain", "BLOB"),
    ]
    assert [name for name, _ in columns(tmp_path)][1:-1] == list(table.COLUMNS)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("day", "2027-03-01T10:15"),
        ("day", "2027-03-01 10"),
        ("day", "1772359200"),
        ("topic", "Ann Other"),
        ("topic", "a" * 201),
        ("language", "en; Ann"),
        ("channel", "seat 4"),
        ("digest", "abc"),
        ("question", 4),
        ("question", "one"),
        ("right", 2),
        ("words", "Ann was here"),
        ("kind", "visit"),
        ("clock_trusted", 2),
        ("chain", b"short"),
    ],
)
def test_the_file_itself_refuses_what_is_not_recorded(
    tmp_path: Path, column: str, value: object
) -> None:
    write(tmp_path, 1)
    entry = Entry(
        Kind.CHECKED, "2027-03-01", "en", Channel.KIOSK, topic="t", question=1, right=True
    )
    names = [*table.COLUMNS, "chain"]
    values = [*table.values(entry), bytes(32)]
    values[names.index(column)] = value
    connection = sqlite3.connect(tmp_path / place.NAME, isolation_level=None)
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(table.INSERT, values)
    connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "update record set day = '2027-03-02'",
        "delete from record",
        "replace into record select * from record where seq = 1",
        "insert or replace into record select * from record where seq = 1",
    ],
)
def test_a_slip_of_our_own_changes_no_row(tmp_path: Path, statement: str) -> None:
    ledger = Ledger(tmp_path)
    ledger.append((wording(WORDS, Channel.KIOSK, DAY),), DAY)
    assert ledger._connection is not None
    with pytest.raises(sqlite3.IntegrityError, match="a record is never"):
        ledger._connection.execute(statement)
    ledger.close()
    assert verify(tmp_path) == (1, ())


def test_what_guards_the_rows_is_switched_on(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    ledger.append((), DAY)
    assert ledger._connection is not None
    asked = {
        "journal_mode": "wal",
        "synchronous": 2,
        "busy_timeout": 5000,
        "recursive_triggers": 1,
        "trusted_schema": 0,
        "ignore_check_constraints": 0,
    }
    for name, value in asked.items():
        assert ledger._connection.execute(f"pragma {name}").fetchone() == (value,)
    assert ledger._connection.isolation_level is None
    ledger.close()
    ledger.close()  # twice is once
    assert re.search("strict$", table.SCHEMA[0])


def test_every_file_is_private_whatever_the_umask(tmp_path: Path) -> None:
    folder = tmp_path / "state" / "ketacli"
    before = os.umask(0)
    try:
        writer = pen(folder)
        assert tick(writer, 1)
    finally:
        os.umask(before)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}
    names = ("records.db", "records.db-wal", "records.db-shm", "records.checkpoint")
    assert files == dict.fromkeys(names, 0o600)
    writer.close()


def test_a_file_that_was_made_readable_is_private_again(tmp_path: Path) -> None:
    write(tmp_path, 1)
    (tmp_path / place.NAME).chmod(0o644)
    write(tmp_path, 1)
    assert stat.S_IMODE((tmp_path / place.NAME).stat().st_mode) == 0o600


def test_what_stands_beside_a_file_gets_its_mode_back(tmp_path: Path) -> None:
    writer = pen(tmp_path)
    assert tick(writer, 1)
    for ending in ("-wal", "-shm"):
        (tmp_path / f"{place.NAME}{ending}").chmod(0o444)
    other = pen(tmp_path)
    assert tick(other, 2)
    for ending in ("", "-wal", "-shm"):
        assert stat.S_IMODE((tmp_path / f"{place.NAME}{ending}").stat().st_mode) == 0o600
    for one in (writer, other):
        one.close()
    (tmp_path / place.NAME).chmod(0o444)  # set by its owner, who may have a reason
    late = pen(tmp_path)
    tick(late, 3)  # root may write it all the same
    late.close()
    assert stat.S_IMODE((tmp_path / place.NAME).stat().st_mode) == 0o400


def test_a_batch_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    good = wording(WORDS, Channel.KIOSK, DAY)
    with pytest.raises(FaultError) as told:
        ledger.append((good, good._replace(kind=Kind.REFUSED)), DAY)
    assert told.value.fault is Fault.REFUSED
    assert kinds(tmp_path) == []
    ledger.append((good,), DAY)
    ledger.close()
    assert verify(tmp_path) == (1, ())


def test_each_wording_is_kept_once(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    for words in (WORDS, SPANISH, WORDS, WORDS, SPANISH):
        ledger.append((wording(words, Channel.KIOSK, DAY),), DAY)
    ledger.close()
    assert summary(tmp_path).wordings == (WORDS, SPANISH)


JUMPS = {
    "back a day": (DAY, DAY - timedelta(days=1), False),
    "back to 1970": (DAY, date(1970, 1, 1), False),
    "on to 2100": (DAY, date(2100, 1, 1), True),
    "the first day of all": (DAY, date.min, False),
    "the same day": (DAY, DAY, True),
    "before ketacli was made": (date(1970, 1, 1), BUILT - timedelta(days=1), False),
    "the day it was made": (date(1970, 1, 1), BUILT, True),
}


@pytest.mark.parametrize(("first", "then", "trusted"), JUMPS.values(), ids=JUMPS)
def test_a_clock_that_jumps_is_never_refused_and_marked(
    tmp_path: Path, first: date, then: date, *, trusted: bool
) -> None:
    today = first
    writer = pen(tmp_path, lambda: today)
    assert tick(writer, 1)
    today = then
    assert tick(writer, 2)
    assert tick(writer, 3)
    writer.close()
    connection = sqlite3.connect(tmp_path / place.NAME)
    found = connection.execute("select topic, day, clock_trusted from record order by seq")
    rows = found.fetchall()
    connection.close()
    assert [topic for topic, _, _ in rows] == ["t1", "t2", "t3"]  # the order is that of writing
    assert rows[1][1:] == (then.isoformat(), int(trusted))
    # The third is not behind the second, and trusted if the day can be right at all.
    assert rows[2][1:] == (then.isoformat(), int(then >= BUILT))
    assert verify(tmp_path).faults == ()


def _append(folder: Path, writer: int, rows: int) -> None:
    own = pen(folder)
    for number in range(rows):
        assert tick(own, writer * rows + number), own.fault
    own.close()


def test_four_programs_at_once_make_one_chain(tmp_path: Path) -> None:
    rows = 1000
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=_append, args=(tmp_path, n, rows)) for n in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120)
    assert [writer.exitcode for writer in writers] == [0] * 4
    assert verify(tmp_path) == (4 * rows, ())
    found = ticks(tmp_path)
    assert sorted(found) == list(range(4 * rows))
    for number in range(4):
        own = [row for row in found if row // rows == number]
        assert own == sorted(own)
    assert sorted(file.name for file in tmp_path.iterdir()) == [place.CHECKPOINT, place.NAME]


def test_the_checkpoint_beside_the_file_is_always_the_newest(tmp_path: Path) -> None:
    writer = pen(tmp_path)
    assert newest_checkpoint(tmp_path) == (0, NOTHING)
    for number in range(1, 6):
        assert tick(writer, number)
        kept = place.kept_checkpoint(tmp_path)
        assert kept == newest_checkpoint(tmp_path)
        assert kept is not None
        assert kept.size == number
    writer.close()


def test_rows_stay_where_they_are_when_the_file_is_opened_again(tmp_path: Path) -> None:
    for _ in range(3):
        write(tmp_path, 2)
    assert ticks(tmp_path) == [0, 1] * 3
    assert verify(tmp_path) == (6, ())
