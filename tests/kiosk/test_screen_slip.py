"""A page to take home is printed while the screen goes on."""

import time
from pathlib import Path

from ketacli.kiosk.screen_slip import Slip
from ketacli.site import Clinic, Site
from support.speaking import PATIENCE, StandIn
from support.visits import DOOR, TOPIC, visit

CHOICES = (*DOOR, f"topic:{TOPIC}", "mark", "finished")


def wait_for(slip: Slip) -> None:
    end = time.monotonic() + PATIENCE
    while not slip.moment():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_what_is_taken_and_whom_to_call_is_sent_to_the_printer_once(tmp_path: Path) -> None:
    printer = StandIn(tmp_path / "printer")
    site = Site(clinic=Clinic("A clinic", "555"), print_command=(str(printer.path),), region="us")
    slip = Slip(visit(*CHOICES, site=site))
    assert slip.said == ""
    slip.print()
    slip.print()
    wait_for(slip)
    assert not slip.moment()
    assert "sent to the printer" in slip.said
    printed = (tmp_path / "printer" / "said").read_text("utf-8")
    for words in ("To take with you", "In short", "receipt code", "555", "call 911"):
        assert words in " ".join(printed.split())
    assert printed.count("To take with you") == 1


def test_a_printer_that_fails_is_reported() -> None:
    slip = Slip(visit(*CHOICES, site=Site(print_command=("false",))))
    slip.print()
    wait_for(slip)
    assert "could not be printed" in slip.said


def test_a_slow_printer_keeps_nobody_waiting(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    slow = ("sh", "-c", 'until [ -e "$0" ]; do sleep 0.01; done', str(ready))
    slip = Slip(visit(*CHOICES, site=Site(print_command=slow)))
    slip.print()
    assert not slip.moment()
    assert slip.is_printing
    ready.touch()
    wait_for(slip)
