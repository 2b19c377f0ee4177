"""What ketacli itself says to a reader, one field per label. The words are in each language's
`labels.yaml`; a field here without a label there, or the reverse, is a fault that `check` finds.
"""

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from _typeshed import DataclassInstance


def with_slots(*slots: str) -> str:
    """A label in which `{slot}` is filled in. Each slot must stand in every translation."""
    label: str = field(metadata={"slots": slots})
    return label


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Every label, in one language."""

    # Before a leaflet
    help_title_region: str = with_slots("region")
    regions: dict[str, str]
    """The name of each region in `help.yaml`, by its id."""
    help_lines: dict[str, str]
    """What each line of `help.yaml` is for, by its id; `{number}` is the number."""
    ask_how: str = with_slots("yes")
    ask_again: str = with_slots("yes")
    declined: str
    nobody_to_ask: str
    other_words: str
    not_remembered: str
    disclaimer_code: str = with_slots("code")
    remembered_until: str = with_slots("day")
    nothing_remembered: str
    forgotten: str
    clinic_terms: str = with_slots("clinic", "terms")
    clinic_terms_unknown: str
    clinic_contact: str = with_slots("clinic", "telephone")
    language_fallback: str = with_slots("wanted", "shown")

    # In a leaflet
    unchecked_title: str
    unchecked: str
    purpose_title: str
    audience: str = with_slots("audience")
    main_message: str
    summary: str
    key_point: str
    warning: str
    drawing: str = with_slots("shows")
    of_100: str = with_slots("count")
    analogy_note: str
    analogy_maps: str
    analogy_map: str = with_slots("this", "that")
    analogy_limits: str
    analogy_credit: str
    literal: str
    known: str
    not_known: str
    benefits: str
    risks: str
    alternatives: str
    if_nothing: str
    actions: str
    questions: str
    get_help: str
    check: str
    check_note: str
    answer_right: str = with_slots("because")
    answer_other: str = with_slots("because")
    words: str
    sources: str
    not_seen: str = with_slots("fields")
    source_fields: dict[str, str]
    """The name of each field of a source, by the field's name."""
    dates: str
    last_checked: str = with_slots("day")
    next_review: str = with_slots("day")
    publisher: str = with_slots("publisher")
    funding: str = with_slots("funding")
    disclaimer: str
    disclaimer_question: str = with_slots("question", "yes")
    disclaimer_shown: str
    disclaimer_not_asked: str

    # What a sentence rests on
    evidence_trial: str
    evidence_observational: str
    evidence_animal: str
    evidence_animal_named: str = with_slots("animals")
    evidence_hypothesis: str
    evidence_contested: str
    evidence_official: str
    source: str = with_slots("numbers")
    sources_cited: str = with_slots("numbers")

    # Lists
    topics: str
    topics_hint: str
    topics_none: str = with_slots("words")
    glossary: str

    # Language
    date: str = with_slots("day", "month", "year")
    months: tuple[str, ...]
    list_comma: str
    list_and: str


def slots(of: "type[DataclassInstance]" = Labels) -> dict[str, tuple[str, ...]]:
    """The slots that each label must hold, by the name of the label."""
    return {label.name: label.metadata.get("slots", ()) for label in fields(of)}


def fill(label: str, **values: str) -> str:
    """Put values into the `{slots}` of a label. Braces inside a value stay as they are."""
    pieces = label.split("{")
    filled = [pieces[0]]
    for piece in pieces[1:]:
        name, closed, rest = piece.partition("}")
        known = closed and name in values
        filled.append(values[name] + rest if known else "{" + piece)
    return "".join(filled)


def written_day(day: "date", labels: Labels) -> str:
    """A day as readers of the language write it."""
    month = labels.months[day.month - 1]
    return fill(labels.date, day=str(day.day), month=month, year=str(day.year))
