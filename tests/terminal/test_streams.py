from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest

from ketacli.disclaimer import Disclaimer
from ketacli.labels import Labels
from support.terminal import Terminal, terminal

LEAVES_REST = '"$@"; sleep 0.2; head -n 1 > rest'
KEYS = {"up": "\x1b[A", "F5": "\x1b[15~", "F1": "\x1bOP"}
SHELLS = {
    "a yes into a pipe": '"$@" | cat > leaflet',
    "a no into a pipe": '"$@" | cat > leaflet',
    "more than an answer": '"$@" > leaflet; head -n 1 > rest',
    "Escape": '"$@"',
    **dict.fromkeys(KEYS, LEAVES_REST),
}


class Reader(NamedTuple):
    at: Terminal
    home: Path


@pytest.fixture(scope="module")
def asked(new_home: Callable[[], Path]) -> Iterator[dict[str, Reader]]:
    with ExitStack() as readers:

        def sit_down(line: str) -> Reader:
            home = new_home()
            through = ("sh", "-c", line, "sh")
            return Reader(readers.enter_context(terminal(home, "explain", through=through)), home)

        yield {name: sit_down(line) for name, line in SHELLS.items()}


@pytest.mark.parametrize(
    "line",
    ['"$@" 2> errors', '"$@" < /dev/null', '"$@" < /dev/null 2> errors', 'yes | "$@"'],
    ids=["stderr a file", "stdin nothing", "neither", "stdin yes"],
)
def test_nobody_is_asked_unless_they_can_read_and_answer(
    home: Path, line: str, question: str, title: str
) -> None:
    with terminal(home, "explain", through=("sh", "-c", line, "sh")) as reader:
        assert reader.exit_code() == 3
        errors = home / "errors"
        written = reader.written + (errors.read_text() if errors.exists() else "")
        assert question not in written
        assert title not in written


def test_stdout_may_be_a_pipe_while_somebody_is_asked(
    asked: dict[str, Reader], words: Disclaimer, question: str, title: str
) -> None:
    reader, home = asked["a yes into a pipe"]
    reader.wait_for(question)
    reader.type("yes\r")
    assert reader.exit_code() == 0
    leaflet = " ".join((home / "leaflet").read_text().split())
    assert title in leaflet
    assert title not in reader.written
    assert question not in leaflet
    assert all(paragraph in reader.written for paragraph in words.paragraphs)


def test_a_refusal_leaves_an_empty_pipe(asked: dict[str, Reader], question: str) -> None:
    reader, home = asked["a no into a pipe"]
    reader.wait_for(question)
    reader.type("\r")
    reader.exit_code()
    assert not (home / "leaflet").read_text()


@pytest.mark.parametrize("key", KEYS)
def test_what_comes_with_a_key_that_refuses_is_not_left_for_the_shell(
    asked: dict[str, Reader], key: str, question: str, labels: Labels
) -> None:
    reader, home = asked[key]
    reader.wait_for(question)
    reader.type(KEYS[key])
    reader.wait_for(labels.declined)
    reader.type("\r")
    assert reader.exit_code() == 0
    assert (home / "rest").read_text() == "\n"


def test_what_is_typed_after_the_answer_is_left_for_the_shell(
    asked: dict[str, Reader], question: str
) -> None:
    reader, home = asked["more than an answer"]
    reader.wait_for(question)
    reader.type("yes\rls\r")
    assert reader.exit_code() == 0
    assert (home / "rest").read_text() == "ls\n"


def test_after_escape_the_message_begins_on_a_line_of_its_own(
    asked: dict[str, Reader], question: str, labels: Labels
) -> None:
    reader, _home = asked["Escape"]
    reader.wait_for(question)
    reader.type("\x1b")
    assert reader.exit_code() == 3
    assert any(line and labels.declined.startswith(line) for line in reader.shown())
