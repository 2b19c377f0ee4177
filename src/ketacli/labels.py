"""What ketacli itself says to a reader, one field per label. The words are in each language's
`labels.yaml`; a field here without a label there, or the reverse, is a fault that `check` finds.
"""

from typing import TYPE_CHECKING, Annotated, NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from typing import Any


class Labels(NamedTuple):
    """Every label, in one language. Beside its type stand the `{slots}` that are filled in: each
    must stand in every translation.
    """

    # Before a leaflet
    help_title_region: Annotated[str, "region"]
    regions: dict[str, str]
    """The name of each region in `help.yaml`, by its id."""
    help_lines: dict[str, str]
    """What each line of `help.yaml` is for, by its id; `{number}` is the number."""
    ask_how: Annotated[str, "yes"]
    ask_again: Annotated[str, "yes"]
    declined: str
    nobody_to_ask: str
    other_words: str
    not_remembered: str
    disclaimer_code: Annotated[str, "code"]
    remembered_until: Annotated[str, "day"]
    nothing_remembered: str
    forgotten: str
    clinic_terms: Annotated[str, "clinic", "terms"]
    clinic_terms_unknown: str
    clinic_contact: Annotated[str, "clinic", "telephone"]
    language_fallback: Annotated[str, "wanted", "shown"]

    # In a leaflet
    unchecked_title: str
    unchecked: str
    signed_title: str
    signed: Annotated[str, "name", "role", "day"]
    overdue_title: str
    overdue: Annotated[str, "day"]
    withdrawn: Annotated[str, "day"]
    not_signed: str
    ask_instead: str
    part_withheld: str
    translation_title: str
    translation_unreviewed: str
    translation_reviewed: Annotated[str, "name", "role", "day"]
    purpose_title: str
    audience: Annotated[str, "audience"]
    main_message: str
    summary: str
    key_point: str
    warning: str
    drawing: Annotated[str, "shows"]
    of_100: Annotated[str, "count"]
    analogy_note: str
    analogy_maps: str
    analogy_map: Annotated[str, "this", "that"]
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
    answer_right: Annotated[str, "because"]
    answer_other: Annotated[str, "because"]
    words: str
    sources: str
    not_seen: Annotated[str, "fields"]
    source_fields: dict[str, str]
    """The name of each field of a source, by the field's name."""
    dates: str
    last_checked: Annotated[str, "day"]
    next_review: Annotated[str, "day"]
    publisher: Annotated[str, "publisher"]
    funding: Annotated[str, "funding"]
    disclaimer: str
    disclaimer_question: Annotated[str, "question", "yes"]
    disclaimer_shown: str
    disclaimer_not_asked: str

    # On the pages of a leaflet that is printed
    page_number: Annotated[str, "page", "pages"]
    version_code: Annotated[str, "code"]
    """The code of the leaflet's words: two leaflets with one code say the same."""
    acknowledged_code: Annotated[str, "code"]
    """The code of the disclaimer in the leaflet."""
    receipt_code: Annotated[str, "code"]
    hill_drawn: str
    people_drawn: Annotated[str, "count"]

    # What a sentence rests on
    evidence_trial: str
    evidence_observational: str
    evidence_animal: str
    evidence_animal_named: Annotated[str, "animals"]
    evidence_hypothesis: str
    evidence_contested: str
    evidence_official: str
    source: Annotated[str, "numbers"]
    sources_cited: Annotated[str, "numbers"]

    # Lists
    topics: str
    topics_hint: str
    topics_none: Annotated[str, "words"]
    topics_withheld: str
    glossary: str

    # Language
    date: Annotated[str, "day", "month", "year"]
    months: tuple[str, ...]
    list_comma: str
    list_and: str


def slots(of: "type[tuple[Any, ...]]" = Labels) -> dict[str, tuple[str, ...]]:
    """The slots that each label must hold, by the name of the label."""
    from typing import get_type_hints

    hints = get_type_hints(of, include_extras=True)
    return {name: getattr(hint, "__metadata__", ()) for name, hint in hints.items()}


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
