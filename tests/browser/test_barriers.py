"""Web pages in a real browser, asked by axe-core with all of its rules: does a page keep anybody
out, in any theme, at any width, with or without its script?
"""

import pytest

from support.barriers import THEMES, found_in_looks, short
from support.browser import DESK, PHONE, SOME, ZOOMED, Show, Shown, leaflets, printed

GOLDEN = "every-block"
ALL = sorted(leaflets())
WHOLE = [*SOME, GOLDEN]
"""Each topic, each language, each kind of block: asked about without a word left out."""
MOVING = sorted(name for name in leaflets() if "data-moves" in printed(name))
WIDTHS = {"a desk": DESK, "a phone": PHONE}
HEADING_SKIPPED = ("<h2", "<h5")
TOO_SMALL = '<a href=# style="display:block;font:9px/9px serif">x</a>'
RULES_BROKEN = {
    "heading-order": HEADING_SKIPPED,
    "html-has-lang": (' lang="en"', ""),
    "region": ("main>", "div>"),
    "list": ("<ul>", "<ul><p>x</p>"),
    "svg-img-alt": ("<title>", "<title></title><title>"),
    "image-alt": ("<h1>", "<img src=data:,><h1>"),
    "link-in-text-block": ("text-underline-offset:.15em", "text-decoration:none"),
    "color-contrast": (short("--letters:#1b1b1b"), short("--letters:#999")),
    "color-contrast-enhanced": (short("--quiet:#454545"), short("--quiet:#6c6c6c")),
    "target-size": ("<h1>", f"{TOO_SMALL}{TOO_SMALL}<h1>"),
    "duplicate-id-aria": ("<h1>", "<b id=x>x</b><b id=x>x</b><i aria-labelledby=x>x</i><h1>"),
}
THEMES_BROKEN = {
    "light": (short("--quiet:#454545"), short("--quiet:#6c6c6c")),
    "dark": (short("--quiet:#c9c9c9"), short("--quiet:#8f8f8f")),
    "more contrast": (
        short("--letters:#000;--quiet:#000"),
        short("--letters:#000;--quiet:#6c6c6c"),
    ),
    "more contrast, dark": (short("--quiet:#fff"), short("--quiet:#8f8f8f")),
    "forced colours": ("i{", "i{forced-color-adjust:none;color:#6c6c6c;"),
    "forced colours, dark": ("i{", "i{forced-color-adjust:none;color:#8f8f8f;"),
}


def in_every_theme(page: Shown, clean: set[str]) -> list[str]:
    """What axe finds in the looks of a page as wide as it is now."""
    barriers: list[str] = []
    for theme, how in THEMES.items():
        page.look(**how)
        barriers += (f"{theme}: {found}" for found in found_in_looks(page.page, clean))
    page.look()
    return barriers


def everywhere(page: Shown, clean: set[str]) -> list[str]:
    """What axe finds on a page in every theme, wide and narrow, in usual letters and in large."""
    barriers: list[str] = []
    for width, size in WIDTHS.items():
        page.page.set_viewport_size(size)
        for large in (False, True):
            page.set_size(large=large)
            found = [*page.barriers(looks=False), *in_every_theme(page, clean)]
            barriers += (f"on {width}, {large=}, {barrier}" for barrier in found)
    return barriers


@pytest.mark.parametrize("name", ALL)
def test_a_page_in_large_print_differs_in_nothing_but_its_size(name: str) -> None:
    assert printed(name, large=True).replace(' class="large"', "", 1) == printed(name)


@pytest.mark.parametrize("name", ALL)
def test_axe_finds_nothing_on_any_page_in_any_theme_width_and_size(
    name: str, clean: set[str], show: Show
) -> None:
    with show(name) as page:
        assert everywhere(page, clean) == []


@pytest.mark.parametrize("name", WHOLE)
def test_axe_finds_nothing_in_any_piece_of_a_page_at_400_percent(name: str, show: Show) -> None:
    with show(name, **ZOOMED) as page:
        assert page.barriers() == []


@pytest.mark.parametrize("name", [MOVING[0], GOLDEN])
def test_axe_finds_nothing_where_a_browser_runs_no_scripts(
    name: str, clean: set[str], show: Show
) -> None:
    with show(name, java_script_enabled=False) as page:
        assert page.page.locator("button").count() == 0
        assert everywhere(page, clean) == []


@pytest.mark.parametrize("name", MOVING)
def test_without_its_script_a_page_has_the_same_elements_but_the_button(
    name: str, show: Show
) -> None:
    elements = "() => [...document.querySelectorAll('main *')].map(one => one.outerHTML)"
    with show(name, java_script_enabled=False) as page:
        without = page.page.evaluate(elements)
    with show(name) as page:
        page.page.locator("button").evaluate("button => button.remove()")
        assert page.page.evaluate(elements) == without


@pytest.mark.parametrize("rule", RULES_BROKEN)
@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without"])
def test_axe_would_find_what_is_broken(rule: str, show: Show, *, script: bool) -> None:
    with show(broken(*RULES_BROKEN[rule]), java_script_enabled=script) as page:
        assert rule in rules_of(page.barriers())


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_would_find_letters_too_faint_in_one_theme(
    width: str, theme: str, clean: set[str], show: Show
) -> None:
    with show(broken(*THEMES_BROKEN[theme]), viewport=WIDTHS[width]) as page:
        found = {barrier.rpartition(": <")[0] for barrier in in_every_theme(page, set(clean))}
    assert f"{theme}: color-contrast-enhanced" in found


@pytest.mark.parametrize("theme", THEMES)
def test_what_stands_for_all_of_its_looks_shows_as_much_as_the_whole_page(
    theme: str, clean: set[str], show: Show
) -> None:
    faint = ".65" if "forced" not in theme else ".5"
    style = f"<style>.sources li:nth-child(2){{opacity:{faint}}}"
    with show(broken("<style>", style), **THEMES[theme]) as page:
        whole = rules_of(page.barriers())
        assert rules_of(found_in_looks(page.page, set(clean))) == whole != set()


def broken(old: str, new: str) -> str:
    """A page with one thing in it other than it should be, which its policy lets pass."""
    page = printed(GOLDEN)
    assert old in page
    return page.replace(old, new).replace("http-equiv", "name")


def rules_of(barriers: list[str]) -> set[str]:
    return {barrier.partition(":")[0] for barrier in barriers}
