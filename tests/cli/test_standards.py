"""`ketacli check --standard`: its formats, its ends, and what it says on stderr."""

import json
import os
from pathlib import Path

import pytest

from ketacli.cli.app import CheckFormat, CheckStandard
from ketacli.errors import ExitCode
from ketacli.library.schema_ratings import Standard
from support.content import SMALL_TOPIC, change, small_library
from support.inside import Inside
from support.program import CONTENT, run
from support.standards import rate, rate_all, with_fields

GUIDE = with_fields("known: [It is known.]", "alternatives: [Wait., Something else.]")


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A library that lies where the program stands, so that names of files are short."""
    monkeypatch.chdir(tmp_path)
    return os.path.relpath(small_library(tmp_path))


def test_the_option_knows_the_standards_that_there_are_tables_of() -> None:
    assert [one.value for one in CheckStandard] == [one.value for one in Standard]


@pytest.mark.parametrize("standard", CheckStandard)
def test_the_topics_that_ship_fail_nothing_and_nobody_is_asked(
    standard: CheckStandard, ketacli: Inside
) -> None:
    done = ketacli.at_terminal("check", "--standard", standard)
    assert (done.code, done.err, ketacli.asked) == (ExitCode.DONE, "", 0)
    assert done.out.count("Code of the words: ") == len(list(CONTENT.glob("en/topics/*.yaml")))


def test_an_item_that_failed_is_code_5_and_an_open_one_only_with_strict(
    ketacli: Inside, library: str
) -> None:
    def code(*asked: str) -> int:
        return ketacli("check", "--library", library, "--standard", *asked).code

    assert code("ipdas") == ExitCode.CONTENT
    assert code("discern") == ExitCode.DONE
    assert code("discern", "--strict") == ExitCode.CONTENT
    rate_all(Path(library), Standard.DISCERN)
    assert code("discern", "--strict") == ExitCode.DONE


@pytest.mark.parametrize("format_", CheckFormat)
def test_the_screen_gets_what_a_file_gets(
    format_: CheckFormat, ketacli: Inside, library: str
) -> None:
    asked = ("check", "--library", library, "--standard", "jama", "-f", format_)
    done = ketacli(*asked)
    ketacli(*asked, "-o", "made")
    assert done.out.encode() == Path("made").read_bytes()
    if format_ is CheckFormat.JSON:
        assert json.loads(done.out)["standard"] == "jama"


def test_one_topic_can_be_asked_for(ketacli: Inside) -> None:
    done = ketacli("check", "--standard", "jama", "how-ketamine-works", "-f", "json")
    assert [topic["topic"] for topic in json.loads(done.out)["topics"]] == ["how-ketamine-works"]
    done = ketacli("check", "--standard", "jama", "how-ketamine-work")
    assert (done.code, done.out) == (ExitCode.NOT_FOUND, "")
    assert "how-ketamine-works" in done.err


def test_a_language_or_standard_that_is_not_there_is_told(ketacli: Inside) -> None:
    assert ketacli("check", "--standard", "jama", "-l", "fr").code == ExitCode.NOT_FOUND
    assert ketacli("check", "--standard", "honcode").code == ExitCode.USAGE


def test_the_environment_does_not_choose_the_language(ketacli: Inside) -> None:
    done = ketacli("check", "--standard", "jama", "-f", "json", LANG="pl_PL.UTF-8")
    assert (done.code, json.loads(done.out)["language"]) == (ExitCode.DONE, "en")


def test_faulty_files_are_told_after_the_topics_that_are_sound(
    ketacli: Inside, tmp_path: Path
) -> None:
    library = small_library(tmp_path, bad=SMALL_TOPIC.replace("title:", "titel:"), good=GUIDE)
    rate(library, "jama", {"1": "good"}, words="0" * 20)
    done = ketacli("check", "--library", os.fspath(library), "--standard", "jama", "-f", "json")
    assert done.code == ExitCode.CONTENT
    assert [topic["topic"] for topic in json.loads(done.out)["topics"]] == ["good"]
    assert "[unknown-name]" in done.err
    assert "[choice]" in done.err


def test_a_rating_counts_and_lapses(ketacli: Inside, library: str) -> None:
    asked = ("check", "--library", library, "--standard", "jama")
    rate(Path(library), "jama", {"1": "met", "4": "not-met"})
    assert "1 It says who wrote it, and what they know of the subject: rated met" in (
        ketacli(*asked).out
    )
    assert "Score: 2 of 4." in ketacli(*asked).out
    change(Path(library) / "en/topics/small.yaml", "One sentence.", "Another one.")
    assert "for other words; that counts no more" in ketacli(*asked).out
    done = ketacli("check", library)
    assert done.code == ExitCode.DONE
    assert "[rating-lapsed] (warning)" in done.out
    assert ketacli("check", library, "--strict").code == ExitCode.CONTENT


def test_markdown_is_for_standards_only(ketacli: Inside) -> None:
    done = ketacli("check", "-f", "markdown")
    assert (done.code, done.out) == (ExitCode.USAGE, "")
    assert "markdown is for --standard" in done.err


def test_a_whole_program_says_the_same(tmp_path: Path, ketacli: Inside) -> None:
    asked = ("check", "--standard", "pemat")
    done = run(tmp_path, *asked, "--language", "en", cwd=Path.cwd())
    assert done.returncode == ExitCode.DONE
    assert done.stdout == ketacli(*asked).out
