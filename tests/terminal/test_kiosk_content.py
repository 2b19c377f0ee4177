"""Content as untrusted input: what `check` lets through is letters on a kiosk, and nothing else."""

import json
import os
import time
from pathlib import Path

import pytest

from support.content import SMALL_TOPIC, small_library
from support.kiosk import PATIENCE, SITE, Kiosk, kiosk
from support.kiosk_attacks import drew_only_pages, files_in
from support.program import run

pytestmark = pytest.mark.unmeasured  # rooms and airlock have tests of their own

BOTH = pytest.mark.parametrize("linear", [False, True], ids=["screen", "stream"])
HOSTILE = (
    "hello [/] x",
    "10 mg [/day] here",
    "[b]x[/i]",
    "see [1], [a], [section 2]",
    "[conceal]do not take[/conceal]",
    "[black on black]dark[/]",
    "[link=https://evil.test]here[/link]",
    "[@click=app.quit]tap[/]",
    "[@click=app.suspend_process]tap[/]",
    "[@click=app.screenshot('shot.svg','.')]tap[/]",
    "$(touch planted) `touch planted` ; touch planted | sh",
    "%s %d %(x)s",
    ":warning: :smile:",
    "ends with \\",
    "\\e[2J \\x1b]52;c;aGk= \\u001b[31m ^[[2J",
    "a\u200cb c\u200dd \u00adsoft\u00a0hard",
    "ع\u200cل \u05d0\u05d1\u05d2 \u0e01\u0e33",
    "e\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308 marks",
    "x" * 120,
    "#!/bin/sh - <script>alert(1)</script> &amp; \"'",
    "Traceback of nothing",
)
"""Each of these did something to a screen that was careless, or looks as if it could."""
LETTERS = ("[/day]", "[a]", "[section 2]", "[@click=app.quit]tap", "$(touch planted)", ":warning:")


@pytest.fixture
def hostile_library(tmp_path: Path) -> Path:
    easy = ("It is so. We go on.",) * 30  # the check asks for words that are easy to read
    body = "".join(
        f"      - {json.dumps(each, ensure_ascii=False)}\n" for each in (*HOSTILE, *easy)
    )
    text = SMALL_TOPIC.replace("      - One sentence.\n", body)
    text = text.replace("A small topic", '"[@click=app.quit]Topic[/day]"')
    text = text.replace("The first part", '"[/] [a] part"')
    return small_library(tmp_path, small=text)


def enter(visit: Kiosk) -> None:
    """Go to the shelf as a reader who was treated today: no yes is asked for."""
    visit.choose("English", then="One question first")
    visit.answer("Yes, today", then="Please read this first")
    visit.choose("Keep reading", then="What you can read here")


def test_the_check_lets_these_through(home: Path, hostile_library: Path) -> None:
    done = run(home, "check", os.fspath(hostile_library))
    assert done.returncode == 0, done.stdout + done.stderr


@BOTH
def test_words_that_look_like_commands_are_shown_as_letters(
    home: Path, linear: bool, hostile_library: Path
) -> None:
    variables = {"KETACLI_LIBRARY": os.fspath(hostile_library)}
    with kiosk(home, "--locked", linear=linear, lines=60, more=variables) as visit:
        before = visit.visit()
        enter(visit)
        files = files_in(home)
        visit.choose("[@click=app.quit]Topic[/day]", then="In short")
        visit.choose("Keep reading", then="[/] [a] part")
        seen = _read_through(visit)
        for letters in LETTERS:
            assert letters in seen, seen
        if not linear:
            _tap_everywhere(visit)
        assert visit.visit() == before
        drew_only_pages(visit)
        assert files_in(home) == files


@BOTH
def test_a_clinic_whose_name_looks_like_a_command_is_shown_so(home: Path, linear: bool) -> None:
    name = "[@click=app.quit]Clinic[/day] $(touch planted)"
    site = SITE.replace("The test clinic", json.dumps(name))
    site += "caretaker: '[b]Sam[/i] {x}'\nlast_check: 2026-01-02\n"
    with kiosk(home, "--locked", linear=linear, site=site) as visit:
        visit.shows("[@click=app.quit]Clinic[/day]")
        visit.shows("[b]Sam[/i] {x} looks after this screen")
        visit.choose("English", then="One question first")
        visit.choose("I need help now", then="[@click=app.quit]Clinic[/day] $(touch planted)")
        drew_only_pages(visit)
        assert "planted" not in files_in(home)


def _read_through(visit: Kiosk) -> str:
    """All the words of a page, whether or not they fit on the screen."""
    seen = visit.text
    end = time.monotonic() + PATIENCE
    while not visit.linear:
        visit.terminal.type(b"\x1b[6~")
        visit.terminal.read(0.3)
        if visit.text in seen:
            break
        seen += visit.text
        assert time.monotonic() < end, seen
    return seen


def _tap_everywhere(visit: Kiosk) -> None:
    """Touch each word that looks like a command."""
    for row, line in enumerate(visit.terminal.screen.display, start=1):
        if "[" in line:
            at = f"{line.index('[') + 4};{row}".encode()
            visit.terminal.type(b"\x1b[<0;" + at + b"M\x1b[<0;" + at + b"m")
            visit.terminal.read(0.1)
