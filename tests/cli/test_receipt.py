"""`ketacli receipt`: a code leads to the exact words, those of today and those of long ago."""

import os
from pathlib import Path

import pytest

from ketacli.cli.receipt import receipt
from ketacli.disclaimer import Channel
from ketacli.errors import ContentError, NotFoundError, Wanted
from ketacli.library import Library
from ketacli.records import place
from support.content import change, copy_library, with_language
from support.records import SPANISH, WORDS, pen

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return copy_library(tmp_path)


@pytest.fixture
def folder(tmp_path: Path, library: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The state folder, with words that were shown long ago."""
    variables = {
        "HOME": os.fspath(tmp_path),
        "LANG": "en_GB.UTF-8",
        "STATE_DIRECTORY": os.fspath(tmp_path / "state"),
        "CACHE_DIRECTORY": os.fspath(cache),
        "KETACLI_LIBRARY": os.fspath(library),
    }
    monkeypatch.setattr(os, "environ", variables)
    writer = pen(tmp_path / "state")
    writer.shown(WORDS, Channel.KIOSK)
    writer.shown(SPANISH, Channel.KIOSK)
    writer.close()
    return tmp_path / "state"


@pytest.mark.usefixtures("folder")
def test_words_of_long_ago_are_printed_exactly(capfd: Capture) -> None:
    receipt(SPANISH.code, "")
    shown = capfd.readouterr()
    assert shown.err == ""
    assert shown.out.split("\n") == [
        f"Code: {SPANISH.code}",
        "Language: es",
        "",
        "T\u00edtulo",
        "",
        "Uno.",
        "",
        "\u00bfS\u00ed?",
        "",
        "Yes is: s\u00ed",
        "No is: no",
        "",
    ]


@pytest.mark.usefixtures("folder")
def test_a_code_may_be_typed_in_many_ways(capfd: Capture) -> None:
    code = WORDS.code
    confused = code.replace("1", "l").replace("0", "o")
    for typed in (
        *(code, code.lower(), code.replace("-", ""), code.replace("-", " "), f" {code}\n"),
        *(confused, confused.upper(), code.replace("1", "I").replace("0", "O")),
    ):
        receipt(typed.strip(), "")
        assert capfd.readouterr().out.startswith(f"Code: {code}\n")


def test_every_letter_that_is_mistaken_for_a_digit_is_understood(
    folder: Path, capfd: Capture
) -> None:
    number = 0
    while not {"0", "1"} <= set(WORDS._replace(title=f"Title {number}").code):
        number += 1
    words = WORDS._replace(title=f"Title {number}")
    writer = pen(folder)
    writer.shown(words, Channel.KIOSK)
    writer.close()
    for one, nought in (("I", "O"), ("L", "O"), ("i", "o"), ("l", "o")):
        receipt(words.code.replace("1", one).replace("0", nought), "")
        assert capfd.readouterr().out.startswith(f"Code: {words.code}\n")


@pytest.mark.parametrize("recorded", [True, False])
def test_words_of_today_need_no_records(
    folder: Path, library: Path, capfd: Capture, *, recorded: bool
) -> None:
    if not recorded:
        (folder / place.NAME).unlink()
    with_language(library, "es", "espa\u00f1ol")
    change(library / "es" / "disclaimer.yaml", "title: ", "title: Lea. ")
    for language in ("en", "es"):
        words = Library(library, language=language).disclaimer
        receipt(words.code, "")
        out = capfd.readouterr().out
        assert out.startswith(f"Code: {words.code}\nLanguage: {language}\n")
        assert all(text in out for text in (words.title, *words.paragraphs, words.question))


def test_words_of_today_need_no_folder(
    folder: Path, library: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert folder.exists()
    monkeypatch.setattr(os, "environ", {"KETACLI_LIBRARY": os.fspath(library)})
    words = Library(library).disclaimer
    receipt(words.code, "")
    assert words.title in capfd.readouterr().out


@pytest.mark.parametrize("code", ["", "-", "0000-0000-0000-0000", "no code", "\x1b[2J", "K7QF"])
@pytest.mark.usefixtures("folder")
def test_a_code_that_stands_for_nothing_is_not_found(code: str) -> None:
    with pytest.raises(NotFoundError) as told:
        receipt(code, "")
    assert (told.value.wanted, told.value.name) == (Wanted.RECEIPT, code)


def test_damaged_records_keep_nobody_from_the_words_of_today(
    folder: Path, library: Path, capfd: Capture
) -> None:
    (folder / place.NAME).write_bytes(b"no database" * 1000)
    words = Library(library).disclaimer
    receipt(words.code, "")
    assert words.title in capfd.readouterr().out
    with pytest.raises(ContentError) as told:
        receipt(WORDS.code, "")
    assert told.value.problems[0].message == "the records are damaged"


@pytest.mark.usefixtures("folder")
def test_words_can_go_to_a_file(tmp_path: Path, capfd: Capture) -> None:
    receipt(WORDS.code, os.fspath(tmp_path / "words"))
    assert capfd.readouterr().out == ""
    assert "One." in (tmp_path / "words").read_text("utf-8")
