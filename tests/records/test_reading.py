"""What is given out: counts per day, words, breaks, and of check questions only many answers."""

import os
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ketacli.disclaimer import Channel
from ketacli.records import place, reading
from ketacli.records.chain import NOTHING
from ketacli.records.faults import Fault, FaultError
from ketacli.records.reading import Checked, Summary, newest_checkpoint, summary, wordings
from support.records import DAY, SPANISH, WORDS, behind, pen, tick, write


def test_answers_are_counted_per_day_language_channel_and_wording(tmp_path: Path) -> None:
    today = DAY
    writer = pen(tmp_path, lambda: today)
    for accepted in (True, True, False):
        writer.answered(WORDS, Channel.KIOSK, accepted=accepted)
    writer.answered(WORDS, Channel.KIOSK_LINEAR, accepted=True)
    writer.answered(SPANISH, Channel.KIOSK, accepted=False)
    today = date(2027, 3, 2)
    writer.answered(WORDS, Channel.KIOSK, accepted=True)
    writer.close()
    assert summary(tmp_path).tallies == (
        ("2027-03-01", "en", "kiosk", WORDS.digest, 2, 1),
        ("2027-03-01", "en", "kiosk-linear", WORDS.digest, 1, 0),
        ("2027-03-01", "es", "kiosk", SPANISH.digest, 0, 1),
        ("2027-03-02", "en", "kiosk", WORDS.digest, 1, 0),
    )
    since = summary(tmp_path, "2027-03-02")
    assert [tally.day for tally in since.tallies] == ["2027-03-02"]
    assert since.rows == 8
    assert since.wordings == (WORDS, SPANISH)


@pytest.mark.parametrize(("answers", "shown"), [(10, 0), (11, 1)])
def test_a_check_question_is_given_out_above_ten_answers_only(
    tmp_path: Path, answers: int, shown: int
) -> None:
    writer = pen(tmp_path)
    for number in range(answers):
        writer.checked("topic", "en", 2, Channel.KIOSK, right=number % 2 == 0)
    for number in range(10):  # another language, another question, another topic: not added up
        writer.checked("topic", "es", 2, Channel.KIOSK, right=True)
        writer.checked("topic", "en", 1, Channel.KIOSK, right=number > 5)
        writer.checked("other", "en", 2, Channel.KIOSK, right=True)
    writer.close()
    found = summary(tmp_path).checked
    assert found == (Checked("topic", "en", 2, 6, 5),) * shown
    # A day cannot be singled out by asking twice.
    assert summary(tmp_path, "2027-03-02").checked == found


def test_days_on_which_the_clock_was_wrong_are_counted(tmp_path: Path) -> None:
    today = DAY
    writer = pen(tmp_path, lambda: today)
    tick(writer, 1)
    today = date(1970, 1, 1)
    tick(writer, 2)
    tick(writer, 3)
    writer.close()
    assert summary(tmp_path).doubtful == 2


def test_without_records_there_is_nothing_to_give_out(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    for folder in (tmp_path, tmp_path / "missing", file):
        assert summary(folder) == Summary()
        assert wordings(folder) == ()
        assert newest_checkpoint(folder) == (0, NOTHING)
    assert [found.name for found in tmp_path.iterdir()] == ["file"]  # reading makes nothing
    write(tmp_path, 0)
    assert summary(tmp_path) == Summary()
    assert newest_checkpoint(tmp_path) == (0, NOTHING)
    (tmp_path / place.NAME).write_bytes(b"")
    assert summary(tmp_path) == Summary()


def test_the_wordings_are_given_out_oldest_first(tmp_path: Path) -> None:
    writer = pen(tmp_path)
    for words in (SPANISH, WORDS, SPANISH):
        writer.shown(words, Channel.KIOSK)
    writer.close()
    assert wordings(tmp_path) == (SPANISH, WORDS)


def test_reading_goes_on_while_the_kiosk_writes(tmp_path: Path) -> None:
    writer = pen(tmp_path)
    for number in range(1, 4):
        assert tick(writer, number)
        assert summary(tmp_path).rows == number
    writer.close()


@pytest.mark.parametrize("closed", [True, False])
def test_a_folder_in_which_sqlite_can_write_nothing_is_read_from_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, closed: bool
) -> None:
    folder = tmp_path / "state"
    writer = pen(folder)
    for number in range(3):
        assert tick(writer, number)
    if closed:
        writer.close()
    connect = reading._connect
    failed: list[Path] = []

    class Failing(sqlite3.Connection):
        def execute(self, *_: Any) -> Any:
            raise sqlite3.OperationalError

    def failing(file: Path) -> Any:
        if file.parent == folder:
            failed.append(file)
            return sqlite3.connect(":memory:", factory=Failing)
        return connect(file)

    monkeypatch.setattr(reading, "_connect", failing)
    assert summary(folder).rows == 3
    assert failed
    writer.close()


@pytest.mark.parametrize("content", [b"text" * 2000, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_damaged_file_is_told_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    (tmp_path / place.NAME).write_bytes(content)
    for ask in (summary, wordings, newest_checkpoint):
        with pytest.raises(FaultError) as told:
            ask(tmp_path)
        assert told.value.fault is Fault.UNREADABLE
    assert (tmp_path / place.NAME).read_bytes() == content
    assert [file.name for file in tmp_path.iterdir()] == [place.NAME]


def test_a_database_of_somebody_else_is_told(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / place.NAME)
    connection.execute("create table other (text)")
    connection.close()
    with pytest.raises(FaultError) as told:
        summary(tmp_path)
    assert told.value.fault is Fault.UNREADABLE


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / place.NAME)
    with pytest.raises(FaultError) as told:
        summary(tmp_path)
    assert told.value.fault is Fault.NOT_A_FILE


def test_a_folder_that_may_not_be_looked_into_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "lstat", fail)
    with pytest.raises(FaultError) as told:
        summary(tmp_path)
    assert told.value.fault is Fault.NOT_ALLOWED


def test_a_file_that_is_busy_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, 1)

    def busy(*_: Any) -> None:
        error = sqlite3.DatabaseError("busy")
        error.sqlite_errorcode = sqlite3.SQLITE_BUSY
        raise error

    monkeypatch.setattr(reading, "_breaks", busy)
    with pytest.raises(FaultError) as told:
        summary(tmp_path)
    assert told.value.fault is Fault.IN_USE


def test_words_that_somebody_changed_are_left_out(tmp_path: Path) -> None:
    writer = pen(tmp_path)
    writer.shown(WORDS, Channel.KIOSK)
    writer.close()
    (tmp_path / place.NAME).rename(tmp_path / "kept")
    writer.shown(SPANISH, Channel.KIOSK)
    writer.close()
    with behind(tmp_path) as connection:
        connection.execute("update record set words = 'changed'")
    found = summary(tmp_path)
    assert (found.wordings, found.breaks) == ((), ())
    assert found.rows == 2
