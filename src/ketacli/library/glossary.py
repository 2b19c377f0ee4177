"""The glossary as a kept page holds it, and the one word in it that a reader typed. Apart from
`read_back`, so that nobody who reads a topic loads it.
"""

from typing import Any, NamedTuple

from ketacli.errors import NotFoundError, Wanted
from ketacli.leaflet import Leaflet
from ketacli.leaflet_json import from_json
from ketacli.text import Entries

Json = dict[str, Any]


class Words(NamedTuple):
    """The glossary, and the names that each word goes by."""

    leaflet: Leaflet
    names: dict[str, tuple[str, ...]]

    def only(self, typed: str) -> Leaflet:
        """The glossary with the one word that a reader typed.

        Raises:
            NotFoundError: the word is not in it.
        """
        wanted = typed.casefold()
        found = {
            term_id
            for term_id, called in self.names.items()
            if wanted == term_id or wanted in {name.casefold() for name in called}
        }
        if not found:
            there_is = tuple(called[0] for called in self.names.values())
            raise NotFoundError(Wanted.TERM, typed, there_is)
        part = self.leaflet.parts[0]
        kept = tuple(
            Entries(tuple(entry for entry in block.items if entry.id in found))
            for block in part.blocks
            if isinstance(block, Entries)
        )
        return self.leaflet._replace(parts=(part._replace(blocks=kept),))


def read(page: Json) -> Words:
    """The page of a glossary.

    Raises:
        AttributeError, IndexError, KeyError, TypeError, ValueError: it is something else.
    """
    names = {term: tuple(names) for term, names in page["also"].items()}
    return Words(from_json(page["leaflet"]), names)
