"""Measures `ketacli publish`: on one core and on two side by side, again without changes, and how
its memory goes with the size of the library. HTML and PDF, in 4 languages.

    python bench/publish.py [--topics N] [--rounds N] [--large N]

`--topics` is what is published in turn by one process and by two; `--large` what is published once
and again without changes: 1,000 takes some 20 minutes.
"""

import argparse
import shutil
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import libraries
from cases import TYPER, Program, starts
from measure import Command, Run, World, run

_LANGUAGES = 4
_FORMATS = ("-f", "html", "-f", "pdf")
_SMALLER = 5
"""How much smaller the library is that memory is compared with."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure publishing.")
    parser.add_argument("--topics", type=int, default=50, metavar="N")
    parser.add_argument("--rounds", type=int, default=3, metavar="N")
    parser.add_argument("--large", type=int, default=1000, metavar="N")
    asked = parser.parse_args()
    with TemporaryDirectory(prefix="ketacli-bench-") as folder:
        world = World(Path(folder))
        program = Program.found(world)
        _print_cores(program, world, asked.topics, asked.rounds)
        _print_large(program, world, asked.large, asked.rounds)


def _print_cores(program: Program, world: World, topics: int, rounds: int) -> None:
    """The same library, published anew by one process and by two, in turn."""
    library = _library(program, world, topics)
    took: dict[int, list[Run]] = {1: [], 2: []}
    for _ in range(rounds):
        for jobs, runs in took.items():
            site = world.folder / "anew"
            runs.append(run(_publishes(program, library, site, jobs), world, {}))
            shutil.rmtree(site)
    one, two = (median(each.seconds for each in runs) for runs in took.values())
    smaller = world.folder / "smaller"
    few = _library(program, world, topics // _SMALLER)
    peaks = [run(_publishes(program, few, smaller, 1), world, {}).peak, took[1][0].peak]
    print(f"### {topics} topics in {_LANGUAGES} languages, HTML and PDF\n")
    print("| processes | wall, s | core, s | x one process |\n| ---: | ---: | ---: | ---: |")
    for jobs, seconds in ((1, one), (2, two)):
        core = median(each.core for each in took[jobs])
        print(f"| {jobs} | {seconds:.1f} | {core:.1f} | {one / seconds:.2f} as fast |")
    ratio = peaks[1] / peaks[0]
    print(f"\nPeak memory {peaks[1]:.1f} MiB, {ratio:.2f} x that of {topics // _SMALLER} topics.\n")


def _print_large(program: Program, world: World, topics: int, rounds: int) -> None:
    """A large library, once, and then again without changes, beside a bare Typer command."""
    library = _library(program, world, topics)
    site = world.folder / "large"
    command = _publishes(program, library, site, 2)
    first = run(command, world, {})
    again = [run(command, world, {}) for _ in range(rounds)]
    (typer,) = (case for case in starts(program, world) if case.name == TYPER)
    bare = [run(typer.command, world, {}) for _ in range(rounds)]
    seconds = median(each.seconds for each in again)
    times = seconds / median(each.seconds for each in bare)
    print(f"### {topics:,} topics in {_LANGUAGES} languages, HTML and PDF\n")
    print(f"First {first.seconds:.0f} s, peak {first.peak:.1f} MiB.")
    print(f"Again without changes {seconds:.2f} s (target: under 2), {times:.1f} x bare Typer.\n")


def _library(program: Program, world: World, topics: int) -> Path:
    folder = world.folder / f"library-{topics}"
    if folder.exists():
        return folder
    return libraries.make(folder, program.library, topics, _LANGUAGES)


def _publishes(program: Program, library: Path, site: Path, jobs: int) -> Command:
    where = (site, "--library", library, "--jobs", str(jobs))
    return program.does("publish", *where, *_FORMATS)


if __name__ == "__main__":
    main()
