"""Widths and styles: what the environment asks for, and what comes of it on a page."""

import os
from datetime import date
from json import loads
from pathlib import Path

import pytest

from ketacli.cli import surroundings
from ketacli.cli.surroundings import Surroundings
from ketacli.errors import ExitCode
from ketacli.leaflet_json import from_json
from ketacli.render import Format
from ketacli.render.canvas import LEAST_ASKED, NARROWEST, USUAL, WIDEST
from ketacli.render.wrapping import cells
from support.inside import Inside
from support.words import letters, said, words

COLUMNS = {
    "0": USUAL,
    "1": NARROWEST,
    "3": NARROWEST,
    "5": NARROWEST,
    "19": NARROWEST,
    "33": 33,
    "100": 100,
    "-5": USUAL,
    "abc": USUAL,
    "": USUAL,
    "\u0663\u0663": USUAL,  # digits, but not ASCII ones
    "100000": WIDEST,
    "9" * 5000: WIDEST,  # more digits than Python turns into a number
}
NARROW_AND_WIDE = [*COLUMNS, str(LEAST_ASKED), str(WIDEST)]


def here(columns: int = 0, **environment: str) -> Surroundings:
    return Surroundings(environment, asks=False, shows=True, columns=columns, lines=24)


@pytest.mark.parametrize("told", COLUMNS, ids=lambda told: told[:9])
def test_a_page_is_never_narrower_or_wider_than_it_may_be(told: str) -> None:
    assert here(COLUMNS=told).width() == COLUMNS[told]


def test_columns_come_from_the_flag_then_the_environment_then_the_screen() -> None:
    assert here(70, COLUMNS="60").width(50) == 50
    assert here(70, COLUMNS="60").width() == 60
    assert here(70).width() == 70
    assert here().width() == USUAL


@pytest.mark.parametrize("format_", [Format.PLAIN, Format.TERMINAL])
@pytest.mark.parametrize("columns", NARROW_AND_WIDE, ids=lambda told: told[:9])
def test_all_words_come_back_at_each_width(ketacli: Inside, format_: Format, columns: str) -> None:
    arguments = ("explain", "--acknowledge", ketacli.code(), "-f")
    leaflet = from_json(loads(ketacli(*arguments, "json").out))
    done = ketacli(*arguments, format_, COLUMNS=columns)
    width = COLUMNS.get(columns) or int(columns)
    assert done.code == ExitCode.DONE
    assert letters(words(done.out, format_)) == letters(said(leaflet, format_, width))
    assert max(map(cells, done.out.splitlines())) <= width


@pytest.mark.parametrize("columns", NARROW_AND_WIDE, ids=lambda told: told[:9])
def test_all_words_of_messages_come_back_at_each_width(ketacli: Inside, columns: str) -> None:
    for arguments in (("explain",), ("explain", "nosuch"), ("topics", "-o", ".")):
        usual, done = ketacli(*arguments), ketacli(*arguments, COLUMNS=columns)
        assert done.code == usual.code
        assert "".join(done.err.split()) == "".join(usual.err.split())


@pytest.mark.parametrize("columns", NARROW_AND_WIDE, ids=lambda told: told[:9])
def test_all_options_are_in_the_help_at_each_width(ketacli: Inside, columns: str) -> None:
    usual = {word for word in ketacli("explain", "-h").out.split() if word.startswith("--")}
    done = ketacli("explain", "-h", COLUMNS=columns)
    assert done.code == ExitCode.DONE
    assert usual <= set(done.out.split())


def test_the_flag_sets_the_width_of_every_page(ketacli: Inside) -> None:
    for width in (LEAST_ASKED, WIDEST):
        longest = {
            max(map(cells, ketacli(*page, "--width", str(width)).out.splitlines()))
            for page in (("topics",), ("glossary",), ("disclaimer",))
        }
        assert max(longest) <= width
        assert min(longest) > width * 3 / 4


STYLED = [
    ({"TERM": "xterm"}, True),
    ({"TERM": "linux"}, True),
    ({"TERM": "dumb"}, False),
    ({"TERM": "unknown"}, False),
    ({"TERM": ""}, False),
    ({}, False),
    ({"TERM": "xterm", "NO_COLOR": "1"}, False),
    ({"TERM": "xterm", "NO_COLOR": ""}, True),
    ({"TERM": "xterm", "CLICOLOR": "0"}, False),
    ({"TERM": "xterm", "CLICOLOR": "1"}, True),
    ({"TERM": "xterm", "FORCE_COLOR": "0"}, False),
    ({"TERM": "dumb", "FORCE_COLOR": "1"}, True),
    ({"TERM": "dumb", "CLICOLOR_FORCE": "1"}, True),
    ({"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, False),
]


@pytest.mark.parametrize(("environment", "styled"), STYLED)
def test_a_screen_is_styled_as_its_reader_says(
    environment: dict[str, str], *, styled: bool
) -> None:
    assert here(0, **environment).styled() is styled


FORCED = [
    ({}, False),
    ({"CLICOLOR_FORCE": "1"}, True),
    ({"CLICOLOR_FORCE": "0"}, False),
    ({"CLICOLOR_FORCE": ""}, False),
    ({"FORCE_COLOR": "1"}, True),
    ({"FORCE_COLOR": "0"}, False),
    ({"FORCE_COLOR": ""}, False),
    ({"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, False),
    ({"FORCE_COLOR": "1", "TERM": "dumb"}, True),
]


@pytest.mark.parametrize(("environment", "styled"), FORCED)
def test_a_pipe_gets_escapes_only_where_they_are_forced(
    ketacli: Inside, environment: dict[str, str], *, styled: bool
) -> None:
    done = ketacli("topics", "-f", "terminal", **environment)
    assert ("\x1b[" in done.out) is styled


@pytest.mark.parametrize("format_", Format)
def test_without_being_forced_no_format_puts_an_escape_in_a_pipe(
    ketacli: Inside, format_: Format
) -> None:
    for arguments in (("topics",), ("explain", "--acknowledge", ketacli.code())):
        assert "\x1b" not in ketacli(*arguments, "-f", format_).out


def test_a_file_never_gets_escapes(ketacli: Inside, tmp_path: Path) -> None:
    file = tmp_path / "page"
    ketacli("topics", "-f", "terminal", "-o", os.fspath(file), CLICOLOR_FORCE="1")
    assert file.read_text(encoding="utf-8").strip()
    assert "\x1b" not in file.read_text(encoding="utf-8")


def test_messages_are_never_styled(ketacli: Inside) -> None:
    assert "\x1b" not in ketacli("explain", CLICOLOR_FORCE="1").err


@pytest.mark.usefixtures("capfd")
def test_without_a_terminal_nobody_is_asked_and_no_size_is_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(_: int) -> os.terminal_size:
        raise OSError

    monkeypatch.setattr(os, "get_terminal_size", refuse)
    found = Surroundings.here()
    assert not found.asks
    assert not found.shows
    assert (found.columns, found.lines) == (0, 0)


def test_a_terminal_has_a_size(monkeypatch: pytest.MonkeyPatch) -> None:
    size = os.terminal_size((61, 17))
    monkeypatch.setattr(os, "get_terminal_size", lambda _: size)
    assert (Surroundings.here().columns, Surroundings.here().lines) == size


def test_today_is_the_day_of_the_reader_s_own_calendar() -> None:
    before = date.today()  # noqa: DTZ011
    assert before <= surroundings.today() <= date.today()  # noqa: DTZ011
