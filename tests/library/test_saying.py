"""Marked text and claims as blocks, each claim with the words for what it rests on."""

from typing import Any

import pytest

from ketacli.labels import Labels
from ketacli.library import Library
from ketacli.library.citing import Citations
from ketacli.library.folder import Folder
from ketacli.library.loading import load
from ketacli.library.saying import Saying
from ketacli.library.schema import (
    BulletsItem,
    ChartItem,
    Claim,
    PictureItem,
    StepsItem,
    TextItem,
    WarningItem,
)
from ketacli.library.schema_house import ReferenceModel, StyleModel, TermModel
from ketacli.text import (
    Bullets,
    Callout,
    Chart,
    ChartGroup,
    Evidence,
    Ground,
    Paragraph,
    Picture,
    Span,
    Steps,
    Still,
    letters,
)
from support.program import CONTENT

GROUND: dict[str, Any] = {"evidence": "trial", "sources": ("b", "a")}


@pytest.fixture(scope="module")
def labels() -> Labels:
    return Library(CONTENT, language="en").labels


@pytest.fixture
def saying(labels: Labels) -> Saying:
    sources = {
        name: ReferenceModel.model_validate(
            {"id": name, "title": "T", "journal": "J", "findings_verified": "yes"}
        )
        for name in ("a", "b")
    }
    term = TermModel(id="bdnf", term="BDNF", meaning="A protein.")
    style = load(StyleModel, Folder(CONTENT), "en/style.yaml")
    return Saying(labels, style, {term.id: term}, Citations(sources, labels))


def test_a_plain_text_rests_on_nothing(saying: Saying) -> None:
    assert saying.paragraph("A {bdnf}.") == Paragraph(
        (Span("A "), Span("BDNF", term="bdnf"), Span("."))
    )
    assert saying.block("A.") == Paragraph((Span("A."),))
    assert saying.paragraph(Claim(text="A.")) == Paragraph((Span("A."),))
    assert saying.citations.entries() == ()


def test_a_claim_says_what_it_rests_on_and_cites_it(saying: Saying, labels: Labels) -> None:
    paragraph = saying.paragraph(Claim(text="A.", **GROUND))
    ground = Ground(Evidence.TRIAL, labels.evidence_trial, "sources 1, 2", (1, 2))
    assert paragraph == Paragraph((Span("A."),), ground)
    assert [entry.name for entry in saying.citations.entries()] == ["b", "a"]
    assert saying.block(TextItem(text="A.", **GROUND)) == paragraph


def test_lists_and_warnings_hold_claims(saying: Saying, labels: Labels) -> None:
    claim = Claim(text="A.", **GROUND)
    said = (saying.paragraph("B."), saying.paragraph(claim))
    assert saying.block(BulletsItem(bullets=("B.", claim))) == Bullets(said)
    assert saying.block(StepsItem(steps=("B.", claim))) == Steps(said)
    assert saying.block(WarningItem(warning="B.")) == Callout(labels.warning, said[0])
    assert saying.block(WarningItem(warning="A.", **GROUND)) == Callout(labels.warning, said[1])


def test_a_chart_says_its_counts_in_words(saying: Saying) -> None:
    item = ChartItem.model_validate(
        {
            "chart": {
                "title": "T",
                "groups": [{"label": "a", "count": "17"}, {"label": "b", "count": "9"}],
                "says": "A.",
            },
            **GROUND,
        }
    )
    groups = (ChartGroup("a", 17, "17 of 100"), ChartGroup("b", 9, "9 of 100"))
    said = saying.paragraph(Claim(text="A.", **GROUND))
    assert saying.block(item) == Chart("T", groups, said)


def test_a_picture_has_words_for_those_who_cannot_see_it(saying: Saying) -> None:
    item = PictureItem.model_validate({"picture": {"still": "fresh-snow", "shows": "A hill."}})
    assert saying.block(item) == Picture(Still.FRESH_SNOW, "Drawing: A hill.")


def test_a_claim_stands_inside_a_label_with_its_ground(saying: Saying) -> None:
    plain = saying.paragraph_in("{this} is {that}", "that", "a {bdnf}", this="A")
    assert letters(plain.line) == "A is a BDNF"
    assert plain.ground is None
    claim = saying.paragraph_in("{this} is {that}", "that", Claim(text="b", **GROUND), this="A")
    assert letters(claim.line) == "A is b"
    assert claim.ground == saying.paragraph(Claim(text="b", **GROUND)).ground


@pytest.mark.parametrize("evidence", Evidence)
def test_every_kind_of_evidence_has_words_of_its_own(evidence: Evidence, saying: Saying) -> None:
    said = {
        kind: saying.paragraph(Claim(text="A.", evidence=kind, sources=("a",))) for kind in Evidence
    }
    words = [paragraph.ground.words for paragraph in said.values() if paragraph.ground]
    assert len(set(words)) == len(Evidence)
    ground = said[evidence].ground
    assert ground is not None
    assert ground.kind is evidence


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("In a **mouse** it grew.", "Seen in mice only"),
        ("In {bdnf|mice} and rats.", "Seen in mice and rats only"),
        ("It grew.", "Seen in animals only"),
        ("In ratios.", "Seen in animals only"),
    ],
)
def test_an_animal_finding_says_in_which_animals(text: str, words: str, saying: Saying) -> None:
    ground = saying.paragraph(Claim(text=text, evidence=Evidence.ANIMAL, sources=("a",))).ground
    assert ground is not None
    assert ground.words == words
