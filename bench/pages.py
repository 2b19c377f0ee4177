"""Measures when a leaflet on a disk is first painted in a browser, beside an empty page, in rounds
that take turns. Needs Playwright and Chromium.

python bench/pages.py [--runs N]
"""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from browser import CHROMIUM
from cases import Program
from ketacli.library import Library
from measure import World, output

_ROUNDS = 11
_EMPTY = "an empty page"
_MOST = 200
"""Milliseconds that a page may take."""
_PATIENCE = 60_000
_FIRST_PAINT = """() => new Promise(told => new PerformanceObserver(seen => {
  for (const entry of seen.getEntriesByName("first-contentful-paint")) told(entry.startTime);
}).observe({type: "paint", buffered: true}))"""
"""Milliseconds from when the browser begins to open a page until it shows the first words."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the first paint of leaflets on a disk.")
    parser.add_argument("--runs", type=int, default=_ROUNDS, metavar="N", help="rounds")
    asked = parser.parse_args()
    with TemporaryDirectory(prefix="ketacli-bench-") as folder:
        pages = _pages(World(Path(folder)))
        took = _painted(pages, asked.runs)
        print("### When a page from a disk is first painted\n")
        print("| page | bytes | first paint, ms | x empty | at most 200 ms |")
        print("|---|---:|---:|---:|---|")
        for name, page in pages.items():
            times = took[name] / took[_EMPTY]
            met = "met" if took[name] <= _MOST else "missed"
            print(f"| {name} | {page.stat().st_size} | {took[name]:.0f} | {times:.1f} | {met} |")


def _pages(world: World) -> dict[str, Path]:
    """An empty page, and each topic in each language, by name."""
    empty = world.folder / "empty.html"
    empty.write_text("<!DOCTYPE html><title>x</title><p>x</p>", encoding="utf-8")
    found = {_EMPTY: empty}
    program = Program.found(world)
    for language in Library(program.library, language="en").languages:
        library = Library(program.library, language=language)
        asked = ("-l", language, "--acknowledge", library.disclaimer.code, "-f", "html")
        for card in library.cards().cards:
            file = world.folder / f"{language}-{card.id}.html"
            output(program.does("explain", card.id, *asked, "-o", file), world)
            found[f"{card.id}, {language}"] = file
    return found


def _painted(pages: dict[str, Path], rounds: int) -> dict[str, float]:
    """The median of each page. One round before them warms the browser and the disk."""
    took: dict[str, list[float]] = {name: [] for name in pages}
    with _window() as window:
        for number in range(rounds + 1):
            for name, file in pages.items():
                window.goto("about:blank")
                window.goto(file.as_uri())
                paint = window.evaluate(_FIRST_PAINT)
                if number:
                    took[name].append(paint)
    return {name: median(paints) for name, paints in took.items()}


@contextmanager
def _window() -> Iterator[Page]:
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=as_root)
        page = browser.new_page(viewport={"width": 1280, "height": 900}, offline=True)
        page.set_default_timeout(_PATIENCE)
        yield page
        browser.close()


if __name__ == "__main__":
    main()
