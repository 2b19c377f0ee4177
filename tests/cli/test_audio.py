"""`ketacli explain --format audio`: a leaflet as a sound file with chapters."""

import os
import shutil
import stat
import subprocess
import wave
from pathlib import Path

import pytest

from ketacli.cli import audio
from ketacli.cli.options import LeafletFormat
from ketacli.errors import ExitCode
from ketacli.leaflet import Leaflet
from ketacli.library import Library
from ketacli.render import Format
from ketacli.render.speech import Chapter, Stretch, chapters
from ketacli.site import Speech
from ketacli.voice import Voice
from support.content import SMALL_TOPIC, small_library
from support.inside import Inside
from support.leaflets import proof
from support.program import command, surroundings
from support.sound import Chapter as Heard
from support.sound import ogg_chapters, ogg_comments, wave_chapters
from support.speaking import StandIn

GIVES = "espeak-ng -v en --stdout one"
SILENCE = 0.8


@pytest.fixture
def small(tmp_path: Path) -> Path:
    text = SMALL_TOPIC.replace("One sentence.", "In the EU it was 5 days.")
    return small_library(tmp_path, small=text)


def leaflet(library: Path) -> Leaflet:
    opened = Library(library, language="en")
    return opened.issue("small", proof(opened))


def said(library: Path) -> tuple[Chapter, ...]:
    return chapters(leaflet(library), Library(library, language="en").pronunciation)


def record(
    ketacli: Inside, library: Path, file: Path | str, *more: str, **variables: str
) -> tuple[int, str]:
    told = (
        "--library",
        os.fspath(library),
        "--acknowledge",
        ketacli.code("--library", str(library)),
    )
    target = ("--output", os.fspath(file)) if file else ()
    done = ketacli("explain", "--format", "audio", *told, *target, *more, **variables)
    assert done.out == ""
    return done.code, done.err


def speaks(program: StandIn, folder: Path) -> str:
    """The file of a site whose voice is a program."""
    file = folder / "site.yaml"
    file.write_text(f"speech: {{command: {program.command}, rate: 200, volume: 90}}\n")
    return os.fspath(file)


def length(library: Path) -> list[float]:
    """How long each chapter is when it is recorded by itself."""
    voice = Voice(Speech(), "en")
    found = []
    for chapter in said(library):
        sound = voice.record(chapter.text)
        found.append((len(sound) - 44) / 2 / 22050)
    return found


def test_every_format_can_be_asked_for_and_a_sound_besides() -> None:
    besides = {"audio", "pdf", "qr"}
    assert {found.value for found in LeafletFormat} == {*(f.value for f in Format), *besides}


def test_espeak_ng_makes_a_wave_with_a_chapter_for_each_part(
    ketacli: Inside, small: Path, tmp_path: Path
) -> None:
    file = tmp_path / "a.WAV"
    assert record(ketacli, small, file, "--region", "uk")[0] == ExitCode.DONE
    page = leaflet(small).for_region("uk")
    found = wave_chapters(file)
    assert [chapter.name for chapter in found] == [page.title, *(p.title for p in page.parts)]
    assert found[0].at == 0
    with wave.open(os.fspath(file)) as opened:
        assert opened.getnframes() / opened.getframerate() > found[-1].at > 10
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []


def test_chapters_begin_where_their_samples_do(
    ketacli: Inside, small: Path, tmp_path: Path
) -> None:
    file = tmp_path / "a.wav"
    record(ketacli, small, file, "--region", "all")
    expected, at = [], 0.0
    for chapter, seconds in zip(said(small), length(small), strict=True):
        expected.append(Heard(at, chapter.title))
        at += seconds + SILENCE
    found = wave_chapters(file)
    assert [one.name for one in found] == [one.name for one in expected]
    assert [one.at for one in found] == pytest.approx([one.at for one in expected], abs=0.001)


def test_ogg_has_the_same_chapters(ketacli: Inside, small: Path, tmp_path: Path) -> None:
    assert record(ketacli, small, tmp_path / "a.wav")[0] == ExitCode.DONE
    code, err = record(ketacli, small, tmp_path / "a.ogg")
    assert (code, err.splitlines()[-1].partition(" ")[2]) == (ExitCode.DONE, "oggenc")
    told = ogg_comments(tmp_path / "a.ogg")
    assert told["TITLE"] == "A small topic"
    found, expected = ogg_chapters(told), wave_chapters(tmp_path / "a.wav")
    assert [one.name for one in found] == [one.name for one in expected]
    assert [one.at for one in found] == pytest.approx([one.at for one in expected], abs=0.001)
    assert (tmp_path / "a.ogg").stat().st_size < (tmp_path / "a.wav").stat().st_size / 4


def test_the_voice_of_the_site_is_given_what_format_speech_writes(
    ketacli: Inside, small: Path, tmp_path: Path
) -> None:
    program = StandIn(tmp_path / "voice", GIVES)
    where = speaks(program, tmp_path)
    code, err = record(ketacli, small, tmp_path / "a.wav", KETACLI_SITE=where)
    assert code == ExitCode.DONE
    assert program.arguments == ["-v", "en", "-s", "200", "-a", "90", "--stdin", "--stdout"]
    lines = [line for line in program.said if line]
    assert "In the E-U it was five days." in lines
    told = ("--library", os.fspath(small), "--acknowledge", ketacli.code("--library", str(small)))
    written = ketacli("explain", "--format", "speech", *told).out
    assert lines == [line for line in written.splitlines() if line]
    steps = [chapter.title for chapter in said(small)]
    assert err.splitlines() == [f"{n}/{len(steps)} {name}" for n, name in enumerate(steps, 1)]


def test_a_part_can_be_recorded_alone_and_without_sources(
    ketacli: Inside, small: Path, tmp_path: Path
) -> None:
    program = StandIn(tmp_path / "voice", GIVES)
    where = speaks(program, tmp_path)
    told = ("--section", "first", "--no-sources", "--plain")
    assert record(ketacli, small, tmp_path / "a.wav", *told, KETACLI_SITE=where)[0] == 0
    names = [chapter.name for chapter in wave_chapters(tmp_path / "a.wav")]
    assert "The first part" in names
    assert "What is not known" not in names


@pytest.mark.parametrize("target", [(), ("-o", "-")])
def test_a_pipe_gets_a_wave_and_nothing_else(
    ketacli: Inside, small: Path, tmp_path: Path, target: tuple[str, ...]
) -> None:
    where = speaks(StandIn(tmp_path / "voice", GIVES), tmp_path)
    assert record(ketacli, small, tmp_path / "a.wav", KETACLI_SITE=where)[0] == ExitCode.DONE
    code = ketacli.code("--library", str(small))
    done = subprocess.run(
        command("explain", "-f", "audio", "--library", str(small), "--acknowledge", code, *target),
        env=surroundings(ketacli.home, XDG_CACHE_HOME=str(ketacli.cache), KETACLI_SITE=where),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == ExitCode.DONE
    assert done.stdout == (tmp_path / "a.wav").read_bytes()


@pytest.mark.parametrize("target", [(), ("-o", "-")])
def test_a_screen_gets_no_sound_and_nobody_is_asked(
    ketacli: Inside, target: tuple[str, ...]
) -> None:
    done = ketacli.at_terminal("explain", "-f", "audio", *target)
    assert (done.code, done.out, ketacli.asked) == (ExitCode.USAGE, "", 0)
    assert "ends in .wav or .ogg" in " ".join(done.err.split())


@pytest.mark.parametrize("name", ["a", "a.mp3", ".wav", "a.wav.txt"])
def test_only_a_file_whose_name_says_what_it_is_will_do(
    ketacli: Inside, small: Path, name: str
) -> None:
    code, err = record(ketacli, small, name)
    assert code == ExitCode.USAGE
    assert "ends in .wav or .ogg" in " ".join(err.split())


def test_without_a_voice_the_install_command_is_told_before_anybody_is_asked(
    ketacli: Inside, tmp_path: Path
) -> None:
    (tmp_path / "bin").mkdir()
    done = ketacli.at_terminal(
        "explain", "-f", "audio", "-o", os.fspath(tmp_path / "a.wav"), PATH=str(tmp_path / "bin")
    )
    assert (done.code, ketacli.asked) == (ExitCode.NOT_INSTALLED, 0)
    assert "espeak-ng" in done.err
    assert "sudo apt install espeak-ng" in done.err
    assert not (tmp_path / "a.wav").exists()


def test_without_what_makes_ogg_files_its_install_command_is_told(
    ketacli: Inside, tmp_path: Path
) -> None:
    (tmp_path / "bin").mkdir()
    voice = shutil.which("espeak-ng")
    assert voice
    (tmp_path / "bin/espeak-ng").symlink_to(voice)
    path = os.fspath(tmp_path / "bin")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", path)
        done = ketacli.at_terminal(
            "explain", "-f", "audio", "-o", os.fspath(tmp_path / "a.ogg"), PATH=path
        )
    assert (done.code, ketacli.asked) == (ExitCode.NOT_INSTALLED, 0)
    assert "sudo apt install vorbis-tools" in done.err


def test_a_voice_that_gives_no_sound_leaves_the_old_file(
    ketacli: Inside, small: Path, tmp_path: Path
) -> None:
    file = tmp_path / "a.wav"
    file.write_bytes(b"old")
    where = speaks(StandIn(tmp_path / "voice", "echo no sound"), tmp_path)
    code, err = record(ketacli, small, file, KETACLI_SITE=where)
    assert code == ExitCode.NOT_WRITTEN
    assert "gives no sound" in " ".join(err.split())
    assert file.read_bytes() == b"old"


def test_a_voice_that_the_program_lacks_is_named(
    ketacli: Inside, small: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site.yaml"
    file = tmp_path / "a.wav"
    for settings, named in (("voices: {en: qqq-zzz}", "qqq-zzz"), ("command: 'false'", "en")):
        site.write_text(f"speech: {{{settings}}}\n", encoding="utf-8")
        code, err = record(ketacli, small, file, KETACLI_SITE=os.fspath(site))
        assert code == ExitCode.NOT_WRITTEN
        assert " ".join(err.split()).endswith(f"gives no sound with the voice {named}.")
    assert not file.exists()


def test_a_file_that_is_replaced_keeps_its_mode(
    ketacli: Inside, small: Path, tmp_path: Path
) -> None:
    file = tmp_path / "a.wav"
    file.write_bytes(b"old")
    file.chmod(0o640)
    where = speaks(StandIn(tmp_path / "voice", GIVES), tmp_path)
    assert record(ketacli, small, file, KETACLI_SITE=where)[0] == ExitCode.DONE
    assert file.read_bytes()[:4] == b"RIFF"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_nobody_who_says_no_gets_a_sound(ketacli: Inside, tmp_path: Path) -> None:
    ketacli.says_yes = False
    file = tmp_path / "a.wav"
    done = ketacli.at_terminal("explain", "-f", "audio", "-o", os.fspath(file))
    assert (done.code, ketacli.asked) == (ExitCode.NOT_ACKNOWLEDGED, 1)
    assert not file.exists()


def test_a_part_that_nobody_can_say_is_no_chapter(
    ketacli: Inside, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = StandIn(tmp_path / "voice", GIVES)
    silent = Chapter("***", (Stretch("***", "***"),))
    monkeypatch.setattr(audio, "chapters", lambda *_: (*said(small)[:2], silent))
    where = speaks(program, tmp_path)
    assert record(ketacli, small, tmp_path / "a.wav", KETACLI_SITE=where)[0] == ExitCode.DONE
    assert len(wave_chapters(tmp_path / "a.wav")) == len(program.pids) == 2
