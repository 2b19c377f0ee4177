"""Says rows aloud, sentence by sentence, while nobody types. Keeps what is not said yet."""

from collections import deque
from collections.abc import Callable, Iterable

from ketacli.kiosk.spoken import sentences
from ketacli.render.rows import Row
from ketacli.voice import Voice

_LOOK = 0.05
"""Seconds between two sentences, at most."""


class Aloud:
    """A voice and what it has still to say. `voice` is the one for the language of now."""

    def __init__(self, voice: Callable[[], Voice]) -> None:
        self._voice = voice
        self._speaks: Voice | None = None
        self._left: deque[str] = deque()
        self._saying = ""

    def add(self, rows: Iterable[Row]) -> None:
        """Say these when all the rest is said."""
        self._left.extend(sentence.text for sentence in sentences(tuple(rows)))

    def go_on(self, seconds: float) -> float:
        """Begin the next sentence if it is time. Returns how long to wait before the next look."""
        if self._speaks is not None and self._speaks.speaking:
            return _LOOK
        if not self._left:
            return seconds
        self._speaks = self._voice()
        self._saying = self._left.popleft()
        self._speaks.say(self._saying)
        return _LOOK

    def add_first(self, rows: Iterable[Row]) -> None:
        """Say these before the rest."""
        self._left.extendleft(sentence.text for sentence in reversed(sentences(tuple(rows))))

    def stop(self) -> None:
        """Be silent, and keep what is left, from the sentence that was cut off."""
        if self._speaks is not None and self._speaks.speaking:
            self._left.appendleft(self._saying)
            self._speaks.stop()

    def drop(self) -> None:
        """Be silent, and keep nothing of what is left."""
        self.stop()
        self._left.clear()
        self._speaks = None

    @property
    def is_speaking(self) -> bool:
        """Whether something is being said, or still to be said."""
        return bool(self._left) or (self._speaks is not None and self._speaks.speaking)

    @property
    def failed(self) -> bool:
        """Whether the last sentence could not be said."""
        return self._speaks is not None and self._speaks.failed
