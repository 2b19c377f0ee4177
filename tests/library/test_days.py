"""The days of a device: what is kept of the clock, and that nothing there can do harm."""

import os
from datetime import date
from pathlib import Path

import pytest

from ketacli.express import LATEST_DAY
from ketacli.library import Calendar
from support.days import keep

EARLY, LATE = date(2026, 3, 1), date(2026, 9, 1)


def at(day: date, folder: Path | None, *, looks_only: bool = False) -> Calendar:
    return Calendar(lambda: day, folder, looks_only)


def test_without_a_word_the_clock_is_that_of_the_wall() -> None:
    assert date.today() <= Calendar().today() <= date.today()  # noqa: DTZ011


def test_without_a_folder_nothing_is_kept() -> None:
    calendar = at(EARLY, None)
    calendar.found_out_of_date(LATE)
    assert calendar.latest() is None
    assert calendar.today() == EARLY
    assert not calendar.gone_back()
    calendar.forget()


def test_a_day_that_was_kept_stands_when_the_clock_goes_back(tmp_path: Path) -> None:
    state = tmp_path / "made" / "state"
    at(LATE, state).found_out_of_date(LATE)
    early = at(EARLY, state)
    assert (early.today(), early.latest(), early.gone_back()) == (LATE, LATE, True)
    later = at(date(2027, 1, 1), state)
    assert (later.today(), later.gone_back()) == (date(2027, 1, 1), False)
    assert not at(LATE, state).gone_back()
    assert (state / LATEST_DAY).stat().st_mode & 0o077 == 0
    assert state.stat().st_mode & 0o077 == 0
    assert [file.name for file in state.iterdir()] == [LATEST_DAY]


def test_only_a_later_day_takes_its_place(tmp_path: Path) -> None:
    calendar = at(EARLY, tmp_path)
    for day, kept in ((LATE, LATE), (EARLY, LATE), (date.max, date.max), (LATE, date.max)):
        calendar.found_out_of_date(day)
        assert calendar.latest() == kept


def test_a_day_can_be_forgotten(tmp_path: Path) -> None:
    calendar = at(EARLY, tmp_path)
    calendar.forget()
    calendar.found_out_of_date(LATE)
    calendar.forget()
    assert (calendar.latest(), calendar.today()) == (None, EARLY)


@pytest.mark.parametrize(
    "content",
    ["", "soon", "2026-13-01", "2026-09-01\n2026-09-02", "\x00" * 10, "9" * 100, "2026-09-01 " * 9],
)
def test_a_damaged_file_counts_as_none_and_is_mended(tmp_path: Path, content: str) -> None:
    keep(tmp_path, content)
    calendar = at(EARLY, tmp_path)
    assert (calendar.latest(), calendar.today(), calendar.gone_back()) == (None, EARLY, False)
    calendar.found_out_of_date(EARLY)
    assert calendar.latest() == EARLY


def test_bytes_that_are_no_text_count_as_none(tmp_path: Path) -> None:
    keep(tmp_path, "").write_bytes(b"\xff\xfe")
    assert at(EARLY, tmp_path).latest() is None


@pytest.mark.parametrize("content", ["9999-12-31", "0001-01-01"])
def test_a_day_at_the_ends_of_time_is_a_day(tmp_path: Path, content: str) -> None:
    keep(tmp_path, content)
    calendar = at(EARLY, tmp_path)
    assert calendar.latest() == date.fromisoformat(content)
    assert calendar.gone_back() is content.startswith("9")


def test_what_another_user_kept_counts_only_for_who_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(tmp_path, LATE.isoformat())
    mine = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: mine + 1)
    assert at(EARLY, tmp_path).latest() is None
    assert at(EARLY, tmp_path, looks_only=True).latest() == LATE


def test_who_looks_keeps_nothing(tmp_path: Path) -> None:
    at(EARLY, tmp_path, looks_only=True).found_out_of_date(LATE)
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("looks_only", [True, False])
def test_a_link_a_pipe_and_a_folder_count_as_none(tmp_path: Path, *, looks_only: bool) -> None:
    elsewhere = keep(tmp_path / "elsewhere", LATE.isoformat())
    for name in ("link", "pipe", "folder"):
        (tmp_path / name).mkdir()
    (tmp_path / "link" / LATEST_DAY).symlink_to(elsewhere)
    os.mkfifo(tmp_path / "pipe" / LATEST_DAY)
    (tmp_path / "folder" / LATEST_DAY).mkdir()
    for name in ("link", "pipe", "folder"):
        calendar = at(EARLY, tmp_path / name, looks_only=looks_only)
        assert calendar.latest() is None
        calendar.found_out_of_date(EARLY)
    assert elsewhere.read_text("utf-8") == LATE.isoformat()


def test_a_folder_that_cannot_be_written_keeps_none_and_harms_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    calendar = at(EARLY, tmp_path / "file" / "state")
    calendar.found_out_of_date(LATE)
    assert (calendar.latest(), calendar.today()) == (None, EARLY)
