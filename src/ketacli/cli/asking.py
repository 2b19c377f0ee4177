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
_ESCAPE = b"\x1b"
_CAUGHT = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGCONT)


class _SignalError(Exception):
    """A signal came while the terminal was ours."""


def ask(disclaimer: Disclaimer, labels: Labels) -> None:
    """Ask about words that stand on the screen already.

    Raises:
        NotAcknowledgedError: the answer was anything but the whole word.
        KeyboardInterrupt: Ctrl-C, or the key that quits.
    """
    read_by = time.monotonic() + _SECONDS_TO_READ  # nobody can have read the words sooner
    question = f"{disclaimer.question} {fill(labels.ask_how, yes=disclaimer.yes)}"
    for _ in range(_TRIES):
        answer = _answer(question, read_by)
        if _same(answer, disclaimer.yes):
            return
        if not answer.strip() or _same(answer, disclaimer.no):
            break
        question = fill(labels.ask_again, yes=disclaimer.yes)
    raise NotAcknowledgedError(Refusal.DECLINED)


def _same(answer: str, word: str) -> bool:
    return _bare(answer) == _bare(word)


def _bare(text: str) -> str:
    """Small letters without accents: not every keyboard has them."""
    from unicodedata import combining, normalize

    apart = normalize("NFD", text.strip().casefold())
    return "".join(letter for letter in apart if not combining(letter))


def _answer(question: str, not_before: float) -> str:
    """One line from the terminal, or '' when there will be none."""
    while True:
        came: list[int] = []
        try:
            with _signals_caught(came), _line_mode():
                time.sleep(max(0.0, not_before - time.monotonic()))
                termios.tcflush(_STDIN, termios.TCIFLUSH)
                say("")
                say_wrapped(question)
                return _line()
        except termios.error:
            return ""  # the terminal is gone
        except _SignalError:
            _end_if_told(came)


def _end_if_told(came: list[int]) -> None:
    """End as the signals ask. After Ctrl-Z the program is told to go on, and asks anew."""
    if signal.SIGQUIT in came:
        raise KeyboardInterrupt
    for number in came:
        if number != signal.SIGCONT:
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)


def _line() -> str:
    try:
        typed = os.read(_STDIN, _MOST_BYTES + 1)
    except OSError:
        return ""  # the terminal is gone
    if len(typed) > _MOST_BYTES:
        termios.tcflush(_STDIN, termios.TCIFLUSH)
        return "\N{REPLACEMENT CHARACTER}"
    if not typed.endswith(b"\n"):  # Escape, an arrow key or Ctrl-D, and what comes with it
        termios.tcflush(_STDIN, termios.TCIFLUSH)
        say("")
        return ""
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
    now[6][termios.VEOL] = _ESCAPE
    termios.tcsetattr(_STDIN, termios.TCSAFLUSH, now)
    try:
        yield
    finally:
        with suppress(termios.error):
            termios.tcsetattr(_STDIN, termios.TCSANOW, before)


@contextmanager
def _signals_caught(came: list[int]) -> Iterator[None]:
    """Turn the first signal into an exception, so that the terminal is put back as it was.

    A second one is only noted: it must not cut that off. A terminal that hangs up sends two.
    """

    def note(number: int, _frame: FrameType | None) -> None:
        came.append(number)
        if len(came) == 1:
            raise _SignalError

    before = {number: signal.signal(number, note) for number in _CAUGHT}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
