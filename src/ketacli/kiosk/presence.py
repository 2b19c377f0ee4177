"""Whether somebody is there: silence, warnings, held keys, stuck touches. Decides what counts as an
answer and what as a sign of life; draws nothing.
"""

from collections.abc import Callable
from time import monotonic

SECONDS_TO_READ = 2.0
"""Nobody can have read the words of a question sooner."""
ANEW_SECONDS = 0.8
"""A key that was let go and pressed again was silent for longer than a keyboard waits before it
repeats a key that is held down."""
STUCK_SECONDS = 20.0
"""The same key or the same place for longer is a bag on the keyboard, or a stuck touch."""
RUN_SECONDS = 1.0
"""A longer pause ends a run of the same key."""


class Presence:
    """What is known of the person in front of the screen. Times are seconds of the clock."""

    def __init__(
        self, idle_seconds: float, warning_seconds: float, clock: Callable[[], float] = monotonic
    ) -> None:
        self._idle, self._warning, self._clock = idle_seconds, warning_seconds, clock
        self._drawn = self._alive = self._run_start = self._run_last = clock()
        self._run = ""
        self._last: dict[str, float] = {}

    def drawn(self) -> None:
        """A page was drawn: its question can be answered a little later."""
        self._drawn = self._clock()

    def sign(self, what: str) -> bool:
        """Take note of a key, or of a place that was touched.

        Returns whether it may be an answer: pressed anew, once the words could have been read.
        """
        now = self._clock()
        silent = now - self._last.get(what, -ANEW_SECONDS) >= ANEW_SECONDS
        self._last[what] = now
        if what != self._run or now - self._run_last > RUN_SECONDS:
            self._run, self._run_start = what, now
        self._run_last = now
        if now - self._run_start <= STUCK_SECONDS:
            self._alive = now
        return silent and now - self._drawn >= SECONDS_TO_READ

    def listens(self) -> None:
        """Somebody is being read to: they need press nothing until it is over."""
        self._alive = self._clock()

    def seconds_left(self) -> float | None:
        """None while somebody is there, else how long the warning still stands; 0: they left."""
        silent = self._clock() - self._alive
        return None if silent < self._idle else max(0.0, self._idle + self._warning - silent)
