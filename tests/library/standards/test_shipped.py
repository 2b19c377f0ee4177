"""The topics that ship reach every item that a program can decide, and invent no rating."""

import pytest

from ketacli.library.folder import Folder
from ketacli.library.schema_ratings import Standard
from ketacli.library.standards.checks import Verdict
from ketacli.library.standards.instruments import BY_A_HUMAN
from ketacli.library.standards.report import Report
from support.program import CONTENT

TOPICS = sorted(file.stem for file in (CONTENT / "en" / "topics").glob("*.yaml"))
NEVER_PASS = {
    "visual_aids_if_any",  # whether a drawing is good is for a human
    "a_visual_aid_is_there",
    "benefits_are_told",  # of each choice, which no field shows
    "risks_are_told",
    "translation_if_any",
}
"""Checks that can fail an item, or leave it out, and cannot pass it."""
NOT_YET = {"updates_are_told"}
"""`updates` of library.yaml stands in no leaflet."""


def test_the_four_topics_ship() -> None:
    assert len(TOPICS) == 4


@pytest.mark.parametrize("standard", Standard)
def test_every_item_that_a_program_can_decide_is_reached(standard: Standard) -> None:
    report = Report(Folder(CONTENT), standard, topic="", language="en")
    held = list(report.topics())
    assert sorted(assessed.topic for assessed in held) == TOPICS
    assert report.problems == []
    for assessed in held:
        for outcome in assessed.outcomes.values():
            allowed = {Verdict.STRUCTURE, Verdict.TEXT, Verdict.NOT_APPLICABLE}
            if outcome.item.decided_by in {BY_A_HUMAN, *NEVER_PASS, *NOT_YET}:
                allowed |= {Verdict.HUMAN}
            assert outcome.verdict in allowed, (assessed.topic, outcome.item.number)


@pytest.mark.parametrize("standard", Standard)
def test_what_a_human_is_asked_to_look_at_is_there(standard: Standard) -> None:
    may_be_left_out = {"analogy"}
    for assessed in Report(Folder(CONTENT), standard, topic="", language="en").topics():
        for outcome in assessed.outcomes.values():
            left_out = {spot.field for spot in outcome.spots if not spot.line}
            assert left_out <= may_be_left_out


def test_nobody_is_named_who_did_not_rate() -> None:
    assert not (CONTENT / "ratings.yaml").exists()
