"""What is remembered of a yes: little, not for long, and never at the price of reading."""

import json
import multiprocessing
import os
import stat
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from ketacli.cli import memory
from ketacli.disclaimer import Disclaimer
from ketacli.errors import NotWrittenError

DAY = date(2026, 3, 1)
KEPT_FOR = timedelta(days=30)
WORDS = Disclaimer("en", "Title", ("One.", "Two."), "Yes?", "yes", "no")
OTHER = WORDS._replace(paragraphs=("One.", "Two!"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state" / "ketacli"


@pytest.fixture
def answer(folder: Path) -> Path:
    """A remembered answer to WORDS, given on DAY."""
    assert memory.remember(folder, WORDS, DAY)
    (file,) = folder.iterdir()
    return file


def remembered(folder: Path, words: Disclaimer = WORDS, today: date = DAY) -> date | None:
    return memory.remembered_until(folder, words, today)


def test_an_answer_holds_the_digest_the_language_and_the_day_and_nothing_else(
    answer: Path,
) -> None:
    written = json.loads(answer.read_text(encoding="utf-8"))
    assert written == {"digest": WORDS.digest, "language": "en", "day": DAY.isoformat()}


def test_an_answer_is_private(answer: Path, folder: Path) -> None:
    assert stat.S_IMODE(answer.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_an_answer_counts_for_30_days(answer: Path, folder: Path) -> None:
    assert answer.exists()
    for days in (0, 1, 29, 30):
        assert remembered(folder, today=DAY + timedelta(days=days)) == DAY + KEPT_FOR
    for days in (31, 400, 400_000):
        assert remembered(folder, today=DAY + timedelta(days=days)) is None


def test_an_answer_from_a_day_to_come_counts_as_none(answer: Path, folder: Path) -> None:
    assert answer.exists()
    for today in (DAY - timedelta(days=1), date(1970, 1, 1), date.min):
        assert remembered(folder, today=today) is None


def test_an_answer_is_to_one_text_in_one_language(answer: Path, folder: Path) -> None:
    assert remembered(folder, OTHER) is None
    spanish = WORDS._replace(language="es")
    answer.rename(answer.with_name(answer.name.replace("-en", "-es")))
    assert remembered(folder, spanish) is None


def test_answers_in_several_languages_stand_beside_each_other(folder: Path) -> None:
    spanish = WORDS._replace(language="es")
    assert memory.remember(folder, WORDS, DAY)
    assert memory.remember(folder, spanish, DAY + timedelta(days=1))
    assert remembered(folder) == DAY + KEPT_FOR
    assert remembered(folder, spanish, DAY + timedelta(days=1)) == DAY + KEPT_FOR + timedelta(
        days=1
    )
    memory.forget(folder)
    assert list(folder.iterdir()) == []


DAMAGED = {
    "empty": b"",
    "zeros": bytes(200),
    "text": b"yes",
    "no UTF-8": b"\xff\xfe{}",
    "a list": b"[]",
    "a number": b"1",
    "nothing of it": b"{}",
    "a list in a list in a list": b"[" * 4096,
    "a day that is none": b'{"digest": "%(digest)s", "language": "en", "day": "2026-02-30"}',
    "a day that is a number": b'{"digest": "%(digest)s", "language": "en", "day": 20260301}',
    "the last day of all": b'{"digest": "%(digest)s", "language": "en", "day": "9999-12-31"}',
    "no day": b'{"digest": "%(digest)s", "language": "en"}',
    "another digest": b'{"digest": "", "language": "en", "day": "2026-03-01"}',
    "a digest that is a list": b'{"digest": [], "language": "en", "day": "2026-03-01"}',
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_answer_counts_as_none(answer: Path, folder: Path, content: bytes) -> None:
    answer.write_bytes(content.replace(b"%(digest)s", WORDS.digest.encode()))
    assert remembered(folder) is None
    assert memory.remember(folder, WORDS, DAY)
    assert remembered(folder)


def test_half_an_answer_counts_as_none(answer: Path, folder: Path) -> None:
    whole = answer.read_bytes()
    for size in range(len(whole)):
        answer.write_bytes(whole[:size])
        assert remembered(folder) is None
    answer.write_bytes(whole + b" " * 100_000)
    assert remembered(folder)


def _a_link(file: Path) -> None:
    real = file.with_name("real")
    file.rename(real)
    file.symlink_to(real)


def _a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def _a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize("swap", [_a_link, _a_pipe, _a_folder])
def test_what_is_no_file_of_ours_counts_as_none(
    answer: Path, folder: Path, swap: Callable[[Path], None]
) -> None:
    swap(answer)
    assert remembered(folder) is None


def test_the_answer_of_another_user_counts_as_none(
    answer: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert answer.exists()
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert remembered(folder) is None


def test_nothing_is_remembered_without_a_folder() -> None:
    assert memory.remembered_until(None, WORDS, DAY) is None
    memory.forget(None)


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    for folder in (file, file / "below", tmp_path / ("x" * 300)):
        assert not memory.remember(folder, WORDS, DAY)
        assert remembered(folder) is None


def test_forgetting_where_nothing_is_remembered_is_done_at_once(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    for folder in (tmp_path / "missing", file, file / "below"):
        memory.forget(folder)


def test_answers_and_what_is_left_of_them_are_forgotten_and_nothing_else(
    answer: Path, folder: Path
) -> None:
    (folder / "notes").touch()
    answer.with_name(f".{answer.name}.123").touch()  # of a program that was killed as it wrote
    memory.forget(folder)
    assert [file.name for file in folder.iterdir()] == ["notes"]


def test_an_answer_that_cannot_be_forgotten_is_told(answer: Path, folder: Path) -> None:
    _a_folder(answer)
    with pytest.raises(NotWrittenError) as told:
        memory.forget(folder)
    assert told.value.what == os.fspath(answer)
    assert told.value.reason


def test_a_folder_that_cannot_be_listed_is_told_when_forgetting(tmp_path: Path) -> None:
    # It may hold an answer that would still be found by its name.
    with pytest.raises(NotWrittenError):
        memory.forget(tmp_path / ("x" * 300))


def test_a_fault_without_words_of_its_own_is_told_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Path) -> list[str]:
        raise OSError

    monkeypatch.setattr(os, "listdir", fail)
    with pytest.raises(NotWrittenError) as told:
        memory.forget(folder)
    assert told.value.what == os.fspath(folder)
    assert told.value.reason


def _keep_on_remembering(folder: Path, day: date) -> None:
    for _ in range(100):
        assert memory.remember(folder, WORDS, day)
        assert memory.remembered_until(folder, WORDS, DAY)


def test_two_processes_at_once_never_leave_half_an_answer(folder: Path) -> None:
    others = [
        multiprocessing.get_context("fork").Process(
            target=_keep_on_remembering, args=(folder, DAY - timedelta(days=days))
        )
        for days in (0, 1)
    ]
    for other in others:
        other.start()
    for other in others:
        other.join(60)
    assert [other.exitcode for other in others] == [0, 0]
    assert len(list(folder.iterdir())) == 1
