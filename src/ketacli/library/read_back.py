"""What made pages hold, as values: reads back what `pages` wrote, without yaml and pydantic.
A page of another shape raises one of `FOREIGN`, and counts as none.
"""

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from ketacli import site as sites
from ketacli.disclaimer import Disclaimer
from ketacli.leaflet import Leaflet, Part
from ketacli.leaflet_json import from_json, parts_from_json
from ketacli.library.standing import Standing
from ketacli.library.standing import from_json as standing_from_json

if TYPE_CHECKING:
    from ketacli.kiosk_labels import KioskLabels
    from ketacli.labels import Labels
    from ketacli.pronunciation import Pronunciation
    from ketacli.web_labels import WebLabels

Json = dict[str, Any]
FOREIGN = (AttributeError, IndexError, KeyError, TypeError, ValueError)


class Catalogue(NamedTuple):
    """What `library.yaml` says."""

    languages: dict[str, str]
    """The name of each language by its tag; the first one is the library's own."""
    topics: tuple[str, ...]
    grace_days: int
    """So long after its review was due a leaflet is still shown."""


class Issued(NamedTuple):
    """A leaflet, and what decides whether it is shown."""

    leaflet: Leaflet
    standing: Standing


class Front(NamedTuple):
    """What is shown before a leaflet. Its labels are read by those who need them."""

    disclaimer: Disclaimer
    help_parts: tuple[Part, ...]
    territories: dict[str, str]
    """The id of the region of each country."""
    labels: Json


def catalogue(page: Json) -> Catalogue:
    """The page of `library.yaml`."""
    found = Catalogue(_texts(page["languages"]), tuple(page["topics"]), page["grace_days"])
    if not (found.languages and found.topics):
        raise ValueError("a library has a language and a topic")
    return found


def issued(page: Json) -> Issued:
    """The page of a topic."""
    return Issued(from_json(page["leaflet"]), standing_from_json(page["standing"]))


def signed(page: Json) -> dict[str, date]:
    """Until when each sign-off counts, by its topic, its language and the words it is about."""
    return {name: date.fromisoformat(day) for name, day in page["signed"].items()}


def front(page: Json) -> Front:
    """The page of everything that is shown before a leaflet."""
    words = page["disclaimer"]
    disclaimer = Disclaimer(**{**words, "paragraphs": tuple(words["paragraphs"])})
    help_parts = parts_from_json(page["help"])
    if not help_parts:
        raise ValueError("crisis lines are shown always")
    return Front(disclaimer, help_parts, _texts(page["territories"]), page["labels"])


def labels(written: Json) -> "Labels":
    """The labels of a front."""
    from ketacli.labels import Labels

    return Labels(**{**written, "months": tuple(written["months"])})


def kiosk_labels(page: Json) -> "KioskLabels":
    """The page of what a kiosk says."""
    from ketacli.kiosk_labels import KioskLabels

    return KioskLabels(**_texts(page["labels"]))


def web_labels(page: Json) -> "WebLabels":
    """The page of what the pages of a site say."""
    from ketacli.web_labels import WebLabels

    return WebLabels(**_texts(page["labels"]))


def pronunciation(page: Json) -> "Pronunciation":
    """The page of what a voice says otherwise than it is written."""
    from ketacli.pronunciation import Pronunciation, Saying

    written = page["pronunciation"]
    said = tuple(Saying(*map(str, pair)) for pair in written["said"])
    return Pronunciation(**{**written, "said": said, "numbers": tuple(written["numbers"])})


def site(page: Json) -> sites.Site:
    """The page of a `site.yaml`."""
    return sites.from_json(page)


def _texts(written: Json) -> dict[str, str]:
    """Texts by name."""
    if not all(isinstance(text, str) for text in written.values()):
        raise TypeError(written)
    return dict(written)
