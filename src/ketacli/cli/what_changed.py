"""`ketacli changed`: what became of the words since an earlier state. For authors: it reads content
files as `check` does, and asks nobody about the disclaimer.
"""

from typing import NamedTuple

from ketacli.cli import output
from ketacli.cli.desk import library_folder, read_own_site
from ketacli.cli.git import Checkout
from ketacli.cli.in_pieces import put
from ketacli.cli.since import Asked, meant
from ketacli.cli.surroundings import Surroundings
from ketacli.library import author_desk
from ketacli.render import Format, renderer
from ketacli.render.canvas import Canvas

_TEXT = "text"


class How(NamedTuple):
    """How to tell."""

    format: str = _TEXT
    """text, markdown or json."""
    plain: bool = False
    """As a list, for a voice or braille."""


def changed(asked: Asked, how: How, target: str, library: str) -> None:
    """Print what has changed.

    Args:
        asked: since when, and which topic in which language.
        how: how to tell it.
        target: where it goes.
        library: the folder given with --library.

    Raises:
        UsageError: there is no history where one is needed.
        NotFoundError: there is no such library, language or topic.
        KetacliError: there is no such earlier state, or the topic was not there then.
        ContentError: some files could not be read; all others were compared, and printed first.
    """
    output.check(target)
    surroundings = Surroundings.here()
    folder = library_folder(library, surroundings.environment)
    site = read_own_site(surroundings.environment)
    desk = author_desk(folder)
    with Checkout(folder) as checkout:
        since, topic, language = meant(asked, desk, checkout, site.clinic)
        found = desk.changed(since, topic, language, site.clinic)
    if how.format == Format.JSON:
        put((found.as_json(),), found.problems, target)
        return
    to_screen = surroundings.shows and target in {"", "-"}
    drawn = how.format == _TEXT and to_screen and not (how.plain or site.accessible)
    kind = Format.TERMINAL if drawn else Format.PLAIN
    draw = renderer(Format.MARKDOWN if how.format == Format.MARKDOWN else kind)
    canvas = Canvas(surroundings.width(), surroundings.styled() and drawn)
    put((draw(found.page(marks=drawn), canvas),), found.problems, target)
