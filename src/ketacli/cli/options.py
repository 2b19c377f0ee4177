"""The options that several commands have, each once, and what completion offers for them."""

from enum import StrEnum, unique
from typing import Annotated

import typer

from ketacli.errors import UsageError
from ketacli.render import Format
from ketacli.render.canvas import LEAST_ASKED, WIDEST
from ketacli.render.pdf_paper import Paper


@unique
class LeafletFormat(StrEnum):
    """What a leaflet can be asked for as: every format, a sound, paper, and a code for phones."""

    TERMINAL = "terminal"
    PLAIN = "plain"
    MARKDOWN = "markdown"
    JSON = "json"
    HTML = "html"
    SPEECH = "speech"
    AUDIO = "audio"
    """Not printed: a speech program records it."""
    PDF = "pdf"
    """Set for paper, and a file of bytes."""
    QR = "qr"
    """Where it is, or the least of it, in a picture that phones read."""


def leaflet_format(asked: LeafletFormat | None) -> tuple[Format | None, bool]:
    """The format to print a leaflet as, and whether it is recorded instead."""
    match asked:
        case None | LeafletFormat.AUDIO | LeafletFormat.PDF | LeafletFormat.QR:
            return None, asked is LeafletFormat.AUDIO
        case _:
            return Format(asked), False


def paper_for(asked: Paper | None, *, printed: bool) -> Paper | None:
    """The paper to print on, and none where nothing is printed.

    Raises:
        UsageError: somebody asks for paper, and nothing is printed.
    """
    if asked is not None and not printed:
        raise UsageError("--paper needs --format pdf: elsewhere pages have no size.")
    return (asked or Paper.A4) if printed else None


def topics(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Offer the ids of leaflets."""
    from ketacli.cli import complete

    return complete.topics(*_opened(ctx), incomplete)


def sections(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Offer the ids of the sections of a leaflet."""
    from ketacli.cli import complete

    # Typer has not sorted out what stands before an option that still lacks its value.
    topic = ctx.params.get("topic") or next(iter(ctx.args), "")
    return complete.sections(*_opened(ctx), topic, incomplete)


def languages(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Offer the tags of languages."""
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
        autocompletion=languages,
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
AsLeaflet = Annotated[
    LeafletFormat | None,
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
LargePrint = Annotated[
    bool, typer.Option("--large-print", help="Letters of 18 points, with --format html or pdf.")
]
OnPaper = Annotated[
    Paper | None,
    typer.Option(help="What a printer is loaded with, with --format pdf. Else a4."),
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
