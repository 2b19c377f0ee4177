"""What is said of each item in the end, and the score as a standard computes it: never while an
item is open.
"""

from collections.abc import Iterable
from typing import NamedTuple

from ketacli.library.schema_ratings import Mark
from ketacli.library.standards.checks import Finding, Verdict
from ketacli.library.standards.instruments import InstrumentModel, ItemModel, Scale, Scoring
from ketacli.library.standards.material import Spot
from ketacli.library.standards.ratings import Rating

_MET_FROM = 3
"""On a scale of 1 to 4."""
_HIGHEST = {Scale.MET: 1, Scale.ONE_TO_FOUR: 4, Scale.ONE_TO_FIVE: 5}


class Outcome(NamedTuple):
    """One item: what a program found, and what a human said."""

    item: ItemModel
    finding: Finding
    rating: Rating | None = None
    lapsed: Rating | None = None
    """A rating of other words, which counts no more."""
    spots: tuple[Spot, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """A human outranks a program, but cannot lift a failure that it has shown."""
        if self.rating is None or self.finding.verdict is Verdict.FAILED:
            return self.finding.verdict
        not_applicable = self.rating.mark is Mark.NOT_APPLICABLE
        return Verdict.NOT_APPLICABLE if not_applicable else Verdict.RATED

    @property
    def is_open(self) -> bool:
        """Whether it still needs a human."""
        return self.verdict is Verdict.HUMAN

    @property
    def applies(self) -> bool:
        """Whether it counts for a score."""
        return self.verdict is not Verdict.NOT_APPLICABLE

    @property
    def is_met(self) -> bool:
        """Whether it counts as met; an open item does not."""
        if self.verdict is Verdict.RATED and self.rating is not None:
            return _is_met(self.rating.mark, self.item.rated)
        return self.verdict in {Verdict.STRUCTURE, Verdict.TEXT}

    @property
    def points(self) -> int:
        """What it adds to a sum."""
        if self.verdict is Verdict.RATED and self.rating is not None and self.rating.mark.isdigit():
            return int(self.rating.mark)
        return int(self.is_met)


class Score(NamedTuple):
    """What a standard computes, of one of its parts or of all."""

    name: str
    """The part, or '' for all."""
    open: int
    """How many items need a human; with one there are no points and no percentage."""
    points: int
    of: int
    items: int
    """How many items apply, or may."""
    is_percent: bool

    @property
    def percent(self) -> float | None:
        """Points of those that apply, of a hundred; None while items are open or none applies."""
        if self.open or not self.of or not self.is_percent:
            return None
        return round(100 * self.points / self.of, 1)


def scores(table: InstrumentModel, outcomes: dict[str, Outcome]) -> tuple[Score, ...]:
    """The scores of a topic, in the order of the parts. None where a standard has no score."""
    match table.score:
        case Scoring.NONE:
            return ()
        case Scoring.PERCENT_BY_PART | Scoring.COUNTS_BY_PART:
            return tuple(
                _score(part.name, (outcomes[item.number] for item in part.items), table.score)
                for part in table.parts
            )
        case _:
            return (_score("", outcomes.values(), table.score),)


def _score(name: str, outcomes: Iterable[Outcome], scoring: Scoring) -> Score:
    counted = [outcome for outcome in outcomes if outcome.applies]
    still_open = sum(outcome.is_open for outcome in counted)
    is_sum = scoring is Scoring.SUM
    points = sum(outcome.points if is_sum else int(outcome.is_met) for outcome in counted)
    of = sum(_HIGHEST[outcome.item.rated] if is_sum else 1 for outcome in counted)
    is_percent = scoring in {Scoring.PERCENT, Scoring.PERCENT_BY_PART}
    return Score(name, still_open, points, of, len(counted), is_percent)


def _is_met(mark: Mark, scale: Scale) -> bool:
    if scale is Scale.MET:
        return mark is Mark.MET
    return mark.isdigit() and int(mark) >= _MET_FROM
