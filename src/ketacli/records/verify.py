"""Whether the rows are those that were written: none changed, moved or missing. Without a
checkpoint from elsewhere, an end that was cut off, or a file forged whole, cannot be told.
"""

from collections.abc import Iterator
from enum import StrEnum, unique
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ketacli.records import place, table
from ketacli.records.chain import NOTHING, Checkpoint, link
from ketacli.records.entry import canonical
from ketacli.records.reading import opened

if TYPE_CHECKING:
    from sqlite3 import Connection


@unique
class Flaw(StrEnum):
    """What is wrong at a row."""

    CHANGED = "this row was changed, or the one before it was put in another place"
    MISSING = "rows are missing before this one"
    CUT = "rows are missing from here on"
    OTHER = "the rows up to here are not those that the checkpoint stands for"
    DEFINITION = "the table or its triggers were changed"
    FILE = "the file is damaged"


class Found(NamedTuple):
    """A fault, and the first row that it concerns; 0 means the file as a whole."""

    seq: int
    flaw: Flaw


class Verdict(NamedTuple):
    """What was found in how many rows."""

    rows: int
    faults: tuple[Found, ...]


def verify(folder: Path, checkpoint: Checkpoint | None = None) -> Verdict:
    """Look at every row.

    Args:
        folder: where the records are.
        checkpoint: one that was kept elsewhere. The one beside the file is always compared too.

    Raises:
        FaultError: the records cannot be read at all.
    """
    # First, because the file may grow meanwhile: it then has more rows, and never fewer.
    kept = place.kept_checkpoint(folder)
    checkpoints = tuple(filter(None, (checkpoint, kept)))
    with opened(folder) as connection:
        if connection is None:
            rows, faults = 0, tuple(_compared({0: NOTHING}, checkpoints))
        else:
            rows, faults = _walk(connection, checkpoints)
    once = dict.fromkeys(faults)  # both checkpoints may tell the same
    return Verdict(rows, tuple(sorted(once, key=lambda found: found.seq)))


def _walk(
    connection: "Connection", checkpoints: tuple[Checkpoint, ...]
) -> tuple[int, tuple[Found, ...]]:
    connection.execute("begin")  # one moment, for all that follows
    faults = [*_whole_file(connection)]
    marks = {0: NOTHING}
    rows, chain = 0, NOTHING
    for seq, stored, *columns in connection.execute(table.SELECT):
        if seq != rows + 1:
            faults.append(Found(seq, Flaw.MISSING))
        expected = _expected(chain, tuple(columns))
        if stored != expected:
            faults.append(Found(seq, Flaw.CHANGED))
        rows, chain = seq, stored if isinstance(stored, bytes) else expected
        if any(rows == checkpoint.size for checkpoint in checkpoints):
            marks[rows] = chain
    marks.setdefault(rows, chain)
    counted = connection.execute("select max(seq) from sqlite_sequence").fetchone()[0] or 0
    if counted > rows:
        faults.append(Found(rows + 1, Flaw.CUT))
    return rows, (*faults, *_compared(marks, checkpoints))


def _expected(chain: bytes, columns: tuple[object, ...]) -> bytes:
    """What the rows up to this one must be hashed to. Nothing fits what cannot be written."""
    try:
        return link(chain, canonical(table.row(columns)))
    except TypeError:
        return b""


def _whole_file(connection: "Connection") -> Iterator[Found]:
    if table.definition(connection) != table.right_definition():
        yield Found(0, Flaw.DEFINITION)
    if connection.execute("pragma integrity_check(1)").fetchone() != ("ok",):
        yield Found(0, Flaw.FILE)


def _compared(marks: dict[int, bytes], checkpoints: tuple[Checkpoint, ...]) -> Iterator[Found]:
    """What differs from the checkpoints, by what the rows up to theirs are hashed to."""
    rows = max(marks)
    for checkpoint in checkpoints:
        if checkpoint.size > rows:
            yield Found(rows + 1, Flaw.CUT)
        elif marks.get(checkpoint.size) != checkpoint.root:
            yield Found(checkpoint.size, Flaw.OTHER)
