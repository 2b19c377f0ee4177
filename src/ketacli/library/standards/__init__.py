"""Published standards for health information, item by item: what a program can prove of a topic,
what it can disprove, and what a person has to rate. The items are tables beside this file.
"""

from collections.abc import Iterator
from typing import NamedTuple

from ketacli.library.folder import Folder
from ketacli.library.standards import printed, tables
from ketacli.library.standards.report import Report


class Written(NamedTuple):
    """A report in pieces, and the report itself, whose counts are whole after the last piece."""

    pieces: Iterator[str]
    report: Report


def by_standard(
    folder: Folder, standard: str, *, topic: str, language: str, format_: str
) -> Written:
    """Hold topics against a standard.

    Args:
        folder: the library.
        standard: the id of a standard.
        topic: the id of a topic, or '' for all.
        language: the tag of a language, or '' for the first one.
        format_: plain, markdown or json.

    Raises:
        NotFoundError: there is no such topic or language.
        ContentError: `library.yaml` breaks the rules.
    """
    report = Report(folder, standard, topic=topic, language=language)
    write = {"markdown": printed.markdown, "json": tables.as_json}.get(format_, printed.plain)
    return Written(write(report), report)
