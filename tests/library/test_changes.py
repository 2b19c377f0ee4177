"""What became of a library: topics, the disclaimer, and what cannot be read."""

import pytest

from ketacli.errors import NotFoundError
from ketacli.library import changes as module
from ketacli.library.changes import State
from ketacli.library.differences import Change, What
from ketacli.library.history import NotThereThenError
from support.changing import BASE, all_changes, edited, topic_changes, turned, with_topics
from support.content import SMALL_TOPIC

SECTION = (
    "  - id: {0}\n    title: Part {0} of it\n    key_point: It is {0}.\n    body: [So it is.]\n"
)
NOW = with_topics(small=SMALL_TOPIC)


def with_sections(*names: str) -> str:
    return turned("not_known:", "".join(map(SECTION.format, names)) + "not_known:")


def test_without_a_change_there_is_none() -> None:
    found = all_changes(NOW, NOW)
    assert [(one.topic, one.state) for one in found.topics] == [("small", State.SAME)]
    assert found.disclaimer.acknowledge_anew is False
    assert (found.faults, found.unreadable) == ((), ())


def test_topics_come_go_and_change() -> None:
    then = with_topics(a=SMALL_TOPIC, b=SMALL_TOPIC, c=SMALL_TOPIC)
    now = with_topics(b=SMALL_TOPIC + "# comment", c=turned("One", "A"), d=SMALL_TOPIC)
    found = {one.topic: one for one in all_changes(then, now).topics}
    assert {name: one.state for name, one in found.items()} == {
        "a": State.GONE,
        "b": State.SAME,
        "c": State.CHANGED,
        "d": State.NEW,
    }
    assert found["a"].code_then == found["d"].code_now
    assert (found["a"].code_now, found["d"].code_then) == ("", "")
    assert {one.what for one in found["d"].changes} == {What.NEW, What.SETTING}
    assert [one.topic for one in all_changes(then, now, "c").topics] == ["c"]


def test_what_was_not_there_is_told() -> None:
    with pytest.raises(NotFoundError) as raised:
        all_changes(NOW, NOW, "smal")
    assert raised.value.there_is == ("small",)
    with pytest.raises(NotThereThenError, match=r"The topic 'd' was not there then"):
        all_changes(NOW, with_topics(small=SMALL_TOPIC, d=SMALL_TOPIC), "d")
    with pytest.raises(NotThereThenError, match=r"no topic in the language 'en' then"):
        all_changes(BASE, NOW)
    assert all_changes(NOW, BASE, "small").topics[0].state is State.GONE
    assert all_changes(BASE, BASE).topics == ()


def test_sections_in_another_order_are_told_and_new_ones_are_not() -> None:
    found = topic_changes(with_sections("one", "two"), with_sections("two", "one"))
    assert [one for one in found.changes if one.what is What.ORDER] == [
        Change(What.ORDER, "sections", "first, one, two", "first, two, one")
    ]
    grown = topic_changes(with_sections("one", "two"), with_sections("one", "more", "two"))
    assert {one.what for one in grown.changes} == {What.NEW, What.SETTING}


def test_a_name_that_nobody_knows_is_told_as_well() -> None:
    then, now = (f"{SMALL_TOPIC}{name}: Text.\n" for name in ("one", "two"))
    assert topic_changes(then, now).changes == (Change(What.MOVED, "two", "Text.", "Text.", "one"),)


def test_what_no_other_kind_tells_is_not_passed_over() -> None:
    then, now = (f"{SMALL_TOPIC}sections_{name}: []\n" for name in ("one", "two"))
    (change,) = topic_changes(then, now).changes
    assert change.what is What.OTHER


def test_days_are_told_and_are_no_words() -> None:
    found = edited(("last_checked: 2026-01-01", "last_checked: 2026-02-02"))
    assert found.changes == (Change(What.SETTING, "last_checked", "2026-01-01", "2026-02-02"),)
    assert found.code_then == found.code_now


@pytest.mark.parametrize(
    ("file", "old", "new", "where"),
    [
        ("en/disclaimer.yaml", b"It is not advice", b"It is no advice", "paragraphs"),
        ("en/disclaimer.yaml", b'"yes": "yes"', b'"yes": "aye"', "yes"),
        ("en/labels.yaml", b"clinic_terms_unknown: ", b"clinic_terms_unknown: Oh! ", "paragraphs"),
    ],
)
def test_other_words_of_the_disclaimer_are_acknowledged_anew(
    file: str, old: bytes, new: bytes, where: str
) -> None:
    assert old in NOW[file]
    words = all_changes(NOW, NOW | {file: NOW[file].replace(old, new, 1)}).disclaimer
    assert words.acknowledge_anew is True
    assert words.code_then != words.code_now
    assert [change.where for change in words.changes] == [where]


def test_another_layout_of_the_disclaimer_is_not() -> None:
    file = "en/disclaimer.yaml"
    other = b"# a comment\n" + NOW[file].replace(b"title: Please", b'title: "Please').replace(
        b"this first\n", b'this\n  first"\n'
    )
    assert other.count(b"\n") == NOW[file].count(b"\n") + 2
    words = all_changes(NOW, NOW | {file: other}).disclaimer
    assert (words.acknowledge_anew, words.changes) == (False, ())


def test_a_file_that_cannot_be_read_keeps_no_other_back() -> None:
    then = with_topics(a="title: [\n", b=SMALL_TOPIC)
    now = with_topics(a=SMALL_TOPIC, b=turned("One", "A"))
    found = all_changes(then | {"en/disclaimer.yaml": b"\xff"}, now)
    assert [one.state for one in found.topics] == [State.UNREADABLE, State.CHANGED]
    assert found.disclaimer.acknowledge_anew is None
    assert [(one.rule, one.line) for one in found.unreadable] == [("yaml", 2), ("encoding", 1)]
    assert all(one.file.startswith("0000000000:") for one in found.unreadable)


def test_a_file_that_breaks_a_rule_is_compared() -> None:
    broken = turned("kind: note", "kind: poem")
    found = all_changes(with_topics(small=broken), NOW)
    assert [(one.rule, one.line) for one in found.faults] == [("choice", 1)]
    assert found.topics[0].changes == (Change(What.SETTING, "kind", "poem", "note"),)
    assert module.State(found.topics[0].state) is State.CHANGED
