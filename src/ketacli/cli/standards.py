"""`ketacli check --standard`: a published standard, item by item. For authors: it reads content
files as `check` does, and asks nobody about the disclaimer.
"""

from typing import NamedTuple

from ketacli.cli import output
from ketacli.cli.desk import library_folder
from ketacli.cli.in_pieces import put
from ketacli.cli.surroundings import Surroundings
from ketacli.errors import ExitCode
from ketacli.library import author_desk


class Question(NamedTuple):
    """What an author wants to see."""

    standard: str
    topic: str = ""
    language: str = ""
    format: str = "plain"
    strict: bool = False
    """An item that needs a human fails too."""


def standards(question: Question, target: str, library: str) -> ExitCode:
    """Hold topics against a standard, and say how it went.

    Args:
        question: which standard and which topics, and as what.
        target: where the result goes.
        library: the folder given with --library.

    Raises:
        NotFoundError: there is no such library, language or topic.
        ContentError: some files break the rules; all other topics are printed first.
    """
    output.check(target)
    desk = author_desk(library_folder(library, Surroundings.here().environment))
    pieces, report = desk.by_standard(
        question.standard, question.topic, question.language, format_=question.format
    )
    put(pieces, report.problems, target)
    failing = report.failed + (report.open if question.strict else 0)
    return ExitCode.CONTENT if failing else ExitCode.DONE
