"""Writes down who answers for the words of a topic. What else stands in the file stays as it is,
comments and order too; an earlier sign-off of the same topic by the same person makes room.
"""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ketacli.errors import (
    ContentError,
    NotFoundError,
    NotWrittenError,
    Severity,
    UsageError,
    Wanted,
)
from ketacli.library import loading, signatures, signing
from ketacli.library.auditor import audit_some
from ketacli.library.cards import topic_ids
from ketacli.library.folder import MOST_BYTES, Folder
from ketacli.library.placing import place_instead, place_new
from ketacli.library.schema import TopicModel
from ketacli.library.schema_house import GlossaryModel, LibraryModel
from ketacli.library.schema_sign_offs import LONGEST_SIGNATURE, SignOffModel, SignOffsModel
from ketacli.library.schema_types import LONGEST_PERSON
from ketacli.library.validate import find
from ketacli.library.yaml_reader import Node, items, plain, read
from ketacli.text import hostile

_START = """\
# yaml-language-server: $schema=../docs/schema/sign-offs.json
# Who answers for which words. `ketacli sign-off` writes this; by hand, entries are only taken out.
sign_offs:
"""
_SAME_PERSON = ("topic", "language", "by")
"""By these an entry is known: one person signs one topic in one language once."""
_SAME_WORDS = ("topic", "language", "words")


class Wish(NamedTuple):
    """Who wants to answer for what."""

    topic: str
    language: str
    """A tag, or '' for the library's first language."""
    by: str
    role: str
    next_review: date | None = None
    """None: the day that the topic itself names."""


class SignedOff(NamedTuple):
    """What was written down."""

    entry: SignOffModel
    file: str
    """Where."""
    known: bool = True
    """Not signed with a key that the library does not know under this name."""


def sign_off(folder: Folder, wish: Wish, today: date, key: Path | None = None) -> SignedOff:
    """Write down that somebody answers for the words of a topic as they stand now.

    Args:
        folder: the library's.
        wish: who answers for what.
        today: the day.
        key: the file of a key to sign with; None for a sign-off without a signature.

    Raises:
        NotFoundError: there is no such topic or language.
        ContentError: the topic, or the file of sign-offs, breaks the rules.
        UsageError: the name, the role or the day cannot be written down, or the key cannot sign.
        NotInstalledError: there is no OpenSSH to sign with.
        NotWrittenError: the file cannot be written.
    """
    by, role = _printable(wish.by), _printable(wish.role)
    library = loading.load(LibraryModel, folder, "library.yaml")
    tags = tuple(language.tag for language in library.languages)
    language = wish.language or tags[0]
    if language not in tags:
        raise NotFoundError(Wanted.LANGUAGE, language, tags)
    topic, words = _sound(folder, wish.topic, language, library.topics, today)
    entry = SignOffModel.model_construct(
        topic=wish.topic,
        language=language,
        by=by,
        role=role,
        day=today,
        next_review=_next_review(wish.next_review, topic, today),
        words=words,
        seal="",
    )
    entry = entry.model_copy(update={"seal": signing.seal(entry)})
    _insist_on_one_day(folder, entry)
    if key is not None:
        entry = entry.model_copy(update={"signature": _signature(entry, key)})
        folder.forget()  # it may have taken a while to type what opens the key
    _write(folder, entry)
    return SignedOff(entry, folder.display(signing.FILE), _is_known(folder, entry))


def _sound(
    folder: Folder, topic_id: str, language: str, first: tuple[str, ...], today: date
) -> tuple[TopicModel, str]:
    """A topic without errors, and what stands for its words."""
    try:
        topic, node = loading.load_topic(folder, language, topic_id)
    except NotFoundError as error:
        there_is = topic_ids(folder, language, first)
        raise NotFoundError(Wanted.TOPIC, topic_id, there_is) from error
    found = audit_some(folder.path, (loading.topic_file(language, topic_id),), today).problems
    if faults := tuple(fault for fault in found if fault.severity is Severity.ERROR):
        raise ContentError(faults)
    glossary = loading.load(GlossaryModel, folder, f"{language}/glossary.yaml")
    return topic, signing.words_signed(node, language, {term.id: term for term in glossary.terms})


def _printable(text: str) -> str:
    said = signing.one_line(text)
    if not said or not said.isprintable() or hostile(said) >= 0 or len(said) > LONGEST_PERSON:
        raise UsageError(
            "A sign-off needs a name and a role that can be printed, each of "
            f"{LONGEST_PERSON} letters at most."
        )
    return said


def _next_review(wished: date | None, topic: TopicModel, today: date) -> date:
    day = wished or topic.next_review
    if day <= today:
        raise UsageError(f"The next review comes after today, and {day} does not.")
    if day > topic.next_review:
        raise UsageError(
            f"The topic itself names {topic.next_review} for its next review; a sign-off does not "
            "outlast that."
        )
    return day


def _insist_on_one_day(folder: Folder, entry: SignOffModel) -> None:
    """Make sure that whoever else signed these words names the same day."""
    if folder.read_if_there(signing.FILE) is None:
        return
    for other in loading.load(SignOffsModel, folder, signing.FILE).sign_offs:
        same = all(getattr(other, name) == getattr(entry, name) for name in _SAME_WORDS)
        if same and other.by != entry.by and other.next_review != entry.next_review:
            raise UsageError(
                f"{signing.one_line(other.by)} signed the same words until {other.next_review}. "
                f"Name that day with --next-review, or take that entry out of {signing.FILE}."
            )


def _signature(entry: SignOffModel, key: Path) -> str:
    signature = signing.one_line(signatures.sign(signing.message(entry), key))
    if len(signature) > LONGEST_SIGNATURE:
        raise UsageError("This key makes signatures that are too long.")
    return signature


def _is_known(folder: Folder, entry: SignOffModel) -> bool:
    if entry.signature is None:
        return True
    asked = (signing.message(entry), entry.signature, entry.by, folder.path / signing.SIGNERS)
    return signatures.worth(*asked, entry.day) is signatures.Worth.GOOD


def _write(folder: Folder, entry: SignOffModel) -> None:
    """Write the file anew with one sign-off more, if then it says that and nothing else."""
    file = folder.path / signing.FILE
    there = folder.read_if_there(signing.FILE)
    if there is None:
        place_new(file, _START + _as_yaml(entry, "  "))
        return
    text = there.decode("utf-8")
    before = _entries(text)
    kept = [plain(one) for one in before if not _same(one, entry)]
    whole = _with(text, before, entry)
    after: object = None
    with suppress(ContentError):
        after = [plain(one) for one in _entries(whole)]
    if after != [*kept, _said(entry)]:
        raise _not_written(folder, "it is not laid out as `sign-off` lays it out")
    if len(whole.encode()) > MOST_BYTES:
        raise _not_written(folder, f"it would have more than {MOST_BYTES} bytes")
    place_instead(file, whole.encode())


def _not_written(folder: Folder, reason: str) -> NotWrittenError:
    return NotWrittenError(folder.display(signing.FILE), reason)


def _entries(text: str) -> tuple[Node, ...]:
    found, _ = find(read(text.encode(), signing.FILE), ("sign_offs",))
    return items(found)


def _with(text: str, before: tuple[Node, ...], entry: SignOffModel) -> str:
    """The text with an entry at its end, and without those whose place it takes."""
    lines = text.rstrip("\n").split("\n")
    starts = [found.place.line - 1 for found in before]
    if not starts:
        lines = [re.sub(r"^sign_offs: *\[ *\]", "sign_offs:", line) for line in lines]
        return "\n".join(lines) + "\n" + _as_yaml(entry, "  ")
    indent = lines[starts[0]].partition("-")[0]
    for found, start, end in reversed(
        [*zip(before, starts, [*starts[1:], len(lines)], strict=True)]
    ):
        if _same(found, entry):
            del lines[start : _last(lines, start, end)]
    return "\n".join(lines) + "\n" + _as_yaml(entry, indent)


def _last(lines: list[str], start: int, end: int) -> int:
    """Where an entry ends: what stands above the next one belongs to that."""
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip()[0] == "#"):
        end -= 1
    return end


def _same(found: Node, entry: SignOffModel) -> bool:
    said = plain(found)
    return isinstance(said, dict) and all(said.get(n) == getattr(entry, n) for n in _SAME_PERSON)


def _said(entry: SignOffModel) -> dict[str, str]:
    """An entry as the file has it."""
    return {name: str(value) for name, value in entry.model_dump(exclude_none=True).items()}


def _as_yaml(entry: SignOffModel, indent: str) -> str:
    lines = [*_lines(entry)]
    return f"{indent}- " + f"{indent}  ".join(f"{line}\n" for line in lines)


def _lines(entry: SignOffModel) -> Iterator[str]:
    for name, value in _said(entry).items():
        match name:
            case "topic" | "language" | "day" | "next_review":
                yield f"{name}: {value}"
            case "signature":
                yield f"{name}: >-"
                yield from (f"  {line}" for line in value.split())
            case _:
                yield f"{name}: {json.dumps(value, ensure_ascii=False)}"
