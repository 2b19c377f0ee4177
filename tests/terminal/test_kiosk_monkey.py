"""Keys and touches without sense, thirty a second, and crashes that are planted meanwhile."""

import os
import random
import signal
import statistics
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from ketacli.airlock.pages import RESET
from support.airlock import airlocked
from support.kiosk import Kiosk, kiosk
from support.kiosk_attacks import (
    QUESTION,
    Held,
    Monkey,
    comes_back,
    drew_only_pages,
    files_in,
    holds_as_before,
    keep_little,
)

pytestmark = pytest.mark.unmeasured  # rooms and airlock have tests of their own

BOTH = pytest.mark.parametrize("linear", [False, True], ids=["screen", "stream"])
CRASHES = (signal.SIGSEGV, signal.SIGSTOP, signal.SIGKILL, signal.SIGABRT)
RECORDS = {".local/state/ketacli/records.db", ".local/state/ketacli/records.checkpoint"}


def _play(visit: Kiosk, crashes: int, seconds: float) -> list[float]:
    """Play, crash, come back, and so on. Returns how long each start page took to come back."""
    monkey, chosen, took = Monkey(visit, seed=3), random.Random(3), []
    for _ in range(crashes):
        monkey.play(seconds)
        before = visit.visit()
        with suppress(ProcessLookupError):  # the monkey may have ended it itself just now
            os.kill(before, chosen.choice(CRASHES))
        took.append(comes_back(visit, before))
    return took


@BOTH
def test_a_monkey_and_crashes_always_lead_back_to_the_start_page(home: Path, linear: bool) -> None:
    with kiosk(home, "--locked", linear=linear) as visit:
        _crash_once(visit)
        held, files = Held.by(visit.pid), files_in(home)
        _play(visit, crashes=3, seconds=2.5)
        drew_only_pages(visit)
        holds_as_before(visit.pid, held)
        assert Held.by(visit.pid).kilobytes <= held.kilobytes * 1.05 + 256
        assert files_in(home) - files <= RECORDS


def _report(figures: str) -> None:
    """Print what was measured, for whoever runs these tests with `-s`."""
    sys.stdout.write(f"{figures}\n")


def _crash_once(visit: Kiosk) -> None:
    """One crash beforehand: what the airlock loads for it is no growth."""
    before = visit.visit()
    os.kill(before, signal.SIGKILL)
    comes_back(visit, before)


@pytest.mark.soak
@BOTH
def test_for_ten_minutes_the_start_page_is_back_within_three_seconds(
    home: Path, linear: bool
) -> None:
    with kiosk(home, "--locked", linear=linear) as visit:
        _crash_once(visit)
        held = Held.by(visit.pid)
        took = _play(visit, crashes=10, seconds=60)
        median, longest = statistics.median(took), max(took)
        _report(f"back after {median:.2f} s (median), {longest:.2f} s (longest)")
        drew_only_pages(visit)
        holds_as_before(visit.pid, held)
        assert Held.by(visit.pid).kilobytes <= held.kilobytes * 1.05 + 256
        assert longest <= 3


@pytest.mark.soak
def test_ten_thousand_visits_leave_the_airlock_as_it_was(tmp_path: Path) -> None:
    command = ("/bin/sh", "-c", "printf 'beat\\nfinish\\n' >&3; echo Page")
    with airlocked(
        tmp_path, command=command, full_screen=False, locked=True, measured=False
    ) as kiosk_of_stand_ins:
        shown_in = kiosk_of_stand_ins.terminal
        assert shown_in.program.pid
        seen, held = 0, None
        while seen < 10_000:
            shown_in.read(0.05)
            seen += shown_in.raw.count(RESET)
            shown_in.raw = shown_in.raw[-len(RESET) + 1 :] if RESET not in shown_in.raw else b""
            assert shown_in.program.isalive()
            if held is None and seen >= 500:
                held = Held.by(shown_in.program.pid)
        after = Held.by(shown_in.program.pid)
        assert held is not None
        _report(f"{seen} visits: {held} became {after}")
        assert after.threads == held.threads
        assert abs(after.descriptors - held.descriptors) <= 2  # one visit comes or goes
        assert after.children <= 1
        assert after.kilobytes <= held.kilobytes * 1.05


@pytest.mark.soak
@BOTH
def test_three_hundred_real_visits_leave_the_airlock_as_it_was(home: Path, linear: bool) -> None:
    with kiosk(home, "--locked", linear=linear) as visit:
        held = None
        for number in range(300):
            before = visit.visit()
            visit.shows("1. English" if linear else "English")
            visit.choose("English", then=QUESTION)
            visit.choose("I am finished", then="")
            visit.starts_anew(before)
            keep_little(visit)
            if number == 20:
                held = Held.by(visit.pid)
        assert held is not None
        holds_as_before(visit.pid, held)
        after = Held.by(visit.pid)
        _report(f"300 visits: {held} became {after}")
        assert after.kilobytes <= held.kilobytes * 1.05
