import math

import pytest

from ketacli.kiosk.checks.facts import Terminal
from ketacli.kiosk.checks.finding import Finding, Verdict
from ketacli.kiosk.checks.sight import (
    LEAST_ANGLE,
    LETTER_BODY,
    angle_of,
    contrast,
    height_for,
    letter_heights,
    sight,
)
from ketacli.site import Screen
from support.doctor import FACTS, SITE, one


def seen(named: str, screen: Screen = SITE.screen, **terminal: object) -> Finding:
    drawn = Terminal(**{**FACTS.terminal._asdict(), **terminal})
    site = SITE._replace(screen=screen)
    return one(sight(FACTS._replace(site=site, terminal=drawn)), named)


def with_letters(letters: str, kind: str) -> Finding:
    content = FACTS.content._replace(letters=frozenset(letters))
    terminal = FACTS.terminal._replace(kind=kind)
    return one(sight(FACTS._replace(content=content, terminal=terminal)), "letters")


@pytest.mark.parametrize(
    ("distance", "millimetres"), [(250, 3.05), (393, 4.80), (500, 6.11), (600, 7.33), (1000, 12.22)]
)
def test_a_letter_must_be_as_high_as_the_standard_says(distance: int, millimetres: float) -> None:
    assert height_for(distance) == pytest.approx(millimetres, abs=0.01)
    assert height_for(distance) == pytest.approx(2 * distance * math.tan(math.radians(0.35)))


def test_the_angle_of_the_height_that_is_needed_is_the_angle_that_is_asked_for() -> None:
    assert angle_of(height_for(600), 600) == pytest.approx(LEAST_ANGLE)
    assert angle_of(10, 5) == pytest.approx(90)


def test_the_height_of_a_letter_lies_between_that_of_all_rows_and_of_one_row_more() -> None:
    assert letter_heights(300, 24) == pytest.approx((LETTER_BODY * 12, LETTER_BODY * 12.5))


@pytest.mark.parametrize(
    ("height", "rows", "verdict"),
    [
        (325, 24, Verdict.FINE),  # a screen of 24 inches: 7.8 mm
        (174, 48, Verdict.FAIL),  # one of 14 inches, small print: 2.2 mm
        (201, 24, Verdict.FINE),  # 4.82 mm if a row's height is left over
        (199, 24, Verdict.UNKNOWN),  # 4.78 mm then, and 4.98 mm if the rows fill the glass
        (191, 24, Verdict.FAIL),  # 4.78 mm at most
    ],
)
def test_letters_are_measured_against_the_least_height(
    height: int, rows: int, verdict: Verdict
) -> None:
    found = seen("letter-height", Screen(520, height, 600), rows=rows)
    least, most = letter_heights(height, rows)
    assert found.verdict is verdict
    assert found.clause == "Section 508, 402.4"
    assert found.measured.startswith(f"{least:.1f} to {most:.1f} mm")


@pytest.mark.parametrize(
    ("distance", "verdict"),
    [(600, Verdict.FINE), (650, Verdict.UNKNOWN), (700, Verdict.FAIL)],
)
def test_letters_are_measured_from_where_the_reader_stands(distance: int, verdict: Verdict) -> None:
    found = seen("letter-angle", Screen(520, 325, distance))
    assert found.verdict is verdict
    assert found.clause == "EN 301 549, 5.1.4"
    assert f"{height_for(distance):.1f} mm" in found.wanted


@pytest.mark.parametrize("named", ["letter-height", "letter-angle"])
def test_letters_on_a_glass_or_a_terminal_that_nobody_knows_are_not_fine(named: str) -> None:
    unknown_glass = seen(named, Screen())
    assert unknown_glass.verdict is Verdict.UNKNOWN
    assert "size of the glass" in unknown_glass.measured
    unknown_rows = seen(named, rows=0)
    assert unknown_rows.verdict is Verdict.UNKNOWN
    assert unknown_rows.measured == "not known: rows of the kiosk's terminal"
    assert "ruler" in unknown_rows.wanted


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        ("ffffff", "000000", 21.0),
        ("000000", "ffffff", 21.0),
        ("777777", "ffffff", 4.48),
        ("767676", "ffffff", 4.54),
        ("aaaaaa", "000000", 9.04),
        ("ff0000", "ffffff", 4.00),
        ("123456", "123456", 1.0),
    ],
)
def test_contrast_is_what_the_guideline_computes(first: str, second: str, ratio: float) -> None:
    assert contrast(first, second) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize(
    ("colours", "least", "enhanced"),
    [
        (("aaaaaa", "000000"), Verdict.FINE, Verdict.FINE),
        (("767676", "ffffff"), Verdict.FINE, Verdict.WARNING),
        (("777777", "ffffff"), Verdict.FAIL, Verdict.WARNING),
        (None, Verdict.UNKNOWN, Verdict.UNKNOWN),
    ],
)
def test_colours_are_measured_against_both_targets(
    colours: tuple[str, str] | None, least: Verdict, enhanced: Verdict
) -> None:
    assert seen("contrast", colours=colours).verdict is least
    assert seen("contrast-enhanced", colours=colours).verdict is enhanced


@pytest.mark.parametrize(
    ("columns", "rows", "verdict"),
    [
        (40, 15, Verdict.FINE),
        (39, 15, Verdict.FAIL),
        (40, 14, Verdict.FAIL),
        (0, 0, Verdict.UNKNOWN),
    ],
)
def test_a_page_needs_room(columns: int, rows: int, verdict: Verdict) -> None:
    assert seen("screen-size", columns=columns, rows=rows).verdict is verdict


@pytest.mark.parametrize(
    ("encoding", "verdict"),
    [("UTF-8", Verdict.FINE), ("utf8", Verdict.FINE), ("ISO-8859-1", Verdict.FAIL)],
)
def test_letters_travel_as_utf_8(encoding: str, verdict: Verdict) -> None:
    assert seen("encoding", encoding=encoding).verdict is verdict


def test_a_terminal_without_an_encoding_is_not_fine_and_one_that_is_not_seen_is_unknown() -> None:
    assert seen("encoding", encoding="").verdict is Verdict.FAIL
    assert seen("encoding", encoding="", rows=0).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize("kind", ["linux", "xterm-256color"])
def test_letters_that_every_font_has_are_fine(kind: str) -> None:
    assert with_letters("Grün “so” — ≥ ΩΣ Жя → │█■\n", kind).verdict is Verdict.FINE


@pytest.mark.parametrize("letter", ["日", "\U0001f600", "\u0301", "א", "ب", "न\u0940"])
def test_letters_that_a_console_never_shows_fail_there(letter: str) -> None:
    found = with_letters(f"a{letter}", "linux")
    assert found.verdict is Verdict.FAIL
    assert f"U+{ord(letter[-1]):04X}" in found.measured
    assert with_letters(f"a{letter}", "xterm-256color").verdict is Verdict.UNKNOWN


def test_letters_that_a_console_may_show_are_to_be_looked_at() -> None:
    found = with_letters("ഩȘ"[1:], "linux")
    assert found.verdict is Verdict.UNKNOWN
    assert found.measured == "perhaps U+0218"


def test_many_letters_are_counted() -> None:
    found = with_letters("".join(map(chr, range(0x4E00, 0x4E0C))), "linux")
    assert found.measured.startswith("U+4E00, U+4E01,")
    assert found.measured.endswith("U+4E07 and 4 more")
