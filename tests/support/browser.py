"""The system's Chromium, for tests that look at web pages as their readers do, and the pages."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from ketacli.leaflet import Leaflet
from ketacli.library import Library
from ketacli.render.canvas import Canvas, PageWords
from ketacli.render.html import render
from support import barriers as axe
from support.leaflets import golden_topics, languages, topics
from support.program import CONTENT

DESK = ViewportSize(width=1280, height=900)
PHONE = ViewportSize(width=320, height=256)
"""What is left of a usual screen where a page is zoomed to 400 %."""
ZOOMED = {"viewport": PHONE, "device_scale_factor": 4}
"""A usual screen at 400 %, as a page sees it."""
SOME = sorted(topics())[:: len(topics()) // len(languages()) + 1]
"""Some of the topics: each once, and each language."""
PATIENCE = 60_000
"""Milliseconds: a slow machine is no fault."""
_USUAL = {
    "media": "null",
    "color_scheme": "light",
    "contrast": "no-preference",
    "forced_colors": "none",
    "reduced_motion": "no-preference",
}
_SETTLED = """() => matchMedia("(scripting: none)").matches
  || (!document.querySelector("script[data-start]")
    || document.querySelector("[data-moves] + button"))
  && !(location.protocol.startsWith("http") && document.querySelector("template"))"""
_LISTEN = """addEventListener("securitypolicyviolation", event => {
  (window.refused ??= []).push(`${event.violatedDirective} ${event.blockedURI}`);
});"""


class Shown(NamedTuple):
    """A page in the browser, and all that it asked for."""

    page: Page
    requests: list[str]
    faults: list[str]
    """What the console and the policy complain of."""

    def look_for_faults(self) -> list[str]:
        """Everything that the page, its script and its policy complain of so far."""
        return [*self.faults, *self.page.evaluate("window.refused || []")]

    def look(self, **how: Any) -> None:
        """Let the reader wish for other colours, more contrast, or less that moves."""
        self.page.emulate_media(**{**_USUAL, **how})

    def set_size(self, *, large: bool) -> None:
        """Let letters be large or not. Pages differ in nothing else, as a test says."""
        self.page.evaluate(
            "large => document.documentElement.classList.toggle('large', large)", large
        )

    def barriers(self, *, looks: bool = True) -> list[str]:
        """What axe-core finds with all of its rules, also where it is not sure.

        Args:
            looks: with those about colours, too.
        """
        return axe.found(self.page, looks=looks)


Show = Callable[..., AbstractContextManager[Shown]]
"""Shows the page of a topic by its name, or the text of a page."""


class Windows:
    """The windows of one browser. Most of what a page costs is a new window: they are kept."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._kept: dict[str, Shown] = {}

    @contextmanager
    def shown(
        self, file: Path, place: str = "", *, fresh: bool = False, **how: Any
    ) -> Iterator[Shown]:
        """A file in a window, with nothing but files within reach.

        Args:
            place: what its address ends with, after `#`.
            fresh: in a window of its own, for a test that changes more than its page.
        """
        media = {name: how.pop(name) for name in tuple(how) if name in _USUAL}
        viewport = how.pop("viewport", DESK)
        found = self._new(how) if fresh else self._window(how)
        found.look(**media)
        found.page.set_viewport_size(viewport)
        found.page.goto(file.as_uri() + place)
        settle(found.page)
        yield found
        if fresh:
            found.page.context.close()

    def _window(self, how: dict[str, Any]) -> Shown:
        kind = repr(sorted(how.items()))
        found = self._kept.get(kind) or self._new(how)
        self._kept[kind] = found
        found.page.goto("about:blank")
        found.requests.clear()
        found.faults.clear()
        return found

    def _new(self, how: dict[str, Any]) -> Shown:
        context = self._browser.new_context(viewport=DESK, offline=True, **how)
        context.set_default_timeout(PATIENCE)
        context.add_init_script(_LISTEN)
        page = context.new_page()
        found = Shown(page, [], [])
        page.on("request", lambda request: found.requests.append(request.url))
        page.on("console", lambda message: found.faults.append(message.text))
        page.on("pageerror", lambda error: found.faults.append(str(error)))
        return found


def settle(page: Page) -> None:
    """Wait for what comes a moment after its page where scripts run: the button of the hill, and
    what a list has besides its leaflets.
    """
    page.wait_for_function(_SETTLED)


@contextmanager
def started() -> Iterator[Browser]:
    """The browser, without a window."""
    program = shutil.which("chromium")
    assert program, "Chromium is missing: apt-get install chromium"
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=as_root, timeout=PATIENCE
        )
        yield browser
        browser.close()


@cache
def page_words(language: str) -> PageWords:
    """What the pages of a language say beside their leaflets."""
    labels = Library(CONTENT, language=language).kiosk_labels
    return PageWords(labels.hill_start, labels.hill_pause)


@cache
def printed(name: str, *, large: bool = False, script: bool = True) -> str:
    """The web page of a topic, as `language/topic` or by the name of a golden one."""
    leaflet = leaflets()[name]
    words = page_words(leaflet.language) if script else PageWords()
    return render(leaflet, Canvas(large=large, words=words))


def leaflets() -> dict[str, Leaflet]:
    """Every shipped topic in every language, and the golden ones."""
    return topics() | golden_topics()
