"""What comes out where: pages on stdout, all else on stderr; streams that are closed or full."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from ketacli.cli import output
from ketacli.disclaimer import Channel, Disclaimer, acknowledge
from ketacli.errors import ExitCode
from ketacli.leaflet import Role
from ketacli.library import Library
from ketacli.render import Format
from support.inside import Inside, stdout_into
from support.program import CONTENT, command, surroundings
from support.words import said, words

CODE = "the code"
EVERY_OUTPUT = {
    "start page": (),
    "version": ("--version",),
    "help": ("--help",),
    "help of a command": ("explain", "--help"),
    "leaflet": ("explain", "--acknowledge", CODE),
    "disclaimer": ("disclaimer",),
    "status": ("disclaimer", "--status"),
    "forget": ("disclaimer", "--forget"),
    "topics": ("topics",),
    "no topics": ("topics", "nosuchword"),
    "glossary": ("glossary",),
    "check": ("check",),
    "schema": ("check", "--schema"),
}
REFUSED = {
    "nobody to ask": ("explain",),
    "a wrong code": ("explain", "--acknowledge", "0000-0000-0000-0000"),
    "no such topic": ("explain", "nosuch"),
    "no such section": ("explain", "--section", "nosuch", "--acknowledge", CODE),
    "no such word": ("glossary", "nosuch"),
    "no such language": ("topics", "--language", "xx"),
    "no such region": ("topics", "--region", "mars"),
    "no such library": ("topics", "--library", "nosuch"),
    "no such file": ("check", "nosuch"),
    "a folder": ("topics", "-o", "."),
}


@pytest.fixture(scope="session")
def disclaimer() -> Disclaimer:
    return Library(CONTENT).disclaimer


def told(arguments: tuple[str, ...], disclaimer: Disclaimer) -> tuple[str, ...]:
    return tuple(disclaimer.code if word == CODE else word for word in arguments)


def redirected(
    home: Path, cache: Path, redirection: str, *arguments: str
) -> "subprocess.CompletedProcess[bytes]":
    """Run with streams as a shell redirects them."""
    return subprocess.run(
        ["sh", "-c", f'exec "$@" {redirection}', "sh", *command(*arguments)],
        env=surroundings(home, XDG_CACHE_HOME=os.fspath(cache)),
        cwd=home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("arguments", EVERY_OUTPUT.values(), ids=EVERY_OUTPUT)
def test_what_was_asked_for_comes_on_stdout_alone(
    ketacli: Inside, disclaimer: Disclaimer, arguments: tuple[str, ...]
) -> None:
    done = ketacli(*told(arguments, disclaimer))
    assert (done.code, done.err) == (ExitCode.DONE, "")
    assert done.out.endswith("\n")
    assert done.out.strip()


@pytest.mark.parametrize("arguments", REFUSED.values(), ids=REFUSED)
def test_a_refusal_comes_on_stderr_alone(
    ketacli: Inside, disclaimer: Disclaimer, arguments: tuple[str, ...]
) -> None:
    done = ketacli(*told(arguments, disclaimer))
    assert done.code != ExitCode.DONE
    assert done.out == ""
    assert done.err.strip()


@pytest.mark.parametrize("arguments", EVERY_OUTPUT.values(), ids=EVERY_OUTPUT)
def test_what_stdout_does_not_take_ends_with_6_and_one_line(
    ketacli: Inside, disclaimer: Disclaimer, arguments: tuple[str, ...]
) -> None:
    for file in ("/dev/full", -1):
        with stdout_into(file):
            done = ketacli(*told(arguments, disclaimer))
        assert (done.code, done.out) == (ExitCode.NOT_WRITTEN, "")
        assert "could not be written" in done.err
        assert done.err.count("\n") == 1


@pytest.mark.parametrize("redirection", [">&-", ">/dev/full", "1</dev/null"])
def test_a_program_whose_stdout_takes_nothing_ends_with_6_and_one_line(
    home: Path, cache: Path, redirection: str
) -> None:
    for arguments in (("topics",), ("--help",)):
        done = redirected(home, cache, redirection, *arguments)
        assert (done.returncode, done.stdout) == (ExitCode.NOT_WRITTEN, b"")
        assert done.stderr.count(b"\n") == 1


def test_a_closed_stderr_is_no_fault(home: Path, cache: Path, disclaimer: Disclaimer) -> None:
    for arguments, code in (
        (("topics",), ExitCode.DONE),
        (("explain", "--acknowledge", disclaimer.code), ExitCode.DONE),
        (("explain",), ExitCode.NOT_ACKNOWLEDGED),
        (("nosuch",), ExitCode.USAGE),
    ):
        done = redirected(home, cache, "2>&-", *arguments)
        assert (done.returncode, done.stderr) == (code, b"")
        assert bool(done.stdout) is (code == ExitCode.DONE)


def test_with_every_stream_closed_it_ends_with_6(home: Path, cache: Path) -> None:
    for redirection in (">&- 2>&-", "<&- >&- 2>&-"):
        assert redirected(home, cache, redirection, "topics").returncode == ExitCode.NOT_WRITTEN


def test_messages_that_do_not_fit_change_no_exit_code(home: Path, cache: Path) -> None:
    done = redirected(home, cache, "2>/dev/full", "explain")
    assert done.returncode == ExitCode.NOT_ACKNOWLEDGED
    done = redirected(home, cache, "2>/dev/full", "topics", "--language", "xx")
    assert done.returncode == ExitCode.NOT_FOUND


@pytest.fixture
def abandoned() -> Iterator[int]:
    """The end of a pipe that nobody reads."""
    reading, writing = os.pipe()
    os.close(reading)
    yield writing
    os.close(writing)


@pytest.mark.parametrize("arguments", EVERY_OUTPUT.values(), ids=EVERY_OUTPUT)
def test_a_reader_of_a_pipe_who_has_left_is_no_fault(
    ketacli: Inside, disclaimer: Disclaimer, abandoned: int, arguments: tuple[str, ...]
) -> None:
    with stdout_into(abandoned):
        done = ketacli(*told(arguments, disclaimer))
    assert done == (ExitCode.DONE, "", "")


def test_a_program_whose_reader_has_left_ends_quietly(home: Path, abandoned: int) -> None:
    for arguments in (("topics",), ("--help",)):
        done = subprocess.run(
            command(*arguments),
            env=surroundings(home),
            stdin=subprocess.DEVNULL,
            stdout=abandoned,
            stderr=subprocess.PIPE,
            check=False,
        )
        assert (done.returncode, done.stderr) == (ExitCode.DONE, b"")


def test_a_reader_of_a_pipe_who_leaves_half_way_is_no_fault(
    home: Path, disclaimer: Disclaimer
) -> None:
    with subprocess.Popen(
        command("explain", "-f", "json", "--acknowledge", disclaimer.code),
        env=surroundings(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.read(1)
        program.stdout.close()
        assert program.wait(30) == ExitCode.DONE
        assert program.stderr.read() == b""


def test_a_leaflet_that_could_not_be_shown_is_never_remembered(
    ketacli: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = output._write_all

    def full(descriptor: int, content: bytes) -> None:
        if descriptor == 1:
            raise OSError(28, "No space left on device")
        real(descriptor, content)

    with monkeypatch.context() as patch:
        patch.setattr(output, "_write_all", full)
        done = ketacli.at_terminal("explain", "--no-pager")
    assert done.code == ExitCode.NOT_WRITTEN
    assert not list(ketacli.home.rglob("acknowledged*"))


PIPED = {
    "yes for ever": "yes yes | ",
    "one yes": "echo yes | ",
    "yes and Enter": r"printf 'yes\n\n' | ",
    "junk": "head -c 100000 /dev/urandom | ",
    "invalid UTF-8": r"printf '\377yes\n' | ",
    "nothing": "printf '' | ",
}


@pytest.mark.parametrize("before", PIPED.values(), ids=PIPED)
def test_what_is_piped_is_never_an_answer(home: Path, cache: Path, before: str) -> None:
    done = subprocess.run(
        ["sh", "-c", f'{before}"$@"', "sh", *command("explain")],
        env=surroundings(home, XDG_CACHE_HOME=os.fspath(cache)),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (ExitCode.NOT_ACKNOWLEDGED, b"")


def test_a_line_of_100_megabytes_is_not_an_answer_and_not_read(
    home: Path, cache: Path, tmp_path: Path
) -> None:
    line = tmp_path / "line"
    line.touch()
    os.truncate(line, 100_000_000)
    done = redirected(home, cache, f"<{line}", "explain")
    assert (done.returncode, done.stdout) == (ExitCode.NOT_ACKNOWLEDGED, b"")
    assert len(done.stderr) < 10_000


def test_without_stdin_there_is_nobody_to_ask(home: Path, cache: Path) -> None:
    for redirection in ("<&-", "</dev/null", "</dev/zero"):
        done = redirected(home, cache, redirection, "explain")
        assert (done.returncode, done.stdout) == (ExitCode.NOT_ACKNOWLEDGED, b"")


def test_a_refusal_shows_the_crisis_lines_and_nothing_of_a_topic(
    ketacli: Inside, disclaimer: Disclaimer
) -> None:
    library = Library(CONTENT)
    page = library.sheet("ask", disclaimer.title, ())
    refused = ketacli("explain").err
    shown = words(refused, Format.PLAIN)
    crisis = said(page, Format.PLAIN)
    assert shown[: len(crisis)] == crisis
    proof = acknowledge(disclaimer, disclaimer.digest, Channel.CODE)
    leaflet = library.issue(library.first_topic(), proof)
    about = tuple(part for part in leaflet.parts if part.role not in {Role.HELP, Role.DISCLAIMER})
    text = " ".join(said(leaflet._replace(parts=about), Format.PLAIN))
    sentences = [sentence for sentence in text.split(". ") if sentence.count(" ") > 3]
    assert len(sentences) > 100
    assert not [sentence for sentence in sentences if sentence in " ".join(shown)]


def test_every_page_starts_with_the_crisis_lines(ketacli: Inside, disclaimer: Disclaimer) -> None:
    library = Library(CONTENT)
    for name in ("start page", "leaflet", "disclaimer", "topics", "no topics", "glossary"):
        page = told(EVERY_OUTPUT[name], disclaimer)
        title = ketacli(*page).out.split("\n")[0]
        crisis = said(library.sheet("any", title, ()), Format.PLAIN)
        assert len(crisis) > len(title.split())
        assert words(ketacli(*page).out, Format.PLAIN)[: len(crisis)] == crisis
