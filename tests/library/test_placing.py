"""Files are written whole or not at all, and a new one never over another."""

from pathlib import Path

import pytest

from ketacli.errors import NotWrittenError
from ketacli.library.placing import place_instead, place_new, place_new_folder


def test_a_new_file_has_its_words_and_the_mode_of_any_new_file(tmp_path: Path) -> None:
    file = tmp_path / "topics/new.yaml"
    place_new(file, "é\n")
    assert file.read_bytes() == "é\n".encode()
    (tmp_path / "other").touch()
    assert file.stat().st_mode == (tmp_path / "other").stat().st_mode
    assert [*file.parent.iterdir()] == [file]


def test_what_is_there_is_not_written_over(tmp_path: Path) -> None:
    for name in ("file", "link", "folder"):
        place = tmp_path / name
        match name:
            case "file":
                place.write_text("old", encoding="utf-8")
            case "link":
                place.symlink_to("nowhere")
            case _:
                place.mkdir()
        before = sorted(tmp_path.rglob("*"))
        with pytest.raises(NotWrittenError, match="it is there already"):
            place_new(place, "new")
        with pytest.raises(NotWrittenError, match="it is there already"):
            place_new_folder(place, {"a": "new"})
        assert sorted(tmp_path.rglob("*")) == before
    assert (tmp_path / "file").read_text(encoding="utf-8") == "old"
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_that_cannot_be_finished_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(NotWrittenError, match="no such file"):
        place_new_folder(tmp_path / "es", {"a.yaml": "a", "deeper/b.yaml": "b"})
    assert [*tmp_path.iterdir()] == []


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(NotWrittenError, match="file name too long"):
        place_new(tmp_path / ("a" * 256), "a")
    with pytest.raises(NotWrittenError, match="no such file"):
        place_instead(tmp_path / "missing", b"a")
    assert [*tmp_path.iterdir()] == []


def test_a_mended_file_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"old")
    file.chmod(0o640)
    place_instead(file, b"new")
    assert (file.read_bytes(), file.stat().st_mode & 0o7777) == (b"new", 0o640)


def test_a_folder_is_there_with_all_its_files(tmp_path: Path) -> None:
    place_new_folder(tmp_path / "es", {"a.yaml": "a", "b.yaml": "b"})
    assert {
        file.name: file.read_text(encoding="utf-8") for file in (tmp_path / "es").iterdir()
    } == {
        "a.yaml": "a",
        "b.yaml": "b",
    }
    assert [*tmp_path.iterdir()] == [tmp_path / "es"]
