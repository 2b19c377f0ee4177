"""Declares the commands of those who answer for the words, and does nothing else: each body is a
call.
"""

from enum import StrEnum, unique
from typing import Annotated

from ketacli.cli.declaring import Argument, Context, Exit, Option, command, group
from ketacli.cli.options import From, Language, Output, Plain, Region, Width
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


@unique
class ChangedFormat(StrEnum):
    """What changes can be printed as."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


@unique
class TopicKind(StrEnum):
    """What a new topic can be."""

    GUIDE = "guide"
    NOTE = "note"


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


@command
def changed(
    ctx: Context,
    topic: _Topic = "",
    *,
    since: Annotated[
        str,
        Option(
            metavar="STATE", help="A day, a Git revision, a library folder, or a code of words."
        ),
    ],
    language: Language = "",
    format_: Annotated[
        ChangedFormat, Option("--format", "-f", help="What to print as.")
    ] = ChangedFormat.TEXT,
    output: Output = "",
    library: From = "",
    plain: Plain = False,
) -> None:
    """Say what has changed since an earlier state."""
    from ketacli.cli.since import Asked
    from ketacli.cli.what_changed import How, changed

    how = How(format_.value, plain or ctx.obj)
    changed(Asked(since, topic, language), how, output, library)


@command
def preview(
    ctx: Context,
    topic: Annotated[
        str, Argument(autocompletion=topic_names, help="Which leaflet. Else the first one.")
    ] = "",
    *,
    acknowledge: Annotated[
        str, Option(metavar="CODE", help="The code of the disclaimer that you have shown.")
    ] = "",
    language: Language = "",
    width: Width = None,
    library: From = "",
    region: Region = "",
    plain: Plain = False,
) -> None:
    """Show a leaflet, and at each save what changes in it."""
    from ketacli.cli.desk import Wishes
    from ketacli.cli.preview import preview

    wishes = Wishes(language, library, region, None, "", width or 0, plain or ctx.obj)
    preview(wishes, topic, acknowledge)


_new = group("new", "Lay down a new topic or language, to be written.")


@_new.command("topic")
def new_topic(
    topic_id: Annotated[
        str, Argument(metavar="ID", help="Small letters and digits, with hyphens between.")
    ],
    *,
    language: Language = "",
    kind: Annotated[
        TopicKind, Option(help="A guide is whole; a note may leave parts out.")
    ] = TopicKind.GUIDE,
    library: From = "",
    plain: Plain = False,  # noqa: ARG001 - every command takes it; this one is linear always
) -> None:
    """Lay down a topic: each part that it needs, empty."""
    from ketacli.cli.new import topic

    topic(topic_id, language, kind.value, library)


@_new.command("language")
def new_language(
    tag: Annotated[str, Argument(metavar="TAG", help="A language tag, as es or pt-BR.")],
    *,
    name: Annotated[str, Option(metavar="NAME", help="What the language calls itself.")],
    library: From = "",
    plain: Plain = False,  # noqa: ARG001 - every command takes it; this one is linear always
) -> None:
    """Lay down a language: each file but the topics, empty."""
    from ketacli.cli.new import language

    language(tag, name, library)
