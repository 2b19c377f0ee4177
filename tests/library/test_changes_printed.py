"""Changes as a page; what it looks like whole is in the golden files of `ketacli changed`."""

import pytest

from ketacli.errors import Problem
from ketacli.leaflet import Leaflet, Role
from ketacli.library.changes import Changes, DisclaimerChanges, State, TopicChanges
from ketacli.library.changes_printed import About, page
from ketacli.library.differences import Change, What
from ketacli.text import Steps, letters, paragraphs
from support.changing import all_changes, with_topics
from support.content import SMALL_TOPIC

ABOUT = About("", "then", {"a": "A. Title."}, marks=False)
NOTHING = all_changes(with_topics(small=SMALL_TOPIC), with_topics(small=SMALL_TOPIC))


def lines(leaflet: Leaflet) -> list[str]:
    blocks = (block for part in leaflet.parts for block in part.blocks)
    return [letters(line.line) for block in blocks for line in paragraphs(block)]


def headings(leaflet: Leaflet) -> list[str]:
    return [part.title for part in leaflet.parts]


def test_without_a_change_the_page_says_so() -> None:
    found = page(NOTHING, ABOUT)
    assert found.title == "What has changed in the library since then"
    assert headings(found) == ["In short"]
    assert lines(found) == [
        "Nobody has to acknowledge anew: the disclaimer has the same words.",
        "As they were: small.",
    ]
    assert {part.role for part in found.parts} == {Role.LIST}
    assert page(NOTHING, ABOUT._replace(topic="small")).title.startswith(
        "What has changed in small"
    )


def test_each_kind_of_change_is_counted() -> None:
    changes = tuple(Change(what, "a", "b", "c") for what in (*What, What.NEW))
    found = NOTHING._replace(
        topics=(TopicChanges("small", State.CHANGED, "1", "1", changes, (), ("a",), ("b",)),)
    )
    told = lines(page(found, ABOUT))
    assert "Sentences: 2 new, 1 gone, 1 changed, 1 moved, 1 moved and changed." in told
    assert "Other changes: 5." in told
    assert "Code of the words: 1 as before." in told
    assert told[-2:] == ["a: A. Title.", "b"]


def test_what_cannot_be_told_is_not() -> None:
    problems = tuple(Problem("a.yaml", line, 1, "yaml", "no YAML") for line in range(12))
    found = Changes(
        "en",
        (TopicChanges("small", State.UNREADABLE),),
        DisclaimerChanges(State.UNREADABLE),
        problems,
        problems[:1],
    )
    shown = page(found, ABOUT)
    told = lines(shown)
    assert told[0].startswith("Whether readers have to acknowledge anew cannot be told")
    assert "Not compared: small." in told
    assert headings(shown) == ["In short", "What cannot be read", "What breaks rules"]
    assert "a.yaml: no YAML [yaml]" in told
    assert "a.yaml:1:1: no YAML [yaml]" in told
    assert told[-1] == "and 2 more"


@pytest.mark.parametrize("marks", [True, False])
def test_changes_of_the_disclaimer_are_listed(*, marks: bool) -> None:
    then = with_topics(small=SMALL_TOPIC)
    words = then["en/disclaimer.yaml"].replace(b"It is not advice", b"It is no advice")
    shown = page(
        all_changes(then, then | {"en/disclaimer.yaml": words}), ABOUT._replace(marks=marks)
    )
    assert headings(shown) == ["In short", "Disclaimer"]
    assert lines(shown)[0].startswith("Readers have to acknowledge")
    assert ("[-not-] {+no+}" in lines(shown)[-1]) is marks
    assert isinstance(shown.parts[1].blocks[-1], Steps)
