from json import dumps, loads
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketacli.leaflet import Leaflet, Part, Role
from ketacli.leaflet_json import SCHEMA, from_json, parts_from_json, parts_to_json, to_json
from ketacli.text import Paragraph, Span
from support.any_leaflet import HOSTILE, LETTERS, MARKUP, leaflets, texts
from support.damage import JUNK, places, put, without
from support.leaflets import golden_topics, pages

Json = dict[str, Any]
ANY_TEXT = st.text() | texts(*HOSTILE, *LETTERS, *MARKUP)
MAY_LACK = {"ground", "strong", "term"}
"""What is only written where it says something."""


def _whole() -> Json:
    return to_json(golden_topics()["every-block"])


@given(leaflets(ANY_TEXT))
def test_what_is_written_is_read_back_exactly(leaflet: Leaflet) -> None:
    written = to_json(leaflet)
    assert from_json(written) == leaflet
    assert from_json(loads(dumps(written))) == leaflet


@settings(max_examples=20)
@given(leaflets(ANY_TEXT))
def test_two_leaflets_that_differ_are_written_differently(leaflet: Leaflet) -> None:
    other = leaflet._replace(parts=(*leaflet.parts, Part(Role.LIST, "", "", ())))
    assert to_json(other) != to_json(leaflet)


@pytest.mark.parametrize("name", sorted(pages()))
def test_every_shipped_page_is_read_back_exactly(name: str) -> None:
    page = pages()[name]
    assert from_json(loads(dumps(to_json(page)))) == page


@settings(max_examples=20)
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
    for place in places(whole):
        if isinstance(place[-1], str) and place[-1] not in MAY_LACK:
            with pytest.raises(ValueError, match=r"leaflet|block"):
                from_json(without(whole, place))


@given(st.data())
def test_damage_of_any_kind_is_refused_or_read_and_nothing_else(data: st.DataObject) -> None:
    damaged = _whole()
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.sampled_from(list(places(damaged))))
        damaged = put(damaged, place, data.draw(st.sampled_from(JUNK)))
    try:
        read = from_json(damaged)
    except ValueError:
        return
    assert isinstance(read, Leaflet)


@pytest.mark.parametrize("name", ["role", "kind", "still", "block"])
@pytest.mark.parametrize("junk", JUNK, ids=repr)
def test_a_word_that_is_not_in_its_list_is_refused(name: str, junk: object) -> None:
    whole = _whole()
    found = [place for place in places(whole) if place[-1] == name]
    assert found
    for place in found:
        with pytest.raises(ValueError, match=r"leaflet|block|not a valid"):
            from_json(put(whole, place, junk))
