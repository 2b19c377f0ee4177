"""The ledger turned round is the exact inverse of the ledger."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacli.library.claims import Claim, Ledger, Wish
from ketacli.library.claims_by_source import Stake, by_source
from ketacli.library.folder import Folder
from support.ledger import claim_of, ledger_library, topic_of

SOURCES = ("hostile", "berman2000", "no-doi_9", "book1", "office", "page")
Made = tuple[str, list[str]]
MADE = st.lists(
    st.tuples(
        st.sampled_from(["trial", "observational", "hypothesis", "contested", "official"]),
        st.lists(st.sampled_from(SOURCES), min_size=1, max_size=4),
    ),
    max_size=6,
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library whose two topics each example writes anew."""
    return ledger_library(tmp_path_factory.mktemp("made"), one=topic_of([]), two=topic_of([]))


@given(one=MADE, two=MADE)
def test_it_is_the_exact_inverse_of_the_ledger(
    library: Path, one: list[Made], two: list[Made]
) -> None:
    made = {"one": one, "two": two}
    for name, claims in made.items():
        texts = [
            claim_of(f"Text {number} of {name}.", kind, sources)
            for number, (kind, sources) in enumerate(claims)
        ]
        (library / f"en/topics/{name}.yaml").write_text(topic_of(texts), encoding="utf-8")
    ledger = Ledger(Folder(library))
    found = tuple(ledger.claims(Wish()))
    stakes = by_source(found)
    assert ledger.problems == []

    expected = Counter(
        (source, f"Text {number} of {name}.")
        for name, claims in made.items()
        for number, (_, sources) in enumerate(claims)
        for source in set(sources)
    )
    assert Counter((s.source, claim.text) for s in stakes for claim in s.claims) == expected
    assert {claim for stake in stakes for claim in stake.claims} == set(found)
    for stake in stakes:
        assert stake.claims == tuple(claim for claim in found if stake.source in claim.sources)
        alone = [claim for claim in found if set(claim.sources) == {stake.source}]
        assert stake.alone == len(alone)
    assert len({stake.source for stake in stakes}) == len(stakes)


def claim(text: str, *sources: str) -> Claim:
    evidence = "trial" if sources else ""
    return Claim("t", "f", 1, 1, "", "x", text, evidence, "Words", sources)


def test_the_source_that_most_rests_on_alone_comes_first() -> None:
    claims = [claim("1", "b"), claim("2", "a", "c"), claim("3", "c", "a"), claim("4", "c")]
    assert [(s.source, s.alone, len(s.claims)) for s in by_source(claims)] == [
        ("c", 1, 3),
        ("b", 1, 1),
        ("a", 0, 2),
    ]


def test_claims_without_a_source_stand_together() -> None:
    lacking = claim("1")
    assert by_source([lacking]) == (Stake("", (lacking,)),)
    assert by_source([lacking])[0].alone == 0
    assert by_source([]) == ()
