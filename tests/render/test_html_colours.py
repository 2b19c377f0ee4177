"""Contrast, computed from the style itself, in every theme."""

import re
from typing import NamedTuple

import pytest

from ketacli.render.html import bare

LETTERS = [
    *((letters, "ground") for letters in ("letters", "quiet", "link")),
    *((letters, "box") for letters in ("letters", "quiet", "link")),
    *((letters, "help") for letters in ("letters", "link")),
]
LINES = [("line", "ground"), ("line", "box"), ("line", "help"), ("trail", "snow"), ("sled", "snow")]
FOR_LETTERS, FOR_LINES = 7, 3
_BLOCK = re.compile(r"(?:@media([^{]*)\{\n?)?:root\{([^}]*)\}")
_COLOUR = re.compile(r"--(\w+):(#[0-9a-f]{3,6})\b")


class Theme(NamedTuple):
    asked: str
    colours: dict[str, str]


def _themes() -> list[Theme]:
    """Each block of colours, laid over those that stand before it and apply as well."""
    found: list[Theme] = []
    for asked, block in _BLOCK.findall(bare("page.css")):
        colours = dict(_COLOUR.findall(block))
        below = [theme for theme in found if theme.asked in asked or not theme.asked]
        for theme in reversed(below):
            colours = theme.colours | colours
        found.append(Theme(asked, colours))
    return [theme for theme in found if "forced" not in theme.asked]


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    shares = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_wcag_does() -> None:
    assert contrast("#fff", "#000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


def test_there_are_themes_for_light_dark_more_contrast_and_paper() -> None:
    asked = [theme.asked for theme in _themes()]
    assert asked[0] == ""
    assert {"dark", "more", "print"} <= set(re.findall(r"\w+", " ".join(asked)))


@pytest.mark.parametrize("theme", _themes(), ids=lambda theme: theme.asked)
def test_letters_stand_out_seven_to_one_and_lines_three_to_one(theme: Theme) -> None:
    for pairs, least in ((LETTERS, FOR_LETTERS), (LINES, FOR_LINES)):
        for one, other in pairs:
            assert contrast(theme.colours[one], theme.colours[other]) >= least, (one, other)
