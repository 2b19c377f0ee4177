"""Which day it is, for a library: the latest day on which a leaflet was found out of date is kept,
so that a clock that goes backwards brings none back. Nothing but that day is kept.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ketacli.express import LATEST_DAY
from ketacli.own_files import read_own, write_own

_MOST_BYTES = 32


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the day on the wall


class Calendar(NamedTuple):
    """The days of one device."""

    clock: Callable[[], date] = _today
    kept_in: Path | None = None
    """The folder where the latest day is kept. None: nowhere."""
    looks_only: bool = False
    """Sees a day that another user has kept, and keeps none: the doctor is not the kiosk."""

    def today(self) -> date:
        """The day, or the latest one that was kept, where the clock has gone back behind it."""
        return max(self.clock(), self.latest() or date.min)

    def latest(self) -> date | None:
        """The latest day on which a leaflet was found out of date, or None."""
        if self.kept_in is None:
            return None
        with suppress(OSError, ValueError):
            return date.fromisoformat(self._read(self.kept_in / LATEST_DAY).decode())
        return None

    def gone_back(self) -> bool:
        """Whether the clock shows a day before one that was seen."""
        latest = self.latest()
        return latest is not None and self.clock() < latest

    def found_out_of_date(self, day: date) -> None:
        """Keep a day. A folder that cannot be written keeps none."""
        if self.kept_in is None or self.looks_only:
            return
        if day > (self.latest() or date.min):
            with suppress(OSError):
                write_own(self.kept_in / LATEST_DAY, day.isoformat().encode())

    def forget(self) -> None:
        """Let go of the latest day: the clock is right, and was wrong when that was kept.

        Raises:
            OSError: the file cannot be removed.
        """
        if self.kept_in is not None:
            (self.kept_in / LATEST_DAY).unlink(missing_ok=True)

    def _read(self, file: Path) -> bytes:
        if not self.looks_only:
            return read_own(file, _MOST_BYTES)
        descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            return os.read(descriptor, _MOST_BYTES)
        finally:
            os.close(descriptor)
