import json
import resource
import signal
import time
from pathlib import Path

import pytest

from ketacli.airlock.pages import RESET
from support.airlock import (
    HASTY,
    ONE_MOMENT,
    OUT_OF_ORDER,
    QUICK,
    airlocked,
    gone,
)

ENDS = {
    "exits as if nothing had happened": "exit 0",
    "exits": "exit 3",
    "says that it is done": "finish 0",
    "says that it is done, and fails": "finish 1",
    "crashes": "crash",
    "is killed": f"signal {signal.SIGKILL.value}",
    "dies of a fault": f"signal {signal.SIGSEGV.value}",
    "is terminated": f"signal {signal.SIGTERM.value}",
    "is hung up": f"signal {signal.SIGHUP.value}",
    "is stopped": f"signal {signal.SIGSTOP.value}",
    "hangs": "hang",
    "hangs in one place": "spin",
    "shows a traceback": f"draw {b'Traceback (most recent call last)'.hex()}",
    "closes its terminal": "close_terminal",
    "closes its line": "close_line",
}
HANGS = {"hangs", "hangs in one place", "closes its line"}


@pytest.mark.parametrize("end", ENDS)
def test_whatever_ends_a_visit_another_one_starts(tmp_path: Path, end: str) -> None:
    limits = HASTY if end in HANGS else QUICK
    with airlocked(tmp_path, locked=True, limits=limits) as kiosk:
        first = kiosk.visit()
        kiosk.shows("Start page")
        first.draw(b"\x1b[HPlanted words")
        kiosk.shows("Planted words")
        first.tell(ENDS[end])
        second = kiosk.visit()
        assert second.pid != first.pid
        kiosk.shows("Start page")
        assert "Planted" not in kiosk.text
        assert gone(first.pid)
        kiosk.terminal.type(b"\t")
        second.gets(b"\t")
        before, _, after = kiosk.terminal.raw.rpartition(RESET)
        assert b"Planted" in before
        assert b"Planted" not in after


def test_between_two_visits_there_are_a_few_words(tmp_path: Path) -> None:
    with airlocked(tmp_path, locked=True) as kiosk:
        visit = kiosk.visit()
        visit.draw(b"Planted words")
        visit.tell("finish 0")
        kiosk.visit()
        kiosk.shows("Start page")
        assert kiosk.terminal.written.count(ONE_MOMENT) == 2


def test_nothing_of_a_traceback_is_ever_drawn(tmp_path: Path) -> None:
    with airlocked(tmp_path, locked=True) as kiosk:
        visit = kiosk.visit()
        kiosk.shows("Start page")
        visit.tell("crash")
        kiosk.visit()
        kiosk.shows("Start page")
        assert b"Trace" not in kiosk.terminal.raw
        assert b"planted-word" not in kiosk.terminal.raw


def test_letters_that_could_begin_a_traceback_are_drawn_a_moment_later(tmp_path: Path) -> None:
    with airlocked(tmp_path) as kiosk:
        kiosk.visit().draw(b"\x1b[2J\x1b[HThis is the Trace")
        kiosk.shows("the Trace")


def test_a_visit_that_never_draws_is_ended(tmp_path: Path) -> None:
    limits = QUICK._replace(first_beat_seconds=1.5)
    with airlocked(tmp_path, locked=True, limits=limits, brief={"beats": False}) as kiosk:
        first = kiosk.visit()
        assert kiosk.visit().pid != first.pid


def test_a_visit_that_beats_is_left_alone(tmp_path: Path) -> None:
    with airlocked(tmp_path, limits=HASTY._replace(first_beat_seconds=1.5)) as kiosk:
        visit = kiosk.visit()
        kiosk.terminal.read(2 * HASTY.beat_seconds)
        kiosk.terminal.type(b"\t")
        visit.gets(b"\t")
        assert kiosk.terminal.written.count("Start page") == 1


@pytest.mark.parametrize("apart", ["", "apart"])
@pytest.mark.parametrize("end", ["finish 0", "exit 1", "hang"])
def test_what_a_visit_has_started_ends_with_it(tmp_path: Path, end: str, apart: str) -> None:
    limits = HASTY if end == "hang" else QUICK
    with airlocked(tmp_path, locked=True, limits=limits) as kiosk:
        visit = kiosk.visit()
        kiosk.shows("Start page")
        visit.tell(f"grandchild {apart}")
        grandchild = visit.wait_for("grandchild")
        visit.wait_for("did")
        assert not gone(grandchild, seconds=0)
        visit.tell(end)
        kiosk.visit()
        assert gone(grandchild)


def test_after_five_crashes_the_kiosk_is_out_of_order_until_a_visit_draws(tmp_path: Path) -> None:
    words = f"{OUT_OF_ORDER}\nCrisis line: 12 34"
    with airlocked(tmp_path, locked=True, out_of_order=words, brief={"beats": False}) as kiosk:
        for _ in range(5):
            kiosk.visit().tell("exit 1")
        kiosk.shows(OUT_OF_ORDER)
        kiosk.shows("Crisis line: 12 34")
        retry = kiosk.visit()
        kiosk.terminal.type(b"\t")
        kiosk.terminal.resize(60, 20)
        retry.wait_for("size")
        kiosk.shows(OUT_OF_ORDER)
        assert "Start page" not in kiosk.text
        retry.tell("exit 1")
        retry = kiosk.visit()
        retry.do("beat")
        kiosk.shows("Start page")
        assert "Out of order" not in kiosk.text
        assert retry.typed == b""
        kiosk.terminal.type(b"\r")
        retry.gets(b"\r")


def test_a_program_that_is_not_there_is_out_of_order_and_not_a_way_out(tmp_path: Path) -> None:
    with airlocked(tmp_path, locked=True, command=("/nonexistent/program",)) as kiosk:
        kiosk.shows(OUT_OF_ORDER)
        kiosk.terminal.type(b"\x03\x11q\x1b")
        assert kiosk.terminal.program.isalive()


def test_an_open_kiosk_that_is_out_of_order_can_be_left(tmp_path: Path) -> None:
    with airlocked(tmp_path, command=("/bin/false",)) as kiosk:
        kiosk.shows(OUT_OF_ORDER)
        kiosk.terminal.type(b"\x11")
        assert kiosk.terminal.exit_code() == 0


def test_each_visit_gets_the_brief_and_what_visits_before_it_kept(tmp_path: Path) -> None:
    with airlocked(tmp_path, brief={"site": "A", "letter": "é"}) as kiosk:
        first = kiosk.visit()
        first.do("keep " + json.dumps({"pending": [1, {"x": "é"}], "site": "B"}))
        first.do("keep " + json.dumps({"faults": 2}))
        first.tell("exit 1")
        brief = kiosk.visit().about["brief"]
        del brief["socket"]
        assert brief == {"site": "B", "letter": "é", "pending": [1, {"x": "é"}], "faults": 2}


def test_a_long_brief_arrives_whole_and_one_that_is_too_long_is_not_kept(tmp_path: Path) -> None:
    with airlocked(tmp_path) as kiosk:
        first = kiosk.visit()
        first.do("keep_letters 500000")
        first.do("keep_letters 530000")  # more than is kept
        first.do("keep_letters 900000")  # more than is read
        first.do("keep " + json.dumps({"more": 1}))
        first.tell("exit 1")
        brief = kiosk.visit().about["brief"]
        assert brief["letters"] == "x" * 500_000
        assert brief["more"] == 1


@pytest.mark.parametrize(
    "said",
    [b"keep\n", b"keep [1]\n", b"keep {\n", b"keep 1\n", b"\n", b"\xff\xfe \x00\n", b"what\n"],
)
def test_what_nobody_understands_is_passed_over(tmp_path: Path, said: bytes) -> None:
    with airlocked(tmp_path) as kiosk:
        visit = kiosk.visit()
        visit.do(f"say {said.hex()}")
        visit.do("keep " + json.dumps({"more": 1}))
        visit.tell("finish 0")
        assert kiosk.visit().about["brief"]["more"] == 1


def test_a_kiosk_that_did_not_run_for_a_while_blames_no_visit(tmp_path: Path) -> None:
    with airlocked(tmp_path, limits=HASTY) as kiosk:
        visit = kiosk.visit()
        kiosk.shows("Start page")
        visit.tell(f"signal {signal.SIGCONT.value}")
        visit.do("hang")
        kiosk.terminal.signal(signal.SIGSTOP)
        time.sleep(2 * HASTY.beat_seconds)
        visit.do("beat")
        kiosk.terminal.signal(signal.SIGCONT)
        kiosk.terminal.type(b"\t")
        visit.gets(b"\t")
        assert kiosk.terminal.written.count("Start page") == 1


def test_a_terminal_that_takes_nothing_for_a_while_blames_no_visit(tmp_path: Path) -> None:
    with airlocked(tmp_path, limits=HASTY) as kiosk:
        visit = kiosk.visit()
        kiosk.shows("Start page")
        visit.tell(f"draw {(b'word ' * 100_000).hex()}")
        time.sleep(2 * HASTY.beat_seconds)
        visit.wait_for("did")
        kiosk.terminal.type(b"\t")
        visit.gets(b"\t")


def test_a_visit_that_does_not_read_loses_keys_and_blocks_nobody(tmp_path: Path) -> None:
    fast = QUICK._replace(events=10**9)
    with airlocked(tmp_path, letters="*", limits=fast, brief={"reads": False}) as kiosk:
        kiosk.visit()
        kiosk.shows("Start page")
        for _ in range(50):
            kiosk.terminal.type(b"x" * 1000)
        kiosk.terminal.type(b"\x11")
        assert kiosk.terminal.exit_code() == 0


def test_what_a_visit_leaves_behind_does_not_pile_up(tmp_path: Path) -> None:
    with airlocked(tmp_path) as kiosk:
        visit = kiosk.visit()
        visit.tell("orphan")
        orphan = Path(f"/proc/{visit.wait_for('orphan')}")
        end = time.monotonic() + 20
        while orphan.exists():  # not even as a zombie
            assert time.monotonic() < end
            time.sleep(0.02)
        kiosk.terminal.type(b"\t")
        visit.gets(b"\t")


def test_where_no_visit_can_start_it_is_tried_again(tmp_path: Path) -> None:
    with airlocked(tmp_path, locked=True) as kiosk:
        visit = kiosk.visit()
        kiosk.shows("Start page")
        most = resource.prlimit(kiosk.pid, resource.RLIMIT_NOFILE)
        resource.prlimit(kiosk.pid, resource.RLIMIT_NOFILE, (5, most[1]))
        visit.tell("finish 0")
        kiosk.shows(OUT_OF_ORDER)
        resource.prlimit(kiosk.pid, resource.RLIMIT_NOFILE, most)
        kiosk.visit()
        kiosk.shows("Start page")
