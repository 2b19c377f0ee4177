"""Declares the commands of those who answer for the words, and does nothing else: each body is a
call.
"""

from enum import StrEnum, unique
from typing import Annotated

from ketacli.cli.declaring import Argument, Exit, Option, command
from ketacli.cli.options import From, Language, Output, Plain
from ketacli.cli.options import topics as topic_names


@unique
class LedgerOrder(StrEnum):
    """How claims can be put together."""

    TOPIC = "topic"
    SOURCE = "source"


@unique
class LedgerFormat(StrEnum):
    """What claims can be printed as."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    JSON = "json"
    CSV = "csv"


@unique
class ReferenceStyle(StrEnum):
    """How sources can be written."""

    VANCOUVER = "vancouver"
    BIBTEX = "bibtex"
    CSL_JSON = "csl-json"


_Topic = Annotated[str, Argument(autocompletion=topic_names, help="Which topic. Else all of them.")]


@command
def claims(
    topic: _Topic = "",
    *,
    by: Annotated[
        LedgerOrder, Option(help="Put together by topic, or by source: what falls with it.")
    ] = LedgerOrder.TOPIC,
    unsourced: Annotated[bool, Option("--unsourced", help="Only claims without a source.")] = False,
    weak: Annotated[
        bool,
        Option("--weak", help="Only claims of a weak kind, or with one source."),
    ] = False,
    language: Language = "",
    format_: Annotated[
        LedgerFormat, Option("--format", "-f", help="What to print as.")
    ] = LedgerFormat.PLAIN,
    output: Output = "",
    library: From = "",
    plain: Plain = False,  # noqa: ARG001 - every command takes it; this one is linear always
) -> None:
    """List every claim: its evidence, its sources, its place."""
    from ketacli.cli.claims import Question, claims

    turned = by is LedgerOrder.SOURCE
    claims(Question(topic, language, unsourced, weak, turned, format_.value), output, library)


@command
def references(
    topic: _Topic = "",
    *,
    style: Annotated[
        ReferenceStyle, Option(help="How each source is written.")
    ] = ReferenceStyle.VANCOUVER,
    used: Annotated[bool, Option("--used", help="Only sources that are cited.")] = False,
    unused: Annotated[bool, Option("--unused", help="Only sources that nothing cites.")] = False,
    missing: Annotated[
        bool, Option("--missing", help="What is cited and not in the list.")
    ] = False,
    language: Language = "",
    output: Output = "",
    library: From = "",
    plain: Plain = False,  # noqa: ARG001 - every command takes it; this one is linear always
) -> None:
    """List the sources, and check their numbers."""
    from ketacli.cli.references import Only, Question, references

    only = Only(used, unused, missing)
    raise Exit(references(Question(topic, language, style.value, only), output, library))
