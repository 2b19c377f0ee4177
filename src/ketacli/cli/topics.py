"""`ketacli topics`: what there is to read, all of it or what has the reader's words in it."""

from typing import TYPE_CHECKING

from ketacli.cli import express, output
from ketacli.cli.desk import Desk, Wishes, open_desk
from ketacli.cli.report import problem_line
from ketacli.labels import fill
from ketacli.leaflet import Card, Leaflet, Part, Role
from ketacli.text import Block, Entries, Entry, Paragraph, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ketacli.library import Shelf, Withheld


def topics(wishes: Wishes, words: tuple[str, ...]) -> None:
    """List the cards of the topics."""
    desk = open_desk(wishes)
    read = desk.library.files_read()
    express.rests_on_listing(desk.library.path / desk.library.language / "topics")
    shelf = desk.library.cards()
    _name_broken(shelf)
    desk.put(page(desk, shelf, words))
    # A library that reads topics anew forgets what it read, and faults are an author's business.
    if read.items() <= desk.library.files_read().items() and not shelf.problems:
        express.offer(desk.library)


def page(desk: Desk, shelf: "Shelf", words: tuple[str, ...] = ()) -> Leaflet:
    """The cards that have all these words as a page, and what is not shown now."""
    labels = desk.library.labels
    cards = tuple(card for card in shelf.cards if _has(card, words))
    blocks: tuple[Block, ...]
    if cards:
        blocks = (Entries(tuple(map(_entry, cards))), Paragraph((Span(labels.topics_hint),)))
    elif words or not shelf.withheld:
        blocks = (Paragraph((Span(fill(labels.topics_none, words=" ".join(words))),)),)
    else:
        blocks = ()  # all that is there is told below
    shown = (Part(Role.LIST, "topics", labels.topics, blocks),) if blocks else ()
    parts = (*shown, *_not_shown(shelf, words, labels.topics_withheld))
    return desk.library.sheet("topics", labels.topics, parts, desk.wishes.region)


def _not_shown(shelf: "Shelf", words: tuple[str, ...], title: str) -> "Iterator[Part]":
    found = [one for one in shelf.withheld if _has(one.card, words)]
    if found:
        entries = Entries(tuple(map(_entry_withheld, found)))
        yield Part(Role.LIST, "withheld", title, (entries,))


def _entry_withheld(withheld: "Withheld") -> Entry:
    card = withheld.card
    return Entry(card.id, card.id, (Span(f"{card.title}. "), Span(" ".join(withheld.words))))


def _entry(card: Card) -> Entry:
    return Entry(card.id, card.id, (Span(f"{card.title}. "), Span(card.purpose)))


def _has(card: Card, words: tuple[str, ...]) -> bool:
    """Whether every word stands somewhere on the card."""
    headings = (title for _, title in card.sections)
    text = " ".join((card.id, card.title, card.purpose, *headings)).casefold()
    return all(word.casefold() in text for word in words)


def _name_broken(shelf: "Shelf") -> None:
    """One line for each topic that cannot be read; the others are not taken away by it."""
    files = {problem.file: problem for problem in reversed(shelf.problems)}
    for problem in reversed(files.values()):
        output.say(problem_line(problem))
