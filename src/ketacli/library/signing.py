"""Which words a sign-off is about, and which sign-off counts for the words as they stand now."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from ketacli.errors import ContentError, NotFoundError, Wanted
from ketacli.library import inline, loading
from ketacli.library.folder import Folder
from ketacli.library.passages import passages
from ketacli.library.schema_house import TermModel
from ketacli.library.schema_sign_offs import SignOffModel, SignOffsModel
from ketacli.library.words_rated import bare, code_of
from ketacli.library.yaml_reader import Node, read

FILE = "sign-offs.yaml"
SIGNERS = "allowed_signers"
"""Whose keys count, as `ssh-keygen` reads it. It lies beside the content."""


def words_signed(node: Node, language: str, terms: Mapping[str, TermModel]) -> str:
    """What stands for the words of a topic and of the glossary words that it explains."""
    used = {term for passage in passages(node) for term in inline.terms_in(passage.text)}
    explained = {term: _meaning(terms[term]) for term in used if term in terms}
    return code_of([language, bare(node), explained])


def words_of(folder: Folder, topic: str, language: str, terms: Mapping[str, TermModel]) -> str:
    """The same for a topic by its name, whether or not it keeps the rules.

    Raises:
        NotFoundError: there is no such topic.
        ContentError: its file cannot be read.
    """
    name = loading.topic_file(language, topic)
    if (content := folder.read_if_there(name)) is None:
        raise NotFoundError(Wanted.TOPIC, topic)
    return words_signed(read(content, folder.display(name)), language, terms)


def sign_offs(folder: Folder) -> tuple[SignOffModel, ...]:
    """Every sign-off of a library. A file that cannot be read signs nothing."""
    with suppress(ContentError):
        if folder.read_if_there(FILE) is not None:
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
    """All that a sign-off says, as it is signed: a line each, so that none can pass for two."""
    days = (one.day.isoformat(), one.next_review.isoformat())
    said = (one.topic, one.language, one_line(one.by), one_line(one.role), *days, one.words)
    return "".join(f"{line}\n" for line in ("ketacli sign-off 1", *said))


def one_line(text: str) -> str:
    """A text without its line breaks, and with one blank between words."""
    return " ".join(text.split())


def review_by(signed: SignOffModel | None, next_review: date) -> date:
    """The day by which a topic must be checked again."""
    return next_review if signed is None else min(signed.next_review, next_review)


def _meaning(term: TermModel) -> list[str]:
    return [one_line(text) for text in (term.term, term.meaning)]
