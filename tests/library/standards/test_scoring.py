"""What counts in the end, and the scores as the standards compute them."""

from datetime import date

import pytest

from ketacli.library.schema_ratings import Mark, Standard
from ketacli.library.standards.checks import Finding, Verdict
from ketacli.library.standards.instruments import Scoring, instrument
from ketacli.library.standards.ratings import Rating
from ketacli.library.standards.scoring import Outcome, Score, scores

HUMAN, PASSED = Finding(Verdict.HUMAN), Finding(Verdict.STRUCTURE)
FAILED = Finding(Verdict.FAILED, "it fails", "a.yaml", 1, 1)


def rated(mark: Mark | str) -> Rating:
    return Rating(Mark(mark), "A rater", "Nurse", date(2026, 1, 2))


def outcomes(standard: Standard, **of: Outcome | Finding | str) -> dict[str, Outcome]:
    """Every item met, but some as they are named: `_2` for item 2, `_1_1_3` for item 1.1.3."""
    made = {n: Outcome(i, PASSED) for n, i in instrument(standard).by_number().items()}
    for name, what in of.items():
        number = name[1:].replace("_", ".")
        match what:
            case Outcome():
                made[number] = what
            case Finding():
                made[number] = made[number]._replace(finding=what)
            case _:
                made[number] = made[number]._replace(finding=HUMAN, rating=rated(what))
    return made


def all_rated(standard: Standard, mark: str) -> dict[str, Outcome]:
    return {
        number: outcome._replace(finding=HUMAN, rating=rated(mark))
        for number, outcome in outcomes(standard).items()
    }


@pytest.mark.parametrize(
    ("finding", "mark", "verdict"),
    [
        (HUMAN, None, Verdict.HUMAN),
        (HUMAN, "met", Verdict.RATED),
        (HUMAN, "not-applicable", Verdict.NOT_APPLICABLE),
        (PASSED, None, Verdict.STRUCTURE),
        (PASSED, "not-met", Verdict.RATED),
        (FAILED, None, Verdict.FAILED),
        (FAILED, "met", Verdict.FAILED),
        (FAILED, "not-applicable", Verdict.FAILED),
    ],
)
def test_a_human_outranks_a_program_but_for_a_failure(
    finding: Finding, mark: str | None, verdict: Verdict
) -> None:
    item = instrument(Standard.PEMAT).by_number()["11"]
    outcome = Outcome(item, finding, rated(mark) if mark else None)
    assert outcome.verdict is verdict
    assert outcome.is_open is (verdict is Verdict.HUMAN)
    assert outcome.applies is (verdict is not Verdict.NOT_APPLICABLE)
    met = verdict is Verdict.STRUCTURE or (verdict is Verdict.RATED and mark == "met")
    assert outcome.is_met is met


@pytest.mark.parametrize(("mark", "met"), [("1", False), ("2", False), ("3", True), ("4", True)])
def test_a_certification_criterion_is_met_from_3_on(mark: str, *, met: bool) -> None:
    item = instrument(Standard.IPDAS).by_number()["2.1.1"]
    assert Outcome(item, HUMAN, rated(mark)).is_met is met


def test_pemat_is_percent_of_what_applies_in_each_part() -> None:
    found = outcomes(Standard.PEMAT, _1="not-met", _6="not-applicable", _20=FAILED)
    understandability, actionability = scores(instrument(Standard.PEMAT), found)
    assert understandability == Score("Understandability", 0, 15, 16, 16, is_percent=True)
    assert understandability.percent == 93.8
    assert (actionability.points, actionability.of, actionability.percent) == (6, 7, 85.7)


def test_a_part_is_scored_though_another_is_open() -> None:
    found = outcomes(Standard.PEMAT, _21=HUMAN)
    understandability, actionability = scores(instrument(Standard.PEMAT), found)
    assert understandability.percent == 100.0
    assert (actionability.open, actionability.percent) == (1, None)


def test_the_index_is_percent_of_all_that_applies() -> None:
    without_numbers = dict.fromkeys(("_15", "_16", "_17"), "not-applicable")
    (score,) = scores(
        instrument(Standard.CCI), outcomes(Standard.CCI, **without_numbers, _2=FAILED)
    )
    assert (score.points, score.of, score.percent) == (16, 17, 94.1)
    assert instrument(Standard.CCI).bar == 90


@pytest.mark.parametrize(("mark", "points"), [("1", 16), ("3", 48), ("5", 80)])
def test_discern_is_the_sum_of_16_ratings(mark: str, points: int) -> None:
    (score,) = scores(instrument(Standard.DISCERN), all_rated(Standard.DISCERN, mark))
    assert (score.points, score.of, score.percent, score.items) == (points, 80, None, 16)


def test_ipdas_counts_each_group() -> None:
    tests = dict.fromkeys(("_2_4_1", "_2_4_2", "_2_4_3", "_2_4_4"), "not-applicable")
    found = outcomes(Standard.IPDAS, _1_1_3=FAILED, _2_1_1="2", _2_2_2="3", **tests)
    qualifying, certification = scores(instrument(Standard.IPDAS), found)
    assert (qualifying.points, qualifying.of, qualifying.percent) == (5, 6, None)
    assert (certification.points, certification.of, certification.percent) == (5, 6, None)


def test_jama_is_0_to_4() -> None:
    (score,) = scores(instrument(Standard.JAMA), outcomes(Standard.JAMA, _1="not-met"))
    assert (score.points, score.of, score.percent) == (3, 4, None)


def test_the_nhs_standard_has_no_score() -> None:
    assert instrument(Standard.NHS).score is Scoring.NONE
    assert scores(instrument(Standard.NHS), outcomes(Standard.NHS)) == ()


def test_where_nothing_applies_there_is_no_percentage() -> None:
    nothing = Finding(Verdict.NOT_APPLICABLE)
    found = {n: o._replace(finding=nothing) for n, o in outcomes(Standard.CCI).items()}
    (score,) = scores(instrument(Standard.CCI), found)
    assert (score.of, score.percent) == (0, None)


@pytest.mark.parametrize("standard", [one for one in Standard if one is not Standard.NHS])
def test_one_open_item_leaves_no_score(standard: Standard) -> None:
    numbers = list(instrument(standard).by_number())
    for number in (numbers[0], numbers[-1]):
        found = outcomes(standard, **{f"_{number.replace('.', '_')}": HUMAN})
        assert sum(score.open for score in scores(instrument(standard), found)) == 1
