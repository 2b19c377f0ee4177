"""The page to take home: what a phone reads from the drawn code, and what the printer gets."""

import os
from pathlib import Path
from typing import cast

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st
from segno import consts

from ketacli.kiosk.hand_off import HandOff, parts, print_page, qr, qr_fits, text
from support.any_leaflet import HOSTILE, LETTERS, MARKUP, texts
from support.codes import photo, scanned
from support.speaking import StandIn, lives, until

SCREENS = ((80, 24), (60, 20), (40, 15), (133, 45), (200, 60))
LEAST_COLUMNS, LEAST_LINES = 29, 15
"""The smallest code there is: 21 modules and a quiet zone of 4 on each side."""
SPANISH = "\u00bfPuedo conducir despu\u00e9s? \u00bfY ma\u00f1ana? \u00d1and\u00fa. "
POLISH = (
    "Za\u017c\u00f3\u0142\u0107 g\u0119\u015bl\u0105 ja\u017a\u0144. Czy mog\u0119 prowadzi\u0107? "
)
CHINESE = (
    "\u6c2f\u80fa\u916e\u600e\u6837\u8d77\u4f5c\u7528\uff1f\u96ea\u5c71\u548c\u96ea\u6a47\u3002"
)
LONG = {
    name: (words * 40)[:400]
    for name, words in (("es", SPANISH), ("pl", POLISH), ("zh", CHINESE), ("en", "Can I drive? "))
}
_UPPER = {"\u2580": 1, "\u2588": 1, "\u2584": 0, " ": 0}
_LOWER = {"\u2580": 0, "\u2588": 1, "\u2584": 1, " ": 0}


def _modules(rows: tuple[str, ...]) -> list[list[int]]:
    """What was drawn, one number a module."""
    return [[half[letter] for letter in row] for row in rows for half in (_UPPER, _LOWER)]


def _scanned(rows: tuple[str, ...] | None, folder: Path) -> str:
    """What a camera reads from the letters of a screen, drawn black on white."""
    assert rows is not None
    return scanned(photo(_modules(rows)), folder, "pgm")


def _words(of: tuple[str, ...]) -> list[str]:
    """The words of the parts, without their numbers."""
    return [word for part in of for word in part.partition("\n")[2].split()]


def test_the_page_is_a_line_for_a_line_and_safe_to_print() -> None:
    page = HandOff(("My questions", "- May I drive?", "\x1b[2J\n"))
    assert text(page) == "My questions\n- May I drive?\n<U+001B>[2J<U+000A>"


@pytest.mark.parametrize("words", LONG.values(), ids=LONG)
def test_a_phone_reads_four_hundred_letters_from_the_screen(words: str, tmp_path: Path) -> None:
    assert len(words) == 400
    assert _scanned(qr(words), tmp_path) == words


@pytest.mark.parametrize(
    "words", ["a", "\u00e9", "\u00bfQu\u00e9?", "caf\u00e9", "\u00a3 5", "12\n3"]
)
def test_a_phone_reads_short_texts_and_takes_no_language_for_another(
    words: str, tmp_path: Path
) -> None:
    assert _scanned(qr(words), tmp_path) == words


@given(texts(*LETTERS, *MARKUP, SPANISH, POLISH, CHINESE, *HOSTILE))
def test_whatever_the_page_says_is_what_a_phone_reads(
    tmp_path_factory: pytest.TempPathFactory, words: str
) -> None:
    page = text(HandOff(("-", words)))
    assert _scanned(qr(page), tmp_path_factory.mktemp("photo")) == page


def test_the_code_has_a_quiet_zone_of_four_modules_all_around() -> None:
    rows = qr("Hello")
    assert rows is not None
    modules = _modules(rows)
    assert {len(row) for row in modules} == {LEAST_COLUMNS}
    assert len(rows) == LEAST_LINES
    drawn = [row[4:-4] for row in modules[4:-5]]  # one spare row below makes the number even
    assert sum(map(sum, drawn)) == sum(map(sum, modules))
    assert drawn[0][:7] == drawn[6][:7] == [1] * 7  # the finder pattern begins here
    assert [row[0] for row in drawn[-7:]] == [1] * 7


def test_a_small_text_gets_the_strongest_correction_that_costs_no_room() -> None:
    rows = qr("Hello")
    best = segno.make("Hello", error="h", version=1, mode="byte", boost_error=False)
    assert rows is not None
    assert _modules(rows)[:-1] == [[cell & 1 for cell in row] for row in best.matrix_iter(border=4)]


@pytest.mark.parametrize("version", range(1, 41))
def test_a_code_holds_what_the_standard_says(version: int) -> None:
    table = cast("dict[int, dict[int, int]]", consts.SYMBOL_CAPACITY)
    bits = table[version][consts.ERROR_LEVEL_L]
    holds = (bits - 4 - (8 if version < 10 else 16)) // 8
    columns = 17 + 4 * version + 8
    lines = (columns + 1) // 2
    # One byte says that there are other letters than English ones.
    for full in ("x" * holds, "\u00e9" * ((holds - 1) // 2) + "x" * ((holds - 1) % 2)):
        assert qr_fits(full, columns, lines)
        assert not qr_fits(full + "x", columns, lines)
        assert not qr_fits(full, columns - 1, lines)
        assert not qr_fits(full, columns, lines - 1)


@pytest.mark.parametrize("version", [1, 2, 9, 10, 11])
@pytest.mark.parametrize("letter", ["x", "\u96ea"])
def test_a_text_that_is_said_to_fit_is_drawn_no_larger(version: int, letter: str) -> None:
    columns = 17 + 4 * version + 8
    lines = (columns + 1) // 2
    most = max(n for n in range(1, 400) if qr_fits(letter * n, columns, lines))
    fits, fits_not = qr(letter * most), qr(letter * (most + 1))
    assert fits is not None
    assert fits_not is not None
    assert (len(fits[0]), len(fits)) == (columns, lines)
    assert len(fits_not[0]) == columns + 4


def test_what_no_code_holds_has_no_code() -> None:
    for words in ("x" * 2954, "\u00e9" * 1477, "", " \n "):
        assert qr(words) is None
        assert not qr_fits(words, 1000, 1000)
    assert qr_fits("x" * 2953, 1000, 1000)
    assert parts(" \n", 1000, 1000) == ()


def test_a_small_screen_is_told() -> None:
    sizes = {(80, 24): 106, (60, 20): 53, (40, 15): 17}
    for (columns, lines), most in sizes.items():
        assert qr_fits("x" * most, columns, lines)
        assert not qr_fits("x" * (most + 1), columns, lines)
    assert not qr_fits("x", LEAST_COLUMNS - 1, 100)
    assert not qr_fits("x", 100, LEAST_LINES - 1)
    assert parts("x", LEAST_COLUMNS - 1, 100) == ()
    assert parts("x", 0, 0) == ()


def test_a_text_that_fits_is_one_part_as_it_is() -> None:
    assert parts("My questions\n- One?", 80, 24) == ("My questions\n- One?",)


def test_a_long_text_is_cut_between_lines_and_each_part_is_numbered() -> None:
    lines = [f"- Question number {number} of five, is it?" for number in range(1, 6)]
    assert parts("\n".join(lines), 80, 24) == (
        "1/3\n" + "\n".join(lines[:2]),
        "2/3\n" + "\n".join(lines[2:4]),
        "3/3\n" + lines[4],
    )


def test_blank_lines_are_left_out_where_a_text_is_cut() -> None:
    assert parts("\n\n".join(["\n", "x" * 90, " ", "y" * 90]), 80, 24) == (
        "1/2\n" + "x" * 90,
        "2/2\n" + "y" * 90,
    )


def test_a_line_that_is_too_long_is_cut_between_words_and_a_word_between_letters() -> None:
    assert parts("one two three four\nfive", 29, 15) == (
        "1/3\none two",
        "2/3\nthree four",
        "3/3\nfive",
    )
    assert parts("a pneumonoultramicroscopic b", 29, 15) == (
        "1/4\na",
        "2/4\npneumonoultr",
        "3/4\namicroscopic",
        "4/4\nb",
    )


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("language", LONG)
def test_a_phone_reads_every_part_one_by_one(
    screen: tuple[int, int], language: str, tmp_path: Path
) -> None:
    shorter = {(60, 20): 250, (40, 15): 60}
    words = LONG[language][: shorter.get(screen, 400)]
    found = parts(words, *screen)
    assert found
    for part in found:
        rows = qr(part)
        assert rows is not None
        assert len(rows) <= screen[1]
        assert {len(row) for row in rows} <= set(range(screen[0] + 1))
        assert _scanned(rows, tmp_path) == part


@given(
    st.lists(texts(*LETTERS, *MARKUP, SPANISH, POLISH, CHINESE), max_size=8).map("\n".join),
    st.integers(25, 140),
    st.integers(13, 70),
)
def test_parts_lose_no_letter_and_fit(words: str, columns: int, lines: int) -> None:
    found = parts(words, columns, lines)
    assert all(qr_fits(part, columns, lines) for part in found)
    assert len(found) <= 20
    if len(found) > 1:
        heads = [part.partition("\n")[0] for part in found]
        assert heads == [f"{n}/{len(found)}" for n in range(1, len(found) + 1)]
        assert "".join(_words(found)) == "".join(words.split())


def test_more_than_nine_parts_are_numbered_too_and_more_than_twenty_are_too_many() -> None:
    words = " ".join(f"word{number:03}" for number in range(60))
    lines = words.split()
    assert [part.partition("\n")[0] for part in parts("\n".join(lines[:12]), 29, 15)] == [
        f"{n}/12" for n in range(1, 13)
    ]
    assert _words(parts("\n".join(lines[:20]), 29, 15)) == lines[:20]
    assert parts("\n".join(lines[:21]), 29, 15) == ()
    assert parts(words * 100, 29, 15) == ()


def test_a_page_reaches_the_printer_on_standard_input(tmp_path: Path) -> None:
    printer = StandIn(tmp_path, name="print")
    assert print_page("My questions\n\n- \u00bfQu\u00e9?", (printer.command, "-o", "a b; $HOME"))
    assert printer.said == ["My questions", "", "- \u00bfQu\u00e9?"]
    assert printer.arguments == ["-o", "a b; $HOME"]
    assert [printer.session] == printer.pids != [os.getsid(0)]


def test_lines_are_no_wider_than_a_sheet(tmp_path: Path) -> None:
    printer = StandIn(tmp_path)
    assert print_page(LONG["es"], (printer.command,))
    assert max(map(len, printer.said)) <= 72
    assert " ".join(printer.said).split() == LONG["es"].split()


def test_a_printer_is_told_little_of_its_surroundings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET", "x")
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    printer = StandIn(tmp_path)
    assert print_page("Words", (printer.command,))
    allowed = {"PATH", "LANG", "HOME"}
    assert allowed <= set(printer.environment) <= {*allowed, "PWD", "OLDPWD", "_"}


def test_a_printer_that_fails_is_told(tmp_path: Path) -> None:
    assert not print_page("Words", (StandIn(tmp_path, "exit 1").command,))


@pytest.mark.parametrize("command", [(), ("/no/such/program",), ("cat\0",), ("/dev/null",)])
def test_a_printer_that_is_not_there_prints_nothing_and_raises_nothing(
    command: tuple[str, ...],
) -> None:
    assert not print_page("Words", command)


def test_what_no_printer_can_be_told_does_not_stop_the_rest(tmp_path: Path) -> None:
    printer = StandIn(tmp_path)
    assert print_page("a\ud800b", (printer.command,))
    assert printer.said == ["a?b"]


def test_a_printer_that_does_not_read_does_not_hold_a_long_page_up(tmp_path: Path) -> None:
    deaf = tmp_path / "deaf"
    deaf.write_text("#!/bin/sh\nexit 0\n")
    deaf.chmod(0o755)
    assert print_page("word " * 100_000, (str(deaf),))


def test_a_printer_that_hangs_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    printer = StandIn(tmp_path, "trap '' TERM", "sleep 600 & echo $! >> pids; wait")
    assert not print_page("Words", (printer.command,), patience=10)
    assert len(printer.pids) == 2
    until(lambda: not any(map(lives, printer.pids)))
