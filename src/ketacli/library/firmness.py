"""Which kind of evidence is firmer than which: a partial order, for telling whether a claim got
stronger. docs/content-guide.md gives the reasons.
"""

from enum import StrEnum, unique

from ketacli.text import Evidence

_STEPS = {
    Evidence.HYPOTHESIS: 0,
    Evidence.ANIMAL: 1,
    Evidence.OBSERVATIONAL: 2,
    Evidence.TRIAL: 3,
    Evidence.OFFICIAL: 3,
}
_LEAST_ABOVE_CONTESTED = _STEPS[Evidence.OBSERVATIONAL]
"""What people were seen or shown to have is firmer than what researchers disagree about."""


@unique
class Turn(StrEnum):
    """What became of the ground under a sentence."""

    STRONGER = "stronger"
    WEAKER = "weaker"
    BESIDE = "beside"
    """Another kind, neither firmer nor weaker."""
    CLAIM_NOW = "claim-now"
    """It rested on nothing before."""
    CLAIM_NO_MORE = "claim-no-more"
    SOURCES = "sources"
    """The same kind, with other sources."""


def turn(then: str, now: str) -> Turn:
    """What a change from one kind of evidence to another means; '' is none."""
    if then == now:
        return Turn.SOURCES
    if not then:
        return Turn.CLAIM_NOW
    if not now:
        return Turn.CLAIM_NO_MORE
    if _is_firmer(now, then):
        return Turn.STRONGER
    return Turn.WEAKER if _is_firmer(then, now) else Turn.BESIDE


def _is_firmer(one: str, other: str) -> bool:
    if other == Evidence.CONTESTED:
        return _step(one) >= _LEAST_ABOVE_CONTESTED
    # A word that is no kind of evidence, from a broken or an old file, is beside everything.
    return min(_step(one), _step(other)) >= 0 and _step(one) > _step(other)


def _step(kind: str) -> int:
    return _STEPS.get(kind, -1)  # type: ignore[call-overload, no-any-return]
