"""The page of standards says which items a program decides, and shows ratings that are sound."""

import re

import pytest
import yaml

from ketacli.library.schema_ratings import RatingsModel, Standard
from ketacli.library.standards.instruments import BY_A_HUMAN, instrument
from support.program import ROOT

PAGE = (ROOT / "docs" / "standards.md").read_text(encoding="utf-8")
NUMBER = re.compile(r"\b\d+(?:\.[A-Z\d]+)*\b")


def row(standard: Standard) -> list[str]:
    (found,) = re.findall(rf"^\| `{standard}` \| (.*) \|$", PAGE, re.MULTILINE)
    return str(found).split(" | ")


def numbers(text: str) -> set[str]:
    """Every number in a text; `16 to 18` is three."""
    spans = [range(int(a), int(b) + 1) for a, b in re.findall(r"\b(\d+) to (\d+)\b", text)]
    return {*NUMBER.findall(text), *(str(number) for span in spans for number in span)}


@pytest.mark.parametrize("standard", Standard)
def test_what_a_program_decides_is_told_item_by_item(standard: Standard) -> None:
    items = instrument(standard).by_number().values()
    decided = {item.number for item in items if item.decided_by != BY_A_HUMAN}
    assert numbers(row(standard)[1]) == decided


@pytest.mark.parametrize("standard", Standard)
def test_how_many_items_there_are_is_told(standard: Standard) -> None:
    parts = [len(part.items) for part in instrument(standard).parts]
    told = numbers("".join(row(standard)))
    assert str(sum(parts)) in told or {str(part) for part in parts} <= told


def test_the_bar_of_the_index_is_told() -> None:
    assert f"{instrument(Standard.CCI).bar} is the bar" in row(Standard.CCI)[2]


def test_the_ratings_that_it_shows_are_sound() -> None:
    (block,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    (sitting,) = RatingsModel.model_validate(yaml.load(block, yaml.BaseLoader)).ratings
    table = instrument(sitting.standard).by_number()
    assert all(mark in table[number].marks for number, mark in sitting.items.items())


def test_what_could_not_be_looked_up_is_told() -> None:
    assert "the 28 quality criteria of IPDASi are left out" in PAGE
    assert "`E` and `B` with a number are ours" in PAGE
