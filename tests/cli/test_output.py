"""Where text leaves the program: whole files, odd files, and screens that have few letters."""

import os
import stat
import subprocess
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacli.cli import output
from ketacli.errors import ExitCode
from support.content import SMALL_TOPIC, small_library
from support.inside import Inside
from support.program import command, surroundings

FEW_LETTERS = ["ascii", "latin-1", "cp1252", "cp437"]
OTHER_LETTERS = (
    "Na\u00efve \u201cquotes\u201d \u2013 caf\u00e9 \u0141\u00f3d\u017a \u2265 5 \u65e5\u672c"
)


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def left_behind(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir() if file.name.startswith(".")]


def test_a_file_gets_what_stdout_would_get(ketacli: Inside, tmp_path: Path) -> None:
    file = tmp_path / "page"
    done = ketacli("topics", "-o", os.fspath(file))
    assert done == (ExitCode.DONE, "", "")
    assert file.read_text(encoding="utf-8") == ketacli("topics").out
    assert left_behind(tmp_path) == []


def test_a_hyphen_and_nothing_are_stdout(ketacli: Inside) -> None:
    for target in ("-", ""):
        assert ketacli("topics", "-o", target) == ketacli("topics")


def test_a_new_file_has_the_mode_that_the_user_gives_new_files(
    ketacli: Inside, tmp_path: Path
) -> None:
    for mask in (0o022, 0o077):
        before = os.umask(mask)
        try:
            file = tmp_path / f"page-{mask}"
            ketacli("topics", "-o", os.fspath(file))
            assert mode(file) == 0o666 & ~mask
        finally:
            assert os.umask(before) == mask


def test_a_file_that_is_replaced_keeps_its_mode(ketacli: Inside, tmp_path: Path) -> None:
    file = tmp_path / "page"
    for kept in (0o600, 0o644, 0o640):
        file.write_text("old", encoding="utf-8")
        file.chmod(kept)
        assert ketacli("topics", "-o", os.fspath(file)).code == ExitCode.DONE
        assert mode(file) == kept
        assert file.read_text(encoding="utf-8") != "old"


def test_a_link_stays_a_link(ketacli: Inside, tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    link.symlink_to(real)
    for _ in ("there is no such file yet", "now there is"):
        assert ketacli("topics", "-o", os.fspath(link)).code == ExitCode.DONE
        assert link.is_symlink()
        assert real.read_text(encoding="utf-8") == ketacli("topics").out


def test_the_old_file_stays_whole_where_the_new_one_cannot_be_written(
    ketacli: Inside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "page"
    file.write_text("old", encoding="utf-8")
    read_only = OSError(30, "Read-only file system")
    full = OSError(28, "No space left on device")
    real_open = os.open

    def refuse(path: Path, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if flags & os.O_CREAT and Path(path).parent == tmp_path:
            raise read_only
        return real_open(path, flags, mode, dir_fd=dir_fd)

    def no_room(_: int) -> None:
        raise full

    for name, fault in (("open", refuse), ("fsync", no_room)):
        with monkeypatch.context() as patch:
            patch.setattr(os, name, fault)
            done = ketacli("topics", "-o", os.fspath(file))
        assert (done.code, done.out) == (ExitCode.NOT_WRITTEN, "")
        assert os.fspath(file) in "".join(done.err.split("\n"))
        assert file.read_text(encoding="utf-8") == "old"
        assert left_behind(tmp_path) == []


def test_what_is_no_file_is_never_written_over(ketacli: Inside, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for name in ("", "/", "/new/", "/nosuch/page", "/file/page", f"/{'x' * 300}"):
        done = ketacli("topics", "-o", f"{tmp_path}{name}")
        assert (done.code, done.out) == (ExitCode.NOT_WRITTEN, "")
        assert done.err.strip()
    assert [file.name for file in tmp_path.iterdir() if file.name != "home"] == ["file"]


def test_a_pipe_with_a_name_is_written_into_and_not_replaced(
    ketacli: Inside, tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    assert ketacli("topics", "-o", os.fspath(pipe)).code == ExitCode.DONE
    reader.join(20)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert got == [ketacli("topics").out.encode()]
    assert left_behind(tmp_path) == []


def test_a_stream_by_its_name_is_written_into(home: Path, cache: Path, ketacli: Inside) -> None:
    done = subprocess.run(
        command("topics", "-o", "/dev/stdout"),
        env=surroundings(home, XDG_CACHE_HOME=os.fspath(cache)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, ketacli("topics").out, "")


def test_a_closed_output_is_found_before_anything_is_asked(ketacli: Inside, tmp_path: Path) -> None:
    assert ketacli("explain", "-o", os.fspath(tmp_path)).code == ExitCode.NOT_WRITTEN


@pytest.mark.parametrize(
    ("encoding", "format_"),
    [
        *(
            (encoding, format_)
            for encoding in (*FEW_LETTERS, "C")
            for format_ in ("plain", "terminal")
        ),
        ("ascii", "markdown"),
        ("ascii", "json"),
    ],
)
def test_a_screen_with_few_letters_gets_all_of_the_words(
    home: Path, cache: Path, other_letters: tuple[Path, str], encoding: str, format_: str
) -> None:
    library, code = other_letters
    told = {"LC_ALL": "C"} if encoding == "C" else {"PYTHONIOENCODING": encoding}
    done = subprocess.run(
        command("explain", "-f", format_, "--library", os.fspath(library), "--acknowledge", code),
        env=surroundings(
            home,
            XDG_CACHE_HOME=os.fspath(cache),
            PYTHONUTF8="0",
            PYTHONCOERCECLOCALE="0",
            **told,
        ),
        capture_output=True,
        check=False,
    )
    codec = "ascii" if encoding == "C" else encoding
    page, messages = done.stdout.decode(codec), done.stderr.decode(codec)
    assert done.returncode == ExitCode.DONE
    assert "Nothing much is said here." in page
    if format_ == "json":  # is ASCII whatever it says
        assert messages == ""
        return
    assert messages.count("\n") == 1
    assert "?" not in page.replace("short?", "").replace("advice?", "")
    for word in OTHER_LETTERS.split():
        assert output.encoded(word, codec).decode(codec) in page.replace("\\<", "<")


@pytest.fixture(scope="session")
def other_letters(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A library with letters that few screens have, and the code of its disclaimer."""
    from ketacli.library import Library

    topic = SMALL_TOPIC.replace("One sentence", OTHER_LETTERS)
    library = small_library(tmp_path_factory.mktemp("letters"), small=topic)
    return library, Library(library).disclaimer.code


def test_common_letters_are_written_in_a_plainer_way() -> None:
    marks = "\u2018a\u2019 \u201cb\u201d \u2013 \u2014 \u2026 \u2022 \u00d7 \u2264 \u2265"
    assert output.encoded(marks, "ascii") == b"'a' \"b\" - - ... - x <= >="
    letters = "\u0141\u00f3d\u017a Stra\u00dfe e\u0301 \u00c6r\u00f8 a\u00a0b so\u00adft"
    assert output.encoded(letters, "ascii") == b"Lodz Strasse e AEro a b soft"


def test_a_number_never_becomes_another_number() -> None:
    written = output.encoded("5\u00bd mg, 10\u00b2, 10\u2079, 5 \u00b5g, \u0665", "ascii").decode()
    assert written == "5 1/2 mg, 10^2, 10<U+2079>, 5 microg, <U+0665>"


@given(st.text(), st.sampled_from([*FEW_LETTERS, "utf-8", "shift_jis", "cp037", "utf-16"]))
def test_whatever_the_letters_are_none_is_lost(text: str, encoding: str) -> None:
    written = output.encoded(text, encoding).decode(encoding)
    fitting = [letter for letter in text if output._fits(letter, encoding)]
    rest = iter(written)
    assert all(letter in rest for letter in fitting)  # each, in this order
    assert written.count("?") == text.count("?")


def test_a_message_passes_through_one_border(capfd: pytest.CaptureFixture[str]) -> None:
    output.say("one \x1b[2J\ntwo \u202e")
    assert capfd.readouterr().err == "one <U+001B>[2J\ntwo <U+202E>\n"


def test_an_error_without_words_of_its_own_is_still_told() -> None:
    assert output._reason(OSError())
    assert output._reason(OSError(9, "Bad file descriptor")) == "it is closed"
