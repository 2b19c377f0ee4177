"""The folder that leaflets are exported into: what is ours, what is done, what is left alone."""

import errno
import fcntl
import os
import stat
from json import dumps, loads
from pathlib import Path
from typing import Any

import pytest

from ketacli.cli import export_folder
from ketacli.cli.export_folder import ASIDE, JOURNAL, ExportFolder, Outcome, opened
from ketacli.errors import NotWrittenError

NAME = "a.txt"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "out"


def put(
    place: Path,
    content: bytes,
    made_from: str = "words",
    *,
    name: str = NAME,
    replace: bool = False,
) -> Outcome:
    """What a run does that writes one file."""
    with opened(os.fspath(place)) as folder:
        return folder.put(name, content, made_from, replace=replace)


def holds(place: Path, made_from: str = "words", name: str = NAME) -> bool:
    with opened(os.fspath(place)) as folder:
        return folder.holds(name, made_from)


def names(place: Path) -> list[str]:
    return sorted(file.name for file in place.iterdir())


def state(file: Path) -> tuple[int, int, int]:
    """What is another once a file was written anew, even with the same bytes."""
    about = file.stat()
    return about.st_ino, about.st_mtime_ns, about.st_ctime_ns


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


# What is done


def test_a_file_is_done_when_it_was_made_of_the_same_and_has_the_bytes_it_had_then(
    place: Path,
) -> None:
    assert not holds(place)
    assert put(place, b"one") is Outcome.WRITTEN
    assert (place / NAME).read_bytes() == b"one"
    assert holds(place)
    assert not holds(place, "other words")
    assert not holds(place, name="b.txt")
    (place / NAME).write_bytes(b"two")
    assert not holds(place)
    (place / NAME).write_bytes(b"one")
    assert holds(place)
    (place / NAME).unlink()
    assert not holds(place)


def test_a_file_that_was_put_back_from_an_older_copy_is_done_for_the_older_words_only(
    place: Path,
) -> None:
    put(place, b"one", "first")
    put(place, b"two", "second")
    (place / NAME).write_bytes(b"one")
    assert holds(place, "first")
    assert not holds(place, "second")


def test_the_same_bytes_are_not_written_again_and_are_known_from_then_on(place: Path) -> None:
    place.mkdir()
    (place / NAME).write_bytes(b"one")
    before = state(place / NAME)
    assert put(place, b"one") is Outcome.THERE
    assert holds(place)
    assert state(place / NAME) == before
    assert put(place, b"one") is Outcome.THERE
    assert len((place / JOURNAL).read_bytes().splitlines()) == 1


def test_who_only_looks_writes_nothing(place: Path) -> None:
    put(place, b"one")
    journal = state(place / JOURNAL)
    assert holds(place)
    assert state(place / JOURNAL) == journal


def test_many_files_of_one_run_are_all_noted(place: Path) -> None:
    with opened(os.fspath(place)) as folder:
        for number in range(10):
            folder.put(f"{number}.txt", b"content", f"words {number}", replace=False)
    assert all(holds(place, f"words {n}", f"{n}.txt") for n in range(10))
    assert names(place) == [JOURNAL, *(f"{n}.txt" for n in range(10))]


def test_the_journal_holds_names_and_digests_and_nothing_else(place: Path) -> None:
    put(place, b"one", "0" * 64)
    told = loads((place / JOURNAL).read_bytes())
    assert told.keys() == {"file", "bytes", "made_from"}
    assert told["file"] == NAME
    assert len(told["bytes"]) == 64


def test_the_journal_does_not_grow_for_ever(place: Path) -> None:
    for number in range(50):
        put(place, f"{number}".encode(), f"words {number}")
    assert len((place / JOURNAL).read_bytes().splitlines()) <= 5
    assert holds(place, "words 49")


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"\0\xff\n\n{",
        b"[]\n1\nnull\n",
        b'{"file": 1}\n',
        b"[" * 100_000,
        b'{"file": "a.txt", "bytes": "',
        b'{"file": "a.txt", "bytes": "x", "made_from": "words"}\n',
    ],
)
def test_a_damaged_journal_counts_as_none(place: Path, damage: bytes) -> None:
    put(place, b"one")
    (place / JOURNAL).write_bytes(damage)
    assert not holds(place)
    assert put(place, b"one") is Outcome.THERE
    assert holds(place)


def test_a_line_that_was_cut_off_takes_no_other_with_it(place: Path) -> None:
    put(place, b"one")
    put(place, b"two", "other", name="b.txt")
    whole = (place / JOURNAL).read_bytes()
    (place / JOURNAL).write_bytes(whole[:-30])
    assert holds(place)
    assert not holds(place, "other", "b.txt")
    assert put(place, b"two", "other", name="b.txt") is Outcome.THERE
    assert holds(place)


def test_what_stands_in_a_wrong_journal_is_never_enough(place: Path) -> None:
    put(place, b"one")
    line = {"file": NAME, "bytes": "", "made_from": "words"}
    (place / JOURNAL).write_text(dumps(line), encoding="utf-8")
    (place / NAME).unlink()
    assert not holds(place)
    (place / NAME).mkdir()
    assert not holds(place)


# What is left alone


def test_a_file_that_no_export_wrote_is_left_alone(place: Path) -> None:
    place.mkdir()
    (place / NAME).write_bytes(b"mine")
    assert put(place, b"one") is Outcome.FOREIGN
    assert (place / NAME).read_bytes() == b"mine"
    assert names(place) == [NAME]


def test_a_file_that_was_changed_since_is_left_alone(place: Path) -> None:
    put(place, b"one")
    (place / NAME).write_bytes(b"one, and a note of mine")
    assert put(place, b"two", "other words") is Outcome.FOREIGN
    assert (place / NAME).read_bytes() == b"one, and a note of mine"


def test_a_file_that_an_export_wrote_is_renewed(place: Path) -> None:
    put(place, b"one")
    assert put(place, b"two", "other words") is Outcome.WRITTEN
    assert (place / NAME).read_bytes() == b"two"


def test_a_foreign_file_is_replaced_where_that_is_asked_for_and_keeps_its_mode(place: Path) -> None:
    place.mkdir()
    (place / NAME).write_bytes(b"mine")
    (place / NAME).chmod(0o604)
    assert put(place, b"one", replace=True) is Outcome.WRITTEN
    assert (place / NAME).read_bytes() == b"one"
    assert mode(place / NAME) == 0o604
    assert holds(place)


@pytest.mark.parametrize("mask", [0o022, 0o077])
def test_a_new_file_and_a_new_folder_have_the_modes_that_the_user_gives(
    place: Path, mask: int
) -> None:
    before = os.umask(mask)
    try:
        put(place / "below", b"one")
    finally:
        os.umask(before)
    assert mode(place / "below" / NAME) == 0o666 & ~mask
    assert mode(place / "below") == 0o777 & ~mask


def test_a_disk_that_has_one_mode_for_all_files_is_no_fault(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    put(place, b"one")
    monkeypatch.setattr(os, "fchmod", refuse)
    assert put(place, b"two", "other words") is Outcome.WRITTEN


def test_a_link_is_never_followed(place: Path, tmp_path: Path) -> None:
    place.mkdir()
    outside = tmp_path / "outside"
    outside.write_bytes(b"secret")
    for link in (NAME, JOURNAL, ASIDE):
        (place / link).symlink_to(outside)
    assert put(place, b"one") is Outcome.FOREIGN
    assert (place / NAME).is_symlink()
    assert put(place, b"one", replace=True) is Outcome.WRITTEN
    assert outside.read_bytes() == b"secret"
    assert not (place / NAME).is_symlink()
    assert not (place / JOURNAL).is_symlink()
    assert holds(place)


def test_not_even_a_link_to_the_same_bytes_is_taken_for_the_file(
    place: Path, tmp_path: Path
) -> None:
    put(place, b"one")
    (place / NAME).rename(tmp_path / "outside")
    (place / NAME).symlink_to(tmp_path / "outside")
    assert not holds(place)
    assert put(place, b"one") is Outcome.FOREIGN


@pytest.mark.parametrize("replace", [False, True])
@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_what_is_no_file_is_left_alone_whatever_is_asked_for(
    place: Path,
    kind: str,
    replace: bool,
) -> None:
    place.mkdir()
    os.mkfifo(place / NAME) if kind == "pipe" else (place / NAME).mkdir()
    assert put(place, b"one", replace=replace) is Outcome.FOREIGN
    assert not (place / NAME).is_file()


def test_another_name_of_the_same_file_keeps_the_old_words(place: Path, tmp_path: Path) -> None:
    put(place, b"one")
    (tmp_path / "copy").hardlink_to(place / NAME)
    put(place, b"two", "other words")
    assert (tmp_path / "copy").read_bytes() == b"one"


# Faults


def test_a_run_that_ends_before_a_file_has_its_name_leaves_the_old_one_and_knows_it(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(place, b"one")

    def killed(source: str, target: str, **folders: int) -> None:
        if target == NAME:
            raise KeyboardInterrupt
        real(source, target, **folders)

    real = os.replace
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            put(place, b"two", "other words")
    assert names(place) == [JOURNAL, NAME]
    assert (place / NAME).read_bytes() == b"one"
    assert holds(place)
    assert not holds(place, "other words")
    assert put(place, b"three", "newer words") is Outcome.WRITTEN


def test_a_run_that_was_killed_after_a_file_got_its_name_knows_it_for_its_own(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def renamed_and_killed(source: str, target: str, **folders: int) -> None:
        real(source, target, **folders)
        if target == NAME:
            raise KeyboardInterrupt

    real = os.replace
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", renamed_and_killed)
        with pytest.raises(KeyboardInterrupt):
            put(place, b"one")
    assert holds(place)
    assert put(place, b"two", "other words") is Outcome.WRITTEN


def test_what_a_killed_run_left_aside_is_tidied_up_by_the_next(place: Path) -> None:
    put(place, b"one")
    (place / ASIDE).write_bytes(b"half")
    assert holds(place)
    assert names(place) == [JOURNAL, NAME]
    (place / ASIDE).write_bytes(b"half")
    assert put(place, b"two", "other words") is Outcome.WRITTEN
    assert names(place) == [JOURNAL, NAME]


@pytest.mark.parametrize("step", ["open", "write", "fsync", "replace"])
def test_a_disk_that_refuses_is_told_and_the_old_file_stays(
    place: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def refuse(*arguments: Any, **named: Any) -> Any:
        if step != "open" or arguments[0] == ASIDE:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*arguments, **named)

    put(place, b"one")
    real = getattr(os, step)
    with monkeypatch.context() as patch:
        patch.setattr(os, step, refuse)
        with pytest.raises(NotWrittenError) as fault:
            put(place, b"two", "other words")
    assert fault.value.what == os.fspath(place / NAME)
    assert fault.value.reason == "no space left on device"
    assert (place / NAME).read_bytes() == b"one"
    assert names(place) == [JOURNAL, NAME]
    assert holds(place)


def test_a_name_that_is_too_long_leaves_nothing_and_is_no_fault_of_the_folder(place: Path) -> None:
    name = f"{'x' * 252}.txt"
    assert put(place, b"one", name=name) is Outcome.TOO_LONG
    assert put(place, b"one", name=name, replace=True) is Outcome.TOO_LONG
    assert not holds(place, name=name)
    assert names(place) == []
    assert put(place, b"one", name=name[1:]) is Outcome.WRITTEN
    with opened(os.fspath(place)) as folder:
        assert not folder.has(name)
        assert folder.has(name[1:])


def test_a_system_that_does_not_tell_what_is_there_is_told(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **_named: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with opened(os.fspath(place)) as folder, monkeypatch.context() as patch:
        patch.setattr(os, "stat", refuse)
        with pytest.raises(NotWrittenError) as fault:
            folder.has(NAME)
    assert fault.value.what == os.fspath(place / NAME)
    assert fault.value.reason == "input/output error"


def test_two_runs_do_not_write_into_one_folder_at_once(place: Path) -> None:
    at_once = pytest.raises(NotWrittenError, match="another export is writing there")
    with opened(os.fspath(place)), at_once:
        put(place, b"one")
    assert put(place, b"one") is Outcome.WRITTEN


def test_a_disk_that_knows_no_locks_is_no_fault(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    assert put(place, b"one") is Outcome.WRITTEN


def test_no_descriptor_is_left_open(place: Path) -> None:
    put(place, b"one")
    (place / "b.txt").mkdir()
    before = len(list(Path("/dev/fd").iterdir()))
    for number in range(5):
        put(place, f"{number}".encode(), f"{number}")
        put(place, b"one", name="b.txt")
        holds(place, name="b.txt")
    assert len(list(Path("/dev/fd").iterdir())) == before


# The place


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("file", "a file is in its place"),
        ("file/below", "not a directory"),
        ("dangling", "no such file or directory"),
        ("dangling/below", "no such file or directory"),
        ("loop", "too many levels of symbolic links"),
        ("x" * 300, "file name too long"),
    ],
)
def test_what_can_be_no_folder_is_found_out_early(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "dangling").symlink_to("nowhere")
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(NotWrittenError, match=reason):
        export_folder.check(os.fspath(tmp_path / name))


def test_a_folder_that_is_there_or_can_be_made_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    monkeypatch.chdir(tmp_path)
    for name in (tmp_path, tmp_path / "link", tmp_path / "a" / "b" / "c", ".", "a", "a/"):
        export_folder.check(os.fspath(name))
    assert names(tmp_path) == ["link"]


def test_a_folder_that_cannot_be_written_to_is_found_out_early(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(NotWrittenError, match="nothing can be written there"):
        export_folder.check(os.fspath(tmp_path / "new"))


def test_a_folder_that_went_wrong_since_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotWrittenError, match="file exists"):
        put(tmp_path / "file", b"one")


def test_a_folder_that_is_swapped_for_a_link_meanwhile_leads_nowhere_else(
    place: Path, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    with opened(os.fspath(place)) as folder:
        place.rename(tmp_path / "moved")
        place.symlink_to(tmp_path / "elsewhere")
        assert folder.put(NAME, b"one", "words", replace=False) is Outcome.WRITTEN
    assert names(tmp_path / "elsewhere") == []
    assert names(tmp_path / "moved") == [JOURNAL, NAME]


def test_who_asks_whether_something_is_there_is_told_of_links_too(place: Path) -> None:
    with opened(os.fspath(place)) as folder:
        assert isinstance(folder, ExportFolder)
        assert not folder.has(NAME)
        (place / NAME).symlink_to("nowhere")
        assert folder.has(NAME)
