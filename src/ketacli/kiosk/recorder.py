"""What a visit needs of whoever writes down that somebody answered."""

from typing import Protocol

from ketacli.disclaimer import Channel, Disclaimer


class Recorder(Protocol):
    """What writes down that somebody answered. True means: it is written."""

    def shown(self, disclaimer: Disclaimer, channel: Channel) -> bool:
        """These words were shown."""

    def answered(self, disclaimer: Disclaimer, channel: Channel, *, accepted: bool) -> bool:
        """Somebody said yes or no to these words."""

    def checked(
        self, topic: str, language: str, question: int, channel: Channel, *, right: bool
    ) -> bool:
        """Somebody answered a question about a topic. Questions count from 1."""
