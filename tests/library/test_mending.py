"""Which files are mended, and what keeps a file from it."""

from pathlib import Path

import pytest

from ketacli.errors import NotFoundError, NotWrittenError
from ketacli.library import author_desk, shipped_library
from support.content import SMALL_TOPIC, small_library

BLANK = SMALL_TOPIC.replace("kind: note\n", "kind: note \n")


def mend(path: Path) -> list[str]:
    return [Path(name).name for name in author_desk(shipped_library()).mend(path)]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path, small=BLANK)


def test_a_library_is_mended_once(library: Path) -> None:
    labels = library / "en/labels.yaml"
    labels.write_text(labels.read_text(encoding="utf-8") + "  \n", encoding="utf-8")
    (library / "en/notes.txt").write_text("a \n", encoding="utf-8")
    others = {file: file.read_bytes() for file in library.rglob("*") if file.is_file()}
    assert mend(library) == ["labels.yaml", "small.yaml"]
    assert mend(library) == []
    changed = [file.name for file, content in others.items() if file.read_bytes() != content]
    assert sorted(changed) == ["labels.yaml", "small.yaml"]
    assert (library / "en/topics/small.yaml").read_text(encoding="utf-8") == SMALL_TOPIC


def test_one_file_is_mended_by_its_place_or_by_its_name(library: Path, tmp_path: Path) -> None:
    assert mend(library / "en/topics/small.yaml") == ["small.yaml"]
    (library / "en/notes.txt").write_text("a \n", encoding="utf-8")
    assert mend(library / "en/notes.txt") == []
    (tmp_path / "draft.yaml").write_text(BLANK, encoding="utf-8")
    (tmp_path / "site.yaml").write_text("region: uk \n", encoding="utf-8")
    assert mend(tmp_path / "draft.yaml") == ["draft.yaml"]
    assert mend(tmp_path / "site.yaml") == ["site.yaml"]


def test_what_is_no_library_and_no_file_is_not_mended(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.yaml"):
        with pytest.raises(NotFoundError):
            mend(path)


def test_a_link_is_left_alone(library: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.yaml"
    (library / "en/topics/small.yaml").rename(elsewhere)
    (library / "en/topics/small.yaml").symlink_to(elsewhere)
    assert mend(library) == []
    assert elsewhere.read_text(encoding="utf-8") == BLANK


def test_a_file_that_cannot_be_written_is_told(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("ketacli.library.placing.replace_whole", refuse)
    with pytest.raises(NotWrittenError, match="permission denied"):
        mend(library)
    assert (library / "en/topics/small.yaml").read_text(encoding="utf-8") == BLANK
