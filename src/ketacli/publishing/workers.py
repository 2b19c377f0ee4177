"""Shares work among processes, which are renewed after a while so that memory stays flat. Each gets
its next task when it is done with the last. None outlives the process that started them.
"""

import os
import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from select import poll
from typing import BinaryIO, Generic, TypeVar

from ketacli.errors import NotWrittenError
from ketacli.publishing import system

Task = TypeVar("Task")
Found = TypeVar("Found")

_RENEWED_AFTER = 50
"""Tasks. A new process takes as long as a tenth of a page."""
_NUMBER = 8
"""Bytes of a number on a pipe."""
_LONGEST_WAIT = 1000
"""Milliseconds."""


def cores() -> int:
    """How many processes this one may keep busy at once."""
    return len(os.sched_getaffinity(0))


def shared(
    tasks: Sequence[Task],
    hands: int,
    work: Callable[[Task], Found],
    begun: Callable[[Task], None],
    lets_go_of: tuple[int, ...] = (),
) -> Iterator[Found]:
    """What is found for each task, as soon as it is.

    Args:
        tasks: what is to be done.
        hands: how many processes do it.
        work: does one task, in such a process. What it finds can be pickled, and what it raises
            is raised here.
        begun: is told when a task is begun.
        lets_go_of: descriptors that these processes close at once.
    """
    crew = _Crew(tasks, work, lets_go_of)
    try:
        yield from crew.results(hands, begun)
    finally:
        crew.end()


class _Worker:
    """One process, seen from the one that started it."""

    def __init__(self, process: int, orders: int, results: int) -> None:
        self.process = process
        self.results = results
        self._orders = orders
        self._done = 0

    @property
    def tired(self) -> bool:
        """Whether it has done enough."""
        return self._done >= _RENEWED_AFTER

    def begin(self, number: int) -> None:
        """Let it do the task of this number."""
        self._done += 1
        with suppress(BrokenPipeError):  # it has died: reading from it will tell
            os.write(self._orders, number.to_bytes(_NUMBER))

    def descriptors(self) -> tuple[int, int]:
        """What another process of the crew must not hold open."""
        return self._orders, self.results

    def end(self, *, at_work: bool) -> None:
        """Bury it. Who is not at work ends when there is nobody to ask for more."""
        if at_work:
            os.kill(self.process, signal.SIGKILL)
        for descriptor in self.descriptors():
            os.close(descriptor)
        os.waitpid(self.process, 0)


class _Crew(Generic[Task, Found]):
    """The processes that do some tasks."""

    def __init__(
        self, tasks: Sequence[Task], work: Callable[[Task], Found], lets_go_of: tuple[int, ...]
    ) -> None:
        self._tasks = tasks
        self._work = work
        self._lets_go_of = lets_go_of
        self._workers: dict[int, _Worker] = {}
        """By the descriptor that their results come from."""

    def results(self, hands: int, begun: Callable[[Task], None]) -> Iterator[Found]:
        waiting = deque(range(len(self._tasks)))

        def begin(worker: _Worker) -> None:
            number = waiting.popleft()
            begun(self._tasks[number])
            worker.begin(number)

        for _ in range(min(hands, len(waiting))):
            begin(self._hire())
        while self._workers:
            for results in self._ready():
                found = self._result(results)
                worker = self._workers[results]
                if not waiting or worker.tired:
                    self._let_go(worker, at_work=False)
                if waiting:
                    begin(self._hire() if worker.tired else worker)
                yield found

    def end(self) -> None:
        """Let go of all, also of those that are not done."""
        for worker in tuple(self._workers.values()):
            self._let_go(worker, at_work=True)

    def _ready(self) -> list[int]:
        waits = poll()
        for results in self._workers:
            waits.register(results)
        # Not for ever: a signal that comes right before the wait is heard after it.
        return [results for results, _ in waits.poll(_LONGEST_WAIT)]

    def _result(self, results: int) -> Found:
        length = _read(results, _NUMBER)
        content = _read(results, int.from_bytes(length)) if len(length) == _NUMBER else b""
        if not content:
            raise NotWrittenError("the site", "a process that made a part of it was ended")
        done, found = pickle.loads(content)  # noqa: S301 - from a copy of this very process
        if not done:
            raise found
        answer: Found = found
        return answer

    def _hire(self) -> _Worker:
        orders, orders_in = os.pipe()
        results_out, results = os.pipe()
        parent, process = os.getpid(), os.fork()
        if process:
            os.close(orders)
            os.close(results)
            worker = _Worker(process, orders_in, results_out)
            self._workers[results_out] = worker
            return worker
        try:
            system.end_with(parent)
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started it will end it
            others = (one for worker in self._workers.values() for one in worker.descriptors())
            for descriptor in (orders_in, results_out, *others, *self._lets_go_of):
                os.close(descriptor)
            with os.fdopen(orders, "rb") as asked, os.fdopen(results, "wb") as told:
                serve(self._tasks, self._work, asked, told)
        finally:
            os._exit(0)

    def _let_go(self, worker: _Worker, *, at_work: bool) -> None:
        del self._workers[worker.results]
        worker.end(at_work=at_work)


def serve(
    tasks: Sequence[Task], work: Callable[[Task], Found], asked: BinaryIO, told: BinaryIO
) -> None:
    """Do tasks as their numbers come, and tell what was found, or what went wrong."""
    while number := asked.read(_NUMBER):
        try:
            content = pickle.dumps((True, work(tasks[int.from_bytes(number)])))
        except Exception as error:  # noqa: BLE001 - it is raised by the one who asked
            content = _pickled(error)
        told.write(len(content).to_bytes(_NUMBER) + content)
        told.flush()


def _pickled(error: Exception) -> bytes:
    """An error as it can be told, also one that cannot be pickled, or not be made again."""
    try:
        content = pickle.dumps((False, error))
        pickle.loads(content)  # noqa: S301 - made on the line above
    except Exception:  # noqa: BLE001 - whatever an error does when it is copied
        return pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")))
    return content


def _read(descriptor: int, length: int) -> bytes:
    """So many bytes, or fewer where no more come."""
    content = b""
    while len(content) < length and (more := os.read(descriptor, length - len(content))):
        content += more
    return content
