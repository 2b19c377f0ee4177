"""Declares the commands of those who answer for what patients read, and does nothing else: each
body is a call.
"""

from typing import Annotated

from ketacli.cli.declaring import Argument, Option, command
from ketacli.cli.options import From, Language, Plain
from ketacli.cli.options import topics as topic_names


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
