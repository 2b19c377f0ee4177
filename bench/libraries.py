"""Makes libraries of any size: the shipped one in several languages, which are all English under
other tags, and small sound topics with varied words until each language has enough of them. What
these say is made up, and each of them says so.
"""

import re
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

import yaml

TAGS = (
    *("en", "es", "pl", "de", "fr", "it", "pt", "nl", "sv", "da"),
    *("fi", "cs", "sk", "sl", "hr", "hu", "ro", "et", "lv", "lt"),
)
"""Language tags, the most that one library gets."""

_SUBJECTS = ("sleep", "pain", "appetite", "memory", "driving", "work", "travel", "exercise")
_TIMES = ("morning", "evening", "week", "month", "weekend", "winter", "summer", "afternoon")
_PEOPLE = ("parents", "carers", "students", "drivers", "nurses", "teachers", "farmers", "cooks")
_FEELINGS = ("calm", "tired", "restless", "hopeful", "worried", "curious", "slow", "steady")
_PLACES = ("at home", "at the clinic", "on the bus", "in the garden", "with friends", "alone")
_EVIDENCE = ("trial", "observational", "official", "contested")

_TOPIC = """\
# Made up to measure ketacli. Nothing in it is true.
kind: note
title: {Subject} and treatment for {people}, note {number}
purpose: It tells {people} what is known about {subject} in the {time} after a visit.
audience: It is for {people} who may have treatment and feel {feeling} about {subject}.
main_message:
  text: >-
    Many {people} ask how {{{term}}} goes with {subject}. Made-up note {number} says what
    {people} in a study of ketamine felt in the {time}.
  evidence: {evidence}
  sources: [{source}]
sections:
  - id: {subject}-in-the-{time}
    title: Your {subject} in the {time}
    key_point: You may feel {feeling} {place} on the {time} of visit {number}.
    body:
      - Your {subject} can change from one {time} to the next. That is common among {people}.
      - text: >-
          In made-up study {number}, {count} of 100 {people} felt {feeling} about their {subject} on
          ketamine.
        evidence: {evidence}
        sources: [{source}, {other_source}]
      - bullets:
          - Write down how your {subject} was {place}, and bring the page with you.
          - Tell the staff when you feel {feeling} in the {time}.
          - Ask about {{{other_term}}} if the word is new to you.
  - id: what-{people}-can-do
    title: What {people} can do about {subject}
    key_point: Small steps in the {time} help you to talk about {subject}.
    body:
      - steps:
          - Choose one {time} to look at your {subject} {place}.
          - Talk with other {people} about what made you {feeling}.
not_known:
  - Nobody knows yet how {subject} changes for {people} over more than one {time}.
benefits:
  - text: In made-up note {number}, some {people} on ketamine felt {feeling} in the {time}.
    evidence: {evidence}
    sources: [{source}]
risks:
  - text: In made-up note {number}, some {people} on ketamine had less {subject} in the {time}.
    evidence: {evidence}
    sources: [{other_source}]
questions:
  - How may my {subject} change in the {time} after visit {number}?
  - Whom can {people} call if they feel {feeling} {place}?
when_to_get_help:
  - Call the clinic if your {subject} gets worse and you feel {feeling} {place}.
last_checked: {checked}
next_review: {review}
"""


def make(folder: Path, shipped: Path, topics: int, languages: int = 1) -> Path:
    """Make a library that `ketacli check` finds sound.

    Args:
        folder: where; it must not be there yet.
        shipped: the library that comes with ketacli.
        topics: how many topics each language has in all, the shipped ones among them.
        languages: how many languages, at most `TAGS`.
    """
    tags = TAGS[:languages]
    folder.mkdir(parents=True)
    for file in shipped.glob("*.yaml"):
        shutil.copy(file, folder)
    _name_languages(folder / "library.yaml", tags)
    notes = tuple(_notes(shipped, topics - len(list((shipped / "en/topics").glob("*.yaml")))))
    for tag in tags:
        shutil.copytree(shipped / "en", folder / tag)
        for name, text in notes:
            (folder / tag / "topics" / name).write_text(text, encoding="utf-8")
    return folder


def files_in(folder: Path) -> int:
    """How many content files a library has."""
    return sum(1 for _ in folder.rglob("*.yaml"))


def _name_languages(file: Path, tags: tuple[str, ...]) -> None:
    library: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    library["publisher"] = "Nobody publishes this library: it was made up to measure ketacli."
    library["languages"] = [{"tag": tag, "name": f"English as {tag}"} for tag in tags]
    file.write_text(yaml.safe_dump(library, sort_keys=False), encoding="utf-8")


def _notes(shipped: Path, count: int) -> Iterator[tuple[str, str]]:
    """Names and texts of small topics, the same ones every time."""
    sources = _cited(shipped)
    terms = _terms(shipped)
    today = date.today()  # noqa: DTZ011 - as `check` counts days
    words = zip(
        # Lists of these lengths come together the same way only after thousands of topics.
        *(cycle(choices) for choices in (_SUBJECTS, sources, _PLACES, terms, _EVIDENCE)),
        strict=False,
    )
    for number, (subject, source, place, term, evidence) in zip(range(count), words, strict=False):
        text = _TOPIC.format(
            number=number,
            subject=subject,
            Subject=subject.capitalize(),
            time=_TIMES[number // 8 % 8],
            people=_PEOPLE[number // 64 % 8],
            feeling=_FEELINGS[number // 512 % 8],
            place=place,
            term=term,
            other_term=terms[number // 7 % len(terms)],
            evidence=evidence,
            source=source,
            other_source=sources[(number + 1) % len(sources)],
            count=number % 101,
            checked=today,
            review=today + timedelta(days=365),
        )
        yield f"note-{number:05}.yaml", text


def _terms(shipped: Path) -> tuple[str, ...]:
    """Glossary words that make no claim of the sentence they stand in."""
    text = (shipped / "en/glossary.yaml").read_text(encoding="utf-8")
    return tuple(term for term in re.findall(r"- id: (\S+)", text) if "ketamine" not in term)


def _cited(shipped: Path) -> tuple[str, ...]:
    """The sources that the shipped topics rest on, so these may carry a claim."""
    texts = (file.read_text(encoding="utf-8") for file in (shipped / "en/topics").glob("*.yaml"))
    lists = (found for text in texts for found in re.findall(r"sources: \[([^]]+)\]", text))
    return tuple(sorted({source.strip() for found in lists for source in found.split(",")}))
