from collections.abc import Iterator
from copy import deepcopy
from json import dumps, loads
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacli.leaflet import Leaflet, Part, Role
from ketacli.leaflet_json import SCHEMA, from_json, parts_from_json, parts_to_json, to_json
from ketacli.text import Paragraph, Span
from support.any_leaflet import HOSTILE, LETTERS, MARKUP, leaflets, texts
from support.leaflets import golden_topics, pages

Json = dict[str, Any]
ANY_TEXT = st.text() | texts(*HOSTILE, *LETTERS, *MARKUP)
MAY_LACK = {"ground", "strong", "term"}
"""What is only written where it says something."""
JUNK: tuple[object, ...] = (None, True, 0, 7, 1.5, "", "junk", [], ["junk"], {}, {"junk": 1})


def _whole() -> Json:
    return to_json(golden_topics()["every-block"])


def _places(written: Any, *path: int | str) -> Iterator[tuple[int | str, ...]]:
    """The way to every value inside a leaflet's JSON."""
    yield path
    inside = written.items() if isinstance(written, dict) else enumerate(written)
    if isinstance(written, dict | list):
        for name, value in inside:
            yield from _places(value, *path, name)


def _parent(written: Any, path: tuple[int | str, ...]) -> Any:
    for name in path[:-1]:
        written = written[name]
    return written


@given(leaflets(ANY_TEXT))
def test_what_is_written_is_read_back_exactly(leaflet: Leaflet) -> None:
    assert from_json(to_json(leaflet)) == leaflet


@given(leaflets(ANY_TEXT))
def test_it_is_read_back_exactly_through_text_too(leaflet: Leaflet) -> None:
    assert from_json(loads(dumps(to_json(leaflet)))) == leaflet


@given(leaflets(ANY_TEXT))
def test_two_leaflets_that_differ_are_written_differently(leaflet: Leaflet) -> None:
    other = leaflet._replace(parts=(*leaflet.parts, Part(Role.LIST, "", "", ())))
    assert to_json(other) != to_json(leaflet)


@pytest.mark.parametrize("name", sorted(pages()))
def test_every_shipped_page_is_read_back_exactly(name: str) -> None:
    page = pages()[name]
    assert from_json(loads(dumps(to_json(page)))) == page


@given(leaflets(ANY_TEXT))
def test_parts_are_read_back_without_their_leaflet(leaflet: Leaflet) -> None:
    assert parts_from_json(loads(dumps(parts_to_json(leaflet.parts)))) == leaflet.parts


def test_a_piece_without_manner_is_written_as_a_string() -> None:
    line = (Span("a"), Span("b", strong=True), Span("c", term="d"))
    part = Part(Role.LIST, "id", "Part", (Paragraph(line),))
    assert to_json(Leaflet("id", "en", "Title", (part,)))["parts"][0]["blocks"] == [
        {
            "block": "paragraph",
            "line": ["a", {"text": "b", "strong": True}, {"text": "c", "term": "d"}],
        }
    ]


@pytest.mark.parametrize(
    "schema", ["", "ketacli-leaflet", "ketacli-leaflet/0", "ketacli-leaflet/2", 1, None, [], {}]
)
def test_another_version_is_refused(schema: object) -> None:
    with pytest.raises(ValueError, match="version"):
        from_json({**_whole(), "schema": schema})


def test_the_version_is_part_of_what_is_written() -> None:
    assert _whole()["schema"] == SCHEMA


@pytest.mark.parametrize("junk", JUNK, ids=repr)
def test_what_is_no_leaflet_is_refused(junk: Any) -> None:
    with pytest.raises(ValueError, match="leaflet"):
        from_json(junk)


def test_a_leaflet_that_lacks_anything_is_refused() -> None:
    whole = _whole()
    for path in _places(whole):
        if not path or not isinstance(path[-1], str) or path[-1] in MAY_LACK:
            continue
        damaged = deepcopy(whole)
        del _parent(damaged, path)[path[-1]]
        with pytest.raises(ValueError, match=r"leaflet|block"):
            from_json(damaged)


@given(st.data())
def test_damage_of_any_kind_is_refused_or_read_and_nothing_else(data: st.DataObject) -> None:
    damaged = _whole()
    for _ in range(data.draw(st.integers(1, 3))):
        places = [path for path in _places(damaged) if path]
        path = data.draw(st.sampled_from(places))
        _parent(damaged, path)[path[-1]] = data.draw(st.sampled_from(JUNK))
    try:
        read = from_json(damaged)
    except ValueError:
        return
    assert isinstance(read, Leaflet)


@pytest.mark.parametrize("name", ["role", "kind", "still", "block"])
@pytest.mark.parametrize("junk", JUNK, ids=repr)
def test_a_word_that_is_not_in_its_list_is_refused(name: str, junk: object) -> None:
    whole = _whole()
    for path in [path for path in _places(whole) if path and path[-1] == name]:
        damaged = deepcopy(whole)
        _parent(damaged, path)[name] = junk
        with pytest.raises(ValueError, match="."):
            from_json(damaged)
