"""Decides which pages a site has: what is shown, what is told in its place, and what each page
rests on, without opening a topic.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from ketacli.digest import sha256_hex
from ketacli.errors import ContentError, Problem, StaleLanguageError
from ketacli.leaflet import Card
from ketacli.library import Library, fingerprints
from ketacli.publishing.kinds import Kind
from ketacli.publishing.order import Order
from ketacli.publishing.state import Unit

if TYPE_CHECKING:
    from ketacli.library import Fingerprints, Shelf


class Tongue(NamedTuple):
    """One language of a site."""

    library: Library
    name: str
    """Of the language, in itself."""
    shelf: "Shelf"
    prints: "Fingerprints"


class Shown(NamedTuple):
    """The pages of a topic that readers get."""

    unit: str
    language: str
    card: Card
    key: str
    elsewhere: tuple[tuple[str, str], ...]
    """Tag and name of each other language that it is shown in."""


class Told(NamedTuple):
    """The page of a topic, or of a language, that readers do not get."""

    unit: str
    language: str
    """The language of what is told."""
    title: str
    told: tuple[str, ...]
    key: str


class Plan(NamedTuple):
    """All pages of a site but lists, which tell how large the others are."""

    tongues: Mapping[str, Tongue]
    """By tag, in the order of the library."""
    stopped: tuple[str, ...]
    """The tags of languages that nothing can be shown in."""
    shown: tuple[Shown, ...]
    told: tuple[Told, ...]

    def withheld(self) -> Iterator[tuple[str, str]]:
        """Each topic that is there and not shown, and why."""
        for tag, tongue in self.tongues.items():
            yield from ((f"{tag}/{one.card.id}", one.words[0]) for one in tongue.shelf.withheld)


def plan(order: Order, before: Mapping[str, Unit]) -> Plan:
    """Plan a site.

    Args:
        order: what is wanted.
        before: the pages that it had, by their names. Whoever comes to one is told what became
            of it.

    Raises:
        NotFoundError: no such library, or no such region.
        ContentError: content breaks the rules; with every problem that keeps a topic from readers.
    """
    first = order.opened()
    first.region(order.region)
    names = first.languages
    opened = {tag: _opened(order, tag) for tag in names}
    prints = fingerprints(order.library, tuple(names))
    tongues = {
        tag: Tongue(library, names[tag], library.cards(), prints[tag])
        for tag, library in opened.items()
        if library is not None
    }
    if problems := [one for tongue in tongues.values() for one in _faults(order, tongue)]:
        raise ContentError(tuple(problems))
    stopped = tuple(tag for tag, library in opened.items() if library is None)
    shown = tuple(_shown(order, tongues))
    told = {one.unit: one for one in _told(order, tongues, names, stopped, before)}
    there = {one.unit for one in shown}
    return Plan(
        tongues, stopped, shown, tuple(one for one in told.values() if one.unit not in there)
    )


def _opened(order: Order, tag: str) -> Library | None:
    try:
        return order.opened(tag)
    except StaleLanguageError:
        return None


def _faults(order: Order, tongue: Tongue) -> Iterator[Problem]:
    """What keeps topics of a language from readers, or their pages from being made."""
    yield from tongue.shelf.problems
    try:
        _ = tongue.library.web_labels
        _ = tongue.library.pronunciation if Kind.AUDIO in order.kinds else None
    except ContentError as error:
        yield from error.problems


def _shown(order: Order, tongues: Mapping[str, Tongue]) -> Iterator[Shown]:
    there = {tag: {card.id for card in tongue.shelf.cards} for tag, tongue in tongues.items()}
    names = {tag: tongue.name for tag, tongue in tongues.items()}
    for tag, tongue in tongues.items():
        late = frozenset(tongue.shelf.late)
        for card in tongue.shelf.cards:
            elsewhere = tuple(
                (other, names[other])
                for other in tongues
                if other != tag and card.id in there[other]
            )
            rests_on = (tongue.prints.shared, tongue.prints.topics.get(card.id, ""))
            key = _key(order, *rests_on, repr((card.id in late, elsewhere)))
            yield Shown(f"{tag}/{card.id}", tag, card, key, elsewhere)


def _told(
    order: Order,
    tongues: Mapping[str, Tongue],
    names: Mapping[str, str],
    stopped: tuple[str, ...],
    before: Mapping[str, Unit],
) -> Iterator[Told]:
    """What is told of topics that are withheld, and of all that was there before and is not now."""
    first = next(iter(tongues))

    def told(unit: str, language: str, title: str, *words: str) -> Told:
        key = _key(order, tongues[language].prints.shared, repr((language, title, words)))
        return Told(unit, language, title, words, key)

    for tag, tongue in tongues.items():
        for one in tongue.shelf.withheld:
            yield told(f"{tag}/{one.card.id}", tag, one.card.title, *one.words)
    withheld = {unit for tag, one in tongues.items() for unit in _ids(tag, one)}
    for tag in stopped:
        yield told(tag, first, names[tag], tongues[first].library.labels.part_withheld)
    for unit in before:
        tag = unit.partition("/")[0]
        if not unit or unit in withheld or unit in tongues or unit in stopped:
            continue
        if tag in stopped:
            words = tongues[first].library.labels.part_withheld
            yield told(unit, first, names[tag], words)
        else:
            language = tag if tag in tongues else first
            labels = tongues[language].library.web_labels
            yield told(unit, language, labels.gone_title, labels.gone)


def _ids(tag: str, tongue: Tongue) -> Iterator[str]:
    yield from (f"{tag}/{one.card.id}" for one in tongue.shelf.withheld)


def _key(order: Order, *rests_on: str) -> str:
    return sha256_hex("\n".join((order.settings(), *rests_on)).encode("utf-8", "surrogatepass"))
