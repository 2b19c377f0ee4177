"""Declares the commands of readers and authors, and does nothing else: each body is a call."""

from enum import StrEnum, unique
from typing import Annotated

import typer

from ketacli import __version__
from ketacli.cli.declaring import app, command
from ketacli.cli.options import (
    As,
    AsLeaflet,
    From,
    Language,
    LargePrint,
    LeafletFormat,
    OnPaper,
    Output,
    Plain,
    Region,
    Width,
    leaflet_format,
    paper_for,
    sections,
)
from ketacli.cli.options import topics as topic_names

__all__ = ["app"]


@unique
class CheckFormat(StrEnum):
    """What the problems of `check` can be printed as."""

    PLAIN = "plain"
    JSON = "json"
    MARKDOWN = "markdown"
    """Of a standard only."""


@unique
class CheckStandard(StrEnum):
    """The published standards that `check` knows item by item."""

    PEMAT = "pemat"
    CCI = "cci"
    DISCERN = "discern"
    IPDAS = "ipdas"
    NHS = "nhs"
    JAMA = "jama"


@app.callback(invoke_without_command=True)
def ketacli(
    ctx: typer.Context,
    *,
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
    no_express: Annotated[
        bool, typer.Option("--no-express", help="Keep no answer of this run, and use none.")
    ] = False,
    plain: Plain = False,
) -> None:
    """Patient information about ketamine treatment for depression, in plain words."""
    ctx.obj = plain
    if no_express:
        from ketacli.cli.express import forbid

        forbid()
    if version:
        from ketacli.cli.output import write

        write(f"ketacli {__version__}\n")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        from ketacli.cli.desk import Wishes
        from ketacli.cli.start import start

        start(Wishes(plain=plain))


_Topic = Annotated[
    str, typer.Argument(autocompletion=topic_names, help="Which leaflet. Else the first one.")
]
_Section = Annotated[
    str, typer.Option(autocompletion=sections, metavar="NAME", help="Show one section.")
]
_Literal = Annotated[bool, typer.Option("--literal", help="Leave out pictures in words.")]
_Sources = Annotated[bool, typer.Option(help="Show where each sentence comes from.")]
_Acknowledge = Annotated[
    str, typer.Option(metavar="CODE", help="The code of the disclaimer that you have shown.")
]
_Pager = Annotated[
    bool, typer.Option("--pager/--no-pager", help="Show a long leaflet page by page.")
]
_Speak = Annotated[
    bool,
    typer.Option(
        "--speak", help="Read aloud: space stops and goes on, left and right go a sentence, q ends."
    ),
]


@command
def explain(
    ctx: typer.Context,
    topic: _Topic = "",
    *,
    section: _Section = "",
    literal: _Literal = False,
    sources: _Sources = True,
    acknowledge: _Acknowledge = "",
    pager: _Pager = True,
    speak: _Speak = False,
    language: Language = "",
    format_: AsLeaflet = None,
    large_print: LargePrint = False,
    paper: OnPaper = None,
    output: Output = "",
    width: Width = None,
    library: From = "",
    region: Region = "",
    plain: Plain = False,
) -> None:
    """Show a leaflet, once you have said yes to the disclaimer."""
    from ketacli.cli.desk import Wishes
    from ketacli.cli.explain import Question, explain

    linear, shown, records = plain or ctx.obj, *leaflet_format(format_)
    wishes = Wishes(language, library, region, shown, output, width or 0, linear, large_print)
    wishes = wishes._replace(paper=paper_for(paper, printed=format_ is LeafletFormat.PDF))
    asked = Question(topic, section, literal, sources, acknowledge, pager, speak, records)
    explain(wishes, asked._replace(coded=format_ is LeafletFormat.QR))


@command
def disclaimer(
    ctx: typer.Context,
    *,
    status: Annotated[
        bool, typer.Option("--status", help="Say whether your yes is remembered.")
    ] = False,
    forget: Annotated[bool, typer.Option("--forget", help="Forget your yes.")] = False,
    language: Language = "",
    format_: As = None,
    large_print: LargePrint = False,
    output: Output = "",
    width: Width = None,
    library: From = "",
    region: Region = "",
    plain: Plain = False,
) -> None:
    """Show the disclaimer and the code of its words."""
    from ketacli.cli.desk import Wishes
    from ketacli.cli.disclaimer import disclaimer

    linear = plain or ctx.obj
    wishes = Wishes(language, library, region, format_, output, width or 0, linear, large_print)
    disclaimer(wishes, status=status, forget=forget)


@command
def topics(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(help="Only leaflets with all these words.")
    ] = None,
    *,
    language: Language = "",
    format_: As = None,
    large_print: LargePrint = False,
    output: Output = "",
    width: Width = None,
    library: From = "",
    region: Region = "",
    plain: Plain = False,
) -> None:
    """List what there is to read."""
    from ketacli.cli.desk import Wishes
    from ketacli.cli.topics import topics

    linear = plain or ctx.obj
    wishes = Wishes(language, library, region, format_, output, width or 0, linear, large_print)
    topics(wishes, tuple(words or ()))


@command
def glossary(
    ctx: typer.Context,
    term: Annotated[str, typer.Argument(help="The word to explain. Else all.")] = "",
    *,
    language: Language = "",
    format_: As = None,
    large_print: LargePrint = False,
    output: Output = "",
    width: Width = None,
    library: From = "",
    region: Region = "",
    plain: Plain = False,
) -> None:
    """Say what a word means."""
    from ketacli.cli.desk import Wishes
    from ketacli.cli.glossary import glossary

    linear = plain or ctx.obj
    wishes = Wishes(language, library, region, format_, output, width or 0, linear, large_print)
    glossary(wishes, term)


_Checked = Annotated[
    str,
    typer.Argument(
        help="A library folder or a content file; with --schema a kind, as topic; with --standard "
        "a topic."
    ),
]
_Fix = Annotated[
    bool, typer.Option("--fix", help="First mend blanks, quotes and the order of names.")
]


_ChangedOnly = Annotated[
    bool, typer.Option("--changed-only", help="Only files that differ from Git's last commit.")
]
_CheckedAs = Annotated[CheckFormat, typer.Option("--format", "-f", help="What to print as.")]
_Watch = Annotated[bool, typer.Option("--watch", help="Check again at each save, until Ctrl-C.")]
_Jobs = Annotated[
    int,
    typer.Option(min=0, max=256, metavar="N", help="How many processes. Else as many as pay."),
]


@command
def check(
    path: _Checked = "",
    *,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail too.")] = False,
    fix: _Fix = False,
    changed_only: _ChangedOnly = False,
    jobs: _Jobs = 0,
    watch: _Watch = False,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON Schema for editors.")
    ] = False,
    standard: Annotated[
        CheckStandard | None,
        typer.Option(help="Hold one topic, or all, against a published standard."),
    ] = None,
    language: Language = "",
    format_: _CheckedAs = CheckFormat.PLAIN,
    output: Output = "",
    library: From = "",
    plain: Plain = False,  # noqa: ARG001 - every command takes it; this one is linear always
) -> None:
    """Check content: every problem with its file, line and column."""
    from ketacli.cli import check

    if schema:
        check.schema(path, output)
        return
    if standard is not None:
        from ketacli.cli.standards import Question, standards

        question = Question(standard.value, path, language, format_.value, strict)
        raise typer.Exit(standards(question, output, library))
    if format_ is CheckFormat.MARKDOWN:
        raise typer.BadParameter("markdown is for --standard", param_hint="--format")
    if fix:
        check.fix(path, library)
    how = check.How(format_ is CheckFormat.JSON, strict, changed_only, jobs)
    if watch:
        check.watch(path, how, library)
    raise typer.Exit(check.check(path, how, target=output, library=library))


@command
def cache(
    *,
    clear: Annotated[bool, typer.Option("--clear", help="Remove what is kept.")] = False,
    show: Annotated[bool, typer.Option("--show", help="Say how much is kept.")] = False,
    output: Output = "",
    plain: Plain = False,  # noqa: ARG001 - every command takes it; this one is linear always
) -> None:
    """Show or clear what is kept to answer sooner."""
    del show  # without an option it shows, too
    from ketacli.cli import cache

    cache.cache(output, clear=clear)
