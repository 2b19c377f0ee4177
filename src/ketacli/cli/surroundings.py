"""The world around one run: streams, terminal, environment, day. A value, so tests replace it."""

import os
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from ketacli.render.canvas import NARROWEST, USUAL, WIDEST

_TERMINALS_WITHOUT_STYLE = frozenset({"", "dumb", "unknown"})


class Surroundings(NamedTuple):
    """What a command may know of the machine it runs on."""

    environment: Mapping[str, str]
    asks: bool
    """Somebody can read a question and type an answer: stdin and stderr are terminals."""
    shows: bool
    """stdout is a terminal."""
    columns: int
    lines: int

    @classmethod
    def here(cls) -> "Surroundings":
        """The surroundings of this process."""
        columns, lines = _screen()
        return cls(
            environment=dict(os.environ),
            asks=_is_terminal(0) and _is_terminal(2),
            shows=_is_terminal(1),
            columns=columns,
            lines=lines,
        )

    def width(self, asked: int = 0) -> int:
        """Cells that a line may take: what was asked, else COLUMNS, else the screen, else 80."""
        if asked:
            return asked
        told = self.environment.get("COLUMNS", "")
        # Nine digits are enough of any number of columns; Python takes no more than 4,300.
        columns = int(told[:9]) if told.isascii() and told.isdigit() else 0
        return max(NARROWEST, min(columns or self.columns or USUAL, WIDEST))

    def styled(self) -> bool:
        """Whether bold and underline may be used on stdout."""
        told = self.environment.get
        if told("NO_COLOR") or told("FORCE_COLOR") == "0" or told("CLICOLOR") == "0":
            return False
        if told("CLICOLOR_FORCE", "") not in {"", "0"} or told("FORCE_COLOR"):
            return True
        return self.shows and told("TERM", "") not in _TERMINALS_WITHOUT_STYLE


def today() -> date:
    """The day on the calendar of the reader, who lives by local time."""
    return date.today()  # noqa: DTZ011


def _is_terminal(descriptor: int) -> bool:
    try:
        return os.isatty(descriptor)
    except OSError:  # pragma: no cover: isatty answers False for a closed one
        return False


def _screen() -> tuple[int, int]:
    """Columns and lines of the terminal, or zeros."""
    for descriptor in (1, 2, 0):
        try:
            size = os.get_terminal_size(descriptor)
        except OSError:
            continue
        return size.columns, size.lines
    return 0, 0
