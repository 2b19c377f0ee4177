"""Work that is shared is all done, whoever does it, and nobody is left when it is over."""

import os
import select
import signal
import time
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from pickle import loads
from typing import Any

import pytest

from ketacli.errors import NotFoundError, NotWrittenError, Wanted
from ketacli.publishing import workers
from ketacli.publishing.workers import cores, serve, shared

NUMBERS = tuple(range(12))


class StubbornError(Exception):
    """Can be copied, and not be made again."""

    def __init__(self, first: int, second: int) -> None:
        super().__init__(first + second)


def doubled(number: int) -> tuple[int, int]:
    """Who did it, and what came of it."""
    return os.getpid(), 2 * number


def fails(number: int) -> int:
    raise NotFoundError(Wanted.TOPIC, str(number), ("x",))


def is_stubborn(number: int) -> int:
    raise StubbornError(number, 1)


def cannot_be_told(_number: int) -> Any:
    return lambda: None


def dies(_number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def sleeps(_number: int) -> int:
    time.sleep(600)
    return 0


def quiet(_task: int) -> None:
    """Tells nobody."""


def children() -> list[int]:
    listed = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii")
    return [int(number) for number in listed.split()]


def descriptors() -> int:
    return len([*Path("/proc/self/fd").iterdir()])


@pytest.mark.parametrize("hands", [1, 2, 5, 99])
def test_every_task_is_done_once(hands: int) -> None:
    before = descriptors(), children()
    begun: list[int] = []
    found = list(shared(NUMBERS, hands, doubled, begun.append))
    assert sorted(result for _, result in found) == [2 * number for number in NUMBERS]
    assert begun == list(NUMBERS)
    assert os.getpid() not in {who for who, _ in found}
    assert len({who for who, _ in found}) <= min(hands, len(NUMBERS))
    assert (descriptors(), children()) == before


def test_without_tasks_nobody_is_started() -> None:
    assert list(shared((), 4, doubled, quiet)) == []


def test_processes_are_renewed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_RENEWED_AFTER", 5)
    found = list(shared(NUMBERS, 1, doubled, quiet))
    assert [result for _, result in found] == [2 * number for number in NUMBERS]
    whos = [who for who, _ in found]
    assert [whos.count(who) for who in dict.fromkeys(whos)] == [5, 5, 2]


def test_what_goes_wrong_there_is_raised_here() -> None:
    with pytest.raises(NotFoundError) as caught:
        list(shared(NUMBERS, 2, fails, quiet))
    assert caught.value.there_is == ("x",)
    assert not children()


@pytest.mark.parametrize("work", [is_stubborn, cannot_be_told])
def test_what_cannot_be_told_as_it_is_is_told_in_words(work: Any) -> None:
    with pytest.raises((RuntimeError, AttributeError)):
        list(shared(NUMBERS, 1, work, quiet))


def test_a_process_that_dies_is_a_fault_and_not_waited_for() -> None:
    with pytest.raises(NotWrittenError, match="was ended"):
        list(shared(NUMBERS, 2, dies, quiet))
    assert not children()


def test_a_process_that_is_dead_already_when_it_is_asked_is_a_fault() -> None:
    crew = shared(NUMBERS, 1, doubled, quiet)
    next(crew)
    (worker,) = children()
    os.kill(worker, signal.SIGKILL)
    os.waitid(os.P_PID, worker, os.WEXITED | os.WNOWAIT)
    with pytest.raises(NotWrittenError, match="was ended"):
        list(crew)


def test_whoever_is_interrupted_leaves_nobody_at_work() -> None:
    def interrupt(task: int) -> None:
        if task:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(shared(NUMBERS, 2, sleeps, interrupt))
    assert not children()


def test_a_process_lets_go_of_what_is_not_its_own() -> None:
    told, tell = os.pipe()
    found = shared(NUMBERS, 2, doubled, quiet, (tell,))
    next(found)
    os.close(tell)
    assert os.read(told, 1) == b""  # nobody else holds the other end
    os.close(told)
    list(found)


def test_it_serves_until_nobody_asks() -> None:
    told = BytesIO()
    orders = b"".join(number.to_bytes(8) for number in (2, 0))
    serve(("a", "b", "c"), str.upper, BytesIO(orders), told)
    assert answers(told.getvalue()) == [(True, "C"), (True, "A")]


def test_an_error_is_an_answer() -> None:
    told = BytesIO()
    serve(NUMBERS, is_stubborn, BytesIO(bytes(8)), told)
    ((done, error),) = answers(told.getvalue())
    assert not done
    assert "StubbornError" in str(error)
    told = BytesIO()
    serve(NUMBERS, fails, BytesIO(bytes(8)), told)
    ((done, error),) = answers(told.getvalue())
    assert not done
    assert isinstance(error, NotFoundError)


def test_as_many_hands_as_this_process_may_keep_busy() -> None:
    assert cores() == len(os.sched_getaffinity(0))


def answers(told: bytes) -> Sequence[tuple[bool, Any]]:
    found = []
    while told:
        length = int.from_bytes(told[:8])
        found.append(loads(told[8 : 8 + length]))
        told = told[8 + length :]
    return found


def test_a_wait_in_which_nothing_is_found_is_not_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_LONGEST_WAIT", 1)
    waits = []

    def slow(number: int) -> int:
        time.sleep(0.1)
        return number

    class Counted:
        def __init__(self) -> None:
            self._real = select.poll()
            self.register = self._real.register

        def poll(self, longest: int) -> list[tuple[int, int]]:
            waits.append(self._real.poll(longest))
            return waits[-1]

    monkeypatch.setattr(workers, "poll", Counted)
    assert sorted(shared(NUMBERS[:2], 1, slow, quiet)) == list(NUMBERS[:2])
    assert [] in waits
