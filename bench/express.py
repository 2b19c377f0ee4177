"""Measures the express lane beside a bare interpreter, ketacli without the lane, and programs that
show the same words, all in one run, and prints Markdown tables. It judges ratios only.

    python bench/express.py [--runs N] [--quick] [--no-others] [--no-instructions]
"""

import argparse
import os
import platform
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import express_cases
from cases import Program
from express_cases import BARE, Row
from express_streams import instructions, run
from measure import Run, World, can_count
from rounds import Measure, Result, Results

_ROUNDS = 25
_QUICK_ROUNDS = 5
_MILLISECONDS = 1e3
_MILLIONS = 1e6
_WARM = 3
"""Runs before the first that counts: pages are made, an index is read, an answer is kept."""


def main() -> None:
    """Measure and print."""
    asked = _asked()
    rounds = asked.runs or (_QUICK_ROUNDS if asked.quick else _ROUNDS)
    count = can_count() and not asked.no_instructions
    with TemporaryDirectory(prefix="ketacli-bench-") as folder:
        world = World(Path(folder))
        program = Program.found(world)
        print(_about(rounds), flush=True)
        rows = express_cases.starts(program, world)
        if not asked.no_others:
            rows += express_cases.others(program, world, express_cases.other_programs(world))
        _print("The same question again", rows, BARE, world, rounds, count=count)
        misses = express_cases.misses(program, world)
        _print("A question that is new", misses, misses[0].name, world, rounds, count=count)
        large = (1_000, 5) if asked.quick else (10_000, 20)
        sizes = express_cases.sizes(program, world, *large)
        _print("By the size of the library", sizes, sizes[0].name, world, rounds, count=count)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the express lane; print Markdown tables.")
    parser.add_argument("--runs", type=int, default=0, metavar="N", help="rounds")
    parser.add_argument(
        "--quick", action="store_true", help="5 rounds, a library a fortieth as large"
    )
    parser.add_argument("--no-others", action="store_true", help="no other programs")
    parser.add_argument("--no-instructions", action="store_true", help="do not use valgrind")
    return parser.parse_args()


def _about(rounds: int) -> str:
    """What was measured where, so that a table can be read alone."""
    versions = ", ".join(f"{name} {version(name)}" for name in ("ketacli", "typer", "rich"))
    return (
        f"{platform.python_implementation()} {platform.python_version()}, {versions}, "
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores. "
        f"Medians of {rounds} interleaved rounds; instructions with all children.\n"
    )


def _print(
    title: str, rows: Sequence[Row], first: str, world: World, rounds: int, *, count: bool
) -> None:
    results = _measured(rows, world, rounds, count=count)
    print(f"### {title}\n")
    print("| command | wall, ms | x | instructions, M | x | peak, MiB | x | target |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |")
    for row in rows:
        print(_line(row, results, first))
    print(flush=True)


def _measured(rows: Sequence[Row], world: World, rounds: int, *, count: bool) -> Results:
    """Run every row once in each round, so that whatever slows one slows all."""
    for row in rows:
        for _ in range(_WARM):
            _once(row, world, "warm-up")
    runs: dict[str, list[Run]] = {row.name: [] for row in rows}
    for number in range(rounds):
        start = number % len(rows)  # none always runs behind the same other
        for row in (*rows[start:], *rows[:start]):
            runs[row.name].append(_once(row, world, f"round {number + 1} of {rounds}"))
    return {row.name: _result(row, world, runs[row.name], count=count) for row in rows}


def _result(row: Row, world: World, runs: Sequence[Run], *, count: bool) -> Result:
    counted = None
    if count:
        _tell(f"instructions: {row.name}")
        for _ in range(2):  # the streams of a counted run are others, so it is asked twice
            row.prepare()
            counted = instructions(row.command, world, row.environment, row.streams)
    return Result(
        median(one.seconds for one in runs),
        median(one.core for one in runs),
        median(one.peak for one in runs),
        counted,
    )


def _once(row: Row, world: World, stage: str) -> Run:
    _tell(f"{stage}: {row.name}")
    row.prepare()
    return run(row.command, world, row.environment, row.streams)


def _line(row: Row, results: Results, first: str) -> str:
    result = results[row.name]
    counted = result.instructions
    cells = [
        row.name,
        f"{result.seconds * _MILLISECONDS:.1f}",
        _times(row, results, Measure.WALL, first),
        "" if counted is None else f"{counted / _MILLIONS:.1f}",
        _times(row, results, Measure.INSTRUCTIONS, first),
        f"{result.peak:.1f}",
        _times(row, results, Measure.PEAK, first),
        _verdicts(row, results),
    ]
    return f"| {' | '.join(cells)} |"


def _times(row: Row, results: Results, measure: Measure, first: str) -> str:
    ratio = _ratio(row, results, measure, first)
    return "" if ratio is None else f"{ratio:.2f}"


def _ratio(row: Row, results: Results, measure: Measure, other: str) -> float | None:
    mine, theirs = results[row.name].value(measure), results[other].value(measure)
    return None if mine is None or not theirs else mine / theirs


def _verdicts(row: Row, results: Results) -> str:
    """Every promise of a row, and whether it was kept."""
    said = []
    for limit in row.limits:
        for measure, times in limit.times.items():
            ratio = _ratio(row, results, measure, limit.row)
            if ratio is not None:
                word = "met" if ratio <= times else "missed"
                said.append(f"{measure.value} {ratio:.3f} of {times:g}: {word}")
    return "; ".join(said)


def _tell(stage: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K{stage}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
