"""Runs ketacli in the test's own process as a whole program runs, the express lane first. Says
whether it answered, and forges what it kept.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple, NoReturn

import pytest

from ketacli import __main__ as program
from ketacli import cli, express
from ketacli.cli import asking, desk, disclaimer, explain
from ketacli.cli.surroundings import Surroundings
from support.inside import Inside, _streams


class Told(NamedTuple):
    """How a run ended, and whether the express lane answered."""

    code: int
    out: str
    err: str
    express: bool


class Lane:
    """One reader, their machine, the day and their screen."""

    def __init__(self, capture: pytest.CaptureFixture[str], inside: Inside) -> None:
        self.capture = capture
        self.home = inside.home
        self.cache = inside.cache
        self.day = date(2026, 3, 1)
        self.columns = 0
        """Of the terminal; 0 is none."""
        self.lines = 10_000
        self.words: dict[str, str] = {}
        """What the environment has besides the usual."""
        self.asked = 0

    @property
    def answers(self) -> Path:
        """The folder of kept answers."""
        return self.cache / "ketacli" / express.FOLDER

    def kept(self) -> list[Path]:
        """Every kept answer."""
        return sorted(self.answers.iterdir()) if self.answers.is_dir() else []

    def __call__(self, *arguments: str, **variables: str) -> Told:
        """Ask."""
        self.capture.readouterr()
        slow = 0

        def begin(asked: express.Question | None, fault: OSError | None) -> NoReturn:
            nonlocal slow
            slow += 1
            run(asked, fault)

        run = cli.run
        with pytest.MonkeyPatch.context() as patch, _streams():
            self._surround(patch, arguments, variables)
            patch.setattr(cli, "run", begin)
            with pytest.raises(SystemExit) as ended:
                program.run()
        shown = self.capture.readouterr()
        return Told(int(ended.value.code or 0), shown.out, shown.err, express=not slow)

    def warm(self, *arguments: str) -> Told:
        """Ask until all is kept that will be: yes is remembered, pages are made, an answer is."""
        self(*arguments)
        self(*arguments)
        return self(*arguments)

    def _surround(
        self, patch: pytest.MonkeyPatch, arguments: tuple[str, ...], variables: dict[str, str]
    ) -> None:
        environment = {
            "HOME": os.fspath(self.home),
            "XDG_CACHE_HOME": os.fspath(self.cache),
            "LANG": "C.UTF-8",
            "TERM": "xterm",
            **self.words,
            **variables,
        }
        on_terminal = bool(self.columns)
        screen = (self.columns, self.lines) if on_terminal else ()

        def here(_cls: type[Surroundings]) -> Surroundings:
            columns, lines = screen or (0, 0)
            return Surroundings(environment, on_terminal, on_terminal, columns, lines)

        def ask(*_: object) -> None:
            self.asked += 1

        real = express._streams
        patch.setattr(os, "environ", environment)
        patch.setattr(os, "_exit", sys.exit)
        patch.setattr(sys, "argv", ["ketacli", *arguments])
        patch.setattr(Surroundings, "here", classmethod(here))
        patch.setattr(asking, "ask", ask)
        patch.setattr(express, "today", lambda: self.day.timetuple()[:3])
        patch.setattr(express, "_screen", lambda: screen)
        patch.setattr(express, "_streams", lambda: (*real(), on_terminal))
        for module in (desk, disclaimer, explain):
            patch.setattr(module, "today", lambda: self.day)


def forge(answer: Path, old: bytes, new: bytes) -> None:
    """Change the words of a kept answer as nobody can by accident: whoever sees them knows where
    they came from.
    """
    assert len(old) == len(new)
    body = answer.read_bytes()[64:]
    assert old in body
    forged = body.replace(old, new)
    answer.write_bytes(express.digest(forged).encode() + forged)


@contextmanager
def another_user() -> Iterator[None]:
    """Be somebody else for a moment, to whom none of the files belongs."""
    with pytest.MonkeyPatch.context() as patch:
        mine = os.geteuid()
        patch.setattr(os, "geteuid", lambda: mine + 1)
        yield
