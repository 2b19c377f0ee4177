import fcntl
import os
import termios
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacli.airlock import terminal as module
from ketacli.airlock.terminal import USUAL, Size, Terminal, sane, set_size

Pty = tuple[int, int]


@pytest.fixture
def pty() -> Iterator[Pty]:
    """Both ends of a terminal: the reader's and the kiosk's."""
    ours, theirs = os.openpty()
    yield ours, theirs
    for descriptor in (ours, theirs):
        with suppress(OSError):  # a test has closed it
            os.close(descriptor)


@given(st.integers(0, 70_000), st.integers(0, 70_000))
def test_any_size_is_one_that_a_page_can_have(columns: int, lines: int) -> None:
    size = sane(Size(columns, lines))
    assert 20 <= size.columns <= 500
    assert 10 <= size.lines <= 200


def test_a_size_that_nobody_knows_is_the_usual_one(pty: Pty) -> None:
    terminal = Terminal(pty[1], pty[1])
    assert terminal.size == sane(Size(0, 0)) == USUAL
    set_size(pty[0], Size(100, 30))
    assert terminal.size == Size(100, 30)
    os.close(pty[1])
    assert terminal.size == USUAL


def test_it_is_taken_raw_and_given_back_as_it_was(pty: Pty) -> None:
    before = termios.tcgetattr(pty[1])
    terminal = Terminal(pty[1], pty[1])
    terminal.take()
    assert not termios.tcgetattr(pty[1])[3] & (termios.ISIG | termios.ECHO | termios.ICANON)
    assert terminal.read() == b""
    assert not terminal.gone
    os.write(pty[0], b"\x03\x13typed")
    assert terminal.read() == b"\x03\x13typed"
    os.write(pty[0], b"for the next reader")
    terminal.give_back()
    assert termios.tcgetattr(pty[1]) == before
    assert not fcntl.fcntl(pty[1], fcntl.F_GETFL) & os.O_NONBLOCK
    os.set_blocking(pty[1], False)
    with pytest.raises(BlockingIOError):
        os.read(pty[1], 100)


def test_what_it_does_not_take_waits(pty: Pty) -> None:
    terminal = Terminal(pty[1], pty[1])
    terminal.take()
    terminal.write(b"x" * 200_000)
    assert (terminal.waits, terminal.full) == (True, True)
    while terminal.waits:
        os.read(pty[0], 65536)
        terminal.flush()
    assert (terminal.waits, terminal.full) == (False, False)


def test_a_new_page_does_not_wait_for_the_old_one(pty: Pty) -> None:
    terminal = Terminal(pty[1], pty[1])
    terminal.take()
    terminal.write(b"x" * 200_000)
    terminal.replace(b"new page")
    shown = b""
    while not shown.endswith(b"new page"):
        shown += os.read(pty[0], 65536)
        terminal.flush()
    assert len(shown) < 100_000


def test_the_last_words_are_drawn_before_it_is_given_back(
    pty: Pty, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_FAREWELL_SECONDS", 60)
    terminal = Terminal(pty[1], pty[1])
    terminal.take()
    terminal.write(b"x" * 30_000)
    shown: list[bytes] = []

    def read() -> None:
        while sum(map(len, shown)) < 30_000:
            shown.append(os.read(pty[0], 65536))

    waited = terminal.waits
    reading = threading.Thread(target=read)
    reading.start()
    terminal.give_back()
    assert (waited, terminal.waits) == (True, False)
    reading.join()


def test_a_terminal_that_takes_nothing_is_given_back_all_the_same(
    pty: Pty, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_FAREWELL_SECONDS", 0.01)
    before = termios.tcgetattr(pty[1])
    terminal = Terminal(pty[1], pty[1])
    terminal.take()
    terminal.write(b"x" * 200_000)
    terminal.give_back()
    assert termios.tcgetattr(pty[1]) == before


@pytest.mark.parametrize("how", ["read", "write"])
def test_it_says_when_it_is_gone(pty: Pty, how: str) -> None:
    terminal = Terminal(pty[1], pty[1])
    terminal.take()
    os.close(pty[0])
    if how == "read":
        assert terminal.read() == b""
    else:
        terminal.write(b"words")
    assert terminal.gone
    terminal.take()
    terminal.give_back()


def test_a_terminal_that_cannot_be_read_is_gone(pty: Pty) -> None:
    terminal = Terminal(pty[1], pty[1])
    terminal.reads = -1
    assert terminal.read() == b""
    assert terminal.gone
