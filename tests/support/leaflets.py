"""Leaflets for tests: every page that ketacli shows of its own content, by its name, and those of
the small library behind the golden files, which has every kind of block.
"""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from ketacli.cli import disclaimer as disclaimer_command
from ketacli.cli import explain as explain_command
from ketacli.cli.desk import Desk, Wishes
from ketacli.cli.surroundings import Surroundings
from ketacli.cli.topics import page as topics_page
from ketacli.disclaimer import Acknowledgement, Channel, acknowledge
from ketacli.leaflet import Leaflet, Role
from ketacli.library import Library
from ketacli.render import Format, renderer
from ketacli.render.canvas import Canvas
from ketacli.site import Site
from support.content import small_library
from support.in_date import IN_DATE
from support.program import CONTENT, ROOT

GOLDEN = ROOT / "tests" / "golden"


def proof(library: Library) -> Acknowledgement:
    """What a reader who said yes to the words of a library holds."""
    words = library.disclaimer
    return acknowledge(words, words.digest, Channel.CODE)


@cache
def languages() -> tuple[str, ...]:
    """The tag of every language that ships."""
    return tuple(Library(CONTENT, language="en").languages)


@cache
def topics() -> dict[str, Leaflet]:
    """The leaflet of every topic in every language, by `language/topic`."""
    found: dict[str, Leaflet] = {}
    for language in languages():
        library = Library(CONTENT, language=language, calendar=IN_DATE)
        for card in library.cards().cards:
            found[f"{language}/{card.id}"] = library.issue(card.id, proof(library))
    return found


@cache
def golden_topics() -> dict[str, Leaflet]:
    """The leaflets behind the golden files, by topic."""
    texts = {file.stem: file.read_text("utf-8") for file in sorted(GOLDEN.glob("library/*.yaml"))}
    named = {name.replace("-", "_"): text for name, text in texts.items()}
    with TemporaryDirectory() as folder:
        library = Library(small_library(Path(folder), **named), language="en")
        return {name: library.issue(name, proof(library)) for name in texts}


@cache
def sheets() -> dict[str, Leaflet]:
    """Every page that is no topic in every language, by `language/page`."""
    found: dict[str, Leaflet] = {}
    for language in languages():
        desk = _desk(language)
        pages = (
            desk.library.glossary(),
            topics_page(desk, desk.library.cards()),
            topics_page(desk, desk.library.cards(), ("no", "such")),
            disclaimer_command._page(desk),
            explain_command._page_to_ask_about(desk),
        )
        found |= {f"{language}/{number}-{page.id}": page for number, page in enumerate(pages)}
    return found


def pages() -> dict[str, Leaflet]:
    """Topics and sheets."""
    return topics() | sheets()


@cache
def golden_page(topic: str, format_: Format, width: int) -> str:
    """A golden topic as text of a format, with style. Kept, for tests that look at every width."""
    return drawn(own_parts(topic), format_, width, styled=True)


def own_parts(topic: str) -> Leaflet:
    """A golden topic without the parts that every leaflet has, which make each page long."""
    leaflet = golden_topics()[topic]
    shared = {Role.HELP, Role.UNCHECKED, Role.DATES, Role.DISCLAIMER}
    parts = tuple(part for part in leaflet.parts if part.role not in shared)
    return leaflet._replace(parts=parts)


def drawn(leaflet: Leaflet, format_: Format, width: int = 80, *, styled: bool = False) -> str:
    """A leaflet as text of a format."""
    return renderer(format_)(leaflet, Canvas(width, styled))


def _desk(language: str) -> Desk:
    somewhere = Surroundings({}, asks=True, shows=False, columns=80, lines=24)
    library = Library(CONTENT, language=language, calendar=IN_DATE)
    return Desk(Wishes(), somewhere, Site(), library)
