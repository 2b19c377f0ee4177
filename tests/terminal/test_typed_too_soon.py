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


def test_a_program_that_answers_all_the_time_waits_as_long_as_a_reader(
    home: Path, words: Disclaimer, question: str, title: str
) -> None:
    with terminal(home, "explain", "--no-pager") as reader:
        reader.wait_for(words.paragraphs[0])
        shown = time.monotonic()
        while title not in reader.written and reader.program.isalive():
            reader.type("yes\r")
            reader.read(HELD_KEY_SECONDS)
        assert time.monotonic() - shown > READING_SECONDS - 0.2
        assert reader.exit_code() == 0
        assert reader.written.index(question) < reader.written.index(title)


def test_enter_held_down_from_the_start_never_says_yes(
    home: Path, question: str, title: str
) -> None:
    with terminal(home, "explain", "--no-pager") as reader:
        reader.hold("\r", seconds=20)
        assert reader.exit_code() == 3
        assert question in reader.written
        assert title not in reader.written
