"""What the voice of a kiosk says for a sentence as it stands on the screen."""

from collections.abc import Callable

from ketacli.errors import ContentError
from ketacli.library import Library


def pronouncing(library: Library) -> Callable[[str], str]:
    """How sentences of a library's language are said. Its table is read when somebody listens.

    Where the table is faulty, they are said as they are written: better than silence.
    """

    def said(sentence: str) -> str:
        from ketacli.render.speech_words import as_spoken

        try:
            return as_spoken(sentence, library.pronunciation)
        except ContentError:
            return sentence

    return said
