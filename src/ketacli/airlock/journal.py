"""What the airlock says to those who run the kiosk: lines for the journal, and to systemd that
it is ready, alive, or stopping. Says nothing where that would be drawn on the kiosk.
"""

import os
from contextlib import suppress
from math import inf
from select import select

from ketacli.text import visible

_LONGEST = 300
_STDERR = 2


class Journal:
    """Writes lines to stderr, if that is no terminal. Never waits, never fails."""

    def __init__(self, descriptor: int = _STDERR) -> None:
        self._descriptor = descriptor

    def note(self, text: str) -> None:
        """One line."""
        line = visible(" ".join(text.split()))[:_LONGEST].encode("ascii", "backslashreplace")
        with suppress(OSError, ValueError):
            drawn = os.isatty(self._descriptor)
            if not drawn and select([], [self._descriptor], [], 0)[1]:
                os.write(self._descriptor, b"ketacli kiosk: " + line + b"\n")


class Supervisor:
    """Speaks to systemd, if that started the kiosk."""

    def __init__(self, address: str, watchdog_usec: str) -> None:
        """Find out whom to speak to.

        Args:
            address: the value of NOTIFY_SOCKET, or nothing.
            watchdog_usec: the value of WATCHDOG_USEC, or nothing.
        """
        self._address = "\0" + address[1:] if address.startswith("@") else address
        watched = bool(address) and watchdog_usec.isascii() and watchdog_usec.isdigit()
        self._half = int(watchdog_usec) / 2_000_000 if watched else inf
        self._next = 0.0 if watched else inf
        self._ready = False

    def beat(self, now: float) -> None:
        """A visit is alive and drawn: so the kiosk is ready, and alive."""
        if not self._ready:
            self._ready = True
            self._say(b"READY=1")
        self.alive(now)

    def alive(self, now: float) -> None:
        """The airlock is alive, which is said at most twice in the time that systemd waits."""
        if now >= self._next:
            self._next = now + self._half
            self._say(b"WATCHDOG=1")

    def wake(self) -> float:
        """When `alive` is due."""
        return self._next

    def stopping(self) -> None:
        """The kiosk ends, and means to."""
        self._say(b"STOPPING=1")

    def _say(self, what: bytes) -> None:
        if not self._address:
            return
        import socket

        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.settimeout(0)
            line.sendto(what, self._address)
