"""What counts as a yes. All readers sit down at once, since each must wait before being asked."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from ketacli.labels import Labels
from support.terminal import HELD_KEY_SECONDS, Terminal, terminal

ACKNOWLEDGES = ("yes\r", "YES\r", "Yes\r", "  yes \t\r", "no\x7f\x7fyes\r", "yes\n")
REFUSES = {
    "Enter": "\r",
    "blanks and Enter": "   \r",
    "Escape": "\x1b",
    "Escape after the word": "yes\x1b",
    "an arrow key": "\x1b[A",
    "a function key": "\x1bOP",
    "Ctrl-D": "\x04",
    "Ctrl-D after the word": "yes\x04",
    "the word for no": "no\r",
    "the word for no in upper case": " NO\r",
}
ASKS_AGAIN = {
    "the first letter": b"y\r",
    "the first letter of no": b"n\r",
    "two words": b"yes yes\r",
    "a word in which the word is": b"yesterday\r",
    "another language's word": "s\u00ed\r".encode(),
    "letters that are not UTF-8": b"\xff\xfe\xe9\r",
    "half of a letter": b"yes\xc3\r",
    "a lone surrogate": b"\xed\xa0\x80yes\r",
    "a letter that cannot be seen": "yes\u200b\r".encode(),
    "wide letters": "\uff59\uff45\uff53\r".encode(),
    "a NUL": b"yes\x00\r",
    "more than 1 kB": b"y" * 2000 + b"\r",
    "the word after 1 kB": b" " * 2000 + b"yes\r",
    "100 kB without an end": b"y" * 100_000 + b"\r",
}
OTHERS = ("three tries", "a held letter")


@pytest.fixture(scope="module")
def asked(new_home: Callable[[], Path]) -> Iterator[dict[str, Terminal]]:
    with ExitStack() as readers:

        def sit_down() -> Terminal:
            return readers.enter_context(terminal(new_home(), "explain", "--no-pager"))

        yield {name: sit_down() for name in (*ACKNOWLEDGES, *REFUSES, *ASKS_AGAIN, *OTHERS)}


def _at_the_question(reader: Terminal, question: str) -> Terminal:
    reader.wait_for(question)
    return reader


@pytest.mark.parametrize("typed", ACKNOWLEDGES)
def test_the_whole_word_is_a_yes(
    asked: dict[str, Terminal], typed: str, question: str, title: str
) -> None:
    reader = _at_the_question(asked[typed], question)
    before = reader.written
    reader.type(typed)
    assert reader.exit_code() == 0
    assert title not in before
    assert title in reader.written


@pytest.mark.parametrize("keys", REFUSES)
def test_anything_short_of_the_word_is_a_no_at_once(
    asked: dict[str, Terminal], keys: str, question: str, title: str, labels: Labels
) -> None:
    reader = _at_the_question(asked[keys], question)
    reader.type(REFUSES[keys])
    assert reader.exit_code() == 3
    assert title not in reader.written
    assert labels.declined in reader.shown()[-2] + " " + reader.shown()[-1]


@pytest.mark.parametrize("keys", ASKS_AGAIN)
def test_another_answer_is_asked_about_again_and_its_letters_are_not_repeated(
    asked: dict[str, Terminal], keys: str, question: str, asked_again: str, title: str
) -> None:
    reader = _at_the_question(asked[keys], question)
    reader.type(ASKS_AGAIN[keys])
    reader.wait_for(asked_again)
    reader.read(0.05)
    # The terminal itself may still show what was typed before it, on a busy machine.
    first, *_ = asked_again.split()
    _, _, message = reader.raw.decode("utf-8", "replace").rpartition(first)
    assert " ".join(f"{first}{message}".split()) == asked_again
    reader.type("\r")
    assert reader.exit_code() == 3
    assert title not in reader.written


def test_there_are_three_tries(
    asked: dict[str, Terminal], question: str, asked_again: str, title: str
) -> None:
    reader = _at_the_question(asked["three tries"], question)
    for again in (1, 2):
        reader.type("perhaps\r")
        reader.wait_for(asked_again, times=again)
    reader.type("perhaps\r")
    assert reader.exit_code() == 3
    assert title not in reader.written
    assert reader.written.count(asked_again) == 2


def test_a_letter_held_down_says_nothing_until_enter(
    asked: dict[str, Terminal], question: str, asked_again: str, title: str
) -> None:
    reader = _at_the_question(asked["a held letter"], question)
    reader.hold("y", seconds=30 * HELD_KEY_SECONDS)
    assert reader.program.isalive()
    reader.type("\r")
    reader.wait_for(asked_again)
    reader.type("\r")
    assert reader.exit_code() == 3
    assert title not in reader.written
