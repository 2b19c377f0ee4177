"""`ketacli status`: one screen for the desk, of what is out of date, unsigned, or a translation of
words that have changed. Reads content files as `check` does, and asks nobody about the disclaimer.
"""

from typing import TYPE_CHECKING, NamedTuple

from ketacli.cli import output, status_told
from ketacli.cli.desk import library_folder, read_own_site
from ketacli.cli.folders import state_folder
from ketacli.cli.surroundings import Surroundings, today
from ketacli.errors import ExitCode, NotWrittenError
from ketacli.library import Calendar, author_desk

if TYPE_CHECKING:
    from datetime import date


class Wanted(NamedTuple):
    """What is asked for, and as what."""

    language: str = ""
    """The tag of a language, or '' for all."""
    as_json: bool = False
    linear: bool = False
    clock_is_right: bool = False
    """A later day that was kept is wrong, and is to be forgotten first."""


def status(wanted: Wanted, target: str, library: str) -> ExitCode:
    """Print how each topic stands in each language, and what is wrong with the clock.

    Returns:
        `CONTENT` where something is withdrawn, overdue, broken or stale, where the site withholds
        what nobody has signed, or where the clock has gone back; else `DONE`.

    Raises:
        NotFoundError: there is no such library or language.
        ContentError: `library.yaml` or `site.yaml` breaks the rules.
        NotWrittenError: the output is closed, or the kept day cannot be forgotten.
    """
    output.check(target)
    surroundings = Surroundings.here()
    site = read_own_site(surroundings.environment)
    calendar = Calendar(today, state_folder(surroundings.environment))
    forgotten = _forget(calendar) if wanted.clock_is_right else None
    found = author_desk(library_folder(library, surroundings.environment)).status(
        calendar.today(), wanted.language, require_sign_off=site.require_sign_off
    )
    if any(state.why == "withdrawn" for state in found.topics):
        calendar.found_out_of_date(found.today)
    clock = status_told.Clock(calendar.clock(), calendar.latest(), forgotten)
    if wanted.as_json:
        text = status_told.as_json(found, clock)
    else:
        screen = surroundings.shows and target in {"", "-"}
        width = surroundings.width() if screen else 0
        linear = wanted.linear or site.accessible or not screen
        text = status_told.as_text(found, clock, width, linear=linear)
    output.write(text, target)
    return ExitCode.CONTENT if found.amiss or clock.gone_back else ExitCode.DONE


def _forget(calendar: Calendar) -> "date | None":
    """Let go of the day that was kept. Returns it."""
    kept = calendar.latest()
    try:
        calendar.forget()
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise NotWrittenError("what is kept of the clock", reason) from error
    return kept
