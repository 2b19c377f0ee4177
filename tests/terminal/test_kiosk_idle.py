"""Silence before a real kiosk: a warning in words, any key stays, and everything is forgotten."""

import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from support.kiosk import FIRST_PAGE, PATIENCE, SITE, Kiosk, kiosk
from support.kiosk_attacks import QUESTION, drew_only_pages, open_question
from support.terminal import HELD_KEY_SECONDS

pytestmark = pytest.mark.unmeasured  # rooms and airlock have tests of their own

SHORTEST = SITE + "idle_seconds: 30\nwarning_seconds: 20\n"
WARNING = "Are you still there?"
COUNT = re.compile("(?:In |Seconds until this visit ends: )([0-9]+)")


def test_silence_ends_a_visit_and_any_key_keeps_it(new_home: Callable[[], Path]) -> None:
    """Four kiosks at once, as each of them mostly waits."""
    with ExitStack() as kiosks:

        def one(*, linear: bool) -> Kiosk:
            return kiosks.enter_context(kiosk(new_home(), "--locked", linear=linear, site=SHORTEST))

        each = ((_stays, one(linear=False)), (_stays, one(linear=True)))
        held = ((_is_a_bag, one(linear=False)), (_is_a_bag, one(linear=True)))
        with ThreadPoolExecutor(4) as at_once:
            told = [at_once.submit(story, visit) for story, visit in (*each, *held)]
            for story in told:
                story.result()


def _stays(visit: Kiosk) -> None:
    """A key at the first sight of the warning, once more, and in the last seconds."""
    before = visit.visit()
    open_question(visit)
    for seconds in (20, 20, 10 if visit.linear else 4):
        _wait_for_count(visit, seconds)
        _press(visit)
        if visit.linear:
            visit.shows("2. No, not today")
        else:
            visit.shows_no_more(WARNING)
            visit.shows(QUESTION)
        assert visit.visit() == before
    visit.choose("I need help now", then="Go back")
    drew_only_pages(visit)


def _is_a_bag(visit: Kiosk) -> None:
    """A key that is held down for ever: nobody is there, the warning comes, and then the start."""
    before = visit.visit()
    open_question(visit)
    _hold_until(visit, lambda: WARNING in visit.terminal.written)
    _hold_until(visit, lambda: visit.visit() != before)
    visit.starts_anew(before)
    assert visit.visit() != before
    assert QUESTION not in "".join(visit.terminal.screen.display)
    scrolled = visit.terminal.screen.history.top
    assert QUESTION not in "".join(cell.data for row in scrolled for cell in row.values())
    assert FIRST_PAGE in visit.text
    drew_only_pages(visit)


def _press(visit: Kiosk) -> None:
    visit.terminal.type(b"x\r" if visit.linear else b"\t")
    visit._said_before = len(visit.terminal.raw)


def _hold_until(visit: Kiosk, over: Callable[[], bool]) -> None:
    end = time.monotonic() + 2 * PATIENCE
    while not over():
        assert time.monotonic() < end, visit.text
        visit.terminal.type(b"\r" if visit.linear else b"\x1b[B")
        visit.terminal.read(HELD_KEY_SECONDS)


def _wait_for_count(visit: Kiosk, seconds: int) -> None:
    """Wait until the warning counts no more than so many seconds: a stream says 20 and 10."""
    end = time.monotonic() + 2 * PATIENCE
    while not (found := COUNT.findall(visit.text)) or int(found[-1]) > max(
        seconds, 10 * visit.linear
    ):
        assert time.monotonic() < end, visit.text
        visit.terminal.read(0.1)
    assert 1 <= int(found[-1]) <= 20
