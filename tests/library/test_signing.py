"""Which words a sign-off is about: any other word is noticed, and no other layout is."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ketacli.errors import NotFoundError
from ketacli.library import inline, signing
from ketacli.library.folder import Folder
from ketacli.library.passages import passages
from ketacli.library.schema_house import TermModel
from ketacli.library.yaml_reader import Mapping, Node, Place, Scalar, Sequence, read
from support.content import SMALL_TOPIC, small_library
from support.program import CONTENT
from support.signing import OTHER, WISH, signed

TOPICS = sorted(CONTENT.glob("*/topics/*.yaml"))
HERE = Place(1, 1)
NO_WORDS = ("last_checked", "next_review", "translation")
ALL_TOPICS = pytest.mark.parametrize(
    "file", TOPICS, ids=[f"{file.parts[-3]}-{file.stem}" for file in TOPICS]
)
Steps = tuple[str | int, ...]


class Topic(NamedTuple):
    """A shipped topic as its file says it."""

    language: str
    says: dict[str, Any]
    texts: tuple[Steps, ...]
    """Where each text of it is."""
    code: str


def loaded(text: bytes | str) -> Any:
    return yaml.load(text, yaml.CBaseLoader)


@cache
def terms(language: str) -> dict[str, TermModel]:
    found = loaded((CONTENT / language / "glossary.yaml").read_bytes())
    return {term["id"]: TermModel.model_validate(term) for term in found["terms"]}


@cache
def topic(file: Path) -> Topic:
    says, language = loaded(file.read_bytes()), file.parts[-3]
    texts = tuple(path for path in texts_of(says) if path[0] not in NO_WORDS)
    node = read(file.read_bytes(), file.name)
    return Topic(language, says, texts, signing.words_signed(node, language, terms(language)))


def texts_of(value: Any, path: Steps = ()) -> Iterator[Steps]:
    if isinstance(value, str):
        yield path
    pairs: Any = enumerate(value) if isinstance(value, list) else ()
    for step, below in value.items() if isinstance(value, dict) else pairs:
        yield from texts_of(below, (*path, step))


def text_at(value: Any, path: Steps) -> str:
    for step in path:
        value = value[step]
    return str(value)


def node_of(value: Any, path: Steps | None = None, text: str = "") -> Node:
    """What a file says as nodes, with another text in one place."""
    if path == ():
        return Scalar(text, HERE)
    if isinstance(value, str):
        return Scalar(value, HERE)
    first, rest = (path[0], path[1:]) if path else (None, None)

    def below(step: str | int, item: Any) -> Node:
        return node_of(item, rest if step == first else None, text)

    if isinstance(value, list):
        return Sequence(tuple(below(step, item) for step, item in enumerate(value)), HERE)
    pairs = ((Scalar(name, HERE), below(name, item)) for name, item in value.items())
    return Mapping(tuple(pairs), HERE)


def code_with(file: Path, path: Steps, text: str) -> str:
    found = topic(file)
    node = node_of(found.says, path, text)
    return signing.words_signed(node, found.language, terms(found.language))


def test_every_topic_of_every_language_that_ships_has_words_to_change() -> None:
    languages = {topic(file).language for file in TOPICS}
    assert languages == {folder.name for folder in CONTENT.iterdir() if folder.is_dir()}
    assert all(len(topic(file).texts) > 100 for file in TOPICS)


@ALL_TOPICS
@settings(max_examples=40)
@given(data=st.data())
def test_a_change_of_any_word_of_any_topic_is_noticed(file: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(topic(file).texts))
    before = text_at(topic(file).says, path)
    words = [*re.finditer(r"\w+", before)]
    start, end = data.draw(st.sampled_from(words)).span() if words else (0, 0)
    # Where words are not set apart by blanks, a letter is as much as a word.
    start = data.draw(st.sampled_from([start, max(start, end - 1)]))
    word = data.draw(st.sampled_from(["", "x", "not", f"{before[start:end]}s", "不"]))
    after = f"{before[:start]}{word}{before[end:]}"
    assert (code_with(file, path, after) != topic(file).code) is (after != before)


def restyled(says: Any, draw: Any) -> str:
    """The same words in another layout, in another order of names, with comments and other days."""
    days = dict.fromkeys(("last_checked", "next_review"), "2027-02-03")
    flow = draw(st.booleans())
    text = yaml.dump(
        {name: days.get(name, says[name]) for name in draw(st.permutations(sorted(says)))},
        Dumper=yaml.CSafeDumper,
        allow_unicode=True,
        default_style=draw(st.sampled_from([None, '"', "'"])),
        default_flow_style=flow,
        width=draw(st.integers(20, 200)),
        sort_keys=draw(st.booleans()),
    )
    return text if flow else re.sub(r"^(?=\w+:)", "\n# A comment.\n", text, flags=re.MULTILINE)


@ALL_TOPICS
@settings(max_examples=6)
@given(data=st.data())
def test_comments_layout_order_and_days_are_no_words(file: Path, data: st.DataObject) -> None:
    found = topic(file)
    text = restyled(found.says, data.draw)
    assert loaded(text).keys() == found.says.keys()
    node = read(text.encode(), file.name)
    assert signing.words_signed(node, found.language, terms(found.language)) == found.code


@ALL_TOPICS
def test_the_meaning_of_a_word_counts_where_the_topic_explains_it(file: Path) -> None:
    found, known = topic(file), terms(topic(file).language)
    node = node_of(found.says)
    used = {term for passage in passages(node) for term in inline.terms_in(passage.text)}
    assert used

    def code(names: set[str]) -> str:
        """With other meanings of some words."""
        other = {name: {"meaning": f"{known[name].meaning} Indeed."} for name in names}
        changed = {name: known[name].model_copy(update=other.get(name, {})) for name in known}
        return signing.words_signed(node, found.language, changed)

    assert code(set(known) - used) == found.code
    codes = {code({name}) for name in sorted(used)[:4]}
    assert len({found.code, *codes}) == 1 + min(4, len(used))
    respelt = {name: term.model_copy(update={"also": ("x",)}) for name, term in known.items()}
    assert signing.words_signed(node, found.language, respelt) == found.code


def test_each_language_has_words_of_its_own() -> None:
    node = read(SMALL_TOPIC.encode(), "a topic")
    assert signing.words_signed(node, "en", {}) != signing.words_signed(node, "es", {})


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path)


def test_the_words_of_a_topic_are_known_by_its_name(library: Path) -> None:
    folder = Folder(library)
    node = read(SMALL_TOPIC.encode(), "small.yaml")
    assert signing.words_of(folder, "small", "en", {}) == signing.words_signed(node, "en", {})
    with pytest.raises(NotFoundError):
        signing.words_of(folder, "none", "en", {})


def test_a_file_that_cannot_be_read_signs_nothing(library: Path) -> None:
    file = library / signing.FILE
    assert signing.sign_offs(Folder(library)) == ()
    signed(library)
    assert len(signing.sign_offs(Folder(library))) == 1
    file.write_text(f"{file.read_text('utf-8')}more: 1\n", encoding="utf-8")
    assert signing.sign_offs(Folder(library)) == ()
    file.unlink()
    file.mkdir()
    assert signing.sign_offs(Folder(library)) == ()


def test_of_several_the_one_that_ends_first_counts(library: Path) -> None:
    one = signed(library).entry
    other = one.model_copy(update={"by": OTHER.by, "next_review": date(2027, 1, 1)})
    other = other.model_copy(update={"seal": signing.seal(other)})
    asked = (WISH.topic, WISH.language, one.words)
    assert signing.counting((one, other), *asked) == other
    assert signing.counting((one,), *asked) == one
    assert signing.counting((one,), "small", "en", "0" * 20) is None
    assert signing.counting((one,), "small", "es", one.words) is None
    edited = other.model_copy(update={"role": "Somebody else"})
    assert signing.counting((one, edited), *asked) == one


def test_the_message_has_a_line_for_each_thing_said(library: Path) -> None:
    one = signed(library).entry
    broken = one.model_copy(update={"by": "A.\nTester"})
    assert signing.message(broken) == signing.message(one.model_copy(update={"by": "A. Tester"}))
    assert signing.message(one).splitlines() == [
        *("ketacli sign-off 1", "small", "en", "A. Tester", "Psychiatrist"),
        *("2026-11-24", "2027-05-01", one.words),
    ]


def test_a_topic_is_reviewed_by_the_earlier_day(library: Path) -> None:
    one = signed(library).entry
    assert signing.review_by(None, date(2030, 1, 1)) == date(2030, 1, 1)
    assert signing.review_by(one, date(2030, 1, 1)) == one.next_review
    assert signing.review_by(one, date(2027, 1, 1)) == date(2027, 1, 1)
