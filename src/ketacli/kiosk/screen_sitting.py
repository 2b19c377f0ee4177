"""One reader in front of a screen: what keys, touches and seconds do. Draws through `screen_layout`
and knows nothing of the program that puts lines on a terminal.
"""

from math import ceil
from typing import NamedTuple

from ketacli.kiosk import screen_page, views
from ketacli.kiosk.drawing import Drawn
from ketacli.kiosk.leaflet_views import story
from ketacli.kiosk.page import Place, Rank
from ketacli.kiosk.room import Room
from ketacli.kiosk.screen_aloud import Aloud
from ketacli.kiosk.screen_layout import Size
from ketacli.kiosk.screen_page import Besides, Glass
from ketacli.kiosk.screen_ride import SECONDS_A_FRAME, Ride
from ketacli.kiosk.screen_slip import Slip
from ketacli.kiosk.screen_view import LOWER_HALF, UPPER_HALF, View

_LINES_A_KEY = 3
_QUICK = 0.04
"""Seconds between two looks at a voice or a printer."""


class _Pressed(NamedTuple):
    """Where a finger went down, and what was known then."""

    on: str = ""
    may_answer: bool = False
    was_reading: bool = False


_NOWHERE = _Pressed()


class Sitting:
    """A reader, a visit, a screen."""

    def __init__(self, room: Room, size: Size, glass: Glass) -> None:
        self.over = False
        """Whether the visit has ended as it should."""
        self._room = room
        self._besides = Besides(Aloud(room))
        self._view = View(room, size, glass)
        self._resting = self._warned = False
        self._pressed = _NOWHERE
        self._place = ""
        self._renew()

    @property
    def lines(self) -> tuple[Drawn, ...]:
        """Every line of the screen as it is now."""
        return self._view.lines

    @property
    def view(self) -> View:
        """What is seen: for those who draw it, and for tests."""
        return self._view

    @property
    def pace(self) -> float | None:
        """How soon `moment` has something to do, in seconds. None: nothing moves."""
        besides = self._besides
        if besides.aloud.is_on or (besides.slip is not None and besides.slip.is_printing):
            return _QUICK
        return SECONDS_A_FRAME if besides.ride is not None and besides.ride.is_running else None

    def resize(self, size: Size) -> None:
        """The window has another size. A question is read anew."""
        self._view.size = size
        self._room.presence.drawn()
        self._show()

    def key(self, name: str) -> None:
        """A key was pressed, or a keyboard says so."""
        may_answer = self._room.presence.sign(name)
        if self._is_woken() or not self._view.size.is_enough:
            return
        was_reading = self._hush()
        view = self._view
        match name:
            case "enter" | "space":
                if view.focus:
                    self._choose(view.focus, may_answer=may_answer, was_reading=was_reading)
            case "escape" if view.is_open:
                view.open_more()
            case "escape":
                self._go_back()
            case "plus" if any(choice.id == "mark" for choice in view.page.choices):
                self._choose("mark", may_answer=False, was_reading=False)
            case _:
                _move(view, name)

    def press(self, column: int, line: int) -> None:
        """A finger or a button of a mouse went down."""
        may_answer = self._room.presence.sign(f"touch:{column},{line}")
        self._pressed = _NOWHERE
        if not self._is_woken() and self._view.size.is_enough:
            was_reading = self._hush()
            self._pressed = _Pressed(self._view.at(column, line), may_answer, was_reading)

    def release(self, column: int, line: int) -> None:
        """It went up again. On the same button, the button was pressed."""
        pressed, self._pressed = self._pressed, _NOWHERE
        if not pressed.on or self._view.at(column, line) != pressed.on:
            return
        if pressed.on in {LOWER_HALF, UPPER_HALF}:
            self._view.turn(1 if pressed.on == LOWER_HALF else -1)
        else:
            self._view.touch(pressed.on)
            self._choose(pressed.on, may_answer=pressed.may_answer, was_reading=pressed.was_reading)

    def wheel(self, turns: int) -> None:
        """A wheel was turned: down counts from 1, up from -1."""
        self._room.presence.sign(f"wheel:{turns}")
        if not self._is_woken() and self._view.size.is_enough:
            self._view.scroll_by(turns * _LINES_A_KEY)

    def second(self) -> None:
        """A second went by."""
        left = self._room.presence.seconds_left()
        if left is None:
            return
        visit = self._room.visit
        if visit.place is Place.START and not (visit.large or visit.aloud):
            self._resting = True  # nothing here is worth forgetting
        elif left > 0:
            self._warned = True
        else:
            self.leave()
            return
        self._hush()
        self._show()

    def moment(self) -> None:
        """What moves goes on."""
        besides = self._besides
        ride, slip = besides.ride, besides.slip
        moved = besides.aloud.moment()
        moved = (ride is not None and ride.moment()) or moved
        moved = (slip is not None and slip.moment()) or moved
        if moved:
            self._show()

    def leave(self) -> None:
        """The visit is over."""
        self._hush()
        self.over = True

    def _is_woken(self) -> bool:
        """Whether there was but a notice. A sign of life takes it away, and does no more."""
        if not self._warned and not self._resting:
            return False
        if self._room.presence.seconds_left() is None:
            self._warned = self._resting = False
            self._show()
            self._room.presence.drawn()
        return True

    def _hush(self) -> bool:
        """Stop reading aloud. Returns whether there was anything to stop."""
        was_reading = self._besides.aloud.is_on
        self._besides.aloud.stop()
        if was_reading:
            self._show()
        return was_reading

    def _go_back(self) -> None:
        back = self._room.visit.library.kiosk_labels.go_back
        ways = self._view.page.of_rank(Rank.WAY)
        found = next((choice.id for choice in ways if choice.label == back), "")
        if found:
            self._choose(found, may_answer=False, was_reading=False)

    def _choose(self, choice: str, *, may_answer: bool, was_reading: bool) -> None:
        """Follow a choice of the screen as it stands."""
        listed = {found.id for found in self._view.page.of_rank(Rank.LIST)}
        if self._view.page.takes_time and choice in listed and not may_answer:
            return
        besides = self._besides
        kind = choice.partition(":")[0]
        match kind:
            case "more":
                self._view.open_more()
                return
            case "speak" if choice == "speak" and was_reading:
                pass  # it was to stop, and has
            case "speak":
                self._view.close_more()
                besides.aloud.choose(choice)
            case "hill" if besides.ride is not None and choice != "hill":
                besides.ride.choose(choice)
            case "print" if besides.slip is not None:
                besides.slip.print()
            case "code":
                self._room.visit.choose(choice)
            case "aloud" if not besides.aloud.is_there:
                pass
            case "page" if self._reads_on(choice):
                pass
            case _:
                views.follow(self._room.visit, choice)
        self._renew()

    def _reads_on(self, choice: str) -> bool:
        """Go on within the page, where whoever leaves it would pass over words below the screen.
        A listener does not. Returns whether there were any.
        """
        visit, view = self._room.visit, self._view
        goes_on = visit.place is Place.LEAFLET and choice == f"page:{visit.at + 1}"
        if not goes_on or visit.aloud:
            return False
        view.close_more()
        before = view.scroll
        view.turn(1)
        return view.scroll != before

    def _renew(self) -> None:
        """Show where the reader is now."""
        visit, besides = self._room.visit, self._besides
        if visit.ended:
            self.leave()
            return
        here = self._view.place(visit)
        is_new, self._place = here != self._place, here
        ride, slip = besides.ride, besides.slip
        if visit.place is not Place.HILL or visit.calm or visit.leaflet is None:
            ride = None
        elif ride is None:
            ride = Ride(self._view.width, story(visit.leaflet))
        if (visit.place is Place.TAKE_AWAY) != (slip is not None):
            slip = Slip(visit) if slip is None else None
        self._besides = besides._replace(ride=ride, slip=slip)
        if not is_new:
            self._show()
            return
        self._view.leaf()
        self._show()
        self._room.presence.drawn()
        if visit.aloud and visit.place is not Place.START:
            self._besides.aloud.start()
            self._show()

    def _show(self) -> None:
        left = self._room.presence.seconds_left()
        if self._resting:
            self._view.notice(screen_page.wake(self._room))
        elif self._warned:
            self._view.notice(screen_page.still_there(self._room, ceil(left or 0)))
        elif self._view.show(self._besides):
            self._besides.aloud.turn_to(self._view.page, self._view.rows)


def _move(view: View, key: str) -> None:
    """Scroll or move the focus. Words that are longer than the screen scroll first."""
    match key:
        case "tab" | "shift+tab":
            view.focus_on(1 if key == "tab" else -1, wrap=True)
        case "right" | "left":
            view.focus_on(1 if key == "right" else -1)
        case "down" | "up":
            step = 1 if key == "down" else -1
            if view.focus or not view.scroll_by(step * _LINES_A_KEY):
                view.focus_on(step)
        case "pagedown" | "pageup":
            view.turn(1 if key == "pagedown" else -1)
        case "home" | "end":
            view.scroll_to(0 if key == "home" else view.layout.farthest)
        case _:
            pass
