"""A source taken apart: who, what kind, where, and nothing that nobody has seen."""

from typing import Any

import pytest

from ketacli.library.bibliography import Kind, Name, is_description, names_of, source_of
from ketacli.library.folder import Folder
from ketacli.library.loading import load
from ketacli.library.schema_house import ReferenceModel, ReferencesModel
from support.program import CONTENT

SHIPPED = load(ReferencesModel, Folder(CONTENT), "references.yaml").references


def reference(**fields: Any) -> ReferenceModel:
    plain = {"id": "x", "title": "T", "journal": "J", "findings_verified": "yes"}
    return ReferenceModel.model_validate({**plain, **fields})


@pytest.mark.parametrize(
    ("authors", "names", "more"),
    [
        ("Berman RM", [Name("Berman", "R. M.")], False),
        ("Pollan M, et al.", [Name("Pollan", "M.")], True),
        ("Zarate CA Jr", [Name("Zarate", "C. A.", "Jr")], False),
        ("De La Garza R II", [Name("De La Garza", "R.", "II")], False),
        ("da Silva URL", [Name("da Silva", "U. R. L.")], False),
        ("Núñez Å, Łódź J-P", [Name("Núñez", "Å."), Name("Łódź", "J.-P.")], False),
        ("Becker's Hospital Review", [Name("Becker's Hospital Review")], False),
        ("MIMS Hong Kong", [Name("MIMS Hong Kong")], False),
        ("Samaritans, as listed by all", [Name("Samaritans, as listed by all")], False),
        ("Berman RM, an office", [Name("Berman RM, an office")], False),
        ("Jr", [Name("Jr")], False),
        ("RM", [Name("RM")], False),
        ("X Jr", [Name("X Jr")], False),
        ("One Two Three Four AB", [Name("One Two Three Four AB")], False),
        ("A company ABCDE", [Name("A company ABCDE")], False),
        ("Bond and Smith RM", [Name("Bond and Smith RM")], False),
        ("", [], False),
    ],
)
def test_names_are_people_only_where_all_of_them_look_so(
    authors: str, names: list[Name], more: bool
) -> None:
    assert names_of(authors) == (tuple(names), more)


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"volume": "3"}, Kind.ARTICLE),
        ({"pages": "3-4"}, Kind.ARTICLE),
        ({"doi": "10.1234/x"}, Kind.ARTICLE),
        ({"not_seen": ("pages",)}, Kind.ARTICLE),
        ({"journal": "[a journal]"}, Kind.ARTICLE),
        ({"journal": "book", "pages": "3"}, Kind.BOOK),
        ({"url": "https://a.org"}, Kind.PAGE),
        ({"not_seen": ("url",)}, Kind.DOCUMENT),
    ],
)
def test_the_fields_of_a_source_show_what_it_is(fields: dict[str, Any], kind: Kind) -> None:
    assert source_of(reference(**fields)).kind is kind


def test_what_ships_holds_articles_pages_and_one_book() -> None:
    kinds = {one.id: source_of(one).kind for one in SHIPPED}
    assert kinds["berman2000"] is kinds["mathai2023"] is Kind.ARTICLE
    assert kinds["oxford_main"] is kinds["fda2023"] is kinds["nice_ta854"] is Kind.PAGE
    assert [name for name, kind in kinds.items() if kind is Kind.BOOK] == ["pollan2018"]


def test_a_volume_with_an_issue_comes_apart() -> None:
    source = source_of(reference(volume="47(4)"))
    assert (source.volume, source.issue) == ("47", "4")
    source = source_of(reference(volume="364"))
    assert (source.volume, source.issue) == ("364", "")


def test_what_nobody_has_seen_is_not_in_it() -> None:
    fields = {
        "authors": "Berman RM",
        "year": "2000",
        "volume": "1(2)",
        "pages": "3",
        "doi": "10.1234/x",
        "url": "https://a.org",
    }
    source = source_of(reference(**fields, not_seen=(*fields, "title")))
    assert source.not_seen == (*fields, "title")
    assert (source.authors, source.names, source.year, source.doi) == ("", (), "", "")
    assert (source.volume, source.issue, source.pages, source.url) == ("", "", "", "")
    assert source.title == "[T]"


def test_a_journal_without_a_name_is_told_as_not_seen() -> None:
    assert source_of(reference(journal="[some journal]")).not_seen == ("journal",)
    source = source_of(reference(volume="1", not_seen=("journal",)))
    assert (source.container, source.not_seen) == ("[J]", ("journal",))


def test_a_title_in_our_words_keeps_its_brackets_once() -> None:
    assert source_of(reference(title="[Ours]", not_seen=("title",))).title == "[Ours]"
    assert source_of(reference(title="[Ours]")).title == "[Ours]"
    assert is_description("[Ours]")
    assert not is_description("[Ours] and theirs")


def test_letters_that_act_are_letters() -> None:
    source = source_of(reference(title="a\x1b\n b", authors="c\x9b", not_seen=("d\x1b",)))
    assert (source.title, source.authors) == ("a<U+001B> b", "c<U+009B>")
    assert source.not_seen == ("d<U+001B>",)
