"""Ogg files: which program makes them, what it is told, and what happens where it cannot."""

import os
import shutil
from pathlib import Path

import pytest

from ketacli.cli.audio_ogg import comments, encoder, ogg_file
from ketacli.cli.audio_wave import Mark, Shape, wave_file
from ketacli.errors import NotInstalledError, NotWrittenError
from support.sound import ogg_chapters, ogg_comments

SHAPE = Shape(1, 8000, 2)
MARKS = (Mark(0, "Start"), Mark(8000, "-x=Zażółć 雪"), Mark(8000 * 3723 + 8, "End"))
WAVE = wave_file(SHAPE, [bytes(range(256)) * 200], "A title", MARKS)


def only(program: str, folder: Path) -> str:
    """A PATH on which there is one program."""
    folder.mkdir(exist_ok=True)
    found = shutil.which(program)
    assert found
    (folder / program).symlink_to(found)
    return os.fspath(folder)


def test_chapters_are_comments_with_hours_minutes_and_milliseconds() -> None:
    assert list(comments(MARKS, SHAPE)) == [
        "CHAPTER000=00:00:00.000",
        "CHAPTER000NAME=Start",
        "CHAPTER001=00:00:01.000",
        "CHAPTER001NAME=-x=Zażółć 雪",
        "CHAPTER002=01:02:03.001",
        "CHAPTER002NAME=End",
    ]


def test_vorbis_has_the_chapters_and_the_same_bytes_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    file = tmp_path / "a.ogg"
    file.write_bytes(ogg_file(WAVE, "A title", tuple(comments(MARKS, SHAPE))))
    told = ogg_comments(file)
    assert told["TITLE"] == "A title"
    assert ogg_chapters(told) == [(0.0, "Start"), (1.0, "-x=Zażółć 雪"), (3723.001, "End")]
    assert ogg_file(WAVE, "A title", tuple(comments(MARKS, SHAPE))) == file.read_bytes()


def test_without_vorbis_it_is_opus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", only("opusenc", tmp_path / "bin"))
    assert encoder() == "opusenc"
    made = ogg_file(WAVE, "A title", tuple(comments(MARKS, SHAPE)))
    assert made[:4] == b"OggS"
    assert made[28:36] == b"OpusHead"
    assert "CHAPTER001NAME=-x=Zażółć 雪".encode() in made
    assert b"TITLE=A title" in made


def test_without_both_the_install_command_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", os.fspath(tmp_path))
    with pytest.raises(NotInstalledError) as raised:
        ogg_file(WAVE, "A title", ())
    assert raised.value.command == "sudo apt install vorbis-tools"


@pytest.mark.parametrize("script", ["#!/bin/sh\nexit 1\n", "no program"])
def test_a_program_that_fails_makes_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    program = tmp_path / "oggenc"
    program.write_text(script)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", os.fspath(tmp_path))
    with pytest.raises(NotWrittenError, match="oggenc"):
        ogg_file(WAVE, "A title", ())
