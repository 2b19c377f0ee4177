"""Declares the commands of those who answer for what patients read, and does nothing else: each
body is a call.
"""

from enum import StrEnum, unique
from typing import Annotated

from ketacli.cli.declaring import Argument, Context, Exit, Option, command
from ketacli.cli.options import From, Language, Output, Plain
from ketacli.cli.options import topics as topic_names


@unique
class StatusFormat(StrEnum):
    """What the state of all topics can be printed as."""

    TEXT = "text"
    JSON = "json"


@command
def sign_off(
    topic: Annotated[str, Argument(autocompletion=topic_names, help="Which topic.")],
    *,
    by: Annotated[str, Option(metavar="NAME", help="Who answers for its words.")],
    role: Annotated[str, Option(metavar="ROLE", help="What they are, as Psychiatrist.")],
    next_review: Annotated[
        str,
        Option(metavar="DAY", help="Until when, as 2027-03-31. Else as the topic says."),
    ] = "",
    key: Annotated[
        str, Option(metavar="FILE", help="Sign it with this key, as ~/.ssh/id_ed25519.")
    ] = "",
    language: Language = "",
    library: From = "",
    plain: Plain = False,  # noqa: ARG001 - every command takes it; this one is linear always
) -> None:
    """Write down who answers for the words of a topic."""
    from ketacli.cli.sign_off import sign_off

    sign_off((topic, language, by, role), next_review, key, library)


@command
def status(
    ctx: Context,
    *,
    clock_is_right: Annotated[
        bool,
        Option("--clock-is-right", help="Forget a later day that was kept: the clock is right."),
    ] = False,
    language: Language = "",
    format_: Annotated[
        StatusFormat, Option("--format", "-f", help="What to print as.")
    ] = StatusFormat.TEXT,
    output: Output = "",
    library: From = "",
    plain: Plain = False,
) -> None:
    """Say what is due, unsigned or out of date."""
    from ketacli.cli.status import Wanted, status

    as_json = format_ is StatusFormat.JSON
    wanted = Wanted(language, as_json, plain or ctx.obj, clock_is_right)
    raise Exit(status(wanted, output, library))
