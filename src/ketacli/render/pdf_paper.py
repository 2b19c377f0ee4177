"""What a printer is loaded with. Apart from the rest, because the command line names it."""

from enum import StrEnum, unique


@unique
class Paper(StrEnum):
    """A size of paper."""

    A4 = "a4"
    LETTER = "letter"

    @property
    def typst(self) -> str:
        """What Typst calls it."""
        return "us-letter" if self is Paper.LETTER else "a4"
