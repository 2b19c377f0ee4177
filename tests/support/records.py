"""What tests of the records write, and what they do to the file behind its back."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from ketacli.disclaimer import Channel, Disclaimer
from ketacli.records import place, table
from ketacli.records.chain import NOTHING, link
from ketacli.records.entry import canonical
from ketacli.records.pen import Pen

DAY = date(2027, 3, 1)
WORDS = Disclaimer("en", "Title", ("One.", "Two."), "Yes?", "yes", "no")
SPANISH = Disclaimer("es", "T\u00edtulo", ("Uno.",), "\u00bfS\u00ed?", "s\u00ed", "no")


_HELD: list[Pen] = []


def pen(folder: Path | None, today: Callable[[], date] = lambda: DAY) -> Pen:
    _HELD.append(Pen(folder, today))
    return _HELD[-1]


def let_go_of_pens() -> None:
    """Close what a test left open: a newer Python tells of connections that nobody closed."""
    while _HELD:
        _HELD.pop().close()


def tick(writer: Pen, number: int) -> bool:
    """Write a row that can be found again by its number."""
    return writer.checked(f"t{number}", "en", 1, Channel.KIOSK, right=True)


def write(folder: Path, rows: int) -> Pen:
    """Write some rows and let go of the file."""
    writer = pen(folder)
    for number in range(rows):
        assert tick(writer, number), writer.fault
    writer.close()
    return writer


@contextmanager
def behind(folder: Path) -> Iterator[sqlite3.Connection]:
    """The file in the hands of somebody who knows SQLite, and takes its guards away."""
    connection = sqlite3.connect(folder / place.NAME, isolation_level=None)
    connection.execute("drop trigger if exists no_change")
    connection.execute("drop trigger if exists no_removal")
    connection.execute("pragma ignore_check_constraints = on")
    try:
        yield connection
        for statement in table.SCHEMA:
            connection.execute(statement)
    finally:
        connection.close()


def ticks(folder: Path) -> list[int]:
    """The numbers of the rows that are there, in order."""
    connection = sqlite3.connect(folder / place.NAME, isolation_level=None)
    try:
        asked = "select topic from record where kind = 'checked' order by seq"
        return [int(topic[1:]) for (topic,) in connection.execute(asked)]
    finally:
        connection.close()


def kinds(folder: Path) -> list[str]:
    """The kinds of the rows, in order."""
    connection = sqlite3.connect(folder / place.NAME, isolation_level=None)
    try:
        return [kind for (kind,) in connection.execute("select kind from record order by seq")]
    finally:
        connection.close()


def hash_again(connection: sqlite3.Connection) -> None:
    """Give every row the hash that fits what it holds now, as a forger would."""
    chain = NOTHING
    for seq, _, *columns in connection.execute(table.SELECT).fetchall():
        chain = link(chain, canonical(table.row(tuple(columns))))
        connection.execute("update record set chain = ? where seq = ?", (chain, seq))
