"""What a format needs: parts that are installed apart, letters, files of another kind than text."""

import os
import sys
from importlib import util
from pathlib import Path

import pytest

from ketacli.cli import formats, output
from ketacli.errors import ExitCode, NotWrittenError
from support.content import change, copy_library
from support.html_words import Page
from support.inside import Inside, stdout_into


@pytest.fixture
def leaflet(ketacli: Inside) -> tuple[str, ...]:
    return ("explain", "--acknowledge", ketacli.code(), "--format", "html")


def test_without_what_makes_web_pages_the_command_that_installs_it_is_told(
    ketacli: Inside, leaflet: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = util.find_spec
    monkeypatch.setattr(
        formats, "find_spec", lambda name: None if name == "jinja2" else found(name)
    )
    for arguments in (leaflet, ("topics", "-f", "html")):
        done = ketacli(*arguments)
        assert (done.code, done.out) == (ExitCode.NOT_INSTALLED, "")
        assert f"{sys.executable} -m pip install 'jinja2>=3.1'" in " ".join(done.err.split())
    assert ketacli("topics").code == ExitCode.DONE


def test_letters_have_a_size_on_a_page_and_nowhere_else(
    ketacli: Inside, leaflet: tuple[str, ...]
) -> None:
    for arguments in (leaflet, ("topics", "-f", "html"), ("glossary", "-f", "html")):
        (usual,), (large,) = (
            Page(ketacli(*arguments, *size).out).named("html") for size in ((), ("--large-print",))
        )
        assert "class" not in usual.attributes
        assert large.attributes["class"] == "large"
    for arguments in (("topics",), ("glossary", "-f", "plain"), ("disclaimer", "-f", "json")):
        done = ketacli(*arguments, "--large-print")
        assert (done.code, done.out) == (ExitCode.USAGE, "")
        assert "--large-print" in done.err


def test_the_hill_can_move_in_the_words_of_its_language(
    ketacli: Inside, leaflet: tuple[str, ...]
) -> None:
    (script,) = Page(ketacli(*leaflet).out).named("script")
    assert script.attributes == {"data-start": "Start", "data-pause": "Pause"}
    assert not Page(ketacli("topics", "-f", "html").out).named("script")


def test_where_a_language_lacks_these_words_the_hill_stands_still(
    ketacli: Inside, leaflet: tuple[str, ...], tmp_path: Path
) -> None:
    library = copy_library(tmp_path)
    (library / "en" / "kiosk.yaml").unlink()
    done = ketacli(*leaflet, "--library", os.fspath(library), "--language", "en")
    assert done.code == ExitCode.DONE
    page = Page(done.out)
    assert not page.named("script")
    assert page.named("svg")


def test_a_page_is_utf_8_in_a_file_and_on_a_screen_of_few_letters_it_is_ascii(
    ketacli: Inside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = copy_library(tmp_path)
    change(library / "en" / "labels.yaml", "Words and what they mean", "W\u00f6rter \u65e5")
    file = tmp_path / "page.html"
    page = ("glossary", "-f", "html", "-l", "en", "--library", os.fspath(library))
    assert "<title>W\u00f6rter \u65e5</title>" in ketacli(*page).out
    assert ketacli(*page, "-o", os.fspath(file)).code == ExitCode.DONE
    assert "<title>W\u00f6rter \u65e5</title>" in file.read_text(encoding="utf-8")
    for letters in ("ascii", "latin-1"):
        with Path(os.devnull).open("w", encoding=letters) as stream, monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", stream)
            assert output.in_numbers("W\u00f6rter \u65e5") == "W&#246;rter &#26085;"


def test_bytes_are_written_as_they_are(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    content = bytes(range(256))
    file = tmp_path / "file"
    output.write(content, os.fspath(file))
    assert file.read_bytes() == content
    output.write(content)
    assert capfdbinary.readouterr().out == content
    with stdout_into("/dev/full"), pytest.raises(NotWrittenError):
        output.write(content)
