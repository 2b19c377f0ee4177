from itertools import pairwise
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from ketacli.render.wrapping import WIDEST_LETTER, cells, wrap, wrap_text
from ketacli.text import Line, Span, letters
from support.any_leaflet import LETTERS, MARKUP, lines, texts

ANY = texts(*MARKUP, *LETTERS)
ASCII = st.text("ab \\#", min_size=1)
EMOJI_SELECTOR = "\ufe0f"
"""Makes a sign into an emoji. Terminals differ on whether it then takes a second cell."""


def _unbroken(text: str) -> str:
    return text.replace(" ", "")


@given(ANY | ASCII, st.integers(1, 60))
def test_broken_text_keeps_every_letter_in_order(text: str, width: int) -> None:
    assert _unbroken("".join(wrap_text(text, width))) == _unbroken(text)


@given(st.lists(st.text("abcdef", min_size=1, max_size=9), min_size=1), st.integers(9, 40))
def test_words_that_fit_are_never_cut_and_blanks_are_lost_only_where_a_line_ends(
    words: list[str], width: int
) -> None:
    assert " ".join(wrap_text(" ".join(words), width)) == " ".join(words)


@given(st.lists(st.text("abcdef\u00e9", min_size=1, max_size=9), min_size=1), st.integers(9, 40))
def test_a_line_takes_every_word_that_still_fits(words: list[str], width: int) -> None:
    broken = wrap_text(" ".join(words), width)
    for line, following in pairwise(broken):
        assert cells(f"{line} {following.split()[0]}") > width


@given(ANY | ASCII, st.integers(WIDEST_LETTER, 60))
def test_no_line_is_wider_than_the_page_and_none_is_blank(text: str, width: int) -> None:
    for line in wrap_text(text, width):
        assert cells(line) <= width
        assert line.strip(" ") == line != ""


@pytest.mark.parametrize("width", [1, 0, -3])
def test_a_page_without_room_gets_one_letter_a_line(width: int) -> None:
    assert wrap_text("ab \u65e5c", width) == ["a", "b", "\u65e5", "c"]


@pytest.mark.parametrize("text", ["", " ", "   "])
def test_blank_text_has_no_lines(text: str) -> None:
    assert wrap_text(text, 20) == []


@given(ANY | ASCII, st.integers(1, 60))
def test_breaking_a_line_of_spans_breaks_as_its_letters_do(text: str, width: int) -> None:
    middle = len(text) // 2
    line = (Span(text[:middle], strong=True), Span(""), Span(text[middle:], term="word"))
    assert [letters(piece) for piece in wrap(line, width)] == wrap_text(text, width)


@given(lines(ANY), st.integers(1, 60))
def test_spans_keep_their_manner_wherever_the_line_is_broken(line: Line, width: int) -> None:
    broken = tuple(span for piece in wrap(line, width) for span in piece)
    assert _letters_in_manner(broken) == _letters_in_manner(line)
    assert all(span.text for span in broken)


def _letters_in_manner(line: Line) -> list[tuple[str, bool, str]]:
    return [(letter, *span[1:]) for span in line for letter in _unbroken(span.text)]


def test_a_word_wider_than_the_page_is_cut_where_the_page_ends() -> None:
    assert wrap_text("abcdefgh ij", 3) == ["abc", "def", "gh", "ij"]


def test_a_long_word_starts_on_a_line_of_its_own() -> None:
    assert wrap_text("see https://example.org/x", 10) == ["see", "https://ex", "ample.org/", "x"]


@pytest.mark.parametrize("mark", ["\u0301", "\u20dd", "\u093f\u0301", "\ufe0f"])
def test_a_combining_mark_is_never_parted_from_its_letter(mark: str) -> None:
    for width in range(1, 8):
        for line in wrap_text(f"ee{mark}e{mark} e{mark}" * 3, width):
            assert category(line[0]) not in {"Mn", "Me"}


def test_letters_joined_by_a_joiner_stay_on_one_line() -> None:
    family = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
    for width in range(8, 40):
        assert all(family in line for line in wrap_text(f"{family} {family}{family}", width))


@pytest.mark.parametrize("blank", ["\u00a0", "\u202f"])
@pytest.mark.parametrize("unit", ["mg", "\u65e5"])
def test_no_line_ends_at_a_blank_that_must_not_break(blank: str, unit: str) -> None:
    for width in range(7, 20):
        assert any(
            f"10{blank}{unit}" in line for line in wrap_text(f"a bb ccc 10{blank}{unit}", width)
        )


def test_scripts_without_blanks_break_between_their_letters() -> None:
    assert wrap_text("\u65e5\u672c\u8a9e\u6587", 5) == ["\u65e5\u672c", "\u8a9e\u6587"]
    assert wrap_text("ab\u65e5\u672c", 4) == ["ab\u65e5", "\u672c"]


CHINESE = (
    "\u6bcf100\u4eba\u4e2d\uff0c\u670955\u4eba\u8bf4\u201c\u662f\u201d\uff08NMDA\uff09\u3002"
    "\u4f60\u597d\u5417\uff1f\u300a\u4e66\u300b\u3001\u836f\uff1a\u6c34\uff01"
) * 5
"""No blanks; figures, a word in another script, and signs that open or close."""


def test_no_line_starts_with_what_closes_or_ends_with_what_opens() -> None:
    for width in range(12, 80):
        broken = wrap_text(CHINESE, width)
        closing = "\uff0c\u201d\uff09\u3002\uff1f\u300b\u3001\uff1a\uff01"
        assert {line[0] for line in broken}.isdisjoint(closing), width
        assert {line[-1] for line in broken}.isdisjoint("\u201c\uff08\u300a"), width


def test_a_figure_stays_with_the_wide_letters_around_it() -> None:
    for width in range(12, 80):
        broken = "|".join(wrap_text(CHINESE, width))
        assert broken.count("\u6bcf100\u4eba") == broken.count("\u670955\u4eba") == 5, width


@pytest.mark.parametrize(
    ("text", "width", "broken"),
    [
        ("\u65e5\u672c\u3002", 4, ["\u65e5", "\u672c\u3002"]),
        ("\u65e5\u672c\u3002\u201d\u8a9e", 6, ["\u65e5", "\u672c\u3002\u201d", "\u8a9e"]),
        ("\u65e5\u672c\uff08\u8a9e\uff09", 6, ["\u65e5\u672c", "\uff08\u8a9e\uff09"]),
        ("\u65e5\u672cNMDA\u8a9e", 7, ["\u65e5\u672c", "NMDA\u8a9e"]),
        ("\u65e5\u672cNMDA\u8a9e", 8, ["\u65e5\u672cNMDA", "\u8a9e"]),
        ("\u65e5\u672c55\u4eba", 6, ["\u65e5", "\u672c55\u4eba"]),
        ("\u65e5\u672c\u0301a", 4, ["\u65e5\u672c\u0301", "a"]),
    ],
)
def test_lines_without_blanks_end_where_they_may(text: str, width: int, broken: list[str]) -> None:
    assert wrap_text(text, width) == broken


@pytest.mark.parametrize("text", ["\u3002" * 9, "\uff08" * 9, "5\u4eba" * 9, "\u65e5\u3002"])
def test_where_no_line_may_end_it_ends_where_the_page_does(text: str) -> None:
    assert "".join(wrap_text(text, 2)) == text


@given(ANY)
def test_no_text_takes_more_cells_on_a_terminal_than_it_was_given(text: str) -> None:
    bare = text.replace(EMOJI_SELECTOR, "")
    assert wcswidth(bare) <= cells(bare)


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        ("", 0),
        ("ketamine", 8),
        ("\u65e5\u672c", 4),
        ("\uff21", 2),
        ("\uff71", 1),
        ("Cafe\u0301", 4),
        ("e\u20dd", 1),
        ("\u0645\u06cc\u200c\u062e", 3),
        ("\u200ea\u200f", 1),
        ("a\u00a0b", 3),
        ("a\u00adb", 3),
        ("\u0600", 1),
    ],
)
def test_cells_are_counted_as_terminals_count_them(text: str, wide: int) -> None:
    assert cells(text) == wide


@pytest.mark.parametrize("text", ["x" * 100_000, "\u65e5" * 50_000, "e\u0301" * 50_000])
def test_a_text_without_blanks_is_broken_in_time_that_grows_with_its_length(text: str) -> None:
    assert len(wrap_text(text, 80)) == -(-cells(text) // 80)
