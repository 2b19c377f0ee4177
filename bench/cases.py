"""The rows of the tables: which commands are measured, and what section 6 of the design promises
of each.
"""

import re
import shutil
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import NamedTuple

from libraries import files_in
from measure import Command, World, output
from rounds import Case, Measure, Target

PYTHON = "bare interpreter"
TYPER = "bare Typer"
PLAIN = "explain, plain, warm"
RICH_MARKDOWN = "rich.markdown"
RICH_CLI = "rich-cli"

_COST = frozenset({Measure.WALL, Measure.INSTRUCTIONS})
_PLAIN_TARGETS = (
    Target(1.2, TYPER, _COST),
    Target(1.3, TYPER, frozenset({Measure.PEAK})),
)
_TERMINAL_TARGETS = (
    Target(1.8, TYPER, _COST),
    Target(1, RICH_MARKDOWN, _COST),
    Target(1, RICH_CLI, _COST),
)
_EDITED_TARGETS = (Target(2, PLAIN, _COST),)
_FLAT = (Target(1.02, "shipped, 4 topics", frozenset({Measure.INSTRUCTIONS})),)

_CODE = re.compile(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b")
_STYLED = {"CLICOLOR_FORCE": "1"}
"""Bold and underline, as on a terminal."""


class Program(NamedTuple):
    """The installed ketacli, its library, and the code that a calling program would pass."""

    start: Command
    library: Path
    code: str

    @classmethod
    def found(cls, world: World) -> "Program":
        """The one that is installed beside this interpreter.

        Raises:
            FileNotFoundError: there is none.
        """
        from ketacli.library import shipped_library

        script = Path(sys.executable).with_name("ketacli")
        if not script.exists():
            raise FileNotFoundError(f"{script}: install ketacli into this environment first")
        start = (sys.executable, str(script))
        words = output((*start, "disclaimer"), world)
        return cls(start, shipped_library(), _CODE.findall(words)[-1])

    def does(self, *words: str | Path) -> Command:
        """The command line for some words, without the express lane, which has its own tables."""
        return (*self.start, "--no-express", *map(str, words))

    def explains(self, *words: str | Path) -> Command:
        """The command line that shows the first leaflet."""
        return self.does("explain", "--acknowledge", self.code, *words)


def starts(program: Program, world: World) -> tuple[Case, ...]:
    """What a reader waits for, beside what Python and Typer cost alone."""
    plain = program.explains("-f", "plain")
    return (
        Case(PYTHON, (sys.executable, "-I", "-c", "pass")),
        Case(TYPER, _bare_typer(world)),
        Case("--help", program.does("--help")),
        Case("--version", program.does("--version")),
        Case(PLAIN, plain, _PLAIN_TARGETS),
        Case(
            "explain, terminal, warm",
            program.explains("-f", "terminal"),
            _TERMINAL_TARGETS,
            _STYLED,
        ),
        Case("topics, warm", program.does("topics")),
        Case("glossary, warm", program.does("glossary")),
        Case("completion", program.start, environment=_tab("ketacli explain wh")),
        _after_an_edit(program, world),
        _cold("explain, plain, cold", plain, world),
        *_viewers(program, world),
    )


def leaflets(program: Program, sizes: dict[str, Path]) -> tuple[Case, ...]:
    """The same leaflet out of libraries of different sizes; the first is compared with."""
    return tuple(
        Case(name, program.explains("-f", "plain", "--library", library), _FLAT if number else ())
        for number, (name, library) in enumerate(sizes.items())
    )


def shelves(program: Program, sizes: dict[str, Path], world: World) -> tuple[Case, ...]:
    """Checking whole libraries, and listing the largest one."""
    checks = tuple(
        Case(f"check, {size}", program.does("check", library), files=files_in(library))
        for size, library in sizes.items()
    )
    name, largest = list(sizes.items())[-1]
    listing = program.does("topics", "--library", largest)
    lists = (
        _cold(f"topics, {name}, first time", listing, world),
        Case(f"topics, {name}, warm", listing),
    )
    return (
        *(case._replace(one_core=True, warm_up=False) for case in checks),
        *(case._replace(one_core=True, files=checks[-1].files) for case in lists),
    )


def _bare_typer(world: World) -> Command:
    """A script and a module beside it, as an installed command is: its bytecode is kept."""
    shutil.copy(Path(__file__).with_name("bare_typer.py"), world.folder)
    script = world.folder / "bare"
    script.write_text("from bare_typer import app\napp()\n", encoding="utf-8")
    return (sys.executable, str(script), "one", "--name", "word")


def _tab(line: str) -> dict[str, str]:
    """What bash tells a program whose words it completes."""
    return {
        "_KETACLI_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(line.split()) - 1),
    }


def _after_an_edit(program: Program, world: World) -> Case:
    library = world.folder / "edited"
    shutil.copytree(program.library, library)
    command = program.explains("-f", "plain", "--library", library)
    prepare = _edits(library / "en/topics/how-ketamine-works.yaml")
    return Case("explain, plain, after an edit", command, _EDITED_TARGETS, prepare=prepare)


def _edits(file: Path) -> Callable[[], object]:
    """A function that changes one word of a file's title each time."""
    before, title, after = file.read_text(encoding="utf-8").partition("\ntitle: ")
    numbers = count(1)
    return lambda: file.write_text(f"{before}{title}{next(numbers)} {after}", encoding="utf-8")


def _cold(name: str, command: Command, world: World) -> Case:
    """A case in which nothing was kept from the run before."""
    cache = world.folder / name.replace(" ", "-")
    return Case(
        name,
        command,
        environment={"XDG_CACHE_HOME": str(cache)},
        prepare=lambda: shutil.rmtree(cache, ignore_errors=True),
        warm_up=False,
    )


def _viewers(program: Program, world: World) -> tuple[Case, ...]:
    """Programs that show Markdown, with the same words; rich-cli only where it is installed."""
    page = world.folder / "leaflet.md"
    output(program.explains("-f", "markdown", "-o", page), world)
    module = (sys.executable, "-m", "rich.markdown", "--force-color", "--width", "80", str(page))
    cases = [Case(RICH_MARKDOWN, module)]
    if rich := shutil.which("rich"):
        shown = (rich, "--markdown", "--force-terminal", "--width", "80", str(page))
        cases.append(Case(RICH_CLI, shown))
    return tuple(cases)
