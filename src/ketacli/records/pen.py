"""What the kiosk holds: it says what happened, the pen writes it down, or keeps it until it can.
No fault of the system comes through: a reader is never stopped by one, and staff are told.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Lock

from ketacli.disclaimer import Channel, Disclaimer
from ketacli.records.entry import (
    Break,
    Cause,
    Entry,
    Json,
    Kind,
    break_of,
    broken,
    from_json,
    to_json,
    wording,
)
from ketacli.records.faults import Fault, FaultError
from ketacli.records.ledger import Ledger

MOST_PENDING = 1000


class Pen:
    """Writes records into a folder, in the order in which things happened."""

    def __init__(
        self,
        folder: Path | None,
        today: Callable[[], date],
        pending: tuple[Json, ...] = (),
    ) -> None:
        """Take up the pen.

        Args:
            folder: where the records are, or None where nobody knows.
            today: tells the day.
            pending: what an earlier pen could not write.
        """
        self._ledger = None if folder is None else Ledger(folder)
        self._today = today
        self._lock = Lock()
        self._pending: tuple[Entry, ...] = ()
        self._fault = "" if folder else Fault.NO_FOLDER.value
        for written in pending:
            self._take_up(written)

    @property
    def pending(self) -> tuple[Json, ...]:
        """What could not be written yet, oldest first."""
        return tuple(map(to_json, self._pending))

    @property
    def fault(self) -> str:
        """What staff must know, or ''. What was found broken is told as long as the pen is held."""
        notices = self._ledger.notices if self._ledger else ()
        return self._fault or "; ".join(notices)

    def shown(self, disclaimer: Disclaimer, channel: Channel) -> bool:
        """These words were shown. Each distinct wording is kept once."""
        return self._write((wording(disclaimer, channel, self._today()),))

    def answered(self, disclaimer: Disclaimer, channel: Channel, *, accepted: bool) -> bool:
        """A reader said yes to these words, or no."""
        words = wording(disclaimer, channel, self._today())
        kind = Kind.ACKNOWLEDGED if accepted else Kind.REFUSED
        # The words first, so that no answer is ever to words that nobody has.
        return self._write((words, words._replace(kind=kind, words="")))

    def checked(
        self, topic: str, language: str, question: int, channel: Channel, *, right: bool
    ) -> bool:
        """A reader answered a question of an understanding check."""
        entry = Entry(
            Kind.CHECKED,
            self._today().isoformat(),
            language,
            channel,
            topic=topic,
            question=question,
            right=right,
        )
        return self._write((entry,))

    def close(self) -> None:
        """Let go of the file. What is pending stays so."""
        with self._lock:
            if self._ledger:
                self._ledger.close()

    def _write(self, entries: tuple[Entry, ...]) -> bool:
        """Write what waits and then this. Returns whether it is on the disk."""
        with self._lock:
            try:
                checked = tuple(from_json(to_json(entry)) for entry in entries)
            except ValueError:
                self._fault = Fault.REFUSED.value
                return False
            for entry in checked:
                self._wait(entry)
            return self._flush()

    def _flush(self) -> bool:
        if self._ledger is None:
            return False
        try:
            self._ledger.append(self._pending, self._today())
        except FaultError as error:
            self._fault = error.fault.value
            return False
        self._pending = ()
        self._fault = ""
        return True

    def _take_up(self, written: Json) -> None:
        try:
            self._wait(from_json(written))
        except ValueError:
            self._fault = Fault.REFUSED.value

    def _wait(self, entry: Entry) -> None:
        """Put an entry at the end. Without room for it, the last place counts what was left out.

        A wording that is left out is written with the next answer to it.
        """
        full = len(self._pending) == MOST_PENDING
        if entry.kind is Kind.WORDING and (full or self._is_waiting(entry.digest)):
            return
        if not full:
            self._pending += (entry,)
            return
        last = self._pending[-1]
        rows = break_of(last.words).rows if last.kind is Kind.BREAK else 1
        unwritten = broken(Break(Cause.UNWRITTEN, rows + 1), self._today())
        self._pending = (*self._pending[:-1], unwritten)

    def _is_waiting(self, digest: str) -> bool:
        return any(e.kind is Kind.WORDING and e.digest == digest for e in self._pending)
