"""What can be written down: one row, as a value. No person, no time finer than a day, no free text:
every field is a date, a tag, an id, a digest or a number, or holds words that the clinic published.
"""

import json
import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum, unique
from typing import Any, NamedTuple

from ketacli.disclaimer import Channel, Disclaimer

Json = dict[str, Any]

BUILT = date(2026, 11, 1)
"""No clock that is right shows an earlier day: this was written then."""
QUESTIONS = 3

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LANGUAGE = re.compile(r"[A-Za-z0-9-]{0,35}")
_DIGEST = re.compile(r"(?:[0-9a-f]{64})?")
_ASIDE = re.compile(r"(?:records\.db\.damaged-[0-9]+)?")
_TOPIC = re.compile(r"[a-z0-9-]{0,200}")


# What each field may hold. `date` refuses a 30th of February by an error.
_SOUND: dict[str, Callable[[Any], object]] = {
    "kind": lambda told: type(told) is str,
    "day": lambda told: _DAY.fullmatch(told) and str(date.fromisoformat(told)) == told,
    "language": _LANGUAGE.fullmatch,
    "channel": lambda told: type(told) is str,
    "digest": _DIGEST.fullmatch,
    "topic": _TOPIC.fullmatch,
    "question": lambda told: type(told) is int and 0 <= told <= QUESTIONS,
    "right": lambda told: told is None or type(told) is bool,
    "words": lambda told: type(told) is str,
    "clock_trusted": lambda told: type(told) is bool,
}


@unique
class Kind(StrEnum):
    """What a row is about."""

    WORDING = "wording"
    """These words were shown for the first time."""
    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"
    CHECKED = "checked"
    """A question of an understanding check was answered."""
    BREAK = "break"
    """Rows are missing that once were here."""


@unique
class Cause(StrEnum):
    """Why rows are missing."""

    DAMAGED = "damaged"
    """The file could not be read. It was set aside."""
    MISSING = "missing"
    """The file was gone, or empty, though the checkpoint beside it says there were rows."""
    CUT = "cut"
    """The file had fewer rows than its checkpoint: its end was cut off, or it is an older copy."""
    CHANGED = "changed"
    """The file had other rows than its checkpoint."""
    UNWRITTEN = "unwritten"
    """There was no room to write for so long that not all of it could be kept in memory."""


class Entry(NamedTuple):
    """One row. What a kind does not need is empty."""

    kind: Kind
    day: str
    language: str = ""
    channel: Channel | None = None
    digest: str = ""
    """Of the words of the disclaimer."""
    topic: str = ""
    question: int = 0
    right: bool | None = None
    words: str = ""
    """For a wording its words, for a break what is missing, in canonical JSON."""
    clock_trusted: bool = True
    """Whether the day can be right: not before this program was made, nor before the last row."""


class Break(NamedTuple):
    """What is missing."""

    cause: Cause
    rows: int
    """How many rows there were, or how many were not written."""
    root: str = ""
    """What they were hashed to, in hex, where that is known."""
    aside: str = ""
    """The name of the damaged file."""


_NEEDS = {
    Kind.WORDING: {"language", "channel", "digest", "words"},
    Kind.ACKNOWLEDGED: {"language", "channel", "digest"},
    Kind.REFUSED: {"language", "channel", "digest"},
    Kind.CHECKED: {"language", "channel", "topic", "question", "right"},
    Kind.BREAK: {"words"},
}


def wording(disclaimer: Disclaimer, channel: Channel, day: date) -> Entry:
    """That these words were shown."""
    words = _canonical({**disclaimer._asdict(), "paragraphs": list(disclaimer.paragraphs)})
    return Entry(
        Kind.WORDING, day.isoformat(), disclaimer.language, channel, disclaimer.digest, words=words
    )


def broken(found: Break, day: date) -> Entry:
    """That rows are missing."""
    return Entry(Kind.BREAK, day.isoformat(), words=_canonical(found._asdict()))


def disclaimer_of(words: str) -> Disclaimer:
    """The words that a wording holds.

    Raises:
        ValueError: they are no words of a disclaimer.
    """
    read = _load(words)
    paragraphs = read.pop("paragraphs", None)
    listed: list[Any] = paragraphs if isinstance(paragraphs, list) else [None]
    if not all(isinstance(text, str) for text in (*read.values(), *listed)):
        raise ValueError(words)
    try:
        return Disclaimer(**read, paragraphs=tuple(listed))
    except TypeError as error:
        raise ValueError(words) from error


def break_of(words: str) -> Break:
    """What a break tells.

    Raises:
        ValueError: it tells nothing.
    """
    read = _load(words)
    try:
        found = Break(**read)
        sound = _DIGEST.fullmatch(found.root) and _ASIDE.fullmatch(found.aside)
    except TypeError as error:
        raise ValueError(words) from error
    if not sound or type(read["rows"]) is not int or found.rows < 0:
        raise ValueError(words)
    return found._replace(cause=Cause(found.cause))


def to_json(entry: Entry) -> Json:
    """A row as plain values."""
    channel = entry.channel.value if entry.channel else ""
    return {**entry._asdict(), "kind": entry.kind.value, "channel": channel}


def from_json(written: Json) -> Entry:
    """Read back what `to_json` wrote, and refuse whatever could not be written down.

    Raises:
        ValueError: it is something else.
    """
    if written.keys() != _SOUND.keys():
        raise ValueError(written)
    try:
        sound = all(check(written[name]) for name, check in _SOUND.items())
    except TypeError as error:
        raise ValueError(written) from error
    channel = Channel(written["channel"]) if sound and written["channel"] else None
    entry = Entry(**{**written, "kind": Kind(written["kind"]), "channel": channel})
    if not (sound and _fits(entry)):
        raise ValueError(written)
    return entry


def canonical(written: Json) -> bytes:
    """The one form in which a row is hashed: names in order, no spaces, ASCII letters only."""
    return _canonical(written).encode("ascii")


def _canonical(written: Json) -> str:
    return json.dumps(written, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def _load(words: str) -> Json:
    """A JSON object, if it is written in the canonical form.

    Raises:
        ValueError: it is not.
    """
    try:
        read = json.loads(words)
    except RecursionError as error:
        raise ValueError(words) from error
    if not isinstance(read, dict) or _canonical(read) != words:
        raise ValueError(words)
    return read


def _fits(entry: Entry) -> bool:
    """Whether a row holds what its kind needs and nothing else, so that nothing can hide in it."""
    holds = {name for name, empty in Entry._field_defaults.items() if getattr(entry, name) != empty}
    if holds - {"clock_trusted"} != _NEEDS[entry.kind]:
        return False
    match entry.kind:
        case Kind.WORDING:
            return disclaimer_of(entry.words).digest == entry.digest
        case Kind.BREAK:
            return bool(break_of(entry.words))
        case Kind.ACKNOWLEDGED | Kind.REFUSED | Kind.CHECKED:
            return True
