"""Where the letters of a web page stand, and whether any is out of sight: beside the window, behind
an edge that cuts it off, outside its box, or under other letters.
"""

from playwright.sync_api import Page

_HIDDEN = """() => {
  const found = [];
  const tell = (what, element) => found.push(`${what}: ${element.outerHTML.slice(0, 90)}`);
  const letters = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let text; (text = texts.nextNode());) {
    const element = text.parentElement;
    if (!text.data.trim() || element.closest("svg, script, style, noscript")) continue;
    const style = getComputedStyle(element);
    if (!element.checkVisibility({visibilityProperty: true, opacityProperty: true}))
      tell("not shown", element);
    let block = element;
    while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
    const box = block.getBoundingClientRect();
    range.selectNodeContents(text);
    for (const {left, right, top, bottom} of range.getClientRects()) {
      if (right - left < 1) continue;
      const size = parseFloat(style.fontSize), middle = (top + bottom) / 2;
      if (left < -0.5 || right > innerWidth + 0.5) tell("beside the window", element);
      if (left < box.left - 1 || right > box.right + 1 || middle < box.top || middle > box.bottom)
        tell("outside its box", element);
      letters.push({left, right, top: middle - size * 0.4, bottom: middle + size * 0.4, element});
    }
  }
  for (const drawing of document.querySelectorAll("main svg, button")) {
    const {left, right, top, bottom} = drawing.getBoundingClientRect();
    if (left < -0.5 || right > innerWidth + 0.5) tell("beside the window", drawing);
    if (!drawing.checkVisibility()) tell("not shown", drawing);
    else if (right - left < 40 || bottom - top < 20) tell("too small", drawing);
    letters.push({left, right, top, bottom, element: drawing});
  }
  letters.sort((one, other) => one.top - other.top);
  letters.forEach((one, place) => {
    for (let next = place + 1; next < letters.length && letters[next].top < one.bottom; next++) {
      const other = letters[next];
      if (Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1.5
          && Math.min(one.bottom, other.bottom) - other.top > 1.5
          && !one.element.contains(other.element) && !other.element.contains(one.element))
        tell("under other letters", other.element);
    }
  });
  for (const element of document.querySelectorAll("body *:not(svg, svg *, input)")) {
    const {overflowX, overflowY, textOverflow} = getComputedStyle(element);
    if (![overflowX, overflowY].every(value => value === "visible")) tell("may be cut", element);
  }
  const whole = document.documentElement;
  if (whole.scrollWidth > innerWidth) tell("wider than the window", whole);
  return found;
}"""
_SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important } p { margin-bottom: 2em !important }"""
"""What WCAG 1.4.12 lets readers set."""


def hidden(page: Page) -> list[str]:
    """Every piece of the page that some reader would not see."""
    found: list[str] = page.evaluate(_HIDDEN)
    return found


def space_out(page: Page) -> None:
    """Set letters, words, lines and paragraphs as far apart as a reader may. Needs a page without
    a policy.
    """
    page.add_style_tag(content=_SPACED)
