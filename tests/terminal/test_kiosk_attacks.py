"""Everything that was found to break a full screen out of a kiosk, tried on the real one."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.airlock import gone
from support.kiosk import PATIENCE, Kiosk, kiosk
from support.kiosk_attacks import (
    QUESTION,
    Held,
    answers,
    comes_back,
    drew_only_pages,
    environment_of,
    files_in,
    holds_as_before,
    open_question,
)
from support.terminal import processes_in, terminal

pytestmark = pytest.mark.unmeasured  # rooms and airlock have tests of their own

BOTH = pytest.mark.parametrize("linear", [False, True], ids=["screen", "stream"])
KEYS = {
    "each control but Tab, Enter and Escape": bytes({*range(0x20)} - {9, 10, 13, 27}) + b"\x7f",
    "Ctrl-Q, Ctrl-C, Ctrl-P of new keyboards": b"\x1b[113;5u\x1b[99;5u\x1b[112;5u\x1b[27;5;113~",
    "function keys": b"\x1bOP\x1bOQ\x1b[15~\x1b[24~\x1b[[A\x1b[29~",
    "Alt and a letter": b"\x1bq\x1b:\x1b!",
    "no UTF-8": b"\xff\xfe\xe9\xe4\x80",
    "half a letter": b"\xe2\x82",
    "mouse reports of the old kind": b"\x1b[M a!\x1b[M\xff\xff\xff\x1b[M\x20\xe0\xe0",
    "mouse reports outside": b"\x1b[<0;9999;9999M\x1b[<0;0;0M\x1b[<0;999;1M\x1b[<0;999;1m",
    "mouse reports without sense": b"\x1b[<M\x1b[<0;M\x1b[<;;;M\x1b[<0;1;1;1M\x1b[<999;1;1M",
    "other buttons": b"\x1b[<1;9;9M\x1b[<2;9;9M\x1b[<2;9;9m\x1b[<16;9;9M\x1b[<128;9;9M",
    "a resize report of nothing, then a tap": b"\x1b[48;0;0;0;0t\x1b[<2;5;5M",
    "huge resize reports": b"\x1b[48;30000;30000;1;1t\x1b[8;30000;30000t\x1b[4;1;1t",
    "replies of a terminal": b"\x1b[?1;2c\x1b[24;80R\x1b[?2026;2$y\x1b[?997;1n\x1b[I\x1b[O\x1b[0n",
    "strings": b"\x1b]52;c;aGk=\x07\x1b]10;rgb:0/0/0\x1b\\\x1bP1$r\x1b\\\x1b_Gx\x1b\\\x1b^x\x1b\\",
    "a string without an end": b"\x1b]0;title",
    "a sequence without an end": b"\x1b[1;1;1;1",
    "C1 controls": b"\x9b\x31\x3b\x31\x48\xc2\x9b\xc2\x90\xc2\x85",
    "a paste": b"\x1b[200~q\x11\x03" + b"\x1b[201~",
    "a paste without an end": b"\x1b[200~never",
    "a drag": b"\x1b[<0;2;2M" + b"\x1b[<32;9;3M" * 20 + b"\x1b[<0;70;3m\x03",
    "two and three taps": b"\x1b[<0;3;2M\x1b[<0;3;2m" * 3 + b"\x03",
    "letters outside ASCII": "äß€語🙂\u202e\u200b".encode(),
}
FLOODS = {
    "300,000 letters": b"q" * 300_000,
    "20,000 turns of a wheel": b"\x1b[<65;5;5M" * 20_000,
    "20,000 motions": b"\x1b[<35;5;5M" * 20_000,
    "20,000 arrows": b"\x1b[B" * 20_000,
    "half a megabyte of paste": b"\x1b[200~" + b"x" * 500_000 + b"\x1b[201~",
    "bytes that are nothing": bytes(range(0x80, 0x100)) * 2048,
    "200,000 times Escape": b"\x1b" * 200_000,
}


@pytest.fixture(scope="module", params=[False, True], ids=["screen", "stream"])
def under_attack(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, made: Path
) -> Iterator[Kiosk]:
    """A locked kiosk at its first question. No attack ends the visit, so one does for all."""
    home = tmp_path_factory.mktemp("attacked")
    (home / ".cache").symlink_to(made)
    with kiosk(home, "--locked", linear=request.param) as visit:
        open_question(visit)
        first, files = visit.visit(), files_in(home)
        answers(visit)
        yield visit
        assert visit.visit() == first
        drew_only_pages(visit)
        assert files_in(home) == files


@pytest.mark.parametrize("attack", KEYS)
def test_no_key_no_touch_and_no_sequence_is_a_way_out(under_attack: Kiosk, attack: str) -> None:
    visit = under_attack
    before, held = visit.visit(), Held.by(visit.visit())
    visit.terminal.read(0.5)
    shown = visit.text
    visit.terminal.type(KEYS[attack])
    visit.terminal.read(1.2 if "without an end" in attack else 0.2)
    if not visit.linear:
        assert visit.text == shown
    _end_line(visit)
    answers(visit)
    assert visit.visit() == before
    holds_as_before(before, held)


@pytest.mark.parametrize("flood", FLOODS)
def test_no_flood_stops_a_reader_or_is_worked_off_afterwards(
    under_attack: Kiosk, flood: str
) -> None:
    visit = under_attack
    before, airlock = visit.visit(), Held.by(visit.pid)
    left = memoryview(FLOODS[flood])
    while left:
        visit.terminal.type(bytes(left[:50_000]))
        visit.terminal.read(0)
        left = left[50_000:]
    visit.terminal.read(1.2)
    _end_line(visit)
    if QUESTION not in visit.text:  # Escape goes back
        visit.choose("English", then=QUESTION)
    answers(visit)
    assert visit.visit() == before
    holds_as_before(visit.pid, airlock)
    assert Held.by(visit.pid).kilobytes < airlock.kilobytes + 2048


def test_a_typed_traceback_is_not_taken_for_one(under_attack: Kiosk) -> None:
    visit = under_attack
    before = visit.visit()
    for typed in (b"Traceback (most ", b"recent call last)", b"Fatal Python error"):
        visit.terminal.type(typed)
        visit.terminal.read(1.1 if visit.linear else 0.1)  # so many letters a second are let in
    _end_line(visit)
    answers(visit)
    assert visit.visit() == before


def _end_line(visit: Kiosk) -> None:
    """In a stream: whatever was typed is no number, and that is said in words."""
    if not visit.linear:
        return
    start = len(visit.terminal.raw)
    end = time.monotonic() + PATIENCE
    while not any(words in visit.terminal.raw[start:] for words in _SAID_THEN):
        assert time.monotonic() < end, visit.text
        visit.terminal.type(b"what\r")
        visit.terminal.read(0.5)


_SAID_THEN = (b"Please type a number", b"2. No, not today")


def test_a_window_of_any_size_is_survived(under_attack: Kiosk) -> None:
    visit = under_attack
    before = visit.visit()
    for columns, lines in ((1, 1), (300, 90), (0, 0), (20, 10), (1000, 2), (2, 1000)):
        visit.terminal.program.setwinsize(lines, columns)
        visit.terminal.read(0.2)
    visit.terminal.resize(80, 40)
    visit.terminal.read(0.3)
    _end_line(visit)
    visit.shows("No, not today")
    answers(visit)
    assert visit.visit() == before


def test_no_signal_to_the_airlock_but_two_changes_anything(under_attack: Kiosk) -> None:
    visit = under_attack
    before = visit.visit()
    for name in ("INT", "QUIT", "TSTP", "TTIN", "TTOU", "USR1", "USR2", "PIPE", "ALRM", "CONT"):
        os.kill(visit.pid, getattr(signal, f"SIG{name}"))
    answers(visit)
    assert visit.visit() == before


def test_no_signal_that_a_key_could_send_ends_a_visit(under_attack: Kiosk) -> None:
    visit = under_attack
    before = visit.visit()
    for name in HARMLESS:
        os.kill(before, getattr(signal, f"SIG{name}"))
        visit.terminal.read(0.1)
    answers(visit)
    assert visit.visit() == before


@BOTH
def test_any_other_signal_to_a_visit_brings_the_start_page(home: Path, linear: bool) -> None:
    with kiosk(home, "--locked", linear=linear) as visit:
        for name in ("HUP", "TERM", "USR1", "ABRT"):
            before = visit.visit()
            os.kill(before, getattr(signal, f"SIG{name}"))
            comes_back(visit, before)
            assert gone(before)
        drew_only_pages(visit)


HARMLESS = {"INT", "QUIT", "TSTP", "TTIN", "TTOU", "CONT", "CHLD", "WINCH", "URG"}
"""The kernel stops no leader of a session whose parent is in another one."""
OTHERS = sorted({one.name[3:] for one in signal.valid_signals() if hasattr(one, "name")} - HARMLESS)


@pytest.mark.soak
@BOTH
@pytest.mark.parametrize("first", range(0, len(OTHERS), 4))
def test_each_signal_of_all_brings_the_start_page(home: Path, linear: bool, first: int) -> None:
    with kiosk(home, "--locked", linear=linear) as visit:
        for name in OTHERS[first : first + 4]:
            before = visit.visit()
            os.kill(before, getattr(signal, f"SIG{name}"))
            if name in {"PIPE", "XFSZ"}:  # Python ignores them
                assert not gone(before, 0.5)
            else:
                comes_back(visit, before)
        drew_only_pages(visit)


@BOTH
def test_after_five_crashes_in_a_row_a_reader_is_sent_to_the_staff(
    home: Path, linear: bool
) -> None:
    with kiosk(home, "--locked", linear=linear) as visit:
        before = 0
        for _ in range(5):
            while (found := visit.visit()) == before:
                visit.terminal.read(0.02)
            os.kill(found, signal.SIGKILL)
            before = found
        visit.shows("This screen is out of order. Please ask the staff.")
        visit.shows("988")
        assert "Welcome" not in "".join(visit.terminal.screen.display)
        visit.terminal.type(b"\x11\x03\r")
        visit.terminal.read(0.3)
        assert visit.terminal.program.isalive()
        drew_only_pages(visit)


HOSTILE = {
    "TEXTUAL_DRIVER": "planted:Driver",
    "TEXTUAL_PRESS": "ctrl+q",
    "TEXTUAL_SCREENSHOT": "1",
    "TEXTUAL_SCREENSHOT_LOCATION": ".",
    "TEXTUAL_LOG": "textual.log",
    "TEXTUAL_DEBUG": "1",
    "TEXTUAL_ALLOW_SIGNALS": "1",
    "TEXTUAL_FPS": "1",
    "PYTHONINSPECT": "1",
    "PYTHONBREAKPOINT": "planted.run",
    "PYTHONUSERBASE": "here",
    "BROWSER": "touch browsed",
    "PAGER": "touch paged",
    "MANPAGER": "touch paged",
    "EDITOR": "touch edited",
    "VISUAL": "touch edited",
    "LESSOPEN": "|touch opened",
    "COLUMNS": "abc",
    "LINES": "-1",
    "FORCE_COLOR": "1",
    "KETACLI_VISIT": "0",
    "ESPEAK_DATA_PATH": "here",
    "SHELL": "/bin/sh",
}
PLANTED = """\
import sys
with open("planted-ran", "a", encoding="utf-8") as file:
    print(*sys.orig_argv, file=file)
"""


@BOTH
def test_no_variable_changes_a_kiosk_or_runs_anything(
    home: Path, linear: bool, tmp_path: Path
) -> None:
    with kiosk(home, "--locked", linear=linear) as visit:
        visit.terminal.read(0.5)
        clean, shown = environment_of(visit.visit()), visit.text
        files = files_in(home)
    for name in ("sitecustomize", "usercustomize", "planted", "textual", "segno"):
        folder = tmp_path if name.endswith("customize") else home
        (folder / f"{name}.py").write_text(PLANTED, encoding="utf-8")
    planted = {**HOSTILE, "PYTHONPATH": os.fspath(tmp_path)}
    with kiosk(home, "--locked", linear=linear, more=planted) as visit:
        assert environment_of(visit.visit()) == clean
        visit.terminal.read(0.5)
        assert visit.text == shown
        open_question(visit)
        answers(visit)
        drew_only_pages(visit)
    ran = (home / "planted-ran").read_text("utf-8")  # by the door, which a unit starts with -I
    assert "ketacli.airlock" not in ran
    assert "ketacli.kiosk" not in ran
    (home / "planted-ran").unlink()
    assert {name for name in files_in(home) if not name.endswith(".py")} == files


@BOTH
@pytest.mark.parametrize("through", [(), ("setsid", "--wait")], ids=["hung up", "gone"])
def test_a_kiosk_whose_terminal_is_gone_leaves_nothing_running(
    home: Path, linear: bool, through: tuple[str, ...]
) -> None:
    words = ("kiosk", "--locked", *(("--linear",) if linear else ()))
    with terminal(home, *words, through=through) as shown_in:
        shown_in.wait_for("Information for patients", 60)
        airlock = [pid for pid in processes_in(home) if pid != os.getpid()]
        shown_in.hang_up(60)
        assert all(gone(process, 60) for process in airlock)


@BOTH
@pytest.mark.parametrize("closed", ["</dev/null", "<&-", ">/dev/null", ">&-"])
def test_half_a_terminal_is_none(home: Path, linear: bool, closed: str) -> None:
    words = ("kiosk", "--locked", *(("--linear",) if linear else ()))
    with terminal(home, *words, through=("sh", "-c", f'exec "$@" {closed}', "sh")) as shown_in:
        assert shown_in.exit_code(60) == 2
        assert b"\x1b" not in shown_in.raw


@BOTH
def test_a_kiosk_that_is_told_to_end_leaves_the_terminal_as_it_was(
    home: Path, linear: bool
) -> None:
    with terminal(home, "kiosk", "--locked", *(("--linear",) if linear else ())) as shown_in:
        before = shown_in.settings()
        shown_in.wait_for("Information for patients", 60)
        shown_in.signal(signal.SIGTERM)
        assert shown_in.exit_code(60) == 0
        assert shown_in.settings() == before
        assert not "".join(shown_in.screen.display).strip()
        assert not shown_in.screen.cursor.hidden
