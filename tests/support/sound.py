"""Reads sound files back as a player does: chapters of WAV and of Ogg, and how long they are."""

import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Chapter(NamedTuple):
    """Where a chapter begins, in seconds, and what it is called."""

    at: float
    name: str


def chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and content of each chunk of a RIFF file. Its sizes must fit to the last byte."""
    assert content[:4] == b"RIFF"
    assert struct.unpack_from("<I", content, 4)[0] == len(content) - 8
    yield from _inside(content[12:])


def _inside(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 0
    while place < len(content):
        name, size = struct.unpack_from("<4sI", content, place)
        assert place + 8 + size <= len(content)
        yield name, content[place + 8 : place + 8 + size]
        place += 8 + size + size % 2
    assert place == len(content)


def wave_chapters(file: Path) -> list[Chapter]:
    """The cue points of a WAV file by their labels."""
    found = list(chunks(file.read_bytes()))
    rate = struct.unpack_from("<I", dict(found)[b"fmt "], 4)[0]
    cues = dict(found)[b"cue "]
    count = struct.unpack_from("<I", cues)[0]
    assert len(cues) == 4 + 24 * count
    points = [struct.unpack_from("<II4sIII", cues, 4 + 24 * place) for place in range(count)]
    assert all(point[1] == point[5] and point[2] == b"data" for point in points)
    (labels,) = [chunk for name, chunk in found if name == b"LIST" and chunk[:4] == b"adtl"]
    names = {}
    for name, label in _inside(labels[4:]):
        assert name == b"labl"
        names[struct.unpack_from("<I", label)[0]] = label[4:].rstrip(b"\0").decode()
    return [Chapter(point[5] / rate, names[point[0]]) for point in points]


def ogg_comments(file: Path) -> dict[str, str]:
    """The comments of an Ogg Vorbis file."""
    shown = subprocess.run(
        ["vorbiscomment", "--raw", "--list", file], capture_output=True, check=True, text=True
    ).stdout
    return dict(line.partition("=")[::2] for line in shown.splitlines())


def ogg_chapters(comments: dict[str, str]) -> list[Chapter]:
    """The chapters among the comments of an Ogg file, in order."""
    times = {name: time for name, time in comments.items() if name[-3:].isdigit()}
    return [Chapter(_seconds(time), comments[f"{name}NAME"]) for name, time in times.items()]


def _seconds(clock: str) -> float:
    hours, minutes, seconds = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
