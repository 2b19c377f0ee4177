import time
from collections.abc import Callable
from pathlib import Path

from ketacli.disclaimer import Disclaimer
from support.terminal import HELD_KEY_SECONDS, terminal

READING_SECONDS = 2.0


def test_an_answer_typed_before_the_question_does_not_count(
    new_home: Callable[[], Path], words: Disclaimer, question: str, title: str
) -> None:
    at_start = terminal(new_home(), "explain", "--no-pager")
    at_the_words = terminal(new_home(), "explain", "--no-pager")
    with at_start as early, at_the_words as quick:
        time.sleep(0.5)
        early.type("yes\r")
        quick.wait_for(words.paragraphs[-1])
        quick.type("yes\ryes\ryes")
        for reader in (early, quick):
            reader.wait_for(question)
            reader.read(0.5)
            assert reader.program.isalive()
            reader.type("\r")
            assert reader.exit_code() == 3
            assert title not in reader.written


def test_a_program_that_answers_as_fast_as_it_can_must_wait_as_long_as_a_reader(
    home: Path, words: Disclaimer, question: str, title: str
) -> None:
    with terminal(home, "explain", "--no-pager") as reader:
        reader.wait_for(words.paragraphs[0])
        shown = time.monotonic()
        while question not in reader.written:
            reader.type("yes\r")
            reader.read(0.01)
        assert time.monotonic() - shown > READING_SECONDS - 0.2
        reader.type("\ryes\r" if title not in reader.written else "")
        reader.exit_code()
        assert reader.written.find(title, reader.written.index(question)) >= 0 or (
            title not in reader.written
        )


def test_enter_held_down_from_the_start_never_says_yes(
    home: Path, question: str, title: str
) -> None:
    with terminal(home, "explain", "--no-pager") as reader:
        reader.hold("\r", seconds=20)
        assert reader.exit_code() == 3
        assert question in reader.written
        assert title not in reader.written


def test_a_letter_held_down_says_nothing_until_enter(home: Path, question: str, title: str) -> None:
    with terminal(home, "explain", "--no-pager") as reader:
        reader.wait_for(question)
        reader.hold("y", seconds=30 * HELD_KEY_SECONDS)
        assert reader.program.isalive()
        reader.type("\r\r")
        reader.type("\r")
        assert reader.exit_code() == 3
        assert title not in reader.written
