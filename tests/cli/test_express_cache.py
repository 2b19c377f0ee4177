"""`ketacli cache`: says how much is kept, and removes that and nothing else."""

import os
from pathlib import Path

import pytest

from ketacli.cli import cache
from support.express import Lane
from support.inside import Inside


@pytest.fixture
def lane(capfd: pytest.CaptureFixture[str], ketacli: Inside, tmp_path: Path) -> Lane:
    lane = Lane(capfd, ketacli)
    lane.cache = tmp_path / "cache"
    return lane


def test_it_says_how_much_is_kept(lane: Lane) -> None:
    lane("glossary", "bdnf")
    folder, held, pages = lane("cache").out.splitlines()
    assert folder == f"Folder: {lane.cache}/ketacli"
    assert held.startswith("Answers: 1 of at most 128, ")
    assert held.endswith(" kB of at most 4000 kB")
    assert pages.startswith("Made pages: 3, ")
    assert lane("cache", "--show").out == lane("cache").out


def test_it_says_so_where_nothing_was_ever_kept(lane: Lane) -> None:
    assert lane("cache").out.splitlines()[1:] == [
        "Answers: 0 of at most 128, 0 kB of at most 4000 kB",
        "Made pages: 0, 0 kB",
    ]


def test_it_removes_answers_and_made_pages_and_nothing_else(lane: Lane, tmp_path: Path) -> None:
    lane.warm("glossary", "bdnf")
    ours = lane.cache / "ketacli"
    (ours / "0123456789abcdef").symlink_to(tmp_path)
    kept = [ours / "mine.json", ours / "a-folder" / "mine.json", tmp_path / "mine.json"]
    (ours / "a-folder").mkdir()
    for file in kept:
        file.write_text("{}", "utf-8")
    told = lane("cache", "--clear")
    assert (told.code, told.out) == (0, f"Nothing is kept any more in {ours}\n")
    assert all(file.exists() for file in kept)
    assert lane.kept() == []
    assert "Made pages: 0, 0 kB" in lane("cache").out
    told = lane("glossary", "bdnf")
    assert (told.code, told.express) == (0, False)
    assert lane("cache", "--clear").code == 0
    assert lane("cache", "--clear").code == 0


def test_what_cannot_be_removed_ends_with_6(lane: Lane, monkeypatch: pytest.MonkeyPatch) -> None:
    lane("glossary", "bdnf")

    def refuses(*_: object, **__: object) -> None:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", refuses)
        told = lane("cache", "--clear")
    assert (told.code, told.out) == (6, "")
    (lane.answers / "folder").mkdir()
    told = lane("cache", "--clear")
    assert (told.code, told.out) == (6, "")
    assert "folder could not be written: is a directory" in told.err


def test_an_answer_that_went_meanwhile_is_no_fault(
    lane: Lane, monkeypatch: pytest.MonkeyPatch
) -> None:
    lane("glossary", "bdnf")

    def gone(*_: object, **__: object) -> None:
        raise FileNotFoundError

    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", gone)
        assert lane("cache", "--clear").code == 0
    monkeypatch.setattr(cache, "_pages", lambda _folder: (Path("/nowhere/page.json"),))
    assert "Made pages: 1, 0 kB" in lane("cache").out


def test_without_a_folder_there_is_nothing(lane: Lane) -> None:
    lane.words.update(HOME="", XDG_CACHE_HOME="")
    told = lane("cache", "--clear")
    assert (told.code, told.out) == (0, "Nothing is kept: there is no folder for it.\n")


def test_it_can_be_written_to_a_file(lane: Lane, tmp_path: Path) -> None:
    assert lane("cache", "-o", os.fspath(tmp_path / "told")).out == ""
    assert (tmp_path / "told").read_text("utf-8").startswith("Folder: ")
