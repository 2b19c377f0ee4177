"""Remembering and forgetting, the whole way: by the commands that a reader types."""

import os
from datetime import date
from pathlib import Path

import pytest

from ketacli.errors import ExitCode
from ketacli.library import Library
from support.content import change, small_library
from support.inside import Inside
from support.program import CONTENT


def test_a_yes_is_remembered_and_forgotten(ketacli: Inside) -> None:
    def status() -> str:
        return ketacli("disclaimer", "--status").out

    nothing = status()
    assert ketacli("explain").code == ExitCode.NOT_ACKNOWLEDGED
    assert ketacli.at_terminal("explain", "--no-pager").code == ExitCode.DONE
    assert ketacli.asked == 1
    assert status() != nothing
    assert ketacli("explain").code == ExitCode.DONE
    assert ketacli.at_terminal("explain", "--no-pager").code == ExitCode.DONE
    assert ketacli.asked == 1
    assert ketacli("disclaimer", "--forget").code == ExitCode.DONE
    assert status() == nothing
    assert ketacli("explain").code == ExitCode.NOT_ACKNOWLEDGED


def test_the_status_names_the_last_day(ketacli: Inside, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("explain", "disclaimer"):
        monkeypatch.setattr(f"ketacli.cli.{module}.today", lambda: date(2026, 3, 1))
    ketacli.at_terminal("explain", "--no-pager")
    assert "31 March 2026" in ketacli("disclaimer", "--status").out


def test_an_answer_is_asked_for_anew_once_the_words_have_changed(
    ketacli: Inside, tmp_path: Path
) -> None:
    library = small_library(tmp_path)
    from_it = ("--library", os.fspath(library))
    ketacli.at_terminal("explain", "--no-pager", *from_it)
    assert ketacli("explain", *from_it).code == ExitCode.DONE
    change(library / "en" / "disclaimer.yaml", "It cannot treat you", "It can not treat you")
    assert ketacli("explain", *from_it).code == ExitCode.NOT_ACKNOWLEDGED


def test_a_code_is_not_remembered(ketacli: Inside) -> None:
    ketacli("explain", "--acknowledge", ketacli.code())
    assert ketacli("explain").code == ExitCode.NOT_ACKNOWLEDGED


def test_a_shared_device_never_remembers_and_never_reads_what_is_remembered(
    ketacli: Inside, tmp_path: Path
) -> None:
    site = tmp_path / "site.yaml"
    site.write_text("shared_device: yes\n", encoding="utf-8")
    shared = {"KETACLI_SITE": os.fspath(site)}
    nothing = ketacli("disclaimer", "--status").out
    assert ketacli.at_terminal("explain", **shared).code == ExitCode.DONE
    assert ketacli("disclaimer", "--status").out == nothing
    assert not list(ketacli.home.rglob("acknowledged*"))

    ketacli.at_terminal("explain", "--no-pager")
    assert ketacli("explain").code == ExitCode.DONE
    assert ketacli("explain", **shared).code == ExitCode.NOT_ACKNOWLEDGED
    assert ketacli("disclaimer", "--status", **shared).out == nothing
    assert ketacli("disclaimer", "--forget", **shared).code == ExitCode.DONE


def test_where_nothing_can_be_kept_the_leaflet_is_shown_and_one_line_says_so(
    ketacli: Inside, tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.touch()
    sentence = Library(CONTENT).labels.not_remembered
    for variables in ({"HOME": ""}, {"XDG_STATE_HOME": os.fspath(file)}, {"HOME": "relative"}):
        done = ketacli.at_terminal("explain", "--no-pager", **variables)
        assert done.code == ExitCode.DONE
        assert done.out
        assert done.err.endswith(f"{sentence}\n")


def test_an_answer_that_cannot_be_forgotten_ends_with_6(ketacli: Inside) -> None:
    ketacli.at_terminal("explain", "--no-pager")
    (answer,) = ketacli.home.rglob("acknowledged*")
    answer.unlink()
    answer.mkdir()
    done = ketacli("disclaimer", "--forget")
    assert (done.code, done.out) == (ExitCode.NOT_WRITTEN, "")
    assert "acknowledged" in done.err
