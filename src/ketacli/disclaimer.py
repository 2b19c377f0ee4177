"""The disclaimer, and the proof that a reader acknowledged exactly its words, was shown them and
not asked, or finds them posted before the leaflet. `acknowledge`, `excuse` and `post` are the only
makers of these proofs.
"""

from enum import StrEnum, unique
from typing import NamedTuple

from ketacli.digest import sha256_hex
from ketacli.errors import NotAcknowledgedError, Refusal

_CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: nothing to mistake for a digit
_CODE_BYTES = 10
_CODE_GROUP = 4


class Disclaimer(NamedTuple):
    """The words a reader is asked about, in one language."""

    language: str
    title: str
    paragraphs: tuple[str, ...]
    question: str
    yes: str
    """The full word that counts as acknowledging, in this language."""
    no: str

    @property
    def digest(self) -> str:
        """SHA-256, in hex, over the language and every word, whatever the layout of the file."""
        return sha256_hex(self._words().encode())

    @property
    def code(self) -> str:
        """The first 80 bits of the digest as `K7QF-2M9D-XW3B-5T0A`, to read out or type."""
        number = int(self.digest[: _CODE_BYTES * 2], 16)
        letters = [_CODE_LETTERS[number >> shift & 31] for shift in range(75, -1, -5)]
        groups = range(0, len(letters), _CODE_GROUP)
        return "-".join("".join(letters[at : at + _CODE_GROUP]) for at in groups)

    def _words(self) -> str:
        texts = (self.language, self.title, *self.paragraphs, self.question, self.yes, self.no)
        words = "\n".join(" ".join(text.split()) for text in texts)
        if words.isascii():
            return words
        from unicodedata import normalize

        return normalize("NFC", words)


@unique
class Channel(StrEnum):
    """How the answer reached us."""

    TERMINAL = "terminal"
    REMEMBERED = "remembered"
    CODE = "code"
    KIOSK = "kiosk"
    KIOSK_LINEAR = "kiosk-linear"
    SITE = "site"
    """A page of a published site. Nobody is there to take down an answer."""


class _Proof(NamedTuple):
    """What stands for one exact disclaimer having come first. No kind of it is another."""

    digest: str
    language: str
    channel: Channel

    def covers(self, disclaimer: Disclaimer) -> bool:
        """Whether these are the words that were shown."""
        return self.digest == disclaimer.digest


class Acknowledgement(_Proof):
    """Proof that one exact disclaimer was acknowledged. Made by `acknowledge` only."""

    __slots__ = ()


class Excused(_Proof):
    """Proof that one exact disclaimer was shown to a reader who was not asked about it.

    Treatment on the same day can affect judgement, so a yes on that day would be worth nothing.
    Made by `excuse` only.
    """

    __slots__ = ()


class Posted(_Proof):
    """Proof that one exact disclaimer stands on the page before a leaflet, whose button is the way
    on. It lets a leaflet onto a site and stands for no reader's yes. Made by `post` only.
    """

    __slots__ = ()


def post(disclaimer: Disclaimer, shown: str, channel: Channel) -> Posted:
    """Let a leaflet onto a site behind the page that shows these words.

    Args:
        disclaimer: the words as they stand now.
        shown: the digest of the words on the page before the leaflet.
        channel: where they are shown.

    Raises:
        NotAcknowledgedError: other words stand there.
    """
    if shown != disclaimer.digest:
        raise NotAcknowledgedError(Refusal.OTHER_WORDS)
    return Posted(disclaimer.digest, disclaimer.language, channel)


def excuse(disclaimer: Disclaimer, shown: str, channel: Channel) -> Excused:
    """Let a reader in who had treatment today and was shown the words, without an answer.

    Args:
        disclaimer: the words as they stand now.
        shown: the digest of the words that the reader was shown.
        channel: where they were shown.

    Raises:
        NotAcknowledgedError: the reader was shown other words.
    """
    if shown != disclaimer.digest:
        raise NotAcknowledgedError(Refusal.OTHER_WORDS)
    return Excused(disclaimer.digest, disclaimer.language, channel)


def acknowledge(disclaimer: Disclaimer, said_yes_to: str, channel: Channel) -> Acknowledgement:
    """Turn a reader's yes into proof.

    Args:
        disclaimer: the words as they stand now.
        said_yes_to: the digest, or the code, of the words that the reader was shown.
        channel: how the answer came.

    Raises:
        NotAcknowledgedError: the reader was shown other words.
    """
    plain = said_yes_to.replace("-", "").strip()
    fits = plain == disclaimer.digest or plain.upper() == disclaimer.code.replace("-", "")
    if not fits:
        raise NotAcknowledgedError(Refusal.OTHER_WORDS)
    return Acknowledgement(disclaimer.digest, disclaimer.language, channel)
