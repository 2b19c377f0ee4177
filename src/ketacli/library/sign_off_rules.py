"""Rules for `sign-offs.yaml`: each way in which a sign-off does not count has a name of its own."""

from collections.abc import Iterator
from datetime import date

from ketacli.errors import (
    ContentError,
    NotFoundError,
    NotInstalledError,
    NotWrittenError,
    Problem,
    Severity,
)
from ketacli.library import loading, signing
from ketacli.library.folder import Folder
from ketacli.library.house_rules import at
from ketacli.library.schema_house import GlossaryModel, LibraryModel, TermModel
from ketacli.library.schema_sign_offs import SignOffModel, SignOffsModel
from ketacli.library.signatures import Worth, worth
from ketacli.library.validate import Loc
from ketacli.library.yaml_reader import Node


def of_sign_offs(
    model: SignOffsModel, node: Node, file: str, folder: Folder, today: date
) -> Iterator[Problem]:
    """What is wrong with sign-offs.

    Args:
        model: what the file says.
        node: where it says so.
        file: how problems name it.
        folder: the library's.
        today: the day.
    """
    rules = _Rules(node, file, folder, today)
    for number, one in enumerate(model.sign_offs):
        yield from rules.of_one(one, ("sign_offs", number))
    yield from _disagreeing(model, node, file)


class _Rules:
    """The rules for one sign-off after the other."""

    def __init__(self, node: Node, file: str, folder: Folder, today: date) -> None:
        self._node = node
        self._file = file
        self._folder = folder
        self._today = today
        self._tags = _tags(folder)
        self._terms: dict[str, dict[str, TermModel] | None] = {}

    def of_one(self, one: SignOffModel, loc: Loc) -> Iterator[Problem]:
        """What is wrong with one. What was changed by hand is not looked at any further."""
        if one.seal != signing.seal(one):
            message = "this was changed by hand: the seal does not fit, and it does not count"
            yield at(self._node, (*loc, "seal"), self._file, "sign-off-edited", message)
            return
        yield from self._days(one, loc)
        if self._tags and one.language not in self._tags:
            message = f"the library has no language `{one.language}`"
            yield at(self._node, (*loc, "language"), self._file, "unknown-language", message)
        else:
            yield from self._words(one, loc)
        if one.signature is not None:
            yield from self._signature(one, one.signature, (*loc, "signature"))

    def _days(self, one: SignOffModel, loc: Loc) -> Iterator[Problem]:
        if one.day > self._today:
            message = f"{one.day} has not come yet"
            yield at(self._node, (*loc, "day"), self._file, "future-check", message)
        if one.next_review < self._today:
            message = (
                f"this named {one.next_review} for the next review: the leaflet says that it is "
                "out of date until somebody signs it again"
            )
            found = at(self._node, (*loc, "next_review"), self._file, "sign-off-expired", message)
            yield found._replace(severity=Severity.WARNING)

    def _words(self, one: SignOffModel, loc: Loc) -> Iterator[Problem]:
        try:
            words = self._words_now(one.topic, one.language)
        except NotFoundError:
            message = f"there is no topic `{one.topic}` in `{one.language}`"
            yield at(self._node, (*loc, "topic"), self._file, "unknown-topic", message)
        except ContentError:
            return  # told where it is
        else:
            if words != one.words:
                message = (
                    f"the words have changed since {signing.one_line(one.by)} signed them, so "
                    f"this counts no more; the words that stand there now have the code {words}"
                )
                found = at(self._node, (*loc, "words"), self._file, "sign-off-lapsed", message)
                yield found._replace(severity=Severity.WARNING)

    def _words_now(self, topic: str, language: str) -> str:
        if (terms := self._terms_of(language)) is None:
            raise ContentError(())
        try:
            return signing.words_of(self._folder, topic, language, terms)
        finally:
            self._folder.forget()

    def _terms_of(self, language: str) -> dict[str, TermModel] | None:
        """The glossary of a language, read once; None where it has faults of its own."""
        if language not in self._terms:
            try:
                glossary = loading.load(GlossaryModel, self._folder, f"{language}/glossary.yaml")
                self._terms[language] = {term.id: term for term in glossary.terms}
            except ContentError:
                self._terms[language] = None
        return self._terms[language]

    def _signature(self, one: SignOffModel, signature: str, loc: Loc) -> Iterator[Problem]:
        name = signing.one_line(one.by)
        signers = self._folder.path / signing.SIGNERS
        try:
            found = worth(signing.message(one), signature, name, signers, one.day)
        except NotInstalledError as missing:
            yield self._unread(loc, f"{missing.what} is not installed")
        except NotWrittenError as stuck:
            yield self._unread(loc, stuck.reason)
        else:
            yield from self._worth(found, one, name, loc)

    def _unread(self, loc: Loc, reason: str) -> Problem:
        message = f"nobody can say what this signature is worth: {reason}"
        return at(self._node, loc, self._file, "signature-unread", message)

    def _worth(self, found: Worth, one: SignOffModel, name: str, loc: Loc) -> Iterator[Problem]:
        match found:
            case Worth.FORGED:
                message = "this signature is of something else, or it is none"
                yield at(self._node, loc, self._file, "signature-forged", message)
            case Worth.UNKNOWN:
                message = f"{signing.SIGNERS} has no such key of `{name}` for sign-offs"
                yield at(self._node, loc, self._file, "signer-unknown", message)
            case Worth.EXPIRED:
                message = (
                    f"{signing.SIGNERS} says that the key of `{name}` did not count on {one.day}"
                )
                yield at(self._node, loc, self._file, "signature-expired", message)
            case Worth.GOOD:
                return


def _disagreeing(model: SignOffsModel, node: Node, file: str) -> Iterator[Problem]:
    """Sign-offs of the same words that end on other days: which one counts?"""
    ends: dict[tuple[str, str, str], date] = {}
    for number, one in enumerate(model.sign_offs):
        same = (one.topic, one.language, one.words)
        if same in ends and one.next_review != ends[same]:
            message = (
                f"another sign-off of the same words of `{one.topic}` names another day for the "
                f"next review, and the earlier one, {min(ends[same], one.next_review)}, counts"
            )
            loc: Loc = ("sign_offs", number, "next_review")
            yield at(node, loc, file, "sign-offs-disagree", message)
        ends[same] = min(ends.get(same, one.next_review), one.next_review)


def _tags(folder: Folder) -> tuple[str, ...]:
    try:
        library = loading.load(LibraryModel, folder, "library.yaml")
    except ContentError:  # told by the check of that file
        return ()
    return tuple(language.tag for language in library.languages)
