"""The table that the rows stand in, and rows as values and back. SQL is written here and in
`ledger`, which writes, and `reading`, which reads.
"""

from typing import TYPE_CHECKING, Any

from ketacli.records.entry import Entry, Json, to_json

if TYPE_CHECKING:
    from sqlite3 import Connection

APPLICATION = 0x6B657461
"""'keta': how `file` and others can tell whose file it is."""

COLUMNS = Entry._fields
_YES_NO = {True: 1, False: 0, None: None}
_BOOLEANS = ("right", "clock_trusted")

SCHEMA = (
    """create table if not exists record (
  seq integer primary key autoincrement,
  kind text not null check (kind in ('wording', 'acknowledged', 'refused', 'checked', 'break')),
  day text not null check (day glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  language text not null check (language not glob '*[^A-Za-z0-9-]*' and length(language) <= 35),
  channel text not null check (channel not glob '*[^a-z-]*' and length(channel) <= 20),
  digest text not null check (digest not glob '*[^0-9a-f]*' and length(digest) in (0, 64)),
  topic text not null check (topic not glob '*[^a-z0-9-]*' and length(topic) <= 200),
  question integer not null check (question between 0 and 3),
  "right" integer check ("right" in (0, 1)),
  words text not null check (words = '' or kind in ('wording', 'break')),
  clock_trusted integer not null check (clock_trusted in (0, 1)),
  chain blob not null check (length(chain) = 32)
) strict""",
    """create unique index if not exists a_wording_once on record (digest)
where kind = 'wording'""",
    """create trigger if not exists no_change before update on record
begin select raise(abort, 'a record is never changed'); end""",
    """create trigger if not exists no_removal before delete on record
begin select raise(abort, 'a record is never removed'); end""",
)
INSERT = (
    'insert into record (kind, day, language, channel, digest, topic, question, "right", words, '
    "clock_trusted, chain) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
SELECT = (
    'select seq, chain, kind, day, language, channel, digest, topic, question, "right", words, '
    "clock_trusted from record order by seq"
)


def values(entry: Entry) -> list[object]:
    """What goes into the columns, in their order."""
    written = to_json(entry)
    for name in _BOOLEANS:
        written[name] = _YES_NO[written[name]]
    return [written[name] for name in COLUMNS]


def row(found: tuple[Any, ...]) -> Json:
    """What the columns hold, with yes and no where they are, and anything else as it stands."""
    written: Json = dict(zip(COLUMNS, found, strict=True))
    for name in _BOOLEANS:
        if type(written[name]) is int and written[name] in (0, 1):
            written[name] = bool(written[name])
    return written


def definition(connection: "Connection") -> frozenset[tuple[str, str]]:
    """Every table, index and trigger, by name, as SQLite keeps it."""
    found = connection.execute("select name, coalesce(sql, '') from sqlite_master").fetchall()
    return frozenset((str(name), str(sql)) for name, sql in found)


def right_definition() -> frozenset[tuple[str, str]]:
    """What `definition` finds in a file that nobody tampered with."""
    import sqlite3

    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for statement in SCHEMA:
            connection.execute(statement)
        return definition(connection)
    finally:
        connection.close()
