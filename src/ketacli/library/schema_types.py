"""What the values of content files are made of: texts, ids, days, counts, as files have them."""

from contextlib import suppress
from datetime import date
from re import fullmatch
from typing import Annotated

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)


class Strict(BaseModel):
    """A mapping with these names and no others."""

    # Built at its first use: a run needs a few of the 39 models.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


def whole_number(value: object) -> object:
    """Digits, as a file has them, and nothing else."""
    if isinstance(value, str) and fullmatch(r"[0-9]{1,9}", value):
        return value
    raise ValueError("this must be a whole number, in digits")


def _calendar_day(value: object) -> object:
    # Python reads 20261123 and 2026-W48-1 too; editors, and people who read the file, do not.
    if isinstance(value, str) and fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        with suppress(ValueError):
            return date.fromisoformat(value)
    raise ValueError("this must be a day that exists, as 2026-11-23")


def _yes_or_no(value: object) -> object:
    if isinstance(value, str) and value.lower() in {"yes", "no", "true", "false"}:
        return value.lower() in {"yes", "true"}
    raise ValueError("this must be yes or no")


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
IDENTIFIER = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Identifier = Annotated[str, StringConstraints(pattern=IDENTIFIER, max_length=60)]
SourceId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*$", max_length=60)]
Count = Annotated[
    int,
    BeforeValidator(whole_number),
    Field(ge=0, le=100),
    WithJsonSchema({"type": "integer", "minimum": 0, "maximum": 100}),
]
Day = Annotated[
    date, BeforeValidator(_calendar_day), WithJsonSchema({"type": "string", "format": "date"})
]
YesNo = Annotated[
    bool,
    BeforeValidator(_yes_or_no),
    WithJsonSchema({"enum": ["yes", "no", True, False]}),
]

LANGUAGE_TAG = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$"
LanguageTag = Annotated[str, StringConstraints(pattern=LANGUAGE_TAG, max_length=12)]
WORDS_DIGITS = 20
"""How much of the digest of words stands in a file: 80 bits, which people can compare."""


def _digest_of_words(value: object) -> object:
    if isinstance(value, str) and fullmatch(f"[0-9a-f]{{{WORDS_DIGITS}}}", value):
        return value
    raise ValueError("this must be a code of words as `check` prints it: 20 of 0-9 and a-f")


WordsCode = Annotated[
    str,
    BeforeValidator(_digest_of_words),
    WithJsonSchema({"type": "string", "pattern": f"^[0-9a-f]{{{WORDS_DIGITS}}}$"}),
]
LONGEST_PERSON = 120
Person = Annotated[Text, Field(max_length=LONGEST_PERSON)]
"""The name of somebody, or what they are."""
