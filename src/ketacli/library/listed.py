"""What the index of cards keeps of one topic."""

from datetime import date
from typing import NamedTuple

from ketacli.leaflet import Card


class Listed(NamedTuple):
    """A card, and what decides whether its topic is shown."""

    card: Card
    checked: date
    review: date
    words: str
    """What stands for the words that somebody signs."""
    whole: bool
    """Not a translation of other words than those that stand there now."""
