"""Runs ketacli inside the test's own process, where a test can put faults in its way."""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple, TextIO

import pytest

from ketacli.cli import asking, desk, main
from ketacli.cli.surroundings import Surroundings, today
from ketacli.errors import NotAcknowledgedError, Refusal
from support.in_date import DAY
from support.program import surroundings


class Done(NamedTuple):
    """How a run ended."""

    code: int
    out: str
    err: str


class Inside:
    """ketacli in this process: quicker than a program of its own, and easier to disturb."""

    def __init__(self, capture: pytest.CaptureFixture[str], home: Path, cache: Path) -> None:
        self.home = home
        self._capture = capture
        self.cache = cache
        self.asked = 0
        """How often a person was asked."""
        self.says_yes = True
        self.lines = 10_000
        """How tall their screen is."""

    def __call__(self, *arguments: str, **variables: str) -> Done:
        """Run without a terminal, with the made pages of earlier runs."""
        self._capture.readouterr()
        with pytest.MonkeyPatch.context() as patch, _kept_thresholds(), _streams():
            patch.setattr(os, "environ", self._environment(variables))
            patch.setattr(sys, "argv", ["ketacli", *arguments])
            if vars(desk)["today"] is today:  # and not a day that a test has chosen
                patch.setattr(desk, "today", lambda: DAY)
            with pytest.raises(SystemExit) as ended:
                main()
        shown = self._capture.readouterr()
        return Done(int(ended.value.code or 0), shown.out, shown.err)

    def at_terminal(self, *arguments: str, **variables: str) -> Done:
        """Run as if a person sat at a terminal and said yes, or no, where they are asked."""

        def here(_cls: type[Surroundings]) -> Surroundings:
            return Surroundings(os.environ, asks=True, shows=True, columns=80, lines=self.lines)

        def ask(*_: object) -> None:
            self.asked += 1
            if not self.says_yes:
                raise NotAcknowledgedError(Refusal.DECLINED)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Surroundings, "here", classmethod(here))
            patch.setattr(asking, "ask", ask)
            return self(*arguments, **variables)

    def code(self, *arguments: str, **variables: str) -> str:
        """The code of the disclaimer's words, as `ketacli disclaimer` prints it."""
        return self("disclaimer", *arguments, **variables).out.split()[-1].rstrip(".")

    def _environment(self, variables: dict[str, str]) -> dict[str, str]:
        chosen = {"XDG_CACHE_HOME": os.fspath(self.cache), "TERM": "xterm", **variables}
        return surroundings(self.home, **chosen)


@contextmanager
def _streams() -> Iterator[None]:
    """Streams as Python makes them at a start: none of a descriptor that is closed."""
    made = [_stream(1), _stream(2)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", made[0])
        patch.setattr(sys, "stderr", made[1])
        yield
        made += [sys.stdout, sys.stderr]  # `main` may have made others
    for stream in filter(None, made):
        with suppress(OSError):  # what could not be written then is not written later
            stream.close()


def _stream(descriptor: int) -> TextIO | None:
    try:
        return open(descriptor, "w", encoding="utf-8", closefd=False)
    except OSError:
        return None


@contextmanager
def stdout_into(file: str | int) -> Iterator[None]:
    """Put a file, or a descriptor, in the place of stdout; -1 closes it."""
    kept = os.dup(1)
    target = os.open(file, os.O_WRONLY) if isinstance(file, str) else file
    try:
        if target < 0:
            os.close(1)
        else:
            os.dup2(target, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        if isinstance(file, str):
            os.close(target)


@contextmanager
def _kept_thresholds() -> Iterator[None]:
    before = gc.get_threshold()
    try:
        yield
    finally:
        gc.set_threshold(*before)
