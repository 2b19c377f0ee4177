"""What is given out: counts, wordings, breaks. Opens the file for reading only, also on a disk
that cannot be written, and never sets anything aside.
"""

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from ketacli.disclaimer import Disclaimer
from ketacli.records import place, table
from ketacli.records.chain import NOTHING, Checkpoint
from ketacli.records.entry import Break, break_of, disclaimer_of
from ketacli.records.faults import Fault, FaultError, is_damage, of_sqlite, of_system

if TYPE_CHECKING:
    from sqlite3 import Connection

MOST_HIDDEN = 10
"""So many answers to a check question, or fewer, are not given out: they could be one person's."""
_SETTLED = "select count(*) from sqlite_master"


class Tally(NamedTuple):
    """The answers to one disclaimer on one day."""

    day: str
    language: str
    channel: str
    digest: str
    acknowledged: int
    refused: int


class Checked(NamedTuple):
    """The answers to one question of an understanding check, over all days."""

    topic: str
    language: str
    question: int
    right: int
    wrong: int


class Broken(NamedTuple):
    """A row that says that others are missing."""

    seq: int
    day: str
    what: Break


class Summary(NamedTuple):
    """All that is given out."""

    rows: int = 0
    doubtful: int = 0
    """Rows of a day on which the clock was not trusted."""
    tallies: tuple[Tally, ...] = ()
    checked: tuple[Checked, ...] = ()
    breaks: tuple[Broken, ...] = ()
    wordings: tuple[Disclaimer, ...] = ()


_TALLIES = """select day, language, channel, digest, sum(kind = 'acknowledged'),
sum(kind = 'refused') from record where kind in ('acknowledged', 'refused') and day >= ?
group by day, language, channel, digest order by day, language, channel, digest"""
_CHECKED = """select topic, language, question, sum("right"), sum(not "right") from record
where kind = 'checked' group by topic, language, question having count("right") > ?
order by topic, language, question"""
_BREAKS = "select seq, day, words from record where kind = 'break' order by seq"
_WORDINGS = "select words from record where kind = 'wording' order by seq"
_DOUBTFUL = "select count(*) from record where not clock_trusted"
_HEAD = "select seq, chain from record order by seq desc limit 1"


def summary(folder: Path, since: str = "") -> Summary:
    """Everything from a day on. Check questions are counted over all days: the difference between
    two counts would give away single answers.

    Raises:
        FaultError: the records cannot be read.
    """
    with opened(folder) as connection:
        if connection is None:
            return Summary()
        ask = connection.execute
        return Summary(
            _size(connection),
            ask(_DOUBTFUL).fetchone()[0],
            tuple(Tally(*found) for found in ask(_TALLIES, (since,))),
            tuple(Checked(*found) for found in ask(_CHECKED, (MOST_HIDDEN,))),
            _breaks(connection),
            _wordings(connection),
        )


def wordings(folder: Path) -> tuple[Disclaimer, ...]:
    """Every distinct wording that was ever shown, oldest first.

    Raises:
        FaultError: the records cannot be read.
    """
    with opened(folder) as connection:
        return () if connection is None else _wordings(connection)


def newest_checkpoint(folder: Path) -> Checkpoint:
    """How many rows there are now, and what they are hashed to.

    Raises:
        FaultError: the records cannot be read.
    """
    with opened(folder) as connection:
        found = connection and connection.execute(_HEAD).fetchone()
        return Checkpoint(*found) if found else Checkpoint(0, NOTHING)


@contextmanager
def opened(folder: Path) -> Iterator["Connection | None"]:
    """The file, for reading, or None where there is nothing in it yet.

    Raises:
        FaultError: it is not ours to read, it is damaged, or it is no file.
    """
    import sqlite3

    file = folder / place.NAME
    try:
        if not _is_there(file):
            yield None
            return
        with _readable(file) as connection:
            yield connection if table.definition(connection) else None
    except sqlite3.Error as error:
        damaged = is_damage(error) or isinstance(error, sqlite3.OperationalError)
        fault = Fault.UNREADABLE if damaged else of_sqlite(error, folder)
        raise FaultError(fault) from error
    except OSError as error:
        raise FaultError(of_system(error, folder)) from error


def _is_there(file: Path) -> bool:
    try:
        about = file.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    if not stat.S_ISREG(about.st_mode):
        raise FaultError(Fault.NOT_A_FILE)
    return True


@contextmanager
def _readable(file: Path) -> Iterator["Connection"]:
    """SQLite writes beside a file that it only reads. Where it cannot, it gets a copy."""
    import sqlite3

    with closing(_connect(file)) as connection:
        try:
            connection.execute(_SETTLED)
        except sqlite3.OperationalError:
            pass
        else:
            yield connection
            return
    with TemporaryDirectory(prefix="ketacli-") as folder:
        for ending in ("", "-wal"):
            if os.path.lexists(f"{file}{ending}"):
                shutil.copyfile(f"{file}{ending}", f"{folder}/{file.name}{ending}")
        with closing(_connect(Path(folder) / file.name)) as connection:
            yield connection


def _connect(file: Path) -> "Connection":
    import sqlite3
    from urllib.parse import quote

    name = f"file:{quote(os.fsencode(file))}?mode=ro"
    connection = sqlite3.connect(name, uri=True, timeout=place.PATIENCE, isolation_level=None)
    connection.execute("pragma trusted_schema = off")
    # Whatever somebody wrote into the file comes out as text, and is then found to be wrong.
    connection.text_factory = lambda found: found.decode("utf-8", "surrogateescape")
    return connection


def _size(connection: "Connection") -> int:
    found = connection.execute(_HEAD).fetchone()
    return int(found[0]) if found else 0


def _breaks(connection: "Connection") -> tuple[Broken, ...]:
    found = []
    for seq, day, words in connection.execute(_BREAKS):
        try:
            found.append(Broken(seq, day, break_of(words)))
        except ValueError:  # somebody changed it: `verify` says so
            continue
    return tuple(found)


def _wordings(connection: "Connection") -> tuple[Disclaimer, ...]:
    found = []
    for (words,) in connection.execute(_WORDINGS):
        try:
            found.append(disclaimer_of(words))
        except ValueError:  # somebody changed it: `verify` says so
            continue
    return tuple(found)
