"""A keyboard on a web page: where it is, whether that is marked, and whether it is in sight."""

from typing import Any

from playwright.sync_api import Page

_REACHED = """[...document.querySelectorAll("a[href], button, input, summary")].filter(
  element => element.checkVisibility())"""
_FOCUSED = f"""() => {{
  const here = document.activeElement;
  if (here === document.body) return null;
  const style = getComputedStyle(here);
  const spoken = /rgba?\\(([\\d.]+), ([\\d.]+), ([\\d.]+)/;
  const light = colour => spoken.exec(colour).slice(1).map(part => part / 255).map(
    part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  ).reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
  const ground = getComputedStyle(document.documentElement).backgroundColor;
  const [more, less] = [light(style.outlineColor), light(ground)].sort((a, b) => b - a);
  const rim = parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset);
  const boxes = [...here.getClientRects()].filter(box => box.width > 0);
  const [box] = boxes;
  const top = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
  return {{
    place: ({_REACHED}).indexOf(here),
    outlined: style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2
      && (more + 0.05) / (less + 0.05) >= 3,
    seen: here.contains(top) && boxes.every(box => box.left >= rim && box.top >= rim
      && box.right <= innerWidth - rim && box.bottom <= innerHeight - rim),
  }};
}}"""


def here(page: Page) -> dict[str, Any]:
    """Where the keyboard is: its place among all that it should reach, whether that is outlined,
    and whether it is seen with the whole of its outline. Nothing where it is nowhere.
    """
    found: dict[str, Any] | None = page.evaluate(_FOCUSED)
    return found or {}


def steps(page: Page, key: str = "Tab") -> list[dict[str, Any]]:
    """Where a key leads, one press after another, as often as there are places."""
    found = []
    for _ in wanted(page):
        page.keyboard.press(key)
        found.append(here(page))
    return found


def wanted(page: Page, start: int = 0) -> list[dict[str, Any]]:
    """Every link, button and field of a page from one on, each reached, outlined and seen."""
    count = page.evaluate(f"({_REACHED}).length")
    return [{"place": place, "outlined": True, "seen": True} for place in range(start, count)]


def go_to(page: Page, selector: str) -> None:
    """Press Tab until the keyboard is on something."""
    for _ in wanted(page):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(selector)
