"""What a reader of two states would tell, by the example of a small topic."""

import pytest

from ketacli.library.differences import Change, What
from ketacli.library.firmness import Turn
from support.changing import edited, topic_changes, turned
from support.content import SMALL_TOPIC

BODY = "      - One sentence.\n"
CLAIM = "      - {{text: In mice it grew., evidence: {kind}, sources: [{sources}]}}\n"
SECTION = """\
  - id: second
    title: The second part
    key_point: It is long.
    body:
      - Nothing like it was seen.
"""
CHECK = """\
check:
  - question: What is it?
    answers:
      - {text: A fish., right: RIGHT1, because: It is not., }
      - {text: A bird., right: RIGHT2, because: It is., }
"""


def kinds(*turns: tuple[str, str]) -> list[What]:
    return [change.what for change in edited(*turns).changes]


def test_a_sentence_can_come_and_go() -> None:
    two = "      - One sentence.\n      - Then comes more.\n"
    (new,) = edited((BODY, two)).changes
    assert new == Change(What.NEW, "section first, body", "", "Then comes more.")
    (gone,) = topic_changes(turned(BODY, two), SMALL_TOPIC).changes
    assert gone == Change(What.GONE, "section first, body", "Then comes more.")


def test_a_sentence_can_change() -> None:
    (change,) = edited(("One sentence.", "Two sentences.")).changes
    assert change == Change(What.CHANGED, "section first, body", "One sentence.", "Two sentences.")


def test_a_paragraph_that_moved_is_told_once_and_in_one_piece() -> None:
    paragraph = "      - First this came. Then that went.\n"
    both = turned("not_known:", SECTION + "not_known:")
    then = turned(BODY, BODY + paragraph, both)
    now = both.replace("      - Nothing like", f"{paragraph}      - Nothing like")
    (change,) = topic_changes(then, now).changes
    assert change == Change(
        What.MOVED,
        "section second, body",
        "First this came. Then that went.",
        "First this came. Then that went.",
        "section first, body",
    )


def test_a_sentence_can_move_and_change() -> None:
    then = turned(BODY, f"{BODY}      - The dark night felt long to us.\n")
    now = turned("not_known:\n", "not_known:\n  - The dark night felt short to us.\n")
    (change,) = topic_changes(then, now).changes
    assert change.what is What.MOVED_AND_CHANGED
    assert (change.moved_from, change.where) == ("section first, body", "not_known")


def test_the_same_sentence_twice_is_two_sentences() -> None:
    assert kinds((BODY, BODY + "      - Why so. Why so.\n")) == [What.NEW, What.NEW]


@pytest.mark.parametrize(
    ("old", "new"),
    [("One sentence.", "'**One** sentence.'"), ("Is this short?", "'Is this {short}?'")],
)
def test_marks_alone_are_told(old: str, new: str) -> None:
    (change,) = edited((old, new)).changes
    assert (change.what, change.then, change.now) == (What.MARKS, old, new.strip("'"))


def test_texts_that_are_put_together_or_divided_are_told_once_a_place() -> None:
    apart = turned(BODY, BODY + "      - Another one.\n      - A third.\n      - A fourth.\n")
    together = turned(BODY, "      - One sentence. Another one.\n      - A third. A fourth.\n")
    for then, now in ((apart, together), (together, apart)):
        (change,) = topic_changes(then, now).changes
        assert change == Change(What.PARAGRAPHS, "section first, body")


def test_a_sentence_that_leaves_its_text_leaves_no_division_behind() -> None:
    then = turned("One sentence.", "One sentence. Another one.")
    assert [one.what for one in topic_changes(then, SMALL_TOPIC).changes] == [What.GONE]
    assert [one.what for one in topic_changes(SMALL_TOPIC, then).changes] == [What.NEW]


def test_settings_are_told_with_what_they_stand_beside() -> None:
    then = SMALL_TOPIC + CHECK.replace("RIGHT1", "yes").replace("RIGHT2", "no")
    now = SMALL_TOPIC + CHECK.replace("RIGHT1", "no").replace("RIGHT2", "yes")
    assert topic_changes(then, now).changes == (
        Change(What.SETTING, "check, answers.right of 'A fish.'", "yes", "no"),
        Change(What.SETTING, "check, answers.right of 'A bird.'", "no", "yes"),
    )
    (change,) = edited(("kind: note\n", "")).changes
    assert change == Change(What.SETTING, "kind", "note", "")


def test_a_new_claim_is_told_with_its_ground() -> None:
    (change,) = edited((BODY, BODY + CLAIM.format(kind="animal", sources="a, b"))).changes
    assert (change.what, change.evidence, change.sources) == (What.NEW, "animal", ("a", "b"))


def test_a_claim_can_get_stronger_and_weaker() -> None:
    weak = turned(BODY, CLAIM.format(kind="animal", sources="a, b"))
    strong = turned(BODY, CLAIM.format(kind="trial", sources="c, b"))
    found = topic_changes(weak, strong)
    assert found.changes == ()
    (claim,) = found.claims
    assert claim.turn is Turn.STRONGER
    assert (claim.where, claim.text) == ("section first, body", "In mice it grew.")
    assert (claim.then, claim.now, claim.came, claim.went) == ("animal", "trial", ("c",), ("a",))
    assert (found.sources_came, found.sources_went) == (("c",), ("a",))
    assert [one.turn for one in topic_changes(strong, weak).claims] == [Turn.WEAKER]


def test_a_claim_of_two_sentences_is_one_claim() -> None:
    then = turned(BODY, CLAIM.format(kind="trial", sources="a").replace("grew.", "grew. So it is."))
    now = then.replace("trial", "contested").replace("grew", "shrank")
    (claim,) = topic_changes(then, now).claims
    assert (claim.turn, claim.text) == (Turn.WEAKER, "In mice it shrank. So it is.")


def test_a_text_can_become_a_claim_and_cease_to_be_one() -> None:
    claim = turned(BODY, CLAIM.format(kind="trial", sources="a"))
    text = turned(BODY, "      - In mice it grew.\n")
    assert [one.turn for one in topic_changes(text, claim).claims] == [Turn.CLAIM_NOW]
    assert [one.turn for one in topic_changes(claim, text).claims] == [Turn.CLAIM_NO_MORE]


def test_the_order_of_sources_is_told() -> None:
    then = turned(BODY, CLAIM.format(kind="trial", sources="a, b"))
    (claim,) = topic_changes(then, then.replace("[a, b]", "[b, a]")).claims
    assert (claim.turn, claim.came, claim.went) == (Turn.SOURCES, (), ())
