"""Whether a leaflet may be shown on a day, and what it must say of itself. Knows no file."""

from datetime import date
from enum import StrEnum, unique
from typing import TYPE_CHECKING, Any, NamedTuple

from ketacli.leaflet import Leaflet, Part, Role
from ketacli.text import Paragraph, Span

if TYPE_CHECKING:
    from ketacli.labels import Labels
    from ketacli.site import Clinic

Json = dict[str, Any]


@unique
class Why(StrEnum):
    """Why a leaflet is not shown."""

    WITHDRAWN = "withdrawn"
    """Nobody has checked it again in time."""
    NOT_SIGNED = "not-signed"
    """The site shows only what a clinician has signed."""
    STALE = "stale"
    """The translation is of other words than those that stand there now."""


class Told(NamedTuple):
    """What readers are told instead of a leaflet."""

    why: Why
    words: tuple[str, ...]


class Standing(NamedTuple):
    """What decides whether a topic is shown."""

    checked: date
    """A day that is past: it was checked then. A clock that shows an earlier one is wrong."""
    review: date
    """By this day it must be checked again."""
    grace_days: int
    """So long after that it is still shown, and says so."""
    signed: bool
    whole: bool = True
    """Not a translation of other words than those that stand there now."""

    def overdue(self, today: date) -> bool:
        """Whether its review is late."""
        return max(today, self.checked) > self.review

    def withdrawn_on(self) -> date:
        """The first day on which it is not shown any more, unless somebody checks it."""
        first = self.review.toordinal() + self.grace_days + 1
        return date.fromordinal(min(first, date.max.toordinal()))

    def withheld(self, today: date, *, require_sign_off: bool) -> Why | None:
        """Why it is not shown on a day, if it is not."""
        late = max(today, self.checked) - self.review
        if late.days > self.grace_days:
            return Why.WITHDRAWN
        if require_sign_off and not self.signed:
            return Why.NOT_SIGNED
        return None if self.whole else Why.STALE


def to_json(standing: Standing) -> Json:
    """As made pages keep it."""
    days = {name: getattr(standing, name).isoformat() for name in ("checked", "review")}
    return {**standing._asdict(), **days}


def from_json(written: Json) -> Standing:
    """Read back what `to_json` wrote.

    Raises:
        KeyError, TypeError, ValueError: it is something else.
    """
    days = {name: date.fromisoformat(written[name]) for name in ("checked", "review")}
    return Standing(**{**written, **days})


def told(why: Why, standing: Standing, labels: "Labels", clinic: "Clinic") -> Told:
    """Why a reader is not shown a leaflet, and whom to ask."""
    return Told(why, (_reason(why, standing, labels), contact(labels, clinic)))


def contact(labels: "Labels", clinic: "Clinic") -> str:
    """Whom to ask: the clinic where it has a telephone, else the care team."""
    from ketacli.labels import fill

    if not clinic.telephone:
        return labels.ask_instead
    number = fill(labels.clinic_contact, clinic=clinic.name, telephone=clinic.telephone)
    return f"{labels.ask_instead} {number}"


def with_notice(leaflet: Leaflet, standing: Standing, labels: "Labels") -> Leaflet:
    """A leaflet that says before all else that its review is late."""
    from ketacli.labels import fill, written_day

    words = fill(labels.overdue, day=written_day(standing.review, labels))
    notice = Part(Role.OVERDUE, Role.OVERDUE.value, labels.overdue_title, (_said(words),))
    before = sum(part.role is Role.HELP for part in leaflet.parts)
    return leaflet._replace(parts=(*leaflet.parts[:before], notice, *leaflet.parts[before:]))


def _reason(why: Why, standing: Standing, labels: "Labels") -> str:
    from ketacli.labels import fill, written_day

    match why:
        case Why.WITHDRAWN:
            return fill(labels.withdrawn, day=written_day(standing.review, labels))
        case Why.NOT_SIGNED:
            return labels.not_signed
        case Why.STALE:
            return labels.part_withheld


def _said(text: str) -> Paragraph:
    return Paragraph((Span(text),))
