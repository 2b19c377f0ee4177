"""Asks a person at a terminal, and takes only the whole word for a yes. What was typed before the
question was there, what is piped, and what is held down do not count. POSIX terminals.
"""

import os
import signal
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from ketacli.cli.output import say, say_wrapped
from ketacli.disclaimer import Disclaimer
from ketacli.errors import NotAcknowledgedError, Refusal
from ketacli.labels import Labels, fill

_TRIES = 3
_MOST_BYTES = 1024
_SECONDS_TO_READ = 2.0
_STDIN = 0
_ESCAPE = "\x1b"


class _StoppedError(Exception):
    """A signal came that ends the program."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class _ResumedError(Exception):
    """The program was stopped with Ctrl-Z and is back: the question must be shown anew."""


def ask(disclaimer: Disclaimer, labels: Labels) -> None:
    """Ask about words that stand on the screen already.

    Raises:
        NotAcknowledgedError: the answer was anything but the whole word.
        KeyboardInterrupt: Ctrl-C, or the key that quits.
    """
    time.sleep(_SECONDS_TO_READ)  # nobody can have read the words sooner
    question = f"{disclaimer.question} {fill(labels.ask_how, yes=disclaimer.yes)}"
    for _ in range(_TRIES):
        answer = _answer(question)
        if _same(answer, disclaimer.yes):
            return
        if not answer.strip() or _ESCAPE in answer or _same(answer, disclaimer.no):
            break
        question = fill(labels.ask_again, yes=disclaimer.yes)
    raise NotAcknowledgedError(Refusal.DECLINED)


def _same(answer: str, word: str) -> bool:
    from unicodedata import normalize

    return normalize("NFC", answer.strip()).casefold() == normalize("NFC", word).casefold()


def _answer(question: str) -> str:
    """One line from the terminal, or '' when there will be none."""
    while True:
        try:
            with _signals_caught(), _line_mode():
                say("")
                say_wrapped(question)
                return _line()
        except _ResumedError:
            continue
        except _StoppedError as stopped:
            if stopped.number == signal.SIGQUIT:
                raise KeyboardInterrupt from None
            signal.signal(stopped.number, signal.SIG_DFL)
            os.kill(os.getpid(), stopped.number)


def _line() -> str:
    try:
        typed = os.read(_STDIN, _MOST_BYTES + 1)
    except OSError:
        return ""  # the terminal is gone
    if len(typed) > _MOST_BYTES:
        termios.tcflush(_STDIN, termios.TCIFLUSH)
        return "\N{REPLACEMENT CHARACTER}"
    return typed.decode("utf-8", "replace")


@contextmanager
def _line_mode() -> Iterator[None]:
    """A terminal that gives a line at Enter or at Escape, and that Ctrl-S cannot freeze.

    Whatever was typed before is thrown away.
    """
    before = termios.tcgetattr(_STDIN)
    now = termios.tcgetattr(_STDIN)
    now[0] = (now[0] | termios.ICRNL) & ~termios.IXON
    now[3] |= termios.ICANON | termios.ECHO | termios.ISIG
    now[6][termios.VEOL] = _ESCAPE.encode()
    termios.tcsetattr(_STDIN, termios.TCSAFLUSH, now)
    try:
        yield
    finally:
        with suppress(termios.error):
            termios.tcsetattr(_STDIN, termios.TCSANOW, before)


@contextmanager
def _signals_caught() -> Iterator[None]:
    """Turn signals into exceptions, so that the terminal is always put back as it was."""

    def stop(number: int, _frame: FrameType | None) -> None:
        raise _StoppedError(number)

    def resume(_number: int, _frame: FrameType | None) -> None:
        raise _ResumedError

    ending = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
    before = {number: signal.signal(number, stop) for number in ending}
    before[signal.SIGCONT] = signal.signal(signal.SIGCONT, resume)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
