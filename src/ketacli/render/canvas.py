"""What a page is drawn on."""

from typing import NamedTuple

NARROWEST = 20
"""A narrower screen gets lines of this width, which it breaks itself."""
LEAST_ASKED = 40
WIDEST = 120
USUAL = 80


class Canvas(NamedTuple):
    """The width of a page in cells, and whether letters may be bold and underlined."""

    width: int = USUAL
    styled: bool = False
    """Bold and underline may be used. Colour never is: the terminal's own has the contrast that
    its reader chose."""
