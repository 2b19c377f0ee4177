"""The system's Chromium, for tests that look at web pages as their readers do, and the pages."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from ketacli.leaflet import Leaflet
from ketacli.library import Library
from ketacli.render.canvas import Canvas, PageWords
from ketacli.render.html import render
from support.leaflets import golden_topics, languages, topics
from support.program import CONTENT

DESK = ViewportSize(width=1280, height=900)
PHONE = ViewportSize(width=320, height=256)
"""What is left of a usual screen where a page is zoomed to 400 %."""
SOME = sorted(topics())[:: len(topics()) // len(languages()) + 1]
"""Some of the topics: each once, and each language."""
PATIENCE = 60_000
"""Milliseconds: a slow machine is no fault."""
_RULES_OF_LOOKS = ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]
"""These take four fifths of the time, and all pages of a theme look alike."""
_FIND = """without => axe.run(document, {
  runOnly: {type: "rule", values: axe.getRules().map(rule => rule.ruleId).filter(
    rule => !without.includes(rule))},
  resultTypes: ["violations", "incomplete"],
}).then(found => [...found.violations, ...found.incomplete].flatMap(rule =>
  rule.nodes.map(node => `${rule.id}: ${node.html}`)))"""
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

    def barriers(self, *, looks: bool = True) -> list[str]:
        """What axe-core finds with all of its rules, also where it is not sure.

        Args:
            looks: with those about colours, too.
        """
        if not self.page.evaluate("!!window.axe"):
            self.page.evaluate(_axe())
        found: list[str] = self.page.evaluate(_FIND, [] if looks else _RULES_OF_LOOKS)
        return found


Show = Callable[..., AbstractContextManager[Shown]]
"""Shows the page of a topic by its name, or the text of a page."""


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


@contextmanager
def shown(browser: Browser, file: Path, **how: Any) -> Iterator[Shown]:
    """A file in the browser, with nothing but this file within reach."""
    context = browser.new_context(**{"viewport": DESK, "offline": True, **how})
    context.set_default_timeout(PATIENCE)
    context.add_init_script(_LISTEN)
    page = context.new_page()
    found = Shown(page, [], [])
    page.on("request", lambda request: found.requests.append(request.url))
    page.on("console", lambda message: found.faults.append(message.text))
    page.on("pageerror", lambda error: found.faults.append(str(error)))
    page.goto(file.as_uri())
    yield found
    context.close()


@cache
def _axe() -> str:
    """The source of axe-core. The package around it is of no use here."""
    found = find_spec("axe_playwright_python")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).with_name("axe.min.js").read_text(encoding="utf-8")


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
