"""What a clinic wants published: which library, which kinds of files, where they will be."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ketacli.library import Calendar, Library
from ketacli.publishing.kinds import Kind
from ketacli.render.pdf_paper import Paper
from ketacli.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable

    from ketacli.leaflet import Leaflet, Part

    Recorder = Callable[[Leaflet, Library], bytes]


class Stamps(NamedTuple):
    """What stands for the program, its templates, and the tools that it works with: what others
    made is made anew.
    """

    pages: str = ""
    paper: str = ""
    sound: str = ""


class Order(NamedTuple):
    """One publication. Its day is one and the same from its first page to its last."""

    library: Path
    site: Site
    kinds: frozenset[Kind]
    """Of each topic. A web page is always among them: it is where the door leads."""
    day: date
    region: str = ""
    """Whose crisis lines are shown: those of the site where it is empty, or else all."""
    paper: Paper = Paper.A4
    address: str = ""
    """Of the site, with a slash at its end; '' where it is not known."""
    days_in: Path | None = None
    """Where the latest day is kept on which a leaflet was found out of date."""
    compiled_in: Path | None = None
    record: "Recorder | None" = None
    """Makes a sound file of a leaflet."""
    stamps: Stamps = Stamps()

    def opened(self, language: str = "") -> Library:
        """The library in one language, or in its own.

        Where this very machine stands, or how it is set up, decides nothing of what is published.

        Raises:
            NotFoundError: no such library.
            StaleLanguageError: the disclaimer of the language is a translation of other words.
            ContentError: a file that everything needs breaks the rules.
        """
        return Library(
            self.library,
            language=language,
            environment={},
            site=self.site,
            compiled_in=self.compiled_in,
            calendar=Calendar(lambda: self.day, self.days_in),
        )

    def sheet(self, library: Library, title: str, *parts: "Part") -> "Leaflet":
        """A page that is no leaflet: the crisis lines, and what stands below them."""
        return library.sheet("page", title, parts, self.region)

    def settings(self) -> str:
        """What stands for everything here that a page may be made from."""
        site = (self.site.clinic, self.site.region, self.site.require_sign_off, self.site.speech)
        kinds = sorted(self.kinds)
        return repr((self.stamps, site, kinds, self.region, self.paper, self.address))
