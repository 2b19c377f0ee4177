"""Pressing Tab: what is offered, by each shell's protocol, and what content cannot do there."""

import os
import subprocess
import sys
from json import dumps
from pathlib import Path

import pytest

from ketacli.cli import complete
from ketacli.cli.app import CheckFormat
from ketacli.errors import ExitCode
from ketacli.library import Library
from ketacli.render import Format
from support.commands import names
from support.content import SMALL_TOPIC, small_library
from support.program import CONTENT, surroundings

# The variable that the shells set is named after the program, so it must be started by its name.
KETACLI = "import sys; sys.argv = ['ketacli', *sys.argv[1:]]; from ketacli.cli import main; main()"
SHELLS = ["bash", "zsh", "fish", "powershell", "pwsh"]
HOSTILE = """\\[/] [bold] $(touch pwned) `touch pwned` "; touch pwned; ' \\\\$(touch pwned) \\"""

MARKS = set("[]$`;\\'\"<>&|(){}")


@pytest.fixture
def tab(home: Path, cache: Path) -> "Tab":
    return Tab(home, cache)


class Tab:
    """A reader who presses Tab."""

    def __init__(self, home: Path, cache: Path) -> None:
        self.home = home
        self._cache = cache

    def press(
        self, line: str, shell: str = "bash", **variables: str
    ) -> "subprocess.CompletedProcess[str]":
        """Ask for what can follow a line, as the script that Typer installs asks."""
        words = line.split(" ")
        asked = {
            "_KETACLI_COMPLETE": f"complete_{shell}",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(words) - 1),
            "_TYPER_COMPLETE_ARGS": line,
            "_TYPER_COMPLETE_WORD_TO_COMPLETE": words[-1],
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        }
        return subprocess.run(
            [sys.executable, "-c", KETACLI],
            env=surroundings(
                self.home, **{"XDG_CACHE_HOME": os.fspath(self._cache), **asked, **variables}
            ),
            cwd=self.home,
            capture_output=True,
            text=True,
            check=False,
        )

    def offered(self, line: str, **variables: str) -> list[str]:
        """What bash is offered."""
        done = self.press(line, **variables)
        assert (done.returncode, done.stderr) == (ExitCode.DONE, "")
        return done.stdout.split()


def test_commands_topics_sections_languages_and_formats_are_offered(tab: Tab) -> None:
    library = Library(CONTENT)
    cards = library.cards().cards
    assert tab.offered("ketacli ") == names()
    assert tab.offered("ketacli explain ") == [card.id for card in cards]
    assert tab.offered(f"ketacli explain {cards[1].id[:6]}") == [cards[1].id]
    first, other = ([name for name, _ in card.sections] for card in cards[:2])
    assert tab.offered("ketacli explain --section ") == first
    assert tab.offered(f"ketacli explain {cards[1].id} --section ") == other
    assert tab.offered("ketacli topics --language ") == list(library.languages)
    assert tab.offered("ketacli topics -f ") == list(Format)
    assert tab.offered("ketacli check -f ") == list(CheckFormat)
    assert tab.offered("ketacli explain nosuch") == []


def test_the_library_on_the_line_is_the_one_that_is_looked_into(tab: Tab, small: Path) -> None:
    assert tab.offered(f"ketacli explain --library {small} ") == ["small"]
    assert tab.offered("ketacli explain --section ", KETACLI_LIBRARY=os.fspath(small)) == ["first"]


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_is_offered_topics_whose_titles_are_no_markup_and_no_command(
    tab: Tab, tmp_path: Path, shell: str
) -> None:
    topic = SMALL_TOPIC.replace("A small topic", dumps(HOSTILE))
    library = os.fspath(small_library(tmp_path, small=topic))
    usual = tab.press("ketacli explain ", shell)
    odd = tab.press("ketacli explain ", shell, KETACLI_LIBRARY=library)
    for done in (usual, odd):
        assert (done.returncode, done.stderr) == (ExitCode.DONE, "")
    for card in Library(CONTENT).cards().cards:
        assert card.id in usual.stdout
    assert "small" in odd.stdout
    # What is left are the marks of the shell's own protocol, which stand around every offer.
    assert MARKS & set(odd.stdout) <= MARKS & set(usual.stdout)
    assert "$(" not in odd.stdout


def test_completion_never_fails_on_a_library_that_is_broken_or_missing(
    tab: Tab, tmp_path: Path
) -> None:
    library = small_library(tmp_path)
    (library / "en" / "labels.yaml").write_text("a: [\n", encoding="utf-8")
    broken = small_library(tmp_path / "other", small="title: [\n")
    for folder, last in ((library, "-l "), (broken, ""), (tmp_path / "nosuch", "--section ")):
        assert tab.offered(f"ketacli explain {last}", KETACLI_LIBRARY=os.fspath(folder)) == []
    assert tab.offered("ketacli explain --language xx ") == []


def test_fish_is_told_whether_there_is_anything_to_offer(tab: Tab) -> None:
    asked = {"_TYPER_COMPLETE_FISH_ACTION": "is-args"}
    assert tab.press("ketacli explain ", "fish", **asked).returncode == 0
    assert tab.press("ketacli explain nosuch", "fish", **asked).returncode == 1


def test_what_is_offered_begins_with_what_was_typed(small: Path) -> None:
    library = os.fspath(small)
    assert complete.topics(library, "", "") == [("small", "A small topic")]
    assert complete.topics(library, "en", "sm") == [("small", "A small topic")]
    assert complete.topics(library, "", "x") == []
    assert complete.sections(library, "", "", "") == [("first", "The first part")]
    assert complete.sections(library, "", "small", "x") == []
    assert complete.languages(library, "e") == [("en", "English")]
    assert complete.languages(library, "x") == []


def test_nothing_is_offered_where_there_is_nothing(tmp_path: Path) -> None:
    nowhere = os.fspath(tmp_path)
    assert complete.topics(nowhere, "", "") == []
    assert complete.sections(nowhere, "", "", "") == []
    assert complete.languages(nowhere, "") == []
    assert complete.topics("", "xx", "") == []


def test_a_title_keeps_the_letters_of_every_script(tmp_path: Path) -> None:
    title = "Se\u00f1al, caf\u00e9 \u65e5\u672c \u0939\u093f\u0928\u094d\u0926\u0940 No. 1-2"
    library = small_library(tmp_path, small=SMALL_TOPIC.replace("A small topic", dumps(title)))
    assert complete.topics(os.fspath(library), "", "") == [("small", title)]
