import ast
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from ketacli.render import Format, renderer
from support.program import ROOT

SOURCE = ROOT / "src" / "ketacli"
FILES = {file.relative_to(SOURCE).as_posix(): file for file in sorted(SOURCE.rglob("*.py"))}
TREES = {name: ast.parse(file.read_bytes()) for name, file in FILES.items()}
MOST_LINES_OF_A_FILE = 299
MOST_LINES_OF_A_FUNCTION = 40
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "manager", "data", "misc"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

PROGRAM_STARTERS = {"subprocess", "multiprocessing", "pty", "webbrowser", "pydoc", "ctypes"}
STARTS = {"system", "popen", "fork", "forkpty", "startfile", "posix_spawn", "eval", "exec"}
STARTS_PROGRAMS = {
    "airlock/__init__.py": {"ctypes", "execve", "spawn"},  # itself again, with a clean environment
    "airlock/visit.py": {"fork", "execve", "spawn"},  # a visit
    "cli/audio_ogg.py": {"subprocess"},  # what makes Ogg files
    "cli/git.py": {"subprocess"},  # Git, for authors: what was changed, and what stood there before
    "cli/pager.py": {"subprocess"},
    "kiosk/hand_off.py": {"subprocess"},  # the clinic's own print command
    "library/hands.py": {"fork"},  # itself, to look at a part of a large library
    "publishing/system.py": {"ctypes"},  # three functions of the system
    "publishing/workers.py": {"fork"},  # itself, to make a part of a site
    "library/signatures.py": {"subprocess"},  # OpenSSH, for those who sign and those who check
    "voice.py": {"subprocess"},  # espeak-ng
}
"""Every place where another program can be started, and how. A kiosk starts no pager."""
OF_PATHS = {
    "open",
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "unlink",
    "mkdir",
    "rmdir",
    "chmod",
    "symlink_to",
    "hardlink_to",
}
OF_OS = {
    *("open", "read", "write", "fdopen", "pipe", "dup2", "truncate", "sendfile"),
    *("remove", "unlink", "rename", "replace", "link", "symlink", "mkdir", "makedirs", "chmod"),
    *("fchmod", "fsync", "mkfifo", "rmdir", "scandir", "listdir"),
}
TOUCHES_FILES = {
    "airlock/__init__.py": {"open"},  # the lock on its way to a clean process, in memory
    "airlock/__main__.py": {"open"},  # the same, there
    "airlock/family.py": {"os.open", "os.read", "os.scandir"},  # /proc: who belongs to a visit
    "airlock/journal.py": {"os.write"},  # one line
    "airlock/kiosk.py": {"replace"},  # what waits to be drawn, and no file
    "airlock/signals.py": {"os.pipe", "os.read"},  # a signal wakes the loop
    "airlock/status.py": {"os.read", "os.write"},  # the line to the airlock
    "airlock/terminal.py": {"os.read", "os.write"},  # the terminal
    "airlock/visit.py": {"os.dup2", "os.read", "os.write"},  # the terminal of a visit
    "cli/__init__.py": {"open", "os.open", "os.dup2"},  # gives closed streams a place to go
    "cli/answers.py": {  # keeps answers
        *("mkdir", "os.fchmod", "os.fdopen", "os.listdir", "os.open", "os.replace", "os.unlink"),
    },
    "cli/asking.py": {"os.read"},  # the terminal
    "cli/progress.py": {"os.write"},  # a bar on the terminal
    "cli/cache.py": {"unlink"},  # forgets kept answers
    "cli/export_folder.py": {  # files that somebody takes along, and what is done
        *("mkdir", "os.fchmod", "os.fdopen", "os.fsync", "os.open", "os.replace"),
        *("os.unlink", "os.write"),
    },
    "cli/memory.py": {"os.listdir", "unlink"},  # forgets answers
    "cli/output.py": {"open", "os.write"},  # the only way out
    "cli/records.py": {"open"},  # a checkpoint that was kept elsewhere
    "cli/speaking.py": {"os.read"},  # the keys of a terminal
    "express.py": {"os.open", "os.read", "os.scandir", "os.write"},  # kept answers
    "kiosk/checks/files.py": {"read_text"},  # /proc and /etc, for the doctor
    "kiosk/checks/machine.py": {"os.open", "unlink"},  # whether a folder can be written
    "kiosk/hand_off.py": {"os.fdopen"},  # the page for the printer, in memory
    "kiosk/linear_lines.py": {"os.read", "os.write"},  # the terminal
    "library/days.py": {"os.open", "os.read", "unlink"},  # the latest day that was seen
    "library/folder.py": {"os.open", "os.read", "os.scandir"},  # content
    "library/hands.py": {"os.fdopen", "os.pipe", "os.read"},  # what another process found
    "library/placing.py": {  # new and mended files of authors
        *("hardlink_to", "mkdir", "open", "os.fsync", "unlink"),
    },
    "library/signatures.py": {"write_text"},  # a signature, for OpenSSH to read
    "own_files.py": {
        *("os.open", "os.fdopen", "os.fchmod", "os.fsync", "os.read"),
        *("mkdir", "unlink", "replace"),
    },
    "publishing/building.py": {"mkdir"},  # where fonts are opened
    "publishing/laying.py": {  # the new state
        *("mkdir", "os.fdopen", "os.link", "os.open", "os.scandir"),
    },
    "publishing/place.py": {"mkdir", "os.fchmod", "os.open", "rmdir"},  # where it is built
    "publishing/published.py": {"os.fdopen", "os.open"},  # what a server shows
    "publishing/rights.py": {"chmod"},  # of what is new in a site
    "publishing/standing.py": {"read_bytes"},  # files that were touched
    "publishing/state.py": {"os.fdopen", "os.open"},  # what a site says of itself
    "publishing/switching.py": {  # the new state in the place of the old one
        *("os.fdopen", "os.fsync", "os.open", "replace"),
    },
    "publishing/system.py": {"os.open", "read_bytes"},  # a whole file system, and what is mounted
    "publishing/tools.py": {"os.scandir", "read_bytes"},  # its own files, and fonts
    "publishing/workers.py": {"os.fdopen", "os.pipe", "os.read", "os.write"},  # tasks
    "records/place.py": {"chmod", "mkdir", "os.fsync", "os.open", "replace", "unlink"},
    "render/html.py": {"read_text"},  # its own templates
    "render/pdf.py": {"mkdir", "symlink_to"},  # the fonts that one page needs, for Typst to find
    "voice.py": {"os.fdopen"},  # the sentence, in memory
}
"""Every place where the program touches a file or a stream, and how."""


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, FUNCTIONS))


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _called(call: ast.Call) -> str:
    """`name`, or the last name of `some.thing.name`."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _callers(of: str) -> Counter[tuple[str, str]]:
    """In which function of which file something is called, and how often."""
    found: Counter[tuple[str, str]] = Counter()
    for name, tree in TREES.items():
        inside = {id(call): f.name for f in _functions(tree) for call in _calls(f)}
        found.update((name, inside.get(id(c), "")) for c in _calls(tree) if _called(c) == of)
    return found


def _names(tree: ast.Module) -> Iterator[str]:
    """Everything that code is called: what it defines, uses, imports and takes."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
                yield name
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.keyword(arg=str(name)) | ast.alias(name=name):
                yield name
            case _:
                pass


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (alias.name.partition(".")[0] for alias in names)
            case ast.ImportFrom(module=str(module)):
                yield module.partition(".")[0]
            case _:
                pass


def _file_calls(tree: ast.Module) -> Iterator[str]:
    for call in _calls(tree):
        match call.func:
            case ast.Name(id="open"):
                yield "open"
            case ast.Attribute(value=ast.Name(id="os"), attr=name) if name in OF_OS:
                yield f"os.{name}"
            case ast.Attribute(attr=name) if name in OF_PATHS:
                yield name
            case ast.Attribute(attr="touch") if not call.args:
                yield "touch"  # of a path: that of a screen takes a place
            case ast.Attribute(attr="replace") if len(call.args) == 1 and not call.keywords:
                yield "replace"  # of a path: that of a string takes two


@pytest.mark.parametrize("name", FILES)
def test_a_file_says_first_what_it_owns(name: str) -> None:
    said = ast.get_docstring(TREES[name])
    assert said
    assert 1 <= len(said.splitlines()) <= 4


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_short_enough_to_be_read_in_one_go(name: str) -> None:
    assert len(FILES[name].read_text("utf-8").splitlines()) <= MOST_LINES_OF_A_FILE


@pytest.mark.parametrize("name", FILES)
def test_a_function_is_short_enough_to_be_seen_at_once(name: str) -> None:
    for function in _functions(TREES[name]):
        lines = (function.end_lineno or 0) - function.lineno + 1
        assert lines <= MOST_LINES_OF_A_FUNCTION, function.name


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_named_after_what_it_owns(name: str) -> None:
    words = {word for part in Path(name).with_suffix("").parts for word in part.split("_")}
    assert not words & NAMES_THAT_SAY_NOTHING


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_called_consent_which_this_is_not(name: str) -> None:
    assert not [found for found in (*_names(TREES[name]), name) if "consent" in found.casefold()]


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_printed_past_the_one_way_out(name: str) -> None:
    called = [call.func for call in _calls(TREES[name])]
    assert "print" not in {function.id for function in called if isinstance(function, ast.Name)}


def test_only_acknowledge_makes_an_acknowledgement() -> None:
    assert _callers("Acknowledgement") == {("disclaimer.py", "acknowledge"): 1}
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            reached = node.value if isinstance(node, ast.Attribute) else None
            bases = node.bases if isinstance(node, ast.ClassDef) else []
            for used in (reached, *bases):
                assert not (isinstance(used, ast.Name) and used.id == "Acknowledgement"), name


def test_a_yes_becomes_proof_in_one_place_once_for_each_way_to_say_it() -> None:
    assert _callers("acknowledge") == {
        ("cli/explain.py", "_proof"): 3,
        ("kiosk/visit.py", "_answer"): 1,
    }


def test_a_reader_is_let_in_without_a_yes_in_one_place() -> None:
    assert _callers("Excused") == {("disclaimer.py", "excuse"): 1}
    assert _callers("excuse") == {("kiosk/visit.py", "_before_reading"): 1}


def test_a_leaflet_goes_on_a_site_in_one_place_behind_a_page_that_shows_the_words() -> None:
    assert _callers("Posted") == {("disclaimer.py", "post"): 1}
    assert _callers("post") == {("publishing/building.py", "__init__"): 1}


def test_a_topic_is_handed_out_in_one_place_of_each_reading_room() -> None:
    through_the_visit = {("kiosk/views.py", "_card"): 1, ("kiosk/visit.py", "_open"): 1}
    assert _callers("issue") == {
        ("cli/explain.py", "explain"): 1,
        ("cli/export.py", "_leaflet"): 1,
        ("cli/preview.py", "_leaflet"): 1,
        ("kiosk/visit.py", "issue"): 1,
        ("publishing/building.py", "__init__"): 1,
        **through_the_visit,
    }


def test_programs_are_started_where_it_is_said_and_nowhere_else() -> None:
    found = {name: set(_starts(tree)) for name, tree in TREES.items()}
    assert {name: starts for name, starts in found.items() if starts} == STARTS_PROGRAMS


def _starts(tree: ast.Module) -> Iterator[str]:
    yield from PROGRAM_STARTERS & {*_imported(tree)}
    for name in map(_called, _calls(tree)):
        if name in STARTS or name.startswith(("execv", "execl", "spawn")):
            yield name


def test_files_are_touched_where_it_is_said_and_nowhere_else() -> None:
    found = {name: set(_file_calls(tree)) for name, tree in TREES.items()}
    assert {name: calls for name, calls in found.items() if calls} == TOUCHES_FILES


def test_the_import_contracts_hold() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_printer_stands_in_the_contract_that_keeps_printers_apart() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    apart = [found["modules"] for found in contracts if found["type"] == "independence"]
    assert {renderer(format_).__module__ for format_ in Format} in [set(found) for found in apart]
