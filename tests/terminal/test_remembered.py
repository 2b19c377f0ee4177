from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from ketacli.cli import memory
from ketacli.cli.folders import state_folder
from ketacli.cli.surroundings import today
from ketacli.disclaimer import Disclaimer
from ketacli.labels import Labels
from support.content import change, copy_library
from support.program import run
from support.terminal import Terminal, terminal

OTHER_WORDS = "It cannot treat you at all."
DAYS = 30


def _remembers(home: Path, words: Disclaimer, days_ago: int = 0) -> dict[str, str]:
    folder = state_folder({"HOME": str(home)})
    assert folder is not None
    assert memory.remember(folder, words, today() - timedelta(days=days_ago))
    return {}


def _said_yes_long_ago(home: Path, words: Disclaimer) -> dict[str, str]:
    return _remembers(home, words, DAYS + 1)


def _other_words(home: Path, words: Disclaimer) -> dict[str, str]:
    library = copy_library(home)
    change(library / "en" / "disclaimer.yaml", words.paragraphs[1], OTHER_WORDS)
    return _remembers(home, words) | {"KETACLI_LIBRARY": str(library)}


def _shared_device(home: Path, words: Disclaimer) -> dict[str, str]:
    (home / "site.yaml").write_text("shared_device: yes\n")
    return _remembers(home, words) | {"KETACLI_SITE": str(home / "site.yaml")}


def _forgets(home: Path, words: Disclaimer) -> dict[str, str]:
    _remembers(home, words)
    assert run(home, "disclaimer", "--forget").returncode == 0
    return {}


def _new(_home: Path, _words: Disclaimer) -> dict[str, str]:
    return {}


def _state_is_a_file(home: Path, _words: Disclaimer) -> dict[str, str]:
    (home / "state").write_text("")
    return {"XDG_STATE_HOME": str(home / "state")}


def _state_cannot_be_made(_home: Path, _words: Disclaimer) -> dict[str, str]:
    return {"XDG_STATE_HOME": "/proc"}


def _no_home(_home: Path, _words: Disclaimer) -> dict[str, str]:
    return {"HOME": ""}


ASKED = {
    "twice": _new,
    "Enter": _new,
    "Ctrl-C": _new,
    "long ago": _said_yes_long_ago,
    "other words": _other_words,
    "forgotten": _forgets,
    "shared": _shared_device,
}
NOWHERE = {"a file": _state_is_a_file, "read-only": _state_cannot_be_made, "no home": _no_home}


class Reader(NamedTuple):
    at: Terminal
    home: Path


@pytest.fixture(scope="module")
def asked(new_home: Callable[[], Path], words: Disclaimer) -> Iterator[dict[str, Reader]]:
    with ExitStack() as readers:

        def sit_down(prepare: Callable[[Path, Disclaimer], dict[str, str]]) -> Reader:
            home = new_home()
            at = terminal(home, "explain", "--no-pager", more=prepare(home, words))
            return Reader(readers.enter_context(at), home)

        yield {name: sit_down(prepare) for name, prepare in (ASKED | NOWHERE).items()}


def _says_yes(reader: Terminal, question: str) -> None:
    reader.wait_for(question)
    reader.type("yes\r")
    assert reader.exit_code() == 0


def test_who_has_said_yes_is_not_asked_a_second_time(
    asked: dict[str, Reader], question: str, title: str
) -> None:
    reader, home = asked["twice"]
    _says_yes(reader, question)
    with terminal(home, "explain", "--no-pager") as again:
        assert again.exit_code() == 0
        assert question not in again.written
        assert title in again.written


@pytest.mark.parametrize(("name", "key"), [("Enter", "\r"), ("Ctrl-C", "\x03")])
def test_a_no_is_not_remembered_as_a_yes(
    asked: dict[str, Reader], question: str, name: str, key: str
) -> None:
    reader, home = asked[name]
    reader.wait_for(question)
    reader.type(key)
    assert reader.exit_code() != 0
    assert not list(home.rglob("acknowledged-*"))


@pytest.mark.parametrize("name", ["long ago", "other words", "forgotten"])
def test_a_yes_that_no_longer_counts_is_asked_for_again(
    asked: dict[str, Reader], name: str, question: str
) -> None:
    reader, _home = asked[name]
    reader.wait_for(question)
    assert (OTHER_WORDS in reader.written) == (name == "other words")


@pytest.mark.parametrize("days", [0, DAYS])
def test_a_yes_counts_for_thirty_days(
    home: Path, words: Disclaimer, question: str, days: int
) -> None:
    _remembers(home, words, days)
    with terminal(home, "explain", "--no-pager") as reader:
        assert reader.exit_code() == 0
        assert question not in reader.written


def test_on_a_shared_device_everybody_is_asked_and_nothing_is_kept(
    asked: dict[str, Reader], question: str, labels: Labels
) -> None:
    reader, home = asked["shared"]
    kept = {file: file.read_bytes() for file in home.rglob("acknowledged-*")}
    _says_yes(reader, question)
    assert labels.not_remembered not in reader.written
    assert {file: file.read_bytes() for file in home.rglob("acknowledged-*")} == kept


@pytest.mark.parametrize("name", NOWHERE)
def test_an_answer_that_cannot_be_kept_is_one_line_and_reading_goes_on(
    asked: dict[str, Reader], name: str, question: str, title: str, labels: Labels
) -> None:
    reader, home = asked[name]
    _says_yes(reader, question)
    assert title in reader.written
    assert reader.shown()[-1] == labels.not_remembered
    assert reader.written.count(labels.not_remembered) == 1
    assert not (home / "~").exists()
