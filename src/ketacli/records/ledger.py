"""The file: open it, whatever state it is in, and append. What was appended is on the disk when
`append` returns. One writer at a time, in this program or another.
"""

import os
from collections.abc import Sequence
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ketacli.records import place, table
from ketacli.records.chain import NOTHING, Checkpoint, link
from ketacli.records.entry import BUILT, Break, Cause, Entry, Kind, broken, canonical, to_json
from ketacli.records.faults import Fault, FaultError, is_damage, of_break, of_sqlite, of_system

if TYPE_CHECKING:
    from sqlite3 import Connection

_PRAGMAS: tuple[str, ...] = (
    "pragma ignore_check_constraints = off",
    "pragma recursive_triggers = on",  # else a row can be replaced past the triggers
    "pragma journal_mode = wal",
    "pragma synchronous = full",
)
_PASSING = frozenset({Fault.FULL, Fault.IN_USE, Fault.REFUSED})
_TRIES = 3
"""How often a file is opened anew that was taken away, or damaged, under our hands."""


class _DamageError(FaultError):
    """The file could not be used as it was, and has this name now."""

    def __init__(self, aside: str) -> None:
        super().__init__(Fault.BROKEN_DISK)  # what it means if it happens to a new file too
        self.aside = aside


class Ledger:
    """The records in one folder. Opened at the first use, and again where the file has changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / place.NAME
        self._connection: Connection | None = None
        self._identity: place.Identity = ()
        self.notices: tuple[Fault, ...] = ()
        """What was found broken and is recorded as such, and what is kept less well."""

    def append(self, entries: Sequence[Entry], today: date) -> None:
        """Write rows, all of them or none. A wording that is there already is not written again.

        Raises:
            FaultError: nothing was written.
        """
        import sqlite3

        try:
            self._append(entries, today)
        except sqlite3.Error as error:
            fault = of_sqlite(error, self._folder)
            if fault not in _PASSING:
                self.close()  # SQLite may have opened it for reading only, for good
            raise FaultError(fault) from error
        except OSError as error:
            raise FaultError(of_system(error, self._folder)) from error

    def close(self) -> None:
        """Let go of the file."""
        import sqlite3

        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.close()

    def _append(self, entries: Sequence[Entry], today: date) -> None:
        import sqlite3

        written: Checkpoint | None = None
        for _ in range(_TRIES):
            connection = self._ready(today)
            try:
                # What an earlier try wrote is there if the file was given back.
                if written is None or not _holds(connection, written):
                    written = _write(connection, entries)
                if place.identity(self._file) == self._identity:
                    self._keep_checkpoint(connection)
                    return
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
            self.close()
        raise FaultError(Fault.VANISHED)

    def _ready(self, today: date) -> "Connection":
        """The open file, if it is still the one that has the name."""
        if self._connection is not None:
            if place.identity(self._file) == self._identity:
                return self._connection
            self.close()
        place.make_folder(self._folder)
        with place.alone(self._folder):
            self._connection = self._open(today)
            self._identity = place.identity(self._file)
        self._keep_checkpoint(self._connection)
        return self._connection

    def _open(self, today: date) -> "Connection":
        kept = place.kept_checkpoint(self._folder)
        try:
            return self._open_file(kept, None, today)
        except _DamageError as damaged:
            rows, root = (kept.size, kept.root.hex()) if kept else (0, "")
            found = Break(Cause.DAMAGED, rows, root, damaged.aside)
            return self._open_file(None, found, today)

    def _open_file(self, kept: Checkpoint | None, found: Break | None, today: date) -> "Connection":
        place.make_file(self._file)
        connection = _connect(self._file)
        try:
            self._set_aside_if_damaged(connection)
            self._prepare(connection, kept, found, today)
        except BaseException:
            connection.close()
            raise
        return connection

    def _set_aside_if_damaged(self, connection: "Connection") -> None:
        """Before it is closed: SQLite then leaves the file, and the log beside it, as they are."""
        if _is_sound(connection):
            return
        with closing(_connect(self._file)) as again:  # a fault of the disk may pass; damage stays
            if not _is_sound(again):
                raise _DamageError(place.set_aside(self._file))

    def _prepare(
        self, connection: "Connection", kept: Checkpoint | None, found: Break | None, today: date
    ) -> None:
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        with _Writing(connection):
            if not table.definition(connection):
                connection.execute(f"pragma application_id = {table.APPLICATION}")
            for statement in table.SCHEMA:
                connection.execute(statement)
            found = found or (_difference(connection, kept) if kept else None)
            if found:
                _insert(connection, (broken(found, today),))
        if found:
            self._notice(of_break(found.cause))

    def _keep_checkpoint(self, connection: "Connection") -> None:
        """Keep the newest checkpoint beside the file. It is never newer than the file.

        Who finds another program at it leaves it to that one, which looks once more afterwards.
        No fault comes through: the rows are recorded all the same.
        """
        import sqlite3

        try:
            for _ in range(_TRIES):
                if _head(connection)[0] == place.kept_checkpoint(self._folder):
                    return
                with place.alone_if_free(self._folder) as free:
                    if not free:
                        return
                    place.keep_checkpoint(self._folder, _head(connection)[0])
        except OSError as error:
            self._notice(of_system(error, self._folder))
        except sqlite3.Error as error:
            self._notice(of_sqlite(error, self._folder))

    def _notice(self, fault: Fault) -> None:
        if fault not in self.notices:
            self.notices = (*self.notices, fault)


def _connect(file: Path) -> "Connection":
    import sqlite3

    return sqlite3.connect(
        os.fspath(file),
        timeout=place.PATIENCE,
        isolation_level=None,
        check_same_thread=False,  # the pen sees to it that one thread writes at a time
    )


def _is_sound(connection: "Connection") -> bool:
    """Whether the file is whole, and ours."""
    import sqlite3

    try:
        connection.execute("pragma trusted_schema = off")
        # What each row may hold would take 15 times as long, and `verify` looks at that.
        connection.execute("pragma ignore_check_constraints = on")
        whole = connection.execute("pragma quick_check(1)").fetchone() == ("ok",)
        # A guard that is gone is put up again.
        return whole and table.definition(connection) <= table.right_definition()
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            return False
        raise


class _Writing:
    """A transaction: nobody else writes meanwhile, and it is done whole or not at all."""

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection

    def __enter__(self) -> None:
        self._connection.execute("begin immediate")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        import sqlite3

        if kind is None:
            try:
                self._connection.execute("commit")
            except sqlite3.Error:
                self._undo()
                raise
        else:
            self._undo()

    def _undo(self) -> None:
        import sqlite3

        with suppress(sqlite3.Error):  # SQLite may have done it by itself
            self._connection.execute("rollback")


def _write(connection: "Connection", entries: Sequence[Entry]) -> Checkpoint:
    with _Writing(connection):
        return _insert(connection, entries)


def _insert(connection: "Connection", entries: Sequence[Entry]) -> Checkpoint:
    """Append rows to the chain. Returns where it ends now."""
    (size, chain), day = _head(connection)
    for entry in entries:
        if entry.kind is Kind.WORDING and _is_kept(connection, entry.digest):
            continue
        trusted = max(day, BUILT.isoformat()) <= entry.day
        told = entry._replace(clock_trusted=trusted)
        chain = link(chain, canonical(to_json(told)))
        size = connection.execute(table.INSERT, (*table.values(told), chain)).lastrowid or 0
        day = entry.day
    return Checkpoint(size, chain)


def _head(connection: "Connection") -> tuple[Checkpoint, str]:
    """Where the chain ends, and the day of the last row."""
    found = connection.execute(
        "select seq, chain, day from record order by seq desc limit 1"
    ).fetchone()
    return (Checkpoint(found[0], found[1]), found[2]) if found else (Checkpoint(0, NOTHING), "")


def _is_kept(connection: "Connection", digest: str) -> bool:
    asked = "select 1 from record where kind = 'wording' and digest = ?"
    return connection.execute(asked, (digest,)).fetchone() is not None


def _holds(connection: "Connection", checkpoint: Checkpoint) -> bool:
    if not checkpoint.size:
        return checkpoint.root == NOTHING
    asked = "select 1 from record where seq = ? and chain = ?"
    return connection.execute(asked, checkpoint).fetchone() is not None


def _difference(connection: "Connection", kept: Checkpoint) -> Break | None:
    """What the file lacks of what its checkpoint says."""
    if _holds(connection, kept):
        return None
    size = _head(connection)[0].size
    cause = Cause.CHANGED if size >= kept.size else Cause.CUT if size else Cause.MISSING
    return Break(cause, kept.size, kept.root.hex())
