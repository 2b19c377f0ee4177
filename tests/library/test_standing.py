"""Whether a leaflet may be shown on a day, to the day."""

from datetime import date, timedelta

import pytest

from ketacli.leaflet import Role
from ketacli.library import Calendar, Library
from ketacli.library.standing import (
    Standing,
    Why,
    contact,
    from_json,
    to_json,
    told,
    with_notice,
)
from ketacli.site import Clinic
from support.leaflets import proof
from support.program import CONTENT

CHECKED, REVIEW = date(2026, 1, 1), date(2026, 7, 1)
STANDING = Standing(CHECKED, REVIEW, 30, signed=True)
LIBRARY = Library(CONTENT, language="en", calendar=Calendar(lambda: date(2026, 12, 1)))
LABELS = LIBRARY.labels
DAY = timedelta(days=1)


def why(day: date, standing: Standing = STANDING, *, required: bool = False) -> Why | None:
    return standing.withheld(day, require_sign_off=required)


def test_a_review_is_late_from_the_day_after() -> None:
    assert not STANDING.overdue(REVIEW)
    assert STANDING.overdue(REVIEW + DAY)


def test_a_leaflet_is_withdrawn_from_the_day_after_its_grace() -> None:
    last = REVIEW + 30 * DAY
    assert why(last) is None
    assert why(last + DAY) is Why.WITHDRAWN
    assert STANDING.withdrawn_on() == last + DAY


def test_without_grace_a_leaflet_is_withdrawn_as_soon_as_it_is_late() -> None:
    standing = STANDING._replace(grace_days=0)
    assert why(REVIEW, standing) is None
    assert why(REVIEW + DAY, standing) is Why.WITHDRAWN


def test_a_clock_before_the_day_of_the_check_is_wrong() -> None:
    standing = STANDING._replace(checked=REVIEW + 40 * DAY)
    assert why(date.min, standing) is Why.WITHDRAWN
    assert standing.overdue(date.min)
    assert why(date.min) is None


@pytest.mark.parametrize("review", [date.max, date.max - DAY])
def test_a_review_at_the_end_of_time_is_no_fault(review: date) -> None:
    standing = STANDING._replace(review=review, grace_days=730)
    assert why(date.max, standing) is None
    assert standing.withdrawn_on() == date.max


def test_a_signature_counts_where_it_is_asked_for() -> None:
    unsigned = STANDING._replace(signed=False)
    assert why(REVIEW, unsigned) is None
    assert why(REVIEW, unsigned, required=True) is Why.NOT_SIGNED
    assert why(REVIEW, required=True) is None


def test_a_translation_of_other_words_is_not_shown() -> None:
    assert why(REVIEW, STANDING._replace(whole=False)) is Why.STALE


def test_what_is_withdrawn_is_so_whatever_else_it_is() -> None:
    worst = STANDING._replace(signed=False, whole=False)
    assert why(date(2030, 1, 1), worst, required=True) is Why.WITHDRAWN
    assert why(REVIEW, worst, required=True) is Why.NOT_SIGNED


@pytest.mark.parametrize(
    "standing", [STANDING, Standing(CHECKED, REVIEW, 0, signed=False, whole=False)]
)
def test_it_is_read_back_as_it_was_written(standing: Standing) -> None:
    assert from_json(to_json(standing)) == standing


@pytest.mark.parametrize(
    "spoiled", [{"review": "soon"}, {"checked": None}, {"more": 1}, {"review": 3}]
)
def test_another_shape_is_refused(spoiled: dict[str, object]) -> None:
    with pytest.raises((TypeError, ValueError)):
        from_json({**to_json(STANDING), **spoiled})


@pytest.mark.parametrize("reason", Why)
def test_readers_are_told_why_and_whom_to_ask(reason: Why) -> None:
    found = told(reason, STANDING, LABELS, Clinic())
    assert found.why is reason
    said, ask = found.words
    assert ask == LABELS.ask_instead
    assert ("1 July 2026" in said) is (reason is Why.WITHDRAWN)
    assert "{" not in said
    others = {told(other, STANDING, LABELS, Clinic()).words[0] for other in Why}
    assert len(others) == len(Why)


def test_a_clinic_with_a_telephone_is_whom_to_ask() -> None:
    said = contact(LABELS, Clinic("A clinic", "555 0100"))
    assert said.startswith(LABELS.ask_instead)
    assert "A clinic" in said
    assert "555 0100" in said
    assert contact(LABELS, Clinic("A clinic")) == LABELS.ask_instead


def test_a_late_leaflet_says_so_after_the_crisis_lines_and_before_all_else() -> None:
    leaflet = LIBRARY.issue(LIBRARY.first_topic(), proof(LIBRARY))
    plain = leaflet._replace(parts=tuple(p for p in leaflet.parts if p.role is not Role.OVERDUE))
    late = with_notice(plain, STANDING, LABELS)
    roles = [part.role for part in late.parts]
    helps = roles.count(Role.HELP)
    assert helps > 0
    assert roles[: helps + 1] == [*[Role.HELP] * helps, Role.OVERDUE]
    assert [part for part in late.parts if part.role is not Role.OVERDUE] == [*plain.parts]
    assert late.parts[helps].title == LABELS.overdue_title
    assert "1 July 2026" in str(late.parts[helps].blocks)
