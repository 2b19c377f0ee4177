"""How far long work is: a bar that goes away, or a line for each step."""

import os
import pty
from contextlib import suppress

import pytest

from ketacli.cli.output import say
from ketacli.cli.progress import progress


def at_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "isatty", lambda _: True)
    monkeypatch.setenv("TERM", "xterm")


def work(steps: int, *, linear: bool) -> None:
    with progress(steps, linear=linear) as shown:
        for step in range(steps):
            shown.begin(f"Step {step}")


def test_off_a_terminal_each_step_is_a_line(capfd: pytest.CaptureFixture[str]) -> None:
    work(2, linear=False)
    assert capfd.readouterr() == ("", "1/2 Step 0\n2/2 Step 1\n")


def test_linear_text_has_lines_on_a_terminal_too(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_terminal(monkeypatch)
    work(1, linear=True)
    assert capfd.readouterr().err == "1/1 Step 0\n"


def test_on_a_terminal_a_bar_grows_and_is_gone_at_the_end(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_terminal(monkeypatch)
    work(4, linear=False)
    drawn = capfd.readouterr().err.split("\r")
    assert drawn == [
        "",
        "[....................] 1/4",
        "[#####...............] 2/4",
        "[##########..........] 3/4",
        "[###############.....] 4/4",
        " " * 26,
        "",
    ]


def test_the_bar_goes_away_when_the_work_is_cut_off_and_before_it_began(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_terminal(monkeypatch)
    with suppress(KeyboardInterrupt), progress(10, linear=False) as shown:
        shown.begin("Step")
        raise KeyboardInterrupt
    assert capfd.readouterr().err.endswith("\r" + " " * 28 + "\r")
    work(0, linear=False)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("kind", ["", "dumb", "unknown"])
def test_a_terminal_that_draws_nothing_has_lines(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    at_terminal(monkeypatch)
    monkeypatch.setenv("TERM", kind)
    work(1, linear=False)
    assert capfd.readouterr().err == "1/1 Step 0\n"


def test_a_message_has_the_line_of_the_bar_to_itself_and_the_next_step_draws_it_again(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_terminal(monkeypatch)
    with progress(2, linear=False) as shown:
        shown.begin("One")
        shown.clear()
        say("A message.")
        shown.begin("Two")
    gone = "\r" + " " * 26 + "\r"
    assert capfd.readouterr().err == (
        f"\r[{'.' * 20}] 1/2{gone}A message.\n\r[{'#' * 10}{'.' * 10}] 2/2{gone}"
    )


def test_a_screen_that_is_gone_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    at_terminal(monkeypatch)
    ours, screen = pty.openpty()
    kept = os.dup(2)
    os.dup2(screen, 2)
    os.close(screen)
    os.close(ours)
    try:
        work(2, linear=False)
    finally:
        os.dup2(kept, 2)
        os.close(kept)
