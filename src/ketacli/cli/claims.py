"""`ketacli claims`: what each statement rests on, and what falls with a source. For authors: it
reads content files as `check` does, and asks nobody about the disclaimer.
"""

from typing import NamedTuple

from ketacli.cli import output
from ketacli.cli.desk import library_folder
from ketacli.cli.in_pieces import put
from ketacli.cli.surroundings import Surroundings
from ketacli.library import author_desk


class Question(NamedTuple):
    """What an author wants to see."""

    topic: str = ""
    language: str = ""
    unsourced: bool = False
    weak: bool = False
    turned: bool = False
    """By source instead of by topic."""
    format: str = "plain"


def claims(question: Question, target: str, library: str) -> None:
    """Print the ledger.

    Args:
        question: which claims, and as what.
        target: where they go.
        library: the folder given with --library.

    Raises:
        NotFoundError: there is no such library, language or topic.
        ContentError: some files break the rules; the claims of all others are printed first.
    """
    output.check(target)
    desk = author_desk(library_folder(library, Surroundings.here().environment))
    printed = desk.claims(
        question.topic,
        question.language,
        unsourced=question.unsourced,
        weak=question.weak,
        turned=question.turned,
        format_=question.format,
    )
    put(printed.pieces, printed.problems, target)
