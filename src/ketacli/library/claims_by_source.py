"""The claim ledger turned round: what falls if a paper falls."""

from collections.abc import Iterable
from typing import NamedTuple

from ketacli.library.claims import Claim, Weakness


class Stake(NamedTuple):
    """What rests on one source."""

    source: str
    """Its id, or '' for claims that have none."""
    claims: tuple[Claim, ...]

    @property
    def alone(self) -> int:
        """How many claims would lose their only source if it fell."""
        return sum(Weakness.ONE_SOURCE in claim.weak for claim in self.claims)


def by_source(claims: Iterable[Claim]) -> tuple[Stake, ...]:
    """Every source that is cited, the one that most claims rest on alone first.

    Unlike the ledger itself this keeps all claims: a source is whole only at the end.
    """
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        for source in dict.fromkeys(claim.sources or ("",)):
            found.setdefault(source, []).append(claim)
    stakes = (Stake(source, tuple(resting)) for source, resting in found.items())
    return tuple(sorted(stakes, key=_most_at_stake))


def _most_at_stake(stake: Stake) -> tuple[int, int, str]:
    return -stake.alone, -len(stake.claims), stake.source
