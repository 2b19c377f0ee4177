"""Web pages in a real browser: what they say and load, and whether they keep anybody out."""

import pytest

from ketacli.render import Format
from support.browser import DESK, PHONE, SOME, Show, leaflets, printed
from support.leaflets import topics
from support.words import said

ALL = sorted(leaflets())
TOPICS = sorted(topics())
GOLDEN = "every-block"
DARK_AND_ZOOMED = {"color_scheme": "dark", "viewport": PHONE, "device_scale_factor": 4}
MOST_BYTES = 60 * 1024
WITH_MARKS = """() => {
  for (const gone of document.querySelectorAll("svg, button")) gone.remove();
  for (const term of document.querySelectorAll("dt")) term.prepend("- ");
  for (const item of document.querySelectorAll("ul > li")) item.prepend("- ");
  for (const list of document.querySelectorAll("ol:not(.sources)"))
    [...list.children].forEach((item, number) => item.prepend(`${number + 1}. `));
  return document.querySelector("main").innerText;
}"""
"""What a reader sees of a leaflet, with the marks of lists, which are no text of the page."""
WIDER_THAN_WINDOW = """() => [...document.querySelectorAll("body *")].filter(element => {
  const box = element.getBoundingClientRect();
  return !element.closest("svg") && (box.left < -0.5 || box.right > innerWidth + 0.5);
}).map(element => element.outerHTML.slice(0, 80))"""
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important } p { margin-bottom: 2em !important }"""
"""What WCAG 1.4.12 lets readers set."""
CUT = """() => [...document.querySelectorAll("main *")].filter(element =>
  !element.closest("svg") && getComputedStyle(element).overflow !== "visible"
).map(element => element.outerHTML.slice(0, 80))"""
FIRST_PAINT = """() => new Promise(told => new PerformanceObserver(seen => {
  for (const entry of seen.getEntriesByName("first-contentful-paint")) told(entry.startTime);
}).observe({type: "paint", buffered: true}))"""
FOCUSED = """() => {
  const here = document.activeElement;
  if (here === document.body) return null;
  const style = getComputedStyle(here), box = here.getBoundingClientRect();
  return {
    place: [...document.querySelectorAll("a, button")].indexOf(here),
    outlined: style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2,
    seen: box.bottom > 0 && box.top < innerHeight && box.width > 0,
  };
}"""


@pytest.mark.parametrize("name", ALL)
def test_a_browser_shows_the_words_of_a_leaflet_in_their_order(name: str, show: Show) -> None:
    with show(name) as page:
        words = page.page.evaluate(WITH_MARKS).split()
    assert words == said(leaflets()[name], Format.HTML)


@pytest.mark.parametrize("name", ALL)
def test_axe_finds_nothing_in_the_words_and_the_structure_of_a_page(name: str, show: Show) -> None:
    with show(name) as page:
        assert page.barriers(looks=False) == []


@pytest.mark.parametrize("how", [{}, DARK_AND_ZOOMED], ids=["light", "dark-and-zoomed"])
@pytest.mark.parametrize("name", SOME)
def test_axe_finds_nothing_with_any_of_its_rules(
    name: str, how: dict[str, object], show: Show
) -> None:
    with show(name, **how) as page:
        assert page.barriers() == []


@pytest.mark.parametrize(
    "how",
    [
        {"script": False},
        {"large": True, "viewport": PHONE},
        {"color_scheme": "dark"},
        {"viewport": PHONE, "device_scale_factor": 4},
        {"contrast": "more"},
        {"contrast": "more", "color_scheme": "dark"},
        {"forced_colors": "active"},
    ],
    ids=str,
)
def test_axe_finds_nothing_however_a_reader_looks(how: dict[str, object], show: Show) -> None:
    with show(GOLDEN, **how) as page:
        assert page.barriers() == []


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        ("<h2>", "heading-order"),
        ("--letters:#1b1b1b", "color-contrast"),
        ("--quiet:#454545", "color-contrast-enhanced"),
        (' lang="en"', "html-has-lang"),
        ("<main>", "region"),
    ],
)
def test_axe_would_find_what_is_broken(broken: str, rule: str, show: Show) -> None:
    mended = {
        "<h2>": ("<h2", "<h5"),
        "--letters:#1b1b1b": ("--letters:#1b1b1b", "--letters:#999"),
        "--quiet:#454545": ("--quiet:#454545", "--quiet:#6c6c6c"),
        ' lang="en"': (' lang="en"', ""),
        "<main>": ("main>", "div>"),
    }
    old, new = mended[broken]
    policy = "http-equiv"
    whole = printed(GOLDEN).replace(old, new).replace(policy, "name")
    with show(whole) as page:
        found = {barrier.partition(":")[0] for barrier in page.barriers()}
    assert rule in found


@pytest.mark.parametrize("name", ALL)
def test_with_the_network_cut_off_nothing_is_asked_for_and_nothing_refused(
    name: str, show: Show
) -> None:
    with show(name) as page:
        page.page.wait_for_load_state()
        assert [address.partition(":")[0] for address in page.requests] == ["file"]
        assert page.look_for_faults() == []


@pytest.mark.parametrize(
    "smuggled",
    [
        "<script>document.title = 1</script>",
        "<p style='color: red'>x</p>",
        "<style>p { color: red }</style>",
        "<img src=https://example.org/x.png alt=''>",
        "<iframe src=https://example.org title=x></iframe>",
        "<base href=https://example.org>",
    ],
)
def test_the_policy_refuses_what_is_not_of_the_page(smuggled: str, show: Show) -> None:
    with show(printed(GOLDEN).replace("<h1>", f"{smuggled}<h1>")) as page:
        page.page.wait_for_load_state()
        assert page.look_for_faults()
        assert page.page.title() != "1"


@pytest.mark.parametrize(
    ("name", "large"), [*((name, False) for name in ALL), *((name, True) for name in SOME)]
)
def test_at_400_percent_nothing_is_wider_than_the_window(
    name: str, show: Show, *, large: bool
) -> None:
    with show(name, large=large, viewport=PHONE, device_scale_factor=4, bypass_csp=True) as page:
        assert page.page.evaluate(WIDER_THAN_WINDOW) == []
        page.page.add_style_tag(content=SPACED)
        assert page.page.evaluate(WIDER_THAN_WINDOW) == []
        assert page.page.evaluate(CUT) == []


def test_a_line_without_a_blank_is_broken_at_the_edge(show: Show) -> None:
    long = printed(GOLDEN).replace("A point of its own.", "x" * 100_000)
    with show(long, viewport=PHONE) as page:
        assert page.page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


@pytest.mark.parametrize("how", [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}])
def test_a_keyboard_alone_comes_to_every_link_and_shows_where_it_is(
    how: dict[str, str], show: Show
) -> None:
    with show(GOLDEN, **how) as page:
        page.page.wait_for_selector("button")
        count = page.page.locator("a, button").count()
        steps = []
        for _ in range(count):
            page.page.keyboard.press("Tab")
            steps.append(page.page.evaluate(FOCUSED))
    assert steps == [{"place": n, "outlined": True, "seen": True} for n in range(count)]


@pytest.mark.parametrize("name", TOPICS)
def test_every_link_inside_a_page_leads_to_a_place_and_back(name: str, show: Show) -> None:
    with show(name) as page:
        links = page.page.locator("i a, p a").evaluate_all(
            "links => links.map(link => link.id).filter(Boolean)"
        )
        assert links
        for place in (links[0], links[-1]):
            page.page.locator(f"#{place}").press("Enter")
            target = page.page.evaluate("location.hash")
            assert page.page.locator(target).is_visible()
            page.page.locator(target).press("Enter")
            assert page.page.evaluate("location.hash") == f"#{place}"


def test_large_print_is_18_points_with_lines_one_and_a_half_high_and_no_broken_word(
    show: Show,
) -> None:
    look = "p => { const s = getComputedStyle(p); return [s.fontSize, s.lineHeight, s.hyphens] }"
    with show(GOLDEN, large=True) as page:
        for selector in ("p", "li", "i", "dd"):
            assert page.page.locator(selector).first.evaluate(look) == ["24px", "36px", "manual"]
        page.page.emulate_media(media="print")
        assert page.page.locator("p").first.evaluate(look) == ["24px", "36px", "manual"]


@pytest.mark.parametrize("name", TOPICS)
def test_a_page_is_small(name: str) -> None:
    assert len(printed(name).encode()) <= MOST_BYTES
    assert len(printed(name, large=True).encode()) <= MOST_BYTES


def test_the_first_paint_beside_that_of_an_empty_page(
    show: Show, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = "<!DOCTYPE html><title>x</title><p>x</p>"
    took = {}
    for name, whole in (("empty", empty), ("leaflet", printed(TOPICS[0]))):
        with show(whole, viewport=DESK) as page:
            took[name] = page.page.evaluate(FIRST_PAINT)
    with capsys.disabled():
        ratio = took["leaflet"] / took["empty"]
        print(f"\nFirst paint: {took['leaflet']:.0f} ms, {ratio:.1f} times that of an empty page")  # noqa: T201
