import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacli.airlock.pages import RESET, page


def shown(drawn: bytes, columns: int, lines: int) -> list[str]:
    screen = pyte.Screen(columns, lines)
    pyte.ByteStream(screen).feed(drawn)
    return [row.rstrip() for row in screen.display]


def test_a_page_begins_with_an_empty_screen_and_an_empty_scrollback() -> None:
    assert page("", 80, 24).startswith(RESET)
    assert b"\x1bc\x1b[3J" in RESET


def test_words_stand_in_the_middle_and_are_wrapped() -> None:
    rows = shown(page("Out of order.\n\nPlease ask the staff", 20, 10), 20, 10)
    assert rows == ["", "", "", "  Out of order.", "", "  Please ask the", "  staff", "", "", ""]


def test_a_line_of_a_list_hangs_behind_its_mark() -> None:
    rows = shown(page("Call:\n- the staff or 988\n- -", 20, 10), 20, 10)
    assert rows[3:7] == ["  Call:", "  - the staff or", "    988", "  - -"]


def test_what_does_not_fit_is_cut_at_the_end() -> None:
    rows = shown(page("word\n" * 30 + "last", 20, 10), 20, 10)
    assert rows == ["  word"] * 10


def test_wide_letters_and_long_words_stay_on_the_page() -> None:
    rows = shown(page("漢字" * 10 + "e\u0301", 20, 10), 20, 10)
    assert "".join(rows).replace(" ", "") == "漢字" * 10 + "é"


def test_words_cannot_act() -> None:
    assert b"\x1b]0" not in page("\x1b]0;x\x07", 80, 24)


def test_in_a_linear_stream_they_are_lines() -> None:
    assert page("One\nTwo", 80, 24, full_screen=False) == RESET + b"One\r\nTwo\r\n"


@pytest.mark.parametrize(("columns", "lines"), [(20, 10), (80, 24)])
@given(words=st.text(st.sampled_from("aé漢 \n"), max_size=80))
def test_no_row_is_wider_than_the_page(columns: int, lines: int, words: str) -> None:
    rows = shown(page(words, columns, lines), columns, lines)
    letters = "".join(words.split())
    assert "".join("".join(rows).split()) == letters or len(words.splitlines()) > lines
