"""BibTeX that BibTeX can read: a small reader of our own counts braces as it does."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacli.library.bibliography import Kind, Name, Source, source_of
from ketacli.library.bibtex import bibtex
from ketacli.library.folder import Folder
from ketacli.library.loading import load
from ketacli.library.schema_house import ReferencesModel
from support.ledger import ledger_library
from support.program import CONTENT

BARE = Source(
    *("x", Kind.ARTICLE, "", (), False, "", "Title", "Journal", "", "", "", "", "", (), True)
)
_ENTRY = re.compile(r"@([a-z]+)\{([^,\s]+),\n(.*)\}\n", re.DOTALL)
_TEX = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    **{f"\\{letter}": letter for letter in "&%$#_"},
}


def read(text: str) -> dict[str, str]:
    """The fields of an entry, cut where their braces close: BibTeX does not look at backslashes."""
    match = _ENTRY.fullmatch(text)
    assert match
    fields = {"type": match[1], "key": match[2]}
    rest = match[3]
    while rest:
        name, _, rest = rest.lstrip().partition(" = {")
        depth, end = 1, 0
        while depth:
            depth += {"{": 1, "}": -1}.get(rest[end], 0)
            end += 1
        fields[name] = rest[: end - 1]
        assert rest[end : end + 2] == ",\n"
        rest = rest[end + 2 :]
    return fields


def said(value: str) -> str:
    """What TeX sets for a field: its escapes as letters, without the braces that keep capitals."""
    pattern = "|".join(map(re.escape, sorted(_TEX, key=len, reverse=True)))
    pieces = re.split(f"({pattern})", value)
    return "".join(_TEX[piece] if piece in _TEX else re.sub("[{}]", "", piece) for piece in pieces)


TEXT = st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), min_size=1).filter(
    lambda text: text == " ".join(text.split()) and text
)


@given(title=TEXT, journal=TEXT, family=TEXT)
def test_any_letters_come_back_as_they_were(title: str, journal: str, family: str) -> None:
    source = BARE._replace(title=title, container=journal, names=(Name(family),))
    fields = read(bibtex(source))
    assert said(fields["title"]) == title
    assert said(fields["journal"]) == journal
    assert said(fields["author"]) == family
    assert fields["author"][0] + fields["author"][-1] == "{}"


@given(address=st.text(st.sampled_from("{}\\%~_#&$a1/"), min_size=1))
def test_any_address_leaves_the_braces_whole(address: str) -> None:
    fields = read(bibtex(BARE._replace(url=f"https://{address}", doi=f"10.1234/{address}")))
    in_url = address.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
    assert (fields["url"], fields["doi"]) == (f"https://{in_url}", f"10.1234/{in_url}")


@pytest.mark.parametrize(
    "source",
    [
        source_of(one)
        for one in load(ReferencesModel, Folder(CONTENT), "references.yaml").references
    ],
    ids=lambda source: source.id,
)
def test_every_source_that_ships_can_be_read_back(source: Source) -> None:
    fields = read(bibtex(source))
    assert fields["key"] == source.id
    assert said(fields["title"]) == source.title
    assert fields.get("year", "") == source.year
    assert fields.get("pages", "").replace("--", "-") == source.pages
    assert fields.get("doi", "") == source.doi
    people = fields.get("author", "").split(" and ") if source.names[:1] else []
    if source.names and source.names[0].given:
        assert len(people) == len(source.names) + source.and_others
    assert ("Not seen: " in fields.get("note", "")) == bool(source.not_seen)
    assert not set(source.not_seen) & set(fields) - {"title"}


def test_each_kind_has_its_entry_type(tmp_path: Path) -> None:
    library = ledger_library(tmp_path)
    found = load(ReferencesModel, Folder(library), "references.yaml").references
    types = {one.id: read(bibtex(source_of(one)))["type"] for one in found}
    assert types["berman2000"] == types["no-doi_9"] == "article"
    assert types["book1"] == "book"
    assert types["office"] == types["unread"] == "misc"


def test_names_stand_as_bibtex_takes_them_apart() -> None:
    names = (Name("de la Cruz", "M. É.", "III"), Name("Łódź", "J.-P."), Name("A and B, & C"))
    fields = read(bibtex(BARE._replace(names=names, and_others=True)))
    assert fields["author"] == (
        r"de la Cruz, III, M. É. and Łódź, J.-P. and {A and B, \& C} and others"
    )


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Effects of NMDA on mTOR-dependent DNA", "Effects of {NMDA} on {mTOR-dependent} {DNA}"),
        ("BDNF first", "{BDNF} first"),
        ("Ketamine: A review", "Ketamine: {A} review"),
        ("[A Title]", "[A {Title}]"),
        ("2 Times", "2 {Times}"),
        ("Becker's O'Brien", "Becker's {O'Brien}"),
        ("!?", "!?"),
    ],
)
def test_capitals_inside_a_title_are_held_by_braces(title: str, kept: str) -> None:
    assert read(bibtex(BARE._replace(title=title)))["title"] == kept


def test_a_range_of_pages_has_two_hyphens() -> None:
    for pages in ("1-9", "1\u20139", "1--9"):
        assert read(bibtex(BARE._replace(pages=pages)))["pages"] == "1--9"


def test_what_nobody_has_read_or_seen_is_told_in_the_note() -> None:
    fields = read(bibtex(BARE._replace(verified=False, not_seen=("journal", "year"))))
    assert fields["note"] == "Not seen: journal, year. Its findings are not verified."
    assert "journal" not in fields
