"""The newest revision whose words have a code."""

import pytest

from ketacli.disclaimer import Disclaimer
from ketacli.library.code_search import Search, Words, is_code
from ketacli.library.folder import Folder
from ketacli.library.old_files import disclaimer
from ketacli.library.words_rated import words_rated
from ketacli.library.yaml_reader import read
from ketacli.site import Clinic
from support.changing import BASE, Past, state, turned, with_topics
from support.content import SMALL_TOPIC
from support.program import CONTENT

OTHER = turned("One", "A")
OLD = BASE | {"en/disclaimer.yaml": b"title: Old words\n"}
PAST = Past(
    with_topics(small=OTHER, more=SMALL_TOPIC.replace("One", "No")) | {"en/topics/x.yaml": b"[\n"},
    with_topics(small=SMALL_TOPIC),
    with_topics(small=SMALL_TOPIC) | OLD,
    {"en/topics/small.yaml": OTHER.encode()},
)


def code(text: str) -> str:
    return words_rated(read(text.encode(), "a"), "en")


def find(asked: str, topic: str = "") -> tuple[Words, ...]:
    return Search(Folder(CONTENT), PAST, ("en",)).find(asked, topic, Clinic())


def number(words: Words) -> int:
    return int(words.revision, 16)


def words_of(files: dict[str, bytes]) -> Disclaimer:
    return disclaimer(state(files), "en", Clinic()).disclaimer


@pytest.mark.parametrize(("text", "revision"), [(OTHER, 0), (SMALL_TOPIC, 1)])
@pytest.mark.parametrize("digits", [6, 12, 20])
def test_the_words_of_a_topic_are_found_by_their_code(
    text: str, revision: int, digits: int
) -> None:
    (found,) = find(code(text)[:digits].upper())
    assert (number(found), found.topic, found.language) == (revision, "small", "en")
    assert found.code == code(text)


def test_only_the_topic_that_is_asked_for_is_looked_at() -> None:
    assert find(code(OTHER), "small")
    assert find(code(OTHER), "more") == ()


def test_a_start_of_several_codes_gives_them_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "ketacli.library.code_search.words_rated", lambda node, _: f"abcdef{_len(node)}"
    )
    assert [one.topic for one in find("abcdef")] == ["more", "small", "small"]


def _len(node: object) -> int:
    return len(repr(node))


def test_a_disclaimer_is_found_by_its_code() -> None:
    (new,), (old,) = (find(words_of(files).code.lower()) for files in (BASE, OLD))
    assert (number(new), new.topic) == (0, "")
    assert (number(old), old.code) == (2, words_of(OLD).code)
    assert find(words_of(OLD).code.replace("-", "")) == (old,)


def test_what_nobody_wrote_is_not_found() -> None:
    assert find("0000000") == find("0000-0000-0000-0000") == ()


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        *(("abcdef", True), ("ABCDEF0", True), ("a" * 20, True)),
        *(("abcde", False), ("a" * 21, False), ("abcdeg", False)),
        *(("K7QF-2M9D-XW3B-5T0A", True), ("k7qf2m9dxw3b5t0a", True), ("K7QF-2M9D-XW3B", False)),
        ("U7QF-2M9D-XW3B-5T0A", False),
    ],
)
def test_a_code_has_a_shape(text: str, is_one: bool) -> None:
    assert is_code(text) is is_one
