"""`ketacli explain --speak`: where it cannot work, and what no real terminal can be made to do."""

import os
import pty
from collections.abc import Iterator
from pathlib import Path

import pytest

from ketacli.cli import speaking
from ketacli.cli.desk import Desk, Wishes
from ketacli.cli.surroundings import Surroundings
from ketacli.errors import ExitCode
from ketacli.leaflet import Leaflet
from ketacli.library import Library
from ketacli.render.speech import Stretch
from ketacli.site import Site, Speech
from support.content import small_library
from support.inside import Inside
from support.speaking import StandIn

TITLE = Leaflet("id", "en", "One. Two.", ())


class Seat:
    """A reader whose keys come from a terminal that the test holds."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, library: Path, voice: StandIn) -> None:
        self.keys, self.terminal = pty.openpty()
        monkeypatch.setattr(speaking, "_STDIN", self.terminal)
        here = Surroundings(os.environ, asks=True, shows=True, columns=80, lines=24)
        site = Site(speech=Speech(voice.command))
        self.desk = Desk(Wishes(), here, site, Library(library, language="en"))

    def leave(self) -> None:
        for descriptor in (self.keys, self.terminal):
            try:
                os.close(descriptor)
            except OSError:
                continue


@pytest.fixture
def voice(tmp_path: Path) -> StandIn:
    return StandIn(tmp_path / "voice")


@pytest.fixture
def seat(monkeypatch: pytest.MonkeyPatch, small: Path, voice: StandIn) -> Iterator[Seat]:
    made = Seat(monkeypatch, small, voice)
    yield made
    made.leave()


def test_off_a_terminal_it_is_refused_before_anybody_is_asked(ketacli: Inside) -> None:
    done = ketacli("explain", "--speak")
    assert (done.code, done.out) == (ExitCode.USAGE, "")
    assert "needs a terminal" in done.err


@pytest.mark.parametrize(
    "more",
    [("-o", "-"), ("-f", "json"), ("-f", "speech"), ("-f", "markdown"), ("-f", "audio")],
)
def test_what_is_read_aloud_goes_nowhere_else(ketacli: Inside, more: tuple[str, ...]) -> None:
    done = ketacli.at_terminal("explain", "--speak", *more)
    assert (done.code, ketacli.asked, done.out) == (ExitCode.USAGE, 0, "")
    assert "no --output and no --format" in " ".join(done.err.split())


def test_without_a_voice_the_install_command_is_told_before_anybody_is_asked(
    ketacli: Inside, tmp_path: Path
) -> None:
    done = ketacli.at_terminal("explain", "--speak", PATH=os.fspath(tmp_path))
    assert (done.code, ketacli.asked) == (ExitCode.NOT_INSTALLED, 0)
    assert done.err.splitlines()[-1] == "sudo apt install espeak-ng"


def test_a_topic_that_is_not_there_is_told_first(ketacli: Inside) -> None:
    done = ketacli.at_terminal("explain", "no-such", "--speak")
    assert (done.code, ketacli.asked) == (ExitCode.NOT_FOUND, 0)


def test_a_reading_is_never_kept_as_an_answer(
    ketacli: Inside, seat: Seat, voice: StandIn, small: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site.yaml"
    site.write_text(f"speech: {{command: {voice.command}}}\n")
    told = ("--library", os.fspath(small), "--acknowledge", ketacli.code("--library", str(small)))
    variables = {"KETACLI_SITE": os.fspath(site), "XDG_CACHE_HOME": os.fspath(tmp_path)}
    seat.leave()  # so it ends at once
    assert ketacli.at_terminal("explain", "--speak", *told, **variables).code == ExitCode.DONE
    assert list(tmp_path.rglob("answers/*")) == []


def test_a_terminal_that_was_gone_before_ends_it(seat: Seat, voice: StandIn) -> None:
    seat.leave()
    speaking.speak(seat.desk, TITLE)
    assert voice.said == []


def test_keys_that_have_come_to_their_end_end_it(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = speaking._Reading(speaking.voice_at(seat.desk), [], "")
    monkeypatch.setattr(os, "read", lambda *_: b"")
    assert reading._keys() == (speaking._Key.END,)


def test_a_terminal_that_goes_away_meanwhile_ends_it(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> bytes:
        raise OSError

    reading = speaking._Reading(speaking.voice_at(seat.desk), [], "")
    monkeypatch.setattr(os, "read", gone)
    assert reading._keys() == (speaking._Key.END,)


def test_a_language_without_a_table_is_read_as_it_is_written(
    seat: Seat, voice: StandIn, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    library = small_library(tmp_path)
    (library / "en/speech.yaml").unlink()
    desk = seat.desk._replace(library=Library(library, language="en"))
    speaking.speak(desk, TITLE._replace(title="In the EU."))
    assert voice.said == ["In the EU."]
    assert capfd.readouterr() == ("In the EU.\n\n", "")


def test_without_a_word_for_it_a_pause_is_silent(
    seat: Seat, capfd: pytest.CaptureFixture[str]
) -> None:
    said = [Stretch("One.", "One.")]
    reading = speaking._Reading(speaking.voice_at(seat.desk), said, "")
    reading._follow([speaking._Key.PAUSE])
    assert capfd.readouterr() == ("", "")
    reading._follow([speaking._Key.PAUSE, speaking._Key.PAUSE, speaking._Key.PAUSE])
    reading.voice.wait()
    assert capfd.readouterr() == ("One.\n", "")


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        (b" qQ\x04", ["PAUSE", "END", "END", "END"]),
        (b"\x1b[C\x1bOC\x1b[1;5C", ["ON", "ON", "ON"]),
        (b"\x1b[D\x1bOD", ["BACK", "BACK"]),
        (b"CD\x1b[A\x1b[5~ab\xc5\x82\r", []),
        (b"\x1b", []),
        (b"\x1b \x1b[", ["PAUSE"]),
    ],
)
def test_keys_are_read_as_terminals_send_them(
    seat: Seat, monkeypatch: pytest.MonkeyPatch, typed: bytes, keys: list[str]
) -> None:
    reading = speaking._Reading(speaking.voice_at(seat.desk), [], "")
    monkeypatch.setattr(os, "read", lambda *_: typed)
    assert [key.name for key in reading._keys()] == keys


def test_a_key_may_come_in_pieces(seat: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    reading = speaking._Reading(speaking.voice_at(seat.desk), [], "")
    pieces = iter([b"\x1b", b"[", b"1;5", b"C", b"C"])
    monkeypatch.setattr(os, "read", lambda *_: next(pieces))
    assert [len(reading._keys()) for _ in range(5)] == [0, 0, 0, 1, 0]
