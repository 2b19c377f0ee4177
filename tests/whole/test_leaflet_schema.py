from json import loads
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ketacli.leaflet import Leaflet, Role
from ketacli.leaflet_json import SCHEMA, from_json, to_json
from ketacli.text import Block, Evidence, Still
from support.damage import JUNK, at, places, put, without
from support.leaflets import golden_topics, pages
from support.program import ROOT

PUBLISHED: dict[str, Any] = loads((ROOT / "docs" / "schema" / "leaflet.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(PUBLISHED)
MAY_LACK = {"ground", "strong", "term"}
OF_ANOTHER_TYPE: dict[type, tuple[object, ...]] = {
    str: (None, 7, []),
    list: (None, "junk", {}),
    dict: (None, 7, []),
    bool: (None, 7, "yes"),
    int: (None, "3", 1.5, -1, []),
}


def _whole() -> Any:
    """A short leaflet with one block of each kind: damage is judged some thousand times."""
    parts = to_json(golden_topics()["every-block"])["parts"]
    found = {
        (block["block"], "ground" in block, block.get("numbered")): block
        for part in parts
        for block in part["blocks"]
    }
    blocks = [
        {**block, "items": block["items"][:2]} if "items" in block else block
        for block in found.values()
    ]
    leaflet = to_json(golden_topics()["every-block"])
    return {**leaflet, "parts": [{**parts[0], "blocks": blocks}]}


def test_the_published_schema_is_a_schema_of_its_draft() -> None:
    assert PUBLISHED["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(PUBLISHED)


def test_every_object_in_it_allows_its_own_names_and_no_others() -> None:
    found = [at(PUBLISHED, place) for place in places(PUBLISHED)]
    objects = [one for one in found if isinstance(one, dict) and {"type", "properties"} <= set(one)]
    assert objects
    for one in (PUBLISHED, *objects):
        assert one["additionalProperties"] is False
        assert set(one["required"]) <= set(one["properties"])
        assert set(one["properties"]) - set(one["required"]) <= MAY_LACK


def test_every_word_that_the_program_chooses_from_a_list_is_in_it() -> None:
    defined = PUBLISHED["$defs"]
    assert PUBLISHED["properties"]["schema"]["const"] == SCHEMA
    assert defined["part"]["properties"]["role"]["enum"] == [role.value for role in Role]
    assert defined["ground"]["properties"]["kind"]["enum"] == [kind.value for kind in Evidence]
    assert defined["picture"]["properties"]["still"]["enum"] == [still.value for still in Still]
    names = {kind.__name__.lower() for kind in get_args(Block)}
    assert {found["$ref"].rpartition("/")[2] for found in defined["block"]["oneOf"]} == names


@pytest.mark.parametrize("name", sorted(pages()))
def test_every_shipped_page_follows_it(name: str) -> None:
    VALIDATOR.validate(to_json(pages()[name]))


@pytest.mark.parametrize("name", sorted(golden_topics()))
def test_every_part_of_a_topic_follows_it(name: str) -> None:
    leaflet = golden_topics()[name]
    selections: list[Leaflet] = [
        leaflet,
        leaflet.for_region("uk"),
        leaflet.picture_left_out(),
        leaflet.sources_left_out(),
        *map(leaflet.only, leaflet.section_ids()),
    ]
    for selection in selections:
        VALIDATOR.validate(to_json(selection))


def test_a_leaflet_that_lacks_anything_does_not_follow_it() -> None:
    whole = _whole()
    for place in places(whole):
        if isinstance(place[-1], str) and place[-1] not in MAY_LACK:
            assert not VALIDATOR.is_valid(without(whole, place)), place


def test_a_leaflet_with_anything_more_does_not_follow_it() -> None:
    whole = _whole()
    for place in [(), *places(whole)]:
        if isinstance(at(whole, place), dict):
            assert not VALIDATOR.is_valid(put(whole, (*place, "more"), 1)), place


def test_a_leaflet_with_anything_of_another_type_does_not_follow_it() -> None:
    whole = _whole()
    for place in places(whole):
        for junk in OF_ANOTHER_TYPE[type(at(whole, place))]:
            assert not VALIDATOR.is_valid(put(whole, place, junk)), (place, junk)


@pytest.mark.parametrize(
    ("name", "junk"),
    [
        ("schema", "ketacli-leaflet/2"),
        ("language", "English"),
        ("people", 101),
        ("role", "advert"),
        ("kind", "hearsay"),
        ("still", "avalanche"),
        ("block", "html"),
        ("title", ""),
        ("blocks", []),
        ("answers", []),
        ("groups", []),
        ("line", []),
        ("sources", [0]),
        ("sources", [3, 3]),
    ],
)
def test_a_value_that_no_leaflet_has_does_not_follow_it(name: str, junk: object) -> None:
    whole = _whole()
    found = [place for place in places(whole) if place[-1] == name]
    assert found
    for place in found:
        assert not VALIDATOR.is_valid(put(whole, place, junk)), place


def test_a_numbered_entry_is_known_by_a_number() -> None:
    whole = _whole()
    for place in places(whole):
        if place[-1] == "numbered":
            named = put(whole, (*place[:-1], "items", 0, "id"), "a-name")
            assert VALIDATOR.is_valid(named) != at(whole, place)


@given(st.data())
def test_what_follows_it_is_read_back_exactly(data: st.DataObject) -> None:
    damaged = _whole()
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.sampled_from(list(places(damaged))))
        damaged = put(damaged, place, data.draw(st.sampled_from(JUNK)))
    if VALIDATOR.is_valid(damaged):
        assert to_json(from_json(damaged)) == damaged
