"""`ketacli kiosk`: makes sure that a kiosk can run here, and hands the terminal to its airlock."""

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from importlib.util import find_spec
from typing import TYPE_CHECKING, NoReturn

from ketacli.cli import output
from ketacli.cli.desk import Wishes, library_folder, read_own_site
from ketacli.cli.folders import cache_folder, site_file, state_folder
from ketacli.cli.surroundings import Surroundings
from ketacli.errors import ContentError, ExitCode, KetacliError, NotInstalledError, UsageError
from ketacli.kiosk.page import MARK_KEY
from ketacli.kiosk.units import UnitKind, unit
from ketacli.library import Library, check_site
from ketacli.site import Site

if TYPE_CHECKING:
    from ketacli.airlock.lock import Lock

_NEEDS = "'textual>=8.2,<9' 'segno>=1.6'"
"""What the extra `kiosk` installs, by name: another project is called ketacli elsewhere."""
_LETTERS_OF_PAGES = f" {MARK_KEY}"
"""The blank presses a button."""
_EVERY_LETTER = "*"
_UNBROKEN = 10_000
"""Columns of a page whose lines the airlock breaks, as wide as its screen is then."""
_MOST_MADE = 40
"""Pages that are made before the first visit, in each language. Others are made when asked for."""


def kiosk(wishes: Wishes, *, locked: bool) -> NoReturn:
    """Be a kiosk until it is told to end.

    Raises:
        UsageError: this is no terminal.
        NotInstalledError: the full screen needs a part that is not there.
        ContentError: `site.yaml`, or what every page needs, breaks the rules.
    """
    if not (os.isatty(0) and os.isatty(1)):
        raise UsageError("A kiosk needs a terminal to read from and to draw on.")
    environment = Surroundings.here().environment
    site = read_own_site(environment)
    linear = wishes.plain or site.accessible
    if not linear and find_spec("textual") is None:
        raise NotInstalledError(
            "The full screen of the kiosk", f"{sys.executable} -m pip install {_NEEDS}"
        )
    from ketacli.airlock import enter, give_up, start_early

    command = _visit(linear=linear)
    early = start_early(command, full_screen=not linear)
    try:
        lock = _lock(wishes, site, linear=linear)
        enter(lock._replace(command=command, locked=locked, early=early or ()))
    except BaseException:  # Ctrl-C too
        if early is not None:
            give_up(early)
        raise


def _lock(wishes: Wishes, site: Site, *, linear: bool) -> "Lock":
    """What the airlock is told, once everything that every page needs is known to be sound."""
    from ketacli.airlock.lock import Lock
    from ketacli.kiosk.room import brief_of

    environment = Surroundings.here().environment
    library = _library(wishes, site)
    _check_site(library)
    _make_ready(wishes, site)
    words = library.kiosk_labels
    return Lock(
        command=(),
        letters=_EVERY_LETTER if linear else _LETTERS_OF_PAGES,
        full_screen=not linear,
        one_moment=words.one_moment,
        out_of_order=f"{words.out_of_order}\n\n{_crisis_lines(library)}",
        brief=brief_of(
            site,
            site_file=site_file(environment),
            library=library.path,
            state=state_folder(environment),
            cache=cache_folder(environment),
        ),
    )


def print_unit(kind: UnitKind, target: str) -> None:
    """Print the systemd unit of a kiosk."""
    output.check(target)
    output.write(unit(kind), target)


def doctor(wishes: Wishes, *, as_json: bool) -> ExitCode:
    """Check this kiosk, and say how it went."""
    from ketacli.kiosk.doctor import Told, run

    output.check(wishes.output)
    surroundings = Surroundings.here()
    environment = surroundings.environment
    site = read_own_site(environment)
    folder = library_folder(wishes.library, environment).absolute()
    width = surroundings.width(wishes.width)
    told = Told(state_folder(environment), _last_record(environment))
    text, fine = run(environment, folder, site, as_json=as_json, width=width, told=told)
    output.write(text, wishes.output)
    return ExitCode.DONE if fine else ExitCode.CONTENT


def _last_record(environment: Mapping[str, str]) -> date | None:
    """The day of the last count, where there is one that can be read."""
    from ketacli.records.faults import FaultError
    from ketacli.records.reading import summary

    folder = state_folder(environment)
    if folder is None:
        return None
    try:
        days = [date.fromisoformat(found.day) for found in summary(folder).tallies]
    except (FaultError, ValueError):  # a day that somebody wrote by hand
        return None
    return max(days, default=None)


def _visit(*, linear: bool) -> tuple[str, ...]:
    """The command line of one visit: an interpreter that listens to nobody but its arguments."""
    command = (sys.executable, "-I", "-m", "ketacli.kiosk")
    return (*command, "--linear") if linear else command


def _library(wishes: Wishes, site: Site, language: str = "") -> Library:
    """The library in a language; '' is the first one of the kiosk."""
    environment = Surroundings.here().environment
    return Library(
        library_folder(wishes.library, environment),
        language=language or next(iter(site.languages), ""),
        environment=environment,
        site=site,
        compiled_in=cache_folder(environment),
    )


def _check_site(library: Library) -> None:
    """Make sure that what `site.yaml` names is in the library.

    Raises:
        ContentError: it is not.
    """
    file = site_file(Surroundings.here().environment)
    if file is not None and (problems := check_site(file, library)):
        raise ContentError(problems)


def _make_ready(wishes: Wishes, site: Site) -> None:
    """Make the pages that visits will show, so that no visit takes long to make one.

    What is faulty is passed over here: a visit keeps it from readers.
    """
    for language in site.languages or tuple(_library(wishes, site).languages):
        with suppress(KetacliError):
            library = _library(wishes, site, language)
            topics = site.topics or tuple(card.id for card in library.cards().cards)
            for topic in topics[:_MOST_MADE]:
                with suppress(KetacliError):
                    library.make_ready(topic)


def _crisis_lines(library: Library) -> str:
    from ketacli.render import Format, renderer
    from ketacli.render.canvas import Canvas

    sheet = library.sheet("help", "", ())
    return renderer(Format.PLAIN)(sheet, Canvas(_UNBROKEN)).strip()
