"""Measures the kiosk beside a bare Textual app and a browser, side by side in one run, and prints
Markdown tables: the first screen, a page turn, a minute of silence, memory.

    python bench/kiosk.py [--runs N] [--turns N] [--idle SECONDS]
"""

import argparse
import os
import shutil
import sys
import time
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import NamedTuple

from browser import CHROMIUM, browser_of
from measure import World
from terminals import Terminal, core_seconds, pss, terminal

_BARE = """\
from textual.app import App
from textual.widgets import Label
class Bare(App):
    def compose(self):
        yield Label("Read")
Bare().run()
"""
_LABEL = b"Read"
_PAGE_DOWN, _END = b"\x1b[6~", b"\x1b[F"
_MILLISECONDS = 1000
_SECONDS_TO_READ = 2.2
"""A little longer than a kiosk waits before an answer counts."""


class Plan(NamedTuple):
    """How much is measured."""

    runs: int
    turns: int
    idle: float


class Setting(NamedTuple):
    """The programs that are compared."""

    kiosk: tuple[str, ...]
    bare: tuple[str, ...]
    environment: dict[str, str]
    world: World


def main() -> None:
    """Measure and print."""
    plan = _plan()
    with TemporaryDirectory(prefix="ketacli-bench-") as folder:
        world = World(Path(folder))
        bare = world.folder / "bare_textual.py"
        bare.write_text(_BARE, encoding="utf-8")
        script = os.fspath(Path(sys.executable).with_name("ketacli"))
        setting = Setting(
            (sys.executable, script, "kiosk"),
            (sys.executable, "-I", os.fspath(bare)),
            world.environment({"TEXTUAL_ANIMATIONS": "none"}),
            world,
        )
        print(f"Medians of {plan.runs} interleaved runs; {plan.turns} page turns.\n", flush=True)
        _print_starts(plan, setting)
        _print_running(plan, setting)


def _plan() -> Plan:
    parser = argparse.ArgumentParser(description="Measure the kiosk; print Markdown tables.")
    parser.add_argument("--runs", type=int, default=11, metavar="N")
    parser.add_argument("--turns", type=int, default=300, metavar="N")
    parser.add_argument("--idle", type=float, default=60.0, metavar="SECONDS")
    asked = parser.parse_args()
    return Plan(asked.runs, asked.turns, asked.idle)


def _print_starts(plan: Plan, setting: Setting) -> None:
    """From the start of the program until its first page is drawn."""
    took: dict[str, list[float]] = {}
    for _ in range(plan.runs + 1):
        for name, seconds in _starts(setting):
            took.setdefault(name, []).append(seconds)
    middle = {name: median(times[1:]) for name, times in took.items()}  # the first one fills caches
    bare = middle["bare Textual app"]
    print("### Until the first page is drawn\n")
    print("| program | wall, ms | x bare Textual |\n| --- | ---: | ---: |")
    for name, seconds in middle.items():
        print(f"| {name} | {seconds * _MILLISECONDS:.0f} | {seconds / bare:.2f} |")
    print("\nTargets: the kiosk at most 1.5 times the bare app, and 0.75 times the browser.\n")


def _starts(setting: Setting) -> list[tuple[str, float]]:
    found = [
        ("bare Textual app", _until(setting.bare, _LABEL, setting)),
        ("kiosk", _until(setting.kiosk, b"English", setting)),
        ("kiosk, plain stream", _until((*setting.kiosk, "--linear"), b"English", setting)),
    ]
    if CHROMIUM:
        with browser_of(setting.world) as browser:
            found.append(("browser kiosk", browser.first_paint))
    return found


def _until(command: tuple[str, ...], word: bytes, setting: Setting) -> float:
    with terminal(command, setting.environment) as shown:
        return shown.wait_for(word) - shown.since


def _print_running(plan: Plan, setting: Setting) -> None:
    """Page turns, silence and memory of one visit that reads."""
    with terminal(setting.kiosk, setting.environment) as shown:
        _open_a_leaflet(shown)
        turns = sorted(_turn(shown, number) for number in range(plan.turns))
        shown.settle()
        held = pss(shown.pid)
        before, started = core_seconds(shown.pid), time.perf_counter()
        time.sleep(plan.idle)
        used = (core_seconds(shown.pid) - before) / (time.perf_counter() - started)
    print("### While somebody reads\n")
    print("| what | measured | target |\n| --- | ---: | --- |")
    last = quantiles(turns, n=100)[98]
    print(f"| page turn, median, ms | {median(turns) * _MILLISECONDS:.1f} | |")
    print(f"| page turn, 99th percentile, ms | {last * _MILLISECONDS:.1f} | at most 50 |")
    print(f"| idle, % of a core over {plan.idle:.0f} s | {used * 100:.2f} | under 0.3 |")
    print(f"| memory of airlock and visit (PSS), MiB | {held:.1f} | |")
    if CHROMIUM:
        with browser_of(setting.world) as browser:
            whole = browser.pss()
        print(f"| memory of a browser kiosk (PSS), MiB | {whole:.1f} | |")
        print(f"| kiosk in browsers | {held / whole:.3f} | at most 0.1 |")
    elif not shutil.which("chromium"):
        print("\nThere is no Chromium here, so there is no row for a browser.")


def _open_a_leaflet(shown: Terminal) -> None:
    """Go from the start page to the first page of the first leaflet."""
    shown.wait_for(b"English")
    for label, word in (
        ("English", b"No, not today"),
        ("No, not today", b"read this first"),
        ("I say yes", b"can read here"),
        ("How ketamine", b"Page 1"),
    ):
        time.sleep(_SECONDS_TO_READ)
        shown.settle()
        while not shown.has(label):
            shown.type(_PAGE_DOWN)
            shown.settle()
        shown.tap(label)
        shown.wait_for(word)
    shown.settle()


def _turn(shown: Terminal, number: int) -> float:
    """Turn to the next page and back, in turn. Returns seconds from the touch to the whole page."""
    shown.type(_END)  # a page is left from its end
    shown.settle(0.25)  # slower than the airlock lets keys in
    label, page = ("Go back", b"Page 1") if number % 2 else ("Keep reading", b"Page 2")
    pressed = shown.tap(label)
    return shown.wait_for(page) - pressed


if __name__ == "__main__":
    main()
