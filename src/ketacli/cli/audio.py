"""`ketacli explain --format audio`: a leaflet as a sound file, WAV or Ogg by the name of the file,
WAV into a pipe, with a mark where each part begins. What is said is what `--format speech` writes.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePath
from typing import NamedTuple

from ketacli.cli import output
from ketacli.cli.audio_ogg import comments, encoder, ogg_file
from ketacli.cli.audio_wave import Mark, Shape, read_wave, wave_file
from ketacli.cli.desk import Desk
from ketacli.cli.progress import progress
from ketacli.cli.speaking import voice_at
from ketacli.errors import NotWrittenError, UsageError
from ketacli.leaflet import Leaflet
from ketacli.render.speech import Chapter, chapters

_WAVE, _OGG = ".wav", ".ogg"
_BETWEEN_PARTS = 0.8
"""Seconds of silence. The voice adds its own."""


class _Part(NamedTuple):
    """The sound of one chapter."""

    name: str
    shape: Shape
    samples: bytes


def check(desk: Desk) -> None:
    """Find out early whether a sound can be made here, and has somewhere to go.

    Raises:
        UsageError: it would go to a screen, or to a file that ends in neither .wav nor .ogg.
        NotInstalledError: there is no speech program, or none that makes Ogg files.
    """
    to_screen = desk.surroundings.shows and _into_a_pipe(desk)
    if to_screen or not (_into_a_pipe(desk) or _ending(desk) in {_WAVE, _OGG}):
        raise UsageError("--format audio needs --output with a file that ends in .wav or .ogg.")
    check_programs(desk, ogg=_ending(desk) == _OGG)


def check_programs(desk: Desk, *, ogg: bool) -> None:
    """Find out early whether there are the programs that a sound needs.

    Raises:
        NotInstalledError: there is no speech program, or none that makes Ogg files.
    """
    voice_at(desk)
    if ogg:
        encoder()


def record(desk: Desk, leaflet: Leaflet) -> None:
    """Write a leaflet as a sound file, whole or not at all; into a pipe as WAV.

    Raises:
        NotWrittenError: no sound comes, or the file cannot be made.
    """
    ogg = _ending(desk) == _OGG
    with progress(len(_said(desk, leaflet)) + ogg, linear=desk.linear) as shown:
        content = sound(desk, leaflet, ogg=ogg, begin=shown.begin)
    output.write(content, desk.wishes.output)


def sound(desk: Desk, leaflet: Leaflet, *, ogg: bool, begin: Callable[[str], None]) -> bytes:
    """A leaflet as the bytes of a sound file, WAV or Ogg.

    Args:
        desk: whose voice it is.
        leaflet: what is said.
        ogg: as Ogg, and not as WAV.
        begin: told the name of each step before it.

    Raises:
        NotWrittenError: no sound comes, or the file cannot be made.
    """
    parts = tuple(_recorded(_said(desk, leaflet), desk, begin))
    shape = parts[0].shape
    marks = tuple(_marks(parts))
    wave = wave_file(shape, [part.samples for part in parts], leaflet.title, marks)
    if not ogg:
        return wave
    begin(encoder())
    return ogg_file(wave, leaflet.title, tuple(comments(marks, shape)))


def _into_a_pipe(desk: Desk) -> bool:
    return desk.wishes.output in {"", "-"}


def _ending(desk: Desk) -> str:
    return PurePath(desk.wishes.output).suffix.lower()


def _said(desk: Desk, leaflet: Leaflet) -> tuple[Chapter, ...]:
    """The chapters that a voice can say something of."""
    whole = chapters(leaflet, desk.library.pronunciation)
    return tuple(chapter for chapter in whole if any(map(str.isalnum, chapter.text)))


def _recorded(said: Sequence[Chapter], desk: Desk, begin: Callable[[str], None]) -> Iterator[_Part]:
    voice = voice_at(desk)
    for chapter in said:
        begin(chapter.title)
        try:
            shape, samples = read_wave(voice.record(chapter.text))
        except ValueError as error:
            target = desk.wishes.output or "the sound"
            raise NotWrittenError(target, _silent(desk)) from error
        yield _Part(chapter.title, shape, samples + shape.silence(_BETWEEN_PARTS))


def _silent(desk: Desk) -> str:
    """Why there is no sound, as far as that is known. A voice may be missing."""
    voice = desk.site.speech.voice(desk.library.language)
    return f"the speech program gives no sound with the voice {voice}"


def _marks(parts: Sequence[_Part]) -> Iterator[Mark]:
    """Where each part begins: behind all samples of those before it."""
    at = 0
    for part in parts:
        yield Mark(at, part.name)
        at += len(part.samples) // (part.shape.channels * part.shape.width)
