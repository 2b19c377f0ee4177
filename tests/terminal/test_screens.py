from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from ketacli.disclaimer import Disclaimer
from ketacli.library import Library
from support.terminal import Terminal, terminal

SIZES = {"80x24": (80, 24), "60x20": (60, 20), "40x15": (40, 15)}
UNSTYLED = {
    "NO_COLOR": {"NO_COLOR": "1"},
    "dumb": {"TERM": "dumb"},
    "unknown": {"TERM": "unknown"},
    "no TERM": {"TERM": ""},
}
STYLED = {"usual": {"TERM": "xterm"}}


@pytest.fixture(scope="module")
def asked(new_home: Callable[[], Path]) -> Iterator[dict[str, Terminal]]:
    with ExitStack() as readers:

        def sit_down(columns: int, lines: int, more: dict[str, str]) -> Terminal:
            at = terminal(
                new_home(), "explain", "--no-pager", columns=columns, lines=lines, more=more
            )
            return readers.enter_context(at)

        yield {
            **{name: sit_down(columns, lines, {}) for name, (columns, lines) in SIZES.items()},
            **{name: sit_down(80, 24, more) for name, more in (UNSTYLED | STYLED).items()},
        }


@pytest.mark.parametrize("size", SIZES)
def test_the_words_are_shown_whole_and_in_order_before_the_question(
    asked: dict[str, Terminal], size: str, words: Disclaimer, question: str, shipped: Library
) -> None:
    reader = asked[size]
    reader.wait_for(question)
    at = 0
    for text in (*(part.title for part in shipped.crisis_lines()), words.title, *words.paragraphs):
        at = reader.written.index(text, at) + len(text)
    assert question in reader.written[at:]
    columns, _lines = SIZES[size]
    assert max(map(len, reader.shown())) <= columns
    assert reader.shown(columns) == reader.shown()


@pytest.mark.parametrize("name", UNSTYLED)
def test_a_terminal_without_style_gets_no_escape_sequence_from_start_to_end(
    asked: dict[str, Terminal], name: str, question: str, title: str
) -> None:
    reader = asked[name]
    reader.wait_for(question)
    reader.type("yes\r")
    assert reader.exit_code() == 0
    assert title in reader.written
    assert b"\x1b" not in reader.raw


def test_a_usual_terminal_gets_a_styled_leaflet_after_plain_words(
    asked: dict[str, Terminal], question: str
) -> None:
    reader = asked["usual"]
    reader.wait_for(question)
    assert b"\x1b" not in reader.raw
    reader.type("yes\r")
    assert reader.exit_code() == 0
    assert b"\x1b[1" in reader.raw
    assert reader.raw.count(b"\x1b[0m") > 10


def test_no_line_of_any_leaflet_wraps_on_a_narrow_screen(
    home: Path, shipped: Library, words: Disclaimer
) -> None:
    columns, _lines = SIZES["40x15"]
    with ExitStack() as readers:
        for card in shipped.cards().cards:
            asks = ("explain", card.id, "--no-pager", "--acknowledge", words.code)
            reader = readers.enter_context(terminal(home, *asks, columns=columns))
            assert reader.exit_code() == 0
            assert max(map(len, reader.shown())) <= columns
