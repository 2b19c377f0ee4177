"""`ketacli explain --format pdf`: a leaflet as a file for a printer and for screen readers."""

from ketacli.cli import express, output
from ketacli.cli.desk import Desk
from ketacli.errors import UsageError
from ketacli.leaflet import Leaflet
from ketacli.render import pdf
from ketacli.render.pdf_paper import Paper
from ketacli.render.pdf_sheet import Sheet


def check(desk: Desk) -> None:
    """Find out early whether a PDF can be made and has somewhere to go.

    Raises:
        UsageError: it would go to a screen.
        NotInstalledError: Typst is not there.
    """
    if desk.surroundings.shows and desk.wishes.output in {"", "-"}:
        raise UsageError("--format pdf needs --output with a file: a screen cannot show it.")
    pdf.check()


def print_out(desk: Desk, leaflet: Leaflet, paper: Paper) -> None:
    """Write a leaflet as a PDF, whole or not at all.

    Raises:
        NotInstalledError: a font that it needs is not there.
        NotWrittenError: it has a letter that no font has, or the file cannot be made.
    """
    express.forbid()  # fonts that are installed later change what is printed
    output.write(pdf.render(leaflet, sheet(desk, leaflet, paper)), desk.wishes.output)


def sheet(desk: Desk, leaflet: Leaflet, paper: Paper) -> Sheet:
    """What a leaflet is printed on for this reader."""
    library = desk.library
    return Sheet(
        labels=library.labels,
        paper=paper,
        large=desk.wishes.large,
        acknowledged=library.disclaimer.code,
        checked=library.last_checked(leaflet.id),
    )
