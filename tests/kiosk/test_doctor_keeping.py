from datetime import date

import pytest

from ketacli.kiosk.checks.facts import StateFolder
from ketacli.kiosk.checks.finding import Finding, Verdict
from ketacli.kiosk.checks.keeping import keeping
from ketacli.site import Records
from support.doctor import FACTS, PLACE, SITE, TODAY, one


def kept(state: StateFolder | None, records: Records = Records.WANTED) -> Finding:
    site = SITE._replace(records=records)
    return one(keeping(FACTS._replace(site=site, state=state)), "state")


@pytest.mark.parametrize(
    ("state", "verdict"),
    [
        (StateFolder(PLACE, "ketacli", 0o700), Verdict.FINE),
        (StateFolder(PLACE, "ketacli", 0o755), Verdict.WARNING),
        (StateFolder(PLACE, "root", 0o700), Verdict.FAIL),
        (StateFolder(PLACE, "ketacli", 0o700, "no space left on device"), Verdict.FAIL),
        (StateFolder(PLACE, fault="no such file or directory"), Verdict.UNKNOWN),
        (None, Verdict.FAIL),
    ],
)
def test_counts_need_a_private_folder_that_the_kiosk_can_write(
    state: StateFolder | None, verdict: Verdict
) -> None:
    assert kept(state).verdict is verdict


def test_the_owner_the_mode_and_the_fault_of_the_folder_are_said() -> None:
    found = kept(StateFolder(PLACE, "ada", 0o750, "read-only file system"))
    assert found.measured == f"{PLACE}: owner ada, mode 0750, read-only file system"
    assert kept(StateFolder(PLACE, "ada", 0o700)).measured.endswith("mode 0700, can be written")


def test_without_a_running_kiosk_the_owner_is_only_said() -> None:
    machine = FACTS.machine._replace(running=None)
    facts = FACTS._replace(machine=machine, state=StateFolder(PLACE, "ada", 0o700))
    assert one(keeping(facts), "state").verdict is Verdict.FINE


def test_a_kiosk_that_keeps_nothing_needs_no_folder() -> None:
    assert kept(None, Records.OFF).verdict is Verdict.FINE


@pytest.mark.parametrize(
    ("newest", "by_network", "verdict"),
    [
        (TODAY, True, Verdict.FINE),
        (TODAY, False, Verdict.UNKNOWN),
        (date(2026, 7, 2), True, Verdict.FAIL),
    ],
)
def test_a_clock_must_not_run_behind_what_was_seen(
    newest: date, by_network: bool, verdict: Verdict
) -> None:
    facts = FACTS._replace(newest=newest, clock_set=by_network)
    found = one(keeping(facts), "clock")
    assert found.verdict is verdict
    assert str(TODAY) in found.measured


@pytest.mark.parametrize(
    ("who", "day", "verdict"),
    [
        ("Ada", TODAY, Verdict.FINE),
        ("Ada", date(2026, 7, 2), Verdict.FAIL),
        ("Ada", None, Verdict.WARNING),
        ("", None, Verdict.WARNING),
    ],
)
def test_somebody_looks_after_the_kiosk(who: str, day: date | None, verdict: Verdict) -> None:
    site = SITE._replace(caretaker=who, last_check=day)
    assert one(keeping(FACTS._replace(site=site)), "caretaker").verdict is verdict
