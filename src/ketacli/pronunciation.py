"""What a language says otherwise than it writes, as values. The words are in its `speech.yaml`,
which a language can do without: then a voice is given what is written.
"""

from typing import NamedTuple

NUMBER = "{number}"
"""Stands for any run of digits. A voice says it as one number."""
DIGITS = "{digits}"
"""The same run of digits, said one by one. In what is spoken only."""


class Saying(NamedTuple):
    """Something written, and the words that a voice says for it."""

    written: str
    spoken: str


class Pronunciation(NamedTuple):
    """How one language is said aloud."""

    said: tuple[Saying, ...] = ()
    numbers: tuple[str, ...] = ()
    """The words for 0, 1, 2 and so on, as far as they go. Larger numbers stay in digits."""
    keys: str = ""
    """Which keys a reader has while a leaflet is read aloud."""
    paused: str = ""
    """Said on the screen while the voice waits."""
