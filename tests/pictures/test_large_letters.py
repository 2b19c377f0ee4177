# ruff: noqa: RUF001 - these letters are meant
import string
import unicodedata
from functools import cache
from itertools import combinations, pairwise, product, zip_longest
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacli.pictures import large_letters
from ketacli.pictures.large_glyphs import ACCENTS, BARE, INK
from ketacli.pictures.large_letters import ROWS, columns, lacks, lines

CONTENT = Path(__file__).parents[2] / "content"
ASCII = "".join(sorted(set(string.printable) - set(string.whitespace)))
LANGUAGES = {
    "es": "áéíóúüñÁÉÍÓÚÜÑ¿¡«»ªº",
    "pl": "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ„”",
    "fr": "àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ«»’",
    "de": "äöüßÄÖÜ„“‚‘",
    "pt": "áâãàçéêíóôõúÁÂÃÀÇÉÊÍÓÔÕÚ",
    "cs": "áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ",
    "sv": "åäöÅÄÖ",
    "any": "–—•×−±≤≥→€£§°",
}
ALPHABET = "".join(sorted(set(ASCII + "".join(LANGUAGES.values()))))
QUADRANTS = dict(zip(" ▗▖▄▝▐▞▟▘▚▌▙▀▜▛█", product(BARE + INK, repeat=4), strict=True))

words = st.text(ALPHABET, min_size=1, max_size=12)
texts = st.lists(words, max_size=8).map(" ".join)
widths = st.integers(7, 200)
halves = pytest.mark.parametrize("halves", [False, True])


@given(texts, widths, st.booleans())
def test_no_letter_is_lost_and_their_order_is_kept(text: str, width: int, halves: bool) -> None:
    read = _read(lines(text, width, halves=halves), halves=halves)
    assert "".join(read).replace(" ", "") == text.replace(" ", "")


@given(texts, st.integers(90, 200), st.booleans())
def test_where_words_fit_the_lines_end_at_blanks(text: str, width: int, halves: bool) -> None:
    read = _read(lines(text, width, halves=halves), halves=halves)
    assert " ".join(read) == text


@given(st.text(), st.integers(-3, 200), st.booleans())
def test_no_line_is_wider_than_its_page_whatever_the_text(
    text: str, width: int, halves: bool
) -> None:
    drawn = lines(text, width, halves=halves)
    assert len(drawn) % ROWS == 0
    assert all(len(row) <= max(width, 7) for row in drawn)
    assert all(row == row.rstrip() for row in drawn)


@given(texts, widths)
def test_halves_are_drawn_with_what_the_linux_console_has(text: str, width: int) -> None:
    assert set("".join(lines(text, width, halves=True))) <= set(" ▀▄█")
    assert set("".join(lines(text, width))) <= set(QUADRANTS)


@given(st.lists(words, min_size=2, max_size=6), st.integers(20, 60))
def test_a_line_takes_another_word_whenever_there_is_room(text: list[str], width: int) -> None:
    read = _read(lines(" ".join(text), width, halves=True), halves=True)
    for line, following in pairwise(read):
        word = following.split()[0]
        assert _wide(f"{line} {word[0]}") > width or _wide(f"{line} {word}") > width


@halves
@pytest.mark.parametrize("width", [10, 40, 60, 80, 132])
def test_a_line_holds_as_many_usual_letters_as_columns_says(width: int, halves: bool) -> None:
    many = columns(width, halves=halves)
    assert len(lines("n" * many, width, halves=halves)) == ROWS
    assert len(lines("n" * (many + 1), width, halves=halves)) == 2 * ROWS


def test_eighty_columns_hold_26_large_letters_or_13_in_halves() -> None:
    assert (columns(80), columns(80, halves=True)) == (26, 13)
    assert columns(0) == 1


@halves
def test_a_word_longer_than_a_line_is_cut_and_nothing_is_put_between(halves: bool) -> None:
    drawn = lines("a Donaudampfschifffahrt b", 30, halves=halves)
    first, *cut = _read(drawn, halves=halves)
    assert first == "a"
    assert "".join(cut).replace(" ", "") == "Donaudampfschifffahrtb"
    assert len(cut) > 1
    assert not any(" " in piece for piece in cut[:-1])


def test_a_text_without_letters_has_no_lines() -> None:
    assert lines("", 80) == lines(" \n\t ", 80) == ()


def test_line_ends_and_tabs_are_blanks() -> None:
    assert lines("one\ntwo\tthree\r\nfour", 80) == lines("one two three four", 80)


def test_a_blank_that_must_not_break_keeps_its_words_together() -> None:
    assert _read(lines("a 10 mg", 13), halves=False) == ["a 10", "mg"]
    kept = lines("a 10\N{NO-BREAK SPACE}mg", 14)
    assert (kept[:ROWS], kept[ROWS:]) == (lines("a", 14), lines("10 mg", 14))
    assert lines("10\N{NARROW NO-BREAK SPACE}mg", 40) == lines("10\N{NO-BREAK SPACE}mg", 40)


def test_signs_that_look_alike_are_drawn_alike() -> None:
    assert lines("Well… non\N{NON-BREAKING HYPHEN}stop", 80) == lines("Well... non-stop", 80)


@given(texts)
def test_an_accent_typed_apart_is_the_same_letter(text: str) -> None:
    assert lines(unicodedata.normalize("NFD", text), 80) == lines(text, 80)


@pytest.mark.parametrize("language", LANGUAGES)
def test_between_a_small_letter_and_its_accent_is_a_gap_and_a_tall_one_stays_taller(
    language: str,
) -> None:
    for letter in LANGUAGES[language]:
        decomposed = unicodedata.normalize("NFD", letter)
        base, accent = decomposed[0], decomposed[1:]
        if accent and not ACCENTS[accent].below:
            tall = INK in "".join(_letter(base)[1:3]) and base not in "ij"
            assert (INK in _letter(letter)[2]) == tall


def test_an_ogonek_hangs_below_the_end_of_its_letter_and_a_cedilla_below_the_middle() -> None:
    for letter in "ąęĄĘ":
        assert [row.rindex(INK) for row in _letter(letter)[8:]] == [3, 4]
    for letter in "çÇ":
        assert [row.rindex(INK) for row in _letter(letter)[8:]] == [2, 2]


def test_letters_with_accents_are_told_apart() -> None:
    same = [
        one + other
        for one, other in combinations(ALPHABET, 2)
        if large_letters._drawing(unicodedata.normalize("NFD", one))
        == large_letters._drawing(unicodedata.normalize("NFD", other))
    ]
    assert same == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letters_of_a_language_are_all_there(language: str) -> None:
    assert lacks(LANGUAGES[language] + ASCII) == frozenset()


def test_all_that_the_content_says_can_be_shown_large_where_it_uses_latin_letters() -> None:
    latin = [folder for folder in CONTENT.iterdir() if folder.is_dir() and _is_latin(folder)]
    assert CONTENT / "en" in latin
    missing = {folder.name: lacks(_content(folder)) for folder in latin}
    assert missing == dict.fromkeys(missing, frozenset())


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Кетамін", set("Кетамін")),
        ("a漢b", {"漢"}),
        ("ế", {"ế"}),  # two accents, one above the other
        ("ģ", {"ģ"}),  # it would lie upon what hangs below
        ("\N{COMBINING ACUTE ACCENT}", {"\N{COMBINING ACUTE ACCENT}"}),
        ("a\N{COMBINING LONG SOLIDUS OVERLAY}", {"a\N{COMBINING LONG SOLIDUS OVERLAY}"}),
        ("\x1b[2J", {"\x1b"}),
        ("plain words", set()),
    ],
)
def test_what_has_no_shape_is_named(text: str, missing: set[str]) -> None:
    assert lacks(text) == missing


def test_what_has_no_shape_is_an_empty_square_and_not_lost() -> None:
    assert lines("a漢b", 80) == lines("a\N{WHITE SQUARE}b", 80)


def test_a_sentence_looks_like_this() -> None:
    assert lines("Águila: 5 mg!", 40) == (
        "▗▘       ▖▖       ▄▄▖         ▄",
        "▞▀▖▗▄▖▖ ▖▖▌ ▄▖▗▖  ▙▄   ▄▖▄ ▗▄▖█",
        "▙▄▌▌ ▌▌ ▌▌▌ ▄▟▝▘    ▌  ▌▐ ▌▌ ▌▀",
        "▌ ▌▚▄▌▚▄▌▌▚▝▄▟▐▌  ▚▄▘  ▌▐ ▌▚▄▌█",
        "   ▗▄▘                     ▗▄▘",
    )
    assert lines("Águila", 40, halves=True) == (
        " ▄▀               ▄ ▄",
        "▄▀▀▀▄  ▄▄▄▄ ▄   ▄ ▄ █   ▄▄▄",
        "█▄▄▄█ █   █ █   █ █ █   ▄▄▄█",
        "█   █ ▀▄▄▄█ ▀▄▄▄█ █ ▀▄ ▀▄▄▄█",
        "       ▄▄▄▀",
    )


@cache
def _letter(letter: str) -> tuple[str, ...]:
    drawn = large_letters._drawing(unicodedata.normalize("NFD", letter))
    assert drawn is not None
    return drawn


@cache
def _columns_of(letter: str) -> tuple[str, ...]:
    return tuple(map("".join, zip(*_letter(letter), strict=True)))


def _wide(text: str) -> int:
    return max(map(len, lines(text, 10_000, halves=True)))


def _read(drawn: tuple[str, ...], *, halves: bool) -> list[str]:
    """Each line of large letters read back from its blocks, by the shapes alone."""
    return [
        _read_line(_pixels(drawn[top : top + ROWS], halves=halves))
        for top in range(0, len(drawn), ROWS)
    ]


def _pixels(rows: tuple[str, ...], *, halves: bool) -> list[str]:
    """The columns of pixels of one line."""
    columns_of_cells = zip_longest(*rows, fillvalue=" ")
    pixels: list[str] = []
    for cells in columns_of_cells:
        quarters = [QUADRANTS[cell] for cell in cells]
        pixels.append("".join(left + under for left, _, under, _ in quarters))
        if not halves:
            pixels.append("".join(right + under for _, right, _, under in quarters))
    return pixels


def _read_line(pixels: list[str]) -> str:
    bare = BARE * len(pixels[0])
    pixels = [*pixels, *[bare] * 5]
    read, at = "", 0
    while any(column != bare for column in pixels[at:]):
        letter = next(
            letter
            for letter in sorted(ALPHABET, key=lambda one: -len(_columns_of(one)))
            if tuple(pixels[at : (end := at + len(_columns_of(letter)))]) == _columns_of(letter)
            and pixels[end] == bare
        )
        at += len(_columns_of(letter)) + 1
        read += letter
        if pixels[at : at + 4] == [bare] * 4:
            read, at = f"{read} ", at + 4
    return read.rstrip()


def _is_latin(folder: Path) -> bool:
    letters = [letter for letter in _content(folder) if letter.isalpha()]
    latin = sum("LATIN" in unicodedata.name(letter) for letter in letters)
    return latin > 0.9 * len(letters)


def _content(folder: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.yaml")))
