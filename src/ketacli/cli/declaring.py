"""How commands are declared: the program itself, and commands that are built when asked for."""

from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeAlias

import typer
from typer.core import TyperGroup

Context: TypeAlias = typer.Context
Argument, Option, Exit = typer.Argument, typer.Option, typer.Exit
"""What a module that declares commands needs of Typer."""
COMMANDS: dict[str, typer.Typer] = {}
_ON_DEMAND = {
    **dict.fromkeys(("kiosk", "records", "receipt"), "ketacli.cli.staff"),
    **dict.fromkeys(
        ("claims", "references", "changed", "new", "preview"), "ketacli.cli.desk_of_authors"
    ),
    **dict.fromkeys(("sign-off", "status"), "ketacli.cli.desk_of_leads"),
    **dict.fromkeys(("publish", "serve", "export"), "ketacli.cli.desk_of_publishers"),
}
"""Commands that readers need not load, and the module that declares each."""


class _OnDemand(TyperGroup):
    """Builds the one command that is asked for: all of them take a tenth of a start."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Typer's signature
        return [*(name for name in COMMANDS if name not in _ON_DEMAND), *_ON_DEMAND]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - Typer's signature
        if cmd_name in _ON_DEMAND:
            import_module(_ON_DEMAND[cmd_name])
        declared = COMMANDS.get(cmd_name)
        return None if declared is None else typer.main.get_command(declared)

    @property
    def commands(self) -> Any:
        """The names, for 'did you mean'."""
        return dict.fromkeys((*COMMANDS, *_ON_DEMAND))

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


def command(function: Callable[..., None]) -> None:
    """Declare a command by the name of its function, with `-` for `_`."""
    declared = typer.Typer(
        add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
    )
    declared.command()(function)
    COMMANDS[function.__name__.replace("_", "-")] = declared


def group(name: str, says: str, *, alone: bool = False) -> typer.Typer:
    """Declare a command that has commands of its own.

    Args:
        name: what it is called.
        says: its help.
        alone: it does something without one of them, too.
    """
    declared = typer.Typer(
        help=says,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        invoke_without_command=alone,
        no_args_is_help=not alone,
    )
    COMMANDS[name] = declared
    return declared
