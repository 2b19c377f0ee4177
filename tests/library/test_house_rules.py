"""Rules between files at their borders. `tests/broken` has one file for each rule."""

from datetime import date
from pathlib import Path

import pytest

from ketacli.kiosk_labels import KioskLabels
from ketacli.labels import Labels, slots
from ketacli.library import audit
from ketacli.library.house_rules import at
from ketacli.library.yaml_reader import read
from ketacli.web_labels import WebLabels
from support.content import change, small_library

TODAY = date(2026, 11, 24)
WITH_SLOTS = [
    (file, name, len(needed))
    for file, kind in (
        ("labels.yaml", Labels),
        ("kiosk.yaml", KioskLabels),
        ("web.yaml", WebLabels),
    )
    for name, needed in slots(kind).items()
    if needed
]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path)


def told(library: Path) -> list[tuple[str, str]]:
    return [(problem.rule, problem.message) for problem in audit(library, TODAY).problems]


@pytest.mark.parametrize(("file_name", "name", "needed"), WITH_SLOTS)
def test_every_slot_stands_in_its_label(
    file_name: str, name: str, needed: int, library: Path
) -> None:
    file = library / "en" / file_name
    lines = file.read_text(encoding="utf-8").splitlines()
    kept = [line if not line.startswith(f"{name}:") else f"{name}: Nothing" for line in lines]
    file.write_text("\n".join(kept), encoding="utf-8")
    assert [rule for rule, _ in told(library)] == ["slot-missing"] * needed


def test_a_language_that_the_library_does_not_name_is_told(library: Path) -> None:
    (library / "es").mkdir()
    (library / ".git").mkdir()
    assert told(library) == [("unknown-language", "the folder `es` is no language of this library")]


def test_a_source_needs_no_address_that_nobody_has_seen(library: Path) -> None:
    references = library / "references.yaml"
    source = "  - {id: z, title: T, journal: %s, findings_verified: yes%s}\n"
    before = references.read_text(encoding="utf-8")
    for journal, more, count in [
        ("J", "", 1),
        ('"book: J"', "", 0),
        ("J", ", not_seen: [doi]", 0),
        ("J", ", not_seen: [url]", 0),
        ("J", ", not_seen: [year]", 1),
        ("J", ", doi: 10.1234/a", 0),
        ("J", ', url: "https://example.org"', 0),
    ]:
        references.write_text(before + source % (journal, more), encoding="utf-8")
        assert len(told(library)) == count, (journal, more)


def test_a_line_and_a_region_may_have_words_before_they_have_a_number(library: Path) -> None:
    change(library / "en/labels.yaml", "regions:\n", "regions:\n  ca: Canada\n")
    assert told(library) == []


def test_a_country_that_is_listed_thrice_is_told_once(library: Path) -> None:
    change(library / "help.yaml", "territories: [US]", "territories: [US, US, US]")
    assert [rule for rule, _ in told(library)] == ["repeated-id"]


def test_labels_are_not_judged_by_a_help_file_that_cannot_be_read(library: Path) -> None:
    change(library / "help.yaml", "regions:", "reigons:")
    assert [rule for rule, _ in told(library)] == ["missing", "unknown-name"]


def test_a_problem_stands_where_its_path_leads() -> None:
    problem = at(read(b"a:\n  - b: c\n", ""), ("a", 0, "b"), "f", "rule", "message")
    assert problem[:4] == ("f", 2, 5, "rule")
