"""Which answers are kept, and what makes a kept answer count no more."""

import os
import shutil
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from ketacli import express
from ketacli.cli import explain, glossary, memory
from ketacli.errors import NotAcknowledgedError, Refusal
from ketacli.library import Library
from support.content import SMALL_TOPIC, change, small_library, with_language
from support.express import Lane
from support.inside import Inside
from support.program import CONTENT

CODE = Library(CONTENT).disclaimer.code


@pytest.fixture
def lane(capfd: pytest.CaptureFixture[str], ketacli: Inside, tmp_path: Path) -> Lane:
    lane = Lane(capfd, ketacli)
    lane.cache = tmp_path / "cache"
    return lane


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path)


READING = {
    "explain": ("explain", "--acknowledge", CODE),
    "one section": ("explain", "--section", "summary", "--acknowledge", CODE, "--literal"),
    "as JSON": ("explain", "-f", "json", "--acknowledge", CODE),
    "for a terminal": ("explain", "-f", "terminal", "--acknowledge", CODE),
    "topics": ("topics",),
    "some topics": ("topics", "side", "effects"),
    "glossary": ("glossary",),
    "a word": ("glossary", "bdnf"),
    "disclaimer": ("disclaimer",),
    "status": ("disclaimer", "--status"),
}


@pytest.mark.parametrize("arguments", READING.values(), ids=READING)
def test_what_was_asked_before_is_answered_again_with_the_same_bytes(
    lane: Lane, arguments: tuple[str, ...]
) -> None:
    first = lane(*arguments)
    if arguments[0] == "topics":  # the first time it has read, and forgotten, all files
        assert not lane(*arguments).express
    again = lane(*arguments)
    assert (first.code, first.express, again.express) == (0, False, True)
    assert again[:3] == first[:3] == lane("--no-express", *arguments)[:3]


NEVER_KEPT = {
    "the start page": (0, ()),
    "help": (0, ("--help",)),
    "help of a command": (0, ("explain", "--help")),
    "the version": (0, ("--version",)),
    "an unacknowledged leaflet": (3, ("explain",)),
    "a wrong code": (3, ("explain", "--acknowledge", "0000-0000-0000-0000")),
    "an unknown topic": (4, ("explain", "nosuch")),
    "an unknown section": (4, ("explain", "--section", "nosuch", "--acknowledge", CODE)),
    "an unknown word": (4, ("glossary", "nosuch")),
    "wrong usage": (2, ("topics", "--nosuch")),
    "forgetting": (0, ("disclaimer", "--forget")),
    "the cache": (0, ("cache",)),
    "a check": (0, ("check", os.fspath(CONTENT / "help.yaml"))),
    "a file": (0, ("glossary", "-o", "/dev/null")),
    "stdout by name": (0, ("glossary", "-o", "-")),
    "without the lane": (0, ("--no-express", "glossary")),
}


@pytest.mark.parametrize(("code", "arguments"), NEVER_KEPT.values(), ids=NEVER_KEPT)
def test_nothing_else_is_kept(lane: Lane, code: int, arguments: tuple[str, ...]) -> None:
    told = lane.warm(*arguments)
    assert (told.code, told.express) == (code, False)
    assert lane.kept() == []


def test_what_a_person_was_asked_about_is_not_kept_but_the_next_time_is(lane: Lane) -> None:
    lane.columns = 80
    assert (lane("explain").express, lane.asked, lane.kept()) == (False, 1, [])
    assert not lane("explain").express
    assert (lane("explain").express, lane.asked) == (True, 1)


def test_a_yes_that_cannot_be_remembered_opens_no_door_to_the_next_reader(lane: Lane) -> None:
    lane.columns = 80
    lane.words["XDG_STATE_HOME"] = "/proc"
    for asked in (1, 2, 3):
        told = lane("explain")
        assert (told.code, told.express, lane.asked, lane.kept()) == (0, False, asked, [])


def test_nothing_is_kept_where_a_pager_showed_it_or_would_have(lane: Lane) -> None:
    lane.columns, lane.lines = 80, 10
    for pager in ("cat", "", "no-such-pager", "'"):
        lane("explain", "--acknowledge", CODE, PAGER=pager)
    assert lane.kept() == []
    lane("explain", "--acknowledge", CODE, "--no-pager")
    assert lane("explain", "--acknowledge", CODE, "--no-pager").express


def test_nothing_is_kept_on_a_shared_device(lane: Lane, tmp_path: Path) -> None:
    site = tmp_path / "site.yaml"
    site.write_text("shared_device: yes\n", encoding="utf-8")
    lane.words["KETACLI_SITE"] = os.fspath(site)
    for arguments in READING.values():
        assert lane(*arguments).code == 0
    assert lane.kept() == []


def test_nothing_is_kept_without_a_folder_for_it(lane: Lane) -> None:
    lane.words.update(HOME="", XDG_CACHE_HOME="")
    assert not lane("glossary").express
    assert not lane("glossary").express


def test_topics_that_are_broken_are_told_anew_each_time(lane: Lane, library: Path) -> None:
    change(library / "en/topics/small.yaml", "kind: note", "kind: poem")
    told = lane.warm("topics", "--library", os.fspath(library))
    assert not told.express
    assert "small.yaml:1:7" in told.err
    assert lane.kept() == []


def test_an_answer_that_is_too_large_is_not_kept(
    lane: Lane, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ketacli.cli.answers.MOST_BYTES", 1000)
    lane("glossary")
    assert lane.kept() == []


def _edit(name: str, old: str, new: str) -> Callable[[Lane, Path], None]:
    def edit(_lane: Lane, library: Path) -> None:
        change(library / name, old, new)

    return edit


def _words(**words: str) -> Callable[[Lane, Path], None]:
    return lambda lane, _library: lane.words.update(words)


def _new_day(lane: Lane, _library: Path) -> None:
    lane.day += timedelta(days=1)


def _clock_back(lane: Lane, _library: Path) -> None:
    lane.day -= timedelta(days=400)


def _wider(lane: Lane, _library: Path) -> None:
    lane.columns = 100


def _higher(lane: Lane, _library: Path) -> None:
    lane.lines += 1


def _no_terminal(lane: Lane, _library: Path) -> None:
    lane.columns = 0


def _own_site(lane: Lane, _library: Path) -> None:
    file = lane.home / ".config/ketacli/site.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("region: uk\n", encoding="utf-8")


def _forget(lane: Lane, _library: Path) -> None:
    lane("disclaimer", "--forget")


def _link(lane: Lane, library: Path) -> None:
    """The same bytes, behind a link: the library does not follow it."""
    del lane
    file = library / "en/topics/small.yaml"
    file.rename(library / "moved.yaml")
    file.symlink_to(library / "moved.yaml")


def _no_topic(_lane: Lane, library: Path) -> None:
    (library / "en/topics/small.yaml").unlink()


def _no_library(_lane: Lane, library: Path) -> None:
    shutil.rmtree(library)


def _grown(_lane: Lane, library: Path) -> None:
    with (library / "en/topics/small.yaml").open("a", encoding="utf-8") as file:
        file.write("#" * 256_000)


def _pipe(_lane: Lane, library: Path) -> None:
    (library / "help.yaml").unlink()
    os.mkfifo(library / "help.yaml")


CHANGES = {
    "another title": _edit("en/topics/small.yaml", "A small topic", "The small topic"),
    "other labels": _edit("en/labels.yaml", "\n", "\n# a remark\n"),
    "other words to acknowledge": _edit("en/disclaimer.yaml", "\n", "\n# a remark\n"),
    "other crisis lines": _edit("help.yaml", "\n", "\n# a remark\n"),
    "another library.yaml": _edit("library.yaml", "\n", "\n# a remark\n"),
    "a topic that went": _no_topic,
    "a library that went": _no_library,
    "a topic behind a link": _link,
    "a topic that is too large": _grown,
    "a pipe for a file": _pipe,
    "site settings where there were none": _own_site,
    "a forgotten yes": _forget,
    "a new day": _new_day,
    "a clock put back": _clock_back,
    "a wider screen": _wider,
    "a higher screen": _higher,
    "no screen": _no_terminal,
    "another language": _words(LANG="de_DE.UTF-8"),
    "another country": _words(LC_ALL="en_GB.UTF-8"),
    "no colour": _words(NO_COLOR="1"),
    "a dumb terminal": _words(TERM="dumb"),
    "columns": _words(COLUMNS="60"),
    "another home of answers": _words(XDG_STATE_HOME="/nowhere"),
}


@pytest.mark.parametrize("changed", CHANGES.values(), ids=CHANGES)
def test_an_answer_counts_no_more_when_anything_has_changed(
    lane: Lane, library: Path, changed: Callable[[Lane, Path], None]
) -> None:
    lane.columns = 80
    asked = ("explain", "--library", os.fspath(library), "--no-pager")
    told = lane.warm(*asked)
    assert told.express
    changed(lane, library)
    told = lane(*asked)
    assert not told.express
    assert told[:2] == lane("--no-express", *asked)[:2]  # it may have asked, on stderr, only once


def test_a_yes_that_lapsed_opens_no_door(lane: Lane) -> None:
    lane.columns = 80
    lane("explain")
    for day in (0, 30):
        lane.day += timedelta(days=day)
        lane("explain")
        assert lane("explain").express
    lane.day += timedelta(days=1)
    lane.columns = 0
    told = lane("explain")
    assert (told.code, told.express) == (3, False)


def test_a_forgotten_yes_opens_no_door_and_a_new_one_does(lane: Lane) -> None:
    lane.columns = 80
    told = lane.warm("explain", "-f", "json")
    assert told.express
    kept = (lane.home / ".local/state/ketacli/acknowledged-en.json").read_bytes()
    lane("disclaimer", "--forget")
    assert lane.asked == 1
    assert not lane("explain", "-f", "json").express
    assert lane.asked == 2
    assert (lane.home / ".local/state/ketacli/acknowledged-en.json").read_bytes() == kept
    assert lane("explain", "-f", "json").express


def test_a_yes_to_other_words_opens_no_door(lane: Lane, library: Path) -> None:
    lane.columns = 80
    asked = ("explain", "--library", os.fspath(library))
    told = lane.warm(*asked)
    assert (told.express, lane.asked) == (True, 1)
    (file,) = (lane.home / ".local/state/ketacli").iterdir()
    file.write_text(file.read_text("utf-8").replace('"digest": "', '"digest": "0'), "utf-8")
    told = lane(*asked)
    assert (told.express, lane.asked) == (False, 2)


def test_a_yes_that_became_a_link_opens_no_door(lane: Lane) -> None:
    lane.columns = 80
    told = lane.warm("explain")
    assert told.express
    (file,) = (lane.home / ".local/state/ketacli").iterdir()
    file.rename(lane.home / "moved")
    file.symlink_to(lane.home / "moved")
    told = lane("explain")
    assert (told.express, lane.asked) == (False, 2)


def test_a_code_that_stands_for_other_words_opens_no_door(lane: Lane, library: Path) -> None:
    asked = ("explain", "--library", os.fspath(library), "--acknowledge", CODE)
    lane(*asked)
    assert lane(*asked).express
    change(library / "en/disclaimer.yaml", "?", " now?")
    told = lane(*asked)
    assert (told.code, told.express, told.out) == (3, False, "")


def test_a_library_that_is_named_from_here_is_another_one_from_there(
    lane: Lane, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
        small_library(tmp_path / name, small=SMALL_TOPIC.replace("A small", f"{name}, a"))
    asked = ("topics", "--library", "library")
    for name in ("here", "there", "here"):
        monkeypatch.chdir(tmp_path / name)
        told = lane.warm(*asked)
        assert told.express
        assert f"{name}, a topic" in told.out


def test_a_site_that_is_named_from_here_is_another_one_from_there(
    lane: Lane, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lane.words["KETACLI_SITE"] = "site.yaml"
    for name in ("uk", "us"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "site.yaml").write_text(f"region: {name}\n", "utf-8")
    shown = set()
    for name in ("uk", "us"):
        monkeypatch.chdir(tmp_path / name)
        assert not lane("glossary").express
        told = lane("glossary")
        assert told.express
        shown.add(told.out)
    assert len(shown) == 2


@pytest.mark.parametrize("told_where", [True, False])
def test_an_answer_counts_no_more_when_the_settings_of_the_device_change(
    lane: Lane, tmp_path: Path, told_where: bool
) -> None:
    site = lane.home / ".config/ketacli/site.yaml"
    if told_where:
        site = tmp_path / "site.yaml"
        lane.words["KETACLI_SITE"] = os.fspath(site)
    site.parent.mkdir(parents=True, exist_ok=True)
    shown = set()
    for region in ("uk", "us", "eu", "uk"):
        site.write_text(f"region: {region}\n", "utf-8")
        told = lane("glossary")
        assert not told.express
        assert lane("glossary").express
        shown.add(told.out)
    assert len(shown) == 3


def test_a_list_counts_no_more_when_a_topic_came_or_changed(lane: Lane, library: Path) -> None:
    asked = ("topics", "--library", os.fspath(library))
    for name in ("another", "third"):
        told = lane.warm(*asked)
        assert told.express
        (library / f"en/topics/{name}.yaml").write_text(SMALL_TOPIC, "utf-8")
        assert not lane(*asked).express
    lane(*asked)
    assert lane(*asked).express
    change(library / "en/topics/third.yaml", "A small", "A large")  # as long as before
    told = lane(*asked)
    assert not told.express
    assert "A large topic" in told.out


def test_languages_are_kept_apart(lane: Lane, library: Path) -> None:
    with_language(library, "de", "Deutsch")
    change(library / "de/topics/small.yaml", "A small topic", "Ein kleines Thema")
    asked = ("topics", "--library", os.fspath(library))
    for language, title in (("en", "A small"), ("de", "Ein kleines"), ("en", "A small")):
        lane.words["LANG"] = f"{language}_DE.UTF-8"
        told = lane.warm(*asked)
        assert told.express
        assert title in told.out


def test_words_that_were_not_taken_down_forbid_keeping(
    lane: Lane, monkeypatch: pytest.MonkeyPatch
) -> None:
    def warns(*asked: Any) -> None:
        sys.stderr.write("a warning\n")
        reads(*asked)

    reads = glossary.glossary
    monkeypatch.setattr(glossary, "glossary", warns)
    told = lane("glossary")
    assert (told.code, told.err, lane.kept()) == (0, "a warning\n", [])


def test_a_day_that_ended_while_the_answer_was_made_forbids_keeping(
    lane: Lane, monkeypatch: pytest.MonkeyPatch
) -> None:
    def takes_long(*asked: Any) -> None:
        reads(*asked)
        lane.day = date(2026, 3, 2)

    reads = glossary.glossary
    monkeypatch.setattr(glossary, "glossary", takes_long)
    assert lane("glossary").code == 0
    assert lane.kept() == []


def test_a_yes_that_was_forgotten_while_the_answer_was_made_forbids_keeping(
    lane: Lane, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forgets(*asked: Any) -> None:
        reads(*asked)
        memory.forget(lane.home / ".local/state/ketacli")

    lane.columns = 80
    lane("explain")
    reads = explain.explain
    monkeypatch.setattr(explain, "explain", forgets)
    assert lane("explain").code == 0
    assert lane.kept() == []


def test_no_answer_is_kept_where_no_leaflet_was_handed_out(
    lane: Lane, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object) -> None:
        raise NotAcknowledgedError(Refusal.OTHER_WORDS)

    monkeypatch.setattr(Library, "issue", refuses)
    for _ in range(2):
        assert lane("explain", "--acknowledge", CODE).code == 3
    assert lane.kept() == []


def test_what_a_reader_did_not_take_to_its_end_is_not_kept(
    lane: Lane, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(descriptor: int, words: bytes) -> int:
        if descriptor == 1 and words:
            raise BrokenPipeError
        return len(words)

    for asked in (("glossary",), ("explain", "--acknowledge", CODE), ("topics",)):
        lane("--no-express", *asked)  # the index is there
        with monkeypatch.context() as patch:
            patch.setattr(os, "write", gone)
            assert lane(*asked).code == 0
    assert lane.kept() == []


def test_settings_that_nobody_can_look_at_forbid_keeping(
    lane: Lane, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(kind: bytes, *_: bytes) -> bytes:
        raise PermissionError(kind)

    monkeypatch.setattr(express, "state", refuses)
    assert lane("glossary").code == 0
    assert lane.kept() == []
