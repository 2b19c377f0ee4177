"""Numbers of sources that cannot be right, and those that can."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacli.library.folder import Folder
from ketacli.library.loading import load_node
from ketacli.library.reference_shapes import isbn_digit, issn_digit, shape_faults
from ketacli.library.schema_house import ReferencesModel
from support.program import CONTENT

DIGITS = "0123456789"


def faults(folder: Path, **fields: str) -> list[tuple[int, str, str]]:
    """The line, the rule and the message of each fault of one source."""
    lines = "".join(f'    {name}: "{value}"\n' for name, value in fields.items())
    text = (
        f"references:\n  - id: x\n    title: T\n    journal: J\n{lines}    findings_verified: yes\n"
    )
    (folder / "references.yaml").write_text(text, encoding="utf-8")
    model, node = load_node(ReferencesModel, Folder(folder), "references.yaml")
    return [(p.line, p.rule, p.message) for p in shape_faults(model, node, "references.yaml")]


def test_what_ships_has_no_fault() -> None:
    model, node = load_node(ReferencesModel, Folder(CONTENT), "references.yaml")
    assert list(shape_faults(model, node, "references.yaml")) == []


@pytest.mark.parametrize(
    ("issn", "of"),
    [
        ("0006-3223", "Biological Psychiatry"),
        ("2215-0366", "Lancet Psychiatry"),
        ("2434-561X", "the example of the ISSN manual"),
        ("0378-5955", "the example of Wikipedia"),
    ],
)
def test_the_check_character_of_an_issn_is_the_published_one(issn: str, of: str) -> None:
    assert of
    digits = issn.replace("-", "")
    assert issn_digit(digits[:7]) == digits[7]


@pytest.mark.parametrize("isbn", ["978-0-306-40615-7", "978-3-16-148410-0", "979-8-886-45174-0"])
def test_the_check_digit_of_an_isbn_is_the_published_one(isbn: str) -> None:
    digits = isbn.replace("-", "")
    assert isbn_digit(digits[:12]) == digits[12]


@given(
    digits=st.text(DIGITS, min_size=7, max_size=7), place=st.integers(0, 6), to=st.integers(1, 9)
)
def test_one_wrong_digit_of_an_issn_is_always_noticed(digits: str, place: int, to: int) -> None:
    wrong = str((int(digits[place]) + to) % 10)
    assert issn_digit(digits) != issn_digit(digits[:place] + wrong + digits[place + 1 :])


@given(
    digits=st.text(DIGITS, min_size=9, max_size=9), place=st.integers(0, 8), to=st.integers(1, 9)
)
def test_one_wrong_digit_of_an_isbn_is_always_noticed(digits: str, place: int, to: int) -> None:
    wrong = str((int(digits[place]) + to) % 10)
    changed = digits[:place] + wrong + digits[place + 1 :]
    assert isbn_digit(f"978{digits}") != isbn_digit(f"978{changed}")


@pytest.mark.parametrize(
    "fields",
    [
        {"doi": "10.1016/S0006-3223(99)00230-9"},
        {"doi": "10.1017/S1461145713001119"},
        {"doi": "10.1002/14651858.CD011612.pub3"},
        {"doi": "10.1007/978-3-16-148410-0_7"},
        {"doi": "10.1234/97831614841001"},
        {"doi": "10.1234/Ab", "url": "https://doi.org/10.1234/aB"},
        {"doi": "10.1234/a<b", "url": "https://dx.doi.org/10.1234/a%3Cb"},
        {"url": "https://doi.org/10.1234/x"},
        {"url": "https://pubmed.ncbi.nlm.nih.gov/30922101/"},
        {"url": "https://pubmed.ncbi.nlm.nih.gov/1"},
        {"url": "https://pubmed.ncbi.nlm.nih.gov/30922101/?from=x#y"},
        {"url": "http://www.ncbi.nlm.nih.gov/pubmed/30922101"},
        {"url": "https://pmc.ncbi.nlm.nih.gov/articles/PMC8407443/table/T2"},
        {"url": "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC8407443/"},
        {"url": "https://example.org/S0006-3223"},
    ],
)
def test_numbers_that_can_be_right_are_left_alone(fields: dict[str, str], tmp_path: Path) -> None:
    assert faults(tmp_path, **fields) == []


@pytest.mark.parametrize(
    ("fields", "rule", "message"),
    [
        ({"doi": "10.1234/x."}, "doi-shape", "a DOI does not end with `.`"),
        (
            {"doi": "10.1234/x", "url": "https://doi.org/10.1234/y"},
            "doi-shape",
            "this address leads to `10.1234/y`, and the DOI is `10.1234/x`",
        ),
        (
            {"doi": "10.1016/S0006-3224(99)00230-9"},
            "check-digit",
            "the ISSN 0006-3224 in it would end with 3",
        ),
        (
            {"url": "https://www.cambridge.org/S2045796119000751/x"},
            "check-digit",
            "the ISSN 2045-7961 in it would end with 0",
        ),
        (
            {"doi": "10.1007/978-3-16-148410-1_7"},
            "check-digit",
            "the ISBN 978-3-16-148410-1 in it would end with 0",
        ),
        *(
            (
                {"url": f"https://{address}"},
                "pmid-shape",
                "this address of PubMed has no PMID of 1 to 8 digits",
            )
            for address in (
                "pubmed.ncbi.nlm.nih.gov",
                "pubmed.ncbi.nlm.nih.gov/",
                "pubmed.ncbi.nlm.nih.gov/123456789/",
                "pubmed.ncbi.nlm.nih.gov/0123/",
                "pubmed.ncbi.nlm.nih.gov/12a/",
                "pubmed.ncbi.nlm.nih.gov/12/34",
                "pubmed.ncbi.nlm.nih.gov/?term=x",
                "www.ncbi.nlm.nih.gov/pubmed/PMC1",
            )
        ),
        (
            {"url": "https://pmc.ncbi.nlm.nih.gov/articles/PMC123456789/"},
            "pmid-shape",
            "this address of PMC has no PMC and 1 to 8 digits",
        ),
    ],
)
def test_numbers_that_cannot_be_right_are_told_where_they_stand(
    fields: dict[str, str], rule: str, message: str, tmp_path: Path
) -> None:
    told = [(line, rule, message) for line, _ in zip((5, 6), fields, strict=False)][-1]
    assert faults(tmp_path, **fields) == [told]
