import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacli.airlock.drawing import Drawing

PASSES = {
    "text": b"Plain words, 1 2 3\r\n\tand a \bbackspace",
    "letters of any language": "é € 漢字 🎿 ى".encode(),
    "colours": b"\x1b[m\x1b[0m\x1b[1;38;2;10;20;30m\x1b[4:3m",
    "moves": b"\x1b[H\x1b[12;5H\x1b[3A\x1b[B\x1b[2C\x1b[D\x1b[5G\x1b[7d\x1bD\x1bE\x1bM\x1b7\x1b8",
    "where the cursor was": b"\x1b[s\x1b[u",
    "clears": b"\x1b[2J\x1b[3J\x1b[K\x1b[1K\x1b[2L\x1b[M\x1b[P\x1b[4X\x1b[@",
    "lines that scroll": b"\x1b[2;20r\x1b[r\x1b[S\x1b[2T",
    "the alternate screen": b"\x1b[?1049h\x1b[?1049l",
    "the cursor": b"\x1b[?25l\x1b[?25h",
    "drawing in one go": b"\x1b[?2026h\x1b[?2026l",
    "presses": b"\x1b[?1000h\x1b[?1006h\x1b[?1000l\x1b[?1006l",
}
DROPPED = {
    "the clipboard": b"\x1b]52;c;cGxhbnRlZA==\x07",
    "a link": b"\x1b]8;;https://example.org\x1b\\",
    "a title": b"\x1b]0;title\x07\x1b]2;title\x1b\\\x1b]1;x\x07",
    "messages of a desktop": b"\x1b]9;hello\x07\x1b]777;notify;a;b\x07",
    "files for an emulator": b"\x1b]1337;File=name=eA==:AAAA\x07",
    "colours of an emulator": b"\x1b]4;1;#000000\x07\x1b]10;?\x1b\\",
    "device control strings": b"\x1bP$q m\x1b\\\x1b_Ga=T;AAAA\x1b\\\x1b^pm\x1b\\\x1bXsos\x1b\\",
    "a string that is cancelled": b"\x1b]0;title\x18\x1b]0;title\x1a",
    "keys of the kitty": b"\x1b[>1u\x1b[<u\x1b[=1;1u\x1b[?u\x1b[1u",
    "bracketed paste": b"\x1b[?2004h\x1b[?2004l",
    "resize reports": b"\x1b[?2048h\x1b[?2048$p",
    "motion": b"\x1b[?1003h\x1b[?1002h\x1b[?1001h",
    "older mouse reports": b"\x1b[?1015h\x1b[?1016h\x1b[?9h\x1b[?1005h",
    "focus": b"\x1b[?1004h",
    "questions": b"\x1b[c\x1b[>c\x1b[=c\x1b[5n\x1b[6n\x1b[?6n\x1b[>q\x1b[?2026$p\x1bZ",
    "windows": b"\x1b[8;10;10t\x1b[14t\x1b[22;0t",
    "the printer": b"\x1b[5i\x1b[4i\x1b[?5i\x1b[i",
    "resets": b"\x1bc\x1b[!p",
    "the keypad": b"\x1b=\x1b>",
    "letter sets": b"\x1b(0\x1b(B\x1b%G\x1b)0\x0e\x0f",
    "the shape of the cursor": b"\x1b[2 q",
    "the bell and other controls": b"\x07\x00\x05\x0b\x0c\x11\x13\x7f",
    "controls of the second set": "\x9b\x9d\x90".encode(),
    "other bytes": b"\xff\xfe\x80\xc0\xaf\xed\xa0\x80\xf5",
    "keyboard lock and other modes": b"\x1b[2h\x1b[4h\x1b[?3h\x1b[?5h\x1b[20h",
    "leds and echoes of keys": b"\x1b[1q\x1b[?7727h\x1b[>4;2m",
    "a control inside a sequence": b"\x1b[1\x07",
}
OUT = re.compile(
    r"(?:[\t\n\r\b\x20-\x7e\u00a0-\U0010ffff]"
    r"|\x1b\[[0-9;:]*m|\x1b\[[0-9;]*[A-HIZdef`aJKLMPSTX@r]|\x1b\[[su]|\x1b[78DEM]"
    r"|\x1b\[\?(?:25|2026|1049|1000|1006)(?:;(?:25|2026|1049|1000|1006))*[hl])*"
)
PIECES = st.one_of(
    st.binary(max_size=12),
    st.sampled_from([*PASSES.values(), *DROPPED.values()]),
    st.sampled_from(
        [b"\x1b", b"\x1b[", b"\x1b]", b"T", b"Trace", b"back (most", b"\x1b[1;", b"Fatal"]
    ),
    st.text(max_size=5).map(lambda text: text.encode("utf-8", "surrogatepass")),
)
ANYTHING = st.lists(PIECES, max_size=20).map(b"".join)
TRACEBACK = b"Traceback (most recent call last):\n  planted"


@pytest.mark.parametrize("name", PASSES)
def test_what_pages_are_made_of_passes_as_it_is(name: str) -> None:
    assert Drawing().feed(PASSES[name]) == PASSES[name]


@pytest.mark.parametrize("name", DROPPED)
def test_all_else_is_dropped_and_the_words_around_it_pass(name: str) -> None:
    drawing = Drawing()
    assert drawing.feed(b"before " + DROPPED[name] + b"|after") == b"before |after"
    assert not drawing.crashed


def test_of_several_modes_the_allowed_ones_pass() -> None:
    assert Drawing().feed(b"\x1b[?1000;1003;1006h\x1b[?1003;1004l") == b"\x1b[?1000;1006h"


def test_a_linear_kiosk_has_no_alternate_screen_and_no_mouse() -> None:
    drawn = b"\x1b[?1049h\x1b[?1000h\x1b[?1006h\x1b[?25hwords\r\n"
    assert Drawing(full_screen=False).feed(drawn) == b"\x1b[?25hwords\r\n"


def test_a_string_without_an_end_hides_four_kilobytes_at_most() -> None:
    assert Drawing().feed(b"\x1b]52;" + b"x" * 5000).count(b"x") < 1000
    drawing = Drawing()
    assert drawing.feed(b"\x1b]52;" + b"x" * 4000) == b""
    assert drawing.feed(b"x" * 93) == b""
    assert drawing.feed(b"words") == b"words"


def test_a_sequence_that_has_no_end_is_dropped() -> None:
    assert Drawing().feed(b"\x1b[" + b"1" * 64) == b""
    assert Drawing().feed(b"\x1b[" + b"1" * 65 + b"m") == b"1m"


def test_half_a_letter_waits_for_the_other_half() -> None:
    drawing = Drawing()
    assert drawing.feed("🎿".encode()[:2]) == b""
    assert drawing.feed("🎿".encode()[2:]) == "🎿".encode()


@pytest.mark.parametrize("size", [1, 2, 5, 17, 100])
def test_nothing_of_a_traceback_is_let_out_whatever_pieces_it_comes_in(size: int) -> None:
    drawing = Drawing()
    pieces = [TRACEBACK[start : start + size] for start in range(0, len(TRACEBACK), size)]
    assert b"".join(drawing.feed(piece) for piece in pieces) == b""
    assert drawing.crashed
    assert drawing.feed(b"more") == drawing.flush() == b""


@pytest.mark.parametrize(
    "drawn",
    [
        "╭─ \x1b[31mTraceback \x1b[2m(most recent\x1b[0m call last)\x1b[m ─╮".encode(),
        b"\x1b[?25hTraceback\x1b]0;x\x07 (most\x00 recent call last):",
        b"Fatal Python error: Segmentation fault",
    ],
)
def test_a_traceback_in_colours_is_one_too(drawn: bytes) -> None:
    drawing = Drawing()
    assert drawing.feed(drawn) == b""
    assert drawing.crashed


def test_letters_that_may_begin_a_traceback_are_let_out_when_none_follows() -> None:
    drawing = Drawing()
    assert drawing.flush() == b""
    assert drawing.feed(b"The \x1b[1mTrac\x1b[2me") == b"The \x1b[1m"
    held = drawing.holding
    assert drawing.flush() == b"Trac\x1b[2me"
    assert (held, drawing.holding) == (True, False)
    assert drawing.feed(b"s are") == b"s are"


def test_a_traceback_is_seen_though_its_start_was_let_out() -> None:
    drawing = Drawing()
    drawing.feed(b"Trace")
    assert drawing.flush() == b"Trace"
    assert drawing.feed(b"back (most recent call") == b""
    assert drawing.flush() == b"back (most recent call"
    assert drawing.feed(b" last)") == b""
    assert drawing.crashed


@given(ANYTHING, st.lists(st.integers(0, 200), max_size=8))
def test_where_the_bytes_are_split_changes_nothing(drawn: bytes, cuts: list[int]) -> None:
    whole, split = Drawing(), Drawing()
    places = [0, *sorted(cuts), len(drawn)]
    pieces = [drawn[start:end] for start, end in pairwise(places)]
    together = whole.feed(drawn) + whole.flush()
    apart = b"".join(split.feed(piece) for piece in pieces) + split.flush()
    assert apart == together


@given(ANYTHING)
def test_nothing_but_what_pages_are_made_of_is_ever_let_out(drawn: bytes) -> None:
    drawing = Drawing()
    out = drawing.feed(drawn) + drawing.flush()
    assert OUT.fullmatch(out.decode())  # and it is UTF-8
    again = Drawing()
    assert again.feed(out) + again.flush() == out


@given(ANYTHING)
def test_after_anything_words_come_through_again(drawn: bytes) -> None:
    drawing = Drawing()
    drawing.feed(drawn + b"." * 5000)
    assert drawing.feed(b"words") == b"words"
