"""`ketacli export`: the door, the files, what is left out, and going on where a run ended."""

import os
import signal
import subprocess
import sys
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from ketacli.cli import export_folder
from ketacli.cli.export_folder import JOURNAL
from ketacli.cli.export_formats import ExportFormat
from ketacli.cli.options import LeafletFormat
from ketacli.errors import ExitCode
from ketacli.leaflet import Leaflet
from ketacli.render import plain
from ketacli.render.canvas import Canvas
from support.content import SMALL_TOPIC, change, copy_library, small_library, with_language
from support.inside import Done, Inside
from support.program import command, surroundings
from support.speaking import StandIn

GIVES = "espeak-ng -v en --stdout one"
OLD = SMALL_TOPIC.replace("2026-01-01", "2020-01-01").replace("2999-01-01", "2020-02-01")
BROKEN = SMALL_TOPIC.replace("kind: note\n", "kind: poem\n")
LONG = "x" * 246
TOPICS = {name: SMALL_TOPIC.replace("small", name) for name in ("one", "two", "three")}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path, **TOPICS)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that ships, which no test changes."""
    return copy_library(tmp_path_factory.mktemp("whole"))


class Exports:
    """Runs the command with the library and the folder of a test, and a reader's code."""

    def __init__(self, ketacli: Inside, library: Path, place: Path) -> None:
        self.ketacli = ketacli
        self.library = library
        self.place = place

    @cached_property
    def code(self) -> str:
        """Of the disclaimer as it stood at first."""
        return self.ketacli.code("--library", os.fspath(self.library))

    def arguments(self, *more: str) -> tuple[str, ...]:
        """Of a run without a yes."""
        return ("export", "--library", str(self.library), "-o", str(self.place), *more)

    def __call__(self, *more: str, **variables: str) -> Done:
        return self.ketacli(*self.arguments("--acknowledge", self.code, *more), **variables)

    def explained(self, topic: str, *more: str, end: str = "", **variables: str) -> bytes:
        """What `explain` writes of a topic into a file."""
        file = self.ketacli.home / f"explained{end}"
        told = ("--library", str(self.library), "--acknowledge", self.code, "-o", str(file))
        done = self.ketacli("explain", topic, "--width", "80", *told, *more, **variables)
        assert done.code == ExitCode.DONE
        return file.read_bytes()


@pytest.fixture
def export(ketacli: Inside, library: Path, place: Path) -> Exports:
    return Exports(ketacli, library, place)


@pytest.fixture
def drawn(export: Exports, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of all leaflets that are drawn as plain text."""
    assert export.code
    titles: list[str] = []
    real = plain.render

    def render(leaflet: Leaflet, canvas: Canvas) -> str:
        titles.append(leaflet.title)
        return real(leaflet, canvas)

    monkeypatch.setattr(plain, "render", render)
    return titles


def state(file: Path) -> tuple[int, int, int]:
    """What is another once a file was written anew, even with the same bytes."""
    about = file.stat()
    return about.st_ino, about.st_mtime_ns, about.st_ctime_ns


def names(place: Path) -> list[str]:
    return sorted(file.name for file in place.iterdir() if file.name != JOURNAL)


def said(done: Done) -> str:
    return " ".join(done.err.split())


# The files


def test_all_that_is_shown_is_written_each_topic_as_a_file(export: Exports, place: Path) -> None:
    done = export("--all")
    assert (done.code, done.out) == (ExitCode.DONE, "3 written, 0 already there, 0 left out.\n")
    assert done.err.splitlines() == ["1/3 one.txt", "2/3 two.txt", "3/3 three.txt"]
    assert names(place) == ["one.txt", "three.txt", "two.txt"]
    for topic in TOPICS:
        assert (place / f"{topic}.txt").read_bytes() == export.explained(topic)


def test_topics_are_written_by_name_once_and_in_the_order_they_are_asked_for(
    export: Exports, place: Path
) -> None:
    done = export("two", "one", "two")
    assert done.err.splitlines() == ["1/2 two.txt", "2/2 one.txt"]
    assert names(place) == ["one.txt", "two.txt"]


def test_every_format_that_a_file_can_hold_can_be_asked_for() -> None:
    as_files = {one.value for one in LeafletFormat if one is not LeafletFormat.TERMINAL}
    assert {one.value for one in ExportFormat} == as_files


@pytest.mark.parametrize(
    ("format_", "ending"),
    [
        ("plain", "txt"),
        ("markdown", "md"),
        ("json", "json"),
        ("html", "html"),
        ("speech", "speech.txt"),
        ("pdf", "pdf"),
    ],
)
def test_a_file_is_what_explain_writes(
    ketacli: Inside, whole: Path, place: Path, format_: str, ending: str
) -> None:
    export, topic = Exports(ketacli, whole, place), "how-ketamine-works"
    told = ("--format", format_, "--region", "uk", "--no-sources", "--literal")
    for summary in ("1 written, 0 already there", "0 written, 1 already there"):
        done = export(topic, *told)
        assert (done.code, done.out) == (ExitCode.DONE, f"{summary}, 0 left out.\n")
    assert names(place) == [f"{topic}.{ending}"]
    assert (place / f"{topic}.{ending}").read_bytes() == export.explained(topic, *told)


@pytest.mark.parametrize("more", ["--no-sources", "--literal"])
def test_what_is_left_out_of_a_leaflet_makes_another_file(
    ketacli: Inside, whole: Path, place: Path, more: str
) -> None:
    export, topic = Exports(ketacli, whole, place), "how-ketamine-works"
    export(topic)
    before = (place / f"{topic}.txt").stat().st_size
    assert export(topic, more).out == "1 written, 0 already there, 0 left out.\n"
    assert (place / f"{topic}.txt").stat().st_size < before


@pytest.mark.parametrize("format_", ["html", "pdf"])
def test_large_print_and_paper_are_as_explain_has_them(
    export: Exports, place: Path, format_: str
) -> None:
    paper = ("--paper", "letter") if format_ == "pdf" else ()
    told = ("--format", format_, "--large-print", *paper)
    export("one", *told)
    assert (place / f"one.{format_}").read_bytes() == export.explained("one", *told)


@pytest.mark.parametrize("published", ["", "published_at: https://clinic.example/info/\n"])
def test_a_code_is_as_explain_draws_it(
    export: Exports, place: Path, tmp_path: Path, published: str
) -> None:
    site = tmp_path / "site.yaml"
    site.write_text(f"accessible: no\n{published}", encoding="utf-8")
    told = {"KETACLI_SITE": os.fspath(site)}
    for summary in ("1 written, 0 already there", "0 written, 1 already there"):
        done = export("one", "-f", "qr", "--region", "uk", **told)
        assert (done.code, done.out) == (ExitCode.DONE, f"{summary}, 0 left out.\n")
    drawn = export.explained("one", "-f", "qr", "--region", "uk", end=".svg", **told)
    assert (place / "one.svg").read_bytes() == drawn


@pytest.mark.parametrize("sound", ["wav", "ogg"])
def test_a_sound_is_as_explain_records_it(
    export: Exports, place: Path, tmp_path: Path, sound: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    voice = StandIn(tmp_path / "voice", GIVES)
    site = tmp_path / "site.yaml"
    site.write_text(f"speech: {{command: {voice.command}}}\n", encoding="utf-8")
    monkeypatch.setenv("KETACLI_SITE", os.fspath(site))
    more = () if sound == "ogg" else ("--sound", "wav")
    told = ("--format", "audio", *more)
    done = export("one", *told, KETACLI_SITE=os.fspath(site))
    assert done.out == "1 written, 0 already there, 0 left out.\n"
    assert done.err.splitlines() == [f"1/1 one.{sound}"]
    so_often = len(voice.pids)
    done = export("one", *told, KETACLI_SITE=os.fspath(site))
    assert done.out == "0 written, 1 already there, 0 left out.\n"
    assert len(voice.pids) == so_often > 0
    starts = b"OggS" if sound == "ogg" else b"RIFF"
    assert (place / f"one.{sound}").read_bytes().startswith(starts)


def test_text_is_utf_8_whatever_the_locale(ketacli: Inside, tmp_path: Path, place: Path) -> None:
    told = SMALL_TOPIC.replace("One sentence", "Łódź ≥ 5, in Chinese 日本")
    library = small_library(tmp_path, small=told)
    export = Exports(ketacli, library, place)
    done = subprocess.run(
        command(*export.arguments("--all", "--acknowledge", export.code)),
        env=surroundings(ketacli.home, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == ExitCode.DONE
    assert "Łódź ≥ 5, in Chinese 日本" in (place / "small.txt").read_text("utf-8")


def test_a_language_can_be_asked_for_and_that_of_the_environment_is_found_once(
    ketacli: Inside, tmp_path: Path, place: Path
) -> None:
    library = small_library(tmp_path, **TOPICS)
    with_language(library, "es", "Espanol")
    for topic in TOPICS:
        (library / "es" / "topics" / f"{topic}.yaml").unlink()
    change(library / "es" / "disclaimer.yaml", "title:", "title: Other words,")
    export = Exports(ketacli, library, place)
    assert export("--all", LANG="pl_PL.UTF-8").err.count("English") == 1
    done = ketacli(*export.arguments("--all", "-l", "xx", "--acknowledge", export.code))
    assert done.code == ExitCode.NOT_FOUND


def test_lines_are_as_long_as_asked_for_and_never_as_the_screen(
    export: Exports, place: Path
) -> None:
    export("one", COLUMNS="30")
    usual = (place / "one.txt").read_bytes()
    assert max(map(len, usual.decode().splitlines())) > 60
    export("one", "--width", "40", COLUMNS="30")
    assert 30 < max(map(len, (place / "one.txt").read_text("utf-8").splitlines())) <= 80
    assert (place / "one.txt").read_bytes() != usual


# The door


def test_without_a_terminal_and_a_code_nothing_is_written(export: Exports, place: Path) -> None:
    for more in ((), ("--acknowledge", "0000-0000-0000-0000")):
        done = export.ketacli(*export.arguments("--all", *more))
        assert (done.code, done.out) == (ExitCode.NOT_ACKNOWLEDGED, "")
        assert not place.exists()


def test_somebody_at_a_terminal_is_asked_once_and_before_anything_is_written(
    export: Exports, place: Path
) -> None:
    export.ketacli.says_yes = False
    done = export.ketacli.at_terminal(*export.arguments("--all"))
    assert (done.code, export.ketacli.asked) == (ExitCode.NOT_ACKNOWLEDGED, 1)
    assert not place.exists()
    export.ketacli.says_yes = True
    done = export.ketacli.at_terminal(*export.arguments("--all"))
    assert (done.code, export.ketacli.asked) == (ExitCode.DONE, 2)
    assert names(place) == ["one.txt", "three.txt", "two.txt"]
    done = export.ketacli.at_terminal(*export.arguments("--all"))
    assert (done.code, export.ketacli.asked) == (ExitCode.DONE, 2)  # the yes is remembered


WRONG = {
    "nothing": ((), ExitCode.USAGE, "--all"),
    "topics and all": (("one", "--all"), ExitCode.USAGE, "--all"),
    "no such topic": (("one", "nosuch"), ExitCode.NOT_FOUND, "nosuch"),
    "no such language": (("one", "-l", "xx"), ExitCode.NOT_FOUND, "xx"),
    "no such region": (("one", "--region", "mars"), ExitCode.NOT_FOUND, "mars"),
    "the screen": (("one", "-o", "-"), ExitCode.USAGE, "folder"),
    "no name": (("one", "-o", ""), ExitCode.USAGE, "folder"),
    "a screen's format": (("one", "-f", "terminal"), ExitCode.USAGE, "terminal"),
    "large letters of none": (("one", "--large-print"), ExitCode.USAGE, "--large-print"),
    "paper of none": (("one", "--paper", "a4"), ExitCode.USAGE, "--paper"),
    "a sound of none": (("one", "--sound", "ogg"), ExitCode.USAGE, "--sound"),
    "a file": (("one", "-o", "{file}"), ExitCode.NOT_WRITTEN, "a file is in its place"),
    "below a file": (("one", "-o", "{file}/a"), ExitCode.NOT_WRITTEN, "not a directory"),
}


@pytest.mark.parametrize(("more", "code", "words"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_done_is_told_before_anybody_is_asked(
    export: Exports, tmp_path: Path, more: tuple[str, ...], code: ExitCode, words: str
) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"old")
    named = (word.replace("{file}", os.fspath(file)) for word in more)
    done = export.ketacli.at_terminal(*export.arguments(*named))
    assert (done.code, done.out, export.ketacli.asked) == (code, "", 0)
    assert words in said(done)
    assert file.read_bytes() == b"old"


@pytest.mark.parametrize("format_", ["audio", "pdf", "html", "qr"])
def test_without_a_part_nobody_is_asked_in_vain(
    export: Exports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format_: str
) -> None:
    for module in ("render.pdf", "render.qr", "cli.formats"):
        monkeypatch.setattr(f"ketacli.{module}.find_spec", lambda _: None)
    (tmp_path / "bin").mkdir()
    done = export.ketacli.at_terminal(
        *export.arguments("one", "-f", format_), PATH=str(tmp_path / "bin")
    )
    assert (done.code, export.ketacli.asked) == (ExitCode.NOT_INSTALLED, 0)


# What is left out


@pytest.fixture
def mixed(ketacli: Inside, tmp_path: Path, place: Path) -> Exports:
    """A library with a topic that is out of date and one that breaks the rules."""
    library = small_library(tmp_path, one=TOPICS["one"], old=OLD, broken=BROKEN, two=TOPICS["two"])
    return Exports(ketacli, library, place)


def test_a_withheld_topic_is_told_and_left_out(mixed: Exports, place: Path) -> None:
    change(mixed.library / "en/topics/broken.yaml", "kind: poem\n", "kind: note\n")
    done = mixed("--all")
    assert (done.code, done.out) == (ExitCode.DONE, "3 written, 0 already there, 1 left out.\n")
    assert "old.txt is left out." in done.err.splitlines()
    told = mixed.ketacli(
        "explain", "old", "--library", str(mixed.library), "--acknowledge", mixed.code
    )
    assert told.code == ExitCode.NOT_FOUND
    assert told.err in done.err
    assert names(place) == ["broken.txt", "one.txt", "two.txt"]


def test_a_withheld_topic_that_was_asked_for_by_name_is_a_fault(
    mixed: Exports, place: Path
) -> None:
    done = mixed("old", "one")
    assert (done.code, done.out) == (
        ExitCode.NOT_FOUND,
        "1 written, 0 already there, 1 left out.\n",
    )
    assert names(place) == ["one.txt"]
    assert "An older" not in done.err


def test_the_file_of_a_topic_that_is_withheld_now_is_told_of_and_stays(
    export: Exports, place: Path
) -> None:
    export("--all")
    topic = export.library / "en/topics/one.yaml"
    topic.write_text(OLD, encoding="utf-8")
    done = export("--all")
    assert (done.code, done.out) == (ExitCode.DONE, "0 written, 2 already there, 1 left out.\n")
    assert "An older one.txt is in the folder. Nobody should get it now." in said(done)
    assert names(place) == ["one.txt", "three.txt", "two.txt"]


def test_a_topic_that_breaks_the_rules_is_told_and_the_others_are_written(
    mixed: Exports, place: Path
) -> None:
    done = mixed("--all")
    assert (done.code, done.out) == (ExitCode.CONTENT, "2 written, 0 already there, 2 left out.\n")
    assert "en/topics/broken.yaml:1:" in done.err
    assert names(place) == ["one.txt", "two.txt"]
    done = mixed("broken", "one")
    assert (done.code, done.out) == (ExitCode.CONTENT, "0 written, 1 already there, 1 left out.\n")
    assert "en/topics/broken.yaml:1:" in done.err


def test_a_topic_that_goes_away_meanwhile_is_told_and_the_others_are_written(
    export: Exports, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = export_folder.opened

    def take_one_away(at: str) -> Any:
        (export.library / "en/topics/two.yaml").unlink()
        return real(at)

    monkeypatch.setattr(export_folder, "opened", take_one_away)
    done = export("--all")
    assert (done.code, done.out) == (
        ExitCode.NOT_FOUND,
        "2 written, 0 already there, 1 left out.\n",
    )
    assert names(place) == ["one.txt", "three.txt"]


def test_a_leaflet_that_cannot_be_made_is_told_and_the_others_are(
    export: Exports, tmp_path: Path
) -> None:
    voice = StandIn(tmp_path / "voice", "echo no sound")
    site = tmp_path / "site.yaml"
    site.write_text(f"speech: {{command: {voice.command}}}\n", encoding="utf-8")
    done = export("one", "two", "-f", "audio", KETACLI_SITE=os.fspath(site))
    assert (done.code, done.out) == (
        ExitCode.NOT_WRITTEN,
        "0 written, 0 already there, 2 left out.\n",
    )
    assert said(done).count("gives no sound") == 2


def test_a_file_that_no_export_wrote_is_told_of_and_left_alone(
    export: Exports, place: Path
) -> None:
    place.mkdir()
    (place / "two.txt").write_bytes(b"mine")
    done = export("--all")
    assert (done.code, done.out) == (
        ExitCode.NOT_WRITTEN,
        "2 written, 0 already there, 1 left out.\n",
    )
    assert "--replace" in done.err
    assert (place / "two.txt").read_bytes() == b"mine"
    done = export("--all", "--replace")
    assert (done.code, done.out) == (ExitCode.DONE, "1 written, 2 already there, 0 left out.\n")
    assert (place / "two.txt").read_bytes() != b"mine"


def test_a_topic_whose_file_has_too_long_a_name_is_told_and_the_others_are_written(
    export: Exports, place: Path
) -> None:
    long = export.library / f"en/topics/{LONG}.yaml"  # .yaml fits, and .speech.txt does not
    long.write_text(SMALL_TOPIC, encoding="utf-8")
    (export.library / "en/topics/z.yaml").write_text(SMALL_TOPIC, encoding="utf-8")
    for counts in ("4 written, 0 already there", "0 written, 4 already there"):
        done = export("--all", "-f", "speech")
        assert (done.code, done.out) == (ExitCode.NOT_WRITTEN, f"{counts}, 1 left out.\n")
        assert f"{LONG}.speech.txt is left out." in done.err
        assert "its name is too long for the file system." in said(done)
        assert "Not finished" not in said(done)
    assert names(place) == [f"{name}.speech.txt" for name in ("one", "three", "two", "z")]


def test_a_withheld_topic_whose_file_would_have_too_long_a_name_is_no_other(
    export: Exports, place: Path
) -> None:
    (export.library / f"en/topics/{LONG}.yaml").write_text(OLD, encoding="utf-8")
    done = export("--all", "-f", "speech")
    assert (done.code, done.out) == (ExitCode.DONE, "3 written, 0 already there, 1 left out.\n")
    assert "An older" not in done.err
    done = export(LONG, "one", "-f", "speech")
    assert (done.code, done.out) == (
        ExitCode.NOT_FOUND,
        "0 written, 1 already there, 1 left out.\n",
    )
    assert len(names(place)) == 3


def test_one_fault_does_not_hide_behind_another(mixed: Exports, place: Path) -> None:
    place.mkdir()
    (place / "one.txt").write_bytes(b"mine")
    assert mixed("one", "broken").code == ExitCode.NOT_WRITTEN
    assert mixed("broken", "one").code == ExitCode.NOT_WRITTEN


# Going on


def test_what_is_done_is_not_drawn_again(export: Exports, place: Path, drawn: list[str]) -> None:
    assert export("--all").code == ExitCode.DONE
    assert len(drawn) == 3
    before = {file.name: state(file) for file in place.iterdir()}
    done = export("--all")
    assert (done.code, done.out) == (ExitCode.DONE, "0 written, 3 already there, 0 left out.\n")
    assert len(drawn) == 3
    assert {file.name: state(file) for file in place.iterdir()} == before


def test_only_what_has_changed_is_drawn_again(
    export: Exports, place: Path, drawn: list[str]
) -> None:
    export("--all")
    change(export.library / "en/topics/two.yaml", "One sentence.", "Another sentence.")
    assert export("--all").out == "1 written, 2 already there, 0 left out.\n"
    assert len(drawn) == 4
    assert "Another sentence." in (place / "two.txt").read_text("utf-8")


def test_what_was_lost_or_changed_in_the_folder_is_not_taken_for_done(
    export: Exports, place: Path
) -> None:
    export("--all")
    (place / "one.txt").unlink()
    (place / "two.txt").write_bytes(b"")
    done = export("--all")
    assert (done.code, done.out) == (
        ExitCode.NOT_WRITTEN,
        "1 written, 1 already there, 1 left out.\n",
    )


@pytest.mark.parametrize("more", [("--region", "uk"), ("--width", "60")], ids=lambda more: more[0])
def test_other_settings_make_another_file(
    export: Exports, place: Path, more: tuple[str, ...]
) -> None:
    export("one", "--region", "us")
    before = (place / "one.txt").read_bytes()
    assert export("one", "--region", "us", *more).out.startswith("1 written")
    assert (place / "one.txt").read_bytes() != before
    assert export("one", "--region", "us", *more).out.startswith("0 written, 1 already")


def test_another_program_makes_it_anew_and_the_same_bytes_stay_as_they_are(
    export: Exports, place: Path, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    export("one")
    before = state(place / "one.txt")
    monkeypatch.setattr("ketacli.cli.export_ways.own_files", lambda: iter(["another program"]))
    for _ in range(2):
        assert export("one").out == "0 written, 1 already there, 0 left out.\n"
        assert len(drawn) == 2
    assert state(place / "one.txt") == before


def test_a_journal_that_is_lost_costs_time_and_nothing_else(
    export: Exports, place: Path, drawn: list[str]
) -> None:
    export("--all")
    (place / JOURNAL).write_bytes(b"\xff{")
    for _ in range(2):
        assert export("--all").out == "0 written, 3 already there, 0 left out.\n"
        assert len(drawn) == 6


def test_several_formats_live_in_one_folder(export: Exports, place: Path) -> None:
    for format_ in ("plain", "markdown", "json"):
        export("one", "-f", format_)
    for format_ in ("plain", "markdown", "json"):
        assert export("one", "-f", format_).out.startswith("0 written, 1 already")
    assert names(place) == ["one.json", "one.md", "one.txt"]


def test_ctrl_c_ends_with_130_and_the_next_run_goes_on(
    export: Exports, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert export.code
    real = plain.render
    drawn = 0

    def interrupted(leaflet: Leaflet, canvas: Canvas) -> str:
        nonlocal drawn
        drawn += 1
        if drawn == 2:
            raise KeyboardInterrupt
        return real(leaflet, canvas)

    monkeypatch.setattr(plain, "render", interrupted)
    done = export("--all")
    assert (done.code, done.out) == (ExitCode.INTERRUPTED, "")
    assert said(done).endswith("Not finished. The same command again goes on from here.")
    assert names(place) == ["one.txt"]
    assert export("--all").out == "2 written, 1 already there, 0 left out.\n"
    assert drawn == 4


def test_words_of_the_disclaimer_that_change_meanwhile_end_the_run(
    export: Exports, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert export.code
    real = plain.render

    def and_changes_them(leaflet: Leaflet, canvas: Canvas) -> str:
        change(export.library / "en/disclaimer.yaml", "It cannot treat", "It can not treat")
        return real(leaflet, canvas)

    monkeypatch.setattr(plain, "render", and_changes_them)
    done = export("--all")
    assert (done.code, done.out) == (ExitCode.NOT_ACKNOWLEDGED, "")
    assert "Not finished" not in done.err
    again = export("--all")
    told = " ".join(again.err.split())
    assert again.code == ExitCode.NOT_ACKNOWLEDGED
    assert said(done).endswith(told)
    assert names(place) == ["one.txt"]


def test_a_disk_that_takes_no_more_ends_the_run_and_the_next_goes_on(
    export: Exports, place: Path
) -> None:
    arguments = export.arguments("--all", "--acknowledge", export.code)
    done = subprocess.run(
        ["sh", "-c", 'ulimit -f 2; exec "$@"', "sh", *command(*arguments)],
        env=surroundings(
            export.ketacli.home,
            XDG_CACHE_HOME=os.fspath(export.ketacli.cache),
            PYTHONDONTWRITEBYTECODE="1",  # Python leaves half of a .pyc, and trips over it later
        ),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == ExitCode.NOT_WRITTEN
    said = b"".join(done.stderr.split())  # a long name of a folder is broken anywhere
    assert b"one.txtcouldnotbewritten:filetoolarge" in said
    assert names(place) == []
    assert export("--all").out == "3 written, 0 already there, 0 left out.\n"


DIES = """
import os, signal, sys
at, how = int(sys.argv.pop(1)), int(sys.argv.pop(1))

def counted(real):
    def call(*arguments, **named):
        global at
        at -= 1
        if at == 0:
            os.kill(os.getpid(), how)
        return real(*arguments, **named)
    return call

os.fsync, os.replace = counted(os.fsync), counted(os.replace)
from ketacli.cli import run
run()
"""
"""The program, ended by a signal just before it has something written down or renamed."""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_killed_again_and_again_leaves_whole_files_and_is_finished_by_the_next(
    export: Exports, place: Path, how: signal.Signals
) -> None:
    whole = {f"{topic}.txt": export.explained(topic) for topic in TOPICS}
    arguments = command(*export.arguments("--all", "--acknowledge", export.code))[3:]
    ended = []
    for at in range(1, 7):
        before = {file.name: state(file) for file in place.glob("*.txt")}
        program = subprocess.run(
            [sys.executable, "-c", DIES, str(at), str(int(how)), *arguments],
            env=surroundings(export.ketacli.home, XDG_CACHE_HOME=str(export.ketacli.cache)),
            capture_output=True,
            timeout=60,
            check=False,
        )
        ended.append(program.returncode)
        files = {file.name: file for file in place.glob("*.txt")}
        assert all(file.read_bytes() == whole[name] for name, file in files.items())
        assert before.items() <= {name: state(file) for name, file in files.items()}.items()
    assert ended[0] == (ExitCode.INTERRUPTED if how == signal.SIGINT else -how)
    done = len(list(place.glob("*.txt")))
    assert done > 0
    assert export("--all").out == f"{3 - done} written, {done} already there, 0 left out.\n"
    assert {file.name: file.read_bytes() for file in place.glob("*.txt")} == whole
    assert names(place) == sorted(whole)
