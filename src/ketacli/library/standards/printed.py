"""A report as lines for a person and as Markdown to keep. Foreign text stays letters: what could be
a mark is escaped.
"""

from collections.abc import Iterator

from ketacli.library.standards.checks import Verdict
from ketacli.library.standards.instruments import InstrumentModel, PartModel, Scoring
from ketacli.library.standards.material import Spot
from ketacli.library.standards.ratings import Rating
from ketacli.library.standards.report import Assessed, Report
from ketacli.library.standards.scoring import Outcome, Score
from ketacli.text import visible

_SAID = {
    Verdict.STRUCTURE: "passed by structure",
    Verdict.TEXT: "passed by text",
    Verdict.FAILED: "failed",
    Verdict.NOT_APPLICABLE: "does not apply",
    Verdict.HUMAN: "needs a human",
    Verdict.RATED: "rated by a human",
}
_MARKS = frozenset("\\`*_{}[]<>#|~!&$")
_HEAD = "| item | asks | found | why |\n|---|---|---|---|\n"
_ABOUT = """\
The items have the numbers of the standard; their words are ours. Read the standard itself before
you rate. A program says only what it can show; all else needs a human."""


def plain(report: Report) -> Iterator[str]:
    """An item in a few lines, and the score, topic by topic."""
    table = report.instrument
    yield _drawn(table.name, table.edition, *_ABOUT.splitlines())
    for assessed in report.topics():
        yield _drawn(f"{assessed.file}: {assessed.topic}, {assessed.language}", _words(assessed))
        for part in table.parts:
            yield _drawn(part.name)
            yield from ("".join(_lines(outcome)) for outcome in _of(part, assessed))
            yield "\n"
        yield _drawn(*_ending(assessed, table))


def markdown(report: Report) -> Iterator[str]:
    """A table for each part of each topic."""
    table = report.instrument
    yield f"# {_escaped(table.name)}\n\n{_escaped(table.edition)}\n\n{_ABOUT}\n"
    for assessed in report.topics():
        yield f"\n## {_escaped(assessed.topic)}, {_escaped(assessed.language)}\n\n"
        yield f"In `{assessed.file}`. {_words(assessed)}\n"
        for part in table.parts:
            yield f"\n### {_escaped(part.name)}\n\n{_HEAD}"
            yield from (_row(outcome) for outcome in _of(part, assessed))
        yield "".join(f"\n- {_escaped(line)}" for line in _ending(assessed, table)) + "\n"


def _of(part: PartModel, assessed: Assessed) -> Iterator[Outcome]:
    return (assessed.outcomes[item.number] for item in part.items)


def _words(assessed: Assessed) -> str:
    return f"Code of the words: {assessed.words}."


def _lines(outcome: Outcome) -> Iterator[str]:
    yield f"  {_cut(f'{outcome.item.number} {outcome.item.asks}: {_said(outcome)}')}\n"
    yield from (f"    {_cut(line)}\n" for line in _why(outcome))


def _said(outcome: Outcome) -> str:
    if outcome.verdict is Verdict.RATED and outcome.rating is not None:
        return f"rated {outcome.rating.mark}"
    return _SAID[outcome.verdict]


def _why(outcome: Outcome) -> Iterator[str]:
    finding = outcome.finding
    if finding.verdict is Verdict.FAILED:
        yield f"{finding.file}:{finding.line}:{finding.column}: {finding.note}"
        if outcome.rating is not None:
            yield f"{_by(outcome.rating)}; a failure that can be shown stands"
    elif outcome.rating is not None:
        yield _by(outcome.rating)
    else:
        yield from filter(None, (finding.note, _look_at(outcome), _lapsed(outcome)))


def _by(rating: Rating) -> str:
    return f"rated {rating.mark} by {rating.by}, {rating.role}, {rating.day}"


def _look_at(outcome: Outcome) -> str:
    if not outcome.is_open or not outcome.spots:
        return ""
    return f"look at {', '.join(map(_spot, outcome.spots))}"


def _spot(spot: Spot) -> str:
    if not spot.line:
        return f"{spot.field} (left out)"
    many = f", {spot.entries} entries" if spot.entries > 1 else ""
    return f"{spot.field} (line {spot.line}{many})"


def _lapsed(outcome: Outcome) -> str:
    if outcome.lapsed is None:
        return ""
    return f"{_by(outcome.lapsed)}, for other words; that counts no more"


def _ending(assessed: Assessed, table: InstrumentModel) -> Iterator[str]:
    counted = (
        f"{_SAID[verdict].capitalize()}: {count}."
        for verdict in Verdict
        if (count := assessed.count(verdict))
    )
    yield " ".join((f"Items: {len(assessed.outcomes)}.", *counted))
    yield from (_score(score, table) for score in assessed.scores)
    if table.score is Scoring.NONE:
        yield "This standard has no score."


def _score(score: Score, table: InstrumentModel) -> str:
    name = f"{score.name}: " if score.name else "Score: "
    if score.open:
        return f"{name}no score yet, as {score.open} of {score.items} items need a human."
    if not score.of:
        return f"{name}no score, as no item applies."
    percent = "" if score.percent is None else f"{score.percent} percent, "
    bar = f" The bar is {table.bar}." if table.bar else ""
    return f"{name}{percent}{score.points} of {score.of}.{bar}"


def _row(outcome: Outcome) -> str:
    why = "; ".join(_why(outcome))
    cells = (outcome.item.number, outcome.item.asks, _said(outcome), why)
    return f"| {' | '.join(map(_escaped, cells))} |\n"


def _cut(text: str) -> str:
    return visible(" ".join(text.split()))


def _drawn(*lines: str) -> str:
    """Lines that are safe to draw, and an empty one."""
    return "".join(f"{_cut(line)}\n" for line in lines) + "\n"


def _escaped(text: str) -> str:
    """Text as Markdown shows it letter by letter, on one line."""
    return "".join(f"\\{letter}" if letter in _MARKS else letter for letter in _cut(text))
