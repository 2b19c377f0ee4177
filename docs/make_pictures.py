"""Draws the picture of the README, a real leaflet: `python docs/make_pictures.py`."""

from pathlib import Path

from ketacli.disclaimer import Channel, acknowledge
from ketacli.library import Library, shipped_library
from ketacli.render.canvas import Canvas
from ketacli.render.rich_view import record

PICTURE = Path(__file__).parent / "leaflet.svg"
_TOPIC = "how-ketamine-works"
_SECTION = "how-fast-and-how-long"
_WIDTH = 76
_LINES = 42


def picture() -> str:
    """The first lines of one section, as `ketacli explain` shows it at 76 columns."""
    library = Library(shipped_library(), language="en")
    words = library.disclaimer
    leaflet = library.issue(_TOPIC, acknowledge(words, words.code, Channel.CODE), "uk")
    command = f"ketacli explain --section {_SECTION}"
    return record(leaflet.only(_SECTION), Canvas(_WIDTH, styled=True), command, _LINES)


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
