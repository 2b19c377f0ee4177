"""The snow hill on a web page in a real browser: it moves when a reader asks, and else stands."""

import re

import pytest
from playwright.sync_api import Page

from ketacli.render.html_drawings import HILL_WIDTH, MARKS
from support.browser import Show, page_words
from support.film import simulated

GOLDEN = "every-block"
FRAME = 250
_PATHS = """() => [...document.querySelectorAll("[data-moves] path")].slice(1).map(
  path => path.getAttribute("d"))"""
_WHOLE_FILM = f"""() => {{
  const frames = [];
  for (let next; (next = window.next);) {{
    frames.push(({_PATHS})());
    window.next = undefined;
    next();
  }}
  return [...frames, ({_PATHS})()];
}}"""
"""Draws frame after frame without waiting, where the timer of the page only keeps what is next."""
_CELL = re.compile(r"M(\d+) (\d+)h1")


def drawn(paths: list[str]) -> tuple[str, ...]:
    """The hill as the simulation draws it, without its sides, from the path of each mark."""
    rows = [[" "] * HILL_WIDTH for _ in simulated().frames[0]]
    for mark, path in zip(MARKS, paths, strict=True):
        for x, y in _CELL.findall(path):
            rows[int(y) // 2][int(x)] = mark
    return tuple("".join(row) for row in rows)


def lines(page: Page) -> tuple[str, ...]:
    """The hill that moves, as it stands now."""
    return drawn(page.evaluate(f"({_PATHS})()"))


def stop_the_clock(page: Page) -> None:
    """Open the page anew, with a clock that a test alone winds on."""
    page.clock.install(time=0)
    page.reload()
    page.clock.pause_at(FRAME)


def without_sides(frame: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line.replace("/", " ").replace("\\", " ") for line in frame)


def test_every_frame_is_that_of_the_simulation(show: Show) -> None:
    with show(GOLDEN, fresh=True) as opened:
        page = opened.page
        page.add_init_script("window.setTimeout = next => { window.next = next; return 1 }")
        page.reload()
        page.locator("button").click()
        frames = page.evaluate(_WHOLE_FILM)
        assert page.locator("button").inner_text() == page_words("en").start
        page.locator("button").click()
        assert lines(page) == without_sides(simulated().frames[0])
        assert opened.look_for_faults() == []
    assert list(map(drawn, frames)) == list(map(without_sides, simulated().frames))


def test_it_stands_until_it_is_asked_to_move_and_when_it_is_asked_to_stop(show: Show) -> None:
    words = page_words("en")
    with show(GOLDEN, fresh=True) as opened:
        page = opened.page
        stop_the_clock(page)
        button = page.locator("button")
        assert button.inner_text() == words.start
        page.clock.run_for(100 * FRAME)
        assert lines(page) == without_sides(simulated().frames[0])
        button.press("Enter")
        assert button.inner_text() == words.pause
        page.clock.run_for(9 * FRAME)
        button.press("Space")
        stopped = lines(page)
        page.clock.run_for(100 * FRAME)
        assert lines(page) == stopped
        assert stopped in map(without_sides, simulated().frames[8:12])
        button.press("Enter")
        page.clock.run_for(FRAME)
        assert lines(page) != stopped


def test_for_a_reader_who_wants_calm_it_shows_its_stills_and_nothing_between(show: Show) -> None:
    with show(GOLDEN, fresh=True, reduced_motion="reduce") as opened:
        page = opened.page
        stop_the_clock(page)
        page.locator("button").click()
        seen = [lines(page)]
        for _ in range(8):
            page.clock.run_for(2000)
            if lines(page) != seen[-1]:
                seen.append(lines(page))
    film = simulated()
    assert seen == [without_sides(film.frames[end]) for end in film.ends]


def test_the_button_says_what_it_moves(show: Show) -> None:
    with show(GOLDEN) as opened:
        name = opened.page.locator("button").get_attribute("aria-label")
    assert name == f"{page_words('en').start}: Drawing: A smooth hill."


@pytest.mark.parametrize("how", [{"script": False}, {"java_script_enabled": False}], ids=str)
def test_without_a_script_there_is_the_hill_and_no_button(how: dict[str, bool], show: Show) -> None:
    with show(GOLDEN, **how) as opened:
        assert opened.page.locator("button").count() == 0
        assert opened.page.locator("[data-moves]").is_visible()
