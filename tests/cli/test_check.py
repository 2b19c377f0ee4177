"""`ketacli check`: what it prints, what it ends with, and the schema for editors."""

import os
import re
from collections.abc import Iterator
from json import loads
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ketacli.cli import check, watching
from ketacli.errors import ExitCode, Severity
from ketacli.library.loading import MODELS
from support.content import SMALL_TOPIC, change, small_library
from support.inside import Done, Inside
from support.program import CONTENT

LONG = SMALL_TOPIC.replace("One sentence.", f"One {'word ' * 21}more.")
WRONG = SMALL_TOPIC.replace("kind: note", "kind: poem")
LINE = re.compile(r"^(?P<file>[^:]+):((?P<line>\d+):(?P<column>\d+):)? .+ \[[a-z-]+\]( \(\w+\))?$")


def problems(done: Done) -> list[dict[str, Any]]:
    """What `--format json` tells."""
    found: list[dict[str, Any]] = loads(done.out)["problems"]
    return found


def test_the_shipped_library_has_no_fault(ketacli: Inside) -> None:
    for path in ((), (os.fspath(CONTENT),)):
        done = ketacli("check", "--strict", *path)
        assert (done.code, done.err) == (ExitCode.DONE, "")
        assert done.out.endswith("Errors: 0. Warnings: 0.\n")


def test_a_fault_ends_with_5_and_one_line_with_its_place(ketacli: Inside, tmp_path: Path) -> None:
    library = small_library(tmp_path, small=WRONG)
    done = ketacli("check", os.fspath(library))
    assert (done.code, done.err) == (ExitCode.CONTENT, "")
    (told,) = [found for line in done.out.splitlines() if (found := LINE.match(line))]
    assert told["file"] == os.fspath(library / "en" / "topics" / "small.yaml")
    assert (told["line"], told["column"]) == ("1", "7")
    assert "Errors: 1. Warnings: 0." in done.out


def test_a_fault_of_a_whole_file_has_no_line(ketacli: Inside, tmp_path: Path) -> None:
    library = small_library(tmp_path)
    (library / "help.yaml").unlink()
    done = ketacli("check", os.fspath(library))
    assert done.code == ExitCode.CONTENT
    lines = [found for line in done.out.splitlines() if (found := LINE.match(line))]
    assert [told["line"] for told in lines if told["file"].endswith("help.yaml")] == [None]


def test_a_warning_is_shown_and_is_no_failure_unless_it_is_strict(
    ketacli: Inside, tmp_path: Path
) -> None:
    library = os.fspath(small_library(tmp_path, small=LONG))
    done = ketacli("check", library)
    assert done.code == ExitCode.DONE
    assert "[long-sentence] (warning)\n" in done.out
    assert "Errors: 0. Warnings: 1." in done.out
    strict = ketacli("check", "--strict", library)
    assert (strict.code, strict.out) == (ExitCode.CONTENT, done.out)


def test_a_score_over_the_target_never_fails(ketacli: Inside, tmp_path: Path) -> None:
    hard = "Considerable administrative responsibilities necessitate organisational intervention."
    library = small_library(tmp_path, small=SMALL_TOPIC.replace("One sentence.", f"{hard} {hard}"))
    done = ketacli("check", "--strict", os.fspath(library), "-f", "json")
    assert done.code == ExitCode.DONE
    assert {found["severity"] for found in problems(done)} == {Severity.SCORE}
    assert "(score)" in ketacli("check", "--strict", os.fspath(library)).out


def test_json_says_what_the_lines_say(ketacli: Inside, tmp_path: Path) -> None:
    library = os.fspath(small_library(tmp_path, small=LONG, other=WRONG))
    for strict in ((), ("--strict",)):
        done = ketacli("check", library, "-f", "json", *strict)
        plain = ketacli("check", library, *strict)
        assert done.code == plain.code == ExitCode.CONTENT
        for found in problems(done):
            place = f"{found['file']}:{found['line']}:{found['column']}: "
            assert f"{place}{found['message']} [{found['rule']}]" in plain.out
        assert {found["severity"] for found in problems(done)} == {"error", "warning"}
        scores = loads(done.out)["scores"]
        assert [score["file"] for score in scores] == [f"{library}/en/topics/small.yaml"]
        assert f"Files: {loads(done.out)['files']}. " in plain.out


def test_scores_are_listed_for_a_few_topics_only(ketacli: Inside, tmp_path: Path) -> None:
    most = check._MOST_SCORES
    library = small_library(tmp_path, **{f"t{number}": SMALL_TOPIC for number in range(most + 1)})
    assert "grade" not in ketacli("check", os.fspath(library)).out
    assert len(loads(ketacli("check", os.fspath(library), "-f", "json").out)["scores"]) == most + 1
    (library / "en" / "topics" / "t0.yaml").unlink()
    change(library / "library.yaml", "  - t0\n", "")
    assert ketacli("check", os.fspath(library)).out.count("grade") == most


def test_the_result_can_go_to_a_file(ketacli: Inside, tmp_path: Path) -> None:
    file = tmp_path / "found"
    library = os.fspath(small_library(tmp_path, small=WRONG))
    done = ketacli("check", library, "-o", os.fspath(file))
    assert (done.code, done.out) == (ExitCode.CONTENT, "")
    assert file.read_text(encoding="utf-8") == ketacli("check", library).out
    assert ketacli("check", "-o", os.fspath(tmp_path)).code == ExitCode.NOT_WRITTEN


def test_one_file_is_judged_as_part_of_its_library(ketacli: Inside, tmp_path: Path) -> None:
    library = small_library(tmp_path, small=SMALL_TOPIC, other=WRONG)
    banned = "banned:\n  - words: [one sentence]\n    instead: leave it out"
    change(library / "en" / "style.yaml", "banned:", banned)
    sound = library / "en" / "topics" / "small.yaml"
    done = ketacli("check", os.fspath(sound), "-f", "json")
    assert done.code == ExitCode.CONTENT
    assert [found["line"] for found in problems(done)] == [11]
    assert loads(done.out)["files"] == 1


def test_a_file_outside_is_judged_as_part_of_the_shipped_library(
    ketacli: Inside, tmp_path: Path
) -> None:
    file = tmp_path / "new.yaml"
    file.write_text(SMALL_TOPIC, encoding="utf-8")
    assert ketacli("check", os.fspath(file)).code == ExitCode.DONE
    file.write_text(SMALL_TOPIC.replace("One sentence", "One {synaps}"), encoding="utf-8")
    done = ketacli("check", os.fspath(file))
    assert done.code == ExitCode.CONTENT
    assert f"{file}:11:9: " in done.out


def test_a_path_may_be_relative(
    ketacli: Inside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = small_library(tmp_path, small=WRONG)
    monkeypatch.chdir(library)
    for path in (".", "en/topics/small.yaml"):
        assert "\nen/topics/small.yaml:1:7: " in "\n" + ketacli("check", path).out


def test_the_library_is_the_one_that_would_be_read(ketacli: Inside, tmp_path: Path) -> None:
    library = os.fspath(small_library(tmp_path, small=WRONG))
    assert ketacli("check", "--library", library).code == ExitCode.CONTENT
    assert ketacli("check", KETACLI_LIBRARY=library).code == ExitCode.CONTENT
    assert ketacli("check", os.fspath(CONTENT), "--library", library).code == ExitCode.DONE


def test_what_is_not_there_cannot_be_checked(ketacli: Inside, tmp_path: Path) -> None:
    for path in (tmp_path / "nosuch.yaml", tmp_path, tmp_path / "no" / "such"):
        done = ketacli("check", os.fspath(path))
        assert (done.code, done.out) == (ExitCode.NOT_FOUND, "")
        assert tmp_path.name in done.err.replace("\n", "")


def test_a_site_is_checked_by_its_name(ketacli: Inside, tmp_path: Path) -> None:
    site = tmp_path / "site.yaml"
    site.write_text("region: us\n", encoding="utf-8")
    assert ketacli("check", os.fspath(site)).code == ExitCode.DONE
    site.write_text("shared_device: maybe\n", encoding="utf-8")
    assert ketacli("check", os.fspath(site)).code == ExitCode.CONTENT


@pytest.mark.parametrize("kind", ["", *MODELS])
def test_the_schema_is_a_json_schema(ketacli: Inside, kind: str) -> None:
    done = ketacli("check", "--schema", *filter(None, [kind]))
    assert (done.code, done.err) == (ExitCode.DONE, "")
    Draft202012Validator.check_schema(loads(done.out))


def test_an_unknown_kind_is_told_with_those_that_are_there(ketacli: Inside, tmp_path: Path) -> None:
    done = ketacli("check", "--schema", "poem")
    assert (done.code, done.out) == (ExitCode.NOT_FOUND, "")
    assert [kind for kind in MODELS if kind not in done.err] == []
    file = tmp_path / "schema.json"
    assert ketacli("check", "--schema", "topic", "-o", os.fspath(file)).out == ""
    assert file.read_text(encoding="utf-8") == ketacli("check", "--schema", "topic").out


def test_files_are_mended_only_when_that_is_asked_for(ketacli: Inside, tmp_path: Path) -> None:
    library = small_library(tmp_path, small=SMALL_TOPIC.replace("note\n", "note \n"))
    file = library / "en" / "topics" / "small.yaml"
    assert ketacli("check", os.fspath(library)).code == ExitCode.DONE
    assert file.read_text(encoding="utf-8") != SMALL_TOPIC
    done = ketacli("check", "--fix", "--library", os.fspath(library))
    assert (done.code, done.err) == (ExitCode.DONE, f"Mended: {file}\n")
    assert done.out.endswith("Errors: 0. Warnings: 0.\n")
    assert file.read_text(encoding="utf-8") == SMALL_TOPIC
    assert ketacli("check", "--fix", os.fspath(file)).err == ""


def test_what_is_left_after_mending_is_told(ketacli: Inside, tmp_path: Path) -> None:
    library = small_library(tmp_path, small=WRONG.replace("title: A", "title: Two: a"))
    done = ketacli("check", "--fix", os.fspath(library / "en" / "topics" / "small.yaml"))
    assert done.code == ExitCode.CONTENT
    assert "Mended: " in done.err
    assert "kind" not in done.err
    assert "this must be 'guide' or 'note'" in done.out


def test_each_save_is_checked_and_nothing_ends_that(
    ketacli: Inside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = small_library(tmp_path)
    topic, about = library / "en/topics/small.yaml", library / "library.yaml"
    away = tmp_path / "away"

    def saves(_: Path) -> Iterator[frozenset[str]]:
        yield frozenset()
        for name, save in (
            ("en/topics/small.yaml", lambda: topic.write_text(WRONG, encoding="utf-8")),
            ("", lambda: None),
            ("library.yaml", lambda: about.rename(away)),
            ("library.yaml", lambda: away.rename(about)),
            ("en/topics/small.yaml", lambda: topic.write_text("a: [", encoding="utf-8")),
        ):
            os.write(1, b"\f")
            save()
            yield frozenset({name} - {""})
        raise KeyboardInterrupt

    monkeypatch.setattr(watching, "saves", saves)
    done = ketacli("check", "--watch", "--library", os.fspath(library))
    assert done.code == ExitCode.INTERRUPTED
    first, wrong, nothing, gone, whole, broken = done.out.split("\f")
    assert first.endswith(f"Files: {len(list(library.rglob('*.yaml')))}. Errors: 0. Warnings: 0.\n")
    assert wrong.startswith(f"\n{topic}:1:7: ")
    assert wrong.endswith("Files: 1. Errors: 1. Warnings: 0.\n")
    assert (nothing, gone) == ("", "")
    assert "There is no library in" in done.err
    assert not whole.endswith("Files: 1. Errors: 1. Warnings: 0.\n")
    assert "this is not YAML" in broken


def test_a_check_that_watches_starts_no_other_process(
    ketacli: Inside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def saves(_: Path) -> Iterator[frozenset[str]]:
        yield frozenset()
        yield frozenset({"library.yaml"})
        raise KeyboardInterrupt

    def fork() -> int:
        raise AssertionError("a thread that watches is not copied")

    monkeypatch.setattr(watching, "saves", saves)
    library = os.fspath(small_library(tmp_path, one=SMALL_TOPIC, two=SMALL_TOPIC))
    monkeypatch.setattr(os, "fork", fork)
    assert ketacli("check", "--jobs", "2", library).code == ExitCode.BUG
    assert ketacli("check", "--watch", "--jobs", "2", library).code == ExitCode.INTERRUPTED
