"""The account: what is given out, drawn as lines for a person, as JSON, or as CSV."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from ketacli.records.faults import of_break
from ketacli.records.reading import MOST_HIDDEN, Broken, Summary, Tally
from ketacli.text import visible

VERSION = 1
_WIDEST_BAR = 40
_LONGEST_GAP = 4
"""More weeks without a visit are one line: a clock that was wrong once is years away."""
_WEEK = timedelta(weeks=1)


def in_words(found: Summary, since: str) -> str:
    """Tables and a plot, in letters that every terminal has."""
    codes = {wording.digest: wording.code for wording in found.wordings}
    answers = [
        (t.day, t.language, t.channel, codes.get(t.digest, t.digest[:16]), *_counts(t))
        for t in found.tallies
    ]
    checked = [(c.topic, c.language, *map(str, c[2:])) for c in found.checked]
    lines = (
        f"Answers to the disclaimer{f' since {since}' if since else ''}",
        "",
        *_table(("day", "language", "channel", "words", "yes", "no"), answers, "None."),
        "",
        "Visits a week",
        "",
        *(_plot(found.tallies) or ("None.",)),
        "",
        f"Check questions, over all days, with more than {MOST_HIDDEN} answers",
        "",
        *_table(("topic", "language", "question", "right", "wrong"), checked, "None."),
        "",
        *map(_break, found.breaks),
        f"Rows: {found.rows}. Written on a day when the clock was wrong: {found.doubtful}.",
    )
    return "".join(f"{visible(line).rstrip()}\n" for line in lines)


def as_json(found: Summary, since: str) -> str:
    """One JSON object."""
    breaks = [
        {"row": seq, "day": day, "cause": what.cause.value, "rows": what.rows, "aside": what.aside}
        for seq, day, what in found.breaks
    ]
    written = {
        "version": VERSION,
        "since": since,
        "rows": found.rows,
        "clock_not_trusted": found.doubtful,
        "answers": [tally._asdict() for tally in found.tallies],
        "weeks": [{"week": week, "visits": visits} for week, visits in _by_name(found.tallies)],
        "checked": [checked._asdict() for checked in found.checked],
        "breaks": breaks,
        "wordings": [
            {"digest": wording.digest, "code": wording.code, **wording._asdict()}
            for wording in found.wordings
        ],
    }
    return json.dumps(written, indent=2) + "\n"


def as_csv(found: Summary) -> str:
    """The answers to the disclaimer, one line each."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(Tally._fields)
    writer.writerows(found.tallies)
    return written.getvalue()


def weeks(tallies: Iterable[Tally]) -> tuple[tuple[date, int], ...]:
    """The visits of each week that had any, by its Monday, in order."""
    visits: Counter[date] = Counter()
    for tally in tallies:
        try:
            day = date.fromisoformat(tally.day)
        except ValueError:  # somebody changed it: `verify` says so
            continue
        visits[day - timedelta(days=day.weekday())] += tally.acknowledged + tally.refused
    return tuple(sorted(visits.items()))


def _by_name(tallies: Iterable[Tally]) -> list[tuple[str, int]]:
    return [(_name(monday), visits) for monday, visits in weeks(tallies)]


def _plot(tallies: tuple[Tally, ...]) -> tuple[str, ...]:
    """A bar for each week, those without a visit too."""
    found = weeks(tallies)
    most = max((visits for _, visits in found), default=0)
    one = max(1.0, most / _WIDEST_BAR)
    return tuple(
        f"{_name(monday)}  {visits:>{len(str(most))}}  {'#' * round(visits / one)}"
        if visits
        else _name(monday)
        for monday, visits in _without_gaps(found)
    )


def _without_gaps(found: tuple[tuple[date, int], ...]) -> Iterator[tuple[date, int]]:
    """Every week from the first to the last; of a long gap only the first few."""
    for place, (monday, visits) in enumerate(found):
        before = found[place - 1][0] if place else monday - _WEEK
        missing = (monday - before) // _WEEK - 1
        for number in range(min(missing, _LONGEST_GAP)):
            yield before + (number + 1) * _WEEK, 0
        yield monday, visits


def _name(monday: date) -> str:
    year, week, _ = monday.isocalendar()
    return f"{year:04}-W{week:02}"


def _counts(tally: Tally) -> tuple[str, str]:
    return str(tally.acknowledged), str(tally.refused)


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]], nothing: str) -> tuple[str, ...]:
    if not rows:
        return (nothing,)
    lines = (head, *rows)
    widths = [max(len(line[at]) for line in lines) for at in range(len(head))]
    return tuple(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        for line in lines
    )


def _break(broken: Broken) -> str:
    aside = f" ({broken.what.aside})" if broken.what.aside else ""
    told = of_break(broken.what.cause).value
    return f"Row {broken.seq}, {broken.day}: {told}{aside}. Rows: {broken.what.rows}."
