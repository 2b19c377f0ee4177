"""Shares work among processes. Each does its part, and what they found comes back in order; where
one of them fails, its part is done here, so that a fault shows itself as it would have without it.
"""

import os
import pickle
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import pairwise
from typing import TypeVar

Part = TypeVar("Part")
Found = TypeVar("Found")


def cores() -> int:
    """How many processes this one may keep busy at once."""
    return len(os.sched_getaffinity(0))


def shared(
    parts: Sequence[Part], hands: int, work: Callable[[Sequence[Part]], Found]
) -> list[Found]:
    """What is found in each share, in order.

    Args:
        parts: what is to be looked at.
        hands: how many processes; this one is the first of them.
        work: looks at a share. What it finds can be pickled.
    """
    shares = _shares(parts, hands)
    helpers = [_help(share, work) for share in shares[1:]]
    try:
        found = [work(shares[0])]
        for helper, share in zip(helpers, shares[1:], strict=True):
            content = helper.content()
            # It comes from a copy of this very process.
            found.append(pickle.loads(content) if content else work(share))  # noqa: S301
        return found
    finally:
        for helper in helpers:
            helper.end()


def _shares(parts: Sequence[Part], hands: int) -> list[Sequence[Part]]:
    """About as many for each, in one piece."""
    most = max(1, min(hands, len(parts)))
    ends = [len(parts) * at // most for at in range(most + 1)]
    return [parts[start:end] for start, end in pairwise(ends)]


class _Helper:
    """A process that works for this one."""

    def __init__(self, process: int, pipe: int) -> None:
        self._process = process
        self._pipe = pipe
        self._ends = False
        """By itself: it has closed its end of the pipe, which is the last thing that it does."""

    def content(self) -> bytes:
        """What it found; nothing where it failed on the way."""
        content = b""
        while more := os.read(self._pipe, 1 << 20):
            content += more
        self._ends = True
        whole, length = content[_LENGTH:], content[:_LENGTH]
        return whole if len(whole) == int.from_bytes(length) else b""

    def end(self) -> None:
        """Let go of it, also where it is not done."""
        os.close(self._pipe)
        if not self._ends:
            os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)


_LENGTH = 8


def _help(share: Sequence[Part], work: Callable[[Sequence[Part]], Found]) -> _Helper:
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return _Helper(process, reading)
    try:
        with suppress(BaseException):  # Ctrl-C too: what is missed is done again, and told, there
            os.close(reading)
            content = pickle.dumps(work(share))
            with os.fdopen(writing, "wb") as stream:
                stream.write(len(content).to_bytes(_LENGTH) + content)
    finally:
        os._exit(0)
