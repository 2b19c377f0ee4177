"""What a page says: where sentences begin and end, and that all of it is said, once, in order."""

import pytest
from hypothesis import given

from ketacli.leaflet import Leaflet
from ketacli.render.rows import GAP, Kind, Row, rows
from ketacli.render.speech_sentences import Sentence, sentences
from ketacli.text import Chart, ChartGroup, Paragraph, Picture, Span, Still, letters
from support.any_leaflet import HOSTILE, LETTERS, MARKUP, leaflets, texts

TRICKY = ("A.", " ", "b", "e.g.", "5.", "Dr.", "No.", "\u3002", "\u201d", "?!", "\u2026", "(", "1")


def _row(text: str, mark: str = "") -> Row:
    return Row(Kind.TEXT, (Span(text),), mark)


def _split(text: str) -> list[str]:
    return [sentence.text for sentence in sentences([_row(text)])]


def _without_blanks(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", []),
        ("  ", []),
        ("A title", ["A title"]),
        ("One. Two? Three! Four", ["One.", "Two?", "Three!", "Four"]),
        ("  One.   Two.  ", ["One.", "Two."]),
        ("Really?! Yes\u2026 Well", ["Really?!", "Yes\u2026", "Well"]),
        ("Wait\u2026 and see. Then go.", ["Wait\u2026 and see.", "Then go."]),
        ('She said "Stop." Then she left.', ['She said "Stop."', "Then she left."]),
        ("(One.) (Two.)", ["(One.)", "(Two.)"]),
        ("Seen. [Seen in mice; sources 3]", ["Seen.", "[Seen in mice; sources 3]"]),
        ("It was 1.5 of 100. Yes.", ["It was 1.5 of 100.", "Yes."]),
        ("It was in 2019. Then it was not.", ["It was in 2019.", "Then it was not."]),
        ("See example.org. Then go.", ["See example.org.", "Then go."]),
    ],
)
def test_a_row_falls_into_sentences(text: str, said: list[str]) -> None:
    assert _split(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "Other medicines, e.g. Prozac, may help.",
        "That is (i.e. MDMA) another one.",
        "Ask Dr. Green or Mrs. (Anna) Brown.",
        "J. Green and A. B. Brown wrote it.",
        "Ketamine vs. Placebo",
        "See No. 5 and approx. 10 more.",
        "Es gibt z. B. Schnee und d.h. Wege.",
        "Es as\u00ed, p.ej. Uno.",
        "Objawy, np. Zm\u0119czenie, m.in. B\u00f3l, tzw. \u201eDo\u0142ek\u201d.",
        "1. Ask your team.",
        "it stops. then it goes on.",
    ],
)
def test_what_is_cut_short_does_not_end_a_sentence(text: str) -> None:
    assert _split(text) == [text]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Is it safe? No. There are risks.", ["Is it safe?", "No.", "There are risks."]),
        ("\u00bfS\u00ed? \u00a1No! \u00c9l no.", ["\u00bfS\u00ed?", "\u00a1No!", "\u00c9l no."]),
        ("\u201eTak.\u201d \u0141atwo.", ["\u201eTak.\u201d", "\u0141atwo."]),
        (
            "\u96ea\u5f88\u6df1\u3002\u201c\u771f\u7684\uff1f\u201d\u662f\u30023.5\u500d\u3002",
            [
                "\u96ea\u5f88\u6df1\u3002",
                "\u201c\u771f\u7684\uff1f\u201d",
                "\u662f\u3002",
                "3.5\u500d\u3002",
            ],
        ),
        ("\u0645\u0627\u061f \u0646\u0639\u0645.", ["\u0645\u0627\u061f", "\u0646\u0639\u0645."]),
        ("\u0905\u0964 \u0915\u0964", ["\u0905\u0964", "\u0915\u0964"]),
    ],
)
def test_sentences_of_other_languages_end_too(text: str, said: list[str]) -> None:
    assert _split(text) == said


def test_a_sentence_knows_its_row_and_its_place() -> None:
    found = sentences([_row("One"), GAP, _row(" Two.  Three.")])
    assert found == (
        Sentence(0, 0, 3, "One"),
        Sentence(2, 1, 5, "Two."),
        Sentence(2, 7, 13, "Three."),
    )


def test_a_number_is_said_before_its_row_and_a_dash_is_not() -> None:
    found = sentences([_row("Go. Stay.", "2. "), _row("Go. Stay.", "- "), _row(" ", "3. ")])
    assert [sentence.text for sentence in found] == ["2. Go.", "Stay.", "Go.", "Stay."]
    assert [sentence.start for sentence in found] == [0, 4, 0, 4]


def test_a_chart_is_said_as_its_groups_and_a_picture_as_what_it_shows() -> None:
    groups = (
        ChartGroup("With ketamine", 50, "50 of 100. Half."),
        ChartGroup("Without", 20, "20 of 100"),
    )
    chart = Chart("Title", groups, Paragraph((Span("Said."),)))
    picture = Picture(Still.FRESH_SNOW, "A hill. New snow.")
    found = sentences(
        [
            Row(Kind.CHART, block=chart),
            Row(Kind.PICTURE, (Span(picture.shows),), block=picture),
        ]
    )
    assert found == (
        Sentence(0, 0, 0, "With ketamine: 50 of 100. Half."),
        Sentence(0, 0, 0, "Without: 20 of 100"),
        Sentence(1, 0, 7, "A hill."),
        Sentence(1, 8, 17, "New snow."),
    )


@given(leaflets(texts(*TRICKY, *LETTERS)) | leaflets(texts(*MARKUP, *HOSTILE)))
def test_every_letter_of_a_page_is_said_once_and_in_order(leaflet: Leaflet) -> None:
    page = tuple(rows(leaflet))
    found = sentences(page)
    assert list(found) == sorted(found, key=lambda one: (one.row, one.start))
    for number, row in enumerate(page):
        here = [sentence for sentence in found if sentence.row == number]
        stretches = [letters(row.line)[one.start : one.end] for one in here]
        assert _without_blanks("".join(stretches)) == _without_blanks(letters(row.line))
        assert all(stretch == stretch.strip() for stretch in stretches)
        assert all(one.text.endswith(stretch) for one, stretch in zip(here, stretches, strict=True))


def test_a_long_row_of_full_stops_takes_no_longer_than_it_must() -> None:
    for text in ("." * 200_000 + "x", "a. " * 50_000, '."' * 100_000, "5. " * 50_000):
        assert _without_blanks("".join(_split(text))) == _without_blanks(text)
