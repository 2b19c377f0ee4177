"""What a translated file may say of the words that it was made from, and of who checked it."""

from typing import Annotated

from pydantic import Field

from ketacli.library.schema_types import Day, LanguageTag, Person, Strict, WordsCode


class ReviewerModel(Strict):
    """A person who read the translation beside the words that it was made from."""

    name: Person
    role: Person
    day: Day
    words: WordsCode
    """Which words were read. Of other words it says nothing any more."""


class TranslationModel(Strict):
    """Where a translation comes from: the code of each part of the words it was made from."""

    of: LanguageTag
    parts: Annotated[dict[str, WordsCode], Field(min_length=1)]
    """By the name of the part: `title_and_purpose`, another field of a topic, the id of a section,
    the name of a label, the id of a word."""
    reviewer: ReviewerModel | None = None
