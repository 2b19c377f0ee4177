"""What a page is drawn on, and the words that a page has beside its leaflet."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ketacli.pronunciation import Pronunciation

NARROWEST = 20
"""A narrower screen gets lines of this width, which it breaks itself."""
LEAST_ASKED = 40
WIDEST = 120
USUAL = 80


class PageWords(NamedTuple):
    """What a page that can be worked with says beside its leaflet, in the leaflet's language.

    What has no word is left out of the page.
    """

    start: str = ""
    """The button that lets the snow hill move."""
    pause: str = ""
    """The same button while it moves."""


class Canvas(NamedTuple):
    """The width of a page in cells, and whether letters may be bold and underlined."""

    width: int = USUAL
    styled: bool = False
    """Bold and underline may be used. Colour never is: the terminal's own has the contrast that
    its reader chose."""
    large: bool = False
    """Large print, where a page has letters of its own size."""
    words: PageWords = PageWords()
    pronunciation: "Pronunciation | None" = None
    """What a voice says otherwise than it is written."""
