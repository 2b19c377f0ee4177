"""`ketacli preview`: what each save shows, whatever state it leaves the file in. The saves here are
made between two looks; tests/terminal/test_preview.py makes them while the program waits.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ketacli.cli import preview, watching
from ketacli.errors import ExitCode
from support.content import SMALL_TOPIC, change, small_library
from support.inside import Done, Inside
from support.translated import translated_library

Save = Callable[[], object]
SECOND = """\
  - id: second
    title: The second part
    key_point: It is short, too.
    body:
      - Another sentence.
not_known:
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path, small=SMALL_TOPIC.replace("not_known:\n", SECOND))


@pytest.fixture
def previewed(
    ketacli: Inside, library: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[Done, list[str]]]:
    """Preview while saves happen; Ctrl-C follows. Gives what was shown first and for each save."""

    def run(*happens: Save, asked: tuple[str, ...] = ()) -> tuple[Done, list[str]]:
        def saves(_: Path) -> Iterator[frozenset[str]]:
            for save in happens:
                os.write(1, b"\f")
                save()
                yield frozenset({"any"})
            raise KeyboardInterrupt

        monkeypatch.setattr(preview, "saves", saves)
        where = ("--library", os.fspath(library))
        code = ketacli.code(*where, *asked)
        done = ketacli("preview", "small", "--acknowledge", code, *where, *asked)
        return done, done.out.split("\f")

    return run


def test_the_leaflet_is_shown_whole_first_and_ctrl_c_ends_it(
    previewed: Callable[..., tuple[Done, list[str]]],
) -> None:
    done, (first,) = previewed()
    assert (done.code, done.err) == (ExitCode.INTERRUPTED, "")
    assert "The first part" in first
    assert "The second part" in first
    assert first.endswith("Files: 1. Errors: 0. Warnings: 0.\n")


def test_a_save_shows_the_section_that_it_changed_with_its_problems(
    previewed: Callable[..., tuple[Done, list[str]]], library: Path
) -> None:
    file = library / "en/topics/small.yaml"
    long = f"Another {'long ' * 30}sentence."
    _, (_, then) = previewed(lambda: change(file, "Another sentence.", long))
    assert "Saved. Changed: The second part.\n" in then
    assert "The first part" not in then
    assert long in " ".join(then.split())
    assert "small.yaml:16:9: 32 words in one sentence" in then
    assert then.endswith("Files: 1. Errors: 1. Warnings: 0.\n")


def test_a_save_that_changes_no_word_says_so(
    previewed: Callable[..., tuple[Done, list[str]]], library: Path
) -> None:
    file = library / "en/topics/small.yaml"
    _, (_, commented, nothing) = previewed(
        lambda: change(file, "kind: note", "# a comment\nkind: note"), lambda: None
    )
    assert commented.startswith("\nSaved. No word that readers see has changed.\n")
    assert "The first part" not in commented
    assert nothing == ""


def test_a_section_that_went_is_named(
    previewed: Callable[..., tuple[Done, list[str]]], library: Path
) -> None:
    file = library / "en/topics/small.yaml"
    _, (_, gone, back) = previewed(
        lambda: change(file, SECOND, "not_known:\n"), lambda: change(file, "not_known:\n", SECOND)
    )
    assert "Saved. Gone: The second part.\n" in gone
    assert "Saved. Changed: The second part.\n" in back
    assert "Another sentence." in back


def test_a_broken_file_leaves_the_last_good_state_and_names_the_place(
    previewed: Callable[..., tuple[Done, list[str]]], library: Path
) -> None:
    file = library / "en/topics/small.yaml"
    done, (_, good, broken, worse, mended) = previewed(
        lambda: change(file, "Another sentence.", "A better sentence."),
        lambda: change(file, "title: A small topic", "title: ["),
        lambda: file.write_bytes(file.read_bytes() + b"\xff"),
        lambda: file.write_text(SMALL_TOPIC.replace("One sentence.", "New."), encoding="utf-8"),
    )
    assert done.code == ExitCode.INTERRUPTED
    for shown in (good, broken, worse):
        assert "A better sentence." in shown
    for shown in (broken, worse):
        assert "This cannot be shown as it stands. The last state that could:\n" in shown
    assert "small.yaml:4:9: this is not YAML" in broken
    assert "byte 0xff is not UTF-8 [encoding]" in worse
    assert "Saved. Changed: The first part. Gone: The second part.\n" in mended


def test_a_file_that_is_not_there_for_a_while_is_waited_for(
    previewed: Callable[..., tuple[Done, list[str]]], library: Path
) -> None:
    file = library / "en/topics/small.yaml"
    text = file.read_text(encoding="utf-8")
    _, (_, gone, back) = previewed(file.unlink, lambda: file.write_text(text, encoding="utf-8"))
    assert "The first part" in gone
    assert gone.endswith("\nen/topics/small.yaml is not there.\n")
    assert "Saved. No word that readers see has changed.\n" in back


def test_a_file_that_is_broken_at_first_is_waited_for(
    previewed: Callable[..., tuple[Done, list[str]]], library: Path
) -> None:
    file = library / "en/topics/small.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text("title: [", encoding="utf-8")
    _, (first, still, whole) = previewed(
        lambda: file.write_text("title: [[", encoding="utf-8"),
        lambda: file.write_text(text, encoding="utf-8"),
    )
    assert first.startswith("\n")
    assert "this is not YAML" in first
    assert "The last state" not in first + still
    assert "The first part" in whole


def test_a_file_that_the_leaflet_rests_on_counts_too(
    previewed: Callable[..., tuple[Done, list[str]]], library: Path
) -> None:
    labels = library / "en/labels.yaml"
    _, (_, then) = previewed(lambda: change(labels, "not_known: What is", "not_known: All that is"))
    assert "Saved. Changed: All that is not known.\n" in then


def test_when_the_disclaimer_changes_it_has_to_be_acknowledged_anew(
    previewed: Callable[..., tuple[Done, list[str]]], library: Path
) -> None:
    words = library / "en/disclaimer.yaml"
    done, _ = previewed(lambda: change(words, "title: Please", "title: You should"))
    assert done.code == ExitCode.NOT_ACKNOWLEDGED
    assert "The words of the disclaimer have changed." in done.err


def test_nobody_is_shown_a_word_without_a_yes(ketacli: Inside, library: Path) -> None:
    where = ("--library", os.fspath(library))
    done = ketacli("preview", "small", *where)
    assert (done.code, done.out) == (ExitCode.NOT_ACKNOWLEDGED, "")
    wrong = ketacli("preview", "small", "--acknowledge", "AAAA-AAAA", *where)
    assert (wrong.code, wrong.out) == (ExitCode.NOT_ACKNOWLEDGED, "")


def test_a_yes_is_asked_for_once(
    ketacli: Inside, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def saves(_: Path) -> Iterator[frozenset[str]]:
        raise KeyboardInterrupt

    monkeypatch.setattr(preview, "saves", saves)
    where = ("--library", os.fspath(library))
    for _ in range(2):
        done = ketacli.at_terminal("preview", *where)
        assert done.code == ExitCode.INTERRUPTED
        assert "The first part" in done.out
    assert ketacli.asked == 1


def test_what_is_not_there_is_told_before_anybody_is_asked(
    ketacli: Inside, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = ("--library", os.fspath(library))
    assert ketacli("preview", "smal", *where).code == ExitCode.NOT_FOUND
    monkeypatch.setattr(watching, "find_spec", lambda _: None)
    for asked in (("preview", "small"), ("check", "--watch")):
        done = ketacli(*asked, *where)
        assert (done.code, done.out) == (ExitCode.NOT_INSTALLED, "")
        assert done.err.endswith("pip install 'watchfiles>=1'\n")


def test_a_translation_that_no_reader_gets_says_why(
    previewed: Callable[..., tuple[Done, list[str]]], library: Path
) -> None:
    translated_library(library.parent / "two", small=SMALL_TOPIC)
    two = library.parent / "two" / "library"
    shutil.rmtree(library)
    two.rename(library)
    file = library / "en/topics/small.yaml"
    _, (_, stale) = previewed(
        lambda: change(file, "Nothing much is said", "Nothing at all is said"),
        asked=("--language", "es"),
    )
    assert "This cannot be shown as it stands. The last state that could:\n" in stale
    assert "This part is not shown: the original text has changed" in stale
