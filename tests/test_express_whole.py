"""Whole programs in the express lane: what a hit loads, what comes out, and how it ends."""

import ast
import os
import signal
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ketacli import __main__ as program
from ketacli import cli, express
from ketacli.express import Question
from ketacli.library import Library
from support.content import SMALL_TOPIC, small_library
from support.express import forge
from support.program import CONTENT, ROOT, command, run, surroundings
from support.terminal import terminal

CODE = Library(CONTENT).disclaimer.code
SOURCE = ROOT / "src" / "ketacli"
EXPLAIN = ("explain", "--acknowledge", CODE)
TITLE = "How ketamine is thought to work"
FORGED = "HOW KETAMINE IS THOUGHT TO WORK"
"""Nobody else writes this, so whoever sees it had an answer of the express lane."""

# Told by whatever ends the program. Without `site`, so that nothing of this environment is loaded.
RUN = """\
import os, sys
sys.path[:0] = sys.argv[2].split(os.pathsep)
sys.argv[1:], told = sys.argv[3:], sys.argv[1]
known, end = {*sys.modules}, os._exit
def tell(code):
    names = sorted({*sys.modules} - known), sorted({*sys.modules} & known)
    open(told, "w").write("\\n".join(" ".join(part) for part in (*names, [str(code)])))
    end(code)
os._exit = tell
from ketacli.__main__ import run
run()
"""
HEAVY = {
    *("typer", "rich", "yaml", "pydantic", "json", "re", "pathlib", "dataclasses", "typing"),
    *("enum", "collections", "functools", "contextlib", "hashlib", "importlib.util", "datetime"),
}


def answers(home: Path) -> list[Path]:
    folder = home / ".cache" / "ketacli" / express.FOLDER
    return sorted(folder.iterdir()) if folder.is_dir() else []


def forged(home: Path) -> None:
    for answer in answers(home):
        forge(answer, TITLE.encode(), FORGED.encode())


def loaded(home: Path, *arguments: str) -> tuple[set[str], set[str], str]:
    """The modules that a run loads, those that Python has loaded before, and the exit code."""
    told = home / "told"
    found = [path for path in sys.path if path and Path(path).is_dir()]
    environment = surroundings(home)
    for name in [name for name in environment if name.startswith("COVERAGE")]:
        del environment[name]  # what measures a run would be listed too
    subprocess.run(
        [sys.executable, "-S", "-c", RUN, os.fspath(told), os.pathsep.join(found), *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    new, old, code = told.read_text("utf-8").split("\n")
    return {*new.split()}, {*old.split()}, code


@pytest.mark.parametrize(
    "arguments",
    [EXPLAIN, (*EXPLAIN, "-f", "terminal"), ("glossary",), ("topics",), ("disclaimer",)],
    ids=" ".join,
)
def test_a_hit_loads_next_to_nothing(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    new, _, code = loaded(tmp_path, *arguments)
    assert code == "0"
    assert {"typer", "typing", "pathlib"} <= new  # so that none of these hides by another name
    loaded(tmp_path, *arguments)  # a list is kept once the index of cards is there
    new, before, code = loaded(tmp_path, *arguments)
    assert code == "0"
    assert new == {"_blake2", "ketacli", "ketacli.__main__", "ketacli.express", "time"} - before
    assert (new | before) & HEAVY == set()


def test_the_door_of_the_program_and_the_lane_import_nothing_else() -> None:
    allowed = {"os", "sys", "time", "_blake2", "hashlib", "ketacli", "collections"}
    for name in ("__init__", "__main__", "express"):
        tree = ast.parse((SOURCE / f"{name}.py").read_bytes())
        for node in ast.walk(tree):
            match node:
                case ast.Import(names=names):
                    assert {alias.name for alias in names} <= allowed
                case ast.ImportFrom(module=str(module)):
                    assert module.partition(".")[0] in allowed
                case _:
                    pass


def test_a_pipe_gets_the_same_bytes_again(tmp_path: Path) -> None:
    first = run(tmp_path, *EXPLAIN)
    again = run(tmp_path, *EXPLAIN)
    without = run(tmp_path, "--no-express", *EXPLAIN)
    for told in (again, without):
        assert (told.returncode, told.stdout, told.stderr) == (0, first.stdout, first.stderr)
    forged(tmp_path)
    assert run(tmp_path, *EXPLAIN).stdout == first.stdout.replace(TITLE, FORGED, 1)
    assert TITLE in run(tmp_path, "--no-express", *EXPLAIN).stdout
    assert TITLE in run(tmp_path, *EXPLAIN, LANGUAGE="de").stdout


def test_a_terminal_gets_the_same_bytes_again_and_another_one_others(tmp_path: Path) -> None:
    def shown(*arguments: str, columns: int = 80) -> bytes:
        with terminal(tmp_path, *arguments, columns=columns, lines=60) as screen:
            assert screen.exit_code() == 0
            return screen.raw

    asked = (*EXPLAIN, "--no-pager")
    first = shown(*asked)
    assert shown(*asked) == shown("--no-express", *asked) == first
    forged(tmp_path)
    assert FORGED.encode() in shown(*asked)
    narrow = shown(*asked, columns=60)
    assert TITLE.encode() in narrow
    assert narrow == shown("--no-express", *asked, columns=60) != first


def test_a_yes_at_a_terminal_opens_the_lane_until_it_is_forgotten(tmp_path: Path) -> None:
    asked = ("explain", "--no-pager")
    with terminal(tmp_path, *asked) as screen:
        screen.wait_for("yes", seconds=60)
        screen.read(2.5)
        screen.type("yes\n")
        assert screen.exit_code(60) == 0
    assert answers(tmp_path) == []
    assert run(tmp_path, *asked).returncode == 0
    forged(tmp_path)
    assert FORGED in run(tmp_path, *asked).stdout
    assert run(tmp_path, "disclaimer", "--forget").returncode == 0
    told = run(tmp_path, *asked)
    assert told.returncode == 3
    assert told.stdout == ""


def test_a_reader_who_has_seen_enough_ends_a_hit_quietly(tmp_path: Path) -> None:
    asked = (*EXPLAIN, "-f", "json")
    run(tmp_path, *asked)
    assert len(answers(tmp_path)) == 1
    for words in (asked, ("--no-express", *asked)):
        with subprocess.Popen(
            command(*words),
            env=surroundings(tmp_path),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.read(1)
            process.stdout.close()
            assert process.wait(60) == 0
            assert process.stderr.read() == b""


def ended(home: Path, line: str, *asked: str) -> tuple[int, bytes]:
    """Run through a shell that gives it other streams."""
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {line}', "sh", *command(*asked)],
        env=surroundings(home),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    ("line", "code"), [(">/dev/full", 6), (">&-", 6), ("1</dev/null", 6), ("2>&-", 0), ("<&-", 0)]
)
def test_what_cannot_be_written_ends_as_without_the_lane(
    tmp_path: Path, line: str, code: int
) -> None:
    run(tmp_path, *EXPLAIN)
    assert ended(tmp_path, ">/dev/null", *EXPLAIN) == (0, b"")
    forged(tmp_path)
    without = ended(tmp_path, line, "--no-express", *EXPLAIN)
    assert without[0] == code
    for _ in range(2):
        assert ended(tmp_path, line, *EXPLAIN) == without


def test_ctrl_c_ends_a_hit_with_130_and_nothing_else(tmp_path: Path) -> None:
    asked = (*EXPLAIN, "-f", "json")
    run(tmp_path, *asked)
    forged(tmp_path)
    with subprocess.Popen(
        command(*asked),
        env=surroundings(tmp_path),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)  # the rest is more than a pipe holds: it is writing now
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert process.stderr.read() == b""


def test_many_at_once_all_get_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(6) as readers:
        told = list(readers.map(lambda _: run(tmp_path, *EXPLAIN), range(6)))
    assert {(one.returncode, one.stdout, one.stderr) for one in told} == {(0, told[0].stdout, "")}
    assert len(answers(tmp_path)) == 1
    forged(tmp_path)
    assert FORGED in run(tmp_path, *EXPLAIN).stdout


def test_a_screen_with_other_letters_gets_the_same_notice_again(tmp_path: Path) -> None:
    library = small_library(tmp_path, small=SMALL_TOPIC.replace("A small", "A tiné"))
    asked = ("explain", "--library", os.fspath(library), "--acknowledge", CODE)
    told = [
        run(tmp_path, *words, *asked, PYTHONIOENCODING="ascii", LANG="fr_FR.UTF-8")
        for words in ((), (), ("--no-express",))
    ]
    assert len({(one.returncode, one.stdout, one.stderr) for one in told}) == 1
    assert "ascii letters" in told[0].stderr
    assert "A tine topic" in told[0].stdout
    assert len(answers(tmp_path)) == 1


def test_an_author_who_changes_code_gets_no_old_answer(tmp_path: Path) -> None:
    run(tmp_path, *EXPLAIN)
    forged(tmp_path)
    assert FORGED in run(tmp_path, *EXPLAIN).stdout
    (answer,) = answers(tmp_path)
    drawer = os.fsencode(SOURCE / "render" / "plain.py")
    assert drawer in answer.read_bytes()
    size = b"%d" % (SOURCE / "render" / "plain.py").stat().st_size
    forge(answer, drawer + b"\0\0" + size, drawer + b"\0\0" + b"9" * len(size))
    assert FORGED not in run(tmp_path, *EXPLAIN).stdout


def test_the_packages_that_drew_an_answer_count(tmp_path: Path) -> None:
    run(tmp_path, *EXPLAIN, "-f", "terminal")
    (answer,) = answers(tmp_path)
    content = answer.read_bytes()
    for package in ("rich", "typer"):
        (found,) = {module.__file__ for name, module in sys.modules.items() if name == package} or {
            None
        }
        assert f"/{package}/__init__.py\0\0".encode() in content, found


def test_the_installed_program_is_a_launcher_that_loads_no_more_than_it_must(
    tmp_path: Path,
) -> None:
    launcher = ROOT / "src" / "launch" / "ketacli"
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheel = settings["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["shared-scripts"] == {"src/launch/ketacli": "ketacli"}
    assert "scripts" not in settings["project"]  # pip would write another one over it
    assert launcher.read_text("utf-8").startswith("#!python\n")  # which installers fill in
    assert os.access(launcher, os.X_OK)  # older versions of pip keep the mode that it has here
    (only,) = ast.parse(launcher.read_bytes()).body[:-1]
    assert ast.unparse(only) == "from ketacli.__main__ import run"
    done = subprocess.run(
        [sys.executable, launcher, "--version"],
        env=surroundings(tmp_path),
        capture_output=True,
        check=True,
    )
    assert done.stdout.startswith(b"ketacli ")


def said(monkeypatch: pytest.MonkeyPatch, error: type[BaseException]) -> list[object]:
    """What the door of the program does when an answer cannot be written."""
    seen: list[object] = []

    def fails(_said: object) -> None:
        raise error

    monkeypatch.setattr(express, "question", lambda *_: Question("0" * 64, "/nowhere"))
    monkeypatch.setattr(express, "kept_answer", lambda _asked: ((1, b"words"),))
    monkeypatch.setattr(express, "say", fails)
    monkeypatch.setattr(os, "_exit", sys.exit)
    monkeypatch.setattr(cli, "run", lambda _asked, fault: seen.append(fault))
    return seen


def test_the_door_ends_as_the_command_would(monkeypatch: pytest.MonkeyPatch) -> None:
    for error, code in ((BrokenPipeError, 0), (KeyboardInterrupt, 130)):
        seen = said(monkeypatch, error)
        with pytest.raises(SystemExit) as ended_with:
            program.run()
        assert (ended_with.value.code, seen) == (code, [])


def test_a_fault_in_the_middle_of_an_answer_is_told_by_who_has_words_for_it(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    seen = said(monkeypatch, OSError)
    program.run()
    (fault,) = seen
    assert isinstance(fault, OSError)
    monkeypatch.undo()
    monkeypatch.setattr(sys, "stdout", sys.stdout)
    monkeypatch.setattr(sys, "stderr", sys.stderr)
    with pytest.raises(SystemExit) as ended_with:
        cli.main(None, OSError(28, "No space left on device"))
    assert ended_with.value.code == 6
    assert "no space left" in capfd.readouterr().err


CALLS_OF_OFFER = {
    "cli/explain.py": "explain",
    "cli/glossary.py": "glossary",
    "cli/topics.py": "topics",
    "cli/disclaimer.py": "disclaimer",
}


def calls(tree: ast.AST, name: str) -> list[ast.Call]:
    def is_it(node: ast.AST) -> bool:
        match node:
            case ast.Call(func=ast.Name(id=called) | ast.Attribute(attr=called)):
                return called == name
            case _:
                return False

    return [node for node in ast.walk(tree) if isinstance(node, ast.Call) and is_it(node)]


def test_only_reading_commands_offer_an_answer_each_in_one_place() -> None:
    found = {}
    for file in SOURCE.rglob("*.py"):
        tree = ast.parse(file.read_bytes())
        inside = [
            f.name
            for f in ast.walk(tree)
            if isinstance(f, ast.FunctionDef)
            for _ in calls(f, "offer")
        ]
        if calls(tree, "offer"):
            assert len(inside) == len(calls(tree, "offer")) == 1
            found[file.relative_to(SOURCE).as_posix()] = inside[0]
    assert found == CALLS_OF_OFFER


def test_no_leaflet_is_offered_before_the_library_handed_it_out() -> None:
    tree = ast.parse((SOURCE / "cli" / "explain.py").read_bytes())
    (function,) = (
        node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "explain"
    )
    places = {
        name: [number for number, statement in enumerate(function.body) if calls(statement, name)]
        for name in ("_acknowledged", "issue", "_give", "offer")
    }
    assert all(len(found) == 1 for found in places.values())
    assert places["_acknowledged"] < places["issue"] < places["_give"] < places["offer"]
    # Not in a branch or a loop: whoever comes to it has passed all that stands above.
    assert isinstance(function.body[places["offer"][0]], ast.Expr)
    assert isinstance(function.body[places["issue"][0]], ast.Assign)


def test_answers_are_written_and_read_in_one_place_each() -> None:
    places = {"put": "cli/express.py", "keep": "cli/__init__.py", "kept_answer": "__main__.py"}
    for name, place in places.items():
        found = [
            file.relative_to(SOURCE).as_posix()
            for file in SOURCE.rglob("*.py")
            for call in calls(ast.parse(file.read_bytes()), name)
            if isinstance(call.func, ast.Attribute)
            and isinstance(call.func.value, ast.Name)
            and call.func.value.id in {"answers", "express"}
        ]
        assert found == [place], name
