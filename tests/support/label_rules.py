"""What holds for whatever ketacli itself says, on a screen, a kiosk or a page."""

import re

from ketacli.labels import fill, slots
from ketacli.text import hostile

_SLOT = re.compile(r"\{(\w+)\}")
Labels = tuple[str, ...]


def holds_its_slots(labels: Labels, name: str) -> bool:
    """Whether a label has the slots that it must have, and no others."""
    return set(_SLOT.findall(getattr(labels, name))) == set(slots(type(labels))[name])


def can_be_drawn(labels: Labels, name: str) -> bool:
    """Whether a label is one line of letters that can be seen."""
    label: str = getattr(labels, name)
    return label == label.strip() != "" and hostile(label) == -1 and "\n" not in label


def is_whole_when_filled(labels: Labels, name: str) -> bool:
    """Whether each slot of a label takes what is put into it."""
    needed = slots(type(labels))[name]
    filled = fill(getattr(labels, name), **dict.fromkeys(needed, "[filled]"))
    return filled.count("[filled]") >= len(needed) and "{" not in filled
