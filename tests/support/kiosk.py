"""The real kiosk in a real terminal: airlock, visits, records and all, as strangers meet it."""

import os
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from support.terminal import Terminal, terminal

PATIENCE = 60.0
FIRST_PAGE = "Information for patients"
ENTER, TAB, DOWN = b"\r", b"\t", b"\x1b[B"
_BEFORE_ANOTHER_TRY = PATIENCE / 4
SITE = """\
clinic: {name: The test clinic, telephone: 555 0100}
region: us
"""


class Kiosk:
    """A kiosk, and what its screen shows now."""

    def __init__(self, shown_in: Terminal, *, linear: bool) -> None:
        self.terminal = shown_in
        self.linear = linear
        self._said_before = 0
        """How much a plain stream had said when something was typed last."""

    @property
    def pid(self) -> int:
        """The airlock."""
        assert self.terminal.program.pid is not None
        return self.terminal.program.pid

    def visit(self) -> int:
        """The process of the visit that runs now."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with suppress(OSError):
                found = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
                if found:
                    return int(found[0])
            self.terminal.read(0.02)
        raise AssertionError("no visit runs")

    @property
    def text(self) -> str:
        """What the screen shows, in one line without its frames; of a stream, all since a key."""
        if self.linear:
            return " ".join(
                self.terminal.raw[self._said_before :].decode("utf-8", "replace").split()
            )
        rows = " ".join(self.terminal.screen.display)
        return " ".join("".join(c for c in rows if c not in "│─┌┐└┘├┤┬┴┼|").split())

    def shows(self, words: str) -> None:
        """Wait until words stand on the screen."""
        end = time.monotonic() + PATIENCE
        while not self._stands(words):
            assert time.monotonic() < end, self.text
            assert self.terminal.program.isalive(), self.text
            self.terminal.read(0.02)

    def shows_no_more(self, words: str) -> None:
        """Wait until words have gone from the screen."""
        end = time.monotonic() + PATIENCE
        while words in self.text:
            assert time.monotonic() < end, self.text
            self.terminal.read(0.02)

    def starts_anew(self, before: int) -> int:
        """Wait until another visit than that one has drawn its start page."""
        end = time.monotonic() + PATIENCE
        while self.visit() == before:
            assert time.monotonic() < end, self.text
            self.terminal.read(0.02)
        self.shows(FIRST_PAGE)
        return self.visit()

    def choose(self, label: str, *, then: str) -> None:
        """Choose what is called so, as a reader of this kind of screen does, and wait for words.

        On a start page after a while again: what is typed before a visit's first beat is dropped.
        """
        end, at_start = time.monotonic() + PATIENCE, self._stands(FIRST_PAGE)
        self._press(label, then)
        while at_start and not self._left(then):
            assert time.monotonic() < end, self.text
            self._press(label, then)
        self.shows(then)

    def answer(self, label: str, *, then: str) -> None:
        """Choose again and again until it counts: nobody can have read a question at once."""
        end = time.monotonic() + PATIENCE
        while not self._stands(then):
            assert time.monotonic() < end, self.text
            self._press(label, then)
            until = time.monotonic() + 1.2
            while time.monotonic() < until:
                self.terminal.read(0.05)

    def _stands(self, words: str) -> bool:
        return " ".join(words.split()) in self.text

    def _left(self, then: str) -> bool:
        """Whether a start page gives way within some seconds."""
        end = time.monotonic() + _BEFORE_ANOTHER_TRY
        while not self._stands(then) and time.monotonic() < end:
            self.terminal.read(0.02)
        return self._stands(then) or FIRST_PAGE not in " ".join(self.terminal.screen.display)

    def _press(self, label: str, then: str) -> None:
        """Choose what is called so, as soon as it is there, unless what is to come has come."""
        if self.linear:
            self._type_number(label, then)
        else:
            self._tap(label, then)

    def _type_number(self, label: str, then: str) -> None:
        end = time.monotonic() + PATIENCE
        while not (found := self._numbered(label)):
            if then and self._stands(then):
                return
            assert time.monotonic() < end, self.text
            self.terminal.read(0.02)
        self._said_before = len(self.terminal.raw)
        self.terminal.type(found[-1].partition(".")[0].encode() + ENTER)

    def _numbered(self, label: str) -> list[str]:
        """The numbered lines that are called so, from above."""
        rows = (row.strip() for row in self.terminal.screen.display)
        return [row for row in rows if label in row and row.partition(".")[0].isdigit()]

    def _tap(self, label: str, then: str) -> None:
        end = time.monotonic() + PATIENCE
        while not (found := self._places(label)):
            if then and self._stands(then):
                return
            assert time.monotonic() < end, self.text
            self.terminal.type(b"\x1b[6~")  # it may stand below
            self.terminal.read(0.3)
        column, row = found[-1]
        at = f"{column + 1};{row + 1}".encode()
        self.terminal.type(b"\x1b[<0;" + at + b"M\x1b[<0;" + at + b"m")

    def _places(self, label: str) -> list[tuple[int, int]]:
        """Where a label stands, or its first words where a button breaks it."""
        words = label.split()
        for count in range(len(words), 0, -1):
            start = " ".join(words[:count])
            rows = enumerate(self.terminal.screen.display)
            if found := [(line.rindex(start) + 1, row) for row, line in rows if start in line]:
                return found
        return []


@contextmanager
def kiosk(
    home: Path,
    *arguments: str,
    linear: bool = False,
    site: str = SITE,
    columns: int = 80,
    lines: int = 40,
    more: Mapping[str, str] | None = None,
) -> Iterator[Kiosk]:
    """Run `ketacli kiosk` with a site of its own, its journal in a file of the home.

    The start page is on the screen.
    """
    file = home / "site.yaml"
    file.write_text(site, encoding="utf-8")
    words = ("kiosk", *arguments, *(("--linear",) if linear else ()))
    chosen = {"KETACLI_SITE": os.fspath(file), **(more or {})}
    journal = ("sh", "-c", 'exec "$@" 2> journal', "sh")
    with terminal(
        home, *words, columns=columns, lines=lines, through=journal, more=chosen
    ) as shown_in:
        found = Kiosk(shown_in, linear=linear)
        try:
            found.shows(FIRST_PAGE)
            yield found
        finally:
            with suppress(OSError):
                found.terminal.signal(signal.SIGTERM)
                found.terminal.exit_code(PATIENCE)
