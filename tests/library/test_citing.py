"""Sources are numbered in the order in which a leaflet cites them, and printed as far as seen."""

from typing import Any

import pytest

from ketacli.labels import Labels
from ketacli.library import Library
from ketacli.library.citing import Citations, citation
from ketacli.library.folder import Folder
from ketacli.library.loading import load
from ketacli.library.schema_house import ReferenceModel, ReferencesModel
from ketacli.text import letters
from support.program import CONTENT


@pytest.fixture(scope="module")
def labels() -> Labels:
    return Library(CONTENT, language="en").labels


def source(source_id: str = "a2000", **fields: Any) -> ReferenceModel:
    given = {"title": "A title", "journal": "A journal", "findings_verified": "yes"}
    return ReferenceModel.model_validate({"id": source_id, **given, **fields})


def cited(labels: Labels, *sources: ReferenceModel) -> Citations:
    return Citations({one.id: one for one in sources}, labels)


def test_sources_are_numbered_as_they_are_cited_and_keep_their_numbers(labels: Labels) -> None:
    citations = cited(labels, source("a"), source("b"), source("c"))
    assert citations.numbers(("c", "a")) == (1, 2)
    assert citations.numbers(("a",)) == (2,)
    assert citations.numbers(("a", "b", "c")) == (1, 2, 3)
    assert [(entry.id, entry.name) for entry in citations.entries()] == [
        ("1", "c"),
        ("2", "a"),
        ("3", "b"),
    ]


def test_a_source_that_is_not_cited_is_not_printed(labels: Labels) -> None:
    assert cited(labels, source("a")).entries() == ()


def test_the_words_for_one_number_and_for_several(labels: Labels) -> None:
    citations = cited(labels)
    assert citations.words((3,)) == "source 3"
    assert citations.words((3, 4, 5)) == "sources 3, 4, 5"


@pytest.mark.parametrize(
    ("fields", "written"),
    [
        ({}, "A title. A journal."),
        ({"authors": "Green A"}, "Green A. A title. A journal."),
        ({"year": "2000"}, "(2000). A title. A journal."),
        ({"authors": "Green A.", "year": "2000"}, "Green A. (2000). A title. A journal."),
        ({"title": "Why?"}, "Why? A journal."),
        ({"volume": "4(2)"}, "A title. A journal, 4(2)."),
        ({"pages": "1-9"}, "A title. A journal, 1-9."),
        ({"volume": "4", "pages": "1-9"}, "A title. A journal, 4: 1-9."),
    ],
)
def test_a_source_is_written_out_as_far_as_it_was_seen(
    fields: dict[str, str], written: str
) -> None:
    assert citation(source(**fields)) == written


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ({}, ""),
        ({"url": "https://example.org"}, "https://example.org"),
        ({"doi": "10.1000/x", "url": "https://example.org"}, "https://doi.org/10.1000/x"),
    ],
)
def test_the_address_is_the_doi_where_there_is_one(
    fields: dict[str, str], address: str, labels: Labels
) -> None:
    citations = cited(labels, source("a", **fields))
    citations.numbers(("a",))
    assert citations.entries()[0].address == address


def test_the_reader_is_told_which_fields_nobody_saw(labels: Labels) -> None:
    citations = cited(labels, source("a", not_seen=["year", "doi", "strange"]))
    citations.numbers(("a",))
    (entry,) = citations.entries()
    assert letters(entry.line).endswith("A journal. Not yet checked: year, DOI, strange.")


def test_every_shipped_source_has_a_line_without_holes() -> None:
    for reference in load(ReferencesModel, Folder(CONTENT), "references.yaml").references:
        written = citation(reference)
        assert "None" not in written
        assert "  " not in written
        assert written.endswith((".", "?", "!"))
