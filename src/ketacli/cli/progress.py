"""Shows how far long work is, on stderr: a bar on a terminal, and a line for each step elsewhere
and for readers who want linear text. Says nothing in words but the names of the steps.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from ketacli.cli.output import say

_STDERR = 2
_DRAW_NOTHING = frozenset({"", "dumb", "unknown"})
"""Kinds of terminal that may not go back to the start of a line."""
_CELLS = 20
_DONE, _LEFT = "#", "."


class Progress:
    """Work of so many steps."""

    def __init__(self, steps: int, *, linear: bool) -> None:
        self._steps = steps
        self._begun = 0
        self._drawn = False
        plain_terminal = os.environ.get("TERM", "") in _DRAW_NOTHING
        self._draws = os.isatty(_STDERR) and not (linear or plain_terminal)

    def begin(self, name: str) -> None:
        """The next step is begun."""
        self._begun += 1
        if not self._draws:
            say(f"{self._begun}/{self._steps} {name}")
            return
        done = _CELLS * (self._begun - 1) // self._steps
        _draw(f"\r[{_DONE * done}{_LEFT * (_CELLS - done)}] {self._begun}/{self._steps}")
        self._drawn = True

    def clear(self) -> None:
        """Leave nothing of the bar on the screen, as before a message. The next step draws it."""
        if self._drawn:
            _draw("\r" + " " * (_CELLS + len(f"[] {self._steps}/{self._steps}")) + "\r")
            self._drawn = False


@contextmanager
def progress(steps: int, *, linear: bool) -> Iterator[Progress]:
    """Work whose bar is gone when it is over, however it ends."""
    shown = Progress(steps, linear=linear)
    try:
        yield shown
    finally:
        shown.clear()


def _draw(bar: str) -> None:
    """Nobody there to see it is no fault."""
    with suppress(OSError):
        os.write(_STDERR, bar.encode("ascii"))
