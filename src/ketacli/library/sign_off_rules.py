"""Rules for `sign-offs.yaml`: each way in which a sign-off does not count has a name of its own."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from ketacli.errors import ContentError, NotFoundError, NotInstalledError, Problem, Severity
from ketacli.library import loading, signing
from ketacli.library.folder import Folder
from ketacli.library.house_rules import at
from ketacli.library.schema_house import GlossaryModel, LibraryModel
from ketacli.library.schema_sign_offs import SignOffModel, SignOffsModel
from ketacli.library.signatures import Worth, worth
from ketacli.library.validate import Loc
from ketacli.library.yaml_reader import Node

_WORTH = {
    Worth.FORGED: ("signature-forged", "the signature is of other words, or is none"),
    Worth.UNKNOWN: (
        "signer-unknown",
        f"{signing.SIGNERS} has no key of `{{by}}` that made this signature",
    ),
    Worth.EXPIRED: ("signature-expired", "the key of `{by}` did not count on {day}"),
}
_Fault = tuple[str, str, str, Severity]
"""The field, the rule, the message, and how much it matters."""


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
    tags = _tags(folder)
    for number, one in enumerate(model.sign_offs):
        loc: Loc = ("sign_offs", number)
        for name, rule, message, severity in _faults(one, folder, tags, today):
            problem = at(node, (*loc, name), file, rule, message)
            yield problem._replace(severity=severity)
    yield from _disagreeing(model, node, file)


def _faults(
    one: SignOffModel, folder: Folder, tags: tuple[str, ...], today: date
) -> Iterator[_Fault]:
    error, warning = Severity.ERROR, Severity.WARNING
    if one.seal != signing.seal(one):
        message = "this was changed by hand: the seal does not fit, and it does not count"
        yield "seal", "sign-off-edited", message, error
        return
    if one.language not in tags:
        yield "language", "unknown-language", f"there is no language `{one.language}`", error
        return
    if one.day > today:
        yield "day", "future-check", f"{one.day} has not come yet", error
    if one.next_review < today:
        message = f"this counted until {one.next_review}: the topic needs a new check"
        yield "next_review", "sign-off-expired", message, warning
    yield from _words(one, folder)
    if one.signature is not None:
        yield from _signature(one, one.signature, folder)


def _words(one: SignOffModel, folder: Folder) -> Iterator[_Fault]:
    try:
        words = _words_now(folder, one.topic, one.language)
    except NotFoundError:
        message = f"there is no topic `{one.topic}` in `{one.language}`"
        yield "topic", "unknown-topic", message, Severity.ERROR
    except ContentError:
        return  # told where it is
    else:
        if words != one.words:
            message = (
                f"the words have changed since {one.by} signed them, so nobody answers for "
                f"them; the words that stand there now have the code {words}"
            )
            yield "words", "sign-off-lapsed", message, Severity.WARNING


def _words_now(folder: Folder, topic: str, language: str) -> str:
    _, node = loading.load_topic(folder, language, topic)
    glossary = loading.load(GlossaryModel, folder, f"{language}/glossary.yaml")
    return signing.words_signed(node, language, {term.id: term for term in glossary.terms})


def _signature(one: SignOffModel, signature: str, folder: Folder) -> Iterator[_Fault]:
    signers = folder.path / signing.SIGNERS
    try:
        found = worth(signing.message(one), signature, one.by, signers, one.day)
    except NotInstalledError as missing:
        message = f"nobody can look at this signature: {missing.what} is not installed"
        yield "signature", "signature-unread", message, Severity.ERROR
        return
    if found in _WORTH:
        rule, message = _WORTH[found]
        yield "signature", rule, message.format(by=one.by, day=one.day), Severity.ERROR


def _disagreeing(model: SignOffsModel, node: Node, file: str) -> Iterator[Problem]:
    """Sign-offs of the same words that end on other days: which one counts?"""
    ends: dict[tuple[str, str, str], set[date]] = defaultdict(set)
    for number, one in enumerate(model.sign_offs):
        days = ends[one.topic, one.language, one.words]
        if days and one.next_review not in days:
            message = (
                f"another sign-off of the same words of `{one.topic}` names another day for the "
                f"next review; the earlier one, {min(*days, one.next_review)}, counts"
            )
            loc: Loc = ("sign_offs", number, "next_review")
            yield at(node, loc, file, "sign-offs-disagree", message)
        days.add(one.next_review)


def _tags(folder: Folder) -> tuple[str, ...]:
    try:
        library = loading.load(LibraryModel, folder, "library.yaml")
    except ContentError:
        return ()
    return tuple(language.tag for language in library.languages)
