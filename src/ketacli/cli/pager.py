"""Shows a long text through the reader's own pager. The only place that starts another program."""

import shlex
from collections.abc import Mapping
from pathlib import Path
from shutil import which

from ketacli.cli.output import encoded

_LESS = "less"
_ENDED_BY_CTRL_C = (-2, 130)
"""By the signal itself, and as a shell says it."""


def pager(environment: Mapping[str, str]) -> list[str]:
    """The command that shows a long text, or nothing where there is none."""
    told = environment.get("PAGER")
    try:
        command = shlex.split(_LESS if told is None else told)
    except ValueError:
        return []
    if not command or which(command[0], path=environment.get("PATH")) is None:
        return []
    return [*command, "-R"] if is_less(command) else command


def is_less(command: list[str]) -> bool:
    """Whether the pager shows bold and underline as they are meant."""
    return Path(command[0]).name == _LESS


def page(text: str, command: list[str], environment: Mapping[str, str]) -> bool:
    """Show a text. Returns False where the pager could not be started, or failed."""
    import signal
    import sys
    from subprocess import PIPE, Popen

    # No shell and no editor out of the pager, and no search words in a history file.
    secure = {**environment, "LESSSECURE": "1", "LESSHISTFILE": "-"}
    try:
        program = Popen(command, stdin=PIPE, env=secure)  # noqa: S603 - the reader's own PAGER
    except OSError:
        return False
    ctrl_c = signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is the pager's key now
    try:
        program.communicate(encoded(text, sys.stdout.encoding))  # a pager may end early
    finally:
        signal.signal(signal.SIGINT, ctrl_c)
    # A pager that failed may have shown nothing, and what was not shown was not read.
    return program.returncode in {0, *_ENDED_BY_CTRL_C}


def fits(text: str, lines: int) -> bool:
    """Whether a text stands on one screen, the next prompt included."""
    return text.count("\n") < lines
