"""`ketacli records`: counts, verifying, checkpoints, and how each of them fails."""

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ketacli.cli import records
from ketacli.disclaimer import Channel
from ketacli.errors import ContentError, ExitCode, NotFoundError, UsageError, Wanted
from ketacli.records import place
from ketacli.records.reading import newest_checkpoint
from support.program import run
from support.records import WORDS, behind, pen, write


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The state folder, empty."""
    monkeypatch.setattr(os, "environ", {"HOME": os.fspath(tmp_path), "XDG_STATE_HOME": "/nowhere"})
    monkeypatch.setitem(os.environ, "STATE_DIRECTORY", os.fspath(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def answers(folder: Path) -> Path:
    """A few answers of two days."""
    today = date(2027, 3, 1)
    writer = pen(folder, lambda: today)
    writer.answered(WORDS, Channel.KIOSK, accepted=True)
    writer.answered(WORDS, Channel.KIOSK, accepted=False)
    today = date(2027, 3, 9)
    writer.answered(WORDS, Channel.KIOSK_LINEAR, accepted=True)
    writer.close()
    return folder


Capture = pytest.CaptureFixture[str]


@pytest.mark.usefixtures("answers")
def test_what_was_counted_is_shown(capfd: Capture) -> None:
    records.show("", "plain", "")
    out = capfd.readouterr().out
    assert f"2027-03-01  en        kiosk         {WORDS.code}  1    1\n" in out
    assert "2027-W09  2  ##\n" in out
    assert out.isascii()


@pytest.mark.usefixtures("answers")
def test_what_was_counted_can_be_had_from_a_day_on(capfd: Capture) -> None:
    records.show("2027-03-02", "json", "")
    read = json.loads(capfd.readouterr().out)
    assert read["since"] == "2027-03-02"
    assert [found["day"] for found in read["answers"]] == ["2027-03-09"]


@pytest.mark.usefixtures("answers")
def test_what_was_counted_can_be_had_as_csv_in_a_file(capfd: Capture, tmp_path: Path) -> None:
    records.show("", "csv", os.fspath(tmp_path / "out.csv"))
    assert capfd.readouterr().out == ""
    lines = (tmp_path / "out.csv").read_text("utf-8").splitlines()
    assert lines[0] == "day,language,channel,digest,acknowledged,refused"
    assert len(lines) == 3


@pytest.mark.parametrize("since", ["yesterday", "2027-02-30", "2027-W09", "20270301", "1"])
@pytest.mark.usefixtures("answers")
def test_a_day_that_is_none_is_wrong_usage(since: str) -> None:
    with pytest.raises(UsageError, match="--since"):
        records.show(since, "plain", "")


@pytest.mark.usefixtures("folder")
def test_nothing_recorded_is_no_fault(capfd: Capture) -> None:
    records.show("", "plain", "")
    assert "Rows: 0." in capfd.readouterr().out
    assert records.verify("", "") == ExitCode.DONE
    records.checkpoint("")
    assert capfd.readouterr().out.endswith(
        "ketacli/records\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
    )


@pytest.mark.usefixtures("answers")
def test_sound_rows_are_verified_with_0(capfd: Capture) -> None:
    assert records.verify("", "") == ExitCode.DONE
    out = capfd.readouterr().out
    assert out.startswith("Rows: 4. Faults: 0.\n")
    assert "checkpoint" in out


def test_a_changed_row_is_told_in_a_line_and_ends_with_5(answers: Path, capfd: Capture) -> None:
    with behind(answers) as connection:
        connection.execute("update record set day = '2027-03-02' where seq in (2, 4)")
    assert records.verify("", "") == ExitCode.CONTENT
    lines = capfd.readouterr().out.splitlines()
    assert [line.partition(": this")[0] for line in lines[:2]] == [
        "records.db: row 2",
        "records.db: row 4",
    ]
    assert lines[2] == "Rows: 4. Faults: 2."


def test_a_fault_of_the_whole_file_names_no_row(answers: Path, capfd: Capture) -> None:
    with behind(answers) as connection:
        connection.execute("create table other (text)")
    assert records.verify("", "") == ExitCode.CONTENT
    assert capfd.readouterr().out.startswith("records.db: the table or its triggers were changed\n")


def test_a_checkpoint_from_elsewhere_shows_that_the_end_is_gone(
    answers: Path, tmp_path: Path, capfd: Capture
) -> None:
    kept = tmp_path / "kept"
    records.checkpoint(os.fspath(kept))
    assert kept.read_text("utf-8") == newest_checkpoint(answers).written()
    assert records.verify(os.fspath(kept), "") == ExitCode.DONE
    assert capfd.readouterr().out == "Rows: 4. Faults: 0.\n"
    for file in answers.iterdir():
        file.unlink()
    write(answers, 2)
    assert records.verify("", "") == ExitCode.DONE
    assert records.verify(os.fspath(kept), "") == ExitCode.CONTENT
    assert "records.db: row 3: rows are missing from here on\n" in capfd.readouterr().out


@pytest.mark.parametrize(("lost", "code"), [(False, ExitCode.DONE), (True, ExitCode.CONTENT)])
def test_a_checkpoint_goes_from_one_program_to_another(
    tmp_path: Path, *, lost: bool, code: ExitCode
) -> None:
    write(tmp_path / "state", 5)
    state = os.fspath(tmp_path / "state")
    kept = run(tmp_path, "records", "checkpoint", STATE_DIRECTORY=state)
    assert (kept.returncode, kept.stderr) == (0, "")
    if lost:
        (tmp_path / "state" / place.NAME).unlink()
        write(tmp_path / "state", 1)
    asked = ("records", "verify", "--checkpoint", "-")
    done = run(tmp_path, *asked, stdin=kept.stdout.encode(), STATE_DIRECTORY=state)
    assert (done.returncode, done.stderr) == (code, "")
    assert ("from here on" in done.stdout) == lost
    shown = run(tmp_path, "records", "show", "--format", "json", STATE_DIRECTORY=state)
    assert [found["cause"] for found in json.loads(shown.stdout)["breaks"]] == ["missing"] * lost


@pytest.mark.usefixtures("answers")
def test_a_file_that_is_no_checkpoint_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError) as missing:
        records.verify(os.fspath(tmp_path / "missing"), "")
    assert missing.value.wanted is Wanted.FILE
    for content in (b"", b"\xff", b"ketacli/records\n4\nAAAA\n", b"x" * 100_000):
        (tmp_path / "kept").write_bytes(content)
        with pytest.raises(ContentError) as told:
            records.verify(os.fspath(tmp_path / "kept"), "")
        (problem,) = told.value.problems
        assert (problem.file, problem.rule) == (os.fspath(tmp_path / "kept"), "checkpoint")
    with pytest.raises(ContentError):
        records.verify(os.fspath(tmp_path), "")


ASKED: tuple[Any, ...] = (
    lambda: records.show("", "plain", ""),
    lambda: records.verify("", ""),
    lambda: records.checkpoint(""),
)


@pytest.mark.parametrize("ask", ASKED)
def test_records_that_cannot_be_read_are_told(folder: Path, ask: Any) -> None:
    folder.mkdir()
    (folder / place.NAME).write_bytes(b"no database" * 1000)
    with pytest.raises(ContentError) as told:
        ask()
    (problem,) = told.value.problems
    assert problem.file == os.fspath(folder / place.NAME)
    assert problem.message == "the records are damaged"


@pytest.mark.parametrize("ask", ASKED)
def test_without_a_home_there_are_no_records(monkeypatch: pytest.MonkeyPatch, ask: Any) -> None:
    monkeypatch.setattr(os, "environ", {})
    with pytest.raises(NotFoundError) as told:
        ask()
    assert told.value.name == "records.db"
