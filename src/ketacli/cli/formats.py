"""What a format needs before it is printed: the parts of ketacli that are installed apart, and the
words that a page says beside its leaflet.
"""

import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

from ketacli.cli import express
from ketacli.errors import ContentError, NotInstalledError, UsageError
from ketacli.render import Format
from ketacli.render.canvas import PageWords
from ketacli.text import Picture

if TYPE_CHECKING:
    from ketacli.leaflet import Leaflet
    from ketacli.library import Library

_NEEDS_OF_PAGES = "'jinja2>=3.1'"
"""What the extra `leaflets` installs, by name: another project is called ketacli elsewhere."""


def check(format_: Format | None, *, large: bool) -> None:
    """Find out early whether something can be printed as a reader wants it.

    Raises:
        UsageError: letters of this format have no size.
        NotInstalledError: the format needs a part that is not there.
    """
    if large and format_ is not Format.HTML:
        raise UsageError(
            "--large-print needs --format html or pdf: elsewhere letters have no size."
        )
    if format_ is Format.HTML and find_spec("jinja2") is None:
        install = f"{sys.executable} -m pip install {_NEEDS_OF_PAGES}"
        raise NotInstalledError("What makes web pages", install)


def page_words(leaflet: "Leaflet", library: "Library") -> PageWords:
    """What the web page of a leaflet says beside it, where it has a drawing that can move."""
    from ketacli.render.html import TEMPLATES

    express.rests_on_listing(TEMPLATES)
    if not any(isinstance(block, Picture) for part in leaflet.parts for block in part.blocks):
        return PageWords()
    try:
        labels = library.kiosk_labels
    except ContentError:
        return PageWords()  # a drawing that stands still is better than no leaflet
    return PageWords(labels.hill_start, labels.hill_pause)
