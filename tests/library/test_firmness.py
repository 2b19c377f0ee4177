"""Which kind of evidence is firmer: a partial order."""

from itertools import product

import pytest

from ketacli.library.firmness import Turn, turn
from ketacli.text import Evidence
from support.docs import DOCS

E = Evidence


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [
        (E.HYPOTHESIS, E.ANIMAL),
        (E.ANIMAL, E.OBSERVATIONAL),
        (E.HYPOTHESIS, E.OBSERVATIONAL),
        (E.OBSERVATIONAL, E.TRIAL),
        (E.OBSERVATIONAL, E.OFFICIAL),
        (E.ANIMAL, E.OFFICIAL),
        (E.CONTESTED, E.OBSERVATIONAL),
        (E.CONTESTED, E.TRIAL),
        (E.CONTESTED, E.OFFICIAL),
    ],
)
def test_one_kind_is_firmer_than_another(weaker: Evidence, stronger: Evidence) -> None:
    assert turn(weaker, stronger) is Turn.STRONGER
    assert turn(stronger, weaker) is Turn.WEAKER


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (E.TRIAL, E.OFFICIAL),
        (E.CONTESTED, E.ANIMAL),
        (E.CONTESTED, E.HYPOTHESIS),
        (E.TRIAL, "no-kind"),
        ("no-kind", "none-either"),
        (E.CONTESTED, "no-kind"),
    ],
)
def test_some_kinds_stand_beside_each_other(one: str, other: str) -> None:
    assert turn(one, other) is turn(other, one) is Turn.BESIDE


def test_a_claim_can_come_to_be_and_cease() -> None:
    assert turn("", E.TRIAL) is Turn.CLAIM_NOW
    assert turn(E.TRIAL, "") is Turn.CLAIM_NO_MORE
    assert turn(E.TRIAL, E.TRIAL) is Turn.SOURCES


@pytest.mark.parametrize(("a", "b", "c"), list(product(Evidence, repeat=3)))
def test_the_order_is_one(a: Evidence, b: Evidence, c: Evidence) -> None:
    if turn(a, b) is turn(b, c) is Turn.STRONGER:
        assert turn(a, c) is Turn.STRONGER


def test_the_content_guide_has_the_order() -> None:
    guide = " ".join((DOCS / "content-guide.md").read_text(encoding="utf-8").split())
    assert "`hypothesis` < `animal` < `observational` < `trial` and `official`" in guide
