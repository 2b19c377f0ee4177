"""What a terminal of its own cannot reach, or would have to be killed for."""

import os
import pty
import signal
import termios
import tty
from collections.abc import Callable, Iterator
from types import FrameType

import pytest

from ketacli.cli import asking
from ketacli.disclaimer import Disclaimer
from ketacli.errors import NotAcknowledgedError, Refusal
from ketacli.labels import Labels

Deed = bytes | Callable[[], None]


class _EndedError(Exception):
    """The program would have ended here."""


class Booth:
    """A terminal whose reader types, or does something else, each time a question is shown."""

    def __init__(self, words: Disclaimer, labels: Labels, monkeypatch: pytest.MonkeyPatch) -> None:
        self.words = words
        self._labels = labels
        self.reader, self.program = pty.openpty()
        self.asked: list[str] = []
        self.deeds: list[Deed] = []
        monkeypatch.setattr(asking, "_STDIN", self.program)
        monkeypatch.setattr(asking, "_SECONDS_TO_READ", 0.0)
        monkeypatch.setattr(asking, "say", lambda _text: None)
        monkeypatch.setattr(asking, "say_wrapped", self._show)

    def _show(self, question: str) -> None:
        self.asked.append(question)
        deed = self.deeds.pop(0)
        if isinstance(deed, bytes):
            os.write(self.reader, deed)
        else:
            deed()

    def ask(self) -> None:
        asking.ask(self.words, self._labels)

    def settings(self) -> list[object]:
        return list(termios.tcgetattr(self.program))

    def hang_up(self) -> None:
        if self.reader >= 0:
            os.close(self.reader)
            self.reader = -1

    def leave(self) -> None:
        self.hang_up()
        os.close(self.program)


@pytest.fixture
def booth(words: Disclaimer, labels: Labels, monkeypatch: pytest.MonkeyPatch) -> Iterator[Booth]:
    def too_long(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    changed = (*asking._CAUGHT, signal.SIGALRM)
    handlers = {number: signal.getsignal(number) for number in changed}
    made = Booth(words, labels, monkeypatch)
    signal.signal(signal.SIGALRM, too_long)
    signal.alarm(20)
    try:
        yield made
    finally:
        signal.alarm(0)
        made.leave()
        for number, handler in handlers.items():
            signal.signal(number, handler)


@pytest.fixture
def killed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Which signal the program ended itself with, and the handler that was set for it then."""
    numbers: list[int] = []

    def kill(process: int, number: int) -> None:
        assert process == os.getpid()
        assert signal.getsignal(number) is signal.SIG_DFL
        numbers.append(number)
        raise _EndedError

    monkeypatch.setattr(os, "kill", kill)
    return numbers


def _refused(booth: Booth) -> None:
    with pytest.raises(NotAcknowledgedError) as refused:
        booth.ask()
    assert refused.value.refusal is Refusal.DECLINED


def test_what_was_typed_before_the_question_is_thrown_away(booth: Booth) -> None:
    os.write(booth.reader, b"yes\r")
    booth.deeds = [b"\r"]
    _refused(booth)


@pytest.mark.parametrize(
    ("word", "typed"),
    [
        ("s\u00ed", "si\u0301"),
        ("si\u0301", "S\u00cd"),
        ("\u05db\u05df", " \u05db\u05df"),
        ("\u662f", "\u662f"),
        ("stra\u00dfe", "STRASSE"),
    ],
)
def test_the_word_of_any_language_counts_however_its_letters_are_put_together(
    booth: Booth, word: str, typed: str
) -> None:
    booth.deeds = [typed.encode() + b"\r"]
    booth.words = booth.words._replace(yes=word)
    booth.ask()
    assert word in booth.asked[0]


def test_a_terminal_that_another_program_left_raw_can_be_answered_and_is_left_raw(
    booth: Booth,
) -> None:
    tty.setraw(booth.program)
    raw = booth.settings()
    booth.deeds = [b"yse\x7f\x7fes\r"]
    booth.ask()
    assert booth.settings() == raw


def test_a_terminal_that_is_gone_before_the_question_is_a_no(booth: Booth) -> None:
    booth.hang_up()
    _refused(booth)
    assert not booth.asked


def test_a_terminal_that_goes_while_the_question_stands_is_a_no(booth: Booth) -> None:
    booth.deeds = [booth.hang_up]
    _refused(booth)


def test_a_terminal_that_cannot_be_read_is_a_no(
    booth: Booth, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(_descriptor: int, _most: int) -> bytes:
        raise OSError

    booth.deeds = [lambda: monkeypatch.setattr(os, "read", read)]
    before = booth.settings()
    _refused(booth)
    assert booth.settings() == before


def test_no_more_than_a_line_of_one_kilobyte_is_ever_read(
    booth: Booth, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted: list[int] = []
    really_read = os.read

    def read(descriptor: int, most: int) -> bytes:
        wanted.append(most)
        return really_read(descriptor, most)

    monkeypatch.setattr(os, "read", read)
    booth.deeds = [b"y" * 3000 + b"\r", b"yes\r"]
    booth.ask()
    assert len(booth.asked) == 2
    assert max(wanted) <= 1025


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_program_after_the_terminal_is_put_back(
    booth: Booth, killed: list[int], number: signal.Signals
) -> None:
    before = booth.settings()
    booth.deeds = [lambda: signal.raise_signal(number)]
    with pytest.raises(_EndedError):
        booth.ask()
    assert killed == [number]
    assert booth.settings() == before


def test_the_key_that_quits_is_an_interruption(booth: Booth) -> None:
    before = booth.settings()
    booth.deeds = [lambda: signal.raise_signal(signal.SIGQUIT)]
    with pytest.raises(KeyboardInterrupt):
        booth.ask()
    assert booth.settings() == before


def test_coming_back_from_a_stop_asks_anew_and_does_not_count_as_a_try(booth: Booth) -> None:
    stops = [lambda: signal.raise_signal(signal.SIGCONT)] * 5
    booth.deeds = [*stops, b"yes\r"]
    booth.ask()
    assert len(booth.asked) == 6
    assert len(set(booth.asked)) == 1


@pytest.mark.parametrize("second", [signal.SIGCONT, signal.SIGHUP])
def test_a_second_signal_does_not_cut_off_putting_the_terminal_back(
    booth: Booth,
    killed: list[int],
    monkeypatch: pytest.MonkeyPatch,
    second: signal.Signals,
) -> None:
    before = booth.settings()
    really_set = termios.tcsetattr

    def disturbed_set(descriptor: int, when: int, settings: list[object]) -> None:
        if settings == before:
            signal.raise_signal(second)
        really_set(descriptor, when, settings)  # type: ignore[arg-type]

    monkeypatch.setattr(termios, "tcsetattr", disturbed_set)
    booth.deeds = [lambda: signal.raise_signal(signal.SIGTERM)]
    with pytest.raises(_EndedError):
        booth.ask()
    assert killed == [signal.SIGTERM]
    assert booth.settings() == before


def test_signals_mean_again_what_they_meant_before(booth: Booth) -> None:
    before = [signal.getsignal(number) for number in asking._CAUGHT]
    booth.deeds = [b"yes\r"]
    booth.ask()
    assert [signal.getsignal(number) for number in asking._CAUGHT] == before
