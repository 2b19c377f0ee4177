"""A visit as a process: what it runs, and that no fault of it is told to the public."""

import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest

from ketacli import kiosk
from ketacli.airlock.status import VARIABLE
from ketacli.disclaimer import Channel
from ketacli.errors import ExitCode
from ketacli.kiosk import __main__ as visit_process
from ketacli.kiosk import linear
from ketacli.kiosk.room import Room, brief_of
from ketacli.site import Site
from support.program import CONTENT
from support.visits import kept_in

SCREEN = "ketacli.kiosk.screen"


@contextmanager
def told(monkeypatch: pytest.MonkeyPatch, library: Path = CONTENT) -> Iterator[socket.socket]:
    """An airlock's line in the environment, with a brief on it."""
    ours, theirs = socket.socketpair()
    ours.settimeout(0)
    brief = brief_of(Site(), site_file=None, library=library, state=None, cache=kept_in())
    text = json.dumps(brief).encode()
    ours.sendall(b"%d\n%s" % (len(text), text))
    monkeypatch.setenv(VARIABLE, str(theirs.fileno()))
    with ours, theirs:
        yield ours


def put_screen(monkeypatch: pytest.MonkeyPatch, run: object) -> None:
    """Put another screen in the place of the real one, which some test may have loaded already."""
    module = ModuleType(SCREEN)
    vars(module)["run"] = run
    monkeypatch.setitem(sys.modules, SCREEN, module)
    monkeypatch.setattr(kiosk, "screen", module, raising=False)


@pytest.mark.parametrize(
    ("arguments", "channel"),
    [(["--linear"], Channel.KIOSK_LINEAR), ([], Channel.KIOSK)],
)
def test_a_visit_is_full_screen_or_a_plain_stream(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], channel: Channel
) -> None:
    channels: list[Channel] = []

    def run(room: Room) -> int:
        channels.append(room.visit.channel)
        return 0

    monkeypatch.setattr(linear, "run", run)
    put_screen(monkeypatch, run)
    with told(monkeypatch):
        assert visit_process.main(arguments) == 0
    assert channels == [channel]
    assert VARIABLE not in os.environ


def test_a_fault_is_told_to_the_airlock_by_its_kind_and_line_and_to_nobody_else(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def run(_room: Room) -> int:
        raise ValueError("what a reader typed")

    monkeypatch.setattr(linear, "run", run)
    with told(monkeypatch) as airlock:
        assert visit_process.main(["--linear"]) == ExitCode.BUG
        said = airlock.recv(65536).decode()
    assert said.startswith("note visit ended by ValueError at test_main.py:")
    assert "what a reader typed" not in said
    assert capfd.readouterr() == ("", "")


def test_a_library_that_is_not_there_is_a_fault_too(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with told(monkeypatch, tmp_path) as airlock:
        assert visit_process.main([]) == ExitCode.BUG
        assert b"NotFoundError" in airlock.recv(65536)


def test_without_an_airlock_there_is_no_visit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert visit_process.main([]) == ExitCode.BUG


def test_a_fault_from_nowhere_is_named_by_its_kind() -> None:
    assert visit_process._where(ValueError()) == "visit ended by ValueError"
