"""The disclaimer as a leaflet carries it of whose reader nobody can say that they said yes."""

from ketacli.disclaimer import Disclaimer
from ketacli.labels import Labels
from ketacli.leaflet import Part, Role
from ketacli.text import Paragraph, Span


def shown(disclaimer: Disclaimer, labels: Labels) -> Part:
    """Every word that was shown, and that nobody said yes to them."""
    return _part(labels, *disclaimer.paragraphs, labels.disclaimer_not_asked)


def posted(disclaimer: Disclaimer, labels: Labels) -> Part:
    """Every word that stands on the page before, its question too, and no answer."""
    return _part(labels, *disclaimer.paragraphs, disclaimer.question)


def _part(labels: Labels, *lines: str) -> Part:
    blocks = tuple(Paragraph((Span(text),)) for text in lines)
    return Part(Role.DISCLAIMER, Role.DISCLAIMER.value, labels.disclaimer_shown, blocks)
