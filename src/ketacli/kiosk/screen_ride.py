"""The hill on the screen: it moves only when somebody asked, can be paused at any moment, and shows
one step at a time.
"""

from collections.abc import Callable, Iterator
from time import monotonic

from ketacli.pictures.snow_hill_moving import FRAMES_A_SECOND, Frame, frames
from ketacli.text import Still

SECONDS_A_FRAME = 1 / FRAMES_A_SECOND


class Ride:
    """Sleds on the hill."""

    def __init__(
        self, width: int, story: tuple[str, ...], clock: Callable[[], float] = monotonic
    ) -> None:
        """Show the hill in the morning.

        Args:
            width: columns it may take.
            story: what a leaflet says about each of its three stills, in order.
            clock: seconds, from anywhere.
        """
        self._width, self._story, self._clock = width, story, clock
        self._next = 0.0
        self.is_running = False
        self._again()

    @property
    def lines(self) -> tuple[str, ...]:
        """The hill as it is now."""
        return self._frame.lines

    @property
    def says(self) -> str:
        """What the leaflet says about what happens now."""
        phase = list(Still).index(self._frame.phase)
        return self._story[phase] if phase < len(self._story) else ""

    def choose(self, choice: str) -> None:
        """Follow one of the choices of the hill."""
        was_running, self.is_running = self.is_running, False
        match choice:
            case "hill:run" if not was_running:
                if self._is_over:
                    self._again()
                self.is_running = True
                self._next = self._clock() + SECONDS_A_FRAME
            case "hill:step":
                self._step()
            case "hill:again":
                self._again()
            case _:
                pass

    def moment(self) -> bool:
        """Draw the next frame once it is time. Returns whether it did."""
        if not self.is_running or self._clock() < self._next:
            return False
        self._next = self._clock() + SECONDS_A_FRAME
        self._step()
        self.is_running = not self._is_over
        return True

    def _again(self) -> None:
        self._frames: Iterator[Frame] = frames(self._width)
        self._frame = next(self._frames)
        self._is_over = False

    def _step(self) -> None:
        following = next(self._frames, None)
        self._is_over = following is None
        self._frame = following or self._frame
