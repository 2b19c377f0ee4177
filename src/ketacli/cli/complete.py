"""What the shell offers when a reader presses Tab. Reads cards only, and never fails."""

import os

from ketacli.cli.desk import library_folder
from ketacli.cli.folders import cache_folder, state_folder
from ketacli.cli.surroundings import today
from ketacli.errors import KetacliError
from ketacli.leaflet import Card
from ketacli.library import Calendar, Library
from ketacli.text import visible

Offer = list[tuple[str, str]]
_IN_TITLES = frozenset(" ,.-")


def topics(library: str, language: str, typed: str) -> Offer:
    """Topics whose ids begin with what was typed."""
    cards = _cards(library, language)
    return [(card.id, _harmless(card.title)) for card in cards if card.id.startswith(typed)]


def sections(library: str, language: str, topic: str, typed: str) -> Offer:
    """Sections of the topic on the line, or of the first one."""
    cards = _cards(library, language)
    chosen = next((card for card in cards if card.id == topic), cards[0] if cards else None)
    offered = chosen.sections if chosen else ()
    return [(name, _harmless(title)) for name, title in offered if name.startswith(typed)]


def languages(library: str, typed: str) -> Offer:
    """Languages of the library."""
    opened = _open(library, "")
    names = opened.languages if opened else {}
    return [(tag, _harmless(name)) for tag, name in names.items() if tag.startswith(typed)]


def _harmless(title: str) -> str:
    """A title that no shell can take for a command: some shells evaluate what they are offered."""
    shown = visible(" ".join(title.split()))
    return "".join(
        letter
        for letter in shown
        if letter.isalnum() or letter in _IN_TITLES or not letter.isascii()
    )


def _cards(library: str, language: str) -> tuple[Card, ...]:
    opened = _open(library, language)
    return opened.cards().cards if opened else ()


def _open(library: str, language: str) -> Library | None:
    environment = dict(os.environ)
    try:
        return Library(
            library_folder(library, environment),
            language=language,
            environment=environment,
            compiled_in=cache_folder(environment),
            calendar=Calendar(today, state_folder(environment)),
        )
    except KetacliError:
        return None
