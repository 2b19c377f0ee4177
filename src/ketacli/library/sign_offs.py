"""Writes down who answers for the words of a topic. What else stands in the file stays as it is,
comments and order too; an earlier sign-off of the same topic by the same person makes room.
"""

import json
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from ketacli.errors import ContentError, Severity, UsageError
from ketacli.library import loading, signing
from ketacli.library.auditor import audit_some
from ketacli.library.folder import Folder
from ketacli.library.placing import place_instead, place_new
from ketacli.library.schema_house import GlossaryModel
from ketacli.library.schema_sign_offs import SignOffModel, SignOffsModel
from ketacli.library.validate import find, validate
from ketacli.library.yaml_reader import Mapping, Node, Sequence, items, read

_START = """\
# yaml-language-server: $schema=../docs/schema/sign-offs.json
# Who answers for which words. `ketacli sign-off` writes this; by hand, entries are only taken out.
sign_offs:
"""


class Wish(NamedTuple):
    """Who wants to answer for what."""

    topic: str
    language: str
    by: str
    role: str
    next_review: date | None = None
    """None: the day that the topic itself names."""


def sign_off(
    folder: Folder, wish: Wish, today: date, sign: Callable[[str], str] | None
) -> SignOffModel:
    """Write down that somebody answers for the words of a topic as they stand now.

    Args:
        folder: the library's.
        wish: who answers for what.
        today: the day.
        sign: gives the signature of a message; None for a sign-off without one.

    Raises:
        NotFoundError: there is no such topic.
        ContentError: the topic, or the file of sign-offs, breaks the rules.
        UsageError: the name, the role or the day cannot be written down.
        NotWrittenError: the file cannot be written.
    """
    name = loading.topic_file(wish.language, wish.topic)
    topic, node = loading.load_topic(folder, wish.language, wish.topic)
    found = audit_some(folder.path, (name, signing.FILE), today).problems
    if faults := tuple(fault for fault in found if fault.severity is Severity.ERROR):
        raise ContentError(faults)
    glossary = loading.load(GlossaryModel, folder, f"{wish.language}/glossary.yaml")
    words = signing.words_signed(node, wish.language, {term.id: term for term in glossary.terms})
    entry = _entry(wish, today, wish.next_review or topic.next_review, words)
    signature = sign(signing.message(entry)) if sign else None
    _write(folder, entry.model_copy(update={"signature": signature}))
    return entry


def _entry(wish: Wish, today: date, next_review: date, words: str) -> SignOffModel:
    by, role = (" ".join(text.split()) for text in (wish.by, wish.role))
    if not (by and role and (by + role).isprintable()):
        raise UsageError("a sign-off needs a name and a role that can be printed")
    if next_review <= today:
        raise UsageError(f"the next review, {next_review}, must come after today")
    entry = SignOffModel.model_construct(
        topic=wish.topic,
        language=wish.language,
        by=by,
        role=role,
        day=today,
        next_review=next_review,
        words=words,
        seal="",
    )
    return entry.model_copy(update={"seal": signing.seal(entry)})


def _write(folder: Folder, entry: SignOffModel) -> None:
    """Write the file anew with one sign-off more; read it back before it takes its place."""
    file = folder.path / signing.FILE
    there = folder.read_if_there(signing.FILE)
    text = _START if there is None else _without(there.decode("utf-8"), entry)
    whole = text.rstrip("\n") + "\n" + _as_yaml(entry)
    validate(SignOffsModel, read(whole.encode(), signing.FILE), signing.FILE)
    if there is None:
        place_new(file, whole)
    else:
        place_instead(file, whole.encode())


def _without(text: str, entry: SignOffModel) -> str:
    """The text of the file without what the same person signed of the same topic before."""
    node = read(text.encode(), signing.FILE)
    entries, _ = find(node, ("sign_offs",))
    lines = text.split("\n")
    if not isinstance(entries, Sequence) or not entries.items:
        head = text.partition("sign_offs:")[0]
        return f"{head}sign_offs:\n"
    starts = [found.place.line - 1 for found in items(entries)]
    ends = [*starts[1:], len(lines)]
    for found, start, end in reversed([*zip(items(entries), starts, ends, strict=True)]):
        if _same(found, entry):
            del lines[start : _last(lines, start, end)]
    return "\n".join(lines)


def _last(lines: list[str], start: int, end: int) -> int:
    """Where an entry ends: what stands above the next one belongs to that."""
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip()[0] == "#"):
        end -= 1
    return end


def _same(found: Node, entry: SignOffModel) -> bool:
    if not isinstance(found, Mapping):
        return False
    said = {key.text: getattr(value, "text", "") for key, value in found.items}
    return all(said.get(name) == getattr(entry, name) for name in ("topic", "language", "by"))


def _as_yaml(entry: SignOffModel) -> str:
    said = {
        "topic": entry.topic,
        "language": entry.language,
        "by": json.dumps(entry.by, ensure_ascii=False),
        "role": json.dumps(entry.role, ensure_ascii=False),
        "day": entry.day.isoformat(),
        "next_review": entry.next_review.isoformat(),
        "words": f'"{entry.words}"',
        "seal": f'"{entry.seal}"',
    }
    lines = [f"    {name}: {value}\n" for name, value in said.items()]
    if entry.signature is not None:
        lines.append("    signature: >-\n")
        lines += [f"      {line}\n" for line in entry.signature.split()]
    return "  - " + "".join(lines).removeprefix("    ")
