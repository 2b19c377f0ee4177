import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacli.airlock.drawing import FAULTS
from ketacli.airlock.keys import Keys
from ketacli.airlock.lock import Limits

LIMITS = Limits()
NO_LIMIT = Limits(events=10**9, quiet_seconds=0)
KEYS = {
    "Tab": (b"\t", b"\t"),
    "Enter": (b"\r", b"\r"),
    "Shift-Tab": (b"\x1b[Z", b"\x1b[Z"),
    "Up": (b"\x1b[A", b"\x1b[A"),
    "Down": (b"\x1b[B", b"\x1b[B"),
    "Right": (b"\x1b[C", b"\x1b[C"),
    "Left": (b"\x1b[D", b"\x1b[D"),
    "Up of a keypad": (b"\x1bOA", b"\x1b[A"),
    "Left of a keypad": (b"\x1bOD", b"\x1b[D"),
    "Home": (b"\x1b[H", b"\x1b[H"),
    "Home of a keypad": (b"\x1bOH", b"\x1b[H"),
    "Home of the Linux console": (b"\x1b[1~", b"\x1b[H"),
    "Home of rxvt": (b"\x1b[7~", b"\x1b[H"),
    "End": (b"\x1b[F", b"\x1b[F"),
    "End of a keypad": (b"\x1bOF", b"\x1b[F"),
    "End of the Linux console": (b"\x1b[4~", b"\x1b[F"),
    "End of rxvt": (b"\x1b[8~", b"\x1b[F"),
    "PgUp": (b"\x1b[5~", b"\x1b[5~"),
    "PgDn": (b"\x1b[6~", b"\x1b[6~"),
    "press": (b"\x1b[<0;80;24M", b"\x1b[<0;80;24M"),
    "wheel up": (b"\x1b[<64;1;1M", b"\x1b[<64;1;1M"),
    "wheel down": (b"\x1b[<65;1;1M", b"\x1b[<65;1;1M"),
}
DROPPED = {
    "every control": bytes({*range(32), 0x7F} - {0x09, 0x0D, 0x1B}),
    "letters": b"all letters, and 0123",
    "no UTF-8": b"\xff\xfe\x80\xc0\xe4",
    "half a letter": b"\xc3",
    "controls of the second set": "\x9b\x90\x9d".encode(),
    "the old mouse report": b"\x1b[M\x20\xff\x7f",
    "the old mouse report with keys in it": b"\x1b[M\t\r\t",
    "motion": b"\x1b[<35;5;5M",
    "a drag": b"\x1b[<32;5;5M",
    "the right button": b"\x1b[<2;5;5M",
    "Ctrl and a press": b"\x1b[<16;5;5M",
    "the wheel sideways": b"\x1b[<66;5;5M",
    "a release of the wheel": b"\x1b[<64;5;5m",
    "a press outside the screen": b"\x1b[<0;81;24M\x1b[<0;80;25M\x1b[<0;0;1M\x1b[<0;1;0M",
    "a press of any size": b"\x1b[<0;99999999999999999999;1M",
    "a press without a place": b"\x1b[<0M\x1b[<0;;M\x1b[<;1;1M",
    "a release that nothing was pressed for": b"\x1b[<0;5;5m",
    "the mouse of rxvt": b"\x1b[32;5;5M",
    "resize reports": b"\x1b[48;0;0;0;0t\x1b[48;30000;30000;1;1t",
    "a key of the kitty": b"\x1b[113;5u",
    "Ctrl-Up": b"\x1b[1;5A",
    "Delete and function keys": b"\x1b[3~\x1b[15~\x1bOP",
    "a function key of the Linux console": b"\x1b[[A",
    "Alt and a letter": b"\x1bx",
    "Alt and a letter outside ASCII": "\x1bé\x1b€".encode(),
    "focus": b"\x1b[I\x1b[O",
    "reports of a terminal": b"\x1b[24;80R\x1b[?1;2c\x1b[?2048;0$y",
    "a paste": b"\x1b[200~\t\r\x1b[A\x1b[201~",
    "the end of a paste": b"\x1b[201~",
    "OSC": b"\x1b]52;c;\t\r\x07",
    "OSC that ends with ST": b"\x1b]0;\t\r\x1b\\",
    "DCS, APC, PM, SOS": b"\x1bP\t\x1b\\\x1b_\t\x1b\\\x1b^\t\x1b\\\x1bX\t\x1b\\",
    "a string that is cancelled": b"\x1b]\t\x18\x1b]\r\x1a",
    "a sequence of any length": b"\x1b[" + b"1;" * 500 + b"A",
    "a sequence that is cancelled": b"\x1b[1;2\x18",
    "Ctrl-Q": b"\x11",
}
LET_IN = re.compile(
    rb"(?:[\t\r\x1b]|\x1b\[[ABCDHFZ]|\x1b\[[56]~|\x1b\[<0;\d+;\d+[Mm]|\x1b\[<6[45];\d+;\d+M)*"
)
PIECES = st.one_of(
    st.binary(max_size=12),
    st.sampled_from([arrives for arrives, _ in KEYS.values()]),
    st.sampled_from(
        [*DROPPED.values(), b"\x1b", b"\x1b[200~", b"\x1b]", b"\x1bP", b"\x1b[<0;5;5m"]
    ),
    st.text(max_size=5).map(lambda text: text.encode("utf-8", "surrogatepass")),
)
ANYTHING = st.lists(PIECES, max_size=20).map(b"".join)
LETTERS = st.sampled_from(["", "*", "yesn", "é€🎿", "\x1b\t\x11\u202e"])


@pytest.mark.parametrize("name", KEYS)
def test_the_keys_that_pages_use_are_let_in_in_one_form(name: str) -> None:
    arrives, let_in = KEYS[name]
    assert Keys(LIMITS).feed(arrives, 0) == let_in


@pytest.mark.parametrize("name", DROPPED)
def test_all_else_is_dropped_whole(name: str) -> None:
    keys = Keys(LIMITS)
    assert keys.feed(DROPPED[name], 0) == b""
    assert keys.feed(b"", 1) == b""
    assert keys.feed(b"\t", 1) == b"\t"


@pytest.mark.parametrize("name", sorted(DROPPED.keys() - {"letters", "every control"}))
def test_sequences_leave_no_letters_behind_where_letters_are_let_in(name: str) -> None:
    assert Keys(LIMITS, letters="*").feed(DROPPED[name], 0) == b""


def test_escape_is_a_key_when_nothing_follows_it() -> None:
    keys = Keys(LIMITS)
    assert keys.wake() is None
    assert keys.feed(b"\x1b", 5) == b""
    assert keys.wake() == 5 + LIMITS.escape_seconds
    assert keys.feed(b"", 5) == b""
    assert keys.feed(b"", 5 + LIMITS.escape_seconds) == b"\x1b"
    assert keys.wake() is None


def test_escape_that_is_held_is_let_in_now_and_then() -> None:
    keys = Keys(LIMITS)
    assert keys.feed(b"\x1b\x1b\x1b", 0) == b"\x1b"
    assert keys.feed(b"\x1b", 0.2) == b"\x1b"


def test_nothing_is_let_in_so_soon_after_escape_that_it_could_be_read_as_one_key() -> None:
    keys = Keys(LIMITS, letters="*")
    keys.feed(b"\x1b", 0)
    assert keys.feed(b"", 0.1) == b"\x1b"
    assert keys.feed(b"\ta", 0.2) == b""
    assert keys.feed(b"\ta", 0.3) == b"\ta"


@pytest.mark.parametrize("opener", "[O]P")
def test_letters_after_escape_never_make_a_sequence(opener: str) -> None:
    keys = Keys(LIMITS, letters="*")
    keys.feed(b"\x1b", 0)
    assert keys.feed(b"", 0.1) == b"\x1b"
    typed = opener.encode() + b"200~"
    assert keys.feed(typed, 0.5) == b"200~"
    assert keys.feed(typed, 0.6) == typed


def test_an_opening_letter_long_after_escape_is_a_letter() -> None:
    keys = Keys(LIMITS, letters="*")
    keys.feed(b"\x1b", 0)
    assert keys.feed(b"", 0.1) == b"\x1b"
    assert keys.feed(b"[", 4) == b"["


def test_only_the_letters_of_the_page_are_let_in() -> None:
    assert Keys(LIMITS, letters="yesé").feed("yes, é or 1\x7f".encode(), 0) == "yesé".encode()
    assert Keys(LIMITS).feed(b"yes", 0) == b""


def test_any_letter_is_let_in_where_a_page_asks_for_it_and_backspace() -> None:
    keys = Keys(LIMITS, letters="*")
    assert keys.feed("ab é€🎿\x7f\x08".encode(), 0) == "ab é€🎿\x7f\x7f".encode()
    hidden = "\u202e\u200b\u3164\ue000\x85"
    assert keys.feed(hidden.encode(), 0) == b""


@pytest.mark.parametrize("fault", FAULTS)
def test_nobody_can_type_what_would_look_like_a_crash(fault: bytes) -> None:
    keys = Keys(LIMITS._replace(events=500), letters="*")
    assert keys.feed(b"say: " + fault + b"!\r", 0) == b"say: " + fault[:-1] + b"!\r"
    corrected = fault[:-1] + b"\x7f" + fault[-2:]  # a stream shows how it is corrected
    assert keys.feed(corrected, 0) == corrected
    assert keys.feed(b"Traceback of a letter", 0) == b"Traceback of a letter"


def test_a_key_after_half_a_letter_is_let_in() -> None:
    keys = Keys(LIMITS, letters="*")
    assert keys.feed(b"\xe2\x82\t", 0) == b"\t"
    assert keys.feed(b"\xe2\x82\xc3\t", 0) == b"\t"


def test_thirty_events_are_let_in_within_any_second_and_the_rest_is_dropped() -> None:
    keys = Keys(LIMITS)
    assert keys.feed(b"\t" * 300_000, 0) == b"\t" * 30
    assert keys.feed(b"\t", 0.99) == b""
    assert keys.feed(b"\t" * 50, 1) == b"\t" * 30


def test_a_press_that_was_let_in_is_released_however_much_comes_between() -> None:
    keys = Keys(LIMITS)
    assert keys.feed(b"\x1b[<0;5;5M", 0)
    keys.feed(b"\t" * 100, 0)
    assert keys.feed(b"\x1b[<0;99;99m", 0) == b"\x1b[<0;80;24m"
    assert keys.feed(b"\x1b[<0;5;5m", 0) == b""


def test_a_press_that_is_one_too_many_is_dropped_with_its_release() -> None:
    keys = Keys(LIMITS)
    keys.feed(b"\t" * 29, 0)  # there is room for the press, and none for its release
    assert keys.feed(b"\x1b[<0;5;5M\x1b[<0;5;5m\x1b[<64;5;5M", 0) == b"\x1b[<64;5;5M"


def test_the_next_visit_knows_nothing_of_a_press_before_it() -> None:
    keys = Keys(LIMITS)
    keys.feed(b"\x1b[<0;5;5M", 0)
    keys.new_visit()
    assert keys.feed(b"\x1b[<0;5;5m", 0) == b""


def test_a_linear_kiosk_has_no_mouse() -> None:
    assert Keys(LIMITS, full_screen=False).feed(b"\x1b[<0;5;5M\x1b[<65;5;5M", 0) == b""


@pytest.mark.parametrize("key", [b"\t", b"\x1b[A", b"\x1bOH", b"\x1b[Z", b"\x1b[6~"])
def test_a_linear_kiosk_takes_letters_and_enter_and_no_other_key(key: bytes) -> None:
    keys = Keys(LIMITS, letters="*", full_screen=False)
    assert keys.feed(key + b"1\r", 0) == b"1\r"


def test_a_linear_kiosk_does_not_echo_escape() -> None:
    keys = Keys(LIMITS, letters="*", full_screen=False)
    assert keys.feed(b"\x1b", 0) + keys.feed(b"", 1) + keys.feed(b"1\r", 2) == b"1\r"


def test_touches_count_within_the_screen_as_it_is_now() -> None:
    keys = Keys(LIMITS)
    keys.columns, keys.lines = 40, 15
    assert keys.feed(b"\x1b[<0;41;1M\x1b[<0;40;15M", 0) == b"\x1b[<0;40;15M"


def test_ctrl_q_leaves_only_where_that_is_wanted() -> None:
    for leaves in (False, True):
        keys = Keys(LIMITS, letters="*", leaves=leaves)
        assert keys.feed(b"\t\x11\t", 0) == b"\t\t"
        assert keys.left is leaves


@pytest.mark.parametrize("start", [b"\x1b[200~", b"\x1b]0;", b"\x1bP", b"\x1b[", b"\x1bO"])
def test_what_has_no_end_is_over_after_a_second_or_four_kilobytes(start: bytes) -> None:
    keys = Keys(LIMITS)
    keys.feed(start + b"0" * 100, 0)
    assert keys.feed(b"\t", 1.2) == b"\t"
    assert keys.feed(start + b"0" * 4096 + b"\t", 2) == b"\t"


def test_a_string_that_another_sequence_cuts_off_hides_nothing() -> None:
    keys = Keys(LIMITS)
    assert keys.feed(b"\x1b]0;x\x1b[A", 0) == b"\x1b[A"
    assert keys.feed(b"\x1b]0;x\x1b", 1) == b""
    assert keys.feed(b"", 3) == b""
    assert keys.feed(b"\x1b[1\x1b[A\x1b[2\t\x1b[3\x80\r", 4) == b"\x1b[A\t\r"


@given(ANYTHING, st.lists(st.integers(0, 200), max_size=8), LETTERS)
def test_where_the_bytes_are_split_changes_nothing(
    arrives: bytes, cuts: list[int], letters: str
) -> None:
    whole = Keys(NO_LIMIT, letters=letters)
    split = Keys(NO_LIMIT, letters=letters)
    places = [0, *sorted(cuts), len(arrives)]
    pieces = [arrives[start:end] for start, end in pairwise(places)]
    together = whole.feed(arrives, 0) + whole.feed(b"", 2)
    assert b"".join(split.feed(piece, 0) for piece in pieces) + split.feed(b"", 2) == together


@given(ANYTHING)
def test_nothing_but_the_keys_of_the_pages_is_ever_let_in(arrives: bytes) -> None:
    keys = Keys(NO_LIMIT)
    assert LET_IN.fullmatch(keys.feed(arrives, 0) + keys.feed(b"", 2))


@given(ANYTHING)
def test_after_anything_and_a_second_a_key_is_let_in_again(arrives: bytes) -> None:
    keys = Keys(LIMITS, letters="*")
    keys.feed(arrives, 0)
    keys.feed(b"", 1)
    assert keys.feed(b"\t", 2.5) == b"\t"


@given(ANYTHING)
def test_after_anything_and_four_kilobytes_a_key_is_let_in_again(arrives: bytes) -> None:
    keys = Keys(NO_LIMIT)
    keys.feed(arrives + b"0" * 4100, 0)
    assert keys.feed(b"\t", 0) == b"\t"


@given(st.lists(st.tuples(ANYTHING, st.floats(0, 0.3)), max_size=12))
def test_never_more_than_thirty_events_a_second(steps: list[tuple[bytes, float]]) -> None:
    keys = Keys(LIMITS, letters="*")
    now = 0.0
    events: list[float] = []
    for arrives, pause in steps:
        now += pause
        let_in = keys.feed(b"\t" * 9 + arrives, now)
        events += [now] * (let_in.count(b"\t") + let_in.count(b"\x1b"))
        # A release has its place from its press, which may be older than the second.
        assert sum(then > now - 1 for then in events) <= LIMITS.events + 1
