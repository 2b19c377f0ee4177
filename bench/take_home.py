"""Measures what a leaflet to take home costs beside a bare Typer command, and what it weighs.

python bench/take_home.py [--runs N] [--no-instructions]
"""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from cases import PYTHON, TYPER, Program, starts
from ketacli.library import Library
from measure import World, can_count, output
from rounds import Case, Measure, Target, measured
from tables import starts_table, weights_table

_ROUNDS = 11
_COST = frozenset({Measure.WALL, Measure.INSTRUCTIONS})
_HTML = (Target(2.5, TYPER, _COST),)
_PDF = (Target(6, TYPER, _COST),)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure leaflets to take home.")
    parser.add_argument("--runs", type=int, default=_ROUNDS, metavar="N", help="rounds")
    parser.add_argument("--no-instructions", action="store_true", help="do not use valgrind")
    asked = parser.parse_args()
    counted = can_count() and not asked.no_instructions
    with TemporaryDirectory(prefix="ketacli-bench-") as folder:
        world = World(Path(folder))
        program = Program.found(world)
        cases = _cases(program, world)
        results = measured(cases, world, asked.runs, count=counted)
        print("### What a leaflet to take home costs\n")
        print(starts_table(cases, results, counted=counted), flush=True)
        print("### What it weighs, in bytes\n")
        print(weights_table(_weights(program, world)), flush=True)


def _cases(program: Program, world: World) -> tuple[Case, ...]:
    """Into a file, as somebody who takes it home does."""
    bare = (case for case in starts(program, world) if case.name in {PYTHON, TYPER})
    page, paper = world.folder / "leaflet.html", world.folder / "leaflet.pdf"
    chinese = _asked(program, "zh-Hans")
    return (
        *bare,
        Case("explain, html, warm", program.explains("-f", "html", "-o", page), _HTML),
        Case("explain, pdf, warm", program.explains("-f", "pdf", "-o", paper), _PDF),
        Case(
            "explain, pdf, large print, warm",
            program.explains("-f", "pdf", "--large-print", "-o", paper),
            _PDF,
        ),
        Case("explain, pdf, Chinese, warm", program.does(*chinese, "-f", "pdf", "-o", paper), _PDF),
        Case("explain, speech, warm", program.explains("-f", "speech")),
    )


def _asked(program: Program, language: str, *topic: str) -> tuple[str, ...]:
    """The words of a command that shows a leaflet in a language."""
    code = Library(program.library, language=language).disclaimer.code
    return ("explain", *topic, "-l", language, "--acknowledge", code)


def _weights(program: Program, world: World) -> dict[tuple[str, str], dict[str, int]]:
    """Bytes of each topic in each language, by what it is written as."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for language in Library(program.library, language="en").languages:
        library = Library(program.library, language=language)
        for card in library.cards().cards:
            asked = _asked(program, language, card.id)
            found[language, card.id] = {
                name: _weight(program, world, *asked, *words) for name, words in _KINDS.items()
            }
    return found


_KINDS = {
    "web page": ("-f", "html"),
    "web page, large print": ("-f", "html", "--large-print"),
    "PDF": ("-f", "pdf"),
    "PDF, large print": ("-f", "pdf", "--large-print"),
}


def _weight(program: Program, world: World, *words: str) -> int:
    file = world.folder / "weighed"
    output(program.does(*words, "-o", file), world)
    return file.stat().st_size


if __name__ == "__main__":
    main()
