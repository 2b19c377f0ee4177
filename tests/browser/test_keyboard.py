"""Web pages by keyboard alone: each link and button is reached in order, in sight and marked."""

import pytest

from support.barriers import THEMES
from support.browser import ZOOMED, Show, Shown, printed
from support.keyboard import go_to, here, steps, wanted
from support.leaflets import topics

GOLDEN = "every-block"
TOPICS = sorted(topics())
ENGLISH = [name for name in TOPICS if name.startswith("en/")]
WAYS_BACK = """() => [...document.querySelectorAll("a[id][href^='#']")].map(
  link => [link.id, link.getAttribute("href").slice(1)])"""
FAULTS = {
    "outlined": ":focus-visible{outline:none!important}",
    "seen": "a:focus{position:relative;inset-inline-start:-400vw}",
    "place": "dl{visibility:hidden}",
}


@pytest.mark.parametrize("name", [*ENGLISH, GOLDEN])
def test_tab_leads_from_the_first_link_of_a_page_to_the_last_and_each_is_seen(
    name: str, show: Show
) -> None:
    with show(name) as page:
        assert steps(page.page) == wanted(page.page) != []


@pytest.mark.parametrize("how", [*THEMES.values(), ZOOMED], ids=[*THEMES, "at 400 percent"])
def test_where_the_keyboard_is_can_be_seen_however_a_reader_looks(
    how: dict[str, object], show: Show
) -> None:
    with show(GOLDEN, **how) as page:
        there = wanted(page.page)
        assert steps(page.page) == there
        assert steps(page.page, "Shift+Tab")[:-1] == there[-2::-1]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_keyboard_that_is_lost_is_noticed(fault: str, show: Show) -> None:
    losing = printed(GOLDEN).replace("</style>", f"</style><style>{FAULTS[fault]}</style>")
    with show(losing, bypass_csp=True) as page:
        found, right = steps(page.page), wanted(page.page)
    assert [step.get(fault) for step in found] != [step[fault] for step in right]


@pytest.mark.parametrize("name", TOPICS)
def test_enter_leads_from_a_word_or_a_number_to_what_explains_it_and_back(
    name: str, show: Show
) -> None:
    with show(name) as page:
        links = dict(page.page.evaluate(WAYS_BACK))
        ways = {place: target for place, target in links.items() if place < target}
        assert ways
        assert {target: links.get(target) for target in ways.values()} == {
            target: place for place, target in ways.items()
        }
        for place in (min(ways), max(ways)):
            there_and_back(page, place, ways[place])


def there_and_back(page: Shown, place: str, target: str) -> None:
    """Follow one link by keyboard, and the link there that leads back."""
    page.page.locator(f"#{place}").press("Enter")
    assert page.page.evaluate("location.hash") == f"#{target}"
    page.page.keyboard.press("Tab")
    page.page.keyboard.press("Shift+Tab")
    assert page.page.evaluate("document.activeElement.id") == target
    assert here(page.page)["seen"]
    page.page.keyboard.press("Enter")
    assert page.page.evaluate("location.hash") == f"#{place}"
    page.page.keyboard.press("Tab")
    page.page.keyboard.press("Shift+Tab")
    assert page.page.evaluate("document.activeElement.id") == place


def test_the_hill_starts_and_pauses_by_keyboard_alone(show: Show) -> None:
    drawn = "document.querySelector('[data-moves]').innerHTML"
    with show(GOLDEN) as opened:
        page = opened.page
        still = page.evaluate(drawn)
        go_to(page, "button")
        start = page.locator("button").inner_text()
        page.keyboard.press("Enter")
        page.wait_for_function(
            "still => document.querySelector('[data-moves]').innerHTML !== still", arg=still
        )
        assert page.locator("button").inner_text() != start
        page.keyboard.press("Space")
        assert page.locator("button").inner_text() == start
