import errno
import os
from pathlib import Path

import pytest

from ketacli.publishing.rights import Rights, change_mode, hand_over, rights_of

NOBODY = 65_533
"""Neither who runs these tests, nor a group of theirs."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder").chmod(0o2751)
    return tmp_path / "folder"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "file").chmod(0o600)
    return tmp_path / "file"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """Whom things were to be given to. None is given away."""
    calls: list[tuple[int, int]] = []

    def refuse(_file: Path, owner: int, group: int) -> None:
        calls.append((owner, group))
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "chown", refuse)
    return calls


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o7777


def test_a_folder_and_a_file_are_made_like_a_folder(folder: Path, file: Path) -> None:
    rights = rights_of(folder)
    assert rights == Rights(folder.stat().st_uid, folder.stat().st_gid, mode(folder))
    assert rights.give_file(file)
    assert mode(file) == 0o640
    (folder.parent / "other").mkdir()
    assert rights.give_folder(folder.parent / "other")
    assert mode(folder.parent / "other") == mode(folder)


def test_in_a_closed_folder_one_can_build_until_it_is_done(folder: Path, file: Path) -> None:
    rights = rights_of(folder)
    assert not rights.closed
    rights = rights._replace(mode=0o555)
    assert rights.closed
    rights.give_folder(folder)
    rights.give_file(file)
    assert (mode(folder), mode(file)) == (0o755, 0o444)


def test_what_is_right_already_is_not_touched(
    folder: Path, file: Path, asked: list[tuple[int, int]]
) -> None:
    before = file.stat().st_ctime_ns
    rights = rights_of(folder)._replace(mode=0o700)
    assert rights.give_file(file)
    assert file.stat().st_ctime_ns == before
    assert asked == []


def test_things_are_given_to_whom_they_should_belong(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[tuple[Path, int, int]] = []
    monkeypatch.setattr(os, "chown", lambda *what: given.append(what))
    assert hand_over(file, NOBODY, NOBODY)
    assert given == [(file, NOBODY, NOBODY)]


def test_who_may_not_give_things_away_tries_the_group(
    folder: Path, file: Path, asked: list[tuple[int, int]]
) -> None:
    rights = rights_of(folder)._replace(owner=NOBODY, group=NOBODY)
    assert not rights.give_file(file)
    assert asked == [(NOBODY, NOBODY), (-1, NOBODY)]
    assert mode(file) == 0o640


@pytest.mark.parametrize(("owner", "all_given"), [(None, True), (NOBODY, False)])
def test_a_group_alone_is_better_than_nothing(
    file: Path, monkeypatch: pytest.MonkeyPatch, owner: int | None, *, all_given: bool
) -> None:
    def only_group(_file: Path, owner: int, _group: int) -> None:
        if owner != -1:
            raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "chown", only_group)
    whom = file.stat().st_uid if owner is None else owner
    assert hand_over(file, whom, NOBODY) is all_given


def test_other_faults_are_faults(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_what: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "chown", fail)
    with pytest.raises(OSError, match="Input/output"):
        hand_over(file, NOBODY, NOBODY)


def test_a_mode_that_may_not_be_changed_stays(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_file: Path, _mode: int) -> None:
        raise OSError(errno.ENOTSUP, "Operation not supported")

    monkeypatch.setattr(Path, "chmod", refuse)
    change_mode(file, 0o644)
    assert mode(file) == 0o600
