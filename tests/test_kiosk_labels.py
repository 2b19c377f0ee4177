"""What a kiosk says to a reader: every label once, whole, in every language that ships."""

from functools import cache

import pytest

from ketacli.kiosk_labels import KioskLabels
from ketacli.labels import Labels, slots
from ketacli.library import Library
from support.label_rules import can_be_drawn, holds_its_slots, is_whole_when_filled
from support.leaflets import languages
from support.program import CONTENT

NAMES = KioskLabels._fields


@cache
def _labels(language: str) -> KioskLabels:
    return Library(CONTENT, language=language).kiosk_labels


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", NAMES)
def test_each_label_of_a_language_holds_its_slots_and_no_others(name: str, language: str) -> None:
    assert holds_its_slots(_labels(language), name)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", NAMES)
def test_each_label_says_something_that_can_be_drawn(name: str, language: str) -> None:
    assert can_be_drawn(_labels(language), name)


@pytest.mark.parametrize("language", languages())
def test_no_slot_is_left_when_each_is_filled(language: str) -> None:
    labels = _labels(language)
    assert [name for name in NAMES if not is_whole_when_filled(labels, name)] == []


def test_labels_are_values() -> None:
    labels = _labels(languages()[0])
    assert labels == KioskLabels(**labels._asdict())
    with pytest.raises(AttributeError):
        labels.close = "Shut"  # type: ignore[misc]


def test_the_slots_are_those_of_the_labels_that_are_asked_for() -> None:
    assert slots(KioskLabels)["progress"] == ("page", "pages")
    assert slots(KioskLabels)["close"] == ()
    assert slots()["last_checked"] == ("day",)
    assert set(slots(KioskLabels)) == set(NAMES)
    assert set(slots()) == set(Labels._fields)
