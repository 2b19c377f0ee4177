"""`ketacli new`: what it says, and what it ends with."""

import os
from pathlib import Path

import pytest

from ketacli.errors import ExitCode
from support.content import small_library
from support.inside import Inside


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path)


def test_a_new_topic_is_named_and_so_is_what_is_left_to_do(ketacli: Inside, library: Path) -> None:
    before = (library / "library.yaml").read_bytes()
    done = ketacli("new", "topic", "sleep", "--kind", "note", "--library", os.fspath(library))
    file = library / "en/topics/sleep.yaml"
    assert (done.code, done.out) == (ExitCode.DONE, f"{file}\n")
    assert done.err.splitlines()[1:] == [
        "When it is written, add to library.yaml, under `topics`:",
        "  - sleep",
    ]
    assert (library / "library.yaml").read_bytes() == before
    assert "kind: note\n" in file.read_text(encoding="utf-8")
    assert ketacli("check", os.fspath(file)).code == ExitCode.CONTENT


def test_a_new_language_names_each_of_its_files(ketacli: Inside, library: Path) -> None:
    asked = ("new", "language", "es", "--name", "Español", "--library", os.fspath(library))
    done = ketacli(*asked)
    assert done.code == ExitCode.DONE
    assert sorted(done.out.splitlines()) == sorted(map(os.fspath, (library / "es").iterdir()))
    assert "under `languages`:\n  - tag: es\n    name: Español\n" in done.err
    assert done.err.endswith('    updates: ""\n')
    assert ketacli(*asked).code == ExitCode.NOT_WRITTEN


@pytest.mark.parametrize(
    ("asked", "code", "says"),
    [
        (("topic", "small"), ExitCode.NOT_WRITTEN, "it is there already"),
        (("topic", "Sleep"), ExitCode.USAGE, "'Sleep' is no id"),
        (("topic", "sleep", "-l", "fr"), ExitCode.NOT_FOUND, "There is: en"),
        (("topic", "sleep", "--kind", "poem"), ExitCode.USAGE, "poem"),
        (("language", "es"), ExitCode.USAGE, "--name"),
        (("language", "Spanish", "--name", "x"), ExitCode.USAGE, "no language tag"),
    ],
)
def test_what_cannot_be_laid_down_ends_with_its_code(
    asked: tuple[str, ...], code: ExitCode, says: str, ketacli: Inside, library: Path
) -> None:
    before = sorted(library.rglob("*"))
    done = ketacli("new", *asked, "--library", os.fspath(library))
    assert (done.code, done.out) == (code, "")
    assert says in done.err
    assert sorted(library.rglob("*")) == before


def test_without_a_library_nothing_is_laid_down(ketacli: Inside, tmp_path: Path) -> None:
    done = ketacli("new", "topic", "sleep", "--library", os.fspath(tmp_path / "none"))
    assert done.code == ExitCode.NOT_FOUND
