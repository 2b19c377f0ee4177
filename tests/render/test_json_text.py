from json import loads

import pytest

from ketacli.leaflet_json import from_json, to_json
from ketacli.render import Format
from support.leaflets import drawn, golden_topics, pages


@pytest.mark.parametrize("name", sorted(pages()))
def test_another_program_reads_back_the_whole_leaflet(name: str) -> None:
    page = pages()[name]
    assert from_json(loads(drawn(page, Format.JSON))) == page


def test_it_is_ascii_without_a_control_character_whatever_the_letters() -> None:
    for page in golden_topics().values():
        printed = drawn(page, Format.JSON)
        assert printed.isascii()
        assert printed.replace("\n", "").isprintable()
        assert printed.endswith("}\n")
        assert loads(printed) == to_json(page)
