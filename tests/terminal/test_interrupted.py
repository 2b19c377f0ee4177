"""Whatever ends the question, the terminal is left as it was found."""

import os
import signal
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest

from ketacli.disclaimer import Disclaimer
from support.terminal import PATIENCE, Terminal, processes_in, terminal


class End(NamedTuple):
    """How a question is ended, and what the shell is told then."""

    keys: str
    signals: tuple[signal.Signals, ...]
    code: int


ENDS = {
    "yes": End("yes\r", (), 0),
    "Enter": End("\r", (), 3),
    "Escape": End("\x1b", (), 3),
    "Ctrl-C": End("\x03", (), 130),
    "Ctrl-C behind half a word": End("ye\x03", (), 130),
    "Ctrl-\\": End("\x1c", (), 130),
    "SIGINT": End("", (signal.SIGINT,), 130),
    "SIGQUIT": End("", (signal.SIGQUIT,), 130),
    "SIGTERM": End("", (signal.SIGTERM,), -signal.SIGTERM),
    "SIGHUP": End("", (signal.SIGHUP,), -signal.SIGHUP),
    "a job that is killed": End("", (signal.SIGTERM, signal.SIGCONT), -signal.SIGTERM),
    "SIGTERM twice": End("", (signal.SIGTERM, signal.SIGTERM), -signal.SIGTERM),
}
SHELLS = {
    "Ctrl-Z": ("-mc", '"$@"; printf "%s" stopped; read word; fg; echo "ended with $?"'),
    "HUP ignored": ("-c", 'trap "" HUP; "$@"; exit 0'),
}
TRIES = 5
"""A slow machine may miss the seconds before a question."""
OTHERS = ("stopped", "resized", "frozen", "hung up", "long without an end")


class Reader(NamedTuple):
    """Somebody at a terminal, and how that was set before."""

    at: Terminal
    before: list[object]
    home: Path


@pytest.fixture(scope="module")
def asked(new_home: Callable[[], Path]) -> Iterator[dict[str, Reader]]:
    with ExitStack() as readers:

        def sit_down(*through: str) -> Reader:
            home = new_home()
            at = readers.enter_context(terminal(home, "explain", "--no-pager", through=through))
            return Reader(at, at.settings(), home)

        yield {
            **{name: sit_down() for name in (*ENDS, *OTHERS)},
            **{name: sit_down("sh", *words, "sh") for name, words in SHELLS.items()},
        }


def _stop(reader: Terminal) -> None:
    reader.signal(signal.SIGSTOP)
    assert reader.program.pid is not None
    os.waitid(os.P_PID, reader.program.pid, os.WSTOPPED | os.WNOWAIT)


def _wait_until_listening(reader: Terminal, before: list[object]) -> None:
    end = time.monotonic() + PATIENCE
    while reader.settings() == before:
        assert time.monotonic() < end
        reader.read(0.02)


@pytest.mark.parametrize("name", ENDS)
def test_each_end_has_its_code_and_puts_the_terminal_back(
    asked: dict[str, Reader], name: str, question: str, title: str
) -> None:
    reader, end = asked[name], ENDS[name]
    reader.at.wait_for(question)
    assert reader.at.settings() != reader.before
    reader.at.type(end.keys)
    for number in end.signals:
        reader.at.signal(number)
    assert reader.at.exit_code() == end.code
    assert reader.at.settings() == reader.before
    assert (title in reader.at.written) == (end.code == 0)
    assert "Traceback" not in reader.at.written


def test_a_program_that_was_stopped_asks_anew_and_takes_nothing_typed_meanwhile(
    asked: dict[str, Reader], question: str, title: str
) -> None:
    reader, before, _home = asked["stopped"]
    reader.wait_for(question)
    _stop(reader)
    reader.type("yes\r")
    reader.signal(signal.SIGCONT)
    reader.wait_for(question, times=2)
    reader.read(0.5)
    assert reader.program.isalive()
    assert title not in reader.written
    reader.type("yes\r")
    assert reader.exit_code() == 0
    assert title in reader.written
    assert reader.settings() == before


def test_control_z_stops_and_the_shell_brings_the_question_back(
    asked: dict[str, Reader], question: str
) -> None:
    reader, _before, _home = asked["Ctrl-Z"]
    reader.wait_for(question)
    reader.type("ye\x1a")
    reader.wait_for("stopped")
    reader.type("go on\ryes\r")
    reader.wait_for(question, times=2)
    reader.read(0.5)
    assert "ended with" not in reader.written
    reader.type("yes\r")
    assert reader.exit_code() == 0
    assert reader.written.endswith("ended with 0")


def test_control_s_does_not_freeze_the_question(
    asked: dict[str, Reader], question: str, title: str
) -> None:
    reader, before, _home = asked["frozen"]
    reader.wait_for(question)
    assert not reader.settings()[0] & termios.IXON
    reader.type("\x13\x15yes\r")  # Ctrl-S is a letter here, and Ctrl-U takes the line back
    assert reader.exit_code() == 0
    assert title in reader.written
    assert reader.settings() == before


def test_a_screen_that_was_frozen_while_reading_thaws_for_the_question(
    home: Path, words: Disclaimer, question: str
) -> None:
    with terminal(home, "explain", "--no-pager") as reader:
        reader.wait_for(words.paragraphs[-1])
        reader.type("\x13")
        reader.wait_for(question)
        reader.type("\x15\r")
        assert reader.exit_code() == 3


@pytest.mark.parametrize("key", ["\x03", "\x1c"], ids=["Ctrl-C", "Ctrl-\\"])
def test_the_words_can_be_left_before_the_question_comes(
    new_home: Callable[[], Path], words: Disclaimer, question: str, key: str
) -> None:
    for home in (new_home() for _ in range(TRIES)):
        with terminal(home, "explain", "--no-pager") as reader:
            before = reader.settings()
            reader.wait_for(words.paragraphs[-1])
            _wait_until_listening(reader, before)
            reader.type(key)
            assert reader.exit_code() == 130
            assert reader.settings() == before
            if question not in reader.written:
                return
    raise AssertionError("never in time")


def test_control_c_ends_a_long_line_that_has_no_end(
    asked: dict[str, Reader], question: str
) -> None:
    reader, before, _home = asked["long without an end"]
    reader.wait_for(question)
    reader.type(b"y" * 100_000)
    reader.read()
    reader.type("\x03")
    assert reader.exit_code() == 130
    assert reader.settings() == before


def test_a_terminal_that_hangs_up_ends_the_program_by_that_signal(
    asked: dict[str, Reader], question: str
) -> None:
    reader, _before, home = asked["hung up"]
    reader.wait_for(question)
    assert reader.hang_up(20)
    assert reader.exit_code() == -signal.SIGHUP
    assert not processes_in(home)


def test_a_terminal_that_hangs_up_leaves_nothing_running_below_a_shell(
    asked: dict[str, Reader], question: str
) -> None:
    reader, _before, home = asked["HUP ignored"]
    reader.wait_for(question)
    assert reader.hang_up(20)
    assert not processes_in(home)


def test_a_window_may_change_its_size_while_the_question_stands(
    asked: dict[str, Reader], question: str, title: str
) -> None:
    reader, _before, _home = asked["resized"]
    reader.wait_for(question)
    for columns, lines in ((120, 50), (20, 5), (1, 1), (40, 15)):
        reader.resize(columns, lines)
        reader.read(0.05)
    assert reader.program.isalive()
    asked_until = len(reader.raw)
    reader.type("yes\r")
    assert reader.exit_code() == 0
    leaflet = reader.raw[asked_until:].decode().partition("\n")[2]
    reader.raw = leaflet.encode()
    assert title in reader.written
    assert 30 < max(map(len, reader.shown())) <= 40
