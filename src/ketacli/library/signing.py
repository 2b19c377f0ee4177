"""Which words a sign-off is about, and which sign-off counts for the words as they stand now."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from ketacli.errors import ContentError
from ketacli.library import inline, loading
from ketacli.library.folder import Folder
from ketacli.library.passages import passages
from ketacli.library.schema_house import TermModel
from ketacli.library.schema_sign_offs import SignOffModel, SignOffsModel
from ketacli.library.standards.words_rated import bare, code_of
from ketacli.library.yaml_reader import Node

FILE = "sign-offs.yaml"
SIGNERS = "allowed_signers"
"""Whose keys count, as `ssh-keygen` reads it. It lies beside the content."""


def words_signed(node: Node, language: str, terms: Mapping[str, TermModel]) -> str:
    """What stands for the words of a topic and of the glossary words that it explains."""
    used = {term for passage in passages(node) for term in inline.terms_in(passage.text)}
    explained = {term: _meaning(terms[term]) for term in used if term in terms}
    return code_of([language, bare(node), explained])


def sign_offs(folder: Folder) -> tuple[SignOffModel, ...]:
    """Every sign-off of a library. A file that cannot be read signs nothing."""
    if folder.read_if_there(FILE) is None:
        return ()
    with suppress(ContentError):
        return loading.load(SignOffsModel, folder, FILE).sign_offs
    return ()


def counting(
    found: tuple[SignOffModel, ...], topic_id: str, language: str, words: str
) -> SignOffModel | None:
    """The sign-off that counts for these words: of several, the one that ends first."""
    ours = [
        one
        for one in found
        if (one.topic, one.language, one.words) == (topic_id, language, words)
        and one.seal == seal(one)
    ]
    return min(ours, key=lambda one: (one.next_review, one.day), default=None)


def seal(one: SignOffModel) -> str:
    """What stands for all that a sign-off says."""
    return code_of(message(one))


def message(one: SignOffModel) -> str:
    """All that a sign-off says, as it is signed."""
    days = (one.day.isoformat(), one.next_review.isoformat())
    said = (one.topic, one.language, one.by, one.role, *days, one.words)
    return "".join(f"{line}\n" for line in ("ketacli sign-off 1", *said))


def review_by(signed: SignOffModel | None, next_review: date) -> date:
    """The day by which a topic must be checked again."""
    return next_review if signed is None else min(signed.next_review, next_review)


def _meaning(term: TermModel) -> list[str]:
    return [" ".join(text.split()) for text in (term.term, term.meaning)]
