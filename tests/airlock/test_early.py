"""The first visit, started before there is anything to tell it."""

import os
import sys
from pathlib import Path

import pytest

from ketacli.airlock import give_up, start_early
from support.airlock import airlocked, gone

WAITS = (sys.executable, "-I", "-S", "-c", "import time; time.sleep(300)")


def test_it_is_the_first_visit_and_is_told_what_every_visit_is(tmp_path: Path) -> None:
    with airlocked(tmp_path, early=True, columns=70, lines=30, brief={"word": "here"}) as kiosk:
        first = kiosk.visit()
        assert first.pid == int((tmp_path / "early").read_text())
        assert first.about["parent"] == kiosk.pid
        assert first.about["brief"]["word"] == "here"
        assert first.about["size"] == [70, 30]
        kiosk.shows("Start page")
        kiosk.terminal.type(b"\t")
        first.gets(b"\t")
        first.tell("crash")
        second = kiosk.visit()
        assert second.pid != first.pid
        assert second.about["brief"]["word"] == "here"


def test_it_knows_no_more_of_the_environment_than_any_other(tmp_path: Path) -> None:
    with airlocked(tmp_path, early=True, more={"PAGER": "x", "TEXTUAL_DRIVER": "x"}) as kiosk:
        first = kiosk.visit()
        first.tell("crash")
        assert first.about["environment"] == kiosk.visit().about["environment"]


def test_it_inherits_nothing_that_the_airlock_has_open(tmp_path: Path) -> None:
    with airlocked(tmp_path, early=True) as kiosk:
        first = kiosk.visit()
        first.tell("crash")
        second = kiosk.visit()
        assert second.about["test"] == first.about["test"]
        held = {os.fspath(fd.readlink()) for fd in Path(f"/proc/{kiosk.pid}/fd").iterdir()}
        assert len([name for name in held if name.startswith("socket:")]) == 1


def test_a_kiosk_that_does_not_come_leaves_none_behind() -> None:
    early = start_early(WAITS, full_screen=True)
    assert early is not None
    assert not gone(early.pid, seconds=0)
    give_up(early)
    assert gone(early.pid)
    for descriptor in (early.screen, early.line):
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(descriptor)


def test_where_there_is_no_room_for_it_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> tuple[int, int]:
        raise OSError

    monkeypatch.setattr(os, "openpty", full)
    assert start_early(WAITS, full_screen=False) is None
