"""Runs ketacli inside the test's own process, where a test can put faults in its way."""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from ketacli.cli import asking, main
from ketacli.cli.surroundings import Surroundings
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

    def __call__(self, *arguments: str, **variables: str) -> Done:
        """Run without a terminal, with the made pages of earlier runs."""
        self._capture.readouterr()
        with pytest.MonkeyPatch.context() as patch, _kept_thresholds():
            patch.setattr(os, "environ", self._environment(variables))
            patch.setattr(sys, "argv", ["ketacli", *arguments])
            patch.setattr(sys, "stdout", sys.stdout)
            patch.setattr(sys, "stderr", sys.stderr)
            with pytest.raises(SystemExit) as ended:
                main()
        shown = self._capture.readouterr()
        return Done(int(ended.value.code or 0), shown.out, shown.err)

    def at_terminal(self, *arguments: str, says_yes: bool = True, **variables: str) -> Done:
        """Run as if a person sat at a terminal and, where they are asked, said yes."""

        def here(_cls: type[Surroundings]) -> Surroundings:
            return Surroundings(os.environ, asks=True, shows=True, columns=80, lines=10_000)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Surroundings, "here", classmethod(here))
            if says_yes:
                patch.setattr(asking, "ask", lambda *_: None)
            return self(*arguments, **variables)

    def code(self, *arguments: str, **variables: str) -> str:
        """The code of the disclaimer's words, as `ketacli disclaimer` prints it."""
        return self("disclaimer", *arguments, **variables).out.split()[-1].rstrip(".")

    def _environment(self, variables: dict[str, str]) -> dict[str, str]:
        chosen = {"XDG_CACHE_HOME": os.fspath(self.cache), "TERM": "xterm", **variables}
        return surroundings(self.home, **chosen)


@contextmanager
def _kept_thresholds() -> Iterator[None]:
    before = gc.get_threshold()
    try:
        yield
    finally:
        gc.set_threshold(*before)
