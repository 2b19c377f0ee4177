"""The pages of a site in a real browser: what is behind the door, what is found, and who is kept
out: nobody.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from ketacli.leaflet import Role
from ketacli.render import Format
from ketacli.render.canvas import Canvas
from ketacli.render.plain import render as plain
from support import barriers
from support.browser import DESK, PATIENCE, PHONE, settle, started
from support.leaflets import languages, topics
from support.site_pages import (
    Served,
    disclaimer,
    leaflet_page,
    library,
    served,
    words,
    write_site,
)
from support.words import said

TOPIC = "how-ketamine-works"
ALL_PAGES = [
    "index.html",
    *(
        f"{language}/{page}"
        for language in languages()
        for page in (
            "index.html",
            f"{TOPIC}/index.html",
            f"{TOPIC}/leaflet.html",
            "what-treatment-is-like/index.html",
        )
    ),
]
LISTEN = """addEventListener("securitypolicyviolation", event => {
  (window.refused ??= []).push(`${event.violatedDirective} ${event.blockedURI}`);
});"""
"""Words of a leaflet with the marks of lists, without what a site has around it."""
WITH_MARKS = """() => {
  for (const gone of document.querySelectorAll("svg, button, nav, .to")) gone.remove();
  for (const term of document.querySelectorAll("dt")) term.prepend("- ");
  for (const item of document.querySelectorAll("ul > li")) item.prepend("- ");
  for (const list of document.querySelectorAll("ol:not(.sources)"))
    [...list.children].forEach((item, number) => item.prepend(`${number + 1}. `));
  return document.querySelector("main").innerText;
}"""
WIDER = """() => [...document.querySelectorAll("body *")].filter(element => {
  const box = element.getBoundingClientRect();
  return !element.closest("svg") && (box.left < -0.5 || box.right > innerWidth + 0.5);
}).map(element => element.outerHTML.slice(0, 80))"""
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important } p { margin-bottom: 2em !important }"""
SMALL_TARGETS = """() => [...document.querySelectorAll("nav a, .to a, .topics a, button, input")]
  .filter(element => element.offsetParent && element.getBoundingClientRect().height < 44)
  .map(element => element.outerHTML)"""
FOCUSED = """() => {
  const here = document.activeElement;
  if (here === document.body) return null;
  const style = getComputedStyle(here), box = here.getBoundingClientRect();
  return {
    href: here.getAttribute("href"),
    tag: here.localName,
    outlined: style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2,
    seen: box.bottom > 0 && box.top < innerHeight && box.width > 0,
  };
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started() as found:
        yield found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[Served]:
    with served(site) as found:
        yield found


@pytest.fixture(params=["file", "http"])
def base(request: pytest.FixtureRequest, site: Path, server: Served) -> str:
    """The address of the site on a stick, and on a server."""
    return f"{site.as_uri()}/" if request.param == "file" else server.address


@pytest.fixture(scope="module")
def windows(browser: Browser) -> Iterator[dict[str, Page]]:
    """Windows by what their readers wish for."""
    assert browser.is_connected()
    kept: dict[str, Page] = {}
    yield kept
    for page in kept.values():
        page.context.close()


@pytest.fixture
def page(browser: Browser, windows: dict[str, Page]) -> Page:
    return window(browser, windows)


@pytest.fixture
def scriptless(browser: Browser, windows: dict[str, Page]) -> Page:
    return window(browser, windows, java_script_enabled=False)


def window(browser: Browser, windows: dict[str, Page], **how: Any) -> Page:
    kind = repr(how)
    if kind not in windows:
        context = browser.new_context(viewport=DESK, **how)
        context.set_default_timeout(PATIENCE)
        context.add_init_script(LISTEN)
        windows[kind] = context.new_page()
    found = windows[kind]
    found.goto("about:blank")
    found.set_viewport_size(DESK)
    found.emulate_media(color_scheme="light", media="screen")
    return found


def seen(page: Page) -> str:
    """What a page shows."""
    text: str = page.evaluate("document.body.innerText")
    return text


def told_to_screen_readers(page: Page) -> str:
    """Every name in the accessibility tree."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    names = (node.get("name", {}).get("value", "") for node in nodes if not node["ignored"])
    session.detach()
    return "\n".join(filter(None, names))


def behind_the_door(language: str, topic: str = TOPIC) -> list[str]:
    """Lines that only a reader who has said yes may see."""
    leaflet = topics()[f"{language}/{topic}"]
    parts = tuple(part for part in leaflet.parts if part.role is not Role.HELP)
    lines = plain(leaflet._replace(title="", parts=parts), Canvas(width=120)).splitlines()
    return [line.strip(" *-#[]") for line in lines if len(line) > 40]


def is_kept(page: Page, language: str) -> None:
    """Nothing of the leaflet is there, for eyes or for ears; crisis lines are, and the way on."""
    for text in (seen(page), told_to_screen_readers(page)):
        assert words(language).first_read in text
        assert all(part.title in text for part in library(language).crisis_lines())
        flat = " ".join(text.split())
        assert not [line for line in behind_the_door(language) if line in flat]
        assert words(language).ways not in text


def is_open(page: Page, language: str) -> None:
    text = seen(page)
    flat = " ".join(text.split())
    lines = behind_the_door(language)
    assert len([line for line in lines if line in flat]) > len(lines) / 2
    assert words(language).first_read not in text
    assert topics()[f"{language}/{TOPIC}"].parts[-1].title in text
    assert words(language).ways in text


@pytest.mark.parametrize("file", ["leaflet.html", "large-print.html"])
@pytest.mark.parametrize("language", languages())
def test_before_the_yes_there_is_no_word_of_a_leaflet(
    language: str, file: str, base: str, page: Page, scriptless: Page
) -> None:
    for opened in (page, scriptless):
        opened.goto(f"{base}{language}/{TOPIC}/{file}")
        is_kept(opened, language)


@pytest.mark.parametrize("language", languages())
def test_behind_the_button_is_the_leaflet_word_for_word(
    language: str, base: str, page: Page, scriptless: Page
) -> None:
    for opened in (page, scriptless):
        opened.goto(f"{base}{language}/{TOPIC}/index.html")
        opened.locator("form button").click()
        opened.wait_for_url(re.compile("leaflet.html"))
        is_open(opened, language)
        assert opened.evaluate("location.hash") == f"#{disclaimer(language).code}"
        found = opened.evaluate(WITH_MARKS).split()
        assert found == said(topics()[f"{language}/{TOPIC}"], Format.HTML)


def test_links_inside_a_leaflet_and_the_way_back_keep_it_open(
    base: str, page: Page, scriptless: Page
) -> None:
    for opened in (page, scriptless):
        opened.goto(f"{base}en/{TOPIC}/leaflet.html#{disclaimer('en').code}")
        for link in opened.locator('i a[href^="#"], .to a[href^="#"], dt a').all()[:4]:
            link.press("Enter")
            is_open(opened, "en")
        opened.reload()
        is_open(opened, "en")
        opened.go_back()
        is_open(opened, "en")


def test_a_bookmark_from_before_the_words_changed_meets_the_disclaimer(
    base: str, page: Page
) -> None:
    old = leaflet_page("en", TOPIC, code="ZZZZ-ZZZZ-ZZZZ-ZZZZ")
    inside = re.findall(r"href=#(\w+)>", old)
    for place in ("ZZZZ-ZZZZ-ZZZZ-ZZZZ", inside[0], inside[-1], "benefits", "one", "offline", ""):
        page.goto("about:blank")
        page.goto(f"{base}en/{TOPIC}/leaflet.html#{place}")
        is_kept(page, "en")
    page.get_by_text(words("en").first_read).click()
    page.locator("form button").wait_for()
    assert disclaimer("en").question in seen(page)
    page.locator("form button").click()
    page.wait_for_url("**/leaflet.html*")
    is_open(page, "en")


def test_a_leaflet_without_its_gate_would_be_seen(page: Page) -> None:
    page.set_content(leaflet_page("en", TOPIC).replace("{display:none}", "{}"))
    with pytest.raises(AssertionError):
        is_kept(page, "en")


def test_who_says_no_is_back_at_the_list_and_is_asked_again(base: str, page: Page) -> None:
    page.goto(f"{base}en/{TOPIC}/index.html")
    page.locator(".to a").click()
    page.wait_for_url("**/en/index.html")
    assert page.locator(".topics a").first.get_attribute("href") == f"{TOPIC}/index.html"


def test_one_yes_is_enough_for_one_visit_and_nothing_is_stored(base: str, page: Page) -> None:
    code = disclaimer("en").code
    page.goto(f"{base}en/{TOPIC}/leaflet.html#{code}")
    page.get_by_text(words("en").all_leaflets, exact=True).click()
    page.wait_for_url(f"**/en/index.html#{code}")
    page.locator(".topics a").nth(2).click()
    page.wait_for_url(f"**/leaflet.html#{code}")
    assert words("en").ways in seen(page)
    page.get_by_text(words("en").large, exact=True).click()
    page.wait_for_url(f"**/large-print.html#{code}")
    assert words("en").ways in seen(page)
    page.get_by_text(words("en").usual, exact=True).click()
    page.wait_for_url(f"**/leaflet.html#{code}")
    assert words("en").ways in seen(page)
    page.goto(f"{base}en/index.html#{code}")
    page.evaluate("location.hash = ''")
    page.wait_for_function("!document.querySelector('.topics a').href.includes('leaflet.html')")
    assert page.evaluate("document.cookie") == ""
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_the_gate_holds_on_paper_too(base: str, page: Page) -> None:
    page.goto(f"{base}en/{TOPIC}/leaflet.html")
    page.emulate_media(media="print")
    is_kept(page, "en")
    page.emulate_media(media="print")  # who listens in for the accessibility tree takes it back
    page.goto(f"{base}en/{TOPIC}/leaflet.html#{disclaimer('en').code}")
    assert not page.locator("nav").is_visible()
    assert page.evaluate(WITH_MARKS).split() == said(topics()[f"en/{TOPIC}"], Format.HTML)


def listed(page: Page) -> list[str]:
    """The titles that are on the list now."""
    found: list[str] = page.locator(".topics a").evaluate_all(
        "links => links.filter(link => link.offsetParent).map(link => link.textContent)"
    )
    return found


@pytest.mark.parametrize(
    ("language", "typed", "found"),
    [
        ("en", "RISKS", ["risks-and-side-effects"]),
        ("en", "  ketamine   WORK ", [TOPIC]),
        ("en", "day", ["what-treatment-is-like"]),
        ("en", "risks, side-effects?", ["risks-and-side-effects"]),
        ("en", "“How ketamine is thought to work.”", [TOPIC]),
        ("es", "como se cree", [TOPIC]),
        ("es", "CÓMO SE CREE", [TOPIC]),
        ("pl", "WEDLUG", [TOPIC]),
        ("zh-Hans", "风险", ["risks-and-side-effects"]),
        ("en", "$& nowhere", []),
    ],
)
def test_the_list_is_found_as_one_types_without_regard_to_accents_and_case(
    language: str, typed: str, found: list[str], base: str, page: Page
) -> None:
    page.goto(f"{base}{language}/index.html")
    titles = {card.id: card.title for card in library(language).cards().cards}
    status = page.locator("[role=search] [role=status]")
    field = page.get_by_label(words(language).find)
    field.press_sequentially(typed)
    assert listed(page) == [titles[topic] for topic in found]
    shown = [topic for topic in found if topic != "what-treatment-is-like"]
    if found:
        assert status.inner_text() == words(language).found.replace("{count}", str(len(shown)))
    else:
        none = library(language).labels.topics_none.replace("{words}", typed.strip())
        assert status.inner_text() == none
    field.fill("")
    assert sorted(listed(page)) == sorted(titles.values())
    assert status.inner_text() == words(language).found.replace("{count}", str(len(titles) - 1))


def test_without_a_script_the_list_is_a_list(base: str, scriptless: Page) -> None:
    scriptless.goto(f"{base}en/index.html")
    assert len(listed(scriptless)) == len(library("en").cards().cards)
    assert scriptless.locator("input, button, [role=status]").count() == 0


def test_on_a_stick_nothing_is_offered_that_does_not_work_there(site: Path, page: Page) -> None:
    page.goto(f"{site.as_uri()}/en/index.html")
    page.wait_for_load_state()
    assert page.locator("input").is_visible()
    assert page.locator("button").count() == 0


def step(page: Page) -> dict[str, Any]:
    page.keyboard.press("Tab")
    found: dict[str, Any] = page.evaluate(FOCUSED)
    assert found["outlined"], found
    assert found["seen"], found
    return found


@pytest.mark.parametrize("how", [{}, {"viewport": PHONE, "color_scheme": "dark"}], ids=str)
def test_a_keyboard_alone_comes_from_the_list_to_the_end_of_a_leaflet(
    how: dict[str, Any], server: Served, browser: Browser
) -> None:
    context = browser.new_context(**{"viewport": DESK, **how})
    page = context.new_page()
    page.goto(f"{server.address}index.html")
    while step(page)["href"] != "es/index.html":
        pass
    page.keyboard.press("Enter")
    page.wait_for_url("**/es/index.html")
    while step(page)["tag"] != "input":
        pass
    page.keyboard.type("actua")
    while step(page)["href"] != f"{TOPIC}/index.html":
        pass
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{TOPIC}/index.html")
    while step(page)["tag"] != "button":
        pass
    page.keyboard.press("Enter")
    page.wait_for_url("**/leaflet.html*")
    page.wait_for_selector("main button")
    count = page.locator("a:visible, button:visible").count()
    last = page.locator("nav a").last.get_attribute("href")
    steps = [step(page) for _ in range(count)]
    assert steps[-1]["href"] == last
    assert len({found["href"] for found in steps}) > 50
    context.close()


def barriers_on(page: Page) -> list[str]:
    """What axe finds, but that something is hidden where the gate hides it: there axe only asks
    that somebody looks at it, as the tests of the gate do.
    """
    gated = page.locator("main[id]").count()
    found = barriers.found(page)
    return [one for one in found if not (gated and one.startswith("hidden-content: "))]


@pytest.mark.parametrize("name", ALL_PAGES)
def test_axe_finds_nothing_with_any_of_its_rules(name: str, server: Served, page: Page) -> None:
    page.goto(f"{server.address}{name}")
    settle(page)
    assert barriers_on(page) == []
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(PHONE)
    assert barriers_on(page) == []


@pytest.mark.parametrize("how", [{"contrast": "more"}, {"forced_colors": "active"}], ids=str)
@pytest.mark.parametrize("name", ["index.html", f"{TOPIC}/index.html", "leaflet"])
def test_axe_finds_nothing_however_a_reader_looks(
    name: str, how: dict[str, Any], server: Served, page: Page
) -> None:
    opened = f"{TOPIC}/leaflet.html#{disclaimer('en').code}"
    page.goto(f"{server.address}en/{opened if name == 'leaflet' else name}")
    settle(page)
    page.emulate_media(**how)
    assert barriers_on(page) == []
    page.emulate_media(contrast="no-preference", forced_colors="none")


@pytest.mark.parametrize("name", ALL_PAGES)
def test_at_400_percent_nothing_is_wider_than_the_window(
    name: str, server: Served, browser: Browser, windows: dict[str, Page]
) -> None:
    page = window(browser, windows, bypass_csp=True)
    page.set_viewport_size(PHONE)
    page.goto(
        f"{server.address}{name}#{disclaimer(name.partition('/')[0]).code}"
        if name.endswith("leaflet.html")
        else f"{server.address}{name}"
    )
    settle(page)
    assert page.evaluate(WIDER) == []
    assert page.evaluate(SMALL_TARGETS) == []
    page.add_style_tag(content=SPACED)
    assert page.evaluate(WIDER) == []


@pytest.mark.parametrize("name", [*ALL_PAGES, f"en/{TOPIC}/large-print.html"])
def test_a_page_asks_for_nothing_and_its_policy_refuses_nothing(
    name: str, base: str, page: Page
) -> None:
    asked: list[str] = []
    faults: list[str] = []

    def hear(message: Any) -> None:
        faults.append(message.text)

    def note(request: Any) -> None:
        asked.append(request.url)

    page.on("request", note)
    page.on("console", hear)
    page.goto(f"{base}{name}")
    settle(page)
    page.remove_listener("request", note)
    page.remove_listener("console", hear)
    assert asked == [f"{base}{name}"]
    assert faults == []
    assert page.evaluate("window.refused || []") == []


def test_the_hill_moves_on_a_site_too(base: str, page: Page) -> None:
    page.goto(f"{base}en/{TOPIC}/leaflet.html#{disclaimer('en').code}")
    button = page.locator("main button")
    before = page.locator("[data-moves]").inner_html()
    button.click()
    page.wait_for_function(
        "before => document.querySelector('[data-moves]').innerHTML !== before", arg=before
    )
