"""What axe-core finds on a page that keeps people out: every rule that it has, where it is sure and
where it is not.

Its three rules of colours take four fifths of its time: it computes the ground behind each piece of
text on its own, though most pieces look the same. The whole page is asked once. In every other
theme and width, a piece of text stands for all that have its looks, on all pages, where looks are
all that a contrast is made of: its letters, and what is behind them.
"""

import re
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from string import ascii_lowercase
from typing import Any

from playwright.sync_api import Page

from ketacli.render.html import bare

THEMES: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "more contrast": {"contrast": "more"},
    "more contrast, dark": {"contrast": "more", "color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "forced colours, dark": {"forced_colors": "active", "color_scheme": "dark"},
}
_NAMES = dict.fromkeys(re.findall(r"--[a-z]+", bare("page.css")))
_SHORT = dict(zip(_NAMES, ascii_lowercase, strict=False))
_RULES_OF_LOOKS = ("color-contrast", "color-contrast-enhanced", "link-in-text-block")
# Without scripts a page has no timers, and axe waits for one. Promises it has. What is put off for
# long is what axe does where nothing comes, and here everything does.
_WITHOUT_TIMERS = """if (matchMedia("(scripting: none)").matches)
  window.setTimeout = (next, wait) => { if (!(wait > 99)) Promise.resolve().then(next); return 1; };
"""
_RULES = "axe.getRules().map(rule => rule.ruleId)"
_FIND = """([rules, places]) => axe.run(
  places ? {include: places.map(place => window.pieces[place])} : document,
  {runOnly: {type: "rule", values: rules}, resultTypes: ["violations", "incomplete"]},
).then(found => [...found.violations, ...found.incomplete].flatMap(rule =>
  rule.nodes.map(node => `${rule.id}: ${node.html}`)))"""
_LOOKS = """() => {
  const BEHIND = ["color", "backgroundColor", "backgroundImage", "opacity", "filter", "position",
    "mixBlendMode", "zIndex", "transform", "clipPath"];
  const LETTERS = ["color", "fontSize", "fontWeight", "textShadow", "textDecorationLine",
    "webkitTextFillColor", "webkitTextStroke"];
  const BESIDE = ["content", "backgroundColor", "backgroundImage", "position"];
  const of = (element, names, pseudo) => {
    const style = getComputedStyle(element, pseudo);
    return names.map(name => style[name]).join(" ");
  };
  const known = new Map([[null, ""]]);
  const behind = element => {
    if (!known.has(element)) {
      const around = behind(element.parentElement);
      const own = [of(element, BEHIND), of(element, BESIDE, "::before"),
        of(element, BESIDE, "::after")].join();
      known.set(element, around.endsWith(own) ? around : `${around}|${own}`);
    }
    return known.get(element);
  };
  const looks = new Map();
  for (const element of document.body.querySelectorAll(":not(svg *, script, style)"))
    if ([...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())) {
      const look = [element.localName, of(element, LETTERS), behind(element)].join();
      if (!looks.has(look)) looks.set(look, element);
    }
  window.pieces = [...looks.values()];
  return [...looks.keys()];
}"""


def short(style: str) -> str:
    """A piece of the style with the names that its values have in a page."""
    return re.sub(r"--[a-z]+", lambda found: f"--{_SHORT[found[0]]}", style)


def found(page: Page, *, looks: bool = True) -> list[str]:
    """Everything that axe finds on a page as it is shown now.

    Args:
        looks: with the rules about colours.
    """
    rules = _rules(page)
    return _find(page, rules if looks else rules - set(_RULES_OF_LOOKS))


def found_in_looks(page: Page, clean: set[str]) -> list[str]:
    """What the rules of colours find in any looks of text that are not known to be clean.

    Args:
        clean: the looks in which nothing was found; those of this page are added to it.
    """
    _rules(page)
    looks: list[str] = page.evaluate(_LOOKS)
    new = [place for place, look in enumerate(looks) if look not in clean]
    barriers = _find(page, _RULES_OF_LOOKS, new) if new else []
    if not barriers:
        clean.update(looks)
    return barriers


def _rules(page: Page) -> set[str]:
    """Every rule of axe, which is in the page from now on."""
    if not page.evaluate("!!window.axe"):
        page.evaluate(_WITHOUT_TIMERS)
        page.evaluate(_axe())
    return set(page.evaluate(_RULES))


def _find(page: Page, rules: Iterable[str], places: list[int] | None = None) -> list[str]:
    barriers: list[str] = page.evaluate(_FIND, [sorted(rules), places])
    return barriers


@cache
def _axe() -> str:
    """The source of axe-core. The package around it is of no use here."""
    found = find_spec("axe_playwright_python")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).with_name("axe.min.js").read_text(encoding="utf-8")
