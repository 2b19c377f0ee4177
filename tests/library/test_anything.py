"""Whatever stands in a file, it gives a node and a model, or one kind of error with a place."""

import json
from datetime import date
from functools import cache
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from ketacli.errors import ContentError, Problem
from ketacli.library import yaml_reader
from ketacli.library.folder import Folder
from ketacli.library.grounds import Grounds, ungrounded
from ketacli.library.loading import MODELS, OF_A_LANGUAGE, OF_THE_LIBRARY
from ketacli.library.pages import grounds
from ketacli.library.passages import passages
from ketacli.library.style import style_faults, topic_faults
from ketacli.library.validate import validate
from ketacli.library.yaml_reader import Mapping, Node, Scalar, Sequence, plain, read
from support.content import SMALL_TOPIC, TOPIC
from support.program import CONTENT

TODAY = date(2026, 11, 24)
SHIPPED = (CONTENT / TOPIC).read_bytes()
NASTY = (b"[", b"]", b"{", b"}", b"&a ", b"*a", b"!x ", b"%", b"---\n", b"...\n", b"|", b">", b"#")
NASTIER = (b"\0", b"\x1b[2J", b"\xff", b"\xc3", b"\r", b"\t", b"\n", b": ", b"- ", b"? ", b"<<: ")
TEXTS = (b'"', b"'", b"\\", b"\xe2\x80\xae", b"\xef\xbb\xbf", b"{x|", b"**", b"no", b"~", b"12:30")
Loose = dict[str, Any]


@cache
def rests_on() -> Grounds:
    return grounds(Folder(CONTENT), "en")


def judged(content: bytes, model: type[BaseModel] = MODELS["topic"]) -> tuple[Problem, ...]:
    """Everything that is done with a file before a reader sees it, and its problems."""
    try:
        node = read(content, "file.yaml")
        assert all_nodes_have_places(node)
        validate(model, node, "file.yaml")
    except ContentError as error:
        return error.problems or pytest.fail("an error without a problem")
    if model is not MODELS["topic"]:
        return tuple(style_faults(node, "file.yaml", rests_on().style))
    return (
        *ungrounded(node, "file.yaml", rests_on()),
        *style_faults(node, "file.yaml", rests_on().style),
        *topic_faults(node, "file.yaml", TODAY),
    )


def all_nodes_have_places(node: Node) -> bool:
    below: tuple[Node, ...]
    match node:
        case Scalar():
            below = ()
        case Sequence(items):
            below = items
        case Mapping(items):
            below = tuple(part for pair in items for part in pair)
    stands = node.place.line >= 1 and node.place.column >= 1
    return stands and all(map(all_nodes_have_places, below))


def assert_well_told(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        assert problem.rule
        assert problem.file == "file.yaml"
        assert problem.line >= 1 or problem.rule == "too-many"
        assert "Input should" not in problem.message, "these are pydantic's words, not ours"


@given(st.binary(max_size=400))
@settings(max_examples=150)
def test_any_bytes(content: bytes) -> None:
    assert_well_told(judged(content))


@given(st.lists(st.sampled_from(NASTY + NASTIER + TEXTS) | st.binary(max_size=3), max_size=40))
@settings(max_examples=150)
def test_any_pieces_of_yaml(pieces: list[bytes]) -> None:
    assert_well_told(judged(b"".join(pieces)))


def test_any_pieces_of_yaml_where_libyaml_is_not_built_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_reader, "_PARSER", yaml.SafeLoader)
    test_any_pieces_of_yaml()


edits = st.lists(
    st.tuples(
        st.integers(0, 30_000),
        st.integers(0, 40),
        st.sampled_from(NASTY + NASTIER + TEXTS) | st.binary(max_size=6),
    ),
    min_size=1,
    max_size=4,
)


@given(edits, st.booleans())
@settings(max_examples=100)
def test_any_mutation_of_a_topic(made: list[tuple[int, int, bytes]], shipped: bool) -> None:
    content = SHIPPED if shipped else SMALL_TOPIC.encode()
    for place, length, put in made:
        at = place % len(content) if content else 0
        content = content[:at] + put + content[at + length :]
    assert_well_told(judged(content))


@given(st.integers(0, len(SHIPPED)))
def test_any_beginning_of_a_topic(length: int) -> None:
    assert_well_told(judged(SHIPPED[:length]))


values = st.recursive(
    st.text(max_size=12) | st.sampled_from(["", "yes", "17", "2026-02-30", "ketamine", "{x}"]),
    lambda below: (
        st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=6), below, max_size=3)
    ),
    max_leaves=4,
)


def everywhere(loose: object) -> list[tuple[Any, Any]]:
    """Every place in nested dicts and lists: the container, and the key or index in it."""
    here: list[tuple[Any, Any]]
    match loose:
        case dict():
            here = [(loose, key) for key in loose]
        case list():
            here = [(loose, index) for index in range(len(loose))]
        case _:
            return []
    return here + [place for container, key in here for place in everywhere(container[key])]


def mutate(loose: object, draw: Any) -> None:
    """Take something away, put something else there, or call it something else."""
    places = everywhere(loose)
    container, key = places[draw(st.integers(0, len(places) - 1))]
    match draw(st.sampled_from(["remove", "replace", "rename"])):
        case "remove":
            del container[key]
        case "rename" if isinstance(container, dict):
            container[key + draw(st.text(max_size=2))] = container.pop(key)
        case _:
            container[key] = draw(values)


def sound(kind: str) -> bytes:
    if kind == "topic":
        return SHIPPED
    if kind in OF_THE_LIBRARY:
        return (CONTENT / f"{kind}.yaml").read_bytes()
    if kind in OF_A_LANGUAGE:
        return (CONTENT / "en" / f"{kind}.yaml").read_bytes()
    return b"clinic: {name: A, telephone: 1, terms: B}\nregion: uk\nshared_device: no"


@pytest.mark.parametrize("kind", MODELS)
@given(data=st.data())
@settings(max_examples=25)
def test_any_change_of_shape_in_any_kind_of_file(kind: str, data: st.DataObject) -> None:
    loose = plain(read(sound(kind), ""))
    for _ in range(data.draw(st.integers(1, 3))):
        if everywhere(loose):
            mutate(loose, data.draw)
    # JSON is YAML, but for what the reader refuses; that is for the tests above.
    written = json.dumps(loose, ensure_ascii=False).encode("utf-8", "replace")
    assert_well_told(judged(written, MODELS[kind]))


def test_passages_are_found_in_any_shape() -> None:
    assert [found.text for found in passages(read(b"a: {b: [c, {d: e}]}", ""))] == ["c", "e"]
