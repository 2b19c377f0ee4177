"""Quotation marks and decimal signs at their borders."""

import pytest

from ketacli.library.typography import number_faults, quotation_faults

SPANISH = ("\u00ab", "\u00bb")
POLISH = ("\u201e", "\u201d")
CHINESE = ("\u201c", "\u201d")


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Dijo «sí» y «no».", SPANISH),
        ("Powiedz \u201etak\u201d.", POLISH),
        ("说\u201c是\u201d。《书》", CHINESE),
        ("It is a patient's own word. 'Yes'", CHINESE),
        ('A "word"', ('"', '"')),
        ("none", SPANISH),
    ],
)
def test_the_marks_of_a_language_and_apostrophes_are_right(
    text: str, marks: tuple[str, str]
) -> None:
    assert list(quotation_faults(text, marks)) == []


def test_each_foreign_mark_is_told_once() -> None:
    first, second = quotation_faults('"a" "b" \u201ec', SPANISH)
    assert first.startswith('the quotation mark " is not')
    assert second.startswith("the quotation mark \u201e is not")
    assert first.endswith("write «...»")


def test_marks_come_in_pairs() -> None:
    assert list(quotation_faults("Dijo «sí.", SPANISH)) == ["« and » do not come in pairs"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Son 1.5 o 0.25 mg.", ["1.5", "0.25"]),
        ("Son 1,5 mg.", []),
        ("Tarda 1.5. Luego baja.", ["1.5"]),
        ("(1.5)", ["1.5"]),
        ("1.5% y 1.5mg", ["1.5", "1.5"]),
        ("0.500 g", ["0.500"]),
        ("1.500 personas, 12.000, 100.000 y 1.234.567", []),
        ("a las 14:30", []),
        ("el 26.11.2026", []),
        ("llame al 020.7946.0000", []),
        ("doi 10.1000/182 y 10.1016/j.x", []),
        ("http://a.b/1.5", []),
        ("versión v1.5 o 1.2.3", []),
        ("Fin 1. 5 más", []),
    ],
)
def test_a_point_is_no_decimal_sign_where_a_comma_is(text: str, found: list[str]) -> None:
    told = list(number_faults(text, ","))
    assert [message.split("`")[1] for message in told] == found
    assert [message.rpartition(" ")[2] for message in told] == [
        number.replace(".", ",") for number in found
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("约1,5次\uff0c1,500人", ["1,5"]),
        ("1.5", []),
        ("60, 62", []),
        ("1,000,000", []),
    ],
)
def test_a_comma_is_no_decimal_sign_where_a_point_is(text: str, found: list[str]) -> None:
    assert [message.split("`")[1] for message in number_faults(text, ".")] == found
