"""The express lane itself: what a question is, what an answer rests on, and what a hit loads."""

import ast
import builtins
import importlib
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from ketacli import express
from ketacli.express import ABSENT, CODE, FILE, HERE, LISTING, OWN, Question
from support.program import ROOT

SOURCE = ROOT / "src" / "ketacli"
HOME = {"HOME": "/home/reader"}


@pytest.fixture
def streams(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(express, "_streams", lambda: (1, 2, 3))


def key(*arguments: str, **words: str) -> str:
    asked = express.question(arguments, {**HOME, **words})
    assert asked
    return asked.key


@pytest.mark.usefixtures("streams")
def test_the_same_question_is_the_same() -> None:
    assert key("glossary") == key("glossary")
    assert len(key()) == 64


@pytest.mark.usefixtures("streams")
def test_arguments_count_word_for_word() -> None:
    lines = [(), ("",), ("a",), ("a", ""), ("a b",), ("a", "b"), ("b", "a"), ("\udcff",), ("ÿ",)]
    assert len({key(*line) for line in lines}) == len(lines)


@pytest.mark.usefixtures("streams")
@pytest.mark.parametrize("name", express.ENVIRONMENT)
def test_each_word_of_the_environment_counts_and_empty_is_not_missing(name: str) -> None:
    kept = {"XDG_CACHE_HOME": "/cache"} if name != "XDG_CACHE_HOME" else {}
    assert len({key(**kept), key(**{**kept, name: "/a"}), key(**{**kept, name: "/b"})}) == 3
    if name != "HOME":
        assert key(**{**kept, name: ""}) != key(**kept)


@pytest.mark.usefixtures("streams")
def test_other_words_of_the_environment_do_not_count() -> None:
    assert key(SHLVL="2", PWD="/", WINDOWID="7") == key()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("__version__", "0.0.0"),
        ("__file__", "/elsewhere/express.py"),
        ("today", lambda: (1999, 12, 31)),
        ("_screen", lambda: (79, 24)),
        ("_streams", lambda: (1, 2, 4)),
    ],
)
@pytest.mark.usefixtures("streams")
def test_version_place_day_screen_and_streams_count(
    monkeypatch: pytest.MonkeyPatch, name: str, value: object
) -> None:
    before = key()
    monkeypatch.setattr(express, name, value)
    assert key() != before


@pytest.mark.usefixtures("streams")
def test_the_version_of_python_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    before = key()
    monkeypatch.setattr(sys, "version", "3.99.0")
    assert key() != before


@pytest.mark.usefixtures("streams")
def test_without_a_folder_there_is_no_question() -> None:
    for words in ({}, {"HOME": ""}, {"HOME": "relative"}, {"XDG_CACHE_HOME": "relative"}):
        assert express.question((), words) is None


PLACES = {
    "/home/reader/.cache/ketacli": {"HOME": "/home/reader"},
    "/home/r/.cache/ketacli": {"HOME": "/home/r", "XDG_CACHE_HOME": "relative"},
    "/cache/ketacli": {"HOME": "/home/reader", "XDG_CACHE_HOME": "/cache"},
    "/service": {"CACHE_DIRECTORY": "/service:/other", "XDG_CACHE_HOME": "/cache"},
}


@pytest.mark.parametrize(("place", "words"), PLACES.items(), ids=PLACES)
def test_answers_are_kept_in_the_folder_of_made_pages(place: str, words: dict[str, str]) -> None:
    assert express.cache_place(words) == place


def test_a_closed_stream_makes_no_question(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(_descriptor: int) -> os.stat_result:
        raise OSError

    assert express.question((), HOME) is not None
    with monkeypatch.context() as patch:
        patch.setattr(os, "fstat", closed)
        assert express.question((), HOME) is None
    for name in ("stdout", "stderr"):
        with monkeypatch.context() as patch:
            patch.setattr(sys, name, None)
            assert express.question((), HOME) is None


def test_the_screen_is_that_of_the_first_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = {2: os.terminal_size((70, 20)), 0: os.terminal_size((60, 10))}

    def size(descriptor: int) -> os.terminal_size:
        if descriptor not in sizes:
            raise OSError
        return sizes[descriptor]

    monkeypatch.setattr(os, "get_terminal_size", size)
    assert express._screen() == (70, 20)
    del sizes[2]
    assert express._screen() == (60, 10)
    sizes.clear()
    assert express._screen() == ()


def test_today_is_a_day_and_no_time() -> None:
    assert len(express.today()) == 3


def test_a_file_holds_while_its_bytes_do(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    file = tmp_path / "en" / "a.yaml"
    file.write_bytes(b"one")
    ground = (FILE, os.fsencode(tmp_path), b"en/a.yaml", express.digest(b"one").encode())
    assert express.holds(*ground)
    file.write_bytes(b"two")
    assert not express.holds(*ground)
    file.unlink()
    assert not express.holds(*ground)
    assert express.holds(FILE, os.fsencode(tmp_path), b"en/a.yaml", express.digest(None).encode())
    file.write_bytes(b"")
    assert not express.holds(FILE, os.fsencode(tmp_path), b"en/a.yaml", b"")


def _link(file: Path) -> None:
    file.rename(file.with_name("moved"))
    file.symlink_to("moved")


def _linked_folder(file: Path) -> None:
    file.parent.rename(file.parent.with_name("moved"))
    file.parent.symlink_to("moved")


def _pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def _large(file: Path) -> None:
    file.write_bytes(bytes(256_001))


@pytest.mark.parametrize("damage", [_link, _linked_folder, _pipe, _large])
def test_a_file_that_the_library_would_refuse_holds_no_more(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    file = tmp_path / "en" / "a.yaml"
    file.parent.mkdir()
    file.write_bytes(b"one")
    damage(file)
    with pytest.raises(OSError):  # noqa: PT011 - whichever it is, it is a miss
        express.state(FILE, os.fsencode(tmp_path), b"en/a.yaml")


def test_no_descriptor_stays_open(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
    for name in (b"a", b"b", b"c/d", b"a/b"):
        for kind in (FILE, OWN, ABSENT, LISTING, CODE):
            try:
                express.state(kind, os.fsencode(tmp_path), name)
            except OSError:
                continue
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208


def test_an_own_file_holds_while_its_bytes_do_and_while_it_is_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a"
    where = os.fsencode(file)
    assert express.state(OWN, where) == ABSENT
    assert express.state(OWN, where + b"/below") == ABSENT
    file.write_bytes(b"one")
    assert express.state(OWN, where) == express.digest(b"one").encode()
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(PermissionError):
        express.state(OWN, where)


def test_absence_ends_with_anything_that_is_there(tmp_path: Path) -> None:
    file = tmp_path / "a"
    assert express.holds(ABSENT, os.fsencode(file), b"", ABSENT)
    file.write_bytes(b"")
    with pytest.raises(FileExistsError):
        express.state(ABSENT, os.fsencode(file))
    file.unlink()
    file.symlink_to("nowhere")
    with pytest.raises(OSError):  # noqa: PT011
        express.state(ABSENT, os.fsencode(file))


def test_code_holds_while_its_size_and_time_do(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_bytes(b"one")
    ground = (CODE, os.fsencode(file), b"", express.state(CODE, os.fsencode(file)))
    assert express.holds(*ground)
    os.utime(file, ns=(1, 1))
    assert not express.holds(*ground)


def test_a_place_holds_while_we_stand_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert express.state(HERE, b"") == os.fsencode(tmp_path)


def test_a_listing_holds_while_no_file_in_it_changes(tmp_path: Path) -> None:
    def now() -> bytes:
        return express.state(LISTING, os.fsencode(tmp_path))

    seen = [now()]
    (tmp_path / "a").write_bytes(b"one")
    seen.append(now())
    assert now() == seen[-1]
    (tmp_path / "b").write_bytes(b"one")
    seen.append(now())
    (tmp_path / "b").replace(tmp_path / "a")  # as large, as old, and another file
    seen.append(now())
    (tmp_path / "a").write_bytes(b"ones")
    seen.append(now())
    assert len({*seen}) == 5


def test_what_is_kept_is_read_back_as_it_was(tmp_path: Path) -> None:
    asked = Question("0" * 64, os.fspath(tmp_path))
    tmp_path.chmod(0o700)
    said = ((2, b"first\0\n"), (1, b""), (1, "zweite Ä\n".encode()))
    (tmp_path / asked.key).write_bytes(express.written(asked, (), said))
    assert express.kept_answer(asked) == said
    gone = (ABSENT, os.fsencode(tmp_path / "gone"), b"", ABSENT)
    (tmp_path / asked.key).write_bytes(express.written(asked, (gone,), said))
    assert express.kept_answer(asked) == said
    (tmp_path / "gone").mkdir()
    assert express.kept_answer(asked) == ()


def test_an_answer_is_said_where_the_command_said_it(capfd: pytest.CaptureFixture[str]) -> None:
    express.say(((2, b"a notice\n"), (1, b"the page\n"), (2, b"another\n")))
    assert tuple(capfd.readouterr()) == ("the page\n", "a notice\nanother\n")


def test_an_answer_is_said_whole_where_it_goes_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    written = []

    def piece(descriptor: int, words: bytes) -> int:
        written.append((descriptor, words[:3]))
        return len(words[:3])

    monkeypatch.setattr(os, "write", piece)
    express.say(((1, b"12345678"),))
    assert written == [(1, b"123"), (1, b"456"), (1, b"78")]


def test_messages_that_nobody_reads_are_no_fault_and_a_page_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(*_: object) -> int:
        raise BrokenPipeError

    monkeypatch.setattr(os, "write", fails)
    express.say(((2, b"a notice"),))
    with pytest.raises(BrokenPipeError):
        express.say(((1, b"a page"),))


def test_an_interpreter_without_its_own_blake2_does_with_hashlib(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def imports(name: str, *more: object) -> ModuleType:
        if name == "_blake2":
            raise ImportError(name)
        return real(name, *more)  # type: ignore[arg-type]

    real = builtins.__import__
    expected = express.digest(b"words")
    found = importlib.util.spec_from_file_location("apart", express.__file__)
    assert found
    assert found.loader
    apart = importlib.util.module_from_spec(found)
    with monkeypatch.context() as patch:
        patch.setattr(builtins, "__import__", imports)
        found.loader.exec_module(apart)
    assert apart.digest(b"words") == expected


READ_BY_COMMANDS = [
    file
    for folder in (".", "cli", "library", "render")
    for file in sorted((SOURCE / folder).glob("*.py"))
    if file.name not in {"kiosk.py", "voice.py"}  # these keep no answer
]
ENVIRONMENTS = {"environment", "environ", "told"}
"""What code calls the environment, or the function that looks into it."""
BY_A_VARIABLE = {
    ("express.py", "service_place"),  # whose callers name it
    ("express.py", "user_place"),
    ("language.py", "_locale"),  # from a list, which is found by its name
    ("signatures.py", "_run"),  # what OpenSSH is given; nothing that signs or checks is kept
}
NO_GROUND = {"PATH": "decides which pager is found; what a pager would show is never kept"}
OF_NO_TERMINAL = {"JUPYTER_COLUMNS", "JUPYTER_LINES", "DATABRICKS_RUNTIME_VERSION"}
"""Rich reads these where it finds itself in a notebook."""


def names_of_variables(tree: ast.AST) -> Iterator[str]:
    """Every name that code looks up in the environment; '?' where only a variable has it."""
    for node in ast.walk(tree):
        looked_in, name = looked_up(node)
        match name:
            case ast.Constant(value=str(text)) if called(looked_in) in ENVIRONMENTS:
                yield text
            case ast.Name() if called(looked_in) in {"environment", "environ"}:
                yield "?"
            case ast.Tuple() if called(looked_in).endswith("_VARIABLES"):
                yield from ast.literal_eval(name)
            case _:
                pass


def looked_up(node: ast.AST) -> tuple[ast.AST | None, ast.AST | None]:
    """Where code looks for something, and for what."""
    match node:
        case ast.Call(func=ast.Attribute(value=looked_in, attr="get"), args=[name, *_]):
            return looked_in, name
        case ast.Call(func=ast.Name(id="told") as looked_in, args=[name, *_]):
            return looked_in, name
        case ast.Call(func=ast.Name(), args=[looked_in, name, *_]):
            return looked_in, name
        case ast.Subscript(value=looked_in, slice=name):
            return looked_in, name
        case ast.Compare(left=name, comparators=[looked_in]):
            return looked_in, name
        case ast.Assign(targets=[looked_in], value=name):
            return looked_in, name
        case _:
            return None, None


def called(node: ast.AST | None) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def test_every_variable_that_a_command_reads_counts() -> None:
    found = set()
    by_a_variable = set()
    for file in READ_BY_COMMANDS:
        tree = ast.parse(file.read_bytes())
        found |= {*names_of_variables(tree)}
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef) and "?" in names_of_variables(function):
                by_a_variable.add((file.name, function.name))
    assert by_a_variable == BY_A_VARIABLE
    assert {"KETACLI_LIBRARY", "LANG", "LANGUAGE", "PAGER", "NO_COLOR", "TERM"} <= found
    assert {"XDG_STATE_HOME", "CACHE_DIRECTORY", "_KETACLI_COMPLETE", "FORCE_COLOR"} <= found
    assert found - {*express.ENVIRONMENT, *NO_GROUND, "?"} == set()


def test_every_variable_that_rich_reads_counts() -> None:
    rich = importlib.util.find_spec("rich")
    assert rich
    assert rich.origin
    reads = re.compile(r"environ(?:\.get\(|\[)[\"']([A-Z_0-9]+)[\"']")
    found = {
        name
        for file in Path(rich.origin).parent.glob("*.py")
        for name in reads.findall(file.read_text("utf-8"))
    }
    assert "COLUMNS" in found
    assert found - {*express.ENVIRONMENT} - OF_NO_TERMINAL == set()
