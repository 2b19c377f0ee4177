"""The tables: each standard has its items, by its numbers, each decided by a check or a human."""

from collections import Counter

import pytest

from ketacli.library.schema import TopicModel
from ketacli.library.schema_house import LibraryModel
from ketacli.library.schema_ratings import Mark, Standard
from ketacli.library.standards.checks import CHECKS
from ketacli.library.standards.instruments import (
    BY_A_HUMAN,
    InstrumentModel,
    ItemModel,
    Scoring,
    instrument,
)

HOW_MANY = {
    Standard.PEMAT: (17, 7),
    Standard.CCI: (11, 3, 3, 3),
    Standard.DISCERN: (8, 7, 1),
    Standard.IPDAS: (6, 10),
    Standard.NHS: (11, 6, 2, 5, 5, 6),
    Standard.JAMA: (4,),
}


def numbers(standard: Standard) -> list[str]:
    return [item.number for part in instrument(standard).parts for item in part.items]


def upto(last: int) -> list[str]:
    return [str(number) for number in range(1, last + 1)]


@pytest.mark.parametrize("standard", Standard)
def test_each_standard_has_as_many_items_as_was_looked_up(standard: Standard) -> None:
    assert tuple(len(part.items) for part in instrument(standard).parts) == HOW_MANY[standard]
    assert instrument(standard).id is standard


def test_the_items_have_the_numbers_of_the_standards() -> None:
    assert numbers(Standard.PEMAT) == [n for n in upto(26) if n not in {"13", "14"}]
    assert numbers(Standard.CCI) == upto(20)
    assert numbers(Standard.DISCERN) == upto(16)
    assert numbers(Standard.JAMA) == upto(4)
    qualifying = ["1.1.1", "1.1.2", "1.1.3", "1.1.4", "1.1.5", "1.2.1"]
    certification = ["2.1.1", "2.2.1", "2.2.2", "2.2.3", "2.2.4", "2.3.1"]
    tests = ["2.4.1", "2.4.2", "2.4.3", "2.4.4"]
    assert numbers(Standard.IPDAS) == [*qualifying, *certification, *tests]
    for part in instrument(Standard.NHS).parts:
        assert {item.number.partition(".")[0] for item in part.items} == {part.name[0]}


@pytest.mark.parametrize("standard", Standard)
def test_each_number_stands_once(standard: Standard) -> None:
    assert max(Counter(numbers(standard)).values()) == 1
    assert list(instrument(standard).by_number()) == numbers(standard)


@pytest.mark.parametrize("standard", Standard)
def test_each_item_is_decided_by_a_check_or_a_human(standard: Standard) -> None:
    for item in instrument(standard).by_number().values():
        assert item.decided_by in {*CHECKS, BY_A_HUMAN}


def test_each_check_decides_something() -> None:
    used = {
        item.decided_by
        for standard in Standard
        for item in instrument(standard).by_number().values()
    }
    assert used == {*CHECKS, BY_A_HUMAN}


@pytest.mark.parametrize("standard", Standard)
def test_what_to_look_at_are_fields(standard: Standard) -> None:
    fields = {*TopicModel.model_fields, *(f"library.{name}" for name in LibraryModel.model_fields)}
    for item in instrument(standard).by_number().values():
        assert set(item.look_at) <= fields


@pytest.mark.parametrize("standard", Standard)
def test_each_table_names_where_it_was_looked_up(standard: Standard) -> None:
    assert instrument(standard).seen
    assert instrument(standard).not_seen


def test_discern_is_left_to_people() -> None:
    items = instrument(Standard.DISCERN).by_number().values()
    assert {item.decided_by for item in items} == {BY_A_HUMAN}
    assert {item.marks for item in items} == {("1", "2", "3", "4", "5")}
    assert instrument(Standard.DISCERN).score is Scoring.SUM


def test_a_person_can_say_what_the_scale_of_an_item_has() -> None:
    def marks(standard: Standard, number: str) -> tuple[Mark, ...]:
        item = instrument(standard).item(number)
        assert isinstance(item, ItemModel)
        return item.marks

    assert marks(Standard.PEMAT, "1") == ("met", "not-met")
    assert marks(Standard.PEMAT, "6") == ("met", "not-met", "not-applicable")
    assert marks(Standard.IPDAS, "2.1.1") == ("1", "2", "3", "4")
    assert marks(Standard.IPDAS, "2.4.1") == ("1", "2", "3", "4", "not-applicable")
    assert instrument(Standard.PEMAT).item("13") is None


def test_a_table_is_read_once() -> None:
    assert isinstance(instrument(Standard.JAMA), InstrumentModel)
    assert instrument(Standard.JAMA) is instrument(Standard.JAMA)
