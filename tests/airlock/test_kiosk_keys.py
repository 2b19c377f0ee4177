from pathlib import Path

import pytest

from ketacli.airlock import Limits
from support.airlock import QUICK, airlocked

CONTROLS = bytes({*range(0x20), 0x7F} - {0x09, 0x0D, 0x11, 0x1B})
ATTACKS = {
    "Ctrl-C, Ctrl-Z, Ctrl-\\, Ctrl-S, Ctrl-D, Ctrl-P and the rest": CONTROLS,
    "Ctrl-Q of the kitty": b"\x1b[113;5u",
    "no UTF-8": b"\xff\xfe\xe4\xf6\x80",
    "the old mouse report": b"\x1b[M\x20\xff\xff",
    "a resize report of nothing": b"\x1b[48;0;0;0;0t",
    "a huge resize report": b"\x1b[48;30000;30000;1;1t",
    "a paste": b"\x1b[200~" + b"\r\t" * 1000 + b"\x1b[201~",
    "motion": b"\x1b[<35;10;10M" * 20_000,
    "letters": b"q" * 300_000,
    "OSC 52": b"\x1b]52;c;cGxhbnRlZA==\x07",
    "a reply of a terminal": b"\x1b[?1;2c\x1b[24;80R",
    "random bytes": bytes(byte for byte in range(0x80, 0x100)) * 100,
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_no_page_uses_never_reaches_a_visit(tmp_path: Path, attack: str) -> None:
    with airlocked(tmp_path, locked=True) as kiosk:
        visit = kiosk.visit()
        kiosk.shows("Start page")
        kiosk.terminal.type(ATTACKS[attack] + b"\t")
        visit.gets(b"\t")
        assert kiosk.terminal.written.count("Start page") == 1


def test_a_paste_without_an_end_is_over_after_a_while(tmp_path: Path) -> None:
    with airlocked(tmp_path, locked=True, limits=QUICK._replace(swallow_seconds=0.2)) as kiosk:
        visit = kiosk.visit()
        kiosk.terminal.type(b"\x1b[200~words\t")
        kiosk.terminal.read(0.5)
        kiosk.terminal.type(b"\r")
        visit.gets(b"\r")


def test_five_megabytes_of_paste_block_nobody(tmp_path: Path) -> None:
    with airlocked(tmp_path, locked=True) as kiosk:
        visit = kiosk.visit()
        kiosk.shows("Start page")
        kiosk.terminal.type(b"\x1b[200~")
        for _ in range(50):
            kiosk.terminal.type(b"x" * 100_000)
        kiosk.terminal.type(b"\x1b[201~\t")
        visit.gets(b"\t")
        assert kiosk.terminal.written.count("Start page") == 1


def test_a_flood_of_keys_is_dropped_and_not_queued(tmp_path: Path) -> None:
    with airlocked(tmp_path, locked=True, limits=QUICK._replace(events=5)) as kiosk:
        visit = kiosk.visit()
        for _ in range(30):
            kiosk.terminal.type(b"\x1b[<65;10;10M" * 1000)
        for _ in range(
            5
        ):  # a slow machine may still be dropping the flood when the first one comes
            kiosk.terminal.read(1.1)
            kiosk.terminal.type(b"\r")
        while b"\r" not in visit.typed:
            visit.wait_for("typed")
        assert len(visit.typed) < 30 * 10 * len(b"\x1b[<65;10;10M")
        assert visit.typed.rstrip(b"\r").endswith(b"M")


def test_escape_alone_and_touches_reach_a_visit(tmp_path: Path) -> None:
    with airlocked(tmp_path, locked=True) as kiosk:
        visit = kiosk.visit()
        kiosk.terminal.type(b"\x1b")
        visit.gets(b"\x1b")
        kiosk.terminal.read(2 * QUICK.quiet_seconds)
        kiosk.terminal.type(b"\x1b[<0;10;10M\x1b[<0;10;10m\x1b[<0;81;10M")
        visit.gets(b"\x1b[<0;10;10M\x1b[<0;10;10m")


def test_keys_pressed_while_no_visit_runs_are_lost(tmp_path: Path) -> None:
    slow = QUICK._replace(shortest_pause=0.5, longest_pause=0.5)
    with airlocked(tmp_path, locked=True, limits=slow) as kiosk:
        visit = kiosk.visit()
        kiosk.shows("Start page")
        visit.tell("exit 1")
        kiosk.shows_no_more("Start page")
        kiosk.terminal.type(b"\r\r\r")
        visit = kiosk.visit()
        kiosk.shows("Start page")
        kiosk.terminal.type(b"\t")
        visit.gets(b"\t")


def test_letters_that_a_page_wants_reach_it(tmp_path: Path) -> None:
    with airlocked(tmp_path, letters="yes") as kiosk:
        visit = kiosk.visit()
        kiosk.terminal.type(b"yes, no")
        visit.gets(b"yes")


def test_in_a_linear_kiosk_lines_are_typed_and_seen_and_corrected(tmp_path: Path) -> None:
    with airlocked(tmp_path, letters="*", full_screen=False, limits=Limits()) as kiosk:
        visit = kiosk.visit()
        kiosk.shows("Start page")
        kiosk.terminal.type("nó\x7f\x7fyes\x03\x04\x1a\x1c\x13\x16")
        kiosk.shows("Start pageyes")
        kiosk.terminal.type("\r")
        visit.gets(b"yes\n")
        visit.draw(b"\x1b[?1049hNext\n")
        kiosk.shows("Next")
        assert b"1049h" not in kiosk.terminal.raw


def test_what_a_visit_writes_cannot_leave_the_screen(tmp_path: Path) -> None:
    with airlocked(tmp_path) as kiosk:
        visit = kiosk.visit()
        visit.draw(b"\x1b]52;c;cGxhbnRlZA==\x07\x1b]0;title\x07\x1b[?2004h\x1b[?1003h\x1b[5iNext")
        kiosk.shows("Next")
        for hidden in (b"]52", b"]0", b"2004", b"1003", b"[5i"):
            assert hidden not in kiosk.terminal.raw


def test_keys_pressed_before_a_page_is_drawn_are_no_answer_to_it(tmp_path: Path) -> None:
    with airlocked(tmp_path, locked=True, brief={"beats": False}) as kiosk:
        visit = kiosk.visit()
        kiosk.shows("Start page")
        kiosk.terminal.type(b"\r\x1b[<0;10;10M")
        kiosk.terminal.read(0.3)
        visit.do("note x")
        assert visit.typed == b""
        visit.do("beat")
        kiosk.terminal.read(0.3)
        kiosk.terminal.type(b"\x1b[<0;10;10m\t")
        visit.gets(b"\t")
