import os
import socket
from collections.abc import Iterator
from math import inf
from pathlib import Path

import pytest

from ketacli.airlock.lock import Limits
from ketacli.airlock.terminal import Size
from ketacli.airlock.visit import Message, Visit, start

MOST = 1000


class Ends:
    """A visit without a process, and the other ends of its terminal and its line."""

    def __init__(self, brief: bytes = b"{}") -> None:
        self.screen, self.inner = os.openpty()
        ours, self.line = socket.socketpair()
        self.visit = Visit(0, self.screen, ours, brief, 100.0)

    def close(self) -> None:
        self.visit.line.close()
        self.line.close()
        os.close(self.screen)
        os.close(self.inner)


@pytest.fixture
def ends() -> Iterator[Ends]:
    made = Ends()
    yield made
    made.close()


def test_it_must_draw_soon_and_beat_after_that(ends: Ends) -> None:
    visit = ends.visit
    assert visit.deadline(Limits()) == 120
    visit.beaten = True
    visit.heard(110)
    assert visit.deadline(Limits()) == 112.5
    visit.forgive(3)
    assert visit.deadline(Limits()) == 115.5


def test_a_visit_that_has_closed_its_terminal_ends_soon(ends: Ends) -> None:
    assert ends.visit.drawn(100) == b""
    assert ends.visit.closed == inf
    os.close(ends.inner)
    assert ends.visit.drawn(101) == b""
    assert ends.visit.drawn(102) == b""
    assert ends.visit.deadline(Limits()) == 106
    ends.inner = os.open(os.devnull, os.O_RDONLY)


def test_what_it_says_comes_line_by_line(ends: Ends) -> None:
    ends.line.sendall(b"beat\nnote a ")
    assert ends.visit.hear(MOST) == [Message("beat", "")]
    ends.line.sendall(b"b\n")
    assert ends.visit.hear(MOST) == [Message("note", "a b")]
    assert ends.visit.hear(MOST) == []


def test_a_line_that_is_too_long_is_passed_over_and_no_other(ends: Ends) -> None:
    ends.line.sendall(b"beat\n" + b"x" * 5000)
    assert ends.visit.hear(MOST) == [Message("beat", ""), Message("too-long", "")]
    ends.line.sendall(b"x" * 5000)
    assert ends.visit.hear(MOST) == []
    ends.line.sendall(b"x\nbeat\n")
    assert ends.visit.hear(MOST) == [Message("beat", "")]


def test_what_it_said_before_it_closed_its_line_is_heard(ends: Ends) -> None:
    ends.line.sendall(b"finish\n")
    ends.line.close()
    assert ends.visit.hear(MOST) == [Message("finish", "")]
    assert not ends.visit.talks
    assert ends.visit.hear(MOST) == []


def test_a_line_that_breaks_is_one_that_says_nothing_more(ends: Ends) -> None:
    ends.line.close()
    ends.visit.tell()
    assert ends.visit.hear(MOST) == []
    assert not ends.visit.talks


def test_a_long_brief_is_told_as_the_visit_reads_it() -> None:
    ends = Ends(b"x" * 1_000_000)
    try:
        ends.line.settimeout(20)
        told = b""
        while ends.visit.waits:
            ends.visit.tell()
            ends.visit.tell()  # the line is full: it waits
            told += ends.line.recv(65536)
        while len(told) < 1_000_008:
            told += ends.line.recv(65536)
        assert told == b"1000000\n" + b"x" * 1_000_000
    finally:
        ends.close()


def test_a_visit_that_is_gone_is_told_nothing_more(ends: Ends) -> None:
    ends.line.close()
    ends.visit.tell()
    assert not ends.visit.waits


def _open() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_where_no_process_can_start_nothing_is_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    def fork() -> int:
        raise BlockingIOError

    before = _open()
    monkeypatch.setattr(os, "fork", fork)
    with pytest.raises(BlockingIOError):
        start(("/bin/true",), b"{}", Size(80, 24), 0, raw=True)
    assert _open() == before
