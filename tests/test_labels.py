import re
from datetime import date
from typing import get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacli.labels import Labels, fill, slots, written_day
from ketacli.library import Library
from support.leaflets import languages
from support.program import CONTENT

NAMES = st.from_regex(r"[a-z_]{1,8}", fullmatch=True)
SLOT = re.compile(r"\{(\w+)\}")


def _labels(language: str) -> Labels:
    return Library(CONTENT, language=language).labels


def test_slots_are_filled() -> None:
    assert fill("{day} {month} {day}", day="1", month="May") == "1 May 1"


@given(NAMES, st.text())
def test_braces_inside_a_value_stay_as_they_are(name: str, value: str) -> None:
    assert fill(f"a {{{name}}} b", **{name: value}) == f"a {value} b"


def test_a_value_that_looks_like_a_slot_is_not_filled_again() -> None:
    assert fill("{one} {two}", one="{two}", two="{one}") == "{two} {one}"


@given(NAMES, st.text())
def test_a_slot_without_a_value_stays_as_it_is(name: str, value: str) -> None:
    other = f"{name}x"
    assert fill(f"a {{{name}}} b", **{other: value}) == f"a {{{name}}} b"


@pytest.mark.parametrize("label", ["", "a", "{", "}", "a { b", "a } b", "{a", "{}", "}{", "{ a }"])
def test_braces_that_are_no_slot_stay_as_they_are(label: str) -> None:
    assert fill(label, a="filled") == label


@given(st.text("{}ab"))
def test_without_values_any_label_stays_as_it_is(label: str) -> None:
    assert fill(label) == label


@pytest.mark.parametrize("language", languages())
def test_each_label_of_a_language_holds_its_slots_and_no_others(language: str) -> None:
    labels = _labels(language)
    for name, expected in slots().items():
        label = getattr(labels, name)
        if isinstance(label, str):
            assert set(SLOT.findall(label)) == set(expected), name


def test_only_labels_that_are_one_text_have_slots() -> None:
    types = get_type_hints(Labels)
    assert set(slots()) == set(types)
    assert all(types[name] is str for name, expected in slots().items() if expected)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("month", range(1, 13))
def test_a_day_is_written_with_the_name_of_its_month(language: str, month: int) -> None:
    labels = _labels(language)
    written = written_day(date(2026, month, 3), labels)
    assert labels.months[month - 1] in written
    assert "3" in written
    assert "2026" in written


def test_a_day_is_written_as_english_readers_write_it() -> None:
    assert written_day(date(2026, 11, 23), _labels("en")) == "23 November 2026"
