"""What a start must not load: each of these costs more than all of ketacli."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ketacli.library import Library
from support.program import CONTENT, surroundings

pytestmark = pytest.mark.lean

# Told at the end, whatever the end is. A module that is kept out stands there as None.
RUN = """\
import sys
sys.argv = ["ketacli", *sys.argv[2:]]
known = {*sys.modules}
try:
    from ketacli.cli import main
    main()
finally:
    loaded = [name for name, module in sys.modules.items() if module and name not in known]
    print(*loaded, sep="\\n", file=open(sys.orig_argv[3], "w"))
"""
NEVER = {"readline", "pydoc", "textual", "sqlite3", "ssl", "asyncio"}
CONTENT_READERS = {"yaml", "pydantic"}
DRAWERS = {"rich"}
STACKS = {"ketacli.library", "ketacli.cli.desk"}
"""A help page tells of no leaflet."""
CODE = Library(CONTENT).disclaimer.code
LEAN = {
    "--help": CONTENT_READERS | DRAWERS | STACKS,
    "publish --help": CONTENT_READERS | DRAWERS | STACKS,
    "export --help": CONTENT_READERS | DRAWERS | STACKS,
    "--version": CONTENT_READERS | DRAWERS,
    "explain --help": CONTENT_READERS | DRAWERS,
    "": CONTENT_READERS | DRAWERS,
    f"explain -f plain --acknowledge {CODE}": CONTENT_READERS | DRAWERS,
    f"explain -f json --acknowledge {CODE}": CONTENT_READERS | DRAWERS,
    f"explain -f terminal --acknowledge {CODE}": CONTENT_READERS | {"rich.markdown", "markdown_it"},
    "explain": CONTENT_READERS | DRAWERS,
    "topics": CONTENT_READERS | DRAWERS,
    "glossary bdnf": CONTENT_READERS | DRAWERS,
    "disclaimer": CONTENT_READERS | DRAWERS,
    "disclaimer --status": CONTENT_READERS | DRAWERS,
    "check": DRAWERS,
}
COMPLETED = [
    ("zsh", line)
    for line in ("ketacli ", "ketacli explain ", "ketacli explain --section ", "ketacli topics --")
]


def loaded(home: Path, told: Path, line: str, **variables: str) -> set[str]:
    """The modules that a run loads, without those that measure it."""
    environment = surroundings(home, **variables)
    for name in [name for name in environment if name.startswith("COVERAGE")]:
        del environment[name]
    subprocess.run(
        [sys.executable, "-c", RUN, os.fspath(told), *line.split()],
        env=environment,
        cwd=home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    return set(told.read_text(encoding="utf-8").split())


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which every page has been made already."""
    home = tmp_path_factory.mktemp("warm")
    for line in (f"explain --acknowledge {CODE}", "topics", "glossary"):
        assert loaded(home, home / "told", line) >= CONTENT_READERS
    return home


@pytest.mark.parametrize("line", LEAN)
def test_a_command_does_not_load_what_it_has_no_need_of(
    warm: Path, tmp_path: Path, line: str
) -> None:
    found = loaded(warm, tmp_path / "told", line)
    assert "ketacli.cli.app" in found
    assert found & (LEAN[line] | NEVER) == set()


@pytest.mark.parametrize(("shell", "line"), [("bash", "ketacli explain "), *COMPLETED])
def test_completion_loads_neither_what_reads_content_nor_what_draws(
    warm: Path, tmp_path: Path, line: str, shell: str
) -> None:
    found = loaded(
        warm,
        tmp_path / "told",
        "",
        _KETACLI_COMPLETE=f"complete_{shell}",
        COMP_WORDS=line,
        COMP_CWORD=str(line.count(" ")),
        _TYPER_COMPLETE_ARGS=line,
    )
    assert "ketacli.cli.app" in found
    assert found & (CONTENT_READERS | DRAWERS | NEVER) == set()


def test_the_terminal_is_drawn_with_rich(warm: Path, tmp_path: Path) -> None:
    # So that the other tests here cannot pass for want of a name.
    line = f"explain -f terminal --acknowledge {CODE}"
    assert loaded(warm, tmp_path / "told", line) >= DRAWERS
