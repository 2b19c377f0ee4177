"""Changes as JSON; what it looks like whole is in a golden file of `ketacli changed`."""

import json

from ketacli.library.changes_json import VERSION, as_json
from ketacli.library.changes_printed import About
from support.changing import all_changes, turned, with_topics
from support.content import SMALL_TOPIC

ABOUT = About("", "then", {"a": "A. Größe."}, marks=False)


def test_every_change_has_both_sentences_and_its_words_in_pieces() -> None:
    then, now = with_topics(small=SMALL_TOPIC), with_topics(small=turned("One", "A"))
    found = json.loads(as_json(all_changes(then, now), ABOUT))
    assert (found["version"], found["since"], found["acknowledge_anew"]) == (VERSION, "then", False)
    (change,) = found["topics"][0]["changes"]
    assert (change["what"], change["then"], change["now"]) == (
        *("changed", "One sentence.", "A sentence."),
    )
    assert change["words"] == [
        {"mark": "went", "text": "One"},
        {"mark": "came", "text": "A"},
        {"mark": "same", "text": " sentence."},
    ]


def test_what_cannot_be_told_is_null_and_problems_have_their_places() -> None:
    then = with_topics(small="a: [\n") | {"en/disclaimer.yaml": b"\xff"}
    text = as_json(all_changes(then, with_topics(small=SMALL_TOPIC)), ABOUT)
    found = json.loads(text)
    assert found["acknowledge_anew"] is None
    assert [problem["line"] for problem in found["unreadable"]] == [2, 1]
    assert "Größe" in text


def test_a_sentence_that_only_moved_has_no_pieces() -> None:
    then = with_topics(small=turned("not_known:", "not_known:\n  - One more of it."))
    now = with_topics(small=turned("questions:", "questions:\n  - One more of it."))
    found = json.loads(as_json(all_changes(then, now), ABOUT))
    assert [(one["what"], one["words"]) for one in found["topics"][0]["changes"]] == [("moved", [])]
