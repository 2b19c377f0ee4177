"""What `ratings.yaml` may hold: how people rated the items of published standards, who they are,
and which words they rated.
"""

from enum import StrEnum, unique
from typing import Annotated

from pydantic import Field, StringConstraints, WithJsonSchema

from ketacli.library.schema_types import Day, Identifier, LanguageTag, Person, Strict, WordsCode


@unique
class Standard(StrEnum):
    """The published standards that there are tables of."""

    PEMAT = "pemat"
    CCI = "cci"
    DISCERN = "discern"
    IPDAS = "ipdas"
    NHS = "nhs"
    JAMA = "jama"


@unique
class Mark(StrEnum):
    """What a person can say of one item."""

    MET = "met"
    NOT_MET = "not-met"
    NOT_APPLICABLE = "not-applicable"
    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
    FIVE = "5"


ItemNumber = Annotated[str, StringConstraints(min_length=1, max_length=10)]
Rated = Annotated[
    Mark,
    WithJsonSchema({"enum": [*Mark, *(int(mark) for mark in Mark if mark.isdigit())]}),
]


class SittingModel(Strict):
    """What one person said of one topic by one standard, on one day."""

    topic: Identifier
    language: LanguageTag
    standard: Standard
    by: Person
    role: Person
    day: Day
    words: WordsCode
    """Which words were rated. Of other words it says nothing any more."""
    items: Annotated[dict[ItemNumber, Rated], Field(min_length=1)]
    """The rating by the number that the standard gives the item."""


class RatingsModel(Strict):
    """`ratings.yaml`: what people said of each item that a program cannot decide."""

    ratings: tuple[SittingModel, ...]
