"""Leaflets printed for tests, each once: they take long and are looked at from many sides."""

from datetime import date
from functools import cache

from pikepdf import Pdf

from ketacli.labels import Labels
from ketacli.leaflet import Leaflet, Part, Role
from ketacli.library import Library
from ketacli.render import pdf
from ketacli.render.pdf_paper import Paper
from ketacli.render.pdf_sheet import Sheet
from ketacli.text import Line, Paragraph, Span
from support.leaflets import golden_topics, pages
from support.pdf import Element, opened, structure
from support.program import CONTENT

DAY = date(2026, 3, 4)
USUAL, LARGE = (Paper.A4, False), (Paper.A4, True)


@cache
def labels(language: str) -> Labels:
    """The labels of a language that ships: English for any other."""
    library = Library(CONTENT, language="en")
    known = language in library.languages
    return Library(CONTENT, language=language).labels if known else library.labels


def sheet(leaflet: Leaflet, paper: Paper = Paper.A4, *, large: bool = False) -> Sheet:
    """What a leaflet is printed on, with every code that a page can bear."""
    return Sheet(labels(leaflet.language), paper, large, "K7QF-2M9D-XW3B-5T0A", "3HV1-77QD", DAY)


@cache
def shipped(name: str, paper: Paper, large: bool) -> bytes:
    """A page that ships, or a golden one, by its name."""
    leaflet = (pages() | golden_topics())[name]
    return pdf.render(leaflet, sheet(leaflet, paper, large=large))


@cache
def read(name: str, paper: Paper, large: bool) -> tuple[Pdf, Element]:
    """The same file, opened, and the tree of its structure."""
    file = opened(shipped(name, paper, large))
    return file, structure(file)


def printed(leaflet: Leaflet, *, large: bool = False) -> bytes:
    """Any leaflet on A4."""
    return pdf.render(leaflet, sheet(leaflet, large=large))


def said_once(text: str, language: str = "en") -> Leaflet:
    """A leaflet whose title is short and whose one paragraph is a text."""
    return with_line((Span(text),), language)


def with_line(line: Line, language: str = "en") -> Leaflet:
    """A leaflet of one line."""
    return Leaflet("one", language, "Title", (Part(Role.SECTION, "a", "Part", (Paragraph(line),)),))
