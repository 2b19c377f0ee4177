"""The tables of the standards: which items each has, by its own numbers, and how each is decided.
Read from the YAML files beside this one by the rules of any content file.
"""

from enum import StrEnum, unique
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from ketacli.library import loading
from ketacli.library.folder import Folder
from ketacli.library.schema_ratings import ItemNumber, Mark, Standard
from ketacli.library.schema_types import Identifier, Strict, Text, YesNo

BY_A_HUMAN = "human"
"""What stands under `decided_by` where no program can decide anything."""


@unique
class Scale(StrEnum):
    """How a person rates an item."""

    MET = "met"
    ONE_TO_FOUR = "one-to-four"
    ONE_TO_FIVE = "one-to-five"


@unique
class Scoring(StrEnum):
    """How a standard computes what it calls its score."""

    PERCENT = "percent"
    PERCENT_BY_PART = "percent-by-part"
    COUNT = "count"
    COUNTS_BY_PART = "counts-by-part"
    SUM = "sum"
    NONE = "none"


_MARKS = {
    Scale.MET: (Mark.MET, Mark.NOT_MET),
    Scale.ONE_TO_FOUR: (Mark.ONE, Mark.TWO, Mark.THREE, Mark.FOUR),
    Scale.ONE_TO_FIVE: (Mark.ONE, Mark.TWO, Mark.THREE, Mark.FOUR, Mark.FIVE),
}


class ItemModel(Strict):
    """One item of a standard."""

    number: ItemNumber
    asks: Text
    """What it is about, in our own words."""
    decided_by: Text
    """The name of a check, or `human`."""
    rated: Scale = Scale.MET
    may_not_apply: YesNo = False
    look_at: tuple[Text, ...] = ()
    """Fields of a topic, or `library.` and a field of the library, that a person needs to see."""

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What a person can say of it."""
        return (*_MARKS[self.rated], *((Mark.NOT_APPLICABLE,) if self.may_not_apply else ()))


class PartModel(Strict):
    """Items that a standard counts together."""

    id: Identifier
    name: Text
    items: Annotated[tuple[ItemModel, ...], Field(min_length=1)]


class InstrumentModel(Strict):
    """One standard as a table."""

    id: Standard
    name: Text
    edition: Text
    score: Scoring
    bar: Annotated[int, Field(ge=1, le=100)] | None = None
    """The percentage from which on the standard calls a text good, where it names one."""
    seen: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Where the numbers and the meaning of its items were looked up."""
    not_seen: tuple[Text, ...] = ()
    """What could not be looked up."""
    parts: Annotated[tuple[PartModel, ...], Field(min_length=1)]

    def item(self, number: str) -> ItemModel | None:
        """The item of a number, or None."""
        return self.by_number().get(number)

    def by_number(self) -> dict[str, ItemModel]:
        """Every item by its number, in order."""
        return {item.number: item for part in self.parts for item in part.items}


@cache
def instrument(standard: Standard) -> InstrumentModel:
    """The table of a standard."""
    return loading.load(InstrumentModel, Folder(Path(__file__).parent), f"{standard}.yaml")
