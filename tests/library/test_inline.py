"""`**strong**`, `{term}` and `{term|as written}` are marks; everything else is letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacli.library.inline import faults, spans, terms_in, unmarked
from ketacli.text import Span

marked = st.lists(st.sampled_from(["**", "{", "}", "|", "a", "b ", "\n", "*", "{a}", "{a|b}"])).map(
    "".join
)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", ()),
        ("plain", (Span("plain"),)),
        ("a **b** c", (Span("a "), Span("b", strong=True), Span(" c"))),
        ("{bdnf}", (Span("BDNF", term="bdnf"),)),
        ("{off-label}", (Span("off label", term="off-label"),)),
        ("{ bdnf }", (Span("BDNF", term="bdnf"),)),
        ("{bdnf|a protein}", (Span("a protein", term="bdnf"),)),
        ("{bdnf|}", (Span("BDNF", term="bdnf"),)),
        ("**a {bdnf}**", (Span("a ", strong=True), Span("BDNF", strong=True, term="bdnf"))),
        ("a *b* c", (Span("a *b* c"),)),
        (" a\n\n  b\tc ", (Span("a b c"),)),
        ("[link=x]a[/] `b` <c> _d_", (Span("[link=x]a[/] `b` <c> _d_"),)),
    ],
)
def test_marked_text_becomes_spans(text: str, line: tuple[Span, ...]) -> None:
    assert spans(text, {"bdnf": "BDNF"}) == line


def test_text_is_unmarked_as_a_reader_sees_it() -> None:
    assert unmarked("**In** {off-label|mice}, {bdnf} rose.") == "In mice, bdnf rose."


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a **b** {c} {c|d}", 0),
        ("a **b", 1),
        ("{}", 1),
        ("{ }", 1),
        ("{|a}", 1),
        ("a } b", 1),
        ("{a|b|c}", 1),
        ("{a {b} c}", 1),
        ("**a {} {", 3),
    ],
)
def test_marks_that_do_not_close_are_faults(text: str, count: int) -> None:
    assert len(list(faults(text))) == count


def test_every_word_that_a_text_names_is_found() -> None:
    assert terms_in("{a} { b |c} {} **{d}**") == ("a", "b", "d")


@given(marked)
def test_no_letter_but_a_mark_is_lost(text: str) -> None:
    kept = unmarked(text)
    assert "**" not in kept.replace("***", "")
    for letter in "ab":
        # A term may be written otherwise, so its own letters may go.
        assert kept.count(letter) <= text.count(letter)
    if not set("{|}") & set(text):
        assert kept == "".join(" ".join(text.split()).split("**"))


@given(marked)
def test_text_without_faults_names_its_words(text: str) -> None:
    if not list(faults(text)):
        assert all(span.text for span in spans(text))
        assert terms_in(text) == tuple(span.term for span in spans(text) if span.term)
