"""Web pages at 400 %, in large print, and with letters spaced out: all of them stays in sight."""

import pytest

from support.browser import PHONE, ZOOMED, Show, leaflets, printed
from support.layout import hidden, space_out

GOLDEN = "every-block"
FAULTS = {
    "wider than the window": "p{min-width:400px}",
    "beside the window": "i{position:relative;left:60vw}",
    "may be cut": ".callout{height:2em;overflow:hidden}",
    "outside its box": ".help{height:2em}h2{height:.3em}",
    "under other letters": "h2+*{margin-top:-2em}",
    "not shown": "i{visibility:hidden}",
    "too small": "svg.hill{width:10px}",
}


@pytest.mark.parametrize("how", [{}, ZOOMED], ids=["on-a-desk", "at-400-percent"])
@pytest.mark.parametrize("name", sorted(leaflets()))
def test_nothing_is_out_of_sight_in_any_size_nor_with_letters_spaced_out(
    name: str, how: dict[str, object], show: Show
) -> None:
    found: list[str] = []
    with show(name, bypass_csp=True, **how) as page:
        for spaced in (False, True):
            if spaced:
                space_out(page.page)
            for large in (False, True):
                page.set_size(large=large)
                found += (f"{large=}, {spaced=}, {piece}" for piece in hidden(page.page))
    assert found == []


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_out_of_sight_is_noticed(fault: str, show: Show) -> None:
    hiding = printed(GOLDEN).replace("</style>", f"</style><style>{FAULTS[fault]}</style>")
    with show(hiding, bypass_csp=True, **ZOOMED) as page:
        assert fault in {piece.partition(":")[0] for piece in hidden(page.page)}


def test_a_line_without_a_blank_is_broken_at_the_edge(show: Show) -> None:
    long = printed(GOLDEN).replace("A point of its own.", "x" * 100_000)
    with show(long, viewport=PHONE) as page:
        assert page.page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_large_print_is_18_points_with_lines_one_and_a_half_high_and_no_broken_word(
    show: Show,
) -> None:
    look = "p => { const s = getComputedStyle(p); return [s.fontSize, s.lineHeight, s.hyphens] }"
    with show(GOLDEN, large=True) as page:
        for selector in ("p", "li", "i", "dd"):
            assert page.page.locator(selector).first.evaluate(look) == ["24px", "36px", "none"]
        page.look(media="print")
        assert page.page.locator("p").first.evaluate(look) == ["24px", "36px", "none"]
