"""The disclaimer as the leaflet of a reader carries it who was shown it and not asked."""

from ketacli.disclaimer import Disclaimer
from ketacli.labels import Labels
from ketacli.leaflet import Part, Role
from ketacli.text import Paragraph, Span


def shown(disclaimer: Disclaimer, labels: Labels) -> Part:
    """Every word that was shown, and that nobody said yes to them."""
    lines = (*disclaimer.paragraphs, labels.disclaimer_not_asked)
    blocks = tuple(Paragraph((Span(text),)) for text in lines)
    return Part(Role.DISCLAIMER, Role.DISCLAIMER.value, labels.disclaimer_shown, blocks)
