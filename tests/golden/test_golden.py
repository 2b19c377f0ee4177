from pathlib import Path
from typing import get_args

import pytest

from ketacli.leaflet import Role
from ketacli.render import Format
from ketacli.text import Block, Evidence, Picture, Still, paragraphs
from support.leaflets import GOLDEN, drawn, golden_topics

TOPICS = sorted(file.stem for file in GOLDEN.glob("library/*.yaml"))
ENDINGS = {Format.MARKDOWN: "md", Format.JSON: "json", Format.HTML: "html"}


def _golden(format_: Format, topic: str) -> Path:
    return GOLDEN / format_.value / f"{topic}.{ENDINGS.get(format_, 'txt')}"


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("format_", Format)
def test_a_leaflet_is_printed_as_its_golden_file_has_it(
    format_: Format, topic: str, *, update_golden: bool
) -> None:
    file = _golden(format_, topic)
    printed = drawn(golden_topics()[topic], format_)
    if update_golden:
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(printed.encode())
    assert file.exists(), f"no golden file yet: run pytest --update-golden and read {file}"
    assert printed == file.read_bytes().decode()


def test_no_golden_file_is_left_from_a_format_or_a_topic_that_is_gone() -> None:
    expected = {_golden(format_, topic) for format_ in Format for topic in TOPICS}
    found = {file for file in GOLDEN.glob("*/*") if file.parent.name != "library"}
    assert {file for file in found if "__pycache__" not in file.parts} == expected


def test_the_golden_topics_hold_every_kind_of_block_part_evidence_and_drawing() -> None:
    parts = [part for leaflet in golden_topics().values() for part in leaflet.parts]
    blocks = [block for part in parts for block in part.blocks]
    grounds = {found.ground.kind for b in blocks for found in paragraphs(b) if found.ground}
    assert {type(block) for block in blocks} == set(get_args(Block))
    # A list is no topic; the golden library is in date, in its own words, and nobody signed it.
    elsewhere = {Role.LIST, Role.OVERDUE, Role.TRANSLATION, Role.SIGNED}
    assert {part.role for part in parts} == set(Role) - elsewhere
    assert grounds == set(Evidence)
    assert {block.still for block in blocks if isinstance(block, Picture)} == set(Still)
