import os
from pathlib import Path

import pytest

from ketacli.publishing import tools
from ketacli.publishing.kinds import Kind
from ketacli.publishing.tools import stamps

PAGES = frozenset({Kind.HTML})
PAPER = frozenset({Kind.HTML, Kind.PDF})


def test_what_is_not_made_stands_for_nothing() -> None:
    found = stamps(PAGES, ())
    assert found.pages
    assert (found.paper, found.sound) == ("", "")


def test_the_same_tools_give_the_same() -> None:
    assert stamps(PAPER, ("sh",)) == stamps(PAPER, ("sh",))


def test_what_draws_codes_counts_where_codes_are_made() -> None:
    assert stamps(PAGES | {Kind.CODE}, ()).pages != stamps(PAGES, ()).pages


@pytest.mark.parametrize(
    ("file", "sounds"),
    [
        ("render/templates/page.css", False),
        ("pictures/people.py", False),
        ("text.py", True),
        ("render/speech_words.py", True),
        ("cli/audio_ogg.py", True),
    ],
)
def test_any_changed_file_of_the_program_counts_and_few_count_for_sound(
    file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, sounds: bool
) -> None:
    monkeypatch.setattr(tools, "_OWN", tmp_path)
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_bytes(b"")
    before = stamps(PAPER, ("sh",))
    (tmp_path / file).write_bytes(b"#")
    now = stamps(PAPER, ("sh",))
    assert (now.pages != before.pages, now.paper != before.paper) == (True, True)
    assert (now.sound != before.sound) is sounds


@pytest.mark.parametrize("folder", ["content/en", "render/__pycache__"])
def test_words_and_bytecode_are_no_part_of_the_program(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tools, "_OWN", tmp_path)
    before = stamps(PAPER, ("sh",))
    (tmp_path / folder).mkdir(parents=True)
    (tmp_path / folder / "x.py").write_bytes(b"")
    assert stamps(PAPER, ("sh",)) == before


def test_every_file_that_makes_sound_is_there() -> None:
    for pattern in tools._OF_SOUND:
        assert list(tools.own_files((pattern,))), pattern


def test_fonts_count_for_paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = (tmp_path / "there", tmp_path / "missing")
    folders[0].mkdir()
    monkeypatch.setattr("ketacli.render.pdf_fonts.FOLDERS", folders)
    before = stamps(PAPER, ())
    (folders[0] / "NotoSans-Regular.ttf").write_bytes(b"")
    assert stamps(PAPER, ()).paper != before.paper


def test_another_program_makes_another_sound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", os.fspath(tmp_path))
    found = {stamps(PAGES, ("speaks",)).sound}
    program = tmp_path / "speaks"
    program.write_bytes(b"#!")
    program.chmod(0o755)
    found.add(stamps(PAGES, ("speaks",)).sound)
    program.write_bytes(b"#! ")
    found.add(stamps(PAGES, ("speaks",)).sound)
    assert len(found) == 3
