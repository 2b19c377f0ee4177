"""Draws the pictures of the docs, all by the program itself: `python docs/make_pictures.py`. Those
of web pages and of paper are drawn by `page_pictures.py`, which this calls.
"""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ketacli.airlock.status import Status
from ketacli.disclaimer import Channel, Disclaimer, acknowledge
from ketacli.kiosk.page import Place
from ketacli.kiosk.presence import ANEW_SECONDS, SECONDS_TO_READ, Presence
from ketacli.kiosk.room import Room
from ketacli.kiosk.visit import Visit
from ketacli.library import Library, shipped_library
from ketacli.render.canvas import Canvas
from ketacli.render.rich_view import record
from ketacli.site import Clinic, Site

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from ketacli.kiosk.screen import ReadingRoom

DOCS = Path(__file__).parent
PICTURE = DOCS / "leaflet.svg"
VISIT = DOCS / "visit"
_TOPIC = "how-ketamine-works"
_SECTION = "how-fast-and-how-long"
_WIDTH = 76
_LINES = 42
_SCREEN = (80, 24)
_MOST_PAGES = 12
_RIDE = 60
"""Steps of the hill, until its trails are deep."""


class Step(NamedTuple):
    """A frame of the visit: what it is called, and what the reader chooses after it."""

    name: str
    choices: tuple[str, ...] = ()


STEPS = (
    Step("start", ("language:en",)),
    Step("treated-today", ("treated:no",)),
    Step("disclaimer", ("answer:yes",)),
    Step("shelf", (f"topic:{_TOPIC}",)),
    Step("first-page", ("page:1", "page:2")),
    Step("a-section", ("mark", "contents", "page:7")),
    Step("the-snow-hill", ("hill",)),
    Step("the-hill-moves", ("hill:step",) * _RIDE),
    Step("trails-deepen", ("back", "contents", "page:18", "check:first")),
    Step("check", ("answer:1",)),
    Step("explained", ("help",)),
    Step("help-now", ("back", "finished")),
    Step("to-take-along"),
)
"""A whole visit. Pages are turned by the choices that stand on them."""


class _Clock:
    """Seconds that pass when they are asked for: a reader who reads before they answer."""

    now = 0.0

    def __call__(self) -> float:
        self.now += SECONDS_TO_READ + ANEW_SECONDS
        return self.now


class _NoRecords:
    """Nothing is written down of a visit that nobody made."""

    def shown(self, _disclaimer: Disclaimer, _channel: Channel) -> bool:
        return True

    def answered(self, _disclaimer: Disclaimer, _channel: Channel, *, accepted: bool) -> bool:
        return accepted

    def checked(
        self, _topic: str, _language: str, _question: int, _channel: Channel, *, right: bool
    ) -> bool:
        return right


def picture() -> str:
    """The first lines of one section, as `ketacli explain` shows it at 76 columns."""
    library = Library(shipped_library(), language="en")
    words = library.disclaimer
    leaflet = library.issue(_TOPIC, acknowledge(words, words.code, Channel.CODE), "uk")
    command = f"ketacli explain --section {_SECTION}"
    return record(leaflet.only(_SECTION), Canvas(_WIDTH, styled=True), command, _LINES)


def visit() -> dict[str, str]:
    """Every frame of a visit to a kiosk, by the name of its file."""
    return asyncio.run(_frames())


async def _frames() -> dict[str, str]:
    from ketacli.kiosk.screen import ReadingRoom, frame
    from ketacli.kiosk.screen_page import Glass

    found: dict[str, str] = {}
    app = ReadingRoom(_room(), Glass(boxes=True, halves=True, quarters=True))
    async with app.run_test(size=_SCREEN) as pilot:
        for name, step in zip(names(), STEPS, strict=True):
            await pilot.pause()
            found[name] = frame(app)
            for choice in step.choices:
                await _touch(app, pilot, choice)
    return found


def names() -> Iterator[str]:
    """The names of the files, in the order of the visit."""
    for number, step in enumerate(STEPS, 1):
        yield f"{number:02}-{step.name}.svg"


def _room() -> Room:
    site = Site(clinic=Clinic("Example clinic"), region="uk")
    visit = Visit(_open, site, _NoRecords(), Channel.KIOSK)
    return Room(visit, site, Status(None), Presence(180, 30, _Clock()))


def _open(language: str) -> Library:
    return Library(shipped_library(), language=language, site=Site(region="uk"))


async def _touch(app: "ReadingRoom", pilot: "Pilot[None]", choice: str) -> None:
    """Touch a button, as a reader does: reading on until it is on the screen. A page is left from
    its end.
    """
    if app.sitting.view.page.place is Place.LEAFLET and choice.startswith("page:"):
        await pilot.press("end")
    for page in range(_MOST_PAGES):
        if place := _place(app, choice):
            await pilot.click(offset=place)
            await pilot.pause()
            return
        behind = _place(app, "more") if page == _MOST_PAGES - 2 else None
        await (pilot.click(offset=behind) if behind else pilot.press("pagedown"))
        await pilot.pause()
    raise LookupError(choice)


def _place(app: "ReadingRoom", choice: str) -> tuple[int, int] | None:
    """Where a button is, or None where it is not on the screen."""
    columns, lines = _SCREEN
    view = app.sitting.view
    places = ((column, line) for line in range(lines) for column in range(columns))
    return next((place for place in places if view.at(*place) == choice), None)


if __name__ == "__main__":
    import page_pictures

    page_pictures.write()
    PICTURE.write_text(picture(), encoding="utf-8")
    VISIT.mkdir(exist_ok=True)
    for name, drawn in visit().items():
        (VISIT / name).write_text(drawn, encoding="utf-8")
