"""The page as a screen shows it: what only a screen adds to a page, and the pages that are only a
screen's own. Every word is a label, or stands on the page already.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ketacli.kiosk import views
from ketacli.kiosk.drawing import Drawn, Enlarge, Look, Piece, draw, page_rows, words
from ketacli.kiosk.page import Choice, Page, Place, saying
from ketacli.kiosk.room import Room
from ketacli.kiosk.screen_aloud import Aloud
from ketacli.kiosk.screen_layout import Size, room_for_code, room_for_words
from ketacli.kiosk.visit import Visit
from ketacli.kiosk_labels import KioskLabels
from ketacli.labels import fill
from ketacli.render.rows import Kind, Row
from ketacli.text import Span, letters, visible

if TYPE_CHECKING:
    from ketacli.kiosk.screen_ride import Ride
    from ketacli.kiosk.screen_slip import Slip


class Glass(NamedTuple):
    """What a terminal can draw besides ASCII."""

    boxes: bool = False
    """Frames of lines."""
    halves: bool = False
    """Blocks of half a letter."""
    quarters: bool = False
    """Blocks of a quarter of a letter."""


class Besides(NamedTuple):
    """What a screen keeps for a reader, besides the visit."""

    aloud: Aloud
    ride: "Ride | None" = None
    """The hill, where it moves."""
    slip: "Slip | None" = None
    """The page to take home, once it is there."""


class Shown(NamedTuple):
    """A page, drawn."""

    page: Page
    rows: tuple[Row, ...] = ()
    """Its words. The title is not among them."""
    words: tuple[Drawn, ...] = ()
    is_large: bool = False
    code: tuple[Drawn, ...] = ()
    beside_code: tuple[Choice, ...] = ()


def page(room: Room, besides: Besides, size: Size, glass: Glass) -> Shown:
    """The page where a reader is, with all that a screen adds."""
    visit, labels = room.visit, room.visit.library.kiosk_labels
    found = _with_choices(views.page(visit), room, besides)
    code, beside, said = _code(found, visit, size, glass) if found.code else ((), (), "")
    printed = besides.slip.said if besides.slip else ""
    added = [text for text in (printed, said) if text]
    if added:
        found = found._replace(parts=(*found.parts, *saying(*added)))
    enlarge = _enlarge(glass, found) if visit.large else None
    if visit.large and enlarge is None:
        found = found._replace(parts=(*saying(labels.large_letters_missing), *found.parts))
    rows = page_rows(found)
    title = (Row(Kind.TITLE, (Span(found.title),)), Row(Kind.GAP)) if enlarge else ()
    drawn = draw((*title, *besides.aloud.mark(rows)), room_for_words(size), enlarge)
    if besides.ride is not None:
        drawn = (*_hill(besides.ride, room_for_words(size)), *drawn)
    return Shown(found, rows, drawn, enlarge is not None, code, beside)


def wake(room: Room) -> Page:
    """What rests on the screen while nobody is there: no topic, nothing that moves."""
    words, library = room.visit.library.kiosk_labels, room.visit.library
    return Page(Place.START, "", (*saying(words.wake), *library.crisis_lines()), ())


def too_small(room: Room) -> Page:
    """What a window says in which nobody could read."""
    return Page(Place.START, "", saying(room.visit.library.kiosk_labels.too_small), ())


def still_there(room: Room, seconds: int) -> Page:
    """The last words before everything is forgotten."""
    labels = room.visit.library.kiosk_labels
    said = saying(fill(labels.idle, seconds=str(seconds)))
    return Page(room.visit.place, labels.idle_title, said, (Choice("stay", labels.still_here),))


def note(room: Room) -> str:
    """What is wrong here, in words for the staff."""
    labels = room.visit.library.kiosk_labels
    return fill(labels.note_for_staff, note=room.note) if room.note else ""


def _with_choices(found: Page, room: Room, besides: Besides) -> Page:
    labels, visit = room.visit.library.kiosk_labels, room.visit
    choices = tuple(_as_it_is(choice, labels, besides) for choice in found.choices)
    is_said = visit.place is Place.START and not besides.aloud.is_there
    aloud = () if is_said else tuple(besides.aloud.choices(labels))
    return found._replace(choices=(*choices, *aloud))


def _as_it_is(choice: Choice, labels: KioskLabels, besides: Besides) -> Choice:
    """A choice whose button says how things are."""
    match choice.id:
        case "aloud" if not besides.aloud.is_there:
            return choice._replace(label=labels.read_aloud_missing, pressed=None)
        case "hill:run" if besides.ride is not None and besides.ride.is_running:
            return choice._replace(label=labels.hill_pause)
        case _:
            return choice


def _enlarge(glass: Glass, found: Page) -> Enlarge | None:
    """What draws large letters, if this terminal can draw all of this page with them."""
    from ketacli.pictures import large_letters

    said = " ".join(letters(row.line) for row in page_rows(found))
    if not glass.halves or large_letters.lacks(visible(f"{found.title} {said}")):
        return None
    return lambda text, width: large_letters.lines(text, width, halves=not glass.quarters)


def _hill(ride: "Ride", width: int) -> Iterator[Drawn]:
    yield from ((Piece(line),) for line in ride.lines)
    yield ()
    yield from words(ride.says, width)
    yield ()


def _code(
    found: Page, visit: Visit, size: Size, glass: Glass
) -> tuple[tuple[Drawn, ...], tuple[Choice, ...], str]:
    """The code, the button to the next one, and what is to be said about it."""
    from ketacli.kiosk import hand_off

    labels = visit.library.kiosk_labels
    room = room_for_code(size)
    texts = hand_off.parts(found.code, room.columns, room.lines) if glass.halves else ()
    at = visit.code_part % len(texts) if texts else 0
    drawn = hand_off.qr(texts[at]) if texts else None
    if drawn is None:
        return (), (), labels.take_code_too_small
    code = tuple((Piece(line, Look.CODE),) for line in drawn)
    if len(texts) == 1:
        return code, (), labels.take_code
    part = fill(labels.take_code_part, part=str(at + 1), parts=str(len(texts)))
    said = f"{labels.take_code} {part}"
    return code, (Choice("code:next", labels.take_next_code),), said
