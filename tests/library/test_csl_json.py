"""CSL-JSON that its readers take: types and fields as the schema of the CSL has them."""

import json
from pathlib import Path
from typing import Any

import pytest

from ketacli.library.bibliography import Kind, Name, Source, source_of
from ketacli.library.csl_json import csl_item
from ketacli.library.folder import Folder
from ketacli.library.loading import load
from ketacli.library.schema_house import ReferencesModel
from support.ledger import ledger_library
from support.program import CONTENT

# Of the schema `csl-data.json` 1.0.2: `type` and `id` are required, no other name may stand there.
TYPES = {"article-journal", "book", "webpage", "document"}
TEXTS = {"title", "container-title", "genre", "volume", "issue", "page", "DOI", "URL", "note"}
NAME_PARTS = {"family", "given", "suffix", "literal"}
BARE = Source(
    *("x", Kind.ARTICLE, "", (), False, "", "Title", "Journal", "", "", "", "", "", (), True)
)


def check(item: dict[str, Any]) -> None:
    """Fail where an item breaks the schema."""
    assert {"type", "id"} <= set(item) <= {"type", "id", "author", "issued", *TEXTS}
    assert item["type"] in TYPES
    assert isinstance(item["id"], str)
    assert all(isinstance(item[name], str) and item[name] for name in TEXTS & set(item))
    for name in item.get("author", [{"literal": "x"}]):
        assert set(name) <= NAME_PARTS
        assert ("literal" in name) != ("family" in name and "given" in name)
        assert all(isinstance(part, str) and part for part in name.values())
    if "issued" in item:
        assert set(item["issued"]) == {"date-parts"}
        ((year,),) = item["issued"]["date-parts"]
        assert isinstance(year, int)


@pytest.mark.parametrize("which", ["shipped", "made"])
def test_every_item_is_as_the_schema_has_it(which: str, tmp_path: Path) -> None:
    library = CONTENT if which == "shipped" else ledger_library(tmp_path)
    found = load(ReferencesModel, Folder(library), "references.yaml").references
    for one in found:
        item = json.loads(json.dumps(csl_item(source_of(one))))
        check(item)
        assert item["title"].strip("[]") == " ".join(one.title.split()).strip("[]")
        hidden = {"authors": "author", "year": "issued", "pages": "page", "doi": "DOI"}
        assert not {hidden.get(name, name) for name in one.not_seen} & set(item) - {"title"}
        for field in one.not_seen:
            assert field in item["note"]


def test_a_source_has_its_parts_in_their_places() -> None:
    source = BARE._replace(
        names=(Name("Núñez", "Å."), Name("Zarate", "C. A.", "Jr"), Name("An Office")),
        and_others=True,
        year="2020",
        volume="12",
        issue="3",
        pages="1-9",
        doi="10.1234/x",
        url="https://a.org",
    )
    assert csl_item(source) == {
        "id": "x",
        "type": "article-journal",
        "title": "Title",
        "author": [
            {"family": "Núñez", "given": "Å."},
            {"family": "Zarate", "given": "C. A.", "suffix": "Jr"},
            {"literal": "An Office"},
        ],
        "issued": {"date-parts": [[2020]]},
        "container-title": "Journal",
        "volume": "12",
        "issue": "3",
        "page": "1-9",
        "DOI": "10.1234/x",
        "URL": "https://a.org",
        "note": "There are more authors than these.",
    }


@pytest.mark.parametrize(
    ("kind", "type_", "genre"),
    [
        (Kind.BOOK, "book", None),
        (Kind.PAGE, "webpage", "Journal"),
        (Kind.DOCUMENT, "document", "Journal"),
    ],
)
def test_what_is_no_article_has_no_journal(kind: Kind, type_: str, genre: str | None) -> None:
    item = csl_item(BARE._replace(kind=kind))
    assert (item["type"], item.get("genre")) == (type_, genre)
    assert "container-title" not in item


def test_what_nobody_has_seen_or_read_is_told_in_the_note() -> None:
    item = csl_item(BARE._replace(not_seen=("journal", "year"), verified=False))
    assert item["note"] == "Not seen: journal, year. Its findings are not verified."
    assert "container-title" not in item
