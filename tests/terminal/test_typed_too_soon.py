import time
from collections.abc import Callable
from pathlib import Path

from ketacli.disclaimer import Disclaimer
from support.terminal import HELD_KEY_SECONDS, Terminal, terminal

READING_SECONDS = 2.0
TRIES = 5
"""A slow machine may miss the seconds before a question."""


def test_an_answer_typed_before_the_question_does_not_count(
    new_home: Callable[[], Path], words: Disclaimer, question: str, title: str
) -> None:
    def counts_for_nothing(reader: Terminal) -> None:
        reader.wait_for(question)
        reader.read(0.5)
        assert reader.program.isalive()
        reader.type("\r")
        assert reader.exit_code() == 3
        assert title not in reader.written

    with terminal(new_home(), "explain", "--no-pager") as early:
        early.type("yes\r")
        counts_for_nothing(early)
    for home in (new_home() for _ in range(TRIES)):
        with terminal(home, "explain", "--no-pager") as quick:
            quick.wait_for(words.paragraphs[-1])
            in_time = question not in quick.written
            quick.type("yes\ryes\ryes")
            if in_time:
                counts_for_nothing(quick)
                return
    raise AssertionError("never in time")


def test_a_program_that_answers_all_the_time_waits_as_long_as_a_reader(
    home: Path, words: Disclaimer, question: str, title: str
) -> None:
    with terminal(home, "explain", "--no-pager") as reader:
        reader.wait_for(words.paragraphs[0])
        shown = time.monotonic()
        while title not in reader.written and reader.program.isalive():
            reader.type("yes\r")
            reader.read(HELD_KEY_SECONDS)
        # Counted from when it is seen here: on a slow machine that is later than it was shown.
        assert time.monotonic() - shown > READING_SECONDS / 2
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
