"""`--output` on a real system: disks that are full or locked, odd names, streams that are called
like files, and a process that is killed while it writes.
"""

import fcntl
import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from select import select

import pytest

from ketacli.cli.options import LeafletFormat
from ketacli.errors import ExitCode
from support.commands import that_write
from support.inside import Inside
from support.program import command, surroundings

LONGEST = 255
PAGE = ("topics", "-l", "en")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where files are written, and nothing else is."""
    made = tmp_path / "out"
    made.mkdir()
    return made


def run(ketacli: Inside, *arguments: str, shell: str = "") -> "subprocess.CompletedProcess[bytes]":
    """The program itself, as a shell starts it."""
    wrapped = ["sh", "-c", f'{shell}; exec "$@"' if shell else 'exec "$@"', "sh"]
    return subprocess.run(
        [*wrapped, *command(*arguments)],
        env=surroundings(
            ketacli.home,
            XDG_CACHE_HOME=os.fspath(ketacli.cache),
            PYTHONDONTWRITEBYTECODE="1",  # a full disk leaves half of a .pyc, fatal later on
        ),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )


def names(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]


def told(done: "subprocess.CompletedProcess[bytes]") -> str:
    return " ".join(done.stderr.decode().split())


# Names


@pytest.mark.parametrize(
    "name", ["x" * LONGEST, "two\nlines", b"caf\xe9".decode("utf-8", "surrogateescape"), "-o", " "]
)
def test_a_file_may_be_called_as_the_system_allows(
    ketacli: Inside, folder: Path, name: str
) -> None:
    done = run(ketacli, *PAGE, "-o", f"{folder}/{name}")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert names(folder) == [name]
    assert (folder / name).read_bytes() == ketacli(*PAGE).out.encode()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("x" * 300, "file name too long"),
        ("new/", "it is a folder"),
        ("new/.", "it is a folder"),
        ("new/..", "it is a folder"),
        (".", "it is a folder"),
        ("", "it is a folder"),
        ("nosuch/page", "no such file or directory"),
        ("file/page", "not a directory"),
        ("loop", "too many levels of symbolic links"),
        ("into-nowhere", "no such file or directory"),
    ],
)
def test_what_cannot_be_written_is_told_before_anybody_is_asked(
    ketacli: Inside, folder: Path, name: str, reason: str
) -> None:
    (folder / "file").write_bytes(b"old")
    (folder / "loop").symlink_to("loop")
    (folder / "into-nowhere").symlink_to("nosuch/page")
    done = ketacli.at_terminal("explain", "-o", f"{folder}/{name}")
    assert (done.code, done.out, ketacli.asked) == (ExitCode.NOT_WRITTEN, "", 0)
    assert reason in " ".join(done.err.split())
    assert sorted(names(folder)) == ["file", "into-nowhere", "loop"]
    assert (folder / "file").read_bytes() == b"old"


def test_a_fault_with_a_name_that_is_no_text_is_told_in_letters(
    ketacli: Inside, folder: Path
) -> None:
    name = b"caf\xe9\n\x1b[2J".decode("utf-8", "surrogateescape")
    (folder / name).mkdir()
    done = run(ketacli, *PAGE, "-o", f"{folder}/{name}")
    assert done.returncode == ExitCode.NOT_WRITTEN
    assert b"\x1b" not in done.stderr
    assert b"\xe9" not in done.stderr
    assert "it is a folder" in told(done)


def test_a_link_that_leads_nowhere_leads_to_the_new_file(ketacli: Inside, folder: Path) -> None:
    (folder / "link").symlink_to("../new")
    assert ketacli(*PAGE, "-o", f"{folder}/link").code == ExitCode.DONE
    assert (folder / "link").readlink() == Path("../new")
    assert (folder.parent / "new").read_text("utf-8") == ketacli(*PAGE).out
    assert names(folder) == ["link"]


# Every command, every format

FOLDERS = {"export --output word"}
"""What --output names a folder for."""
DIFFERENT_EACH_TIME = {"kiosk doctor"}
"""It measures, and says how long that took."""


@pytest.mark.parametrize("name", [name for name in that_write() if name not in FOLDERS])
def test_every_command_writes_the_same_to_a_file_and_to_stdout_by_its_name(
    ketacli: Inside, folder: Path, small: Path, name: str
) -> None:
    file = folder / "page"
    page, by_name, to_file = (
        ketacli(*name.split(), *target, KETACLI_LIBRARY=str(small))
        for target in ((), ("-o", "-"), ("-o", str(file)))
    )
    if name in DIFFERENT_EACH_TIME:
        assert (by_name.code, bool(by_name.out)) == (page.code, True)
        assert (to_file.code, to_file.out) == (page.code, "")
        assert len(file.read_text("utf-8").splitlines()) == len(page.out.splitlines())
        return
    assert by_name == page
    assert to_file == page._replace(out="")
    assert file.exists() == bool(page.out)
    assert not page.out or file.read_text("utf-8") == page.out


@pytest.mark.parametrize("format_", LeafletFormat)
def test_every_format_goes_to_a_file_and_to_stdout_by_its_name(
    ketacli: Inside, folder: Path, small: Path, format_: LeafletFormat
) -> None:
    explain = ("explain", "-f", format_.value, *of_small_library(ketacli, small))
    page, by_name = run(ketacli, *explain), run(ketacli, *explain, "-o", "-")
    assert (by_name.returncode, by_name.stdout) == (0, page.stdout)
    assert page.stdout
    file = folder / f"page.{ENDINGS.get(format_, 'txt')}"
    to_file = run(ketacli, *explain, "-o", str(file))
    assert (to_file.returncode, to_file.stdout) == (0, b"")
    if format_ is not LeafletFormat.QR:  # what a phone reads is a text in a pipe
        assert file.read_bytes() == page.stdout


ENDINGS = {LeafletFormat.AUDIO: "wav", LeafletFormat.QR: "svg"}
"""Where the name of a file says what it is."""


# Streams that are called like files


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_what_stands_in_a_file_already_stays_where_a_shell_appends(
    ketacli: Inside, folder: Path, name: str
) -> None:
    log = folder / "log"
    log.write_bytes(b"before\n")
    shell = f"exec >> '{log}'"
    for _ in range(2):
        assert run(ketacli, *PAGE, "-o", name, shell=shell).returncode == ExitCode.DONE
    assert log.read_bytes() == b"before\n" + ketacli(*PAGE).out.encode() * 2
    assert names(folder) == ["log"]


def test_a_stream_of_any_number_can_be_named(ketacli: Inside, folder: Path) -> None:
    file = folder / "file"
    done = run(ketacli, *PAGE, "-o", "/dev/fd/7", shell=f"exec 7> '{file}'")
    assert (done.returncode, done.stdout) == (0, b"")
    assert file.read_bytes() == ketacli(*PAGE).out.encode()
    done = run(ketacli, *PAGE, "-o", "/dev/stderr")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", ketacli(*PAGE).out.encode())


@pytest.mark.parametrize("number", ["99", "99999999999999999999", "\u0661", "x"])
def test_a_stream_that_is_not_there_is_told(ketacli: Inside, number: str) -> None:
    done = run(ketacli, *PAGE, "-o", f"/dev/fd/{number}")
    assert (done.returncode, done.stdout) == (ExitCode.NOT_WRITTEN, b"")
    assert "could not be written" in told(done)


def test_a_reader_who_has_seen_enough_of_a_named_stream_is_no_fault(ketacli: Inside) -> None:
    end, pipe = os.pipe()
    os.close(end)
    done = subprocess.run(
        command(*PAGE, "-o", "/dev/stdout"),
        env=surroundings(ketacli.home, XDG_CACHE_HOME=os.fspath(ketacli.cache)),
        stdout=pipe,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    os.close(pipe)
    assert (done.returncode, done.stderr) == (ExitCode.DONE, b"")


def of_small_library(ketacli: Inside, small: Path) -> tuple[str, ...]:
    """What lets a reader in to a leaflet."""
    return ("--library", str(small), "--acknowledge", ketacli.code("--library", str(small)))


@contextmanager
def read_a_little(pipe: Path) -> Iterator[None]:
    """Somebody who takes the first bytes that come through a pipe, and goes away."""
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    fcntl.fcntl(reader, fcntl.F_SETPIPE_SZ, LITTLE)  # no page fits before they are gone

    def read() -> None:
        select([reader], [], [], 60)
        os.read(reader, 10)
        os.close(reader)

    reading = threading.Thread(target=read)
    reading.start()
    try:
        yield
    finally:
        reading.join(60)


LITTLE = 4096


@pytest.mark.parametrize("format_", [LeafletFormat.PDF, LeafletFormat.HTML])
def test_a_reader_who_has_seen_enough_of_a_pipe_with_a_name_is_no_fault(
    ketacli: Inside, folder: Path, small: Path, format_: LeafletFormat
) -> None:
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    explain = ("explain", "-f", format_.value, *of_small_library(ketacli, small))
    with read_a_little(pipe):
        done = run(ketacli, *explain, "-o", os.fspath(pipe))
    assert (done.returncode, done.stdout, done.stderr) == (ExitCode.DONE, b"", b"")
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert names(folder) == ["pipe"]
    assert len(run(ketacli, *explain).stdout) > LITTLE, "else nothing was cut off"


def test_a_device_that_is_full_is_told(ketacli: Inside) -> None:
    done = run(ketacli, *PAGE, "-o", "/dev/full")
    assert (done.returncode, done.stdout) == (ExitCode.NOT_WRITTEN, b"")
    assert "/dev/full could not be written: no space left on device" in told(done)
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


# Disks


@pytest.fixture(params=["new", "replaced"])
def file(request: pytest.FixtureRequest, folder: Path) -> Path:
    """A file that is there, or is not yet."""
    made = folder / "page"
    if request.param == "replaced":
        made.write_bytes(b"old")
        made.chmod(0o640)
    return made


def unchanged(file: Path, before: "tuple[bytes, int] | None") -> bool:
    """Whether a file is as it was, and nothing lies beside it."""
    if before is None:
        return names(file.parent) == []
    return names(file.parent) == [file.name] and state(file) == before


def state(file: Path) -> "tuple[bytes, int] | None":
    return (file.read_bytes(), file.stat().st_mode) if file.exists() else None


def test_a_disk_that_takes_no_more_leaves_the_old_file(ketacli: Inside, file: Path) -> None:
    before = state(file)
    done = run(ketacli, "glossary", "-o", os.fspath(file), shell="ulimit -f 1")
    assert done.returncode == ExitCode.NOT_WRITTEN
    assert "file too large" in told(done)
    assert unchanged(file, before)


def test_a_full_disk_leaves_the_old_file(
    ketacli: Inside, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(file)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    done = ketacli("glossary", "-o", os.fspath(file))
    assert done.code == ExitCode.NOT_WRITTEN
    assert unchanged(file, before)


def test_a_folder_that_cannot_be_written_to_is_told_before_anybody_is_asked(
    ketacli: Inside, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(file)
    file.parent.chmod(0o500)
    if os.geteuid() == 0:  # who is above the modes of files
        monkeypatch.setattr(os, "access", lambda *_: False)
    try:
        done = ketacli.at_terminal("explain", "-o", os.fspath(file))
    finally:
        file.parent.chmod(0o700)
    assert (done.code, ketacli.asked) == (ExitCode.NOT_WRITTEN, 0)
    assert "its folder cannot be written to" in " ".join(done.err.split())
    assert unchanged(file, before)


# Kills


WRITES_SLOWLY = """
import os, sys, time
from pathlib import Path
from ketacli.cli import output
def slowly(descriptor):
    print("half way", flush=True)
    time.sleep(60)
os.fsync = slowly
output.write(b"new" * 100_000, sys.argv[1])
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_program_that_is_killed_while_it_writes_leaves_the_old_file(
    file: Path, number: signal.Signals
) -> None:
    before = state(file)
    with subprocess.Popen(
        [sys.executable, "-c", WRITES_SLOWLY, os.fspath(file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == b"half way\n"
        program.send_signal(number)
        program.wait(60)
    assert state(file) == before
    if number == signal.SIGINT:
        assert unchanged(file, before)
    else:  # nobody could tidy up, and what is left is no page
        left = set(names(file.parent)) - {file.name}
        assert all(name.startswith(".ketacli-") for name in left)
