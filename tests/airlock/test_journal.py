import os
import socket
from contextlib import suppress
from math import inf
from pathlib import Path

import pytest

from ketacli.airlock.journal import Journal, Supervisor


def noted(*texts: str) -> bytes:
    reads, writes = os.pipe()
    try:
        for text in texts:
            Journal(writes).note(text)
        return os.read(reads, 10_000)
    finally:
        os.close(reads)
        os.close(writes)


def test_a_note_is_one_line_of_printable_letters() -> None:
    said = noted("two\nlines\x1b[2J é " + "x" * 1000)
    assert said.startswith(b"ketacli kiosk: two lines<U+001B>[2J \\xe9 xxx")
    assert said.count(b"\n") == 1
    assert len(said) < 350


def test_a_note_is_never_drawn_on_a_terminal() -> None:
    ours, theirs = os.openpty()
    try:
        Journal(theirs).note("words")
        os.set_blocking(ours, False)
        with pytest.raises(BlockingIOError):
            os.read(ours, 100)
    finally:
        os.close(ours)
        os.close(theirs)


def test_a_journal_that_is_full_or_closed_loses_notes() -> None:
    reads, writes = os.pipe()
    os.set_blocking(writes, False)
    with suppress(BlockingIOError):
        while True:
            os.write(writes, b"x" * 4096)
    Journal(writes).note("words")
    os.close(reads)
    Journal(writes).note("words")
    os.close(writes)
    Journal(writes).note("words")
    assert noted("words") == b"ketacli kiosk: words\n"


@pytest.mark.parametrize("abstract", [True, False])
def test_systemd_is_told_at_most_twice_in_the_time_it_waits(
    tmp_path: Path, *, abstract: bool
) -> None:
    name = f"@ketacli-{os.getpid()}" if abstract else os.fspath(tmp_path / "s")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(name.replace("@", "\0"))
        systemd.settimeout(20)
        supervisor = Supervisor(name, "10000000")
        for tenth in range(100, 210):
            supervisor.beat(tenth / 10)
        assert supervisor.wake() == 25
        supervisor.stopping()
        said = [systemd.recv(100) for _ in range(5)]
    alive = b"WATCHDOG=1"
    assert said == [b"READY=1", alive, alive, alive, b"STOPPING=1"]


@pytest.mark.parametrize("usec", ["", "x", "²", "-1"])
def test_without_a_watchdog_nothing_wakes_for_it(usec: str) -> None:
    supervisor = Supervisor("/nonexistent/socket", usec)
    assert supervisor.wake() == inf
    supervisor.beat(1)
    supervisor.stopping()


def test_without_systemd_nothing_is_said() -> None:
    supervisor = Supervisor("", "10000000")
    assert supervisor.wake() == inf
    supervisor.beat(1)
    supervisor.stopping()
