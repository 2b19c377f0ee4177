"""The command that prints, from the question to the file. `render` looks at what is in it."""

import sys
from pathlib import Path

import pytest

from ketacli.errors import ExitCode
from ketacli.library import Library
from ketacli.render import Format
from ketacli.render.pdf_paper import Paper
from support.inside import Inside
from support.leaflets import proof
from support.pdf import opened, words
from support.words import said

SIDES = {Paper.A4: [595, 842], Paper.LETTER: [612, 792]}


@pytest.fixture
def asked(ketacli: Inside, small: Path) -> tuple[str, ...]:
    """Everything that a printed leaflet is asked for with, but for where it goes."""
    code = ketacli.code("--library", str(small))
    return ("explain", "--format", "pdf", "--library", str(small), "--acknowledge", code)


def test_a_leaflet_is_printed_into_a_file(
    ketacli: Inside, asked: tuple[str, ...], small: Path, tmp_path: Path
) -> None:
    file = tmp_path / "leaflet.pdf"
    assert ketacli(*asked, "-o", str(file), "--region", "uk") == (ExitCode.DONE, "", "")
    library = Library(small, language="en")
    assert words(file.read_bytes()) == said(
        library.issue("small", proof(library), "uk"), Format.PLAIN
    )


def test_a_file_bears_the_code_of_the_disclaimer_and_the_day_of_the_last_check(
    ketacli: Inside, asked: tuple[str, ...], tmp_path: Path
) -> None:
    from support.pdf import artifacts

    file = tmp_path / "leaflet.pdf"
    ketacli(*asked, "-o", str(file))
    printed = opened(file.read_bytes())
    assert all(f"Disclaimer {asked[-1]}" in foot for foot in artifacts(printed))
    assert str(printed.docinfo.CreationDate).startswith("D:20260101")


@pytest.mark.parametrize("paper", Paper)
def test_paper_and_large_print_can_be_chosen(
    ketacli: Inside, asked: tuple[str, ...], tmp_path: Path, paper: Paper
) -> None:
    usual, large = tmp_path / "usual.pdf", tmp_path / "large.pdf"
    ketacli(*asked, "-o", str(usual), "--paper", paper.value)
    ketacli(*asked, "-o", str(large), "--paper", paper.value, "--large-print")
    for file in (usual, large):
        for page in opened(file.read_bytes()).pages:
            assert [round(float(side)) for side in list(page.MediaBox)[2:]] == SIDES[paper]
    assert len(opened(large.read_bytes()).pages) > len(opened(usual.read_bytes()).pages)


def test_nothing_is_printed_before_the_yes(ketacli: Inside, small: Path, tmp_path: Path) -> None:
    file = tmp_path / "leaflet.pdf"
    done = ketacli("explain", "--format", "pdf", "--library", str(small), "-o", str(file))
    assert done.code == ExitCode.NOT_ACKNOWLEDGED
    assert not file.exists()


def test_a_screen_gets_no_pdf_and_nobody_is_asked(ketacli: Inside, small: Path) -> None:
    done = ketacli.at_terminal("explain", "--format", "pdf", "--library", str(small))
    assert (done.code, done.out, ketacli.asked) == (ExitCode.USAGE, "", 0)
    assert "--output" in done.err


def test_without_typst_nobody_is_asked_in_vain(
    ketacli: Inside, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    file = tmp_path / "leaflet.pdf"
    done = ketacli.at_terminal(
        "explain", "--format", "pdf", "--library", str(small), "-o", str(file)
    )
    assert (done.code, ketacli.asked) == (ExitCode.NOT_INSTALLED, 0)
    assert "typst" in done.err


def test_paper_has_no_meaning_where_nothing_is_printed(ketacli: Inside, small: Path) -> None:
    done = ketacli("explain", "--format", "html", "--paper", "letter", "--library", str(small))
    assert (done.code, done.out) == (ExitCode.USAGE, "")
    assert "--paper needs --format pdf" in done.err


def test_large_print_has_no_meaning_for_letters_without_a_size(ketacli: Inside) -> None:
    done = ketacli("explain", "--format", "markdown", "--large-print")
    assert done.code == ExitCode.USAGE
    assert "pdf" in done.err
