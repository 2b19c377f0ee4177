"""Web pages as a browser prints them: the letters of each sheet, how far they reach, and ink."""

import re
import subprocess
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page

WIDTH, HEIGHT = 595, 841
"""A4 in points."""
_DOTS = 24
"""To the inch, when ink is measured."""
_DARK = 96
_PIECES = """() => {
  const WHOLE = "li, figure, .callout, .help, .notice, dl > div";
  const letters = text => text.replace(/\\s/g, "");
  const shown = element => {
    const copy = element.cloneNode(true);
    for (const gone of copy.querySelectorAll("svg, button")) gone.remove();
    return letters(copy.textContent);
  };
  const next = heading => letters(heading.nextElementSibling.innerText).slice(0, 12);
  return {
    whole: [...document.querySelectorAll(WHOLE)].map(shown),
    headings: [...document.querySelectorAll("h2, h3")].filter(
      heading => !heading.nextElementSibling.querySelector("svg")
    ).map(heading => shown(heading) + next(heading)),
  };
}"""


class Sheets(NamedTuple):
    """What came out of the printer."""

    letters: tuple[str, ...]
    """Those of each sheet, in the order of the page, without blanks."""
    left: float
    right: float
    bottom: float
    """How far the words reach, in points from the left and the top of their sheet."""
    darkest: float
    """The share of dark dots on the darkest sheet."""


def sheets_of(page: Page, file: Path, *, grounds: bool = False) -> Sheets:
    """Print a page.

    Args:
        file: where the PDF may lie.
        grounds: with what stands behind letters, which browsers leave out unless asked.
    """
    page.pdf(path=file, prefer_css_page_size=True, format="A4", print_background=grounds)
    boxes = _run("pdftotext", "-bbox", file, "-").decode()
    texts = _run("pdftotext", "-raw", file, "-").decode().split("\f")[:-1]
    return Sheets(
        tuple("".join(text.split()) for text in texts),
        min(_reach(boxes, "xMin")),
        max(_reach(boxes, "xMax")),
        max(_reach(boxes, "yMax")),
        max(map(_darkness, _pictures(file))),
    )


def cut(page: Page, sheets: Sheets) -> list[str]:
    """The items, boxes and drawings that begin on one sheet and end on another, and the headings
    that stand at the foot of a sheet without what they are about.
    """
    pieces = page.evaluate(_PIECES)
    return [
        piece
        for piece in [*pieces["whole"], *pieces["headings"]]
        if not any(piece in letters for letters in sheets.letters)
    ]


def _reach(boxes: str, edge: str) -> list[float]:
    """How far each word reaches in one direction."""
    return [float(found) for found in re.findall(rf'<word.*{edge}="([\d.]+)"', boxes)]


def _pictures(file: Path) -> list[bytes]:
    """The grey dots of each sheet."""
    raw = _run("pdftoppm", "-gray", "-r", str(_DOTS), file)
    found = []
    while raw:
        head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", raw)
        assert head
        end = head.end() + int(head[1]) * int(head[2])
        found.append(raw[head.end() : end])
        raw = raw[end:]
    return found


def _darkness(dots: bytes) -> float:
    return sum(dot < _DARK for dot in dots) / len(dots)


def _run(*command: str | Path) -> bytes:
    return subprocess.run(command, check=True, capture_output=True).stdout
