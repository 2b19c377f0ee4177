"""`ketacli explain --speak` in a real terminal, with a program in the place of the voice."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ketacli.errors import ExitCode
from support.content import SMALL_TOPIC, small_library
from support.program import code
from support.speaking import StandIn, lives, until
from support.terminal import Terminal, terminal

TOPIC = SMALL_TOPIC.replace("One sentence.", "In the EU it was 5 days. Then 6. Then it was over.")
SPEAKS_ON = "exec sleep 600"
RIGHT, LEFT = "\x1b[C", "\x1bOD"
FIRST = "A small topic"
"""Said first: the title."""
PATIENCE = 60.0


class Reader(Terminal):
    """Somebody who listens."""

    voice: StandIn

    def hears(self, words: str, times: int = 1) -> None:
        """Wait until the voice was given words as a whole line, so often."""
        until(lambda: self._read() and self.voice.said.count(words) >= times)

    def sees(self, words: str, times: int = 1) -> None:
        self.wait_for(words, PATIENCE, times)

    def _read(self) -> bool:
        self.read(0.01)
        return True


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path, small=TOPIC)


@contextmanager
def listening(
    home: Path, library: Path, *then: str, told: tuple[str, ...] = (), **how: int
) -> Iterator[Reader]:
    """A reader whose leaflet is being read aloud."""
    voice = StandIn(home / "voice", *then)
    (home / "site.yaml").write_text(f"speech: {{command: {voice.command}}}\nregion: uk\n")
    at = ("--library", os.fspath(library))
    asks = ("explain", "--speak", *at, "--acknowledge", code(home, *at), *told)
    site = {"KETACLI_SITE": os.fspath(home / "site.yaml")}
    columns, lines = how.get("columns", 80), how.get("lines", 40)
    with terminal(home, *asks, columns=columns, lines=lines, more=site) as seen:
        reader = Reader(seen.program, columns, lines)
        reader.voice = voice
        yield reader


def test_a_leaflet_is_read_to_its_end_each_sentence_shown_as_it_is_written(
    home: Path, library: Path
) -> None:
    with listening(home, library, told=("--section", "first")) as reader:
        assert reader.exit_code(PATIENCE) == ExitCode.DONE
        shown = reader.shown()
    assert reader.voice.said[0] == FIRST
    assert "In the E-U it was five days." in reader.voice.said
    assert "If a life is in danger, call nine nine nine or go to A-and-E." in reader.voice.said
    start = shown.index("The first part")
    assert shown[start - 1 : start + 7] == [
        "",
        "The first part",
        "",
        "Key point: It is short.",
        "In the EU it was 5 days.",
        "Then 6.",
        "Then it was over.",
        "",
    ]
    assert shown[0].startswith("Space stops and goes on.")
    assert b"\x1b" not in reader.raw


def test_space_stops_and_goes_on_and_q_ends(home: Path, library: Path) -> None:
    with listening(home, library, SPEAKS_ON) as reader:
        reader.hears(FIRST)
        reader.type(" ")
        reader.sees("Stopped.")
        reader.read(0.3)
        until(lambda: not any(map(lives, reader.voice.pids)))
        reader.type(" ")
        reader.hears(FIRST, times=2)
        reader.type("q")
        assert reader.exit_code(PATIENCE) == ExitCode.DONE
        assert not any(map(lives, reader.voice.pids))


def test_left_and_right_go_a_sentence_and_the_terminal_is_as_it_was(
    home: Path, library: Path
) -> None:
    with listening(home, library, SPEAKS_ON, told=("--section", "first")) as reader:
        reader.hears(FIRST)
        second = "If you need help now: United Kingdom"
        reader.type(RIGHT)
        reader.hears(second)
        reader.type(LEFT)
        reader.hears(FIRST, times=2)
        reader.type(LEFT)
        reader.hears(FIRST, times=3)
        reader.type(RIGHT)
        reader.hears(second, times=2)
        assert reader.written.count(FIRST) == 2
        reader.type(RIGHT * 500)
        assert reader.exit_code(PATIENCE) == ExitCode.DONE
        assert reader.voice.said.count(second) == 2
        assert len(reader.voice.said) < 10


def test_while_it_waits_sentences_are_shown_and_not_said(home: Path, library: Path) -> None:
    with listening(home, library, SPEAKS_ON) as reader:
        reader.hears(FIRST)
        reader.type(" ")
        reader.sees("Stopped.")
        reader.type(RIGHT)
        reader.sees("United Kingdom")
        reader.type(RIGHT)
        reader.sees("call 999")
        assert reader.voice.said == [FIRST]
        reader.type(" ")
        reader.hears("If a life is in danger, call nine nine nine or go to A-and-E.")
        assert reader.written.count("call 999") == 1
        reader.type("Q")
        assert reader.exit_code(PATIENCE) == ExitCode.DONE


def test_keys_that_mean_nothing_change_nothing(home: Path, library: Path) -> None:
    with listening(home, library, SPEAKS_ON) as reader:
        reader.hears(FIRST)
        reader.type("x\r\x1b[A\x1b[5~ł\x13")
        reader.type("\x1b")
        reader.read(0.3)
        reader.type("[")
        reader.read(0.3)
        reader.type("C")
        reader.hears("If you need help now: United Kingdom")
        assert reader.voice.said == [FIRST, "If you need help now: United Kingdom"]
        reader.type("\x04")
        assert reader.exit_code(PATIENCE) == ExitCode.DONE


@pytest.mark.parametrize("key", ["\x03", "\x1c"])
def test_ctrl_c_ends_with_its_code_and_leaves_the_terminal_as_it_was(
    home: Path, library: Path, key: str
) -> None:
    with listening(home, library, SPEAKS_ON) as reader:
        usual = reader.settings()
        reader.hears(FIRST)
        assert reader.settings() != usual
        reader.type(key)
        assert reader.exit_code(PATIENCE) == ExitCode.INTERRUPTED
        assert reader.settings() == usual
        assert not any(map(lives, reader.voice.pids))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_silences_the_voice_before_it_ends_the_program(
    home: Path, library: Path, number: signal.Signals
) -> None:
    with listening(home, library, SPEAKS_ON) as reader:
        usual = reader.settings()
        reader.hears(FIRST)
        reader.signal(number)
        assert reader.exit_code(PATIENCE) == -number
        assert reader.settings() == usual
        assert not any(map(lives, reader.voice.pids))


def test_ctrl_z_silences_the_voice_and_the_sentence_is_said_anew(home: Path, library: Path) -> None:
    with listening(home, library, SPEAKS_ON) as reader:
        reader.hears(FIRST)
        # The only program of its session cannot stop, so it goes on at once.
        reader.type("\x1a")
        reader.hears(FIRST, times=2)
        assert [lives(pid) for pid in reader.voice.pids] == [False, True]
        reader.type("q")
        assert reader.exit_code(PATIENCE) == ExitCode.DONE


def test_a_terminal_that_is_gone_ends_it(home: Path, library: Path) -> None:
    with listening(home, library, SPEAKS_ON) as reader:
        reader.hears(FIRST)
        assert reader.hang_up(PATIENCE)
        until(lambda: not any(map(lives, reader.voice.pids)))


def test_no_sound_is_told(home: Path, library: Path) -> None:
    with listening(home, library, "echo 'error: no sound card' >&2") as reader:
        usual = reader.settings()
        assert reader.exit_code(PATIENCE) == ExitCode.NOT_WRITTEN
        assert "the speech program could not play it" in reader.written
        assert reader.settings() == usual


def test_a_small_screen_shows_every_word_without_a_drawing(home: Path, library: Path) -> None:
    told = ("--section", "first", "--plain")
    with listening(home, library, SPEAKS_ON, told=told, columns=60, lines=20) as reader:
        reader.hears(FIRST)
        for _ in range(13):
            reader.type(RIGHT)
            reader.read(0.1)
        reader.sees("Then it was over.")
        reader.type("q")
        assert reader.exit_code(PATIENCE) == ExitCode.DONE
    assert all(len(line) <= 60 for line in reader.shown(60))
    assert b"\x1b" not in reader.raw


def test_lines_are_as_long_as_they_are_asked_to_be(home: Path, library: Path) -> None:
    told = ("--section", "first", "--width", "40")
    with listening(home, library, SPEAKS_ON, told=told) as reader:
        reader.hears(FIRST)
        reader.type(RIGHT)
        reader.sees("If you need help now: United Kingdom")
        reader.type(" ")
        reader.sees("Stopped.")
        reader.type("q")
        assert reader.exit_code(PATIENCE) == ExitCode.DONE
    longest = max(map(len, reader.shown(80)))
    assert 20 < longest <= 40


def test_the_disclaimer_comes_first_and_a_yes_is_remembered(
    home: Path, library: Path, question: str
) -> None:
    voice = StandIn(home / "voice", SPEAKS_ON)
    (home / "site.yaml").write_text(f"speech: {{command: {voice.command}}}\n")
    site = {"KETACLI_SITE": os.fspath(home / "site.yaml")}
    asks = ("explain", "--speak", "--library", os.fspath(library))
    with terminal(home, *asks, more=site) as reader:
        reader.wait_for(question, PATIENCE)
        assert voice.said == []
        assert FIRST not in reader.written
        reader.type("yes\r")
        until(lambda: voice.said == [FIRST])
        reader.type("q")
        assert reader.exit_code(PATIENCE) == ExitCode.DONE
    with terminal(home, *asks, more=site) as reader:
        until(lambda: voice.said == [FIRST] * 2)
        assert question not in reader.written
        reader.type("\x03")
        assert reader.exit_code(PATIENCE) == ExitCode.INTERRUPTED


def test_a_no_says_nothing(home: Path, library: Path, question: str) -> None:
    voice = StandIn(home / "voice")
    (home / "site.yaml").write_text(f"speech: {{command: {voice.command}}}\n")
    site = {"KETACLI_SITE": os.fspath(home / "site.yaml")}
    with terminal(home, "explain", "--speak", "--library", os.fspath(library), more=site) as reader:
        reader.wait_for(question, PATIENCE)
        reader.type("\r")
        assert reader.exit_code(PATIENCE) == ExitCode.NOT_ACKNOWLEDGED
    assert voice.said == []
