"""Git is asked, and starts nothing that a checkout names."""

import hashlib
import os
import subprocess
from pathlib import Path

import pytest

from ketacli.cli.git import Checkout, ask
from ketacli.errors import NotInstalledError, UsageError
from support.changing import commit, git, repository, without_git

SMALL = "en/topics/small.yaml"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return repository(tmp_path)


def test_files_of_a_revision_are_told_from_the_folder_of_the_library(library: Path) -> None:
    (library.parent / "README").write_text("beside", encoding="utf-8")
    (library / "né w.txt").write_text("new", encoding="utf-8")
    (library / "a link").symlink_to("/etc/passwd")
    head = commit(library, "More")
    with Checkout(library) as checkout:
        held = checkout.files(head)
        assert "README" not in held
        assert (held["né w.txt"].mode, held["né w.txt"].size) == ("100644", 3)
        assert held["a link"].mode == "120000"
        assert checkout.read(held["né w.txt"].object) == b"new"
        assert checkout.read(held[SMALL].object) == (library / SMALL).read_bytes()
        assert checkout.read("0" * 40) is None
        with pytest.raises(UsageError, match="Git cannot read the revision"):
            checkout.files("0" * 40)


def test_a_submodule_is_no_file(library: Path) -> None:
    git(library.parent, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},library/sub")
    git(library.parent, "commit", "-q", "-m", "Sub")
    with Checkout(library) as checkout:
        assert checkout.files("HEAD")["sub"] == ("160000", "1" * 40, 0)


def test_revisions_around_a_change_are_told(library: Path) -> None:
    first = git(library, "rev-parse", "HEAD")
    other = commit(library, "Other", ("help.yaml", "regions:", "regions: "))
    turned = commit(library, "Turned", (SMALL, "One", "A"))
    last = commit(library, "Last", ("help.yaml", "regions: ", "regions:  "))
    with Checkout(library) as checkout:
        assert checkout.around((SMALL,)) == (last, turned, other, first)
        assert checkout.revision("HEAD~1") == turned
        assert checkout.revision("none") == ""
        assert not checkout.is_empty()


def test_the_start_of_several_hashes_is_known(library: Path) -> None:
    seen: dict[str, bytes] = {}
    start, content = "", b""
    for number in range(10_000):
        content = str(number).encode()
        start = hashlib.sha1(b"blob %d\0%s" % (len(content), content)).hexdigest()[:4]
        if start in seen:
            break
        seen[start] = content
    for blob in (seen[start], content):
        subprocess.run(
            ["git", "hash-object", "-w", "--stdin"],
            input=blob,
            cwd=library,
            check=True,
            capture_output=True,
        )
    with Checkout(library) as checkout:
        assert checkout.means_several(start)
        assert not checkout.means_several("none")


def test_no_program_is_started_that_the_checkout_names(library: Path, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n", encoding="utf-8")
    trap.chmod(0o755)
    names = ("core.fsmonitor", "diff.external", "core.pager", "gpg.program", "core.sshCommand")
    for name in (*names, "remote.origin.uploadpack", "filter.x.smudge", "diff.x.textconv"):
        git(library, "config", name, os.fspath(trap))
    git(library, "config", "log.showSignature", "true")
    git(library, "config", "core.hooksPath", os.fspath(tmp_path))
    git(library, "config", "remote.origin.url", "ext::" + os.fspath(trap))
    git(library, "config", "remote.origin.promisor", "true")
    git(library, "config", "extensions.partialClone", "origin")
    git(library, "config", "protocol.ext.allow", "always")
    with Checkout(library) as checkout:
        held = checkout.files("HEAD")[SMALL].object
        lost = library.parent / ".git/objects" / held[:2] / held[2:]
        lost.unlink()
        assert checkout.fault() == ""
        assert checkout.around((SMALL,))
        assert checkout.at(checkout.moment("HEAD")) == checkout.revision("HEAD")
        assert checkout.read(held) is None
    assert not (tmp_path / "sprung").exists()


def test_the_surroundings_lead_nowhere_else(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.setenv("GIT_DIR", os.fspath(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_WORK_TREE", os.fspath(tmp_path))
    monkeypatch.setenv("GIT_TRACE", os.fspath(tmp_path / "trace"))
    assert ask(library, "rev-parse", "HEAD").code == 0
    assert not (tmp_path / "trace").exists()


def test_the_work_tree_and_the_index_stay_as_they_are(library: Path) -> None:
    index = library.parent / ".git/index"
    os.utime(library / SMALL, (1, 1))
    before = (index.read_bytes(), index.stat().st_mtime_ns, sorted(library.rglob("*")))
    with Checkout(library) as checkout:
        checkout.read(checkout.files("HEAD")[SMALL].object)
    assert (index.read_bytes(), index.stat().st_mtime_ns, sorted(library.rglob("*"))) == before


def test_a_git_that_went_away_is_told(library: Path, tmp_path: Path) -> None:
    with without_git(), pytest.raises(NotInstalledError):
        ask(library, "version")
    with without_git(), Checkout(library) as checkout, pytest.raises(NotInstalledError):
        checkout.read("1")
    with Checkout(tmp_path) as checkout:  # no checkout at all
        assert "not a git repository" in checkout.fault()
        assert checkout.read("1" * 40) is None
        assert checkout._batch is not None
        checkout._batch.wait()
        assert checkout.read("1" * 40) is None
