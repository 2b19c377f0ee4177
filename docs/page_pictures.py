"""Draws leaflets as they look in a browser and on paper, for `make_pictures.py`. Needs the extra
`leaflets`, Playwright, Chromium and `pdftoppm` (Debian: `chromium poppler-utils fonts-noto-core`).
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from hashlib import sha256
from io import BytesIO
from json import dumps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

from ketacli.disclaimer import Channel, acknowledge
from ketacli.leaflet import Leaflet
from ketacli.leaflet_json import to_json
from ketacli.library import Library, shipped_library
from ketacli.render import html, pdf
from ketacli.render.canvas import Canvas, PageWords
from ketacli.render.pdf_sheet import Sheet

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOLDER = Path(__file__).parent / "pages"
MADE_OF = "Made-of"
"""The name under which a picture keeps the code of what it shows."""
_TOPIC = "how-ketamine-works"
_DESK, _PHONE = (900, 1000), (360, 720)
_PAPER_DOTS = 70
"""To the inch."""
_COLOURS = 64
_PAPER = "paper"


class Shot(NamedTuple):
    """A picture of a web page."""

    name: str
    size: tuple[int, int] = _DESK
    scheme: str = "light"
    large: bool = False
    language: str = "en"
    at: str = ""
    """What is scrolled to, as CSS."""


SHOTS = (
    Shot("page-light"),
    Shot("page-dark", scheme="dark", at=".chart"),
    Shot("page-large-print", large=True),
    Shot("page-on-a-phone", _PHONE, at=".hill"),
    Shot("page-in-chinese", language="zh-Hans"),
)


def names() -> tuple[str, ...]:
    """The names of all pictures, without their ending."""
    return (*(shot.name for shot in SHOTS), _PAPER)


def made_of() -> dict[str, str]:
    """The code of what each picture shows as it is today, by the name of the picture."""
    pages = {shot.name: _page(shot).encode() for shot in SHOTS}
    pages[_PAPER] = _paper_shows()
    return {name: sha256(shown).hexdigest() for name, shown in pages.items()}


def pictures() -> Iterator[tuple[str, bytes]]:
    """Every picture as PNG, by its name."""
    codes = made_of()
    with TemporaryDirectory() as folder:
        for shot, drawn in _shots(Path(folder)):
            yield shot, _packed(drawn, codes[shot])
        yield _PAPER, _packed(_paper(Path(folder)), codes[_PAPER])


def _leaflet(language: str = "en") -> tuple[Leaflet, Library]:
    library = Library(shipped_library(), language=language)
    words = library.disclaimer
    proof = acknowledge(words, words.code, Channel.CODE)
    return library.issue(_TOPIC, proof, "uk"), library


def _page(shot: Shot) -> str:
    leaflet, library = _leaflet(shot.language)
    words = PageWords(library.kiosk_labels.hill_start, library.kiosk_labels.hill_pause)
    return html.render(leaflet, Canvas(large=shot.large, words=words))


def _shots(folder: Path) -> Iterator[tuple[str, bytes]]:
    from playwright.sync_api import sync_playwright

    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium
        browser = chromium.launch(executable_path=shutil.which("chromium"), args=as_root)
        for shot in SHOTS:
            file = folder / f"{shot.name}.html"
            file.write_text(_page(shot), encoding="utf-8")
            yield shot.name, _shot(browser, file, shot)
        browser.close()


def _shot(browser: "Browser", file: Path, shot: Shot) -> bytes:
    width, height = shot.size
    how: dict[str, Any] = {"color_scheme": shot.scheme}
    page = browser.new_page(viewport={"width": width, "height": height}, **how)
    page.goto(file.as_uri())
    if shot.at:
        page.locator(shot.at).first.scroll_into_view_if_needed()
        page.evaluate("where => document.querySelector(where).scrollIntoView()", shot.at)
    drawn = page.screenshot()
    page.close()
    return drawn


def _sheet(library: Library) -> Sheet:
    checked = library.last_checked(_TOPIC)
    return Sheet(library.labels, acknowledged=library.disclaimer.code, checked=checked)


def _paper_shows() -> bytes:
    leaflet, library = _leaflet()
    typst = Path(pdf.__file__).with_name("typst")
    shown = (file.read_bytes() for file in sorted(typst.iterdir()))
    return b"".join((dumps(to_json(leaflet)).encode(), repr(_sheet(library)).encode(), *shown))


def _paper(folder: Path) -> bytes:
    """The first two pages of the PDF, side by side."""
    from PIL import Image

    leaflet, library = _leaflet()
    file = folder / "leaflet.pdf"
    file.write_bytes(pdf.render(leaflet, _sheet(library)))
    command = ["pdftoppm", "-r", str(_PAPER_DOTS), "-l", "2", "-png", file, folder / _PAPER]
    subprocess.run(command, check=True)  # noqa: S603 - its words are ours
    sides = [Image.open(side) for side in sorted(folder.glob(f"{_PAPER}-*.png"))]
    gap = 12
    width = sum(side.width + gap for side in sides) + gap
    both = Image.new("RGB", (width, sides[0].height + 2 * gap), "#888")
    for number, side in enumerate(sides):
        both.paste(side, (gap + number * (side.width + gap), gap))
    return _png(both)


def _packed(drawn: bytes, code: str) -> bytes:
    """A picture in few colours, which says what it is made of."""
    from PIL import Image

    with Image.open(BytesIO(drawn)) as picture:
        return _png(picture.convert("RGB").quantize(_COLOURS), code)


def _png(picture: Any, code: str = "") -> bytes:
    from PIL.PngImagePlugin import PngInfo

    said = PngInfo()
    said.add_text(MADE_OF, code)
    written = BytesIO()
    picture.save(written, "PNG", optimize=True, pnginfo=said)
    return written.getvalue()


def write(to: Callable[[Path, bytes], object] = Path.write_bytes) -> None:
    """Draw all pictures into the folder of the docs."""
    FOLDER.mkdir(exist_ok=True)
    for name, drawn in pictures():
        to(FOLDER / f"{name}.png", drawn)
