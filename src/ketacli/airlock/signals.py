"""Signals: four are heard and wake the airlock, those that end a program by accident are not."""

import os
import signal
from contextlib import suppress

_HEARD = frozenset({signal.SIGTERM, signal.SIGHUP, signal.SIGWINCH, signal.SIGCHLD, signal.SIGCONT})
_LEFT = frozenset(
    {signal.SIGKILL, signal.SIGSTOP}
    | {signal.SIGSEGV, signal.SIGBUS, signal.SIGFPE, signal.SIGILL, signal.SIGABRT}
    | {signal.SIGTRAP, signal.SIGSYS, signal.SIGXCPU}
)
"""Nobody can ignore the first two; the others are faults of this process or limits of its own."""

_PIECE = 4096


class Signals:
    """What arrived since it was last asked for. `descriptor` can be read when something did."""

    def __init__(self) -> None:
        self.descriptor, self._wakes = os.pipe()
        self._arrived: set[int] = set()

    def listen(self) -> None:
        """Hear what is heard, and ignore whatever else can be ignored."""
        os.set_blocking(self.descriptor, False)
        os.set_blocking(self._wakes, False)
        signal.set_wakeup_fd(self._wakes, warn_on_full_buffer=False)
        for number in signal.valid_signals() - _LEFT:
            heard = number in _HEARD
            signal.signal(number, self._hear if heard else signal.SIG_IGN)

    def arrived(self) -> frozenset[int]:
        """The signals that came, each once."""
        with suppress(BlockingIOError):
            while True:
                os.read(self.descriptor, _PIECE)
        came, self._arrived = frozenset(self._arrived), set()
        return came

    def _hear(self, number: int, _frame: object) -> None:
        self._arrived.add(number)


def as_usual() -> None:
    """Every signal does what it does by default. For a new process, which inherits the rest."""
    signal.set_wakeup_fd(-1)
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(number, signal.SIG_DFL)
