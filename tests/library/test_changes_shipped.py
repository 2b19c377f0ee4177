"""Any word of any topic that ships counts, and nothing else does."""

import json
import random
import re
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from ketacli.library.changes import State, TopicChanges, changes
from ketacli.library.differences import Change
from ketacli.library.passages import passages
from ketacli.library.yaml_reader import Node, Place, plain, read
from ketacli.site import Clinic
from support.changing import state
from support.program import CONTENT

TOPICS = sorted(CONTENT.glob("*/topics/*.yaml"))
EACH = pytest.mark.parametrize("topic", TOPICS, ids=lambda file: f"{file.parts[-3]}-{file.stem}")
WORD = re.compile(r"[\u4e00-\u9fff]|[^\W\d_]{3,}")
_A_TIME = settings(max_examples=2, phases=[Phase.generate])


def between(topic: Path, then: str, now: str) -> TopicChanges:
    language = topic.parts[-3]
    name = f"{language}/topics/{topic.name}"
    shared = {
        file: (CONTENT / file).read_bytes()
        for file in (f"{language}/{one}.yaml" for one in ("disclaimer", "labels", "style"))
    }
    old, new = (state(shared | {name: text.encode()}) for text in (then, now))
    return changes(old, new, language, topic.stem, Clinic()).topics[0]


def some_word(text: str, data: st.DataObject) -> tuple[int, int]:
    """Where a word of the text starts and ends, outside the ids of glossary words."""
    found = data.draw(st.sampled_from([p for p in passages(node(text)) if WORD.search(p.text)]))
    word = data.draw(
        st.sampled_from(WORD.findall(re.sub(r"\{[^|}]*\|?", " ", found.text)) or ["?"])
    )
    start = _offset(text, found.scalar.place)
    at = re.compile(rf"(?<![\w{{]){re.escape(word)}(?!\w)(?![^{{}}]*\|)").search(text, start)
    if word.isascii() and at:
        return at.span()
    place = text.find(word, start)
    return (place, place + len(word)) if place >= 0 else (-1, -1)


def node(text: str) -> Node:
    return read(text.encode(), "topic.yaml")


def _offset(text: str, place: Place) -> int:
    lines = text.splitlines(keepends=True)
    return sum(map(len, lines[: place.line - 1])) + place.column - 1


def named(found: TopicChanges, word: str) -> list[Change]:
    return [one for one in found.changes if word in one.now or word in one.then]


@EACH
@_A_TIME
@given(st.data())
def test_any_word_that_is_another_one_names_its_sentence(topic: Path, data: st.DataObject) -> None:
    text = topic.read_text(encoding="utf-8")
    start, end = some_word(text, data)
    if start < 0:
        return
    new = "新" if "\u4e00" <= text[start] <= "\u9fff" else f"{text[start:end]}zz"
    found = between(topic, text, f"{text[:start]}{new}{text[end:]}")
    assert found.state is State.CHANGED
    assert found.code_then != found.code_now
    assert named(found, new)
    assert len(found.changes) == 1


@EACH
@_A_TIME
@given(st.data())
def test_any_word_that_goes_names_its_sentence(topic: Path, data: st.DataObject) -> None:
    text = topic.read_text(encoding="utf-8")
    start, end = some_word(text, data)
    if start < 0:
        return
    found = between(topic, text, text[:start] + text[end:].removeprefix(" "))
    assert found.state in {State.CHANGED, State.UNREADABLE}
    assert named(found, text[start:end]) or found.state is State.UNREADABLE
    assert len(found.changes) <= 2


@EACH
@_A_TIME
@given(st.data())
def test_any_word_that_comes_names_its_sentence(topic: Path, data: st.DataObject) -> None:
    text = topic.read_text(encoding="utf-8")
    start, end = some_word(text, data)
    if start < 0:
        return
    new = "新" if "\u4e00" <= text[start] <= "\u9fff" else " zzz"
    found = between(topic, text, text[:end] + new + text[end:])
    assert named(found, new.strip())
    assert len(found.changes) == 1


@EACH
@_A_TIME
@given(st.randoms(use_true_random=False))
def test_comments_layout_order_of_names_and_quotes_do_not_count(
    topic: Path, chance: random.Random
) -> None:
    text = topic.read_text(encoding="utf-8")
    shuffled = _shuffled(plain(node(text)), chance)
    other = json.dumps(shuffled, ensure_ascii=False, indent=chance.choice([None, 1, 4]))
    assert other != text
    lines = text.splitlines(keepends=True)
    lines.insert(chance.randrange(2), f"# {chance.random()}\n\n")
    for now in (other, "".join(lines)):
        found = between(topic, text, now)
        assert (found.state, found.changes, found.claims) == (State.SAME, (), ())


def _shuffled(value: object, chance: random.Random) -> object:
    match value:
        case dict():
            names = sorted(value)
            chance.shuffle(names)
            return {name: _shuffled(value[name], chance) for name in names}
        case list():
            return [_shuffled(entry, chance) for entry in value]
        case _:
            return value
