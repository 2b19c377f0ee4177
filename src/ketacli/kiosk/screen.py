"""The reading room, full screen: puts the lines of a sitting on a terminal, and brings it keys,
touches and seconds. Nothing else of Textual is used: no markup, no links, no actions.
"""

import os
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from textual import constants, events
from textual.binding import BindingType
from textual.color import Color
from textual.content import Content
from textual.content import Span as Stretch
from textual.screen import Screen
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from ketacli.kiosk.drawing import Drawn, Look
from ketacli.kiosk.room import Room
from ketacli.kiosk.screen_layout import Size
from ketacli.kiosk.screen_locked import Locked
from ketacli.kiosk.screen_page import Glass
from ketacli.kiosk.screen_sitting import Sitting

if TYPE_CHECKING:
    from textual.timer import Timer

_OWN = Color.parse("ansi_default")
"""The terminal's own colour, as letters and as ground."""
_OLD = frozenset({"linux"})
"""Terminals with a few hundred shapes: halves of blocks, but no quarters and no thin lines."""
_OLDER = frozenset({"", "dumb", "vt100", "vt102", "vt220"})
"""Terminals that nobody should trust with more than ASCII."""

_ESCAPE_DELAY = 0.0
"""Textual waits 0.1 to 0.2 seconds for the rest of a longer key. The airlock passes each key on in
one piece, so an Escape that stands alone is a key of its own.
"""


def run(room: Room) -> int:
    """Let one reader read, from the start page until they leave.

    Raises:
        Exception: whatever went wrong. Nothing of it was shown.
    """
    vars(constants).update(ESCAPE_DELAY=_ESCAPE_DELAY)
    app = ReadingRoom(room, glass_of(os.environ))
    app.run()
    if app.fault is not None:
        raise app.fault
    return app.return_code or 0


def glass_of(environment: Mapping[str, str]) -> Glass:
    """What the terminal of this process can draw."""
    locale = next(filter(None, map(environment.get, ("LC_ALL", "LC_CTYPE", "LANG"))), "")
    kind = environment.get("TERM", "")
    is_utf8 = locale.lower().replace("-", "").endswith("utf8")
    halves = is_utf8 and kind not in _OLDER
    is_new = halves and kind not in _OLD
    return Glass(boxes=is_new, halves=halves, quarters=is_new)


def frame(app: "ReadingRoom") -> str:
    """What is on the screen of a running app, as an SVG picture that loads nothing."""
    from re import DOTALL, sub

    picture = app.export_screenshot(title=app.sitting.view.page.title)
    # Rich asks another server for a font, which would see every reader of the picture.
    return sub(r"@font-face \{.*?\}\s*", "", picture, flags=DOTALL)


class _Lines(Widget, inherit_bindings=False):
    """The whole screen, line by line."""

    DEFAULT_CSS = """
    _Lines { width: 100%; height: 100%; background: ansi_default; color: ansi_default; }
    """

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        super().__init__(markup=False)
        self._tell = tell
        self._drawn: tuple[Drawn, ...] = ()

    def on_resize(self, event: events.Resize) -> None:
        """The window has another size."""
        self._tell(event.size.width, event.size.height)

    def put(self, lines: tuple[Drawn, ...]) -> None:
        """Show these lines, unless they are there already."""
        if lines != self._drawn:
            self._drawn = lines
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line as Textual wants it."""
        line = self._drawn[y] if y < len(self._drawn) else ()
        return _strip(line).adjust_cell_length(self.size.width, _style(Look.PLAIN).rich_style)


class _Sheet(Screen[None], inherit_bindings=False):
    """The only screen there is."""

    BINDINGS: ClassVar[list[BindingType]] = []
    ALLOW_SELECT: ClassVar[bool] = False

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        super().__init__()
        self._tell = tell

    def compose(self) -> Any:
        """Nothing but lines."""
        yield _Lines(self._tell)


class ReadingRoom(Locked):
    """One visit on one terminal."""

    def __init__(self, room: Room, glass: Glass) -> None:
        super().__init__()
        self._room = room
        self._glass = glass
        self.sitting = Sitting(room, Size(80, 24), glass)
        self._pace: float | None = None
        self._quick: Timer | None = None

    def get_default_screen(self) -> Screen[None]:
        """The screen that the app starts with."""
        return _Sheet(self._resized)

    def on_mount(self) -> None:
        """Show the first page, and begin to count seconds."""
        self._resized(self.size.width, self.size.height)
        self.set_interval(1, self._second)
        self.call_after_refresh(self._room.status.beat)
        self.call_after_refresh(self._room.presence.drawn)

    def on_key(self, event: events.Key) -> None:
        """Whatever was typed."""
        event.stop()
        self.sitting.key(event.key)
        self._show()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A touch."""
        self.sitting.press(event.screen_x, event.screen_y)
        self._show()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """The end of a touch."""
        self.sitting.release(event.screen_x, event.screen_y)
        self._show()

    def on_mouse_scroll_down(self) -> None:
        """A wheel."""
        self.sitting.wheel(1)
        self._show()

    def on_mouse_scroll_up(self) -> None:
        """The same wheel."""
        self.sitting.wheel(-1)
        self._show()

    def _resized(self, columns: int, lines: int) -> None:
        self.sitting.resize(Size(columns, lines))
        self._show()

    def _second(self) -> None:
        self._room.status.beat()
        self.sitting.second()
        self._show()

    def _moment(self) -> None:
        self.sitting.moment()
        self._show()

    def _show(self) -> None:
        """Put on the screen what the sitting says now."""
        if self.sitting.over:
            self._room.status.finish()
            self.exit()
            return
        for lines in self.query(_Lines):  # none yet, when the window tells its size first
            lines.put(self.sitting.lines)
        pace = self.sitting.pace
        if pace != self._pace:
            if self._quick is not None:
                self._quick.stop()
            self._quick = None if pace is None else self.set_interval(pace, self._moment)
            self._pace = pace


@cache
def _style(look: Look) -> Style:
    if Look.CODE in look:
        return Style(foreground=Color(0, 0, 0), background=Color(255, 255, 255))
    return Style(
        bold=Look.STRONG in look or None,
        underline=Look.TERM in look or None,
        reverse=Look.TURNED in look or None,
        dim=Look.FAINT in look or None,
        foreground=_OWN,
        background=_OWN,
    )


def _strip(line: Drawn) -> Strip:
    text, spans = "", []
    for piece in line:
        end = len(text) + len(piece.text)
        if piece.look is not Look.PLAIN and piece.text:
            spans.append(Stretch(len(text), end, _style(piece.look)))
        text += piece.text
    return Strip(Content(text, spans).render_segments(_style(Look.PLAIN)))
