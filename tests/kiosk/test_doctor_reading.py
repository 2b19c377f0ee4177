import pytest

from ketacli.errors import Problem, Severity
from ketacli.kiosk.checks.facts import Content
from ketacli.kiosk.checks.finding import Finding, Verdict
from ketacli.kiosk.checks.reading import reading
from support.doctor import FACTS, SITE, one

LONG = Problem("en/topics/sleep.yaml", 3, 1, "long-sentence", "too long")
LATE = Problem("en/topics/sleep.yaml", 9, 1, "out-of-date", "the review was due")
WHOLE = Problem("en/labels.yaml", 0, 0, "stray-file", "no content file belongs here")


def judged(named: str, *problems: Problem, sign_off: bool = False, **content: object) -> Finding:
    facts = FACTS._replace(
        site=SITE._replace(require_sign_off=sign_off),
        content=Content(**{**FACTS.content._asdict(), "problems": problems, **content}),
    )
    return one(reading(facts), named)


def test_content_that_breaks_a_rule_fails_and_the_first_place_is_named() -> None:
    assert judged("content").verdict is Verdict.FINE
    found = judged("content", LONG, WHOLE)
    assert found.verdict is Verdict.FAIL
    assert found.measured == "2; the first: en/topics/sleep.yaml:3 [long-sentence]"
    assert judged("content", WHOLE).measured == "1; the first: en/labels.yaml [stray-file]"


@pytest.mark.parametrize("mild", [Severity.WARNING, Severity.SCORE])
def test_what_check_lets_pass_passes_here(mild: Severity) -> None:
    assert judged("content", LONG._replace(severity=mild)).verdict is Verdict.FINE


def test_content_whose_review_was_due_is_told_apart_from_content_that_is_wrong() -> None:
    assert judged("review").verdict is Verdict.FINE
    found = judged("review", LATE)
    assert found.verdict is Verdict.FAIL
    assert found.measured == "en/topics/sleep.yaml"
    assert judged("content", LATE).verdict is Verdict.FINE


@pytest.mark.parametrize(
    ("unsigned", "sign_off", "verdict"),
    [
        ((), True, Verdict.FINE),
        (("en/sleep",), False, Verdict.WARNING),
        (("en/sleep",), True, Verdict.FAIL),
        (("en/not-shown-here",), True, Verdict.FINE),
    ],
)
def test_a_clinic_may_ask_for_signatures(
    unsigned: tuple[str, ...], sign_off: bool, verdict: Verdict
) -> None:
    assert judged("signed", sign_off=sign_off, unsigned=unsigned).verdict is verdict


@pytest.mark.parametrize(
    ("withdrawn", "measured"),
    [
        ((), "none"),
        (("en/sleep",), "en/sleep"),
        (("en/sleep", "es/sleep"), "en/sleep, es/sleep"),
        (("en/not-shown-here",), "none"),
    ],
)
def test_a_leaflet_that_is_withdrawn_fails_and_is_named(
    withdrawn: tuple[str, ...], measured: str
) -> None:
    found = judged("withdrawn", withdrawn=withdrawn)
    assert found.measured == measured
    assert found.verdict is (Verdict.FINE if measured == "none" else Verdict.FAIL)


def test_what_the_site_shows_must_be_in_the_library() -> None:
    assert judged("library").verdict is Verdict.FINE
    found = judged("library", languages=("de",), topics=("pain",))
    assert found.verdict is Verdict.FAIL
    assert found.measured == "not there: en, sleep"


def test_a_library_without_a_topic_to_show_fails_whatever_the_site_asks_for() -> None:
    empty = FACTS.content._replace(topics=())
    facts = FACTS._replace(site=SITE._replace(topics=()), content=empty)
    assert one(reading(facts), "library").verdict is Verdict.FAIL
