"""Only regular files below the folder are read, whatever lies there in their place."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from ketacli.errors import ContentError
from ketacli.library.folder import MOST_BYTES, Folder, is_there, is_topic_id

Put = Callable[[Path], None]


def rule(folder: Path, name: str) -> str:
    with pytest.raises(ContentError) as caught:
        Folder(folder).read(name)
    (problem,) = caught.value.problems
    return problem.rule


def into_a_pipe(file: Path) -> None:
    os.mkfifo(file)


def into_a_folder(file: Path) -> None:
    file.mkdir()


def into_a_socket(file: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.fspath(file))


def into_a_link_out_of_the_folder(file: Path) -> None:
    outside = file.parents[1] / "outside.yaml"
    outside.write_text("title: From outside", encoding="utf-8")
    file.symlink_to(outside)


def into_a_link_to_a_neighbour(file: Path) -> None:
    (file.parent / "neighbour.yaml").write_text("title: From beside", encoding="utf-8")
    file.symlink_to("neighbour.yaml")


def into_a_dangling_link(file: Path) -> None:
    file.symlink_to("nothing")


def into_a_loop(file: Path) -> None:
    file.symlink_to(file.name)


def into_a_link_to_an_endless_device(file: Path) -> None:
    file.symlink_to("/dev/zero")


def into_eight_gigabytes_of_nothing(file: Path) -> None:
    with file.open("wb") as stream:
        stream.truncate(8_000_000_000)


HOSTILE: dict[Put, str] = {
    into_a_pipe: "file-kind",
    into_a_folder: "file-kind",
    into_a_socket: "file-unreadable",
    into_a_link_out_of_the_folder: "file-unreadable",
    into_a_link_to_a_neighbour: "file-unreadable",
    into_a_dangling_link: "file-unreadable",
    into_a_loop: "file-unreadable",
    into_a_link_to_an_endless_device: "file-unreadable",
    into_eight_gigabytes_of_nothing: "file-size",
}


@pytest.fixture
def below(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("turn", HOSTILE, ids=lambda turn: turn.__name__)
def test_a_file_that_is_turned_into_something_else_is_refused(turn: Put, below: Path) -> None:
    turn(below / "file.yaml")
    assert rule(below, "file.yaml") == HOSTILE[turn]
    assert Folder(below).digest("file.yaml") == ""


def test_a_folder_on_the_way_that_is_a_link_is_refused(below: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "file.yaml").write_text("a: b", encoding="utf-8")
    (below / "en").symlink_to(tmp_path / "outside")
    assert rule(below, "en/file.yaml") == "file-unreadable"


def test_a_file_where_a_folder_should_be_is_refused(below: Path) -> None:
    (below / "en").write_text("a: b", encoding="utf-8")
    assert rule(below, "en/file.yaml") == "file-unreadable"


@pytest.mark.parametrize("name", ["../outside.yaml", "en/../../outside.yaml", "/etc/hostname"])
def test_a_name_that_leads_out_of_the_folder_is_refused(name: str, below: Path) -> None:
    (below / "en").mkdir()
    (below.parent / "outside.yaml").write_text("a: b", encoding="utf-8")
    assert rule(below, name) == "file-unreadable"


def test_a_name_with_a_nul_is_refused(below: Path) -> None:
    assert rule(below, "a\0b") == "file-unreadable"


@pytest.mark.parametrize("name", ["none.yaml", "none/none.yaml", "a" * 300, f"{'a' * 300}/b"])
def test_a_file_that_cannot_be_there_is_missing(name: str, below: Path) -> None:
    assert Folder(below).read_if_there(name) is None
    assert rule(below, name) == "file-missing"
    assert Folder(below).digest(name) == ""


def test_a_file_of_the_largest_size_is_read_whole(below: Path) -> None:
    (below / "file").write_bytes(b"x" * MOST_BYTES)
    assert Folder(below).read("file") == b"x" * MOST_BYTES
    (below / "file").write_bytes(b"x" * (MOST_BYTES + 1))
    assert rule(below, "file") == "file-size"


def test_a_file_that_grows_while_it_is_read_is_refused(
    below: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (below / "file").write_bytes(b"x")
    monkeypatch.setattr(os, "read", lambda _descriptor, most: b"x" * (most // 2 + 1))
    assert rule(below, "file") == "file-size"


def test_a_file_that_comes_in_pieces_is_read_whole(
    below: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (below / "file").write_bytes(b"in pieces")
    read = os.read
    monkeypatch.setattr(os, "read", lambda descriptor, _most: read(descriptor, 2))
    assert Folder(below).read("file") == b"in pieces"


def test_what_was_read_stays_as_it_was_until_it_is_forgotten(below: Path) -> None:
    (below / "file").write_bytes(b"before")
    folder = Folder(below)
    assert folder.read("file") == b"before"
    (below / "file").write_bytes(b"after")
    assert folder.read("file") == b"before"
    assert folder.names_read() == ("file",)
    folder.forget()
    assert folder.names_read() == ()
    assert folder.read("file") == b"after"


def test_reading_leaves_nothing_open(below: Path) -> None:
    (below / "en").mkdir()
    (below / "en" / "file").write_bytes(b"x")
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - numbers, not paths
    folder = Folder(below)
    for name in ("en/file", "en/none", "none/file", "en"):
        folder.digest(name)
        folder.forget()
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208


def test_files_are_named_from_where_the_author_stands(
    below: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(below.parent)
    assert Folder(below).display("en/file.yaml") == "library/en/file.yaml"
    monkeypatch.chdir("/")
    monkeypatch.setattr(Path, "cwd", lambda: below / "elsewhere")
    assert Folder(below).display("en/file.yaml") == os.fspath(below / "en/file.yaml")


def test_files_have_names_where_the_working_folder_is_gone(
    below: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> Path:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "cwd", gone)
    assert Folder(below).display("file.yaml") == os.fspath(below / "file.yaml")


def test_a_folder_that_is_not_there_has_no_entries(below: Path) -> None:
    (below / "b").mkdir()
    (below / "a").write_bytes(b"")
    assert [entry.name for entry in Folder(below).entries(".")] == ["a", "b"]
    assert Folder(below).entries("none") == ()


@pytest.mark.parametrize("name", ["a", "a-b", "0", "how-ketamine-works", "2-2"])
def test_small_letters_and_digits_with_hyphens_between_name_a_topic(name: str) -> None:
    assert is_topic_id(name)


@pytest.mark.parametrize(
    "name", ["", "A", "a_b", "-a", "a-", "a--b", "a b", "é", "ⅷ", "a\n", "../a", "a.b", "\x1b[2J"]
)
def test_no_other_name_is_that_of_a_topic(name: str) -> None:
    assert not is_topic_id(name)


def test_only_what_cannot_exist_is_not_there(below: Path) -> None:
    (below / "link").symlink_to("nothing")
    (below / "file").write_bytes(b"")
    assert is_there(below)
    assert is_there(below / "link")
    for name in ("none", "file/none", "a" * 300, "a\0b"):
        assert not is_there(below / name)


def test_what_may_not_be_looked_at_counts_as_there(
    below: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "lstat", refused)
    assert is_there(below / "library.yaml")


def test_a_file_that_may_not_be_read_is_refused(
    below: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> int:  # root, who runs tests, may read everything
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refused)
    assert rule(below, "file") == "file-unreadable"
