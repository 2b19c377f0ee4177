"""What `--since` means, and each way in which it means nothing."""

import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ketacli.cli import since
from ketacli.cli.git import Checkout
from ketacli.cli.since import Asked, Meant, NoSuchStateError, meant
from ketacli.errors import ExitCode, NotFoundError, NotInstalledError, UsageError
from ketacli.library import Library, author_desk
from ketacli.library.history import NotThereThenError
from ketacli.library.words_rated import words_rated
from ketacli.library.yaml_reader import read
from ketacli.site import Clinic
from support.changing import commit, git, repository, without_git
from support.content import SMALL_TOPIC, small_library

SMALL = "en/topics/small.yaml"
Ask = Callable[..., Meant]


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(since, "today", lambda: date(2026, 6, 1))


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three states: of 4 March, 5 March and 9 March."""
    monkeypatch.chdir(tmp_path)
    found = repository(tmp_path)
    turn = (SMALL, "One sentence.", "A sentence.")
    commit(found, "A", turn, day="2026-03-05T10:00:00Z")
    git(found, "tag", "v1")
    commit(found, "B", (SMALL, "A sentence.", "B sentence."), day="2026-03-09T10:00:00Z")
    return found


def ask(library: Path, value: str, topic: str = "", language: str = "") -> Meant:
    with Checkout(library) as checkout:
        return meant(Asked(value, topic, language), author_desk(library), checkout, Clinic())


def revision(library: Path, name: str) -> str:
    return git(library, "rev-parse", name)


def code(text: str) -> str:
    return words_rated(read(text.encode(), "a"), "en")


@pytest.mark.parametrize(
    ("value", "name"),
    [
        *(("v1", "HEAD~1"), ("main", "HEAD"), ("HEAD~2", "HEAD~2"), ("@{0}", "HEAD")),
        *(("2026-03-04", "HEAD~2"), ("2026-03-08", "HEAD~1"), ("2026-06-01", "HEAD")),
    ],
)
def test_a_day_and_a_revision_are_a_commit(value: str, name: str, library: Path) -> None:
    found = ask(library, value).since
    assert found.revision == revision(library, name)
    assert found.revision[:10] in found.says


@pytest.mark.parametrize(("zone", "name"), [("UTC-13", "HEAD~1"), ("UTC-14", "HEAD~2")])
def test_a_day_ends_by_the_clock_of_this_machine(
    zone: str, name: str, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The second commit is made at 10 in the morning, which is midnight where clocks are 14 ahead.
    with monkeypatch.context() as patch:
        patch.setenv("TZ", zone)
        time.tzset()
        assert ask(library, "2026-03-05").since.revision == revision(library, name)
    time.tzset()


def test_a_day_follows_the_line_that_led_here(library: Path) -> None:
    git(library, "checkout", "-q", "-b", "side", "HEAD~1")
    commit(library, "Aside", (SMALL, "A sentence.", "A sentence"), day="2026-03-10T10:00:00Z")
    git(library, "checkout", "-q", "main")
    git(library, "merge", "-q", "-s", "ours", "-m", "Both", "side", day="2026-03-12T10:00:00Z")
    assert ask(library, "2026-03-11").since.revision == revision(library, "HEAD~1")


def test_a_hash_can_be_cut(library: Path) -> None:
    whole = revision(library, "HEAD~1")
    assert ask(library, whole[:12]).since.revision == whole


@pytest.mark.usefixtures("library")
def test_a_folder_needs_no_history(tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    copy = small_library(tmp_path / "copy")
    for value in ("copy/library", "./copy/library", os.fspath(copy), "copy/library/"):
        assert ask(copy, value).since == (f"the state in {value}", copy, None, "")
    with without_git():
        assert ask(copy, "./copy/library").since.folder == copy


def test_a_tag_is_meant_before_a_folder_and_a_path_before_a_tag(
    library: Path, tmp_path: Path
) -> None:
    (tmp_path / "v1").mkdir()
    assert ask(library, "v1").since.revision == revision(library, "v1")
    assert ask(library, "./v1").since.folder == tmp_path / "v1"
    (tmp_path / "v2").mkdir()
    assert ask(library, "v2").since.folder == tmp_path / "v2"


def test_a_home_is_a_folder(library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", os.fspath(tmp_path))
    assert ask(library, "~/old").since.folder == tmp_path / "old"


def test_the_code_of_words_is_the_last_state_that_had_them(library: Path) -> None:
    commit(library, "C", ("help.yaml", "regions:", "regions: "), day="2026-03-10T10:00:00Z")
    first = ask(library, code(SMALL_TOPIC))
    assert first.since.revision == revision(library, "HEAD~3")
    assert (first.topic, first.language) == ("small", "en")
    last = ask(library, code(SMALL_TOPIC.replace("One", "B"))[:8], "small", "en")
    assert last.since.revision == revision(library, "HEAD")


def test_the_code_of_a_disclaimer_is_the_last_state_that_had_it(library: Path) -> None:
    old = Library(library).disclaimer.code
    turn = ("en/disclaimer.yaml", "It is not advice for you.", "It is no advice to you.")
    commit(library, "C", turn, day="2026-03-10T10:00:00Z")
    found = ask(library, old, "small")
    assert found.since.revision == revision(library, "HEAD~1")
    assert (found.topic, found.language) == ("small", "en")


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("nothing", "'nothing' is no day, no revision, no folder and no code"),
        ("-x", "'-x' is no day"),
        ("HEAD~9", "'HEAD~9' is no day"),
        ("2026-03-03", "The history of this library begins on 2026-03-0"),
        ("abcdefabcdef", "No revision in this history has words with the code abcdefabcdef."),
        ("0000-0000-0000-0000", "No revision in this history has words"),
    ],
)
def test_what_there_is_not_ends_with_4(value: str, says: str, library: Path) -> None:
    with pytest.raises(NoSuchStateError, match=says) as raised:
        ask(library, value)
    assert raised.value.exit_code == ExitCode.NOT_FOUND


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("2026-02-30", r"2026-02-30 is no day that exists\."),
        ("2026-06-02", r"2026-06-02 is still to come\."),
        ("", "--since needs a day"),
    ],
)
def test_what_can_be_no_state_ends_with_2(value: str, says: str, library: Path) -> None:
    with pytest.raises(UsageError, match=says):
        ask(library, value)


def test_the_start_of_several_codes_or_hashes_is_told(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "ketacli.library.code_search.words_rated", lambda node, _: f"abcdef{len(repr(node))}"
    )
    commit(library, "C", (SMALL, "B sentence.", "Many sentences."))
    with pytest.raises(NoSuchStateError, match=r"Several codes begin with abcdef: abcdef\d+ \(s"):
        ask(library, "abcdef")
    monkeypatch.setattr(Checkout, "means_several", lambda *_: True)
    with pytest.raises(NoSuchStateError, match="Several revisions begin with abc"):
        ask(library, "abc")


def test_without_a_history_there_is_no_past(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    for value in ("v1", "2026-03-04", "abcdef"):
        with pytest.raises(UsageError, match=r"has no history: Git says .*not a git repository"):
            ask(library, value)
    git(library, "init", "-q")
    with pytest.raises(UsageError, match="Nothing was committed"):
        ask(library, "v1")


def test_without_git_the_message_is_what_installs_it(library: Path) -> None:
    with without_git(), pytest.raises(NotInstalledError):
        ask(library, "v1")


def test_a_clone_that_is_cut_short_says_so(library: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{library.parent}", "short")
    short = tmp_path / "short/library"
    for value in ("2026-03-04", code(SMALL_TOPIC)):
        with pytest.raises(NoSuchStateError, match="This clone is cut short: `git fetch"):
            ask(short, value)


def test_a_folder_that_is_no_library_is_told_when_it_is_compared(library: Path) -> None:
    desk = author_desk(library)
    with pytest.raises(NotFoundError):
        desk.changed(ask(library, "./none").since, "", "", Clinic())
    with Checkout(library) as checkout:
        git(library.parent, "mv", "library", "content")
        git(library.parent, "commit", "-q", "-m", "Moved")
        moved = library.parent / "content"
        found = ask(moved, "HEAD~1").since
    with Checkout(moved) as checkout, pytest.raises(NotThereThenError, match="no library"):
        author_desk(moved).changed(found._replace(history=checkout), "", "", Clinic())
