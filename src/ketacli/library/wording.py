"""What some rooms say in a language beside leaflets: the kiosk, the pages of a site, a voice. Each
is read where it is asked for, so that nobody loads the words of another room.
"""

from abc import ABC, abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING

from ketacli.library import read_back

if TYPE_CHECKING:
    from ketacli.kiosk_labels import KioskLabels
    from ketacli.library.stacks import Stacks
    from ketacli.pronunciation import Pronunciation
    from ketacli.web_labels import WebLabels


class Wording(ABC):
    """The words of rooms, in one language of a library."""

    _stacks: "Stacks"

    @property
    @abstractmethod
    def language(self) -> str:
        """The tag of the language."""

    @cached_property
    def kiosk_labels(self) -> "KioskLabels":
        """What a kiosk says in this language.

        Raises:
            ContentError: the language has no `kiosk.yaml`, or it breaks the rules.
        """
        return self._stacks.fetch(read_back.kiosk_labels, "kiosk", self.language)

    @cached_property
    def web_labels(self) -> "WebLabels":
        """What the pages of a site say in this language.

        Raises:
            ContentError: the language has no `web.yaml`, or it breaks the rules.
        """
        return self._stacks.fetch(read_back.web_labels, "web", self.language)

    @cached_property
    def pronunciation(self) -> "Pronunciation":
        """What a voice says for what is written, or ContentError where the table is faulty."""
        return self._stacks.fetch(read_back.pronunciation, "speech", self.language)
