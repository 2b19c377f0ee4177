"""What `ratings.yaml` may hold: how people rated the items of published standards, who they are,
and which words they rated.
"""

from enum import StrEnum, unique
from re import fullmatch
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema

from ketacli.library.schema import Day, Identifier, Strict, Text
from ketacli.library.schema_house import LanguageTag

WORDS_DIGITS = 20
"""How much of the digest of the words stands in the file: 80 bits, which people can compare."""


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


def _digest_of_words(value: object) -> object:
    if isinstance(value, str) and fullmatch(f"[0-9a-f]{{{WORDS_DIGITS}}}", value):
        return value
    raise ValueError("this must be the code of the words that `check --standard` prints")


WordsRated = Annotated[
    str,
    BeforeValidator(_digest_of_words),
    WithJsonSchema({"type": "string", "pattern": f"^[0-9a-f]{{{WORDS_DIGITS}}}$"}),
]
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
    by: Annotated[Text, Field(max_length=120)]
    role: Annotated[Text, Field(max_length=120)]
    day: Day
    words: WordsRated
    """Which words were rated. Of other words it says nothing any more."""
    items: Annotated[dict[ItemNumber, Rated], Field(min_length=1)]
    """The rating by the number that the standard gives the item."""


class RatingsModel(Strict):
    """`ratings.yaml`: what people said of each item that a program cannot decide."""

    ratings: tuple[SittingModel, ...]
