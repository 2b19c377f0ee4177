"""Work that is shared gives what it gives when it is not, also where a helper fails."""

import os
import signal
from collections.abc import Sequence
from pathlib import Path

import pytest

from ketacli.library.hands import cores, shared

NUMBERS = tuple(range(10))


def doubled(share: Sequence[int]) -> tuple[int, list[int]]:
    """Who looked, and what was found."""
    return os.getpid(), [2 * number for number in share]


def children() -> list[int]:
    """Processes of this one that nobody has waited for."""
    listed = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii")
    return [int(number) for number in listed.split()]


def descriptors() -> int:
    return len([*Path("/proc/self/fd").iterdir()])


@pytest.mark.parametrize("hands", [1, 2, 3, 10, 99])
def test_each_hand_does_a_part_and_the_order_stays(hands: int) -> None:
    before = descriptors(), children()
    found = shared(NUMBERS, hands, doubled)
    assert [number for _, part in found for number in part] == [2 * n for n in NUMBERS]
    assert len({process for process, _ in found}) == min(hands, len(NUMBERS))
    assert found[0][0] == os.getpid()
    assert (descriptors(), children()) == before


def test_nothing_to_do_is_done_here() -> None:
    assert shared((), 4, doubled) == [(os.getpid(), [])]


def test_shares_are_about_as_large() -> None:
    sizes = [len(part) for _, part in shared(NUMBERS, 4, doubled)]
    assert sum(sizes) == len(NUMBERS)
    assert max(sizes) - min(sizes) <= 1


def test_much_can_be_found() -> None:
    first, second = shared((1, 2), 2, lambda share: [share[0]] * 500_000)
    assert (len(first), set(first)) == (500_000, {1})
    assert (len(second), set(second)) == (500_000, {2})


@pytest.mark.parametrize("ends", ["raises", "is killed", "finds what cannot be sent"])
def test_where_a_helper_fails_its_part_is_done_here(ends: str) -> None:
    here = os.getpid()

    def work(share: Sequence[int]) -> object:
        if os.getpid() != here:
            match ends:
                case "raises":
                    raise KeyboardInterrupt
                case "is killed":
                    os.kill(os.getpid(), signal.SIGKILL)
                case _:
                    return lambda: None
        return doubled(share)

    before = descriptors(), children()
    assert shared(NUMBERS, 2, work) == [(here, [0, 2, 4, 6, 8]), (here, [10, 12, 14, 16, 18])]
    assert (descriptors(), children()) == before


def test_a_fault_here_ends_the_helpers() -> None:
    here = os.getpid()

    def work(_share: Sequence[int]) -> None:
        if os.getpid() == here:
            raise ValueError("a fault")
        signal.pause()

    before = descriptors(), children()
    with pytest.raises(ValueError, match="a fault"):
        shared(NUMBERS, 3, work)
    assert (descriptors(), children()) == before


def test_there_is_a_core_to_work_on() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)
