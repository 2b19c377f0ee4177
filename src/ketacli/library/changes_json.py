"""Changes for other programs: one JSON object."""

import json
from typing import Any

from ketacli.library.changes import Changes, TopicChanges
from ketacli.library.changes_printed import About
from ketacli.library.differences import Change
from ketacli.library.word_marks import runs

VERSION = 1


def as_json(found: Changes, about: About) -> str:
    """All that has changed, and what has not."""
    words = found.disclaimer
    told = {
        "version": VERSION,
        "language": found.language,
        "topic": about.topic,
        "since": about.since,
        "acknowledge_anew": words.acknowledge_anew,
        "disclaimer": {
            "state": words.state,
            "code_then": words.code_then,
            "code_now": words.code_now,
            "changes": list(map(_change, words.changes)),
        },
        "topics": list(map(_topic, found.topics)),
        "sources": dict(about.sources),
        "unreadable": [problem._asdict() for problem in found.unreadable],
        "faults": [problem._asdict() for problem in found.faults],
    }
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def _topic(topic: TopicChanges) -> dict[str, Any]:
    return {
        **topic._asdict(),
        "changes": list(map(_change, topic.changes)),
        "claims": [claim._asdict() for claim in topic.claims],
    }


def _change(change: Change) -> dict[str, Any]:
    marked = [{"mark": run.mark.name.lower(), "text": run.text} for run in _runs(change)]
    return {**change._asdict(), "words": marked}


def _runs(change: Change) -> Any:
    return runs(change.then, change.now) if change.then != change.now else ()
