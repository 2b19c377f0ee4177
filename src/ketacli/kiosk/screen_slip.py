"""What a reader takes home, on the screen: a code that is seen whole, and a page that is printed
while the screen goes on.
"""

from threading import Thread

from ketacli.kiosk import hand_off, taking
from ketacli.kiosk.visit import Visit


class Slip:
    """One reader's page to take home."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._printer: Thread | None = None
        self._printed: bool | None = None

    @property
    def is_printing(self) -> bool:
        """Whether the printer has not answered yet."""
        return self._printer is not None

    @property
    def said(self) -> str:
        """What became of the printed page, or ''."""
        words = self._visit.library.kiosk_labels
        if self._printed is None:
            return ""
        return words.take_printed if self._printed else words.take_not_printed

    def print(self) -> None:
        """Send the page to the printer, once at a time."""
        if self._printer is None:
            self._printed = None
            self._printer = Thread(
                target=self._print, args=(taking.printed(self._visit),), daemon=True
            )
            self._printer.start()

    def moment(self) -> bool:
        """Look after the printer. Returns whether anything changed."""
        if self._printer is None or self._printer.is_alive():
            return False
        self._printer = None
        return True

    def _print(self, text: str) -> None:
        self._printed = hand_off.print_page(text, self._visit.site.print_command)
