"""The claim ledger: every claim once, at its place, with the words that readers see."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from ketacli.errors import ContentError, NotFoundError, Wanted
from ketacli.leaflet_json import from_json
from ketacli.library import pages
from ketacli.library.claims import Claim, Ledger, Tally, Weakness, Wish
from ketacli.library.folder import Folder
from ketacli.site import Clinic
from ketacli.text import Evidence, letters, paragraphs
from support.content import SMALL_TOPIC, change, with_language
from support.ledger import KINDS, claim_of, ledger_library, topic_of
from support.program import CONTENT

UNSOURCED = SMALL_TOPIC.replace("One sentence.", "Ketamine stands here.")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return ledger_library(tmp_path)


def claims(library: Path, wish: Wish = Wish(), language: str = "") -> list[Claim]:  # noqa: B008
    return list(Ledger(Folder(library), language).claims(wish))


def walked(value: Any) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """The kind, sources and text of each claim of a file, by a walk of our own."""
    if isinstance(value, list):
        for entry in value:
            yield from walked(entry)
    if isinstance(value, dict):
        if "evidence" in value:
            chart = value.get("chart", {})
            text = value.get("text") or value.get("warning") or chart["says"]
            yield value["evidence"], tuple(value["sources"]), text
        for entry in value.values():
            yield from walked(entry)


@pytest.mark.parametrize("file", sorted(CONTENT.glob("*/topics/*.yaml")), ids=lambda f: f.stem)
def test_every_claim_that_ships_stands_in_the_ledger_once(file: Path) -> None:
    written = list(walked(yaml.load(file.read_bytes(), Loader=yaml.BaseLoader)))
    found = claims(CONTENT, Wish(topic=file.stem), file.parents[1].name)
    assert written
    assert sorted((kind, sources) for kind, sources, _ in written) == sorted(
        (claim.evidence, claim.sources) for claim in found
    )
    assert len({(claim.line, claim.column) for claim in found}) == len(found)
    lines = file.read_text(encoding="utf-8").splitlines()
    for claim in found:
        # A text that is folded starts with its mark, and its words stand one line below.
        start = lines[claim.line - 1][claim.column - 1 :]
        start = lines[claim.line].strip() if start.startswith(">") else start.strip('"')
        bare = re.sub(r"\{[^|{}]*[|}]|[}*]", "", start)
        # The term that was taken out may have stood behind the first letter of a Chinese text.
        first = bare.split()[0][:3] if bare[:1].isascii() else bare[:1]
        assert first.casefold() in claim.text.casefold()


def test_every_topic_that_ships_is_in_the_ledger() -> None:
    (language, *_) = yaml.safe_load((CONTENT / "library.yaml").read_bytes())["languages"]
    there_is = {file.stem for file in (CONTENT / language["tag"] / "topics").glob("*.yaml")}
    assert {claim.topic for claim in claims(CONTENT)} == there_is


@pytest.mark.parametrize("topic", [file.stem for file in CONTENT.glob("en/topics/*.yaml")])
def test_the_ledger_says_what_the_leaflet_says(topic: str) -> None:
    leaflet = from_json(pages.leaflet(Folder(CONTENT), "en", topic, Clinic()))
    shown = {
        (letters(paragraph.line), paragraph.ground.words)
        for part in leaflet.parts
        for block in part.blocks
        for paragraph in paragraphs(block)
        if paragraph.ground
    }
    told = {
        (claim.text, claim.kind)
        for claim in claims(CONTENT, Wish(topic=topic), "en")
        if claim.field != "analogy.maps.stands_for"  # which a label surrounds
    }
    assert told
    assert told <= shown


def test_a_claim_is_told_with_its_place_section_and_field(library: Path) -> None:
    found = [claim[1:6] for claim in claims(library, Wish(topic="kinds"))]
    assert found == [
        ("en/topics/kinds.yaml", 6, 9, "", "main_message"),
        ("en/topics/kinds.yaml", 13, 13, "first", "key_point"),
        ("en/topics/kinds.yaml", 18, 18, "first", "body.warning"),
        ("en/topics/kinds.yaml", 26, 17, "first", "body.chart.says"),
        ("en/topics/kinds.yaml", 30, 14, "second", "body.bullets"),
        ("en/topics/kinds.yaml", 31, 14, "second", "body.bullets"),
        ("en/topics/kinds.yaml", 39, 26, "", "analogy.maps.stands_for"),
    ]


def test_the_small_library_has_every_kind_of_evidence(library: Path) -> None:
    assert {claim.evidence for claim in claims(library)} == set(Evidence)


@pytest.mark.parametrize("evidence", Evidence)
@pytest.mark.parametrize("sources", [("a",), ("a", "a"), ("a", "b")])
def test_a_claim_is_weak_by_its_kind_or_for_want_of_a_second_source(
    evidence: str, sources: tuple[str, ...]
) -> None:
    claim = Claim("t", "f", 1, 1, "", "x", "Text.", evidence, "Words", sources)
    by_kind = evidence not in {"trial", "official"}
    assert (Weakness.KIND in claim.weak) == by_kind
    assert (Weakness.ONE_SOURCE in claim.weak) == (set(sources) == {"a"})
    assert Wish(weak=True).takes(claim) == (by_kind or sources != ("a", "b"))
    assert Wish().takes(claim)
    assert not Wish(unsourced=True).takes(claim)
    assert Wish(weak=True, unsourced=True).takes(claim) == Wish(weak=True).takes(claim)


def test_a_text_without_a_source_is_listed_when_it_is_asked_for(tmp_path: Path) -> None:
    library = ledger_library(tmp_path, lacking=UNSOURCED, sound=KINDS)
    (found,) = claims(library, Wish(unsourced=True))
    assert (found.topic, found.text) == ("lacking", "Ketamine stands here.")
    assert (found.section, found.field) == ("first", "body")
    assert (found.evidence, found.kind, found.sources) == ("", "", ())
    assert found.weak == (Weakness.NO_SOURCE,)
    assert "lacking" not in {claim.topic for claim in claims(library)}
    assert found in claims(library, Wish(unsourced=True, weak=True))
    assert found not in claims(library, Wish(weak=True))


def test_nothing_that_ships_lacks_a_source() -> None:
    assert claims(CONTENT, Wish(unsourced=True)) == []


def test_a_topic_that_breaks_a_rule_is_left_out_and_told(tmp_path: Path) -> None:
    topics = {
        "a_mouse": topic_of([claim_of("It works.", "animal", ["office"])]),
        "b_yaml": "title: [",
        "c_schema": SMALL_TOPIC.replace("kind: note", "kind: poem"),
        "d_lacking": UNSOURCED,
        "e_unread": topic_of([claim_of("It works.", "trial", ["unread"])]),
        "f_nobody": topic_of([claim_of("It works.", "trial", ["nobody"])]),
        "g_sound": topic_of([claim_of("It works.", "trial", ["office"])]),
    }
    ledger = Ledger(Folder(ledger_library(tmp_path, **topics)))
    assert [claim.topic for claim in ledger.claims(Wish())] == ["g-sound"]
    assert [(Path(problem.file).stem, problem.rule) for problem in ledger.problems] == [
        ("a-mouse", "animal-not-named"),
        ("b-yaml", "yaml"),
        ("c-schema", "choice"),
        ("d-lacking", "claim-without-source"),
        ("e-unread", "unverified-source"),
        ("f-nobody", "unknown-source"),
    ]


def test_topics_are_read_one_at_a_time(tmp_path: Path) -> None:
    library = ledger_library(tmp_path, first=KINDS, second="title: [", third=KINDS)
    ledger = Ledger(Folder(library))
    found = ledger.claims(Wish())
    assert next(found).topic == "first"
    assert (ledger.problems, ledger.folder.names_read()) == ([], ())
    (library / "en/topics/third.yaml").unlink()  # after the folder was listed
    assert {claim.topic for claim in found} == {"first"}
    assert [problem.rule for problem in ledger.problems] == ["yaml"]


def test_topics_come_in_the_order_of_the_library(library: Path) -> None:
    change(library / "library.yaml", "  - kinds\n  - hostile\n", "  - hostile\n  - kinds\n")
    assert list(dict.fromkeys(claim.topic for claim in claims(library))) == ["hostile", "kinds"]


def test_a_topic_or_a_language_that_is_not_there_is_told_with_those_that_are(library: Path) -> None:
    with pytest.raises(NotFoundError) as no_topic:
        claims(library, Wish(topic="kind"))
    assert (no_topic.value.wanted, no_topic.value.there_is) == (Wanted.TOPIC, ("kinds", "hostile"))
    with pytest.raises(NotFoundError) as no_language:
        claims(library, language="xx")
    assert (no_language.value.wanted, no_language.value.there_is) == (Wanted.LANGUAGE, ("en",))


def test_a_language_is_the_first_one_or_the_one_that_is_asked_for(library: Path) -> None:
    with_language(library, "de", "Deutsch")
    change(library / "de/labels.yaml", "Tested in trials", "In Studien")
    assert claims(library)[0].kind == "Tested in trials with people"
    assert claims(library, language="de")[0].kind == "In Studien with people"
    assert claims(library, language="de")[0].file == "de/topics/kinds.yaml"


@pytest.mark.parametrize("name", ["library", "references", "en/glossary", "en/style", "en/labels"])
def test_a_fault_in_what_all_topics_rest_on_ends_the_ledger(name: str, library: Path) -> None:
    (library / f"{name}.yaml").write_text("strange: yes", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        claims(library)
    assert {Path(problem.file).stem for problem in caught.value.problems} == {Path(name).name}


def test_a_tally_counts_claims_that_pass_by(library: Path) -> None:
    tally = Tally()
    found = claims(library)
    assert list(tally.counted(found)) == found
    assert (tally.claims, tally.topics, tally.weak) == (8, 2, 6)
    assert tally.kinds["official"] == 2
    assert (tally.sources["office"], tally.alone["office"]) == (4, 1)
    assert (tally.sources["berman2000"], tally.alone["berman2000"]) == (2, 1)
    assert tally.sources.total() == sum(len(set(claim.sources)) for claim in found)
