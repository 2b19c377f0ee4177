"""When the next visit starts: at once after one that ended as it should, later after crashes."""

from ketacli.airlock.lock import Limits


class Crashes:
    """Counts crashes, and says how long to wait and when to give up for a while."""

    def __init__(self, limits: Limits) -> None:
        self.out_of_order = False
        """Too many crashes in too short a time, and no visit has drawn anything since."""
        self._limits = limits
        self._recent: list[float] = []

    def ended(self, now: float, *, crashed: bool) -> float:
        """When to start the next visit, now that one has ended."""
        if not crashed:
            return now
        limits = self._limits
        self._recent = [then for then in self._recent if now - then < limits.crash_seconds]
        self._recent.append(now)
        count = len(self._recent)
        if self.out_of_order or count >= limits.crashes:
            self.out_of_order = True
            return now + limits.retry_seconds
        return now + min(limits.shortest_pause * 2.0 ** (count - 1), limits.longest_pause)

    def drawn(self) -> None:
        """A visit is alive and has drawn its page."""
        self.out_of_order = False
