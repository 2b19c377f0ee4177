import ast
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from ketacli.cli import pager
from support.program import ROOT

SOURCES = sorted((ROOT / "src" / "ketacli").rglob("*.py"))
PAGERS = {"pydoc", "webbrowser", "code", "pdb"}
MORE_THAN_A_PIPE_HOLDS = "one line of many\n" * 100_000


def _imports(source: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def test_nothing_is_a_pager_or_a_prompt_of_python() -> None:
    assert not [source for source in SOURCES if PAGERS & set(_imports(source))]


def test_nothing_imports_a_memory_of_what_was_typed() -> None:
    assert not [source for source in SOURCES if "readline" in set(_imports(source))]


def _path(folder: Path, *programs: str) -> str:
    for program in programs:
        (folder / program).write_text("#!/bin/sh\n")
        (folder / program).chmod(0o755)
    return str(folder)


@pytest.mark.parametrize(
    ("told", "command"),
    [
        (None, ["less", "-R"]),
        ("less", ["less", "-R"]),
        ("less -i", ["less", "-i", "-R"]),
        ("more", ["more"]),
        ("more '-n 5'", ["more", "-n 5"]),
        ("most", []),
        ("", []),
        (" \t", []),
        ("'less", []),
        ("more\\", []),
        ("'' less", []),
    ],
)
def test_the_pager_is_the_readers_or_less_or_none(
    tmp_path: Path, told: str | None, command: list[str]
) -> None:
    environment = {"PATH": _path(tmp_path, "less", "more")}
    if told is not None:
        environment["PAGER"] = told
    assert pager.pager(environment) == command


def test_there_is_no_pager_where_less_is_not_installed(tmp_path: Path) -> None:
    assert pager.pager({"PATH": str(tmp_path)}) == []


def test_less_is_known_wherever_it_lies(tmp_path: Path) -> None:
    less = f"{_path(tmp_path, 'less')}/less"
    assert pager.pager({"PATH": "", "PAGER": less}) == [less, "-R"]


@pytest.mark.parametrize(
    ("text", "lines", "fits"),
    [
        ("", 1, True),
        ("one\n", 1, False),
        ("one\n", 2, True),
        ("one\ntwo\n", 2, False),
        ("", 0, False),
    ],
)
def test_a_text_fits_when_the_next_prompt_does_too(text: str, lines: int, *, fits: bool) -> None:
    assert pager.fits(text, lines) is fits


def _python(*lines: str) -> list[str]:
    return [sys.executable, "-c", "\n".join(lines)]


def _environment(folder: Path) -> Mapping[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": str(folder)}


def test_a_pager_may_end_before_it_has_read_everything(tmp_path: Path) -> None:
    assert pager.page(MORE_THAN_A_PIPE_HOLDS, _python(), _environment(tmp_path))


def test_a_pager_gets_the_whole_text(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    keeps = _python(
        "import shutil, sys", f"shutil.copyfileobj(sys.stdin, open({str(copy)!r}, 'w'))"
    )
    assert pager.page(MORE_THAN_A_PIPE_HOLDS, keeps, _environment(tmp_path))
    assert copy.read_text() == MORE_THAN_A_PIPE_HOLDS


def test_a_pager_that_cannot_be_started_is_told(tmp_path: Path) -> None:
    assert not pager.page("text", [str(tmp_path / "nothing")], _environment(tmp_path))


def test_control_c_is_the_pagers_key_while_it_runs_and_ours_again_afterwards(
    tmp_path: Path,
) -> None:
    interrupts = _python("import os, signal", "os.kill(os.getppid(), signal.SIGINT)")
    assert pager.page("text", interrupts, _environment(tmp_path))
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_a_pager_can_be_interrupted_as_if_the_shell_had_started_it(tmp_path: Path) -> None:
    told = tmp_path / "told"
    asks = _python(
        "import signal, sys",
        "usual = signal.getsignal(signal.SIGINT) is signal.default_int_handler",
        f"open({str(told)!r}, 'w').write(str(usual))",
    )
    assert pager.page("text", asks, _environment(tmp_path))
    assert told.read_text() == "True"
