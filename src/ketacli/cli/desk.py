"""What every command needs first: the site, the library in the right language, and how to draw for
this reader. One desk for one run.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ketacli.cli import express, formats, output
from ketacli.cli.folders import cache_folder, site_file, state_folder
from ketacli.cli.surroundings import Surroundings, today
from ketacli.leaflet import Leaflet
from ketacli.library import Calendar, Library, read_site, shipped_library
from ketacli.render import Format, renderer
from ketacli.render.canvas import Canvas
from ketacli.site import Site

if TYPE_CHECKING:
    from ketacli.render.pdf_paper import Paper


class Wishes(NamedTuple):
    """The options that every reading command has, as the reader gave them."""

    language: str = ""
    library: str = ""
    region: str = ""
    format: Format | None = None
    output: str = ""
    width: int = 0
    plain: bool = False
    large: bool = False
    paper: "Paper | None" = None
    """Set for this paper, as a PDF, in place of a format."""


class Desk(NamedTuple):
    """One reader's place: their library, their device, their page."""

    wishes: Wishes
    surroundings: Surroundings
    site: Site
    library: Library

    @property
    def linear(self) -> bool:
        """Whether everything must be linear text."""
        return self.wishes.plain or self.site.accessible

    @property
    def format(self) -> Format:
        """What to print as: what was asked, else `terminal` on a terminal and `plain` elsewhere."""
        asked = self.wishes.format
        if self.wishes.plain and asked is Format.TERMINAL:
            return Format.PLAIN
        if asked is not None:
            return asked
        to_screen = self.surroundings.shows and self.wishes.output in {"", "-"}
        return Format.TERMINAL if to_screen and not self.linear else Format.PLAIN

    def draw(self, leaflet: Leaflet) -> str:
        """A leaflet as text, for where it is going."""
        to_file = self.wishes.output not in {"", "-"}
        styled = self.surroundings.styled() and not to_file
        canvas = Canvas(self.surroundings.width(self.wishes.width), styled, self.wishes.large)
        if self.format is Format.SPEECH:
            canvas = canvas._replace(pronunciation=self.library.pronunciation)
        if self.format is not Format.HTML:
            return renderer(self.format)(leaflet, canvas)
        canvas = canvas._replace(words=formats.page_words(leaflet, self.library))
        page = renderer(Format.HTML)(leaflet, canvas)
        return page if to_file else output.in_numbers(page)

    def put(self, leaflet: Leaflet) -> None:
        """Draw a leaflet and write it where the reader wants it."""
        output.write(self.draw(leaflet), self.wishes.output)

    def tell(self, leaflet: Leaflet) -> None:
        """Show a page beside the output, on stderr, in plain words."""
        canvas = Canvas(self.surroundings.width(self.wishes.width))
        output.say(renderer(Format.PLAIN)(leaflet, canvas).rstrip("\n"))


def open_desk(wishes: Wishes) -> Desk:
    """Find the site and open the library.

    Raises:
        UsageError: what is wished for does not go together.
        NotInstalledError: the format needs a part that is not there.
        NotFoundError: no such library or language.
        ContentError: a file that everything needs breaks the rules.
        NotWrittenError: the output is closed.
    """
    formats.check(wishes.format, large=wishes.large and wishes.paper is None)
    output.check(wishes.output)
    surroundings = Surroundings.here()
    environment = surroundings.environment
    site = read_own_site(environment)
    if wishes.output or site.shared_device:
        express.forbid()
    library = Library(
        library_folder(wishes.library, environment),
        language=wishes.language,
        environment=environment,
        site=site,
        compiled_in=cache_folder(environment),
        calendar=Calendar(today, state_folder(environment)),
    )
    desk = Desk(wishes, surroundings, site, library)
    if library.instead_of:
        from ketacli.labels import fill

        shown = library.languages[library.language]
        output.say_wrapped(
            fill(library.labels.language_fallback, wanted=library.instead_of, shown=shown)
        )
    library.region(wishes.region)
    return desk


def library_folder(asked: str, environment: Mapping[str, str]) -> Path:
    """The library to read: `--library`, else `KETACLI_LIBRARY`, else the one that ships."""
    told = asked or environment.get("KETACLI_LIBRARY", "")
    express.rests_on_place(told)
    return Path(os.fsdecode(told)) if told else shipped_library()


def read_own_site(environment: Mapping[str, str]) -> Site:
    """What the `site.yaml` of this device says, or the defaults where there is none.

    Raises:
        ContentError: it breaks the rules.
    """
    file = site_file(environment)
    if file is None:
        return Site()
    express.rests_on_site(file)
    return read_site(file, cache_folder(environment))
