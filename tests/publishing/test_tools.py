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


def test_a_changed_template_counts_for_what_it_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tools, "_PRINTERS", tmp_path)
    (tmp_path / "templates").mkdir()
    (tmp_path / "typst").mkdir()
    before = stamps(PAPER, ("sh",))
    (tmp_path / "templates" / "page.css").write_bytes(b"")
    page = stamps(PAPER, ("sh",))
    assert page.pages != before.pages
    assert page[1:] == before[1:]
    (tmp_path / "typst" / "leaflet.typ").write_bytes(b"")
    paper = stamps(PAPER, ("sh",))
    assert paper.paper != page.paper
    assert (paper.pages, paper.sound) == (page.pages, page.sound)
    (tmp_path / "speech.py").write_bytes(b"")
    sound = stamps(PAPER, ("sh",))
    assert sound.sound != paper.sound
    assert sound[:2] == paper[:2]


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
