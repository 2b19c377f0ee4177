"""The digest of the words: each word counts, and nothing else does."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacli.library.passages import passages
from ketacli.library.schema_types import WORDS_DIGITS
from ketacli.library.words_rated import words_rated
from ketacli.library.yaml_reader import read
from support.content import SMALL_TOPIC
from support.program import CONTENT

TOPICS = sorted(CONTENT.glob("*/topics/*.yaml"))


def digest(text: str, language: str = "en") -> str:
    return words_rated(read(text.encode(), "topic.yaml"), language)


def test_it_is_as_long_as_the_file_of_ratings_wants_it() -> None:
    assert re.fullmatch(f"[0-9a-f]{{{WORDS_DIGITS}}}", digest(SMALL_TOPIC))


@given(st.sampled_from(TOPICS), st.data())
def test_any_other_word_is_another_digest(topic: Path, data: st.DataObject) -> None:
    text = topic.read_text(encoding="utf-8")
    found = data.draw(st.sampled_from(list(passages(read(text.encode(), "topic.yaml")))))
    word = data.draw(st.sampled_from(re.findall(r"[A-Za-z]{4,}", found.text) or ["?"]))
    lines = text.splitlines(keepends=True)
    at = next(
        (
            number
            for number in range(found.scalar.place.line - 1, len(lines))
            if word in lines[number]
        ),
        None,
    )
    if at is None:
        return
    lines[at] = lines[at].replace(word, f"{word}x", 1)
    assert digest("".join(lines)) != digest(text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("One sentence.", "One sentence"),
        ("kind: note", "kind: guide"),
        ("  - Why this is short.\n", "  - Why this is short.\n  - And what is not.\n"),
        (
            "main_message: Nothing much is said here.",
            "main_message: {text: Nothing much is said here., evidence: trial, sources: [a]}",
        ),
    ],
)
def test_words_kinds_and_sources_count(old: str, new: str) -> None:
    assert old in SMALL_TOPIC
    assert digest(SMALL_TOPIC.replace(old, new)) != digest(SMALL_TOPIC)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: A small topic", "# A comment.\ntitle: A small topic  # another"),
        ("title: A small topic", 'title: "A small\n  topic"'),
        ("      - One sentence.", "      - >-\n        One\n        sentence."),
        ("last_checked: 2026-01-01", "last_checked: 2026-05-05"),
        ("next_review: 2999-01-01", "next_review: 2999-05-05"),
        ("kind: note\ntitle: A small topic\n", "title: A small topic\nkind: note\n"),
    ],
)
def test_comments_layout_order_of_names_and_days_do_not_count(old: str, new: str) -> None:
    assert old in SMALL_TOPIC
    assert digest(SMALL_TOPIC.replace(old, new)) == digest(SMALL_TOPIC)


def test_the_same_letters_in_another_form_are_the_same_words() -> None:
    one, other = (SMALL_TOPIC.replace("short", word) for word in ("caf\u00e9", "cafe\u0301"))
    assert digest(one) == digest(other)


def test_another_language_is_another_digest() -> None:
    assert digest(SMALL_TOPIC, "en") != digest(SMALL_TOPIC, "es")


def test_the_order_of_entries_counts() -> None:
    two = "  - Why this is short.\n  - How it is.\n"
    turned = "  - How it is.\n  - Why this is short.\n"
    one = SMALL_TOPIC.replace("  - Why this is short.\n", two)
    assert digest(one) != digest(one.replace(two, turned))
