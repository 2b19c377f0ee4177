"""The names of places on a web page, each given once, and which addresses a page links to. An
address that content brings becomes a link only where its form leaves no doubt.
"""

import re
from collections.abc import Iterator

from ketacli.digest import sha256_hex
from ketacli.leaflet import Leaflet
from ketacli.text import Entries

_LETTERS = "0123456789BCDFGHJKLMNPQRSTVWXZbcdfghjklmnpqrstvwxz"
_PLAIN_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_WEB = re.compile(r"https?://[!#-;=?-~]+")
"""Printing ASCII without quotes and angles."""
_TELEPHONE = re.compile(r"\+?[0-9](?:[ -]?[0-9]){2,}")
_SITE = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[a-z0-9/-]*)?")


class Places:
    """The places of one page. No two have the same name, whatever they are called in content."""

    def __init__(self, within: str = "") -> None:
        """Begin a page.

        Args:
            within: where words stand before a page, what stands for these. Then names are short,
                and other ones once the words are others: no old address leads into the page.
        """
        self._first = int(sha256_hex(within.encode()), 16) if within else 0
        self._taken: set[str] = set()

    def take(self, kind: str, wanted: str) -> str:
        """A name that no other place has: the wanted one, where it can stand in an address.

        Args:
            kind: a letter for what stands there. Parts have none: bookmarks name them.
            wanted: what content calls it.
        """
        name = self._short() if self._first else self._speaking(kind, wanted)
        while name in self._taken:
            name += "_"
        self._taken.add(name)
        return name

    def _speaking(self, kind: str, wanted: str) -> str:
        fits = len(wanted) <= 60 and _PLAIN_NAME.fullmatch(wanted)  # noqa: PLR2004
        return f"{kind}{wanted}" if fits else f"{kind}_{len(self._taken)}"

    def _short(self) -> str:
        """Three letters without vowels: no word, and no name that a page has of its own."""
        number, name = self._first + len(self._taken), ""
        for _ in range(3):
            number, letter = divmod(number, len(_LETTERS))
            name = _LETTERS[letter] + name
        return name


def explained(leaflet: Leaflet, *, numbered: bool) -> Iterator[str]:
    """The ids of the sources of a leaflet, or of the words that it explains."""
    blocks = (block for part in leaflet.parts for block in part.blocks)
    for block in blocks:
        if isinstance(block, Entries) and block.numbered == numbered:
            yield from (entry.id for entry in block.items)


def web(address: str) -> str:
    """The address itself where it is one of the web, else nothing."""
    return address if _WEB.fullmatch(address) else ""


def to_call(text: str) -> str:
    """Where the number or the site of a crisis line leads: to the telephone, or to the web."""
    if _TELEPHONE.fullmatch(text):
        return "tel:" + re.sub(r"[ -]", "", text)
    return f"https://{text}" if _SITE.fullmatch(text) else ""
