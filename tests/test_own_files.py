"""Private files: ours or not at all, whole or not at all."""

import os
import stat
import threading
from pathlib import Path

import pytest

from ketacli.own_files import read_own, replace_whole, write_own


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / "file"
    for content in (b"", b"one", bytes(range(256)) * 1000):
        write_own(file, content)
        assert read_own(file, 1_000_000) == content
    assert read_own(file, 3) == b"\x00\x01\x02"
    assert [found.name for found in file.parent.iterdir()] == ["file"]


def test_files_and_folders_are_private(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_own(tmp_path / "new" / "file", b"")
    finally:
        os.umask(before)
    assert mode(tmp_path / "new" / "file") == 0o600
    assert mode(tmp_path / "new") == 0o700


def test_a_mask_that_takes_too_much_away_is_made_up_for(tmp_path: Path) -> None:
    before = os.umask(0o777)
    try:
        replace_whole(tmp_path / "file", b"content", 0o640)
    finally:
        os.umask(before)
    assert mode(tmp_path / "file") == 0o640


def test_what_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_own(tmp_path / "file", 10)


def test_a_file_behind_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"content")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(OSError, match="link"):
        read_own(tmp_path / "link", 10)


def test_what_is_no_regular_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    held = os.open(tmp_path / "pipe", os.O_RDWR)  # somebody holds it open and writes nothing
    try:
        for file in (tmp_path / "pipe", tmp_path, Path("/dev/null")):
            with pytest.raises(PermissionError):
                read_own(file, 10)
    finally:
        os.close(held)


def test_the_file_of_another_user_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_own(tmp_path / "file", b"content")
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(PermissionError):
        read_own(tmp_path / "file", 10)


def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    write_own(tmp_path / "file", b"content")
    before = len(list(Path("/dev/fd").iterdir()))
    for file in (tmp_path / "file", tmp_path):
        for _ in range(10):
            try:
                read_own(file, 10)
            except PermissionError:
                continue
    assert len(list(Path("/dev/fd").iterdir())) == before


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_own(tmp_path / "link", b"new")
    assert (tmp_path / "real").read_bytes() == b"old"
    assert not (tmp_path / "link").is_symlink()


@pytest.mark.parametrize("step", ["open", "fchmod", "fsync", "replace"])
@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_whatever_step_fails_the_old_file_stays_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, fault: BaseException
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise fault

    file = tmp_path / "file"
    file.write_bytes(b"old")
    with monkeypatch.context() as patch:
        patch.setattr(Path if step == "replace" else os, step, fail)
        with pytest.raises(type(fault)):
            replace_whole(file, b"new", 0o600)
    assert [found.name for found in tmp_path.iterdir()] == ["file"]
    assert file.read_bytes() == b"old"


@pytest.mark.parametrize("kind", ["link", "hard link", "pipe", "folder"])
def test_what_lies_in_the_place_of_the_file_aside_is_neither_written_to_nor_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    (tmp_path / "real").write_bytes(b"old")
    monkeypatch.setattr(os, "urandom", bytes)
    aside = tmp_path / ".ketacli-0"
    match kind:
        case "link":
            aside.symlink_to(tmp_path / "real")
        case "hard link":
            aside.hardlink_to(tmp_path / "real")
        case "pipe":
            os.mkfifo(aside)  # a writer would wait for a reader
        case _:
            aside.mkdir()
    with pytest.raises(FileExistsError):
        replace_whole(tmp_path / "file", b"new", 0o600)
    assert (tmp_path / "real").read_bytes() == b"old"
    assert sorted(file.name for file in tmp_path.iterdir()) == [aside.name, "real"]


def test_nobody_can_tell_beforehand_what_the_file_aside_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = []
    rename = Path.replace

    def note(file: Path, target: Path) -> Path:
        names.append(file.name)
        return rename(file, target)

    monkeypatch.setattr(Path, "replace", note)
    for _ in range(3):
        replace_whole(tmp_path / "file", b"new", 0o600)
    assert len(set(names)) == 3


def test_a_name_may_be_as_long_as_the_system_allows(tmp_path: Path) -> None:
    file = tmp_path / ("x" * 255)
    write_own(file, b"content")
    assert read_own(file, 100) == b"content"


def test_a_disk_that_has_one_mode_for_all_files_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "fchmod", refuse)
    write_own(tmp_path / "file", b"content")
    assert (tmp_path / "file").read_bytes() == b"content"
    assert mode(tmp_path / "file") == 0o600


def test_a_reader_finds_the_old_file_or_the_new_one_at_every_moment(tmp_path: Path) -> None:
    file = tmp_path / "file"
    contents = (b"a" * 100_000, b"b" * 100_000)
    write_own(file, contents[0])
    found: set[bytes] = set()
    done = threading.Event()

    def keep_on_reading() -> None:
        while not done.is_set():
            found.add(read_own(file, 1_000_000))

    reader = threading.Thread(target=keep_on_reading)
    reader.start()
    for turn in range(100):
        write_own(file, contents[turn % 2])
    done.set()
    reader.join()
    assert found <= set(contents)
