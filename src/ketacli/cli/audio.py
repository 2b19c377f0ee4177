"""`ketacli explain --format audio`: a leaflet as a sound file, WAV or Ogg by the name of the file,
with a mark where each part begins. What is said is what `--format speech` writes.
"""

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import NamedTuple

from ketacli.cli import output
from ketacli.cli.audio_ogg import comments, encoder, ogg_file
from ketacli.cli.audio_wave import Mark, Shape, read_wave, wave_file
from ketacli.cli.desk import Desk
from ketacli.cli.progress import Progress, progress
from ketacli.cli.speaking import voice_at
from ketacli.errors import NotWrittenError, UsageError
from ketacli.leaflet import Leaflet
from ketacli.render.speech import Chapter, chapters
from ketacli.voice import Voice

_WAVE, _OGG = ".wav", ".ogg"
_BETWEEN_PARTS = 0.8
"""Seconds of silence. The voice adds its own."""


class _Part(NamedTuple):
    """The sound of one chapter."""

    name: str
    shape: Shape
    samples: bytes


def check(desk: Desk) -> None:
    """Find out early whether a sound file can be made here.

    Raises:
        UsageError: the output is no file that ends in .wav or .ogg.
        NotInstalledError: there is no speech program, or none that makes Ogg files.
    """
    ending = _ending(desk)
    if ending not in {_WAVE, _OGG}:
        raise UsageError("--format audio needs --output with a file that ends in .wav or .ogg.")
    voice_at(desk)
    if ending == _OGG:
        encoder()


def record(desk: Desk, leaflet: Leaflet) -> None:
    """Write a leaflet as a sound file, whole or not at all.

    Raises:
        NotWrittenError: no sound comes, or the file cannot be made.
    """
    whole = chapters(leaflet, desk.library.pronunciation)
    said = tuple(chapter for chapter in whole if any(map(str.isalnum, chapter.text)))
    to_ogg = _ending(desk) == _OGG
    with progress(len(said) + to_ogg, linear=desk.linear) as shown:
        parts = tuple(_recorded(said, voice_at(desk), desk.wishes.output, shown))
        shape = parts[0].shape
        marks = tuple(_marks(parts))
        sound = wave_file(shape, [part.samples for part in parts], leaflet.title, marks)
        if to_ogg:
            shown.begin(encoder())
            sound = ogg_file(sound, leaflet.title, tuple(comments(marks, shape)))
    output.write(sound, desk.wishes.output)


def _ending(desk: Desk) -> str:
    return PurePath(desk.wishes.output).suffix.lower()


def _recorded(
    said: Sequence[Chapter], voice: Voice, target: str, shown: Progress
) -> Iterator[_Part]:
    for chapter in said:
        shown.begin(chapter.title)
        try:
            shape, samples = read_wave(voice.record(chapter.text))
        except ValueError as error:
            raise NotWrittenError(target, "the speech program gives no sound") from error
        yield _Part(chapter.title, shape, samples + shape.silence(_BETWEEN_PARTS))


def _marks(parts: Sequence[_Part]) -> Iterator[Mark]:
    """Where each part begins: behind all samples of those before it."""
    at = 0
    for part in parts:
        yield Mark(at, part.name)
        at += len(part.samples) // (part.shape.channels * part.shape.width)
