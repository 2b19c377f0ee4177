"""Web pages on paper: what comes out where a reader prints one."""

from collections import Counter
from pathlib import Path

import pytest

from ketacli.render import Format
from support.barriers import THEMES, short
from support.browser import SOME, Show, leaflets, printed
from support.leaflets import topics
from support.paper import HEIGHT, WIDTH, Sheets, cut, sheets_of
from support.words import said

GOLDEN = "every-block"
MARGIN = 50
"""What the style leaves free: 18 mm in points, less one for rounding."""
MOST_DARK = 0.1
FAULTS = {
    "off the sheet": "p{margin-inline:-1cm}",
    "cut": "li,figure,.callout,.help,.notice,dl>div{break-inside:auto!important}",
    "alone": "h1,h2,h3{break-after:auto!important;padding-bottom:5cm}",
    "dark": short("@media print{:root{color-scheme:dark!important;--ground:#000!important}}"),
    "lost": "li{display:none}",
}


def faults_of(sheets: Sheets, pieces: list[str], name: str) -> set[str]:
    """What is wrong with a print, by the names of `FAULTS`."""
    letters = Counter("".join(sheets.letters))
    lost = set(Counter("".join(said(leaflets()[name], Format.HTML))) - letters)
    # The boxes of Chinese letters are larger than what is seen of them.
    far = sheets.right > WIDTH - MARGIN // 2 or sheets.bottom > HEIGHT - MARGIN // 2
    return {
        *(["off the sheet"] if far or sheets.left < MARGIN else []),
        *(["cut", "alone"] if pieces else []),
        *(["dark"] if sheets.darkest > MOST_DARK else []),
        *(["lost"] if lost - {"-"} else []),  # the marks of lists are drawn
    }


@pytest.mark.parametrize(
    ("name", "large"),
    [*((name, False) for name in sorted(topics())), *((name, True) for name in SOME)],
)
def test_every_letter_is_printed_none_is_clipped_and_no_item_is_cut_in_two(
    name: str, show: Show, tmp_path: Path, *, large: bool
) -> None:
    with show(name, large=large) as page:
        sheets = sheets_of(page.page, tmp_path / "page.pdf")
        pieces = cut(page.page, sheets)
    assert pieces == []
    assert faults_of(sheets, pieces, name) == set()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("grounds", [False, True], ids=["letters-only", "with-grounds"])
def test_nothing_dark_is_printed_whatever_is_on_the_screen(
    theme: str, show: Show, tmp_path: Path, *, grounds: bool
) -> None:
    with show(GOLDEN, **THEMES[theme]) as page:
        sheets = sheets_of(page.page, tmp_path / "page.pdf", grounds=grounds)
    assert faults_of(sheets, [], GOLDEN) == set()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_bad_print_is_noticed(fault: str, show: Show, tmp_path: Path) -> None:
    name = SOME[0]
    bad = printed(name).replace("</style>", f"</style><style>{FAULTS[fault]}</style>")
    with show(bad, bypass_csp=True) as page:
        sheets = sheets_of(page.page, tmp_path / "page.pdf", grounds=True)
        assert fault in faults_of(sheets, cut(page.page, sheets), name)
