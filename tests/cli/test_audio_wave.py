"""Samples, silence and marks: WAV files as they come and as they are written."""

import struct
import wave
from pathlib import Path

import pytest

from ketacli.cli.audio_wave import Mark, Shape, read_wave, wave_file
from support.sound import chunks, wave_chapters

SHAPE = Shape(channels=1, rate=1000, width=2)
UNKNOWN = 0x7FFFF000
"""What espeak-ng writes for a size while it does not know it yet."""


def whole(fmt: bytes, samples: bytes, size: int | None = None) -> bytes:
    length = len(samples) if size is None else size
    head = b"RIFF" + struct.pack("<I", UNKNOWN) + b"WAVEfmt " + struct.pack("<I", len(fmt)) + fmt
    return head + b"data" + struct.pack("<I", length) + samples


def fmt(kind: int = 1, channels: int = 1, rate: int = 1000, bits: int = 16) -> bytes:
    step = channels * bits // 8
    return struct.pack("<HHIIHH", kind, channels, rate, rate * step, step, bits)


@pytest.mark.parametrize("size", [None, UNKNOWN])
def test_samples_are_read_whether_their_size_is_known_or_not(size: int | None) -> None:
    assert read_wave(whole(fmt(), b"abcd", size)) == (SHAPE, b"abcd")


def test_half_a_sample_at_the_end_is_left_out() -> None:
    stereo = whole(fmt(channels=2), b"abcdefg", UNKNOWN)
    assert read_wave(stereo) == (Shape(2, 1000, 2), b"abcd")


def test_chunks_before_the_samples_are_passed_over() -> None:
    content = whole(fmt(), b"abcd")
    odd = b"LIST" + struct.pack("<I", 3) + b"abc\0"
    assert read_wave(content[:12] + odd + content[12:])[1] == b"abcd"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"RIFF",
        b"RIFF1234WAVE",
        b"error: no voice of this name",
        b"RIFX" + whole(fmt(), b"abcd")[4:],
        whole(fmt(), b"abcd")[:36],
        whole(fmt()[:8], b"abcd"),
        whole(fmt(kind=3), b"abcd"),
        whole(fmt(channels=0), b"abcd"),
        whole(fmt(bits=4), b"abcd"),
        whole(fmt(rate=0), b"abcd"),
    ],
)
def test_what_is_no_sound_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"no WAV file|no plain samples"):
        read_wave(content)


def test_silence_is_as_long_as_it_is_said_to_be() -> None:
    assert SHAPE.silence(0.25) == bytes(500)
    assert Shape(2, 1000, 2).silence(0.25) == bytes(1000)


@pytest.mark.parametrize("last", [b"efgh", b"efg"])
def test_a_file_holds_its_samples_and_its_chapters(tmp_path: Path, last: bytes) -> None:
    file = tmp_path / "a.wav"
    shape = Shape(1, 1000, 1)
    marks = (Mark(0, "Odd"), Mark(4, "Zażółć 雪"), Mark(5, "Even"))
    file.write_bytes(wave_file(shape, [b"abcd", last], "The title", marks))
    assert wave_chapters(file) == [(0.0, "Odd"), (0.004, "Zażółć 雪"), (0.005, "Even")]
    assert read_wave(file.read_bytes()) == (shape, b"abcd" + last)
    with wave.open(str(file)) as opened:
        assert opened.getparams()[:4] == (1, 1, 1000, 4 + len(last))
        assert opened.readframes(100) == b"abcd" + last
    about = [chunk for name, chunk in chunks(file.read_bytes()) if chunk[:4] == b"INFO"]
    assert about == [b"INFOINAM" + struct.pack("<I", 10) + b"The title\0"]
    assert marks[1].seconds(SHAPE) == 0.004
