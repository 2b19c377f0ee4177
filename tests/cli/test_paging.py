"""Which leaflets go through the reader's pager, and where no other program is ever started."""

import os
from pathlib import Path

import pytest

from ketacli.errors import ExitCode
from support.inside import Inside

LOUD = "tr a-z A-Z"
"""A pager that can be told from ketacli itself."""


@pytest.fixture
def short_screen(ketacli: Inside) -> Inside:
    ketacli.lines = 24
    return ketacli


def test_a_leaflet_longer_than_the_screen_goes_through_the_pager(short_screen: Inside) -> None:
    for arguments in ((), ("--pager",), ("-f", "plain"), ("-f", "terminal")):
        done = short_screen.at_terminal("explain", *arguments, PAGER=LOUD)
        assert done.code == ExitCode.DONE
        assert done.out.isupper()


def test_a_leaflet_that_fits_on_the_screen_is_printed(ketacli: Inside) -> None:
    assert not ketacli.at_terminal("explain", PAGER=LOUD).out.isupper()


def test_without_a_pager_that_works_the_leaflet_is_printed(short_screen: Inside) -> None:
    printed = short_screen.at_terminal("explain", "--no-pager").out
    for pager in ("", "no-such-program", "a 'quote", "/dev/null"):
        assert short_screen.at_terminal("explain", PAGER=pager).out == printed


PRINTED = {
    "no pager": ("--no-pager",),
    "plain": ("--plain",),
    "stdout by its name": ("-o", "-"),
    "markdown": ("-f", "markdown"),
    "json": ("-f", "json"),
}


@pytest.mark.parametrize("arguments", PRINTED.values(), ids=PRINTED)
def test_what_is_no_page_for_a_screen_is_printed(
    short_screen: Inside, arguments: tuple[str, ...]
) -> None:
    done = short_screen.at_terminal("explain", *arguments, PAGER=LOUD)
    assert done.code == ExitCode.DONE
    assert done.out
    assert not done.out.isupper()


def test_into_a_pipe_everything_is_printed(short_screen: Inside) -> None:
    code = short_screen.code()
    assert not short_screen("explain", "--acknowledge", code, PAGER=LOUD).out.isupper()


@pytest.mark.parametrize("setting", ["shared_device", "accessible"])
def test_on_such_a_device_no_other_program_is_started(
    short_screen: Inside, tmp_path: Path, setting: str
) -> None:
    site = tmp_path / "site.yaml"
    site.write_text(f"{setting}: yes\n", encoding="utf-8")
    touched = tmp_path / "touched"
    for arguments in ((), ("--pager",), ("-f", "terminal")):
        done = short_screen.at_terminal(
            "explain", *arguments, PAGER=f"touch {touched}", KETACLI_SITE=os.fspath(site)
        )
        assert done.code == ExitCode.DONE
        assert done.out
    assert not touched.exists()
