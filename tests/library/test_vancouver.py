"""Sources in the Vancouver style: the examples are those of the list that ships, or made up."""

import pytest

from ketacli.library.bibliography import Kind, Source, source_of
from ketacli.library.folder import Folder
from ketacli.library.loading import load
from ketacli.library.schema_house import ReferencesModel
from ketacli.library.vancouver import vancouver
from support.program import CONTENT

LIST = load(ReferencesModel, Folder(CONTENT), "references.yaml").references
SHIPPED = {one.id: source_of(one) for one in LIST}
BARE = Source(
    *("x", Kind.ARTICLE, "", (), False, "", "Title", "Journal", "", "", "", "", "", (), True)
)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        (
            "berman2000",
            (
                "Berman RM, Cappiello A, Anand A, Oren DA, Heninger GR, Charney DS, Krystal JH. "
                "Antidepressant effects of ketamine in depressed patients. Biological Psychiatry. "
                "2000;47(4):351-354. doi:10.1016/S0006-3223(99)00230-9"
            ),
        ),
        (
            "jelovac2025",
            (
                "Jelovac A, McLoughlin DM, et al. Serial ketamine infusions as adjunctive therapy "
                "to inpatient care for depression: the KARMA-Dep 2 randomized clinical trial. JAMA "
                "Psychiatry. 2025;82(12):1216-1224. doi:10.1001/jamapsychiatry.2025.3019 "
                "Available from: https://pubmed.ncbi.nlm.nih.gov/41123905/"
            ),
        ),
        (
            "gastaldon2019",
            (
                "Gastaldon C, Papola D, Ostuzzi G, Barbui C. Esketamine for treatment resistant "
                "depression: a trick of smoke and mirrors? Epidemiology and Psychiatric Sciences. "
                "2019. Available from: https://www.cambridge.org/core/product/identifier/"
                "S2045796019000751/type/journal_article [Not seen: doi.]"
            ),
        ),
        (
            "oxford_main",
            (
                "Oxford Health NHS Foundation Trust. Ketamine service: summary [web page]. "
                "Available from: https://www.oxfordhealth.nhs.uk/ketamine/"
            ),
        ),
    ],
)
def test_a_source_is_one_line(name: str, line: str) -> None:
    assert vancouver(SHIPPED[name]) == line


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"year": "2017", "pages": "399-405"}, " 2017:399-405."),
        ({"pages": "1592-1603"}, " p. 1592-1603."),
        ({"volume": "8", "pages": "64"}, " 8:64."),
        ({"year": "2017", "volume": "78", "issue": "7"}, " 2017;78(7)."),
        ({"year": "2017"}, " 2017."),
        ({}, ""),
    ],
)
def test_what_is_missing_leaves_no_trace_in_the_place(fields: dict[str, str], where: str) -> None:
    assert vancouver(BARE._replace(**fields)) == f"Title. Journal.{where}"  # type: ignore[arg-type]


def test_what_nobody_has_seen_is_said_and_nothing_else_is() -> None:
    for one in LIST:
        line = vancouver(SHIPPED[one.id])
        assert ("[Not seen: " in line) == bool(SHIPPED[one.id].not_seen)
        for field in one.not_seen:
            assert field in line.rpartition("[Not seen: ")[2]


def test_a_source_whose_findings_nobody_has_read_says_so() -> None:
    line = vancouver(BARE._replace(verified=False, not_seen=("year",)))
    assert line == "Title. Journal. [Not seen: year.] [Its findings are not verified.]"


@pytest.mark.parametrize("doi", ["", "10.1234/x"])
def test_an_address_is_told_where_the_doi_does_not_tell_it(doi: str) -> None:
    line = vancouver(BARE._replace(doi=doi, url="https://doi.org/10.1234/x"))
    assert line.endswith("doi:10.1234/x" if doi else "Available from: https://doi.org/10.1234/x")
