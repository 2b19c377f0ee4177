import json
import os
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import pytest

from ketacli import airlock
from ketacli.airlock.lock import Early, Lock
from ketacli.cli import kiosk as command
from ketacli.disclaimer import Channel
from ketacli.kiosk.units import UnitKind, unit
from ketacli.library import Library
from ketacli.records.pen import Pen
from support.content import change, copy_library
from support.inside import Inside
from support.program import CONTENT, ROOT

FIRST = Early(4, 5, 6)


class Entered(BaseException):
    """The airlock was entered: nothing comes back from there."""


class Terminal:
    """A terminal that is there, and an airlock that only remembers."""

    def __init__(self) -> None:
        self.lock: Lock | None = None
        self.started: list[tuple[str, ...]] = []
        self.given_up: list[Early] = []
        self.early: Early | None = FIRST

    def enter(self, lock: Lock) -> NoReturn:
        self.lock = lock
        raise SystemExit(0)

    def start_early(self, started: tuple[str, ...], *, full_screen: bool) -> Early | None:
        assert full_screen is ("--linear" not in started)
        self.started.append(started)
        return self.early

    @property
    def locked(self) -> Lock:
        assert self.lock is not None
        return self.lock


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    found = Terminal()
    monkeypatch.setattr(os, "isatty", lambda _: True)
    monkeypatch.setattr(airlock, "enter", found.enter)
    monkeypatch.setattr(airlock, "start_early", found.start_early)
    monkeypatch.setattr(airlock, "give_up", found.given_up.append)
    return found


@pytest.fixture
def site(home: Path) -> Callable[[str], dict[str, str]]:
    def write(text: str) -> dict[str, str]:
        file = home / "site.yaml"
        file.write_text(text, encoding="utf-8")
        return {"KETACLI_SITE": os.fspath(file)}

    return write


def test_the_airlock_is_told_how_to_start_visits_and_what_to_say(
    ketacli: Inside, terminal: Terminal
) -> None:
    assert ketacli("kiosk").code == 0
    lock = terminal.locked
    assert lock.command[1:] == ("-I", "-m", "ketacli.kiosk")
    assert terminal.started == [lock.command]
    assert lock.early == FIRST
    assert (lock.locked, lock.full_screen, lock.letters) == (False, True, " +")
    assert lock.one_moment == Library(CONTENT).kiosk_labels.one_moment
    assert "please ask the staff" in lock.out_of_order.lower()
    assert "911" in lock.out_of_order
    assert lock.brief["library"] == os.fspath(CONTENT)
    assert lock.brief["state"].startswith(os.fspath(ketacli.home))
    assert Lock.from_json(lock.to_json()) == lock


def test_no_room_for_an_early_visit_is_no_fault(ketacli: Inside, terminal: Terminal) -> None:
    terminal.early = None
    assert ketacli("kiosk").code == 0
    assert terminal.locked.early == ()


@pytest.mark.parametrize(
    "words", [("kiosk", "--linear"), ("kiosk", "--plain"), ("--plain", "kiosk")]
)
def test_a_plain_stream_takes_every_letter(
    ketacli: Inside, terminal: Terminal, words: tuple[str, ...]
) -> None:
    ketacli(*words, "--locked") if words[0] == "kiosk" else ketacli(*words)
    lock = terminal.locked
    assert lock.command[-1] == "--linear"
    assert (lock.full_screen, lock.letters) == (False, "*")


def test_an_accessible_device_has_a_plain_stream(
    ketacli: Inside, terminal: Terminal, site: Callable[[str], dict[str, str]]
) -> None:
    ketacli("kiosk", "--locked", **site("accessible: true\n"))
    assert terminal.locked.locked
    assert not terminal.locked.full_screen


def test_the_languages_and_topics_of_the_site_are_made_ready(
    ketacli: Inside,
    terminal: Terminal,
    site: Callable[[str], dict[str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[tuple[str, str]] = []
    monkeypatch.setattr(
        Library, "make_ready", lambda self, topic: made.append((self.language, topic))
    )
    ketacli("kiosk", **site("topics: [risks-and-side-effects]\n"))
    assert made == [(tag, "risks-and-side-effects") for tag in Library(CONTENT).languages]
    assert terminal.locked.brief["site"]["topics"] == ["risks-and-side-effects"]


def test_a_topic_that_is_faulty_does_not_keep_the_kiosk_from_starting(
    ketacli: Inside, terminal: Terminal, tmp_path: Path
) -> None:
    library = copy_library(tmp_path)
    (library / "en/topics/risks-and-side-effects.yaml").write_text("title: [", encoding="utf-8")
    assert ketacli("kiosk", "--library", os.fspath(library)).code == 0
    assert terminal.lock is not None


def test_the_first_language_is_that_of_the_site_and_a_fault_there_is_told(
    ketacli: Inside, terminal: Terminal, tmp_path: Path
) -> None:
    library = copy_library(tmp_path)
    change(library / "en/kiosk.yaml", "start_title:", "start_titel:")
    done = ketacli("kiosk", "--library", os.fspath(library))
    assert done.code == 5
    assert "start_titel" in done.err
    assert terminal.given_up == [FIRST]
    assert terminal.lock is None


def test_a_fault_without_an_early_visit_has_none_to_give_up(
    ketacli: Inside, terminal: Terminal, site: Callable[[str], dict[str, str]]
) -> None:
    terminal.early = None
    done = ketacli("kiosk", **site("topics: [no-such]\n"))
    assert done.code == 5
    assert "site.yaml:1:10:" in done.err
    assert terminal.given_up == []


def test_without_a_terminal_there_is_no_kiosk(ketacli: Inside) -> None:
    done = ketacli("kiosk")
    assert done.code == 2
    assert "terminal" in done.err


def test_a_missing_part_is_told_with_what_installs_it(
    ketacli: Inside, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "find_spec", lambda _: None)
    done = ketacli("kiosk")
    assert done.code == 7
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    for needed in settings["project"]["optional-dependencies"]["kiosk"]:
        assert f"'{needed}'" in done.err
    assert ketacli("kiosk", "--linear").code == 0
    assert terminal.started[0][-1] == "--linear"


@pytest.mark.parametrize("kind", UnitKind)
def test_a_unit_is_printed_and_nothing_starts(
    ketacli: Inside, terminal: Terminal, kind: UnitKind
) -> None:
    assert ketacli("kiosk", "--print-unit", kind.value).out == unit(kind)
    assert terminal.started == []


def test_the_doctor_ends_with_5_where_something_fails(ketacli: Inside, terminal: Terminal) -> None:
    done = ketacli("kiosk", "doctor", "--format", "json")
    found = json.loads(done.out)
    assert done.code == (5 if "fail" in json.dumps(found) else 0)
    assert terminal.started == []
    assert "verdict" in ketacli("kiosk", "doctor", "--width", "80").out


def test_the_doctor_ends_with_0_where_nothing_fails(
    ketacli: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(*_: object, **__: Any) -> tuple[str, bool]:
        return "all is well\n", True

    monkeypatch.setattr("ketacli.kiosk.doctor.run", run)
    done = ketacli("kiosk", "doctor")
    assert (done.code, done.out) == (0, "all is well\n")


def test_the_day_of_the_last_count_is_known_where_there_is_one(tmp_path: Path) -> None:
    state = tmp_path / "ketacli"
    environment = {"XDG_STATE_HOME": os.fspath(tmp_path)}
    assert command._last_record({}) is None
    assert command._last_record(environment) is None
    pen = Pen(state, lambda: date(2026, 11, 26))
    words = Library(CONTENT).disclaimer
    assert pen.answered(words, Channel.KIOSK, accepted=False)
    assert command._last_record(environment) == date(2026, 11, 26)


def test_a_count_that_cannot_be_read_has_no_day(tmp_path: Path) -> None:
    state = tmp_path / "ketacli"
    state.mkdir(0o700)
    (state / "records.db").write_text("no records\n" * 100, encoding="utf-8")
    assert command._last_record({"XDG_STATE_HOME": os.fspath(tmp_path)}) is None
