"""Words what `ketacli status` found: as a table, as one line a topic, as JSON. No colour and no
boxes.
"""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from ketacli.render.wrapping import cells, wrap_text
from ketacli.text import visible

if TYPE_CHECKING:
    from ketacli.library import Apart, LanguageState, Standing, Status, TopicState, Translated

Json = dict[str, Any]
_HEADS = ("Topic", "Lang", "Checked", "Due", "Signed", "Words")
_SHORT_HEADS = ("Topic", "Lang", "Checked", "Days", "Sig", "Text")
"""Of a table for 60 cells."""
_SHORT_WORDS = {"own": "own", "fresh": "ok", "stale": "old"}
_ABSENT, _BROKEN = "not there", "breaks the rules"


class Clock(NamedTuple):
    """The clock of this device."""

    shows: date
    kept: date | None = None
    """The latest day on which a leaflet was found out of date."""
    forgotten: date | None = None
    """A day that was kept until now."""

    @property
    def gone_back(self) -> bool:
        """Whether it shows a day before one that was seen."""
        return self.kept is not None and self.shows < self.kept


def as_text(found: "Status", clock: Clock, width: int, *, linear: bool) -> str:
    """For people: a table where it fits, else a line a topic. The clock comes last.

    Args:
        found: how everything stands.
        clock: what the clock shows, and what it must not go back behind.
        width: cells of a line; 0 breaks none.
        linear: no columns, for a voice.
    """
    tables = () if linear else (_table(found, short=short) for short in (False, True))
    rows = next((table for table in tables if max(map(cells, table)) <= width), [])
    if rows:
        rows += _wrapped([note for state in found.topics for note in _notes(state)], width)
    else:
        rows = _wrapped([_line(state, found.today) for state in found.topics], width)
    told = [text for state in found.languages for text in _language(state)]
    rows += _wrapped([*told, _counted(found), _clock(clock)], width)
    return "".join(f"{row}\n" for row in rows)


def as_json(found: "Status", clock: Clock) -> str:
    """For programs."""
    written = {
        "today": found.today.isoformat(),
        "clock": {
            "shows": clock.shows.isoformat(),
            "kept": clock.kept and clock.kept.isoformat(),
            "gone_back": clock.gone_back,
        },
        "amiss": found.amiss or clock.gone_back,
        "languages": [_language_as_json(state) for state in found.languages],
        "topics": [_topic_as_json(state, found.today) for state in found.topics],
    }
    return json.dumps(written, ensure_ascii=False, indent=2) + "\n"


def _wrapped(texts: list[str], width: int) -> list[str]:
    shown = map(visible, texts)
    return [line for text in shown for line in (wrap_text(text, width) if width else (text,))]


def _table(found: "Status", *, short: bool) -> list[str]:
    rows = (_cells(state, found.today, short=short) for state in found.topics)
    table = [_SHORT_HEADS if short else _HEADS, *rows]
    widths = [max(map(cells, column)) for column in zip(*table, strict=True)]
    between = " " if short else "  "
    return [
        between.join(
            text + " " * (width - cells(text)) for text, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in table
    ]


def _cells(state: "TopicState", today: date, *, short: bool) -> tuple[str, ...]:
    if (standing := state.standing) is None:
        unknown = "-"
        says = ("broken" if short else _BROKEN) if state.faults else _ABSENT
        return (state.topic, state.language, unknown, says, unknown, unknown)
    signed = "no" if state.signed is None else "yes"
    due, words = _due_shortly(standing, today), _words(state)
    if short:
        words = _SHORT_WORDS[words]
    else:
        due = f"{standing.review} {due}"
    return (state.topic, state.language, str(standing.checked), due, signed, words)


def _due_shortly(standing: "Standing", today: date) -> str:
    if _withdrawn(standing, today):
        return "withdrawn"
    days = (standing.review - today).days
    return f"late {-days} d" if days < 0 else f"in {days} d"


def _withdrawn(standing: "Standing", today: date) -> bool:
    return standing.withheld(today, require_sign_off=False) == "withdrawn"


def _words(state: "TopicState") -> str:
    if state.translated is None:
        return "own"
    return "stale" if state.translated.apart.withheld else "fresh"


def _notes(state: "TopicState") -> Iterator[str]:
    """What the cells of a table have no room for."""
    said = [
        *([_signed(state)] if state.signed is not None else ()),
        *(_why(state)),
        *_apart(state.translated),
        *(_reviewed(state.translated) if state.translated and state.translated.reviewer else ()),
    ]
    if said:
        yield f"{state.topic}, {state.language}: {'; '.join(said)}."


def _line(state: "TopicState", today: date) -> str:
    """All of it in one line."""
    if (standing := state.standing) is None:
        says = f"{_BROKEN}, see `ketacli check`" if state.faults else _ABSENT
        return f"{state.topic}, {state.language}: {says}."
    said = (
        f"checked {standing.checked}",
        f"due {standing.review}, {_due(standing, today)}",
        _signed(state),
        *_why(state),
        *_translation(state.translated),
    )
    return f"{state.topic}, {state.language}: {'; '.join(said)}."


def _due(standing: "Standing", today: date) -> str:
    days = (standing.review - today).days
    if _withdrawn(standing, today):
        return f"withdrawn on {standing.withdrawn_on()}"
    if standing.overdue(today):
        return f"overdue by {_days(-days)}, to be withdrawn on {standing.withdrawn_on()}"
    return f"in {_days(days)}"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def _signed(state: "TopicState") -> str:
    signed = state.signed
    if signed is None:
        return "not signed"
    return f"signed by {signed.by}, {signed.role}, on {signed.day}, until {signed.until}"


def _why(state: "TopicState") -> Iterator[str]:
    """Why it is not shown, where its day does not say so."""
    match state.why and state.why.value:
        case "not-signed":
            yield "not shown, because this site asks for a signature"
        case "stale":
            yield "not shown, because what it is about is a translation of other words"
        case _:
            pass


def _translation(translated: "Translated | None") -> Iterator[str]:
    if translated is None:
        yield "own words"
        return
    apart = tuple(_apart(translated))
    yield f"translated from {translated.of}" + ("" if apart else ", fresh")
    yield from apart
    yield from _reviewed(translated)


def _reviewed(translated: "Translated") -> Iterator[str]:
    name = translated.reviewer
    yield f"translation checked by {name}" if name else "nobody has checked the translation"


def _apart(translated: "Translated | None") -> Iterator[str]:
    return iter(()) if translated is None else _parts(translated.apart)


def _parts(apart: "Apart") -> Iterator[str]:
    named = (("stale", apart.stale), ("missing", apart.missing), ("extra", apart.extra))
    return (f"{name}: {', '.join(sorted(parts))}" for name, parts in named if parts)


def _language(state: "LanguageState") -> Iterator[str]:
    match state.fault:
        case "stale":
            reason = "its disclaimer is a translation of other words than those that stand now"
            yield f"{state.tag}: nothing is shown, because {reason}."
        case "broken":
            reason = "a file that every page needs breaks the rules, see `ketacli check`"
            yield f"{state.tag}: nothing is shown, because {reason}."
        case _:
            pass
    for kind, apart in state.apart:
        yield f"{state.tag}, {kind}: {'; '.join(_parts(apart))}."


def _counted(found: "Status") -> str:
    counts = Counter(label for state in found.topics for label in _labels(state, found.today))
    names = ("Withdrawn", "Overdue", "Breaking the rules", "Stale", "Not there")
    counted = [f"{name}: {counts[name]}." for name in names if counts[name]]
    wanting = [f"{name}: {counts[name]}." for name in ("Not signed", "Translations unchecked")]
    return " ".join((*(counted or ("All in date.",)), *wanting))


def _labels(state: "TopicState", today: date) -> Iterator[str]:
    """What it counts as."""
    if (standing := state.standing) is None:
        yield "Breaking the rules" if state.faults else "Not there"
        return
    if standing.overdue(today):
        yield "Withdrawn" if _withdrawn(standing, today) else "Overdue"
    if state.signed is None:
        yield "Not signed"
    if state.translated is not None:
        if state.translated.apart.withheld:
            yield "Stale"
        if not state.translated.reviewer:
            yield "Translations unchecked"


def _clock(clock: Clock) -> str:
    if clock.gone_back:
        return (
            f"The clock has gone back: it shows {clock.shows}, and {clock.kept} has been here. "
            f"Leaflets are judged as on {clock.kept}, so that none comes back. Where the clock is "
            "right, `ketacli status --clock-is-right` forgets the later day."
        )
    gone = "" if clock.forgotten is None else f" {clock.forgotten}, which was kept, is forgotten."
    return f"The clock: {clock.shows}.{gone}"


def _language_as_json(state: "LanguageState") -> Json:
    files = {kind: _apart_as_json(apart) for kind, apart in state.apart}
    return {"language": state.tag, "fault": state.fault or None, "files": files}


def _topic_as_json(state: "TopicState", today: date) -> Json:
    written: Json = {
        "topic": state.topic,
        "language": state.language,
        "there": state.there,
        "problems": state.faults,
        "shown": state.standing is not None and state.why is None,
        "why_not": state.why,
        "amiss": state.amiss(today),
    }
    if (standing := state.standing) is not None:
        written |= {
            "checked": standing.checked.isoformat(),
            "due": standing.review.isoformat(),
            "days_left": (standing.review - today).days,
            "withdrawn_on": standing.withdrawn_on().isoformat(),
            "signed": state.signed and _days_as_text(state.signed._asdict()),
            "translated": state.translated and _translated_as_json(state.translated),
        }
    return written


def _translated_as_json(translated: "Translated") -> Json:
    found = _apart_as_json(translated.apart)
    return {"of": translated.of, **found, "reviewed_by": translated.reviewer or None}


def _apart_as_json(apart: "Apart") -> Json:
    return {name: sorted(parts) for name, parts in apart._asdict().items()}


def _days_as_text(fields: Json) -> Json:
    return {name: str(value) for name, value in fields.items()}
