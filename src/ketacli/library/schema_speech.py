"""What `speech.yaml` of a language may hold: the words that a voice says for what is written."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from ketacli.library.schema_types import Strict, Text
from ketacli.pronunciation import DIGITS, NUMBER, Pronunciation, Saying


class SayingModel(Strict):
    """Something written, in letters as they stand there, and the words that a voice says for it.

    `{number}` stands for any digits. In `spoken` it is said as one number, `{digits}` one by one.
    """

    written: Text
    spoken: Text

    @model_validator(mode="after")
    def _as_many_numbers(self) -> Self:
        places = self.spoken.count(NUMBER) + self.spoken.count(DIGITS)
        rest = self.written.replace(NUMBER, "") + self.spoken.replace(NUMBER, "").replace(
            DIGITS, ""
        )
        if self.written.count(NUMBER) != places or {"{", "}"} & {*rest}:
            raise ValueError(
                "each {number} that is written is spoken once, as {number} or {digits}; there are "
                "no other braces"
            )
        return self


class PronunciationModel(Strict):
    """`speech.yaml`: what a voice says otherwise than it is written. A language can do without."""

    keys: Text
    """Which keys a reader has while a leaflet is read aloud."""
    paused: Text
    """What stands on the screen while the voice waits."""
    said: Annotated[tuple[SayingModel, ...], Field(min_length=1)]
    numbers: tuple[Text, ...] = ()
    """The words for 0, 1, 2 and so on. Larger numbers stay in digits, which every voice says."""


def pronunciation_of(model: PronunciationModel) -> Pronunciation:
    """What a `speech.yaml` that was found sound says, as values."""
    said = tuple(Saying(entry.written, entry.spoken) for entry in model.said)
    return Pronunciation(said, model.numbers, model.keys, model.paused)
