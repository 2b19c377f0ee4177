"""Declares the commands of those who run a kiosk, and does nothing else: each body is a call."""

from enum import StrEnum, unique
from typing import Annotated

import typer

from ketacli.cli.declaring import command, group
from ketacli.cli.options import From, Output, Plain, Width
from ketacli.kiosk.units import UnitKind


@unique
class DataFormat(StrEnum):
    """What a table can be printed as."""

    PLAIN = "plain"
    JSON = "json"


@unique
class RecordsFormat(StrEnum):
    """What counts can be printed as."""

    PLAIN = "plain"
    JSON = "json"
    CSV = "csv"


_kiosk = group("kiosk", "Turn this terminal into a kiosk for patients.", alone=True)


@_kiosk.callback()
def kiosk(
    ctx: typer.Context,
    *,
    linear: Annotated[
        bool, typer.Option("--linear", help="A plain stream of numbered questions, for a voice.")
    ] = False,
    locked: Annotated[
        bool, typer.Option("--locked", help="No way out by keyboard or touch. Else Ctrl-Q ends it.")
    ] = False,
    print_unit: Annotated[
        UnitKind | None,
        typer.Option("--print-unit", help="Print the systemd unit of such a kiosk, and end."),
    ] = None,
    output: Output = "",
    library: From = "",
    plain: Plain = False,
) -> None:
    """Turn this terminal into a kiosk for patients."""
    if ctx.invoked_subcommand is not None:
        return
    from ketacli.cli import kiosk

    if print_unit is not None:
        kiosk.print_unit(print_unit, output)
        return
    from ketacli.cli.desk import Wishes

    wishes = Wishes(library=library, plain=linear or plain or ctx.obj)
    kiosk.kiosk(wishes, locked=locked)


@_kiosk.command()
def doctor(
    ctx: typer.Context,
    *,
    format_: Annotated[
        DataFormat, typer.Option("--format", "-f", help="What to print as.")
    ] = DataFormat.PLAIN,
    output: Output = "",
    width: Width = None,
    library: From = "",
    plain: Plain = False,
) -> None:
    """Check this kiosk: letters, times, speech, locks, content."""
    del ctx, plain
    from ketacli.cli import kiosk
    from ketacli.cli.desk import Wishes

    wishes = Wishes(library=library, output=output, width=width or 0)
    raise typer.Exit(kiosk.doctor(wishes, as_json=format_ is DataFormat.JSON))


_records = group("records", "Count who said yes or no, without a person in it.")


@_records.command()
def show(
    *,
    since: Annotated[
        str, typer.Option(metavar="DAY", help="From this day on, as 2026-11-26.")
    ] = "",
    format_: Annotated[
        RecordsFormat, typer.Option("--format", "-f", help="What to print as.")
    ] = RecordsFormat.PLAIN,
    output: Output = "",
    plain: Plain = False,
) -> None:
    """Show how many said yes or no, day by day, and visits a week."""
    del plain
    from ketacli.cli import records

    records.show(since, format_.value, output)


@_records.command()
def verify(
    *,
    checkpoint: Annotated[
        str,
        typer.Option(metavar="FILE", help="A checkpoint that was kept elsewhere; - is stdin."),
    ] = "",
    output: Output = "",
    plain: Plain = False,
) -> None:
    """Find any record that was changed, moved or taken away."""
    del plain
    from ketacli.cli import records

    raise typer.Exit(records.verify(checkpoint, output))


@_records.command()
def checkpoint(*, output: Output = "", plain: Plain = False) -> None:
    """Print what stands for all records, to keep elsewhere."""
    del plain
    from ketacli.cli import records

    records.checkpoint(output)


@command
def receipt(
    code: Annotated[str, typer.Argument(help="The receipt code, as K7QF-2M9D-XW3B-5T0A.")],
    *,
    output: Output = "",
    library: From = "",
    plain: Plain = False,
) -> None:
    """Print the words that a receipt code stands for."""
    del plain
    from ketacli.cli import receipt

    receipt.receipt(code, output, library)
