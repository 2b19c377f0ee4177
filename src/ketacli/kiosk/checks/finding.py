"""What the doctor found, one thing at a time, as values. Owns no rule and no layout."""

from enum import StrEnum, unique
from typing import NamedTuple

OURS = "ketacli"
"""The clause of what no law asks for and this kiosk needs all the same."""


@unique
class Verdict(StrEnum):
    """What a finding means for whoever put the kiosk up."""

    FINE = "fine"
    WARNING = "warning"
    """The kiosk may open; somebody should know."""
    FAIL = "fail"
    UNKNOWN = "unknown"
    """It cannot be seen from here. `wanted` says what to do; it never counts as fine."""


class Finding(NamedTuple):
    """One thing that was looked at."""

    id: str
    clause: str
    """The document and the clause that ask for it, or `ketacli`."""
    what: str
    measured: str
    wanted: str
    verdict: Verdict


def fine_if(good: bool) -> Verdict:
    """A thing that is right or wrong."""
    return Verdict.FINE if good else Verdict.FAIL
