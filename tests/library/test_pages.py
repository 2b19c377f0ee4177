"""What each page holds. How leaflets are made is in `test_compose`."""

from pathlib import Path

import pytest

from ketacli.errors import ContentError
from ketacli.leaflet import Role
from ketacli.leaflet_json import from_json, parts_from_json
from ketacli.library import pages, signing
from ketacli.library.folder import Folder
from ketacli.library.loading import load
from ketacli.library.schema_house import GlossaryModel, HelpModel, ReferencesModel
from ketacli.site import Clinic
from ketacli.text import letters, paragraphs
from support.content import change, small_library


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path)


def crisis_lines(library: Path) -> dict[str, list[str]]:
    front = pages.front(Folder(library), "en", Clinic())
    return {
        part.title: [letters(p.line) for block in part.blocks for p in paragraphs(block)]
        for part in parts_from_json(front["help"])
    }


def test_the_shelf_says_languages_and_topics(library: Path) -> None:
    told = {"languages": {"en": "English"}, "topics": ["small"], "grace_days": 90}
    assert pages.shelf(Folder(library)) == told


def test_every_crisis_line_is_told_with_its_number_and_region(library: Path) -> None:
    told = crisis_lines(library)
    regions = load(HelpModel, Folder(library), "help.yaml").regions
    assert len(told) == len(regions)
    for region, lines in zip(regions, told.values(), strict=True):
        assert len(lines) == len(region.lines)
        for line, words in zip(region.lines, lines, strict=True):
            assert line.number in words


def test_a_crisis_line_without_words_is_still_told(library: Path) -> None:
    change(library / "en/labels.yaml", "  us-talk:", "  us-sing:")
    change(library / "en/labels.yaml", "  us: United States", "  usa: United States")
    told = crisis_lines(library)
    assert told["If you need help now: us"][1] == "988"


def test_each_country_has_the_region_that_names_it(library: Path) -> None:
    territories = pages.front(Folder(library), "en", Clinic())["territories"]
    assert territories["GB"] == "uk"
    assert territories["IE"] == "eu"


@pytest.mark.parametrize(
    ("clinic", "last"),
    [
        (Clinic(), "Your clinic may have terms of its own. Ask the staff where you can read them."),
        (
            Clinic("A Clinic", "", "on the wall"),
            "A Clinic has terms of its own. You find them here: on the wall",
        ),
    ],
)
def test_the_disclaimer_ends_with_where_the_clinics_terms_are(
    clinic: Clinic, last: str, library: Path
) -> None:
    page = pages.front(Folder(library), "en", clinic)["disclaimer"]
    assert page["paragraphs"][-1] == last
    assert all(" ".join(text.split()) == text for text in page["paragraphs"])


def test_the_glossary_holds_every_word_and_all_its_names(library: Path) -> None:
    page = pages.glossary(Folder(library), "en")
    terms = load(GlossaryModel, Folder(library), "en/glossary.yaml").terms
    assert page["also"] == {term.id: [term.term, *term.also] for term in terms}
    leaflet = from_json(page["leaflet"])
    assert [part.role for part in leaflet.parts] == [Role.LIST]


def test_claims_rest_on_what_was_read(library: Path) -> None:
    change(library / "references.yaml", "findings_verified: yes", "findings_verified: no")
    grounds = pages.grounds(Folder(library), "en")
    references = load(ReferencesModel, Folder(library), "references.yaml").references
    assert list(grounds.sources.values()) == [False, *[True] * (len(references) - 1)]
    assert "bdnf" in grounds.terms


def test_a_topic_with_a_faulty_claim_becomes_neither_card_nor_leaflet(library: Path) -> None:
    change(library / "en/topics/small.yaml", "Nothing much is said here.", "Ketamine helps.")
    folder = Folder(library)
    for make in (
        lambda: pages.leaflet(folder, "en", "small", Clinic()),
        lambda: pages.card(folder, "en", "small", pages.grounds(folder, "en")),
    ):
        with pytest.raises(ContentError) as caught:
            make()
        assert [problem.rule for problem in caught.value.problems] == ["claim-without-source"]


def test_a_sign_off_that_was_changed_by_hand_is_none(library: Path) -> None:
    entry = {"topic": "small", "language": "en", "by": "A. Tester", "role": "tester"}
    days = {"day": "2026-01-02", "next_review": "2027-01-02"}
    codes = {"words": f'"{"1" * 20}"', "seal": f'"{"2" * 20}"'}
    lines = "".join(f"    {name}: {value}\n" for name, value in (entry | days | codes).items())
    file = library / "sign-offs.yaml"
    file.write_text(f"sign_offs:\n  - {lines.lstrip()}", encoding="utf-8")
    (one,) = signing.sign_offs(Folder(library))
    assert pages.signed(Folder(library)) == {"signed": {}}
    change(file, "2" * 20, signing.seal(one))
    assert pages.signed(Folder(library)) == {"signed": {f"small en {'1' * 20}": "2027-01-02"}}
