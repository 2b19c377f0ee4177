"""Runs cases side by side, round after round, so that whatever slows the machine down slows all of
them, and keeps the middle of what each took.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from enum import Enum, unique
from statistics import median
from typing import NamedTuple

from measure import Command, Run, World, instructions, run


@unique
class Measure(Enum):
    """What a target is about."""

    WALL = "seconds on the wall"
    INSTRUCTIONS = "instructions"
    PEAK = "peak memory"


class Target(NamedTuple):
    """A promise of the design: at most so many times what another row takes."""

    times: float
    row: str
    of: frozenset[Measure]


def _nothing() -> None:
    """Prepare nothing."""


class Case(NamedTuple):
    """One row of a table: a command, and what must be so before each run of it."""

    name: str
    command: Command
    targets: tuple[Target, ...] = ()
    environment: Mapping[str, str] = {}
    """Variables on top of the world's."""
    prepare: Callable[[], object] = _nothing
    """Called before each run, and not measured."""
    warm_up: bool = True
    """Run once before the first round: it fills what is kept from run to run."""
    one_core: bool = False
    files: int = 0
    """How many content files the command looks at, where that is its measure."""


class Result(NamedTuple):
    """What one case took."""

    seconds: float
    """The median on the wall."""
    core: float
    """The median of the seconds of a core."""
    peak: float
    """The median of the peak memory, in MiB."""
    instructions: int | None
    """Of the processor, in one run; None where they were not counted."""

    def value(self, measure: Measure) -> float | None:
        """One of the three, or None."""
        match measure:
            case Measure.WALL:
                return self.seconds
            case Measure.INSTRUCTIONS:
                return self.instructions
            case Measure.PEAK:
                return self.peak


Results = dict[str, Result]


def measured(cases: Sequence[Case], world: World, rounds: int, *, count: bool) -> Results:
    """Run every case once in each round.

    Args:
        cases: each name once.
        world: where they run.
        rounds: how many; the median is over these.
        count: count instructions as well, in one more run of each case.
    """
    for case in cases:
        if case.warm_up:
            _once(case, world, "warm-up")
    runs: dict[str, list[Run]] = {case.name: [] for case in cases}
    for number in range(1, rounds + 1):
        first = number % len(cases)  # no case always runs behind the same other
        for case in (*cases[first:], *cases[:first]):
            runs[case.name].append(_once(case, world, f"round {number} of {rounds}"))
    return {
        case.name: Result(
            median(one.seconds for one in runs[case.name]),
            median(one.core for one in runs[case.name]),
            median(one.peak for one in runs[case.name]),
            _counted(case, world) if count else None,
        )
        for case in cases
    }


def _once(case: Case, world: World, stage: str) -> Run:
    _tell(f"{stage}: {case.name}")
    case.prepare()
    return run(case.command, world, case.environment, one_core=case.one_core)


def _counted(case: Case, world: World) -> int:
    _tell(f"instructions: {case.name}")
    case.prepare()
    return instructions(case.command, world, case.environment)


def _tell(stage: str) -> None:
    """Say what is going on, on one line of a terminal that is written again and again."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{stage}", end="", file=sys.stderr, flush=True)
