"""A report as JSON, topic by topic."""

import json
from collections.abc import Iterator
from typing import Any

from ketacli.library.standards.instruments import InstrumentModel
from ketacli.library.standards.ratings import Rating
from ketacli.library.standards.report import Assessed, Report
from ketacli.library.standards.scoring import Outcome, Score

Json = dict[str, Any]


def as_json(report: Report) -> Iterator[str]:
    """One object; its topics come one by one."""
    table = report.instrument
    head = {
        "standard": table.id.value,
        "name": table.name,
        "edition": table.edition,
        "language": report.language,
        "seen": table.seen,
        "not_seen": table.not_seen,
        "bar": table.bar,
    }
    yield json.dumps(head, indent=2)[:-2] + ',\n  "topics": ['
    between = "\n"
    for assessed in report.topics():
        yield between + _indented(json.dumps(_topic(assessed, table), indent=2))
        between = ",\n"
    yield "\n  ]\n}\n" if between == ",\n" else "]\n}\n"


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())


def _topic(assessed: Assessed, table: InstrumentModel) -> Json:
    parts = {item.number: part.id for part in table.parts for item in part.items}
    return {
        "topic": assessed.topic,
        "language": assessed.language,
        "file": assessed.file,
        "words": assessed.words,
        "items": [_item(outcome, parts[number]) for number, outcome in assessed.outcomes.items()],
        "scores": [_score(score) for score in assessed.scores],
    }


def _item(outcome: Outcome, part: str) -> Json:
    finding = outcome.finding
    return {
        "number": outcome.item.number,
        "part": part,
        "asks": outcome.item.asks,
        "verdict": outcome.verdict.value,
        "found": finding.verdict.value,
        "note": finding.note,
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "look_at": [spot._asdict() for spot in outcome.spots],
        "rating": _rating(outcome.rating),
        "lapsed": _rating(outcome.lapsed),
    }


def _rating(rating: Rating | None) -> Json | None:
    return None if rating is None else {**rating._asdict(), "day": rating.day.isoformat()}


def _score(score: Score) -> Json:
    done = not score.open
    return {
        "part": score.name,
        "open": score.open,
        "points": score.points if done else None,
        "of": score.of if done else None,
        "percent": score.percent,
    }
