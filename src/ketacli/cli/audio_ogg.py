"""WAV -> Ogg by a program of the system, with chapters as the comments that players know: Vorbis
through oggenc, or else Opus through opusenc.
"""

from collections.abc import Iterator, Sequence
from shutil import which

from ketacli.cli.audio_wave import Mark, Shape
from ketacli.errors import NotInstalledError, NotWrittenError

_VORBIS, _OPUS = "oggenc", "opusenc"
_INSTALL = "sudo apt install vorbis-tools"
_LONGEST = 1800
"""Seconds. An hour of speech takes 15."""
# The same serial number makes the same bytes of the same sound. One voice needs no more than this:
# 50 minutes take 10 MB and not 16.
_SETTINGS = {
    _VORBIS: ("--quiet", "--serial", "1", "--quality", "0", "--utf8", "--output", "-"),
    _OPUS: ("--quiet", "--serial", "1", "--bitrate", "24"),
}
_ENDS = {_VORBIS: ("-",), _OPUS: ("-", "-")}


def encoder() -> str:
    """The program that makes Ogg files here.

    Raises:
        NotInstalledError: there is none.
    """
    for program in (_VORBIS, _OPUS):
        if which(program):
            return program
    raise NotInstalledError("What makes Ogg files", _INSTALL)


def ogg_file(wave: bytes, title: str, chapters: Sequence[str]) -> bytes:
    """The same sound as Ogg.

    Args:
        wave: a WAV file.
        title: what the sound is called.
        chapters: what `comments` made of the marks.

    Raises:
        NotInstalledError: no program makes Ogg files here.
        NotWrittenError: the program that should cannot.
    """
    import subprocess

    program = encoder()
    # Names of parts of a leaflet: whoever sees them here sees `ketacli explain TOPIC` as well.
    told = [word for comment in (f"TITLE={title}", *chapters) for word in ("--comment", comment)]
    try:
        done = subprocess.run(  # noqa: S603 - one of two programs, by its name
            [program, *_SETTINGS[program], *told, *_ENDS[program]],
            input=wave,
            capture_output=True,
            timeout=_LONGEST,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise NotWrittenError("the Ogg file", f"{program} cannot make it") from error
    return done.stdout


def comments(marks: Sequence[Mark], shape: Shape) -> Iterator[str]:
    """`CHAPTER000=00:00:00.000` and `CHAPTER000NAME=...` for each chapter."""
    for number, mark in enumerate(marks):
        name = f"CHAPTER{number:03}"
        yield f"{name}={_clock(mark.seconds(shape))}"
        yield f"{name}NAME={mark.name}"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"
