"""Made pages are kept beside their fingerprints, and are never an error, only slower."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacli import __version__
from ketacli.digest import sha256_hex
from ketacli.library import compiled
from ketacli.library.compiled import Compiled, keep, kept, library_key
from ketacli.library.folder import Folder

Json = dict[str, Any]


class Place:
    """A library of two files and a folder for its pages, opened anew for each read."""

    def __init__(self, folder: Path) -> None:
        self.library = folder / "library"
        self.library.mkdir()
        (self.library / "a").write_text("a", encoding="utf-8")
        self.kept_in = folder / "kept"
        self.made = 0

    @property
    def file(self) -> Path:
        return self.kept_in / library_key(self.library) / "page.json"

    def read(self, made_for: str = "", read: Callable[[Json], Any] = dict.copy) -> Any:
        folder = Folder(self.library)

        def make() -> Json:
            self.made += 1
            return {"a": folder.read("a").decode(), "b": str(folder.read_if_there("b"))}

        return Compiled(folder, self.kept_in).fetch("page", made_for, make, read)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_a_page_is_made_once(place: Place) -> None:
    assert place.read() == place.read() == {"a": "a", "b": "None"}
    assert place.made == 1


def test_without_a_folder_each_page_is_made_anew(place: Place) -> None:
    folder = Folder(place.library)
    made = Compiled(folder, None).fetch("page", "", lambda: {"a": 1}, dict.copy)
    assert made == {"a": 1}
    assert not place.kept_in.exists()


def change_a(place: Place) -> None:
    (place.library / "a").write_text("A", encoding="utf-8")


def bring_b(place: Place) -> None:
    (place.library / "b").write_text("b", encoding="utf-8")


@pytest.mark.parametrize("edit", [change_a, bring_b])
def test_a_page_is_stale_when_a_file_that_it_was_made_from_changes(
    edit: Callable[[Place], None], place: Place
) -> None:
    before = place.read()
    edit(place)
    assert place.read() != before
    assert place.made == 2
    place.read()
    assert place.made == 2


def test_a_page_is_stale_when_it_is_made_for_something_else(place: Place) -> None:
    for made_for, made in (("one", 1), ("one", 1), ("two", 2), ("one", 3)):
        place.read(made_for)
        assert place.made == made


def test_a_page_of_another_version_is_stale(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.read()
    monkeypatch.setattr(compiled, "__version__", f"{__version__}.post1")
    place.read()
    assert place.made == 2


def test_what_an_earlier_page_read_counts_for_this_one_too(place: Place) -> None:
    folder = Folder(place.library)
    pages = Compiled(folder, place.kept_in)
    pages.fetch("first", "", lambda: {"a": folder.read("a").decode()}, dict.copy)
    pages.fetch("second", "", lambda: {"a": folder.read("a").decode()}, dict.copy)
    change_a(place)
    folder = Folder(place.library)
    pages = Compiled(folder, place.kept_in)
    found = pages.fetch("second", "", lambda: {"a": folder.read("a").decode()}, dict.copy)
    assert found == {"a": "A"}


def sealed(body: bytes) -> bytes:
    return sha256_hex(body).encode() + b"\n" + body


DAMAGED: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "cut short": lambda whole: whole[:-1],
    "cut after its digest": lambda whole: whole[:65],
    "one bit off": lambda whole: whole[:-2] + bytes([whole[-2] ^ 1]) + whole[-1:],
    "longer": lambda whole: whole + b" ",
    "another digest": lambda whole: b"0" * 64 + whole[64:],
    "no JSON": lambda _: sealed(b"nonsense"),
    "no text": lambda _: sealed(b"\xff"),
    "a list": lambda _: sealed(b"[]"),
    "a number": lambda _: sealed(b"3"),
    "nothing": lambda _: sealed(b"null"),
    "without names": lambda _: sealed(b"{}"),
    "lists in lists": lambda _: sealed(b"[" * 100_000),
    "inputs of another shape": lambda whole: sealed(
        whole[65:].replace(b'"inputs":{', b'"inputs":3,"x":{')
    ),
    "no inputs": lambda whole: sealed(whole[65:].replace(b'"inputs"', b'"imputs"')),
    "no page": lambda whole: sealed(whole[65:].replace(b'"page"', b'"pages"')),
    "no stamp": lambda whole: sealed(whole[65:].replace(b'"stamp"', b'"stomp"')),
}


@pytest.mark.parametrize("damage", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_page_counts_as_none_and_is_mended(
    damage: Callable[[bytes], bytes], place: Place
) -> None:
    sound = place.read()
    whole = place.file.read_bytes()
    assert damage(whole) != whole
    place.file.write_bytes(damage(whole))
    assert place.read() == sound
    assert place.made == 2
    assert place.file.read_bytes() == whole


@given(at=st.integers(0, 10_000), bit=st.integers(0, 7), cut=st.booleans())
def test_any_damage_counts_as_none(
    tmp_path_factory: pytest.TempPathFactory, at: int, bit: int, *, cut: bool
) -> None:
    place = Place(tmp_path_factory.mktemp("damaged"))
    sound = place.read()
    whole = bytearray(place.file.read_bytes())
    at %= len(whole)
    if cut:
        del whole[at:]
    elif at != 64:  # the line break after the digest may be anything
        whole[at] ^= 1 << bit
    place.file.write_bytes(whole)
    assert place.read() == sound


def test_a_page_that_cannot_be_read_as_values_counts_as_none(place: Place) -> None:
    place.read()

    def read(page: Json) -> str:
        if place.made == 1:
            raise KeyError("kept by other code")
        return str(page["a"])

    assert place.read(read=read) == "a"
    assert place.made == 2


def test_a_fault_in_reading_a_new_page_is_not_hidden(place: Place) -> None:
    def read(_: Json) -> str:
        raise KeyError("a bug")

    with pytest.raises(KeyError):
        place.read(read=read)


def into_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def into_a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def into_a_link(file: Path) -> None:
    file.rename(file.with_name("elsewhere"))
    file.symlink_to("elsewhere")


def into_a_dangling_link(file: Path) -> None:
    file.unlink()
    file.symlink_to("nothing")


def into_an_endless_device(file: Path) -> None:
    file.unlink()
    file.symlink_to("/dev/zero")


@pytest.mark.parametrize(
    "turn",
    [into_a_folder, into_a_pipe, into_a_link, into_a_dangling_link, into_an_endless_device],
)
def test_a_page_that_is_no_file_counts_as_none(turn: Callable[[Path], None], place: Place) -> None:
    sound = place.read()
    turn(place.file)
    assert place.read() == sound
    assert place.made == 2
    assert not (place.file.parent / "nothing").exists()


def test_a_link_in_place_of_a_page_is_replaced_and_not_written_through(place: Place) -> None:
    place.read()
    target = place.kept_in / "target"
    target.write_text("untouched", encoding="utf-8")
    place.file.unlink()
    place.file.symlink_to(target)
    place.read()
    assert target.read_text(encoding="utf-8") == "untouched"
    assert not place.file.is_symlink()


def test_a_folder_that_cannot_be_written_only_makes_the_next_start_slower(place: Place) -> None:
    place.kept_in.write_text("a file where the folder should be", encoding="utf-8")
    assert place.read() == place.read()
    assert place.made == 2


def test_a_full_disk_is_no_error(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert place.read() == {"a": "a", "b": "None"}
    assert list(place.file.parent.iterdir()) == []


def test_a_large_index_is_kept_whole(tmp_path: Path) -> None:
    """10,000 topics take some 10 MB."""
    page = {"topics": ["x" * 1000] * 10_000}
    keep(tmp_path, "index", page)
    assert kept(tmp_path, "index") == page
    assert kept(tmp_path, "none") is None


def test_names_of_files_that_are_no_text_are_kept(tmp_path: Path) -> None:
    page = {"name": os.fsdecode(b"caf\xe9"), "text": "é"}
    keep(tmp_path, "index", page)
    assert kept(tmp_path, "index") == page


def test_libraries_in_two_places_have_pages_of_their_own(tmp_path: Path) -> None:
    assert library_key(tmp_path / "a") != library_key(tmp_path / "b")
    assert library_key(Path(os.fsdecode(b"/caf\xe9"))).isalnum()
