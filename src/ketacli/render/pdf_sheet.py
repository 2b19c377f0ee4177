"""What a leaflet is printed on: the paper, the size of its letters, and what each page says beside
the leaflet.
"""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ketacli.digest import sha256_hex
from ketacli.labels import Labels, fill
from ketacli.leaflet import Leaflet, Role
from ketacli.render.pdf_paper import Paper

if TYPE_CHECKING:
    from collections.abc import Iterator

NO_DAY = date(2000, 1, 1)
"""Written into a file where nobody has checked the words: an archive asks for some day."""
_CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: nothing to mistake for a digit
_CODE_GROUP = 4


class Sheet(NamedTuple):
    """How one leaflet is printed."""

    labels: Labels
    """In the language of the leaflet."""
    paper: Paper = Paper.A4
    large: bool = False
    """Large print: 18 points, one and a half lines."""
    acknowledged: str = ""
    """The code of the disclaimer that the leaflet carries."""
    receipt: str = ""
    """The code of the receipt that the reader was given."""
    checked: date = NO_DAY
    """The day on which the writers last checked the words: the file bears it, and no other."""

    @property
    def size(self) -> float:
        """Of the letters, in points."""
        return 18.0 if self.large else 12.0

    @property
    def leading(self) -> float:
        """What lies between two lines, in em: the lines themselves are one em high."""
        return 0.5 if self.large else 0.35

    @property
    def scales(self) -> tuple[float, float, float]:
        """How much larger than the text the headings are, from the title down."""
        return (1.5, 1.25, 1.0) if self.large else (2.0, 1.4, 1.1)

    @property
    def foot(self) -> float:
        """Of the letters at the foot of a page, in points."""
        return self.size if self.large else 9.5

    def codes(self, leaflet: Leaflet) -> "Iterator[str]":
        """What stands beside the number of each page."""
        yield fill(self.labels.version_code, code=version(leaflet))
        if self.acknowledged:
            yield fill(self.labels.acknowledged_code, code=self.acknowledged)
        if self.receipt:
            yield fill(self.labels.receipt_code, code=self.receipt)


def version(leaflet: Leaflet) -> str:
    """The first 40 bits of SHA-256 over a leaflet's words without its days, as `K7QF-2M9D`."""
    from json import dumps

    from ketacli.leaflet_json import to_json

    undated = leaflet._replace(
        parts=tuple(part for part in leaflet.parts if part.role is not Role.DATES)
    )
    number = int(sha256_hex(dumps(to_json(undated)).encode())[:10], 16)
    letters = "".join(_CODE_LETTERS[number >> shift & 31] for shift in range(35, -1, -5))
    return f"{letters[:_CODE_GROUP]}-{letters[_CODE_GROUP:]}"
