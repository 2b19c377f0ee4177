"""The sound of a leaflet: samples that a speech program gave, silence between them, and a WAV file
with a mark and a name for each chapter. RIFF as Microsoft and IBM have it, names in UTF-8.
"""

import struct
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_PCM = 1
_BITS_IN_A_BYTE = 8
_HEAD = 12
"""Bytes of `RIFF`, a size and `WAVE`."""
_CHUNK = 8
"""Bytes of a chunk's name and its size."""


class Shape(NamedTuple):
    """How samples are laid down."""

    channels: int
    rate: int
    """Samples a second."""
    width: int
    """Bytes of one sample of one channel."""

    def silence(self, seconds: float) -> bytes:
        """So many seconds without a sound."""
        return bytes(round(seconds * self.rate) * self.channels * self.width)


class Mark(NamedTuple):
    """Where a chapter begins, in samples from the start, and what it is called."""

    at: int
    name: str

    def seconds(self, shape: Shape) -> float:
        """The same in seconds."""
        return self.at / shape.rate


def read_wave(content: bytes) -> tuple[Shape, bytes]:
    """The samples of a WAV file, also of one whose sizes were not known when it was begun.

    Raises:
        ValueError: it is none, or its samples are not plain numbers.
    """
    found = dict(_chunks(content))
    try:
        kind, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", found[b"fmt "])
        samples = found[b"data"]
    except (KeyError, struct.error) as error:
        raise ValueError("no WAV file") from error
    shape = Shape(channels, rate, bits // _BITS_IN_A_BYTE)
    step = shape.channels * shape.width
    if kind != _PCM or not step or not rate:
        raise ValueError("no plain samples")
    return shape, samples[: len(samples) // step * step]


def wave_file(shape: Shape, samples: Sequence[bytes], title: str, marks: Sequence[Mark]) -> bytes:
    """A WAV file with a title and chapters.

    Args:
        shape: of all the samples.
        samples: in stretches, which are copied once: an hour takes 160 MB.
        title: what the sound is called.
        marks: where chapters begin.
    """
    size = sum(map(len, samples))
    front = (_chunk(b"fmt ", _format(shape)), b"data", struct.pack("<I", size))
    back = (
        bytes(size % 2),
        _chunk(b"cue ", _cues(marks)),
        _chunk(b"LIST", b"adtl" + b"".join(_labels(marks))),
        _chunk(b"LIST", b"INFO" + _chunk(b"INAM", _text(title))),
    )
    whole = len(b"WAVE") + size + sum(map(len, (*front, *back)))
    return b"".join((b"RIFF", struct.pack("<I", whole), b"WAVE", *front, *samples, *back))


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    if content[:4] != b"RIFF" or content[8:_HEAD] != b"WAVE":
        return
    place = _HEAD
    while place + _CHUNK <= len(content):
        name, size = struct.unpack_from("<4sI", content, place)
        place += _CHUNK
        yield name, content[place : place + size]
        place += size + size % 2


def _chunk(name: bytes, content: bytes) -> bytes:
    """Chunks start at even places."""
    return name + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)


def _format(shape: Shape) -> bytes:
    step = shape.channels * shape.width
    bits = shape.width * _BITS_IN_A_BYTE
    return struct.pack("<HHIIHH", _PCM, shape.channels, shape.rate, shape.rate * step, step, bits)


def _cues(marks: Sequence[Mark]) -> bytes:
    """All in the one chunk of samples, so each is told by its sample alone."""
    points = (
        struct.pack("<II4sIII", number, mark.at, b"data", 0, 0, mark.at)
        for number, mark in enumerate(marks, start=1)
    )
    return struct.pack("<I", len(marks)) + b"".join(points)


def _labels(marks: Sequence[Mark]) -> Iterator[bytes]:
    for number, mark in enumerate(marks, start=1):
        yield _chunk(b"labl", struct.pack("<I", number) + _text(mark.name))


def _text(text: str) -> bytes:
    return text.encode() + b"\0"
