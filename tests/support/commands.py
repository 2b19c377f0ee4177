"""Every command of the program, found by asking it: a new one needs no entry here."""

from collections.abc import Iterator
from typing import Any

import typer

from ketacli.cli.app import app


def names() -> list[str]:
    """What a reader types after `ketacli`, first words only."""
    found: list[str] = typer.main.get_command(app).list_commands(None)  # type: ignore[attr-defined]
    return found


def commands(group: Any = None, called: str = "") -> Iterator[tuple[str, Any]]:
    """Every command by what a reader types after `ketacli`, those inside others too."""
    group = group or typer.main.get_command(app)
    for name in group.list_commands(None):
        command = group.get_command(None, name)
        yield f"{called}{name}", command
        if hasattr(command, "list_commands"):
            yield from commands(command, f"{called}{name} ")


def that_write() -> list[str]:
    """The command lines, with some word for each argument that is needed, that have --output."""
    return [
        " ".join([name, *(_some_word(one.opts) for one in command.params if one.required)])
        for name, command in commands()
        if not hasattr(command, "list_commands")
        and any("--output" in parameter.opts for parameter in command.params)
    ]


def _some_word(names: list[str]) -> str:
    """A word for an argument, or an option with a word."""
    option = max(names, key=len)
    return f"{option} word" if option.startswith("--") else "word"
