"""What ketacli itself says to a reader, one field per label. The words are in each language's
`labels.yaml`; a field here without a label there, or the reverse, is a fault that `check` finds.
"""

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


def _with(*slots: str) -> str:
    """A label in which `{slot}` is filled in. Each slot must stand in every translation."""
    label: str = field(metadata={"slots": slots})
    return label


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Every label, in one language."""

    # Before a leaflet
    help_title_region: str = _with("region")
    regions: dict[str, str]
    """The name of each region in `help.yaml`, by its id."""
    help_lines: dict[str, str]
    """What each line of `help.yaml` is for, by its id; `{number}` is the number."""
    ask_how: str = _with("yes")
    ask_again: str = _with("yes")
    declined: str
    nobody_to_ask: str
    other_words: str
    not_remembered: str
    disclaimer_code: str = _with("code")
    remembered_until: str = _with("day")
    nothing_remembered: str
    forgotten: str
    clinic_terms: str = _with("clinic", "terms")
    clinic_terms_unknown: str
    clinic_contact: str = _with("clinic", "telephone")
    language_fallback: str = _with("wanted", "shown")

    # In a leaflet
    unchecked_title: str
    unchecked: str
    purpose_title: str
    audience: str = _with("audience")
    main_message: str
    summary: str
    key_point: str
    warning: str
    drawing: str = _with("shows")
    of_100: str = _with("count")
    analogy_note: str
    analogy_maps: str
    analogy_map: str = _with("this", "that")
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
    answer_right: str = _with("because")
    answer_other: str = _with("because")
    words: str
    sources: str
    not_seen: str = _with("fields")
    source_fields: dict[str, str]
    """The name of each field of a source, by the field's name."""
    dates: str
    last_checked: str = _with("day")
    next_review: str = _with("day")
    publisher: str = _with("publisher")
    funding: str = _with("funding")
    disclaimer: str
    disclaimer_question: str = _with("question", "yes")

    # What a sentence rests on
    evidence_trial: str
    evidence_observational: str
    evidence_animal: str
    evidence_animal_named: str = _with("animals")
    evidence_hypothesis: str
    evidence_contested: str
    evidence_official: str
    source: str = _with("numbers")
    sources_cited: str = _with("numbers")

    # Lists
    topics: str
    topics_hint: str
    topics_none: str = _with("words")
    glossary: str

    # Language
    date: str = _with("day", "month", "year")
    months: tuple[str, ...]
    list_comma: str
    list_and: str


def slots() -> dict[str, tuple[str, ...]]:
    """The slots that each label must hold, by the name of the label."""
    return {label.name: label.metadata.get("slots", ()) for label in fields(Labels)}


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
