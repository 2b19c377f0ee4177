"""Results -> Markdown tables. Every figure stands beside what it is compared with, and beside the
target that it meets or misses.
"""

from collections.abc import Iterable, Mapping, Sequence

from cases import PYTHON, TYPER
from rounds import Case, Measure, Result, Results

_MILLISECONDS = 1e3
_MILLIONS = 1e6
_NONE = ""
LEAST_FILES_A_SECOND = 300


def starts_table(cases: Sequence[Case], results: Results, *, counted: bool) -> str:
    """Wall, instructions and memory of each start, as ratios to the two bare ones."""
    header = ["command", "wall, ms", "x interpreter", "x Typer", "target"]
    if counted:
        header += ["instructions, M", "x interpreter", "x Typer", "target"]
    header += ["peak, MiB", "x Typer", "target"]
    return _table(header, (_start(case, results, counted=counted) for case in cases))


def _start(case: Case, results: Results, *, counted: bool) -> list[str]:
    result = results[case.name]
    cells = [case.name, f"{result.seconds * _MILLISECONDS:.1f}"]
    cells += _compared(case, results, Measure.WALL, PYTHON, TYPER)
    if counted:
        cells.append(_millions(result))
        cells += _compared(case, results, Measure.INSTRUCTIONS, PYTHON, TYPER)
    return [*cells, f"{result.peak:.1f}", *_compared(case, results, Measure.PEAK, TYPER)]


def leaflets_table(cases: Sequence[Case], results: Results, *, counted: bool) -> str:
    """One leaflet out of each library, as ratios to the first."""
    first = cases[0].name
    header = ["library", "wall, ms", "x first", "target"]
    if counted:
        header += ["instructions, M", "x first", "target"]
    header += ["peak, MiB", "x first", "target"]
    return _table(header, (_leaflet(case, first, results, counted=counted) for case in cases))


def _leaflet(case: Case, first: str, results: Results, *, counted: bool) -> list[str]:
    result = results[case.name]
    cells = [case.name, f"{result.seconds * _MILLISECONDS:.1f}"]
    cells += _compared(case, results, Measure.WALL, first)
    if counted:
        cells += [_millions(result), *_compared(case, results, Measure.INSTRUCTIONS, first)]
    return [*cells, f"{result.peak:.1f}", *_compared(case, results, Measure.PEAK, first)]


def shelves_table(cases: Sequence[Case], results: Results) -> str:
    """Files a second of each pass over a whole library, on one core.

    The second is one that the core works for ketacli: others may use the same core.
    """
    header = ["command", "files", "wall, s", "core, s", "files a core second", "target"]
    header.append("peak, MiB")
    return _table(header, (_shelf(case, results[case.name]) for case in cases))


def _shelf(case: Case, result: Result) -> list[str]:
    speed = case.files / result.core
    verdict = _NONE
    if case.name.startswith("check"):
        word = "met" if speed >= LEAST_FILES_A_SECOND else "missed"
        verdict = f"at least {LEAST_FILES_A_SECOND}: {word}"
    times = [f"{result.seconds:.2f}", f"{result.core:.2f}", f"{speed:.0f}"]
    return [case.name, str(case.files), *times, verdict, f"{result.peak:.1f}"]


def weights_table(weights: Mapping[tuple[str, str], Mapping[str, int]]) -> str:
    """Bytes of each leaflet, by its language and name, in every kind of file."""
    kinds = next(iter(weights.values()))
    rows = ([*named, *(f"{weight:,}" for weight in of.values())] for named, of in weights.items())
    return _table(["language", "leaflet", *kinds], rows)


def _compared(case: Case, results: Results, measure: Measure, *rows: str) -> list[str]:
    """The ratio to each row, and then every target with its verdict."""
    ratios = (_ratio(case, results, measure, row) for row in rows)
    verdicts: list[str] = []
    for target in case.targets:
        ratio = _ratio(case, results, measure, target.row)
        if measure in target.of and ratio is not None:
            word = "met" if ratio <= target.times else "missed"
            verdicts.append(f"{target.times:g} x {target.row}: {ratio:.3f}, {word}")
    shown = (_NONE if ratio is None else f"{ratio:.2f}" for ratio in ratios)
    return [*shown, "; ".join(verdicts)]


def _ratio(case: Case, results: Results, measure: Measure, row: str) -> float | None:
    if row not in results:
        return None
    mine, other = results[case.name].value(measure), results[row].value(measure)
    return None if mine is None or not other else mine / other


def _millions(result: Result) -> str:
    return _NONE if result.instructions is None else f"{result.instructions / _MILLIONS:.1f}"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; columns of figures stand to the right."""
    figures = [
        not name.startswith(("command", "language", "leaflet", "library", "target"))
        for name in header
    ]
    rule = ["---:" if figure else "---" for figure in figures]
    lines = (header, rule, *rows)
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
