"""Web pages on paper: what comes out where a reader prints one."""

import subprocess
from pathlib import Path

import pytest

from ketacli.render import Format
from support.browser import Show, leaflets
from support.leaflets import topics
from support.words import letters, said

A4 = (595.3, 841.9)
MARGIN = 18 / 25.4 * 72 - 1
"""What the style leaves free, in points, less one for rounding."""


def on_paper(file: Path, *how: str) -> str:
    done = subprocess.run(
        ["pdftotext", *how, file, "-"], check=True, capture_output=True, encoding="utf-8"
    )
    return done.stdout


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("name", sorted(topics()))
def test_every_letter_is_printed_between_the_margins(
    name: str, show: Show, tmp_path: Path, *, large: bool
) -> None:
    file = tmp_path / "page.pdf"
    with show(name, large=large) as page:
        page.page.pdf(path=file, prefer_css_page_size=True, format="A4")
    boxes = on_paper(file, "-bbox")
    for edge, least, most in (("x", MARGIN, A4[0] - MARGIN), ("y", MARGIN, A4[1] - MARGIN)):
        found = [float(piece.partition('"')[0]) for piece in boxes.split(f'{edge}Min="')[1:]]
        assert min(found) >= least
        assert max(found) <= most
"""
"""
