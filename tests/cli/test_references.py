"""`ketacli references`: golden files for each style, its ends, and what it says on stderr."""

import json
import os
from pathlib import Path

import pytest

from ketacli.cli.desk_of_authors import ReferenceStyle
from ketacli.errors import ExitCode
from ketacli.library.reference_list import Style
from support.content import change
from support.inside import Inside
from support.ledger import KINDS, claim_of, ledger_library, topic_of

GOLDEN = Path(__file__).parents[1] / "golden_authors"
ENDINGS = {"vancouver": "txt", "bibtex": "bib", "csl-json": "json"}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return ledger_library(tmp_path)


def test_every_style_that_there_is_can_be_asked_for() -> None:
    assert [style.value for style in ReferenceStyle] == [style.value for style in Style]


@pytest.mark.parametrize("style", ReferenceStyle)
def test_the_list_is_printed_as_its_golden_file_has_it(
    style: ReferenceStyle, ketacli: Inside, library: Path, *, update_golden: bool
) -> None:
    done = ketacli("references", "--library", os.fspath(library), "--style", style)
    assert (done.code, done.err) == (ExitCode.DONE, "")
    file = GOLDEN / f"references-{style}.{ENDINGS[style]}"
    if update_golden:
        file.write_bytes(done.out.encode())
    assert file.exists(), f"no golden file yet: run pytest --update-golden and read {file}"
    assert done.out.encode() == file.read_bytes()


def test_no_golden_file_is_left_from_a_format_that_is_gone() -> None:
    claims = {f"claims-by-{by}.{e}" for by in ("topic", "source") for e in ("txt", "md", "csv")}
    claims |= {"claims-by-topic.json", "claims-by-source.json"}
    styles = {f"references-{style}.{ending}" for style, ending in ENDINGS.items()}
    shapes = (".md", ".txt", ".json", "-screen-40.txt", "-screen-80.txt")
    changed = {f"changed{shape}" for shape in shapes}
    assert {file.name for file in GOLDEN.iterdir()} == claims | styles | changed


def test_the_sources_of_a_topic_have_the_numbers_of_its_leaflet(
    ketacli: Inside, library: Path
) -> None:
    done = ketacli("references", "kinds", "--library", os.fspath(library))
    assert [line.partition(":")[0] for line in done.out.splitlines()] == [
        "1. office",
        "2. berman2000",
        "3. hostile",
        "4. no-doi_9",
        "5. page",
        "6. book1",
    ]
    asked = ("kinds", "--style", "csl-json", "--language", "en")
    done = ketacli("references", *asked, "--library", os.fspath(library))
    assert [item["id"] for item in json.loads(done.out)][:2] == ["office", "berman2000"]


def test_used_and_unused_sources_can_be_asked_for(ketacli: Inside, library: Path) -> None:
    def names(asked: str) -> list[str]:
        done = ketacli("references", asked, "--library", os.fspath(library))
        assert (done.code, done.err) == (ExitCode.DONE, "")
        return [line.partition(":")[0] for line in done.out.splitlines()]

    assert names("--unused") == ["unread"]
    assert names("--used") == ["berman2000", "book1", "hostile", "no-doi_9", "office", "page"]


def test_what_is_missing_is_told_with_its_place_and_ends_with_5(
    ketacli: Inside, tmp_path: Path
) -> None:
    topic = topic_of([claim_of("One.", "trial", ["offic"])])
    library = os.fspath(ledger_library(tmp_path, kinds=KINDS, other=topic))
    done = ketacli("references", "--missing", "--library", library)
    message = "`offic` is not in references.yaml; did you mean `office`? [unknown-source]"
    assert done.out == f"{library}/en/topics/other.yaml:12:49: {message}\n"
    assert (done.code, done.err) == (ExitCode.CONTENT, "")
    done = ketacli("references", "--used", "--library", library)
    assert (done.code, done.err.endswith(f"{message}\n")) == (ExitCode.CONTENT, True)
    assert done.out.startswith("berman2000: ")


def test_nothing_is_missing_in_what_ships(ketacli: Inside) -> None:
    done = ketacli("references", "--missing")
    assert (done.code, done.out, done.err) == (ExitCode.DONE, "None.\n", "")


def test_a_number_that_cannot_be_right_is_told_after_the_list(
    ketacli: Inside, library: Path
) -> None:
    change(library / "references.yaml", '"10.1016/S0006-3223', '"10.1016/S0006-3224')
    done = ketacli("references", "--library", os.fspath(library))
    assert done.code == ExitCode.CONTENT
    assert len(done.out.splitlines()) == 7
    assert [line.rpartition(" ")[2] for line in done.err.splitlines()] == [
        "[check-digit]",
        "[doi-shape]",
    ]
    assert f"{library}/references.yaml:20:5: the ISSN 0006-3224 in it would end with 3" in done.err


@pytest.mark.parametrize(
    "asked", [["--used", "--unused"], ["--missing", "--used"], ["kinds", "--unused"]]
)
def test_one_question_at_a_time(asked: list[str], ketacli: Inside) -> None:
    done = ketacli("references", *asked)
    assert (done.code, done.out) == (ExitCode.USAGE, "")
    assert done.err == "A TOPIC, --used, --unused and --missing: one of these at a time.\n"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["how-ketamine-work"], "Did you mean how-ketamine-works?"),
        (["how-ketamine-works", "--language", "xx"], "There is: en"),
        (["--library", "nowhere"], "There is no library in nowhere: it has no library.yaml."),
    ],
)
def test_what_is_not_there_ends_with_4(asked: list[str], said: str, ketacli: Inside) -> None:
    done = ketacli("references", *asked)
    assert (done.code, done.out) == (ExitCode.NOT_FOUND, "")
    assert said in done.err


def test_a_list_that_breaks_its_schema_ends_with_5(ketacli: Inside, library: Path) -> None:
    (library / "references.yaml").write_text("references: []\nstrange: yes", encoding="utf-8")
    done = ketacli("references", "--library", os.fspath(library))
    assert (done.code, done.out) == (ExitCode.CONTENT, "")
    assert done.err.endswith("[unknown-name]\n")


def test_an_output_that_cannot_be_written_ends_with_6(ketacli: Inside, tmp_path: Path) -> None:
    for asked in ([], ["--missing"]):
        done = ketacli("references", *asked, "-o", os.fspath(tmp_path))
        assert done.code == ExitCode.NOT_WRITTEN
