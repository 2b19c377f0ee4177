"""The snow hill: a small honest simulation of sleds. Each sled prefers the deeper trail; new snow
fills the trails; then the sleds spread again. Nothing here is measured from a brain.
"""

from ketacli.text import Still

ROWS = 11
_WIDEST = 61
_NARROWEST = 11
_STEER = 2
"""How far to either side a sled can turn from one row to the next."""
_PULL = 0.3
"""How strongly a trail draws a sled in: smooth snow weighs 1, a trail `1 + _PULL * depth ** 2`."""
SLEDS_OF_A_DAY = 60
SLEDS_OF_A_MORNING = 8
_SHADES = ((24, "#"), (8, "="), (2, ":"), (1, "."), (0, " "))
"""From a deep trail to smooth snow: so many sleds at least, drawn as this."""


class Hill:
    """A hill with trails. Row 0 is the top; a row is `2 * reach + 1` cells wide."""

    def __init__(self, width: int) -> None:
        """Make a smooth hill.

        Args:
            width: columns that the foot of the hill may take.
        """
        self.middle = (max(_NARROWEST, min(width, _WIDEST)) - 1) // 2
        self.depths = [[0] * (2 * self._reach(row) + 1) for row in range(ROWS)]
        self._chance = 20180501

    def slide(self) -> tuple[int, ...]:
        """Let one sled go down. Returns its distance from the middle, row by row."""
        at = 0
        path: list[int] = []
        for row in range(ROWS):
            at = self._turn(row, at)
            path.append(at)
        for row, place in enumerate(path):
            self.mark(row, place)
        return tuple(path)

    def mark(self, row: int, place: int) -> None:
        """Let a sled pass one row, so far from the middle."""
        self.depths[row][place + self._reach(row)] += 1

    def snow(self) -> None:
        """Let new snow fall: it fills every trail."""
        self.depths = [[0] * len(row) for row in self.depths]

    def draw(self) -> tuple[str, ...]:
        """The hill as lines of ASCII, each as wide as the foot."""
        return tuple(self._line(row) for row in range(ROWS))

    def _reach(self, row: int) -> int:
        return 1 + (self.middle - 2) * row // (ROWS - 1)

    def _turn(self, row: int, at: int) -> int:
        """Choose the next cell: any within reach, a deeper one more likely."""
        reach = self._reach(row)
        spread = max(_STEER, reach - self._reach(max(row - 1, 0)) + 1)
        cells = range(max(-reach, at - spread), min(reach, at + spread) + 1)
        weights = [1 + _PULL * self.depths[row][cell + reach] ** 2 for cell in cells]
        chosen = self._random() * sum(weights)
        for cell, weight in zip(cells, weights, strict=True):
            chosen -= weight
            if chosen < 0:
                return cell
        return cells[-1]

    def _random(self) -> float:
        """A number from 0 to 1, the same ones in the same order on every machine."""
        self._chance = (self._chance * 1103515245 + 12345) % 2**31
        return self._chance / 2**31

    def _line(self, row: int) -> str:
        cells = "".join(_shade(depth) for depth in self.depths[row])
        return f"/{cells}\\".center(2 * self.middle + 1).rstrip()


def still(which: Still, width: int) -> tuple[str, ...]:
    """One of the three drawings, at most `width` columns wide."""
    hill = Hill(width)
    if which is Still.FRESH_SNOW:
        return hill.draw()
    _slide(hill, SLEDS_OF_A_DAY)
    if which is Still.AFTER_NEW_SNOW:
        hill.snow()
        _slide(hill, SLEDS_OF_A_MORNING)
    return hill.draw()


def _slide(hill: Hill, sleds: int) -> None:
    for _ in range(sleds):
        hill.slide()


def _shade(depth: int) -> str:
    return next(shade for least, shade in _SHADES if depth >= least)
