"""Hostile files, as the program meets them: code 5, a place, no traceback, in little time and
memory. `test_folder` and `test_yaml_reader` have the same faults one by one.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from ketacli.library import Library, audit
from ketacli.library.folder import MOST_BYTES
from support.broken import PLACES
from support.content import SMALL_TOPIC, change, small_library
from support.program import run, surroundings

TODAY = date(2026, 11, 24)
MOST_SECONDS = 10.0
"""The promise is 1 s; the machine of a test may be slow, and coverage makes it four times slower.
What goes wrong here takes minutes or has no end."""
MOST_MEGABYTES = 200


def topic_of(text: str) -> bytes:
    return SMALL_TOPIC.encode() + text.encode()


def cut(content: bytes) -> bytes:
    """As much as is read at all."""
    return content[:MOST_BYTES]


def body(*paragraphs: str) -> bytes:
    written = "".join(f"      - {paragraph}\n" for paragraph in paragraphs)
    return SMALL_TOPIC.replace("      - One sentence.\n", written).encode()


LARGE: dict[str, Callable[[], bytes]] = {
    "one text": lambda: topic_of(f"a: {'a' * 10_000_000}"),
    "one quoted text": lambda: topic_of(f'a: "{"a" * 10_000_000}"'),
    "a million entries": lambda: topic_of(f"a: [{'a,' * 1_000_000}]"),
    "a comment": lambda: topic_of("#" * 50_000_000),
    "prose": lambda: body("One word here. " * 60_000),
}
"""Each is refused for its size, and the beginning that would be read is judged quickly too."""

DENSE: dict[str, bytes] = {
    "brackets": topic_of("a: " + "[" * 100_000),
    "closed brackets": topic_of("a: " + "[" * 100_000 + "]" * 100_000),
    "braces": topic_of("a: " + "{a: " * 30_000),
    "names that do not belong": topic_of("".join(f"titel{n}: x\n" for n in range(9_000))),
    "repeated names": topic_of("title: x\n" * 9_000),
    "sources that do not exist": body(
        "{text: In mice., evidence: animal, sources: ["
        + ",".join(f"yang{n}" for n in range(9_000))
        + "]}"
    ),
    "words that are not explained": body(*[f'"{"{plasebo} " * 700}"'] * 35),
    "marks": body(*[f'"{"**" * 3_999}"'] * 30),
    "braces in texts": body(*['"' + "{" * 7_990 + '"'] * 30),
    "long words": body(*["a" * 7_990] * 30),
    "full stops": body(*[". A" * 2_600] * 30),
    "aliases": topic_of("a: &a [lol]\n" + "b: [*a, *a, *a]\n" * 9_000),
    "merged names": topic_of("a: &a {b: c}\n" + "b: {<<: *a}\n" * 9_000),
    "digits": topic_of(f"a: {'9' * 200_000}"),
    "minutes": topic_of(f"a: 1{':59' * 60_000}"),
    "bytes": bytes(range(256)) * 900,
}
"""Each fits, and is as hard to read as its kind can be."""


def judged(content: bytes, library: Path) -> float:
    """The seconds that it takes to judge a topic."""
    (library / PLACES["topic"]).write_bytes(content)
    start = time.process_time()
    audit(library, TODAY)
    return time.process_time() - start


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path)


@pytest.mark.parametrize("make", LARGE.values(), ids=LARGE)
def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    make: Callable[[], bytes], library: Path
) -> None:
    content = make()
    assert judged(content, library) < MOST_SECONDS
    assert [problem.rule for problem in audit(library, TODAY).problems] == ["file-size"]
    assert judged(cut(content), library) < MOST_SECONDS


@pytest.mark.parametrize("content", DENSE.values(), ids=DENSE)
def test_a_file_that_fits_is_judged_in_bounded_time(content: bytes, library: Path) -> None:
    assert len(content) <= MOST_BYTES
    assert judged(content, library) < MOST_SECONDS


class Ended(NamedTuple):
    """How a run of the program ended, and what it took."""

    code: int
    out: str
    err: str
    seconds: float
    megabytes: float


MEASURED = """
import os, pathlib, sys
from ketacli.cli import main
measures = pathlib.Path(sys.argv.pop(1))
try:
    main()
finally:
    status = pathlib.Path("/proc/self/status").read_text()
    most = status.partition("VmHWM:")[2].split()[0]
    used = os.times()
    measures.write_text(f"{used.user + used.system} {int(most) / 1024}")
"""
"""Runs ketacli and writes down its seconds and megabytes. What the parent of a process is told of
its memory counts the parent's own, from before the process became another program."""


def measured(home: Path, *arguments: str) -> Ended:
    measures = home / "measures"
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, os.fspath(measures), *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        cwd=home,
        env=surroundings(home),
        check=False,
    )
    seconds, megabytes = map(float, measures.read_text(encoding="utf-8").split())
    return Ended(done.returncode, done.stdout, done.stderr, seconds, megabytes)


def a_pipe(topic: Path) -> None:
    os.mkfifo(topic)


def a_link_to_an_endless_device(topic: Path) -> None:
    topic.symlink_to("/dev/zero")


def eight_gigabytes_of_nothing(topic: Path) -> None:
    with topic.open("wb") as stream:
        stream.truncate(8_000_000_000)


def fifty_megabytes(topic: Path) -> None:
    topic.write_bytes(LARGE["a comment"]())


def a_hundred_thousand_brackets(topic: Path) -> None:
    topic.write_bytes(DENSE["brackets"])


def thousands_of_names(topic: Path) -> None:
    topic.write_bytes(DENSE["names that do not belong"])


def terminal_commands(topic: Path) -> None:
    topic.write_bytes(topic_of('\a: "\\e]52;c;aGk=\\a"'))


MADE: tuple[Callable[[Path], None], ...] = (
    a_pipe,
    a_link_to_an_endless_device,
    eight_gigabytes_of_nothing,
    fifty_megabytes,
    a_hundred_thousand_brackets,
    thousands_of_names,
    terminal_commands,
)


@pytest.mark.parametrize("make", MADE, ids=lambda make: make.__name__)
@pytest.mark.parametrize("asked", ["check", "explain"])
def test_the_program_refuses_it_with_its_place_in_little_time_and_memory(
    make: Callable[[Path], None], asked: str, library: Path, tmp_path: Path
) -> None:
    code = Library(library).disclaimer.code
    topic = library / PLACES["topic"]
    topic.unlink()
    make(topic)
    where = os.fspath(library)
    arguments = (
        ["check", os.fspath(topic)]
        if asked == "check"
        else ["explain", "small", "--library", where, "--acknowledge", code]
    )
    ended = measured(tmp_path, *arguments)
    said = ended.out if asked == "check" else ended.err
    assert ended.code == 5
    assert re.search(r"^\S+/small\.yaml:(\d+:\d+:)? .+ \[[a-z-]+\]", said, re.MULTILINE)
    assert "Traceback" not in ended.out + ended.err
    assert not set(ended.out + ended.err) & {"\x1b", "\x07", "\0"}
    assert ended.seconds < MOST_SECONDS
    assert ended.megabytes < MOST_MEGABYTES


NAMES = [b"x\x1b[2J", b"x\x9b2J", "a\u202eb".encode(), b"a\nb", b"caf\xe9", b"[evil]", b" "]


def test_files_with_hostile_names_are_told_in_plain_letters(library: Path, tmp_path: Path) -> None:
    topics = os.fsencode(library / "en" / "topics")
    for name in NAMES:
        Path(os.fsdecode(topics + b"/" + name + b".yaml")).write_bytes(SMALL_TOPIC.encode())
    ended = run(tmp_path, "check", os.fspath(library))
    assert ended.returncode == 5
    assert ended.stdout.count("[stray-file]") == len(NAMES)
    assert ended.stdout.replace("\n", "").isprintable()
    listed = run(tmp_path, "topics", "--library", os.fspath(library))
    assert listed.returncode == 0
    assert listed.stdout.count("A small topic") == 1


def test_a_library_in_a_folder_with_a_hostile_name_is_read(tmp_path: Path) -> None:
    home = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9\x1b[2J"))
    home.mkdir()
    library = small_library(home, sound=SMALL_TOPIC, unsound=SMALL_TOPIC)
    change(library / "en/topics/unsound.yaml", "title: A small", "titel: A small")
    for _ in range(2):  # the second time from what the first one kept
        ended = run(tmp_path, "topics", "--library", os.fspath(library))
        assert ended.returncode == 0
        assert "A small topic" in ended.stdout
        assert "[missing]" in ended.stderr
        assert ended.stderr.replace("\n", "").isprintable()
