"""What a topic may hold, field by field. `tests/broken` shows each fault; here are the borders."""

from datetime import date
from pathlib import Path

import pytest

from ketacli.errors import ContentError
from ketacli.library.schema import MAY_LEAVE_OUT, BulletsItem, Claim, TextItem, TopicModel
from ketacli.library.validate import validate
from ketacli.library.yaml_reader import read
from support.content import SMALL_TOPIC
from support.program import CONTENT


def topic(text: str = SMALL_TOPIC) -> TopicModel:
    return validate(TopicModel, read(text.encode(), "topic.yaml"), "topic.yaml")


def with_body(item: str) -> TopicModel:
    return topic(SMALL_TOPIC.replace("- One sentence.", f"- {item}"))


def rules(text: str) -> list[str]:
    with pytest.raises(ContentError) as caught:
        topic(text)
    return [problem.rule for problem in caught.value.problems]


def rules_of_body(item: str) -> list[str]:
    return rules(SMALL_TOPIC.replace("- One sentence.", f"- {item}"))


@pytest.mark.parametrize(
    "file", sorted(CONTENT.glob("*/topics/*.yaml")), ids=lambda file: file.stem
)
def test_every_shipped_topic_is_sound(file: Path) -> None:
    assert topic(file.read_text(encoding="utf-8")).kind == "guide"


@pytest.mark.parametrize("day", ["2026-02-29", "2026-13-01", "20260101", "2026-W01-1", "[2026]"])
def test_a_day_that_does_not_exist_or_is_written_otherwise_is_refused(day: str) -> None:
    assert rules(SMALL_TOPIC.replace("2026-01-01", day)) == ["value"]


@pytest.mark.parametrize("day", ["2024-02-29", '"2024-02-29"'])
def test_a_day_that_exists_is_a_day(day: str) -> None:
    assert topic(SMALL_TOPIC.replace("2026-01-01", day)).last_checked == date(2024, 2, 29)


@pytest.mark.parametrize("count", ["0", "1", "100", "007"])
def test_a_count_is_a_whole_number_up_to_a_hundred(count: str) -> None:
    item = with_body(chart(count)).sections[0].body[0]
    assert item.chart.groups[0].count == int(count)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "count", ["-1", "101", "1.0", "1e1", "0x1", "+1", "1_0", "٣", "ten", '""', "1" * 5000, "[1]"]
)
def test_no_other_count_is_taken(count: str) -> None:
    assert rules_of_body(chart(count)) in (["value"], ["type"])


def chart(count: str) -> str:
    groups = f"[{{label: a, count: {count}}}, {{label: b, count: 2}}]"
    return (
        f"{{chart: {{title: T, groups: {groups}, says: S}}, evidence: trial, sources: [yang2019]}}"
    )


def question(first: str, second: str) -> str:
    answers = (f"{{text: a, right: {right}, because: b}}" for right in (first, second))
    return f"check: [{{question: Q, answers: [{', '.join(answers)}]}}]\n"


@pytest.mark.parametrize(("yes", "no"), [("yes", "no"), ("True", "false"), ("YES", "No")])
def test_the_usual_words_for_yes_and_no_are_taken(yes: str, no: str) -> None:
    (asked,) = topic(SMALL_TOPIC + question(yes, no)).check
    assert [answer.right for answer in asked.answers] == [True, False]


@pytest.mark.parametrize("word", ["on", "y", "1", "maybe", '""', "[yes]", "{yes: yes}"])
def test_no_other_word_is_a_yes(word: str) -> None:
    assert rules(SMALL_TOPIC + question(word, "yes")) == ["value"]


def test_a_text_is_taken_without_the_blanks_around_it() -> None:
    assert topic(SMALL_TOPIC.replace("A small topic", '"  A small topic  "')).title == (
        "A small topic"
    )
    assert rules(SMALL_TOPIC.replace("A small topic", '"   "')) == ["type"]


def test_evidence_and_sources_go_together_or_not_at_all() -> None:
    for item in ("{text: T%s}", "{warning: W%s}", "{bullets: [B, {text: C%s}]}"):
        assert with_body(item % "").sections
        assert with_body(item % ", evidence: trial, sources: [a]").sections
        assert rules_of_body(item % ", evidence: trial") == ["value"]
        assert rules_of_body(item % ", sources: [a]") == ["value"]


def test_the_kind_of_an_item_is_told_by_its_name() -> None:
    body = (
        topic(
            SMALL_TOPIC.replace("- One sentence.", "- {text: A}\n      - {bullets: [a, {text: b}]}")
        )
        .sections[0]
        .body
    )
    assert body == (TextItem(text="A"), BulletsItem(bullets=("a", Claim(text="b"))))


@pytest.mark.parametrize(
    "name", ["first\\n", "\\nfirst", " first", "First", "fir_st", "-first", "first-", "f--t", "é"]
)
def test_an_id_is_small_letters_and_digits_to_its_last_character(name: str) -> None:
    assert rules(SMALL_TOPIC.replace("id: first", f'id: "{name}"')) == ["type"]


def test_what_a_note_may_leave_out_is_left_out_by_the_smallest_topic() -> None:
    given = topic().model_fields_set
    assert set(MAY_LEAVE_OUT["note"]) | given | {"analogy", "translation"} == set(
        TopicModel.model_fields
    )
    assert not set(MAY_LEAVE_OUT["note"]) & given
    assert MAY_LEAVE_OUT["guide"] == ()


def test_a_model_does_not_change() -> None:
    small = topic()
    with pytest.raises(ValueError, match="frozen"):
        small.title = "Another"
