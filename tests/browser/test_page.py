"""Web pages in a real browser: what they say and load, and what their policy keeps out."""

import pytest
from playwright.sync_api import Page

from ketacli.render import Format
from support.browser import Show, leaflets, printed
from support.leaflets import topics
from support.words import said

ALL = sorted(leaflets())
TOPICS = sorted(topics())
GOLDEN = "every-block"
MOST_BYTES = 60_000
MOST_SCRIPT = 4000
WITH_MARKS = """() => {
  for (const gone of document.querySelectorAll("svg, button")) gone.remove();
  for (const term of document.querySelectorAll("dt")) term.prepend("- ");
  for (const item of document.querySelectorAll("ul > li")) item.prepend("- ");
  for (const list of document.querySelectorAll("ol:not(.sources)"))
    [...list.children].forEach((item, number) => item.prepend(`${number + 1}. `));
  return document.querySelector("main").innerText;
}"""
"""What a reader sees of a leaflet, with the marks of lists, which are no text of the page."""
SHIFTS = """() => new Promise(told => {
  let shifted = 0;
  new PerformanceObserver(seen => {
    for (const shift of seen.getEntries()) shifted += shift.value;
  }).observe({type: "layout-shift", buffered: true});
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => told(shifted))));
})"""
"""What moved by itself of what a reader was looking at, after two more frames."""


def shifts(page: Page) -> float:
    page.wait_for_load_state()
    found: float = page.evaluate(SHIFTS)
    return found


@pytest.mark.parametrize("name", ALL)
def test_a_browser_shows_the_words_of_a_leaflet_in_their_order(name: str, show: Show) -> None:
    with show(name) as page:
        words = page.page.evaluate(WITH_MARKS).split()
    assert words == said(leaflets()[name], Format.HTML)


@pytest.mark.parametrize("name", ALL)
def test_with_the_network_cut_off_nothing_is_asked_for_refused_or_moved(
    name: str, show: Show
) -> None:
    with show(name) as page:
        assert shifts(page.page) == 0
        assert page.requests == [page.page.url]
        assert page.page.evaluate("performance.getEntriesByType('resource').length") == 0
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
        "<a id=x href='javascript:document.title=1'>x</a><svg onload=document.title=1></svg>",
    ],
)
def test_the_policy_refuses_what_is_not_of_the_page_and_the_browser_tells(
    smuggled: str, show: Show
) -> None:
    with show(printed(GOLDEN).replace("<h1>", f"{smuggled}<h1>")) as page:
        page.page.wait_for_load_state()
        assert page.page.evaluate("window.refused")
        assert page.faults
        assert page.page.title() != "1"


def test_what_is_asked_for_and_what_moves_is_noticed(show: Show) -> None:
    asking = printed(GOLDEN).replace("http-equiv", "name")
    asking = asking.replace("<h1>", "<img src=absent.png alt=''><h1>")
    late = "setTimeout(() => document.querySelector('h1').style.paddingTop = '99px', 99)"
    with show(asking.replace("</body>", f"<script>{late}</script></body>")) as page:
        page.page.wait_for_function("document.querySelector('h1').style.paddingTop")
        assert shifts(page.page) > 0
        assert len(page.requests) == len({page.page.url}) + 1
        assert page.faults


@pytest.mark.parametrize("name", TOPICS)
def test_a_page_is_small_and_its_script_is_short_and_comes_last(name: str) -> None:
    for large in (False, True):
        whole = printed(name, large=large)
        assert len(whole.encode()) <= MOST_BYTES
        before, _, script = whole.partition("<script")
        assert "</main>" in before
        assert len(script) <= MOST_SCRIPT
        assert "<script" not in script
