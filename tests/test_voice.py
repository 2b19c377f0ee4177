"""A voice: what reaches the speech program, how it ends, and what is told when it fails."""

import os
import subprocess
import sys
import wave
from array import array
from pathlib import Path
from shutil import which

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ketacli.voice as voice_module
from ketacli.site import FASTEST, LOUDEST, SLOWEST, Speech
from ketacli.text import hostile
from ketacli.voice import Voice, spoken, voices
from support.any_leaflet import HOSTILE, LETTERS, MARKUP, texts
from support.program import ROOT
from support.speaking import PATIENCE, StandIn, lives, until

SPEAKS_ON = "exec sleep 600"
IGNORES_TERM = ("trap '' TERM", "sleep 600 & echo $! >> pids", "sleep 600 & echo $! >> pids; wait")


def _voice(program: StandIn, language: str = "en", rate: int = 150, volume: int = 100) -> Voice:
    return Voice(Speech(program.command, rate, volume), language)


def _phonemes(text: str) -> str:
    command = ["espeak-ng", "-v", "en", "-q", "-x", "--stdin"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    return done.stdout.replace("_:", "").strip()  # pauses are no words


def _sound(file: Path) -> tuple[int, int]:
    """How many samples, and the loudest."""
    with wave.open(str(file)) as opened:
        samples = array("h", opened.readframes(opened.getnframes()))
    return len(samples), max(map(abs, samples))


def _recorded(folder: Path, sentence: str, rate: int, volume: int) -> tuple[int, int]:
    """What espeak-ng itself says, in a file instead of a loudspeaker."""
    folder.mkdir()
    wrapper = folder / "record"
    wrapper.write_text(f"#!/bin/sh\nexec espeak-ng --stdout \"$@\" > '{folder}/sound.wav'\n")
    wrapper.chmod(0o755)
    voice = Voice(Speech(str(wrapper), rate, volume), "en")
    voice.say(sentence)
    voice.wait()
    assert not voice.failed
    return _sound(folder / "sound.wav")


def test_a_sentence_goes_to_standard_input_and_nowhere_else(tmp_path: Path) -> None:
    program = StandIn(tmp_path)
    voice = _voice(program, "pl", rate=160, volume=90)
    voice.say("Zażółć gęślą jaźń.")
    voice.wait()
    assert program.said == ["Zażółć gęślą jaźń."]
    assert program.arguments == ["-v", "pl", "-s", "160", "-a", "90", "--stdin"]
    assert not voice.failed


def test_a_language_speaks_in_the_voice_that_the_clinic_named(tmp_path: Path) -> None:
    program = StandIn(tmp_path)
    voice = Voice(Speech(program.command, voices=(("en", "en-gb-scotland"),)), "en")
    voice.say("Aye.")
    voice.wait()
    assert program.arguments[:2] == ["-v", "en-gb-scotland"]


def test_the_program_is_told_little_of_its_surroundings(tmp_path: Path) -> None:
    program = StandIn(tmp_path)
    surroundings = {"PATH": os.environ["PATH"], "HOME": "/h", "SECRET": "x", "LD_PRELOAD": "y"}
    voice = Voice(Speech(program.command), "en", surroundings)
    voice.say("Hello.")
    voice.wait()
    assert {"PATH", "HOME"} <= set(program.environment) <= {"PATH", "HOME", "PWD", "OLDPWD", "_"}


def test_the_program_is_out_of_reach_of_the_keys_of_a_terminal(tmp_path: Path) -> None:
    program = StandIn(tmp_path)
    voice = _voice(program)
    voice.say("Hello.")
    voice.wait()
    assert [program.session] == program.pids
    assert program.session != os.getsid(0)


def test_saying_does_not_wait(tmp_path: Path) -> None:
    program = StandIn(tmp_path, SPEAKS_ON)
    voice = _voice(program)
    told = [voice.speaking]
    voice.say("Hello.")
    until(lambda: program.has_said(1))
    told += [voice.speaking, voice.failed]
    voice.stop()
    told += [voice.speaking]
    assert told == [False, True, False, False]


def test_a_new_sentence_ends_the_one_before(tmp_path: Path) -> None:
    program = StandIn(tmp_path, SPEAKS_ON)
    voice = _voice(program)
    voice.say("One.")
    until(lambda: program.has_said(1))
    voice.say("Two.")
    until(lambda: program.has_said(2))
    assert [lives(pid) for pid in program.pids] == [False, True]
    voice.stop()


@pytest.mark.parametrize("then", [(SPEAKS_ON,), IGNORES_TERM], ids=["ends", "ignores-it"])
def test_stop_leaves_nothing_of_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, then: tuple[str, ...]
) -> None:
    monkeypatch.setattr(voice_module, "_BURIAL", PATIENCE)
    program = StandIn(tmp_path, *then)
    voice = _voice(program)
    voice.say("Hello.")
    until(lambda: len(program.pids) == (3 if then is IGNORES_TERM else 1))
    assert all(map(lives, program.pids))
    voice.stop()
    assert not Path(f"/proc/{program.pids[0]}").exists()  # buried, too
    until(lambda: not any(map(lives, program.pids)))
    assert not voice.speaking
    assert not voice.failed


def test_stop_without_a_sentence_does_nothing(tmp_path: Path) -> None:
    voice = _voice(StandIn(tmp_path))
    voice.stop()
    voice.wait()
    assert not voice.failed


def test_a_program_that_is_over_can_be_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voice_module, "_BURIAL", PATIENCE)
    program = StandIn(tmp_path)
    voice = _voice(program)
    voice.say("Hello.")
    until(lambda: bool(program.pids) and not lives(program.pids[0]))
    voice.stop()
    assert not Path(f"/proc/{program.pids[0]}").exists()


def test_a_program_that_somebody_else_buried_can_be_stopped(tmp_path: Path) -> None:
    program = StandIn(tmp_path)
    voice = _voice(program)
    voice.say("Hello.")
    until(lambda: bool(program.pids))
    os.waitpid(program.pids[0], 0)
    voice.stop()
    assert not voice.speaking


def test_a_reader_who_is_killed_takes_the_voice_along(tmp_path: Path) -> None:
    program = StandIn(tmp_path, SPEAKS_ON)
    visit = (
        "import sys, time; from ketacli.site import Speech; from ketacli.voice import Voice;"
        "Voice(Speech(sys.argv[1]), 'en').say('Secret.'); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", visit, program.command], cwd=ROOT) as reader:
        until(lambda: program.has_said(1))
        assert lives(program.pids[0])
        reader.kill()
    until(lambda: not lives(program.pids[0]))


def test_without_the_guard_it_speaks_all_the_same(tmp_path: Path) -> None:
    program = tmp_path / "speak"
    program.write_text(f"#!/bin/sh\nread said; echo \"$said\" > '{tmp_path}/said'\n")
    program.chmod(0o755)
    assert which("setpriv", path=str(tmp_path)) is None
    voice = Voice(Speech("speak"), "en", {"PATH": str(tmp_path)})
    voice.say("Hello.")
    voice.wait()
    assert (tmp_path / "said").read_text() == "Hello.\n"


def test_a_program_that_is_not_installed_is_told_and_fails_quietly(tmp_path: Path) -> None:
    voice = Voice(Speech("speak"), "en", {"PATH": str(tmp_path)})
    assert not voice.is_there
    voice.say("Hello.")
    assert not voice.speaking
    assert voice.failed


def test_a_program_that_is_installed_is_told(tmp_path: Path) -> None:
    assert _voice(StandIn(tmp_path)).is_there
    assert Voice(Speech(), "en").is_there, "apt install espeak-ng"


@pytest.mark.parametrize("guarded", [True, False])
def test_a_program_that_is_gone_fails_quietly(tmp_path: Path, *, guarded: bool) -> None:
    program = StandIn(tmp_path)
    surroundings = {"PATH": os.environ["PATH"] if guarded else str(tmp_path)}
    voice = Voice(Speech(program.command), "en", surroundings)
    program.path.unlink()
    voice.say("Hello.")
    voice.wait()
    assert voice.failed


def test_a_voice_that_no_program_can_be_told_fails_quietly(tmp_path: Path) -> None:
    voice = _voice(StandIn(tmp_path), "e\0n")
    voice.say("Hello.")
    assert not voice.speaking
    assert voice.failed


@pytest.mark.parametrize(
    ("then", "failed"),
    [
        ("exit 3", True),
        ("kill -9 $$", True),
        ("echo 'ALSA lib: no card' >&2; echo 'error: No such file or directory' >&2", True),
        ("echo 'ALSA lib pcm.c: underrun; error: none' >&2", False),
        ("exit 0", False),
    ],
)
def test_what_could_not_be_said_is_told(tmp_path: Path, then: str, *, failed: bool) -> None:
    voice = _voice(StandIn(tmp_path, then))
    voice.say("Hello.")
    voice.wait()
    assert voice.failed is failed


def test_a_failure_is_forgotten_with_the_next_sentence(tmp_path: Path) -> None:
    program = StandIn(tmp_path, 'test "$(cat said-now)" = Well.')
    voice = _voice(program)
    told = []
    for sentence in ("Badly.", "Well."):
        voice.say(sentence)
        voice.wait()
        told.append(voice.failed)
    assert told == [True, False]


def test_a_program_that_complains_on_and_on_is_heard_out(tmp_path: Path) -> None:
    program = StandIn(tmp_path, "head -c 1000000 /dev/zero | tr '\\0' x >&2")
    voice = _voice(program)
    voice.say("Hello.")
    until(lambda: not voice.speaking)
    assert not voice.failed


def test_a_program_that_does_not_read_does_not_hold_a_long_text_up(tmp_path: Path) -> None:
    program = tmp_path / "deaf"
    program.write_text(f"#!/bin/sh\necho > '{tmp_path}/began'\nexec sleep 600\n")
    program.chmod(0o755)
    voice = Voice(Speech(str(program)), "en")
    voice.say("word " * 100_000)
    until((tmp_path / "began").exists)
    assert voice.speaking
    voice.stop()


def test_nothing_to_say_starts_nothing_and_ends_what_is_said(tmp_path: Path) -> None:
    program = StandIn(tmp_path, SPEAKS_ON)
    voice = _voice(program)
    voice.say("Hello.")
    until(lambda: program.has_said(1))
    voice.say(" - \x1b ")
    assert not voice.speaking
    assert not voice.failed
    assert program.said == ["Hello."]


def test_rate_and_volume_go_in_steps_and_stay_within_what_can_be_heard(tmp_path: Path) -> None:
    program = StandIn(tmp_path)
    voice = _voice(program, rate=150, volume=100)
    voice.faster()
    voice.quieter()
    faster, quieter = voice.rate, voice.volume
    assert 150 < faster < FASTEST
    assert 0 < quieter < 100
    voice.say("Hello.")
    voice.wait()
    assert program.arguments[2:6] == ["-s", str(faster), "-a", str(quieter)]
    voice.slower()
    voice.louder()
    assert (voice.rate, voice.volume) == (150, 100)
    for _ in range(50):
        voice.faster()
        voice.louder()
    assert (voice.rate, voice.volume) == (FASTEST, LOUDEST)
    for _ in range(50):
        voice.slower()
        voice.quieter()
    assert (voice.rate, voice.volume) == (SLOWEST, 0)
    voice.reset()
    assert (voice.rate, voice.volume) == (150, 100)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Two  words.", "Two words."),
        ("Line\nbreak\tand tab", "Line break and tab"),
        ("See [Seen in mice; sources 3].", "See (Seen in mice; sources 3)."),
        ("[[h@'loU]]", "((h@'loU))"),
        ("[\x00[h", "((h"),
        ("\x01+10S loud \x1b[2J", "+10S loud (2J"),
        ("a\u202eb\u200b\ud800", "ab"),
        ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"),
        ("\u2014 ...", ""),
        ("", ""),
    ],
)
def test_only_words_reach_the_program(text: str, words: str) -> None:
    assert spoken(text) == words


@given(st.text(max_size=80) | texts(*HOSTILE, *LETTERS, *MARKUP, "[[", "]]", "<speak>"))
def test_whatever_is_said_the_program_gets_one_line_of_plain_letters(text: str) -> None:
    said = spoken(text)
    assert "[" not in said
    assert all(hostile(letter) < 0 for letter in said)
    assert not {"\n", "\t", "\r"} & set(said)
    assert said.encode().decode() == said
    assert [one for one in said if one.isalnum()] == [
        one for one in text if one.isalnum() and hostile(one) < 0
    ]


def test_markup_is_read_as_letters_by_the_real_program() -> None:
    raw = "[[h@'loU]]"
    assert _phonemes(raw) == "h@l'oU"  # taken for phonemes, were it not for the next line
    assert _phonemes(spoken(raw)) == _phonemes("h@'loU") != _phonemes(raw)
    assert "sp'i:k" in _phonemes(spoken("<speak>hello</speak>"))
    loud = _phonemes(spoken("one \x01+50S two"))
    assert loud == _phonemes("one +50S two")


def test_the_real_program_makes_a_sound(tmp_path: Path) -> None:
    plain = _recorded(tmp_path / "plain", "This is how it may work.", rate=150, volume=100)
    slow = _recorded(tmp_path / "slow", "This is how it may work.", rate=80, volume=100)
    quiet = _recorded(tmp_path / "quiet", "This is how it may work.", rate=150, volume=20)
    assert plain[0] > 10_000
    assert plain[1] > 5_000
    assert slow[0] > plain[0] * 1.3
    assert quiet[1] < plain[1] / 2


def test_the_real_program_without_a_sound_card_is_told_as_failed(tmp_path: Path) -> None:
    silent = tmp_path / "silent"
    nowhere = "ALSA_CONFIG_PATH=/dev/null PULSE_SERVER=unix:/nonexistent"
    silent.write_text(
        f"#!/bin/sh\n{nowhere} espeak-ng \"$@\"\necho $? > '{tmp_path}/code'\n", "utf-8"
    )
    silent.chmod(0o755)
    voice = Voice(Speech(str(silent)), "en")
    voice.say("Hello.")
    voice.wait()
    assert (tmp_path / "code").read_text() == "0\n"  # so its code does not tell
    assert voice.failed


def test_the_voices_of_the_real_program_are_known_by_language() -> None:
    there = voices("espeak-ng")
    assert there["en"] == "English (Great Britain)"
    assert there["pl"] == "Polish"
    assert there["zh"].startswith("Chinese")
    for language in ("en", "es", "pl", "de", "zh", "en-gb"):
        command = ["espeak-ng", "-v", language, "-q", "--stdin"]
        assert language in there
        subprocess.run(command, input=b"1", check=True, timeout=PATIENCE, capture_output=True)


def test_the_best_voice_of_a_language_is_the_one_with_the_lowest_number(tmp_path: Path) -> None:
    table = (
        "Pty Language Age/Gender VoiceName File Other",
        " 5  xx-b  --/M  Second_Voice  a/b  (xx 9)",
        " 5  xx-A  --/M  First_Voice  a/a  (xx 2)(xy 4)",
        " 5  xx-c  --/M  Third_Voice  a/c  (xx 5)",
        "",
        "Here is no voice",
    )
    listing = "; ".join(f"echo '{line}'" for line in table)
    program = StandIn(tmp_path, listing)
    assert voices(program.command) == {
        "xx-b": "Second Voice",
        "xx": "First Voice",
        "xx-a": "First Voice",
        "xy": "First Voice",
        "xx-c": "Third Voice",
    }


def test_a_program_that_is_missing_or_fails_has_no_voices(tmp_path: Path) -> None:
    assert voices("no-such-program") == {}
    assert voices(StandIn(tmp_path / "a", "exit 1").command) == {}
    broken = tmp_path / "broken"
    broken.write_bytes(b"\x7fELF")
    broken.chmod(0o755)
    assert voices(str(broken)) == {}


def test_a_recording_is_a_wave_of_what_espeak_ng_says_with_its_pauses() -> None:
    voice = Voice(Speech("espeak-ng"), "en")
    short, long = (voice.record(f"A heading{pause}Two.") for pause in ("\n\n", "\n\n\n"))
    assert short[:4] == long[:4] == b"RIFF"
    assert len(long) > len(short) > 20_000
    assert voice.record("A heading\n\nTwo.") == short


def test_a_text_to_record_goes_to_standard_input_line_by_line(tmp_path: Path) -> None:
    program = StandIn(tmp_path, "printf sound")
    voice = _voice(program, "pl", rate=160, volume=90)
    assert voice.record("Jeden.\n***\nDwa [[x]]\x1b.\n") == b"sound"
    assert program.said == ["Jeden.", "", "Dwa ((x))."]
    assert program.arguments == ["-v", "pl", "-s", "160", "-a", "90", "--stdin", "--stdout"]
    assert program.session != os.getsid(0)


@pytest.mark.parametrize("then", ["exit 1", "kill -KILL $$"])
def test_a_program_that_fails_records_nothing(tmp_path: Path, then: str) -> None:
    program = StandIn(tmp_path, "printf half", then)
    assert _voice(program).record("One.") == b""


def test_nothing_is_recorded_without_a_program_or_a_word(tmp_path: Path) -> None:
    assert Voice(Speech("no-such-program"), "en").record("One.") == b""
    gone = StandIn(tmp_path)
    voice = _voice(gone)
    assert voice.record(" ***\n") == b""
    gone.path.unlink()
    assert voice.record("One.") == b""
    assert gone.said == []
