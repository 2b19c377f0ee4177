"""Declares the commands and their options, and does nothing else: each body is a call."""

from collections.abc import Callable
from enum import StrEnum, unique
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from ketacli import __version__
from ketacli.render import Format
from ketacli.render.canvas import LEAST_ASKED, WIDEST


@unique
class CheckFormat(StrEnum):
    """What the problems of `check` can be printed as."""

    PLAIN = "plain"
    JSON = "json"


_COMMANDS: dict[str, typer.Typer] = {}


class _OnDemand(TyperGroup):
    """Builds the one command that is asked for: all of them take a tenth of a start."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Typer's signature
        return list(_COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - Typer's signature
        declared = _COMMANDS.get(cmd_name)
        return None if declared is None else typer.main.get_command(declared)

    @property
    def commands(self) -> Any:
        """The names, for 'did you mean'."""
        return dict.fromkeys(_COMMANDS)

    @commands.setter
    def commands(self, _built: Any) -> None:
        """Nothing is built beforehand."""


app = typer.Typer(
    cls=_OnDemand,
    name="ketacli",
    help="Patient information about ketamine treatment for depression, in plain words.",
    epilog="In a crisis, type ketacli alone: it shows first whom you can call.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _command(function: Callable[..., None]) -> None:
    """Declare a command by the name of its function."""
    declared = typer.Typer(
        add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
    )
    declared.command()(function)
    _COMMANDS[function.__name__] = declared


def _topics(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    from ketacli.cli import complete

    return complete.topics(*_opened(ctx), incomplete)


def _sections(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    from ketacli.cli import complete

    # Typer has not sorted out what stands before an option that still lacks its value.
    topic = ctx.params.get("topic") or next(iter(ctx.args), "")
    return complete.sections(*_opened(ctx), topic, incomplete)


def _languages(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    from ketacli.cli import complete

    return complete.languages(_opened(ctx)[0], incomplete)


def _opened(ctx: typer.Context) -> tuple[str, str]:
    """The library and the language that the line typed so far asks for."""
    return ctx.params.get("library") or "", ctx.params.get("language") or ""


Language = Annotated[
    str,
    typer.Option(
        "--language",
        "-l",
        metavar="TAG",
        autocompletion=_languages,
        help="Language to read in, as en. It must be there.",
    ),
]
Output = Annotated[
    str, typer.Option("--output", "-o", metavar="FILE", help="Write to a file; - is the screen.")
]
As = Annotated[
    Format | None,
    typer.Option(
        "--format", "-f", help="What to print as. Else terminal on a screen, and plain elsewhere."
    ),
]
Width = Annotated[
    int | None,
    typer.Option(
        min=LEAST_ASKED,
        max=WIDEST,
        metavar="N",
        help="Letters in a line. Else the screen's, or 80.",
    ),
]
From = Annotated[
    str, typer.Option("--library", metavar="DIR", help="Read the library in this folder.")
]
Region = Annotated[
    str,
    typer.Option(metavar="NAME", help="Crisis lines of this region: us, uk, eu or all."),
]
Plain = Annotated[
    bool, typer.Option("--plain", help="Linear text without drawings, for a voice or braille.")
]


@app.callback(invoke_without_command=True)
def ketacli(
    ctx: typer.Context,
    *,
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
    plain: Plain = False,
) -> None:
    """Patient information about ketamine treatment for depression, in plain words."""
    ctx.obj = plain
    if version:
        from ketacli.cli.output import write

        write(f"ketacli {__version__}\n")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        from ketacli.cli.desk import Wishes
        from ketacli.cli.start import start

        start(Wishes(plain=plain))


@_command
def explain(
    ctx: typer.Context,
    topic: Annotated[
        str, typer.Argument(autocompletion=_topics, help="Which leaflet. Else the first one.")
    ] = "",
    *,
    section: Annotated[
        str, typer.Option(autocompletion=_sections, metavar="NAME", help="Show one section.")
    ] = "",
    literal: Annotated[
        bool, typer.Option("--literal", help="Leave out pictures in words.")
    ] = False,
    sources: Annotated[bool, typer.Option(help="Show where each sentence comes from.")] = True,
    acknowledge: Annotated[
        str,
        typer.Option(metavar="CODE", help="The code of the disclaimer that you have shown."),
    ] = "",
    pager: Annotated[
        bool, typer.Option("--pager/--no-pager", help="Show a long leaflet page by page.")
    ] = True,
    language: Language = "",
    format_: As = None,
    output: Output = "",
    width: Width = None,
    library: From = "",
    region: Region = "",
    plain: Plain = False,
) -> None:
    """Show a leaflet, once you have said yes to the disclaimer."""
    from ketacli.cli.desk import Wishes
    from ketacli.cli.explain import Question, explain

    wishes = Wishes(language, library, region, format_, output, width or 0, plain or ctx.obj)
    explain(wishes, Question(topic, section, literal, sources, acknowledge, pager))


@_command
def disclaimer(
    ctx: typer.Context,
    *,
    status: Annotated[
        bool, typer.Option("--status", help="Say whether your yes is remembered.")
    ] = False,
    forget: Annotated[bool, typer.Option("--forget", help="Forget your yes.")] = False,
    language: Language = "",
    format_: As = None,
    output: Output = "",
    width: Width = None,
    library: From = "",
    region: Region = "",
    plain: Plain = False,
) -> None:
    """Show the disclaimer and the code of its words."""
    from ketacli.cli.desk import Wishes
    from ketacli.cli.disclaimer import disclaimer

    wishes = Wishes(language, library, region, format_, output, width or 0, plain or ctx.obj)
    disclaimer(wishes, status=status, forget=forget)


@_command
def topics(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(help="Only leaflets with all these words.")
    ] = None,
    *,
    language: Language = "",
    format_: As = None,
    output: Output = "",
    width: Width = None,
    library: From = "",
    region: Region = "",
    plain: Plain = False,
) -> None:
    """List what there is to read."""
    from ketacli.cli.desk import Wishes
    from ketacli.cli.topics import topics

    wishes = Wishes(language, library, region, format_, output, width or 0, plain or ctx.obj)
    topics(wishes, tuple(words or ()))


@_command
def glossary(
    ctx: typer.Context,
    term: Annotated[str, typer.Argument(help="The word to explain. Else all.")] = "",
    *,
    language: Language = "",
    format_: As = None,
    output: Output = "",
    width: Width = None,
    library: From = "",
    region: Region = "",
    plain: Plain = False,
) -> None:
    """Say what a word means."""
    from ketacli.cli.desk import Wishes
    from ketacli.cli.glossary import glossary

    wishes = Wishes(language, library, region, format_, output, width or 0, plain or ctx.obj)
    glossary(wishes, term)


@_command
def check(
    path: Annotated[
        str,
        typer.Argument(help="A library folder or a content file; with --schema a kind, as topic."),
    ] = "",
    *,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail too.")] = False,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON Schema for editors.")
    ] = False,
    format_: Annotated[
        CheckFormat, typer.Option("--format", "-f", help="What to print as.")
    ] = CheckFormat.PLAIN,
    output: Output = "",
    library: From = "",
    plain: Plain = False,  # noqa: ARG001 - every command takes it; this one is linear always
) -> None:
    """Check content: every problem with its file, line and column."""
    from ketacli.cli import check

    if schema:
        check.schema(path, output)
        return
    as_json = format_ is CheckFormat.JSON
    raise typer.Exit(
        check.check(path, as_json=as_json, strict=strict, target=output, library=library)
    )
