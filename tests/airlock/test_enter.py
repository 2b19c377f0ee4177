import os
import sys
from typing import Any

import pytest

from ketacli import airlock
from ketacli.airlock import Lock, clean, enter
from ketacli.airlock.__main__ import _line
from ketacli.errors import ExitCode, UsageError

LOCK = Lock(("/bin/true",), locked=True)


class ReplacedError(Exception):
    """Stands for the end of this process."""


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the new process would be started with; a lock that it reads is closed here."""
    seen: list[Any] = []

    def execve(program: str, command: list[str], environment: dict[str, str]) -> None:
        with os.fdopen(int(command[-1]), encoding="utf-8") as file:
            assert os.get_inheritable(file.fileno())
            seen.extend([program, command[:-1], environment, Lock.from_json(file.read())])
        raise ReplacedError

    monkeypatch.setattr(os, "execve", execve)
    return seen


def test_the_process_becomes_an_isolated_one_in_a_clean_environment(
    monkeypatch: pytest.MonkeyPatch, told: list[Any]
) -> None:
    monkeypatch.setattr(os, "isatty", lambda _: True)
    monkeypatch.setattr(os, "environ", {"TERM": "linux", "PYTHONINSPECT": "1"})
    monkeypatch.setattr(airlock, "_SET_CHILD_SUBREAPER", 0)  # this process adopts nobody
    with pytest.raises(ReplacedError):
        enter(LOCK)
    command = [sys.executable, "-I", "-m", "ketacli.airlock"]
    assert told == [sys.executable, command, {"TERM": "linux"}, LOCK]


def test_a_visit_that_was_started_early_goes_along(
    monkeypatch: pytest.MonkeyPatch, told: list[Any]
) -> None:
    ends = os.pipe()
    monkeypatch.setattr(os, "isatty", lambda _: True)
    monkeypatch.setattr(airlock, "_SET_CHILD_SUBREAPER", 0)
    with pytest.raises(ReplacedError):
        enter(LOCK._replace(early=(1, *ends)))
    assert told
    assert all(map(os.get_inheritable, ends))
    for end in ends:
        os.close(end)


def test_where_orphans_cannot_be_adopted_it_goes_on(
    monkeypatch: pytest.MonkeyPatch, told: list[Any]
) -> None:
    import ctypes

    def none(_name: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "isatty", lambda _: True)
    monkeypatch.setattr(ctypes, "CDLL", none)
    with pytest.raises(ReplacedError):
        enter(LOCK)
    assert told


@pytest.mark.parametrize("terminals", [(), (0,), (1,)])
def test_without_a_terminal_to_read_from_and_to_draw_on_it_is_wrong_usage(
    monkeypatch: pytest.MonkeyPatch, told: list[Any], terminals: tuple[int, ...]
) -> None:
    monkeypatch.setattr(os, "isatty", lambda descriptor: descriptor in terminals)
    with pytest.raises(UsageError) as refused:
        enter(LOCK)
    assert refused.value.exit_code is ExitCode.USAGE
    assert told == []


def test_of_an_environment_only_what_a_kiosk_needs_is_kept() -> None:
    kept = {
        "HOME": "/home/kiosk",
        "LANG": "C.UTF-8",
        "LC_ALL": "C",
        "TERM": "xterm",
        "TZ": "UTC",
        "NOTIFY_SOCKET": "@systemd",
        "WATCHDOG_USEC": "10000000",
        "STATE_DIRECTORY": "/var/lib/ketacli",
        "KETACLI_LIBRARY": "/srv/library",
        "KETACLI_SITE": "/etc/ketacli/site.yaml",
        "PATH": "/usr/bin:/bin",
    }
    dropped = {"TEXTUAL_DRIVER": "x", "PYTHONPATH": "/x", "BROWSER": "x", "LD_PRELOAD": "/x"}
    assert clean({**kept, **dropped}) == kept


def test_places_and_programs_are_kept_only_as_whole_paths() -> None:
    assert clean({"KETACLI_SITE": "site.yaml", "XDG_STATE_HOME": "", "PATH": ".:bin:"}) == {}
    assert clean({"PATH": ".:/usr/bin::bin:/bin"}) == {"PATH": "/usr/bin:/bin"}


def test_a_fault_is_named_by_its_file_and_line() -> None:
    with pytest.raises(ValueError, match="x") as fault:
        int("x")
    assert _line(fault.value).startswith("test_enter.py:")
    assert _line(ValueError()) == ":0"
