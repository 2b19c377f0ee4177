"""Which words went and which came."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacli.library.word_marks import Mark, Run, likeness, runs

WORDS = st.lists(st.sampled_from(["a", "mouse", "felt", "no", "3", "好", "。", "-", "off-label"]))
SENTENCES = WORDS.map(" ".join)


def shown(then: str, now: str) -> str:
    signs = {Mark.SAME: "{}", Mark.WENT: "[-{}-]", Mark.CAME: "[+{}+]"}
    return "".join(signs[run.mark].format(run.text) for run in runs(then, now))


@pytest.mark.parametrize(
    ("then", "now", "marked"),
    [
        ("In mice it grew.", "In rats it grew.", "In [-mice-][+rats+] it grew."),
        ("It may help.", "It helps.", "It [-may help-][+helps+]."),
        ("It grew.", "It grew fast.", "It grew[+ fast+]."),
        ("It grew very fast.", "It grew fast.", "It grew [-very -]fast."),
        ("off-label use", "licensed use", "[-off-label-][+licensed+] use"),
        ("今天很好。", "今天不好。", "今天[-很-][+不+]好。"),
        ("1.5 days", "2.5 days", "[-1.5-][+2.5+] days"),
        ("a b c", "x y c", "[-a b-][+x y+] c"),
        ("", "New.", "[+New.+]"),
        ("Old.", "", "[-Old.-]"),
        ("So.", "So.", "So."),
        ("one  two", "one two", "one [- -]two"),
    ],
)
def test_words_are_marked(then: str, now: str, marked: str) -> None:
    assert shown(then, now) == marked


@given(SENTENCES, SENTENCES)
def test_without_the_others_runs_are_the_sentence_itself(then: str, now: str) -> None:
    found = runs(then, now)
    assert "".join(run.text for run in found if run.mark is not Mark.CAME) == then
    assert "".join(run.text for run in found if run.mark is not Mark.WENT) == now
    assert all(run.text for run in found)


def test_a_blank_that_both_have_is_no_part_of_a_change() -> None:
    assert runs("a b", "a c") == (Run(Mark.SAME, "a "), Run(Mark.WENT, "b"), Run(Mark.CAME, "c"))


@pytest.mark.parametrize(
    ("one", "other", "like"),
    [
        ("a b", "a b", 1.0),
        ("A b", "a B", 1.0),
        ("a b", "c d", 0.0),
        ("a a", "a b", 0.5),
        ("", "", 0.0),
        ("今天", "今日", 0.5),
    ],
)
def test_likeness_is_what_two_sentences_share(one: str, other: str, like: float) -> None:
    assert likeness(one, other) == like
