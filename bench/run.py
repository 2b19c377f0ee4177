"""Measures ketacli beside a bare interpreter, a bare Typer command and other programs, all in one
run, and prints Markdown tables. It judges ratios only: no time in it is right or wrong.

    python bench/run.py [--runs N] [--quick] [--no-instructions]
"""

import argparse
import os
import platform
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import libraries
from cases import RICH_CLI, Program, leaflets, shelves, starts
from measure import World, can_count
from rounds import measured
from tables import leaflets_table, shelves_table, starts_table

_ROUNDS = 25
_ROUNDS_OF_LONG_ONES = 3


class Plan(NamedTuple):
    """How much is measured."""

    rounds: int
    counted: bool
    wide: int
    """Topics in the library of 3 languages, and in the largest one that is checked."""
    deep: int
    """Topics in the library of 20 languages, and in the smaller one that is checked."""


def main() -> None:
    """Measure and print."""
    plan = _plan()
    with TemporaryDirectory(prefix="ketacli-bench-") as folder:
        world = World(Path(folder))
        program = Program.found(world)
        print(_about(plan), flush=True)
        _print_starts(plan, program, world)
        _print_leaflets(plan, program, world)
        _print_shelves(plan, program, world)


def _plan() -> Plan:
    parser = argparse.ArgumentParser(description="Measure ketacli; print Markdown tables.")
    parser.add_argument("--runs", type=int, default=0, metavar="N", help="rounds of short commands")
    parser.add_argument("--quick", action="store_true", help="5 rounds, libraries a tenth as large")
    parser.add_argument("--no-instructions", action="store_true", help="do not use valgrind")
    asked = parser.parse_args()
    size = 10 if asked.quick else 1
    return Plan(
        rounds=asked.runs or (5 if asked.quick else _ROUNDS),
        counted=can_count() and not asked.no_instructions,
        wide=10_000 // size,
        deep=1_000 // size,
    )


def _about(plan: Plan) -> str:
    """What was measured where, so that a table can be read alone."""
    with_versions = ", ".join(f"{name} {version(name)}" for name in ("ketacli", "typer", "rich"))
    counted = (
        "" if plan.counted else " Instructions were not counted: no valgrind, or not asked for."
    )
    return (
        f"{platform.python_implementation()} {platform.python_version()}, {with_versions}, "
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores. "
        f"Medians of {plan.rounds} interleaved rounds.{counted}\n"
    )


def _print_starts(plan: Plan, program: Program, world: World) -> None:
    cases = starts(program, world)
    results = measured(cases, world, plan.rounds, count=plan.counted)
    print("### What a start costs\n")
    print(starts_table(cases, results, counted=plan.counted), flush=True)
    if RICH_CLI not in results:
        print("rich-cli is not installed, so it has no row.\n", flush=True)


def _print_leaflets(plan: Plan, program: Program, world: World) -> None:
    sizes = {
        "shipped, 4 topics": program.library,
        f"{plan.wide:,} topics in 3 languages": libraries.make(
            world.folder / "wide", program.library, plan.wide, 3
        ),
        f"{plan.deep:,} topics in 20 languages": libraries.make(
            world.folder / "deep", program.library, plan.deep, 20
        ),
    }
    cases = leaflets(program, sizes)
    results = measured(cases, world, plan.rounds, count=plan.counted)
    print("### What one leaflet costs, warm, by the size of the library\n")
    print(leaflets_table(cases, results, counted=plan.counted), flush=True)


def _print_shelves(plan: Plan, program: Program, world: World) -> None:
    sizes = {
        f"{topics:,} topics": libraries.make(world.folder / f"{topics}", program.library, topics)
        for topics in (plan.deep, plan.wide)
    }
    cases = shelves(program, sizes, world)
    results = measured(cases, world, min(plan.rounds, _ROUNDS_OF_LONG_ONES), count=False)
    print("### What a whole library costs, on one core\n")
    print(shelves_table(cases, results), flush=True)


if __name__ == "__main__":
    main()
