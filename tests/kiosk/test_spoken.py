"""The sentence that is being said is marked on its page, and nothing else changes there."""

from hypothesis import given
from hypothesis import strategies as st

from ketacli.kiosk.spoken import SPOKEN, Sentence, marked, sentences
from ketacli.leaflet import Leaflet
from ketacli.render.rows import GAP, Kind, Row, rows
from ketacli.text import Span, letters
from support.any_leaflet import LETTERS, leaflets, texts

TRICKY = ("A.", " ", "b", "e.g.", "5.", "Dr.", "No.", "\u3002", "\u201d", "?!", "\u2026", "(", "1")


def _row(text: str, mark: str = "") -> Row:
    return Row(Kind.TEXT, (Span(text),), mark)


def test_the_sentence_that_is_being_said_is_marked_and_nothing_else_changes() -> None:
    line = (Span("One. A "), Span("glossary", term="g"), Span(" word. "), Span("Two.", strong=True))
    page = (_row("Before."), Row(Kind.TEXT, line, "- ", indent=2), GAP)
    second = sentences(page)[2]
    assert second.text == "A glossary word."
    assert marked(page, second) == (
        page[0],
        Row(
            Kind.TEXT,
            (
                Span("One. "),
                Span("A ", strong=True, term=SPOKEN),
                Span("glossary", strong=True, term=SPOKEN),
                Span(" word.", strong=True, term=SPOKEN),
                Span(" "),
                Span("Two.", strong=True),
            ),
            "- ",
            indent=2,
        ),
        GAP,
    )


def test_nothing_is_marked_while_nothing_is_said_or_a_drawing_stands_for_it() -> None:
    page = [_row("One."), GAP]
    assert marked(page, None) == tuple(page)
    assert marked(page, Sentence(0, 0, 0, "of a chart")) == tuple(page)


@given(leaflets(texts(*TRICKY, *LETTERS)), st.integers(0, 50))
def test_marking_keeps_every_letter_and_marks_what_is_said(leaflet: Leaflet, which: int) -> None:
    page = tuple(rows(leaflet))
    found = sentences(page)
    sentence = found[which % len(found)]
    after = marked(page, sentence)
    assert [letters(row.line) for row in after] == [letters(row.line) for row in page]
    shown = [span for row in after for span in row.line if span.term == SPOKEN]
    assert letters(tuple(shown)) == letters(page[sentence.row].line)[sentence.start : sentence.end]
    assert all(span.strong for span in shown)
    assert [row._replace(line=()) for row in after] == [row._replace(line=()) for row in page]
