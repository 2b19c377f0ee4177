"""The last page: what a reader marked and wants to ask, to take along on a phone or on paper."""

from collections.abc import Iterator

from ketacli.kiosk import hand_off
from ketacli.kiosk.page import Choice, Page, Rank, said
from ketacli.kiosk.visit import Visit
from ketacli.labels import fill
from ketacli.leaflet import Part, Role
from ketacli.render.rows import part_rows
from ketacli.text import Block, Bullets, Subheading, letters


def take_away(visit: Visit) -> Page:
    """The page to take along. Its `code` is the text that a QR code holds."""
    words = visit.library.kiosk_labels
    blocks = tuple(_blocks(visit))
    has_some = bool(visit.marks or visit.questions)
    about = () if has_some else (said(words.take_none),)
    part = Part(Role.LIST, "take-away", "", (*about, *blocks))
    ways = [Choice("back", words.go_back, Rank.WAY)] if visit.behind else []
    ways.append(Choice("shelf", visit.library.labels.topics, Rank.WAY))
    if visit.site.print_command:
        ways.append(Choice("print", words.take_print, Rank.SIDE))
    code = hand_off.text(hand_off.HandOff(taken(visit))) if has_some else ""
    return Page(visit.place, words.take_title, (part,), tuple(ways), code=code)


def taken(visit: Visit) -> tuple[str, ...]:
    """What the page says, line by line, for a phone or for paper."""
    words, clinic = visit.library.kiosk_labels, visit.site.clinic
    lines = [words.take_title]
    if visit.marks:
        lines += [words.take_marked, *(f"- {mark.title}" for mark in visit.marks)]
    if visit.questions:
        lines += [words.take_questions, *(f"- {question}" for question in visit.questions)]
    if visit.receipt:
        lines.append(fill(words.take_receipt, code=visit.receipt))
    if clinic.telephone:
        contact = visit.library.labels.clinic_contact
        lines.append(fill(contact, clinic=clinic.name, telephone=clinic.telephone))
    return tuple(lines)


def printed(visit: Visit) -> str:
    """What goes to the printer: the page, and whom to call."""
    crisis = (
        row.mark + letters(row.line)
        for part in visit.library.crisis_lines()
        for row in part_rows(part)
    )
    return hand_off.text(hand_off.HandOff((*taken(visit), *crisis)))


def _blocks(visit: Visit) -> Iterator[Block]:
    words = visit.library.kiosk_labels
    if visit.marks:
        yield Subheading(words.take_marked)
        yield Bullets(tuple(said(mark.title) for mark in visit.marks))
    if visit.questions:
        yield Subheading(words.take_questions)
        yield Bullets(tuple(map(said, visit.questions)))
    if visit.receipt:
        yield said(fill(words.take_receipt, code=visit.receipt))
