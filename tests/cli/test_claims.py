"""`ketacli claims`: golden files for each format, its ends, and what it says on stderr."""

import csv
import io
import json
import os
import sys
from pathlib import Path

import pytest

from ketacli.cli.desk_of_authors import LedgerFormat, LedgerOrder
from ketacli.errors import ExitCode
from support.content import SMALL_TOPIC, small_library
from support.inside import Inside, stdout_into
from support.ledger import KINDS, ledger_library
from support.program import CONTENT, run

GOLDEN = Path(__file__).parents[1] / "golden_authors"
ENDINGS = {LedgerFormat.MARKDOWN: "md", LedgerFormat.JSON: "json", LedgerFormat.CSV: "csv"}
LACKING = SMALL_TOPIC.replace("One sentence.", "Ketamine stands here.")


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A library that lies where the program stands, so that names of files are short."""
    monkeypatch.chdir(tmp_path)
    return os.path.relpath(ledger_library(tmp_path))


@pytest.mark.parametrize("by", LedgerOrder)
@pytest.mark.parametrize("format_", LedgerFormat)
def test_the_ledger_is_printed_as_its_golden_file_has_it(
    by: LedgerOrder, format_: LedgerFormat, ketacli: Inside, library: str, *, update_golden: bool
) -> None:
    done = ketacli("claims", "--library", library, "--by", by, "-f", format_, "-o", "made")
    assert (done.code, done.out, done.err) == (ExitCode.DONE, "", "")
    printed = Path("made").read_bytes()
    file = GOLDEN / f"claims-by-{by}.{ENDINGS.get(format_, 'txt')}"
    if update_golden:
        file.write_bytes(printed)
    assert file.exists(), f"no golden file yet: run pytest --update-golden and read {file}"
    assert printed == file.read_bytes()


@pytest.mark.parametrize("format_", LedgerFormat)
def test_the_screen_gets_what_a_file_gets(
    format_: LedgerFormat, ketacli: Inside, library: str
) -> None:
    done = ketacli("claims", "--library", library, "-f", format_)
    ketacli("claims", "--library", library, "-f", format_, "-o", "made")
    assert done.out.encode() == Path("made").read_bytes()


def test_it_asks_nobody_and_says_nothing_beside_the_list(ketacli: Inside) -> None:
    done = ketacli.at_terminal("claims")
    assert (done.code, done.err, ketacli.asked) == (ExitCode.DONE, "", 0)
    assert done.out.startswith(f"{os.path.relpath(CONTENT)}/en/topics/how-ketamine-works.yaml:8:9")


def test_the_environment_does_not_choose_the_language(ketacli: Inside) -> None:
    done = ketacli("claims", "-f", "json", LANG="pl_PL.UTF-8", LANGUAGE="pl")
    assert (done.code, done.err) == (ExitCode.DONE, "")
    assert json.loads(done.out)["language"] == "en"


def test_one_topic_weak_claims_and_claims_without_a_source_can_be_asked_for(
    ketacli: Inside, tmp_path: Path
) -> None:
    library = os.fspath(ledger_library(tmp_path, kinds=KINDS, lacking=LACKING))

    def texts(*asked: str) -> list[str]:
        done = ketacli("claims", "--library", library, "-f", "csv", *asked)
        return [row["text"] for row in csv.DictReader(io.StringIO(done.out, newline=""))]

    assert len(texts()) == len(texts("kinds")) == 7
    assert texts("lacking") == []
    assert texts("--weak") == [text for text in texts() if text in texts("--weak")]
    assert len(texts("--weak")) == 5
    assert texts("--unsourced") == ["Ketamine stands here."]
    assert texts("--unsourced", "--weak") == [*texts("--weak"), "Ketamine stands here."]


@pytest.mark.parametrize("format_", LedgerFormat)
def test_topics_that_break_rules_are_told_after_the_claims_of_the_others(
    format_: LedgerFormat, ketacli: Inside, tmp_path: Path
) -> None:
    wrong = SMALL_TOPIC.replace("kind: note", "kind: poem")
    library = ledger_library(tmp_path, a=wrong, kinds=KINDS, z=LACKING)
    done = ketacli("claims", "--library", os.fspath(library), "-f", format_)
    assert done.code == ExitCode.CONTENT
    assert "Watch out with the drip." in done.out
    first, second = done.err.splitlines()
    assert first.endswith("a.yaml:1:7: this must be 'guide' or 'note' [choice]")
    assert second.endswith(" it needs `evidence` and `sources` [claim-without-source]")
    if format_ is LedgerFormat.JSON:
        assert json.loads(done.out)["counts"]["topics"] == 1


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["how-ketamine-work"], "Did you mean how-ketamine-works?"),
        (["--language", "xx"], "There is: en"),
        (["--library", "nowhere"], "There is no library in nowhere: it has no library.yaml."),
    ],
)
def test_what_is_not_there_ends_with_4_and_what_was_meant(
    asked: list[str], said: str, ketacli: Inside
) -> None:
    done = ketacli("claims", *asked)
    assert (done.code, done.out) == (ExitCode.NOT_FOUND, "")
    assert said in done.err


def test_a_fault_in_what_all_topics_rest_on_ends_with_5(ketacli: Inside, tmp_path: Path) -> None:
    library = small_library(tmp_path)
    (library / "en" / "style.yaml").unlink()
    done = ketacli("claims", "--library", os.fspath(library))
    assert (done.code, done.out) == (ExitCode.CONTENT, "")
    assert done.err.endswith("style.yaml: this file is missing [file-missing]\n")


@pytest.mark.parametrize("asked", [["--by", "author"], ["-f", "pdf"], ["a", "b"], ["--strong"]])
def test_wrong_usage_ends_with_2(asked: list[str], ketacli: Inside) -> None:
    assert ketacli("claims", *asked).code == ExitCode.USAGE


def test_an_output_that_cannot_be_written_ends_with_6(ketacli: Inside, tmp_path: Path) -> None:
    assert ketacli("claims", "-o", os.fspath(tmp_path)).code == ExitCode.NOT_WRITTEN
    with stdout_into(-1):
        assert ketacli("claims").code == ExitCode.NOT_WRITTEN
    if sys.platform == "linux":  # the device that is always full
        with stdout_into("/dev/full"):
            assert ketacli("claims").code == ExitCode.NOT_WRITTEN


def test_the_program_itself_prints_the_ledger_and_a_reader_may_leave(tmp_path: Path) -> None:
    done = run(tmp_path, "claims", "--weak", "-f", "csv")
    assert (done.returncode, done.stderr) == (ExitCode.DONE, "")
    assert done.stdout.startswith("topic,file,line,column,")
