"""What `sign-offs.yaml` may hold: who answers for which words, since when and until when."""

from typing import Annotated, Self

from pydantic import StringConstraints, model_validator

from ketacli.library.schema_types import Day, Identifier, LanguageTag, Person, Strict, WordsCode

LONGEST_SIGNATURE = 7_000
"""One of RSA with 16,384 bits has 6,000 letters."""
Signature = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, pattern=r"^[A-Za-z0-9+/=\s]+$", max_length=LONGEST_SIGNATURE
    ),
]


class SignOffModel(Strict):
    """One person answers for the words of one topic in one language."""

    topic: Identifier
    language: LanguageTag
    by: Person
    role: Person
    day: Day
    next_review: Day
    """By this day somebody must check them again."""
    words: WordsCode
    """Which words. Of other words it says nothing any more."""
    seal: WordsCode
    """The code of all of the above: nobody changes a line of it by hand without a trace."""
    signature: Signature | None = None
    """An OpenSSH signature of all of the above, without its first and last line."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.next_review <= self.day:
            raise ValueError("`next_review` comes after `day`")
        return self


class SignOffsModel(Strict):
    """`sign-offs.yaml`: who answers for which words."""

    sign_offs: tuple[SignOffModel, ...]
