"""Web pages on paper: what comes out where a reader prints one."""

import subprocess
from collections import Counter
from pathlib import Path

import pytest

from ketacli.render import Format
from support.browser import SOME, Show, leaflets
from support.leaflets import topics
from support.words import said

WIDTH, HEIGHT = 595, 841
"""A4 in points."""
MARGIN = 50
"""What the style leaves free: 18 mm in points, less one for rounding."""


def on_paper(file: Path, *how: str) -> str:
    done = subprocess.run(
        ["pdftotext", *how, file, "-"], check=True, capture_output=True, encoding="utf-8"
    )
    return done.stdout


def reach(boxes: str, edge: str) -> list[float]:
    """How far each word reaches in one direction."""
    return [float(piece.partition('"')[0]) for piece in boxes.split(f'{edge}="')[1:]]


@pytest.mark.parametrize(
    ("name", "large"),
    [*((name, False) for name in sorted(topics())), *((name, True) for name in SOME)],
)
def test_every_letter_is_printed_and_none_is_clipped(
    name: str, show: Show, tmp_path: Path, *, large: bool
) -> None:
    file = tmp_path / "page.pdf"
    with show(name, large=large) as page:
        page.page.pdf(path=file, prefer_css_page_size=True, format="A4")
    boxes = on_paper(file, "-bbox")
    assert min(reach(boxes, "xMin")) >= MARGIN
    # The boxes of Chinese letters are larger than what is seen of them.
    assert max(reach(boxes, "xMax")) <= WIDTH - MARGIN // 2
    assert max(reach(boxes, "yMax")) <= HEIGHT - MARGIN // 2
    printed = Counter("".join(on_paper(file, "-raw").split()))
    wanted = Counter("".join(said(leaflets()[name], Format.HTML)))
    assert set(wanted - printed) <= {"-"}  # the marks of lists, which are drawn
