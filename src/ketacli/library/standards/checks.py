"""What a program can prove of a topic, one function a fact. Each says no more than it can show: it
passes, fails with a place, does not apply, or leaves the item to a human.
"""

from collections.abc import Callable
from enum import StrEnum, unique
from typing import NamedTuple

from ketacli.errors import Problem
from ketacli.library.standards.material import Material

_FEWEST_SENTENCES = 10
"""Shares of fewer sentences say nothing; the rule `passive-share` has the same number."""


@unique
class Verdict(StrEnum):
    """What is said of one item."""

    STRUCTURE = "structure"
    """The fields of the topic or of its library show that it is met."""
    TEXT = "text"
    """The rules of `check` looked at its words and found nothing."""
    FAILED = "failed"
    NOT_APPLICABLE = "not-applicable"
    HUMAN = "human"
    """It needs a human."""
    RATED = "rated"
    """A human rated it, and the words are still those."""


class Finding(NamedTuple):
    """What a program found, and the place of a failure."""

    verdict: Verdict
    note: str = ""
    file: str = ""
    line: int = 0
    column: int = 0


Check = Callable[[Material], Finding]


def active_voice(seen: Material) -> Finding:
    """By the passives that the style of the language names."""
    if not seen.style.passive or seen.sentences() < _FEWEST_SENTENCES:
        return _human("too little is known of passives here to count them")
    return _unless(seen.told("passive-share"), "at most 20 of 100 sentences are passive")


def short_pieces(seen: Material) -> Finding:
    """By the limits of paragraphs and lists."""
    found = seen.told("long-paragraph", "long-list")
    return _unless(found, "paragraphs have at most 3 sentences and lists at most 7 entries")


def headings_name_subjects(seen: Material) -> Finding:
    """By the titles that the style of the language calls empty."""
    if not seen.style.empty_titles:
        return _human("the style of this language names no empty titles")
    return _unless(seen.told("title-without-subject"), "each section has a title with a subject")


def lists_are_used(seen: Material) -> Finding:
    """Only lists in sections count: those at the end are for reference."""
    if found := seen.told("long-list"):
        return _unless(found, "")
    count = seen.lists_in_sections()
    if not count:
        return _human("its sections have no list")
    return Finding(Verdict.TEXT, f"lists in sections: {count}; none has over 7 entries")


def summary_is_given(seen: Material) -> Finding:
    """A small topic may be too short to need one, which a program cannot say."""
    if not seen.topic.summary:
        return _human("it has no `summary`; does not apply if it is very short")
    return _structure(f"`summary` has {len(seen.topic.summary)} points")


def key_points_stand_out(seen: Material) -> Finding:
    """No section can be written without one."""
    return _structure(f"each of {len(seen.topic.sections)} sections starts with its `key_point`")


def visual_aids_if_any(seen: Material) -> Finding:
    """Whether they are good is for a human."""
    count = seen.visual_aids()
    return _human(f"charts and pictures: {count}") if count else _no_visual_aids()


def visual_aids_are_titled(seen: Material) -> Finding:
    """A chart has a title and a sentence, a picture the words of what it shows."""
    count = seen.visual_aids()
    said = f"each of {count} charts and pictures has a title or says what it shows"
    return _structure(said) if count else _no_visual_aids()


def a_visual_aid_is_there(seen: Material) -> Finding:
    """None at all is a failure; whether one carries the main message is for a human."""
    if not seen.visual_aids():
        return _failed(seen, "it has no chart and no picture")
    return visual_aids_if_any(seen)


def no_tables(seen: Material) -> Finding:  # noqa: ARG001 - it holds for every topic
    """No topic can have one."""
    return Finding(Verdict.NOT_APPLICABLE, "a topic has no place for a table")


def an_action_is_named(seen: Material) -> Finding:
    """Without `actions`, a human looks at when to get help."""
    if not seen.topic.actions:
        return _human("it has no `actions`")
    return _structure(f"`actions` has {len(seen.topic.actions)}")


def readers_are_asked_to_act(seen: Material) -> Finding:
    """No topic can be written without questions to ask and a time to get help."""
    counts = (len(seen.topic.questions), len(seen.topic.when_to_get_help))
    return _structure("`questions` has {} and `when_to_get_help` {}".format(*counts))


def help_is_in_reach(seen: Material) -> Finding:  # noqa: ARG001 - it holds for every topic
    """When to call stands in the topic, whom to call in every leaflet."""
    return _structure("`when_to_get_help` says when, the crisis lines of each leaflet say whom")


def one_main_message(seen: Material) -> Finding:  # noqa: ARG001 - it holds for every topic
    """No topic can have two, or none."""
    return _structure("`main_message` is one")


def main_message_has_a_heading(seen: Material) -> Finding:  # noqa: ARG001 - of every topic
    """Each leaflet gives it a part of its own."""
    return _structure("it stands alone under a heading of its own")


def known_and_not_known(seen: Material) -> Finding:
    """Both sides, or it fails."""
    known, not_known = len(seen.topic.known), len(seen.topic.not_known)
    if not known:
        return _failed(seen, "it says what is not known and has no `known`")
    return _structure(f"`known` has {known} and `not_known` {not_known}")


def other_choices_are_named(seen: Material) -> Finding:
    """The treatment that the topic is about, and what else there is."""
    if not seen.topic.alternatives:
        return _failed(seen, "it has no `alternatives`")
    return _structure(f"`alternatives` has {len(seen.topic.alternatives)}")


def benefits_are_told(seen: Material) -> Finding:
    """Whether those of each choice are told is for a human."""
    return _human() if seen.topic.benefits else _failed(seen, "it has no `benefits`")


def risks_are_told(seen: Material) -> Finding:
    """Whether those of each choice are told is for a human."""
    return _human() if seen.topic.risks else _failed(seen, "it has no `risks`")


def claims_have_sources(seen: Material) -> Finding:
    """No reader gets a topic with a claim that has none."""
    if not (count := seen.sources()):
        return _failed(seen, "it cites no source")
    return _structure(f"each claim has its sources; in all: {count}")


def updates_are_told(seen: Material) -> Finding:
    """Only what readers see counts."""
    if not seen.shows(seen.said.updates):
        return _human("the leaflet shows the next review, and not `updates` of library.yaml")
    return _structure("the leaflet shows `updates` of library.yaml")


def publisher_is_told(seen: Material) -> Finding:
    """Only what readers see counts."""
    return _shown(seen, "publisher")


def funding_is_told(seen: Material) -> Finding:
    """Only what readers see counts."""
    return _shown(seen, "funding")


def publisher_and_funding_are_told(seen: Material) -> Finding:
    """Only what readers see counts."""
    return _shown(seen, "publisher", "funding")


def review_is_planned(seen: Material) -> Finding:
    """No topic can be written without the day."""
    return _structure(f"`next_review` is {seen.topic.next_review}")


def review_days_are_shown(seen: Material) -> Finding:
    """Each leaflet shows both."""
    days = f"{seen.topic.last_checked} and {seen.topic.next_review}"
    return _structure(f"the leaflet shows `last_checked` and `next_review`: {days}")


def translation_if_any(seen: Material) -> Finding:
    """The first language of a library is the one that others are made from."""
    if seen.language == seen.first_language:
        return Finding(Verdict.NOT_APPLICABLE, "this is the first language of the library")
    return _human("this may be a translation")


CHECKS: dict[str, Check] = {
    check.__name__: check
    for check in (
        *(active_voice, short_pieces, headings_name_subjects, lists_are_used),
        *(summary_is_given, key_points_stand_out, visual_aids_if_any, visual_aids_are_titled),
        *(a_visual_aid_is_there, no_tables, an_action_is_named, readers_are_asked_to_act),
        *(help_is_in_reach, one_main_message, main_message_has_a_heading, known_and_not_known),
        *(other_choices_are_named, benefits_are_told, risks_are_told, claims_have_sources),
        *(updates_are_told, publisher_is_told, funding_is_told, publisher_and_funding_are_told),
        *(review_is_planned, review_days_are_shown, translation_if_any),
    )
}
"""Every check by the name that the tables use."""


def _structure(note: str) -> Finding:
    return Finding(Verdict.STRUCTURE, note)


def _human(note: str = "") -> Finding:
    return Finding(Verdict.HUMAN, note)


def _failed(seen: Material, note: str) -> Finding:
    place = seen.start()
    return Finding(Verdict.FAILED, note, seen.file, place.line, place.column)


def _unless(found: tuple[Problem, ...], note: str) -> Finding:
    """Passed by the text, or failed where the first fault is."""
    if not found:
        return Finding(Verdict.TEXT, note)
    first = found[0]
    more = f"; and {len(found) - 1} more" if len(found) > 1 else ""
    return Finding(Verdict.FAILED, f"{first.message}{more}", first.file, first.line, first.column)


def _no_visual_aids() -> Finding:
    return Finding(Verdict.NOT_APPLICABLE, "it has no chart and no picture")


def _shown(seen: Material, *fields: str) -> Finding:
    for field in fields:
        if not seen.shows(getattr(seen.said, field)):
            at = seen.spot(f"library.{field}")
            note = f"the leaflet does not show `{field}`"
            return Finding(Verdict.FAILED, note, at.file, at.line, at.column)
    named = " and ".join(f"`{field}`" for field in fields)
    return _structure(f"the leaflet shows {named} of library.yaml")
