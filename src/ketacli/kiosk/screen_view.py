"""What a reader sees of a page, and where their focus is: scrolling, moving from button to button,
what is on the side opened in place.
"""

from ketacli.kiosk import screen_page
from ketacli.kiosk.drawing import Drawn, Look, draw, page_rows, spoken_lines
from ketacli.kiosk.page import Choice, Page
from ketacli.kiosk.room import Room
from ketacli.kiosk.screen_buttons import ASCII, BOXES
from ketacli.kiosk.screen_layout import Layout, Size, Wanted, lay_out, room_for_words
from ketacli.kiosk.screen_page import Besides, Glass, Shown
from ketacli.kiosk.visit import Visit
from ketacli.render.rows import Row

MORE = "more"
LOWER_HALF, UPPER_HALF = "words:below", "words:above"
"""What a touch of the words means, where they do not fit the screen."""


class View:
    """A page on a screen, as far as it is scrolled."""

    def __init__(self, room: Room, size: Size, glass: Glass) -> None:
        self.size = size
        self.focus = ""
        """The button that a key would press, or '' for the words."""
        self.is_open = False
        """Whether what is on the side stands in place of the words."""
        self.scroll = 0
        self.layout: Layout
        self._room = room
        self._glass = glass
        self._frame = BOXES if glass.boxes else ASCII
        self._shown: Shown = Shown(Page(room.visit.place, "", (), ()))
        self._is_notice = False
        self._behind = 0
        """How far the words were scrolled when what is on the side was opened."""

    @property
    def page(self) -> Page:
        """The page, with what the screen added."""
        return self._shown.page

    @property
    def rows(self) -> tuple[Row, ...]:
        """The words of the page."""
        return self._shown.rows

    @property
    def width(self) -> int:
        """Columns for words."""
        return room_for_words(self.size)

    @property
    def lines(self) -> tuple[Drawn, ...]:
        """Every line of the screen."""
        return self.layout.lines(0 if self._is_notice else self.scroll)

    @staticmethod
    def place(visit: Visit) -> str:
        """What tells one page of a visit from another."""
        return f"{visit.place} {visit.at} {visit.asked} {visit.shelf_from} {visit.library.language}"

    def leaf(self) -> None:
        """Begin another page at its first word."""
        self.focus, self.scroll, self.is_open = "", 0, False

    def show(self, besides: Besides) -> bool:
        """Draw the page anew. Returns whether its words are others than before."""
        if not self.size.is_enough:
            self.notice(self._shown.page)
            return False
        before = self._shown
        self._shown = screen_page.page(self._room, besides, self.size, self._glass)
        is_other = before.rows != self._shown.rows
        is_same_page = (before.page.place, before.page.title) == (self.page.place, self.page.title)
        if is_other and self.is_open and is_same_page:
            self.is_open, self.scroll = False, self._behind
        self._lay_out()
        if self.layout.stop is not None and before.code not in {(), self._shown.code}:
            self.scroll_to(self.layout.stop)
        elif is_other and is_same_page:
            self._follow_changes(before.words)
        if (said := spoken_lines(self._shown.words)) and not self.is_open:
            self._bring_to_view(said.start, len(said))
        return is_other

    def notice(self, page: Page) -> None:
        """Show nothing but a page of the screen's own."""
        if not self.size.is_enough:
            page = screen_page.too_small(self._room)
        lines = draw(page_rows(page), self.width)
        self._is_notice = True
        if page.choices:
            wanted = Wanted(page, lines, self.size, self._frame, focus=page.choices[0].id)
            self.layout = lay_out(wanted)
        else:
            # What is said first rests; whom to call stays as clear as anywhere.
            resting = len(draw(page_rows(page._replace(parts=page.parts[:1])), self.width))
            faint = tuple(_faint(line) for line in lines[:resting])
            self.layout = Layout(self.size, body=(*faint, *lines[resting:]))

    def at(self, column: int, line: int) -> str:
        """What a touch of a place means: a button, half of the words, or nothing."""
        layout = self.layout
        if button := layout.at(column, line, self.scroll):
            return button
        inside = line - len(layout.head)
        if not layout.farthest or not 0 <= inside < layout.height:
            return ""
        return LOWER_HALF if 2 * inside >= layout.height else UPPER_HALF

    def focus_on(self, step: int, *, wrap: bool = False) -> None:
        """Move the focus: words first, then each button, in reading order."""
        order = ("", *self.layout.order)
        at = order.index(self.focus) + step
        self.focus = order[at % len(order) if wrap else min(max(at, 0), len(order) - 1)]
        self._lay_out()

    def scroll_by(self, lines: int) -> bool:
        """Scroll, if there is anything left to scroll. Returns whether there was."""
        before = self.scroll
        self.scroll_to(before + lines)
        return self.scroll != before

    def scroll_to(self, line: int) -> None:
        """Scroll so that a line is the first, as far as there are lines. The focus is left behind
        where it would be out of view.
        """
        self.scroll = min(max(line, 0), self.layout.farthest)
        if self.focus and not self.layout.is_in_view(self.focus, self.scroll):
            self.focus = ""
            self._lay_out()

    def touch(self, button: str) -> None:
        """Put the focus on a button that was touched."""
        self.focus = button
        self._lay_out()

    def turn(self, screens: int) -> None:
        """Go on or back by a screen of words. What must be seen whole stops at the top."""
        layout, before = self.layout, self.scroll
        after = layout.next_screen(before) if screens > 0 else layout.last_screen(before)
        if layout.stop is not None and min(before, after) < layout.stop < max(before, after):
            after = layout.stop
        self.scroll_to(after)

    def open_more(self) -> None:
        """Open what is on the side, or close it again."""
        self.is_open = not self.is_open
        self._behind, self.scroll = (self.scroll, 0) if self.is_open else (0, self._behind)
        self.focus = MORE
        self._lay_out()
        if self.is_open:
            self.focus_on(-len(self.layout.order))
            self.focus_on(1)

    def close_more(self) -> None:
        """Show the words again."""
        if self.is_open:
            self.open_more()

    def _lay_out(self) -> None:
        self._is_notice = False
        shown, labels = self._shown, self._room.visit.library.kiosk_labels
        self.layout = lay_out(
            Wanted(
                shown.page,
                shown.words,
                self.size,
                self._frame,
                Choice(MORE, labels.close if self.is_open else labels.more),
                is_open=self.is_open,
                focus=self.focus,
                title_in_words=shown.is_large,
                code=shown.code,
                beside_code=shown.beside_code,
                note=screen_page.note(self._room),
            )
        )
        if self.focus not in self.layout.order:
            self.focus = ""
        self.scroll = self.layout.scrolled_to(self.focus, self.scroll)

    def _follow_changes(self, before: tuple[Drawn, ...]) -> None:
        """Bring words that are new on the page into view."""
        now = self._shown.words
        same = (n for n, (old, new) in enumerate(zip(before, now, strict=False)) if old != new)
        first = next(same, min(len(before), len(now)))
        self._bring_to_view(first, len(now) - len(before))

    def _bring_to_view(self, first: int, count: int) -> None:
        """Scroll, no farther than it takes, so that some lines of the words are in view; the first
        of them in any case, with the line before it.
        """
        top = self.layout.words_at + first
        lowest = top + max(count, 1) + 1 - self.layout.height
        self.scroll_to(min(max(self.scroll, lowest), max(top - 1, 0)))


def _faint(line: Drawn) -> Drawn:
    return tuple(piece._replace(look=Look.FAINT) for piece in line)
