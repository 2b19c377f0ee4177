"""A Textual app without ways out: no key, no word and no error of Textual's own does anything on a
public screen. The airlock stands around it; this is the inner wall.
"""

import logging
import signal
import sys
import threading
from typing import Any, ClassVar

from textual.app import App
from textual.binding import BindingType

_OUTPUTS = (
    "bell",
    "copy_to_clipboard",
    "deliver_binary",
    "deliver_screenshot",
    "deliver_text",
    "notify",
    "open_url",
    "save_screenshot",
    "search_commands",
    "search_themes",
    "simulate_key",
    "suspend",
)
"""What a Textual app can be told to write, to open or to leave, apart from its actions."""


class DriverGoneError(Exception):
    """Textual gave up, for a reason that it did not pass on as an exception."""


class Locked(App[None], inherit_bindings=False):
    """An app that ends only when it says so itself."""

    BINDINGS: ClassVar[list[BindingType]] = []
    COMMANDS: ClassVar[Any] = frozenset()
    ENABLE_COMMAND_PALETTE: ClassVar[bool] = False
    ALLOW_SELECT: ClassVar[bool] = False
    ESCAPE_TO_MINIMIZE: ClassVar[bool] = False
    AUTO_FOCUS: ClassVar[str | None] = None

    def __init__(self) -> None:
        # The terminal's own two colours: their contrast is what the clinic chose.
        super().__init__(ansi_color=True, watch_css=False)
        self.animation_level = "none"
        self.fault: BaseException | None = None
        """What went wrong, for whoever called `run`."""

    def on_mount(self) -> None:
        """Let no signal stop what is on a public screen, and nothing be printed on it. The airlock
        knows how to end it.
        """
        if self.is_headless:
            return
        for which in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP):  # pragma: no cover - alone
            signal.signal(which, signal.SIG_IGN)
        logging.disable()  # pragma: no cover - in a process of its own
        sys.unraisablehook = threading.excepthook = _nothing  # pragma: no cover - the same

    async def run_action(self, *_: Any, **__: Any) -> bool:
        """Nothing: what a page can do is in its choices."""
        return False

    def get_system_commands(self, *_: Any) -> tuple[()]:
        """None."""
        return ()

    def panic(self, *_: Any) -> None:
        """End, and keep from the screen what Textual would have shown."""
        self._end_by(DriverGoneError())

    def _handle_exception(self, error: Exception) -> None:
        self._end_by(error)

    def _fatal_error(self) -> None:
        self._end_by(DriverGoneError())

    def _print_error_renderables(self) -> None:
        self._exit_renderables.clear()

    def _end_by(self, error: Exception) -> None:
        self.fault = self.fault or error
        self._return_code = 1
        if self._exception is None:  # Pilot raises it in the test
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()


def _nothing(*_: Any, **__: Any) -> None:
    """What the actions of Textual do here."""


for _name in (*_OUTPUTS, *(name for name in dir(App) if name.startswith("action_"))):
    setattr(Locked, _name, _nothing)
