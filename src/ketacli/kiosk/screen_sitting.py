"""One reader in front of a screen: what keys, touches and seconds do. Draws through `screen_layout`
and knows nothing of the program that puts lines on a terminal.
"""

from math import ceil

from ketacli.kiosk import screen_page, views
from ketacli.kiosk.drawing import Drawn
from ketacli.kiosk.page import Place, Rank
from ketacli.kiosk.room import Room
from ketacli.kiosk.screen_aloud import Aloud
from ketacli.kiosk.screen_layout import Size
from ketacli.kiosk.screen_page import Besides, Glass
from ketacli.kiosk.screen_ride import SECONDS_A_FRAME, Ride
from ketacli.kiosk.screen_slip import Slip
from ketacli.kiosk.screen_view import LOWER_HALF, MORE, View

_LINES_A_KEY = 3
_QUICK = 0.04
"""Seconds between two looks at a voice or a printer."""


class Sitting:
    """A reader, a visit, a screen."""

    def __init__(self, room: Room, size: Size, glass: Glass) -> None:
        self.over = False
        """Whether the visit has ended as it should."""
        self._room = room
        self._besides = Besides(Aloud(room))
        self._view = View(room, size, glass)
        self._resting = self._warned = False
        self._pressed = ""
        self._may_answer = False
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
            case "enter" | "space" if view.focus:
                self._choose(view.focus, may_answer=may_answer, was_reading=was_reading)
            case "escape" if view.is_open:
                self._choose(MORE, may_answer=False, was_reading=False)
            case "escape":
                self._go_back()
            case "tab" | "right":
                view.focus_on(1, wrap=name == "tab")
            case "shift+tab" | "left":
                view.focus_on(-1, wrap=name == "shift+tab")
            case "down" if view.focus or not view.scroll_by(_LINES_A_KEY):
                view.focus_on(1)
            case "up" if view.focus or not view.scroll_by(-_LINES_A_KEY):
                view.focus_on(-1)
            case "pagedown" | "pageup":
                view.turn(1 if name == "pagedown" else -1)
            case "home" | "end":
                view.scroll_to(0 if name == "home" else view.layout.farthest)
            case _:
                pass

    def press(self, column: int, line: int) -> None:
        """A finger or a button of a mouse went down."""
        self._may_answer = self._room.presence.sign(f"touch:{column},{line}")
        self._pressed = ""
        if self._is_woken() or not self._view.size.is_enough:
            return
        self._pressed = self._view.at(column, line)

    def release(self, column: int, line: int) -> None:
        """It went up again. On the same button, the button was pressed."""
        pressed, self._pressed = self._pressed, ""
        if not pressed or self._view.at(column, line) != pressed:
            return
        was_reading = self._hush()
        if pressed in self._view.layout.order:
            self._view.focus = pressed
            self._choose(pressed, may_answer=self._may_answer, was_reading=was_reading)
        else:
            self._view.turn(1 if pressed == LOWER_HALF else -1)

    def wheel(self, turns: int) -> None:
        """A wheel was turned: down counts from 1, up from -1."""
        self._room.presence.sign(f"wheel:{turns}")
        if not self._is_woken():
            self._view.scroll_by(turns * _LINES_A_KEY)

    def second(self) -> None:
        """A second went by."""
        left = self._room.presence.seconds_left()
        if left is None:
            return
        visit = self._room.visit
        rests = visit.place is Place.START and not (visit.large or visit.aloud)
        if left == 0 and not rests:
            self.leave()
        elif rests and not self._resting:
            self._resting = True
            self._view.notice(screen_page.wake(self._room))
        elif not rests:
            self._warned = True
            self._hush()
            self._view.notice(screen_page.still_there(self._room, ceil(left)))

    def moment(self) -> None:
        """What moves goes on."""
        besides = self._besides
        ride, slip = besides.ride, besides.slip
        moved = besides.aloud.moment()
        moved = (ride is not None and ride.moment()) or moved
        moved = (slip is not None and slip.moment()) or moved
        if moved and not self._warned:
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
            self._room.presence.drawn()
            self._show()
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
            case _:
                views.follow(self._room.visit, choice)
        self._renew()

    def _renew(self) -> None:
        """Show where the reader is now."""
        visit, besides = self._room.visit, self._besides
        if visit.ended:
            self.leave()
            return
        moves = visit.place is Place.HILL and not visit.calm
        here = self._view.place(visit)
        is_new, self._place = here != self._place, here
        ride, slip = besides.ride, besides.slip
        if moves != (ride is not None):
            ride = Ride(self._view.width) if moves else None
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
        if self._view.show(self._besides):
            self._besides.aloud.turn_to(self._view.page, self._view.rows)
