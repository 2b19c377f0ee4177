"""Where a reader is -> the page that they see. The only maker of pages, and the only way to follow
one of their choices.
"""

from collections.abc import Callable, Iterator

from ketacli.errors import KetacliError
from ketacli.kiosk import leaflet_views, reading, taking
from ketacli.kiosk.page import Choice, Page, Place, Rank, said, saying
from ketacli.kiosk.visit import START_OVER, Visit
from ketacli.labels import fill, written_day
from ketacli.leaflet import Part, Role
from ketacli.text import Block, Bullets, Paragraph, Span

MOST_CARDS = 4
"""Leaflets on one page of the shelf: more would not fit a small screen."""


def page(visit: Visit) -> Page:
    """The page where a reader is."""
    made = _PAGES[visit.place](visit)
    return made._replace(choices=(*made.choices, *_always(visit)))


def follow(visit: Visit, choice: str) -> bool:
    """Follow a choice, if it stands on the page. Returns whether it does."""
    there = choice in {found.id for found in page(visit).choices}
    if there:
        visit.choose(choice)
    return there


def _always(visit: Visit) -> Iterator[Choice]:
    words = visit.library.kiosk_labels
    if visit.place is Place.START:
        return
    if visit.place in START_OVER:
        yield Choice("finished", words.back_to_start, Rank.WAY)
        return
    if visit.place is not Place.HELP:
        yield Choice("help", words.help_now, Rank.ALWAYS)
    leaves = words.forget if visit.place is Place.TAKE_AWAY else words.finished
    yield Choice("finished", leaves, Rank.ALWAYS)


def _start(visit: Visit) -> Page:
    words, clinic = visit.library.kiosk_labels, visit.site.clinic
    title = f"{words.start_title}: {clinic.name}" if clinic.name else words.start_title
    parts = (*saying(words.start_welcome), *_crisis(visit), *saying(_looked_after(visit)))
    choices = (
        *(Choice(f"language:{tag}", name) for tag, name in visit.languages.items()),
        Choice("large", words.large_letters, Rank.SIDE, visit.large),
        Choice("aloud", words.read_aloud, Rank.SIDE, visit.aloud),
    )
    return Page(visit.place, title, parts, choices)


def _looked_after(visit: Visit) -> str:
    words, site = visit.library.kiosk_labels, visit.site
    if not site.caretaker or site.last_check is None:
        return words.caretaker_unknown
    day = written_day(site.last_check, visit.library.labels)
    return f"{fill(words.caretaker, caretaker=site.caretaker, day=day)} {words.caretaker_unknown}"


def _treated(visit: Visit) -> Page:
    words = visit.library.kiosk_labels
    choices = (Choice("treated:yes", words.treated_yes), Choice("treated:no", words.treated_no))
    return Page(visit.place, words.treated_title, saying(words.treated_question), choices)


def _disclaimer(visit: Visit) -> Page:
    words, asked = visit.library.kiosk_labels, visit.library.disclaimer
    choices = (
        Choice("answer:yes", fill(words.answer_yes, yes=asked.yes)),
        Choice("answer:no", fill(words.answer_no, no=asked.no)),
        Choice("back", words.go_back, Rank.WAY),
    )
    return Page(visit.place, asked.title, saying(*asked.paragraphs, asked.question), choices)


def _excused(visit: Visit) -> Page:
    words, shown = visit.library.kiosk_labels, visit.library.disclaimer
    choices = (
        Choice("read", words.keep_reading, Rank.WAY),
        Choice("back", words.go_back, Rank.WAY),
    )
    said = saying(words.excused, words.excused_driving, *shown.paragraphs)
    return Page(visit.place, shown.title, said, choices)


def _refused(visit: Visit) -> Page:
    words = visit.library.kiosk_labels
    refused = saying(visit.library.labels.declined, words.ask_staff)
    return Page(visit.place, words.refused_title, (*_crisis(visit), *refused), ())


def _closed(visit: Visit) -> Page:
    words = visit.library.kiosk_labels
    return Page(visit.place, words.closed_title, (*_crisis(visit), *saying(words.closed)), ())


def _help(visit: Visit) -> Page:
    words, clinic = visit.library.kiosk_labels, visit.site.clinic
    ask = [words.help_staff]
    if clinic.telephone:
        contact = visit.library.labels.clinic_contact
        ask.append(fill(contact, clinic=clinic.name, telephone=clinic.telephone))
    parts = (*_crisis(visit), *saying(*ask))
    return Page(visit.place, words.help_now, parts, (Choice("back", words.go_back, Rank.WAY),))


def _shelf(visit: Visit) -> Page:
    words, cards = visit.library.kiosk_labels, visit.cards()
    shown = cards[visit.shelf_from : visit.shelf_from + MOST_CARDS]
    following = visit.shelf_from + MOST_CARDS
    choices = [Choice(f"topic:{card.id}", _card(visit, card.id, card.title)) for card in shown]
    if following < len(cards):
        choices.append(Choice(f"shelf:{following}", words.more_leaflets, Rank.WAY))
    if visit.shelf_from:
        choices.append(Choice("shelf:0", words.first_leaflets, Rank.WAY))
    choices.append(Choice("take", words.take_title, Rank.WAY))
    purposes = tuple(
        Paragraph((Span(f"{card.title}:", strong=True), Span(f" {card.purpose}"))) for card in shown
    )
    blocks: tuple[Block, ...] = (Bullets(purposes),) if shown else (said(words.empty_shelf),)
    part = Part(Role.LIST, "shelf", "", blocks)
    parts = (part, *_not_shown(visit))
    return Page(visit.place, visit.library.labels.topics, parts, tuple(choices))


def _not_shown(visit: Visit) -> tuple[Part, ...]:
    lines = tuple(
        said(f"{one.card.title}: {' '.join(one.words)}") for one in visit.withheld()[:MOST_CARDS]
    )
    title = visit.library.labels.topics_withheld
    return (Part(Role.LIST, "withheld", title, (Bullets(lines),)),) if lines else ()


def _card(visit: Visit, topic: str, title: str) -> str:
    words = visit.library.kiosk_labels
    try:
        takes = reading.minutes(visit.issue(topic))
    except KetacliError:  # it broke since the shelf was looked at
        return title
    long = words.minute if takes == 1 else fill(words.minutes, minutes=str(takes))
    return f"{title} ({long})"


def _crisis(visit: Visit) -> tuple[Part, ...]:
    return visit.library.crisis_lines()


_PAGES: dict[Place, Callable[[Visit], Page]] = {
    Place.START: _start,
    Place.TREATED: _treated,
    Place.DISCLAIMER: _disclaimer,
    Place.EXCUSED: _excused,
    Place.REFUSED: _refused,
    Place.CLOSED: _closed,
    Place.HELP: _help,
    Place.SHELF: _shelf,
    Place.LEAFLET: leaflet_views.leaflet,
    Place.CONTENTS: leaflet_views.contents,
    Place.HILL: leaflet_views.hill,
    Place.CHECK: leaflet_views.check,
    Place.TAKE_AWAY: taking.take_away,
}
