"""A kiosk as a whole, full screen and as a plain stream: visits, ways out, settings, forgetting."""

import os
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from support.kiosk import SITE, Kiosk, kiosk
from support.program import run
from support.terminal import processes_in, terminal

pytestmark = pytest.mark.unmeasured  # rooms and airlock have tests of their own

BOTH = pytest.mark.parametrize("linear", [False, True], ids=["screen", "stream"])
TOPIC = "What a treatment day is like"
READY = "Welcome. Choose your language to begin."


def enter(visit: Kiosk) -> None:
    """Go to the shelf as a reader who was not treated today and says yes."""
    visit.choose("English", then="One question first")
    visit.answer("No, not today", then="Please read this first")
    visit.answer("I say yes", then="What you can read here")


@BOTH
def test_a_whole_visit_ends_where_the_next_one_starts(home: Path, linear: bool) -> None:
    with kiosk(home, linear=linear) as visit:
        before = visit.visit()
        enter(visit)
        visit.choose(TOPIC, then="Page 1 of")
        visit.answer("Keep reading", then="Page 2 of")
        visit.choose("I am finished", then="Your receipt code is")
        visit.choose("End and clear this screen", then=READY)
        assert visit.starts_anew(before) != before


@BOTH
def test_a_reader_who_was_treated_today_reads_without_a_yes(home: Path, linear: bool) -> None:
    with kiosk(home, linear=linear) as visit:
        visit.choose("English", then="One question first")
        visit.answer("Yes, today", then="you are not asked to say yes")
        visit.choose("Keep reading", then="What you can read here")
        visit.choose(TOPIC, then="Page 1 of")
    file = home / ".local/state/ketacli/records.db"
    with closing(sqlite3.connect(file)) as records:
        kinds = {kind for (kind,) in records.execute("select kind from record")}
    assert kinds == {"wording"}


@BOTH
def test_a_refusal_leads_to_the_staff_and_back_to_the_start(home: Path, linear: bool) -> None:
    with kiosk(home, linear=linear) as visit:
        before = visit.visit()
        visit.choose("English", then="One question first")
        visit.answer("No, not today", then="Please read this first")
        visit.answer("I say no", then="please ask the staff")
        assert "911" in visit.terminal.written
        visit.choose("Back to the start", then=READY)
        visit.starts_anew(before)


@BOTH
def test_ctrl_q_ends_a_kiosk_that_is_not_locked_and_leaves_nothing(
    home: Path, linear: bool
) -> None:
    with kiosk(home, linear=linear) as visit:
        visit.choose("English", then="One question first")
        visit.terminal.type(b"\x11")
        assert visit.terminal.exit_code() == 0
        assert not "".join(visit.terminal.screen.display).strip()
        assert not [pid for pid in processes_in(home) if pid != os.getpid()]


@BOTH
def test_nothing_that_is_typed_ends_a_locked_kiosk(home: Path, linear: bool) -> None:
    with kiosk(home, "--locked", linear=linear) as visit:
        before = visit.visit()
        for keys in HOSTILE_KEYS:
            visit.terminal.type(keys)
            visit.terminal.read(0.05)
        visit.choose("English", then="One question first")
        assert visit.visit() == before
        assert visit.terminal.program.isalive()


HOSTILE_KEYS = (
    *(bytes([code]) for code in range(32) if code not in b"\t\n\r"),
    b"\xff\xfe",
    b"\xe9",
    b"\x1b[M a!",
    b"\x1b[M\xff\xff\xff",
    b"\x1b[48;0;0;0;0t",
    b"\x1b[48;30000;30000;1;1t",
    b"\x1b[113;5u",
    b"\x1b[99;5u",
    b"\x1b]52;c;aGk=\x07",
    b"\x1bP1$r\x1b\\",
    b"\x1b[?1;2c",
    b"\x1bOP\x1b[15~\x1b[24~",
    b"\x1b[200~a paste that ends\x1b[201~",
    b"\x1b[<0;9999;9999M",
    b"\x1b[<35;5;5M",
)


@BOTH
def test_an_unfinished_paste_does_not_swallow_what_comes_after(home: Path, linear: bool) -> None:
    with kiosk(home, "--locked", linear=linear) as visit:
        visit.terminal.type(b"\x1b[200~never ends")
        visit.terminal.read(1.5)
        visit.choose("English", then="One question first")


@BOTH
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGSTOP])
def test_a_visit_that_dies_gives_way_to_the_start_page(
    home: Path, linear: bool, number: signal.Signals
) -> None:
    with kiosk(home, "--locked", linear=linear) as visit:
        before = visit.visit()
        enter(visit)
        os.kill(before, number)
        visit.starts_anew(before)
        assert "What you can read here" not in "".join(visit.terminal.screen.display)
        assert "Traceback" not in visit.terminal.written


@BOTH
def test_a_wrong_site_is_told_with_its_place_and_nothing_starts(home: Path, linear: bool) -> None:
    (home / "site.yaml").write_text("clinic:\n  nmae: X\n", encoding="utf-8")
    words = ("kiosk", *(("--linear",) if linear else ()))
    with terminal(home, *words, KETACLI_SITE=os.fspath(home / "site.yaml")) as shown_in:
        assert shown_in.exit_code() == 5
        assert "site.yaml:2:3:" in shown_in.written


@BOTH
def test_a_site_that_breaks_while_the_kiosk_runs_gives_way_to_the_last_good_one(
    home: Path, linear: bool
) -> None:
    with kiosk(home, linear=linear) as visit:
        visit.shows("The test clinic")
        before = visit.visit()
        (home / "site.yaml").write_text(SITE.replace("The test clinic", "Another"), "utf-8")
        os.kill(before, signal.SIGKILL)
        before = visit.starts_anew(before)
        visit.shows("Another")
        (home / "site.yaml").write_text("clinic: [", encoding="utf-8")
        os.kill(before, signal.SIGKILL)
        visit.starts_anew(before)
        visit.shows("Another")
        visit.shows("For the staff: site.yaml")


@BOTH
def test_without_a_terminal_there_is_no_kiosk(home: Path, linear: bool) -> None:
    done = run(home, "kiosk", *(("--linear",) if linear else ()))
    assert done.returncode == 2
    assert "terminal" in done.stderr
    assert done.stdout == ""


MARKED = "zebra"


@BOTH
def test_nothing_of_a_visit_is_found_after_it(
    home: Path, linear: bool, marked_library: Path
) -> None:
    variables = {"KETACLI_LIBRARY": os.fspath(marked_library)}
    with kiosk(home, "--locked", linear=linear, more=variables) as visit:
        before = visit.visit()
        enter(visit)
        visit.choose(MARKED, then=f"A {MARKED} topic: In short")
        visit.choose("Keep reading", then=f"The {MARKED} part")
        visit.choose("I want to talk about this", then="")
        visit.terminal.read(0.5)
        visit.choose("I am finished", then="Your receipt code is")
        visit.choose("End and clear this screen", then=READY)
        after = visit.starts_anew(before)
        assert MARKED not in visit.text
        history = visit.terminal.screen.history.top
        scrolled = "".join(cell.data for row in history for cell in row.values())
        assert MARKED not in scrolled
        visit.terminal.type(b"\x16\x1b[A\x1a\x12")  # paste, again, undo, search
        visit.terminal.read(0.5)
        assert MARKED not in visit.text
        assert MARKED.encode() not in memory(after)
    kept = [file for file in home.rglob("*") if file.is_file() and ".cache" not in file.parts]
    assert "journal" in {file.name for file in kept}
    assert not [file for file in kept if MARKED.encode() in file.read_bytes()]


@pytest.fixture
def marked_library(tmp_path: Path, small_topic: str) -> Path:
    """A library whose only leaflet has a word in it that stands nowhere else."""
    from support.content import small_library

    text = small_topic.replace("A small topic", f"A {MARKED} topic")
    text = text.replace("The first part", f"The {MARKED} part")
    return small_library(tmp_path, small=text.replace("One sentence.", f"One {MARKED} sentence."))


@pytest.fixture
def small_topic() -> str:
    from support.content import SMALL_TOPIC

    return SMALL_TOPIC


def memory(process: int) -> bytes:
    """Everything that a process holds and may write to."""
    held = b""
    with Path(f"/proc/{process}/mem").open("rb", 0) as stream:
        for line in Path(f"/proc/{process}/maps").read_text("utf-8").splitlines():
            place, rights, *_ = line.split()
            if not rights.startswith("rw") or line.endswith(("[vvar]", "[vsyscall]")):
                continue
            start, end = (int(number, 16) for number in place.split("-"))
            try:
                stream.seek(start)
                held += stream.read(end - start)
            except OSError:
                continue
    return held


def test_a_missing_part_is_told_with_the_command_that_installs_it(
    home: Path, new_home: Callable[[], Path]
) -> None:
    without = new_home()
    (without / "sitecustomize.py").write_text(
        "import sys\nsys.modules['textual'] = None\n", encoding="utf-8"
    )
    with terminal(home, "kiosk", PYTHONPATH=os.fspath(without)) as shown_in:
        assert shown_in.exit_code() == 7
        assert "pip install 'textual" in shown_in.written
