"""The rules of writing at their borders. `tests/broken` has one file for each rule."""

from datetime import date

import pytest

from ketacli.errors import Problem, Severity
from ketacli.library.folder import Folder
from ketacli.library.loading import load
from ketacli.library.schema import MAY_LEAVE_OUT
from ketacli.library.schema_house import BannedModel, SentencesModel, StyleModel
from ketacli.library.style import (
    MOST_ITEMS,
    MOST_SENTENCES,
    style_faults,
    topic_faults,
)
from ketacli.library.yaml_reader import read
from support.content import SMALL_TOPIC
from support.program import CONTENT

STYLE = load(StyleModel, Folder(CONTENT), "en/style.yaml")
TODAY = date(2026, 11, 24)
TARGET, MOST = 20, 25
"""The limits where a style does not say others."""


def faults(text: str, style: StyleModel = STYLE) -> list[Problem]:
    return list(style_faults(read(text.encode(), "f"), "f", style))


def rules(text: str, style: StyleModel = STYLE) -> list[str]:
    return [problem.rule for problem in faults(text, style)]


def of_topic(text: str) -> list[str]:
    return [problem.rule for problem in topic_faults(read(text.encode(), "f"), "f", TODAY)]


@pytest.mark.parametrize(
    ("count", "severity"),
    [
        (TARGET, None),
        (TARGET + 1, Severity.WARNING),
        (MOST, Severity.WARNING),
        (MOST + 1, Severity.ERROR),
    ],
)
def test_a_sentence_may_be_so_long(count: int, severity: Severity | None) -> None:
    found = faults(f"a: {' '.join(['word'] * count)}.")
    assert [(problem.rule, problem.severity) for problem in found] == (
        [("long-sentence", severity)] if severity else []
    )


@pytest.mark.parametrize(
    ("length", "severity"),
    [(8, None), (9, Severity.WARNING), (12, Severity.WARNING), (13, Severity.ERROR)],
)
def test_a_language_without_blanks_counts_characters(
    length: int, severity: Severity | None
) -> None:
    limits = SentencesModel.model_validate({"count": "characters", "target": "8", "most": "12"})
    style = STYLE.model_copy(update={"sentences": limits})
    found = faults(f"a: {'水' * (length - 1)}NMDA。水。", style)
    assert [(problem.rule, problem.severity) for problem in found] == (
        [("long-sentence", severity)] if severity else []
    )
    assert all(f"{length} characters in one sentence" in problem.message for problem in found)


def test_marks_do_not_count_as_words() -> None:
    assert rules(f'a: "{"{placebo|a} **b** " * 10}."') == []


def test_a_long_word_does_not_make_a_long_message() -> None:
    (problem,) = faults(f"a: {'word ' * 200}")
    assert len(problem.message) < 130


def test_a_paragraph_may_have_so_many_sentences() -> None:
    assert rules(f"a: {'It is. ' * MOST_SENTENCES}") == []
    assert rules(f"a: {'It is. ' * (MOST_SENTENCES + 1)}") == ["long-paragraph"]


def test_a_list_may_have_so_many_entries() -> None:
    assert rules(f"a: [{'x, ' * MOST_ITEMS}]") == []
    assert rules(f"a: {{b: [[{'x, ' * (MOST_ITEMS + 1)}]]}}") == ["long-list"]
    assert rules(f"sections: [{'x, ' * 30}]") == []


def test_each_place_with_a_foreign_quotation_mark_warns_in_titles_too() -> None:
    style = STYLE.model_copy(update={"quotation": ("\u00ab", "\u00bb")})
    text = "title: A \u201cword\u201d\na: A 'word' of \u00abtwo\u00bb\nb: '\"One\"'"
    found = faults(text, style)
    assert [(problem.rule, problem.line) for problem in found] == [
        ("quotation-marks", 1),
        ("quotation-marks", 1),
        ("quotation-marks", 3),
    ]
    assert {problem.severity for problem in found} == {Severity.WARNING}
    assert rules(text) == []


def test_a_foreign_decimal_sign_fails_in_prose() -> None:
    text = "title: 'Of 0,5'\na: Take 0,5 or 1.5 or 1,500"
    (problem,) = faults(text, STYLE.model_copy(update={"decimal": "."}))
    assert (problem.rule, problem.line, problem.severity) == ("number-format", 2, Severity.ERROR)
    assert "0.5" in problem.message
    assert rules(text) == []


def test_what_a_chinese_style_bans_is_found_between_other_characters() -> None:
    banned = BannedModel(words=("治愈",), instead="好转")
    style = STYLE.model_copy(update={"banned": (banned,)})
    assert rules("a: 它能治愈您。", style) == ["banned-word"]
    assert rules("a: 它能治您。", style) == []


@pytest.mark.parametrize("banned", STYLE.banned, ids=lambda banned: banned.words[0])
def test_no_banned_word_is_missed_and_each_has_something_instead(banned: object) -> None:
    assert isinstance(banned, type(STYLE.banned[0]))
    for word in banned.words:
        (problem,) = faults(f"a: It is {word.upper()} here.")
        assert problem.rule == "banned-word"
        assert word.upper() in problem.message
        assert banned.instead in problem.message


@pytest.mark.parametrize(
    "title", ["Information", "More about this leaflet", "'!'", "Facts & other"]
)
def test_a_title_names_a_subject(title: str) -> None:
    assert rules(f"title: {title}") == ["title-without-subject"]
    assert rules(f"title: Sleep {title}") == []
    assert rules(f"text: {title}") == []
    assert rules(f"label: {title}") == []


def sentences(passive: int, active: int) -> str:
    return f"a: [{'It was seen., ' * passive}{'It runs., ' * active}]"


def test_up_to_a_fifth_of_the_sentences_may_be_passive() -> None:
    assert "passive-share" not in rules(sentences(2, 8))
    assert "passive-share" in rules(sentences(3, 8))
    assert "passive-share" not in rules(sentences(3, 6)), "of so few a share says nothing"


@pytest.mark.parametrize(
    ("sentence", "is_passive"),
    [
        ("It was given.", True),
        ("It was slowly given.", True),
        ("Links are being formed.", True),
        ("It was very slowly given.", False),
        ("It runs and is red.", True),  # a word's ending is all that is looked at
        ("It is.", False),
        ("You have given it.", False),
        ("It was good for you.", False),
    ],
)
def test_a_passive_is_a_form_of_to_be_before_a_participle(
    sentence: str, *, is_passive: bool
) -> None:
    text = f"a: [{f'{sentence}, ' * 12}]"
    assert ("passive-share" in rules(text)) is is_passive


def test_a_language_without_a_passive_is_not_searched_for_it() -> None:
    style = STYLE.model_copy(update={"passive": ()})
    assert "passive-share" not in rules(sentences(12, 0), style)


@pytest.mark.parametrize("kind", MAY_LEAVE_OUT)
def test_what_a_topic_may_leave_out_depends_on_its_kind(kind: str) -> None:
    left_out = of_topic(SMALL_TOPIC.replace("kind: note", f"kind: {kind}"))
    assert (left_out == []) is bool(MAY_LEAVE_OUT[kind])
    assert set(left_out) <= {"missing"}


def test_a_topic_that_does_not_say_its_kind_is_a_guide() -> None:
    silent = of_topic(SMALL_TOPIC.replace("kind: note\n", ""))
    assert silent == of_topic(SMALL_TOPIC.replace("kind: note", "kind: guide"))


def test_risks_may_stand_alone_and_benefits_may_not() -> None:
    assert of_topic(f"{SMALL_TOPIC}risks: [It can rain.]") == []
    assert of_topic(f"{SMALL_TOPIC}benefits: [It can shine.]") == ["benefit-without-risk"]
    assert of_topic(f"{SMALL_TOPIC}risks: [Rain.]\nbenefits: [Sun.]") == []


@pytest.mark.parametrize(
    ("checked", "review", "found"),
    [
        ("2026-11-24", "2026-11-25", []),
        ("2026-11-23", "2026-11-24", []),
        ("2026-11-22", "2026-11-23", ["out-of-date"]),
        ("2026-11-24", "2026-11-24", ["review-order"]),
        ("2026-11-25", "2026-11-26", ["future-check"]),
        ("2026-11-26", "2026-11-25", ["future-check", "review-order"]),
        ("2026-11-24", "2026-11-01", ["out-of-date"]),
    ],
)
def test_the_days_of_a_topic_follow_each_other(checked: str, review: str, found: list[str]) -> None:
    text = SMALL_TOPIC.replace("2026-01-01", checked).replace("2999-01-01", review)
    assert of_topic(text) == found


def chart(says: str) -> str:
    item = (
        f"{{chart: {{title: T, groups: [{{label: a, count: 17}}, {{label: b, count: 9}}], "
        f"says: {says}}}, evidence: trial, sources: [a]}}"
    )
    return SMALL_TOPIC.replace("- One sentence.", f"- {item}")


def test_the_sentence_of_a_chart_says_each_of_its_counts() -> None:
    assert of_topic(chart("It was 17 and 9 of 100.")) == []
    assert of_topic(chart("It was 17 of 100.")) == ["chart-unsaid"]
    assert of_topic(chart("It was 117 and 90 of 100.")) == ["chart-unsaid", "chart-unsaid"]


def test_what_is_no_topic_has_no_faults_of_a_topic() -> None:
    assert of_topic("[a]") == []
