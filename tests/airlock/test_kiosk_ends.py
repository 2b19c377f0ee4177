import os
import shutil
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from ketacli.airlock import Lock
from ketacli.airlock.pages import RESET
from support.airlock import DOOR, airlocked, gone
from support.program import surroundings
from support.terminal import processes_in

IGNORED = ("INT", "QUIT", "TSTP", "TTIN", "TTOU", "USR1", "USR2", "PIPE", "ALRM", "IO", "PWR")


@pytest.mark.parametrize("locked", [True, False])
def test_no_signal_but_term_and_hup_changes_anything(tmp_path: Path, *, locked: bool) -> None:
    with airlocked(tmp_path, locked=locked) as kiosk:
        visit = kiosk.visit()
        kiosk.shows("Start page")
        for name in (*IGNORED, "RTMIN", "CONT", "CHLD", "WINCH"):
            kiosk.terminal.signal(getattr(signal, f"SIG{name}"))
            kiosk.terminal.type(b"\t")
            visit.gets(b"\t")
        assert kiosk.terminal.written.count("Start page") == 1


@pytest.mark.parametrize("locked", [True, False])
def test_term_ends_a_kiosk_and_the_terminal_is_as_it_was(tmp_path: Path, *, locked: bool) -> None:
    with airlocked(tmp_path, locked=locked) as kiosk:
        before = kiosk.terminal.settings()
        visit = kiosk.visit()
        visit.draw(b"\x1b[?1049h\x1b[?25l\x1b[?1000h\x1b[?1006h\x1b[1;31mPlanted words")
        kiosk.shows("Planted words")
        during = kiosk.terminal.settings()
        assert not during[3] & (termios.ISIG | termios.ICANON | termios.ECHO)
        assert not during[0] & termios.IXON
        kiosk.terminal.signal(signal.SIGTERM)
        assert kiosk.terminal.exit_code() == 0
        assert kiosk.terminal.settings() == before
        assert kiosk.terminal.raw.endswith(RESET)
        assert kiosk.text == ""
        assert processes_in(tmp_path) == []


def test_ctrl_q_ends_an_open_kiosk_and_leaves_nothing_on_the_screen(tmp_path: Path) -> None:
    with airlocked(tmp_path) as kiosk:
        before = kiosk.terminal.settings()
        visit = kiosk.visit()
        visit.draw(b"Planted words")
        kiosk.terminal.type(b"\x11\rls\r")
        assert kiosk.terminal.exit_code() == 0
        assert kiosk.terminal.settings() == before
        assert kiosk.terminal.raw.endswith(RESET)
        assert gone(visit.pid)


def test_a_locked_kiosk_has_no_way_out_by_keyboard(tmp_path: Path) -> None:
    with airlocked(tmp_path, locked=True) as kiosk:
        visit = kiosk.visit()
        kiosk.terminal.type(bytes(byte for byte in range(0x20) if byte not in b"\t\x1b\r") + b"\t")
        visit.gets(b"\t")


def test_a_terminal_that_hangs_up_takes_everything_with_it(tmp_path: Path) -> None:
    with airlocked(tmp_path, locked=True) as kiosk:
        visit = kiosk.visit()
        visit.tell("grandchild apart")
        grandchild = visit.wait_for("grandchild")
        assert kiosk.terminal.hang_up(20)
        assert gone(visit.pid)
        assert gone(grandchild)
        assert processes_in(tmp_path) == []


def test_a_terminal_that_is_gone_without_a_signal_does_too(tmp_path: Path) -> None:
    # A process that did not make its terminal its own gets no SIGHUP from it.
    with airlocked(tmp_path, locked=True, through=("setsid", "--wait")) as kiosk:
        visit = kiosk.visit()
        assert kiosk.terminal.hang_up(20)
        assert gone(visit.pid)
        assert gone(int(visit.about["parent"]))


def test_a_kiosk_that_is_killed_takes_its_visit_with_it(tmp_path: Path) -> None:
    with airlocked(tmp_path, locked=True) as kiosk:
        visit = kiosk.visit()
        kiosk.terminal.signal(signal.SIGKILL)
        assert gone(visit.pid)


@pytest.mark.parametrize(("reads", "writes"), [("/dev/null", "tty"), ("tty", "/dev/null")])
def test_without_a_terminal_it_does_not_start(tmp_path: Path, reads: str, writes: str) -> None:
    (tmp_path / "lock").write_text(Lock(("/bin/true",)).to_json())
    ours, theirs = os.openpty()
    terminal = os.fdopen(theirs, "rb+", buffering=0)
    with terminal, Path(os.devnull).open("rb+") as nothing, os.fdopen(ours):
        done = subprocess.run(
            [*DOOR, os.fspath(tmp_path / "lock")],
            stdin=nothing if reads == "/dev/null" else terminal,
            stdout=nothing if writes == "/dev/null" else terminal,
            env=surroundings(tmp_path),
            timeout=60,
            check=False,
        )
    assert done.returncode == 2


def test_a_lock_that_cannot_be_read_is_no_traceback_on_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "not-a-lock").write_text("planted")
    with (tmp_path / "not-a-lock").open("rb") as lock:
        done = subprocess.run(
            [sys.executable, "-I", "-m", "ketacli.airlock", str(lock.fileno())],
            pass_fds=[lock.fileno()],
            capture_output=True,
            env=surroundings(tmp_path),
            timeout=60,
            check=False,
        )
    assert done.returncode == 1
    assert done.stdout == b""
    assert done.stderr.startswith(b"ketacli kiosk: airlock: JSONDecodeError in line decoder.py:")
    assert done.stderr.count(b"\n") == 1


def test_after_a_visit_a_terminal_keeps_no_word_of_it_in_its_scrollback(tmp_path: Path) -> None:
    tmux = shutil.which("tmux")
    assert tmux
    control = [tmux, "-S", os.fspath(tmp_path / "t"), "-f", os.devnull]
    keeps = ("new-session", "-x", "80", "-y", "24")
    with airlocked(tmp_path, locked=True, through=[*control, *keeps], lines=24) as kiosk:
        visit = kiosk.visit()
        visit.draw(b"Planted words\r\n" * 100)
        _captures(control, b"Planted", there=True)
        visit.tell("finish 0")
        kiosk.visit()
        _captures(control, b"Start page", there=True)
        _captures(control, b"Planted", there=False)
        subprocess.run([*control, "kill-server"], check=True)


def _captures(control: list[str], words: bytes, *, there: bool) -> None:
    """Wait until words are, or are not, anywhere on the screen or above it."""
    end = time.monotonic() + 20
    while True:
        shown = subprocess.check_output([*control, "capture-pane", "-p", "-S", "-"])
        if (words in shown) == there:
            return
        assert time.monotonic() < end, shown
        time.sleep(0.02)
