"""Anything in any order: append, kill, fill the disk, put an older file back, delete it."""

import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from ketacli.records import place
from ketacli.records.faults import Fault, FaultError
from ketacli.records.ledger import Ledger
from ketacli.records.pen import Pen
from ketacli.records.reading import newest_checkpoint, summary
from ketacli.records.verify import verify
from support.records import DAY, tick, ticks

if TYPE_CHECKING:
    from ketacli.records.chain import Checkpoint


class Store(RuleBasedStateMachine):
    """What is confirmed stays; what is lost by another's hand is told in the file itself."""

    def __init__(self) -> None:
        super().__init__()
        self.room = Path(mkdtemp())
        self.folder = self.room / "state"
        self.patch = pytest.MonkeyPatch()
        self.pen = Pen(self.folder, lambda: DAY)
        self.full = False
        self.next = 0
        self.there: list[int] = []
        """What was confirmed and nobody took away."""
        self.waiting: list[int] = []
        self.older: list[int] | None = None
        self.elsewhere: Checkpoint | None = None

    @rule(rows=st.integers(1, 4))
    def append(self, rows: int) -> None:
        for _ in range(rows):
            self.waiting.append(self.next)
            safe = tick(self.pen, self.next)
            self.next += 1
            assert safe is not self.full
            if safe:
                self.there += self.waiting
                self.waiting = []

    @rule()
    def kill(self) -> None:
        """A new program, which gets what waits, as the kiosk sees to. The old one says no word."""
        pending = self.pen.pending
        assert self.pen._ledger is not None
        self.pen._ledger.close()
        self.pen = Pen(self.folder, lambda: DAY, pending)

    @precondition(lambda self: not self.full)
    @rule()
    def fill(self) -> None:
        self.full = True

        def no_room(*_: Any) -> None:
            raise FaultError(Fault.FULL)

        self.patch.setattr(Ledger, "_append", no_room)

    @precondition(lambda self: self.full)
    @rule()
    def free(self) -> None:
        self.full = False
        self.patch.undo()

    def _settle(self) -> None:
        """Have everything in the one file."""
        self.pen.close()

    @precondition(lambda self: self.there)
    @rule()
    def put_a_copy_away(self) -> None:
        self._settle()
        shutil.copy(self.folder / place.NAME, self.folder.parent / "older")
        self.older = list(self.there)
        self.elsewhere = newest_checkpoint(self.folder)

    @precondition(lambda self: self.older is not None and len(self.older) < len(self.there))
    @rule()
    def put_the_copy_back(self) -> None:
        assert self.older is not None
        self._settle()
        newest = newest_checkpoint(self.folder)
        shutil.copy(self.folder.parent / "older", self.folder / place.NAME)
        assert verify(self.folder, newest).faults
        assert verify(self.folder).faults
        self.there = list(self.older)

    @precondition(lambda self: self.there and not self.full)
    @rule(empty=st.booleans())
    def damage(self, *, empty: bool) -> None:
        self._settle()
        (self.folder / place.NAME).write_bytes(b"" if empty else b"junk" * 2000)
        assert tick(self.pen, self.next)
        assert (Fault.MISSING if empty else Fault.DAMAGED) in self.pen.fault
        self.there = [*self.waiting, self.next]
        self.waiting = []
        self.next += 1
        self.older = self.elsewhere = None

    @invariant()
    def what_was_confirmed_is_there(self) -> None:
        if self.folder.exists() and (self.folder / place.NAME).exists():
            assert summary(self.folder).rows >= len(self.there)
            assert [row for row in ticks(self.folder) if row in self.there] == self.there
        assert [int(row["topic"][1:]) for row in self.pen.pending] == self.waiting

    def teardown(self) -> None:
        try:
            self._look_once_more()
        finally:
            self.pen.close()
            shutil.rmtree(self.room)

    def _look_once_more(self) -> None:
        self.patch.undo()
        self.pen.close()
        assert tick(self.pen, self.next)
        self.pen.close()
        assert ticks(self.folder) == [*self.there, *self.waiting, self.next]
        assert verify(self.folder).faults == ()
        if self.elsewhere:
            assert verify(self.folder, self.elsewhere).faults == ()


TestStore = Store.TestCase
TestStore.settings = settings(max_examples=30, stateful_step_count=20)
