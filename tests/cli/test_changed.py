"""`ketacli check --changed-only`: what Git is asked, and what follows from its answers."""

import os
import subprocess
from pathlib import Path

import pytest

from ketacli.cli.changed import changed_files
from ketacli.errors import ExitCode, NotInstalledError, UsageError
from support.content import SMALL_TOPIC, change, small_library
from support.inside import Inside

WRONG = SMALL_TOPIC.replace("kind: note", "kind: poem")


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=A test", "-c", "user.email=test@example.org")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library below a checkout, all of it committed."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    library = small_library(checkout)
    git(checkout, "init", "-q")
    git(checkout, "add", ".")
    git(checkout, "commit", "-q", "-m", "All of it")
    return library


def test_without_a_change_there_is_nothing(library: Path) -> None:
    assert changed_files(library) == ()


def test_what_is_changed_staged_new_moved_and_gone_is_named_once(library: Path) -> None:
    small = library / "en/topics/small.yaml"
    change(small, "One sentence.", "Two words.")
    change(library / "help.yaml", "regions:", "regions: ")
    git(library, "add", "help.yaml")
    (library / "en/topics/né w.yaml").write_text("a: 1\n", encoding="utf-8")
    git(library, "mv", "en/style.yaml", "en/styles.yaml")
    (library.parent / "README").write_text("not in the library", encoding="utf-8")
    assert changed_files(library) == (
        "en/style.yaml",
        "en/styles.yaml",
        "en/topics/né w.yaml",
        "en/topics/small.yaml",
        "help.yaml",
    )


def test_what_git_ignores_is_not_named(library: Path) -> None:
    (library / ".gitignore").write_text("*.bak\n", encoding="utf-8")
    (library / "help.bak").touch()
    assert changed_files(library) == (".gitignore",)


def test_before_the_first_commit_every_file_is_new(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "a.yaml").touch()
    (tmp_path / "b.yaml").touch()
    git(tmp_path, "add", "a.yaml")
    assert changed_files(tmp_path) == ("a.yaml", "b.yaml")


def test_no_program_is_started_that_the_checkout_names(library: Path, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n", encoding="utf-8")
    trap.chmod(0o755)
    for name in ("core.fsmonitor", "diff.external"):
        git(library, "config", name, os.fspath(trap))
    change(library / "help.yaml", "regions:", "regions: ")
    assert changed_files(library) == ("help.yaml",)
    assert not (tmp_path / "sprung").exists()


def test_outside_a_checkout_nothing_can_be_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"^Git cannot say .* not a git repository .*\.$"):
        changed_files(tmp_path)


def test_without_git_the_message_is_what_installs_it(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(NotInstalledError) as raised:
        changed_files(library)
    assert (raised.value.what, raised.value.command) == ("Git", "sudo apt install git")


def test_only_changed_files_are_looked_at(ketacli: Inside, library: Path) -> None:
    small = library / "en/topics/small.yaml"
    old = library / "en/topics/old.yaml"
    old.write_text(WRONG, encoding="utf-8")
    git(library, "add", ".")
    git(library, "commit", "-q", "-m", "A fault that was there before")
    asked = ("check", "--changed-only", os.fspath(library))
    done = ketacli(*asked)
    assert (done.code, done.out, done.err) == (0, "Files: 0. Errors: 0. Warnings: 0.\n", "")
    small.write_text(WRONG, encoding="utf-8")
    done = ketacli(*asked)
    assert (done.code, done.err) == (ExitCode.CONTENT, "")
    assert f"{small}:1:7: " in done.out
    assert os.fspath(old) not in done.out
    assert done.out.endswith("Files: 1. Errors: 1. Warnings: 0.\n")


def test_a_change_that_others_rest_on_is_told(ketacli: Inside, library: Path) -> None:
    change(library / "references.yaml", "references:", "references: ")
    done = ketacli("check", "--changed-only", "--library", os.fspath(library))
    assert done.code == ExitCode.DONE
    assert " ".join(done.err.split()) == (
        "Changed: references.yaml. What rests on that is only looked at without --changed-only."
    )


def test_outside_a_checkout_it_is_wrong_usage(ketacli: Inside, tmp_path: Path) -> None:
    done = ketacli("check", "--changed-only", os.fspath(small_library(tmp_path)))
    assert (done.code, done.out) == (ExitCode.USAGE, "")
    assert "Git cannot say what has changed" in done.err
    missing = ketacli("check", "--changed-only", os.fspath(tmp_path / "none"))
    assert missing.code == ExitCode.NOT_FOUND


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_any_number_of_jobs_says_the_same(jobs: str, ketacli: Inside, library: Path) -> None:
    (library / "en/topics/wrong.yaml").write_text(WRONG, encoding="utf-8")
    alone = ketacli("check", os.fspath(library))
    assert ketacli("check", "--jobs", jobs, os.fspath(library)) == alone
    assert ketacli("check", "--jobs", "-1", os.fspath(library)).code == ExitCode.USAGE
