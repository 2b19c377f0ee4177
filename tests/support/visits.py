"""Visits to a kiosk for tests: to the shipped library or another one, with a recorder that only
remembers what it was told.
"""

import atexit
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from ketacli.disclaimer import Channel, Disclaimer
from ketacli.kiosk import views
from ketacli.kiosk.page import Page
from ketacli.kiosk.visit import Visit
from ketacli.leaflet import Part
from ketacli.library import Library
from ketacli.render import plain
from ketacli.render.rows import part_rows
from ketacli.site import Site
from support.in_date import IN_DATE
from support.program import CONTENT

_ENDLESS = 1_000_000
TOPIC = "how-ketamine-works"
DOOR = ("language:en", "treated:no", "answer:yes")
"""What a reader chooses who says yes."""
TREATED = ("language:en", "treated:yes", "read")
"""What a reader chooses who had treatment today."""


class Remembers:
    """A recorder. What it is told is in `told`; with `works` off nothing can be written."""

    def __init__(self, *, works: bool = True) -> None:
        self.works = works
        self.told: list[tuple[object, ...]] = []

    def shown(self, disclaimer: Disclaimer, channel: Channel) -> bool:
        self.told.append(("shown", disclaimer.digest, channel))
        return self.works

    def answered(self, disclaimer: Disclaimer, channel: Channel, *, accepted: bool) -> bool:
        self.told.append(("answered", disclaimer.digest, channel, accepted))
        return self.works

    def checked(
        self, topic: str, language: str, question: int, channel: Channel, *, right: bool
    ) -> bool:
        self.told.append(("checked", topic, language, question, channel, right))
        return self.works


@cache
def kept_in() -> Path:
    """A folder for made pages that all tests of one run share."""
    folder = Path(mkdtemp(prefix="ketacli-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def opener(library: Path, site: Site, cache: Path | None = None) -> Callable[[str], Library]:
    """What opens a library in a language."""

    def open_library(language: str) -> Library:
        return Library(
            library,
            language=language,
            site=site,
            compiled_in=cache or kept_in(),
            calendar=IN_DATE,
        )

    return open_library


def visit(
    *choices: str,
    library: Path = CONTENT,
    site: Site = Site(),  # noqa: B008 - a value
    recorder: Remembers | None = None,
    channel: Channel = Channel.KIOSK,
) -> Visit:
    """A visit that has come so far."""
    made = Visit(opener(library, site), site, recorder or Remembers(), channel)
    go(made, *choices)
    return made


def go(made: Visit, *choices: str) -> Page:
    """Follow choices, each of which must be on its page. Returns the page they lead to."""
    for choice in choices:
        assert views.follow(made, choice), (choice, [c.id for c in views.page(made).choices])
    return views.page(made)


def ids(page: Page) -> list[str]:
    """What can be chosen on a page."""
    return [choice.id for choice in page.choices]


def rows_of(*parts: Part) -> list[str]:
    """Every row of some parts, as plain text that is never broken."""
    rows = (row for part in parts for row in part_rows(part))
    return [line for line in plain.lines(rows, _ENDLESS) if line]


def text_of(page: Page) -> str:
    """All that a page says, its choices too, on one line."""
    labels = (choice.label for choice in page.choices)
    return " ".join([page.title, page.progress, *rows_of(*page.parts), *labels])
