import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ketacli.publishing import system
from ketacli.publishing.place import Left, Place, place
from ketacli.publishing.state import HIDDEN, MANIFEST, NOTHING, hidden
from ketacli.publishing.switching import seal, switch

EMPTY = b'{"format": 1, "files": {}}'


@pytest.fixture
def taken(tmp_path: Path) -> Iterator[Place]:
    """A site whose new state is ready."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / MANIFEST).write_bytes(EMPTY)
    with place(os.fspath(tmp_path / "site")) as one:
        one.new.mkdir()
        (one.new / "index.html").write_bytes(b"new")
        yield one


@pytest.fixture
def no_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "exchange", lambda _one, _other: False)


def refuse_renames(monkeypatch: pytest.MonkeyPatch, refused: Callable[[Path], bool]) -> None:
    real = Path.rename

    def rename(path: Path, target: Path) -> Path:
        if refused(path):
            raise OSError(5, "Input/output error")
        return real(path, target)

    monkeypatch.setattr(Path, "rename", rename)


def test_the_new_state_takes_the_place_of_the_old(taken: Place) -> None:
    assert switch(taken)
    assert [file.name for file in taken.root.iterdir()] == ["index.html"]
    assert [file.name for file in taken.new.iterdir()] == [MANIFEST]


@pytest.mark.parametrize("at_once", [True, False])
def test_a_folder_that_nobody_may_write_to_is_renewed_and_stays_so(
    taken: Place, monkeypatch: pytest.MonkeyPatch, *, at_once: bool
) -> None:
    if not at_once:
        monkeypatch.setattr(system, "exchange", lambda _one, _other: False)
    taken.root.chmod(0o555)
    assert switch(taken) is at_once
    assert taken.root.stat().st_mode & 0o777 == 0o555
    assert seal(taken, NOTHING) == ()
    assert taken.root.stat().st_mode & 0o777 == 0o555
    assert {file.name for file in taken.root.iterdir()} == {"index.html", HIDDEN}
    assert not [*taken.yard.iterdir()]


def test_if_a_closed_folder_cannot_be_renewed_it_is_closed_again(
    taken: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_one: Path, _other: Path) -> bool:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(system, "exchange", refuse)
    taken.root.chmod(0o555)
    with pytest.raises(OSError, match="Input/output"):
        switch(taken)
    assert taken.root.stat().st_mode & 0o777 == 0o555


@pytest.mark.usefixtures("no_exchange")
def test_if_nothing_can_be_moved_any_more_that_is_told(
    taken: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken.root.chmod(0o555)
    refuse_renames(monkeypatch, lambda path: path != taken.root)
    with pytest.raises(OSError, match="Input/output"):
        switch(taken)
    monkeypatch.undo()
    assert taken.old.exists()


def test_a_first_state_gets_its_name(taken: Place) -> None:
    (taken.root / MANIFEST).unlink()
    taken.root.rmdir()
    assert switch(taken)
    assert [file.name for file in taken.root.iterdir()] == ["index.html"]
    assert not taken.new.exists()


@pytest.mark.usefixtures("no_exchange")
def test_where_names_cannot_be_exchanged_it_takes_two_steps(taken: Place) -> None:
    assert not switch(taken)
    assert [file.name for file in taken.root.iterdir()] == ["index.html"]
    seal(taken, NOTHING)
    assert not taken.old.exists()


@pytest.mark.usefixtures("no_exchange")
def test_if_the_second_step_fails_the_first_is_taken_back(
    taken: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_renames(monkeypatch, lambda path: path == taken.new)
    with pytest.raises(OSError, match="Input/output"):
        switch(taken)
    assert [file.name for file in taken.root.iterdir()] == [MANIFEST]


def test_the_hidden_file_can_be_read_by_whom_the_folder_can(taken: Place) -> None:
    taken.new.chmod(0o750)
    switch(taken)
    seal(taken, NOTHING)
    assert (taken.root / HIDDEN).stat().st_mode & 0o777 == 0o640


def test_what_cannot_be_thrown_away_is_told_and_the_new_state_stands(
    taken: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.unlink

    def refuse(name: str, **how: int) -> None:
        if name == MANIFEST:
            raise PermissionError(13, "Permission denied", name)
        real(name, **how)

    switch(taken)
    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", refuse)
        left = seal(taken, NOTHING)
    assert left == (Left(taken.yard / "left-1" / MANIFEST, "permission denied"),)
    assert {file.name for file in taken.root.iterdir()} == {"index.html", HIDDEN}
    assert not taken.new.exists()


def test_the_hidden_file_is_the_youngest_of_all(taken: Place) -> None:
    os.link(taken.root / MANIFEST, taken.new / MANIFEST)
    switch(taken)
    seal(taken, NOTHING)
    about = (taken.root / HIDDEN).stat()
    assert (taken.root / HIDDEN).read_bytes() == hidden(NOTHING, about.st_ino)
    others = (file.stat().st_ctime_ns for file in taken.root.iterdir() if file.name != HIDDEN)
    assert max(others) < min(about.st_mtime_ns, about.st_ctime_ns)
    assert not taken.new.exists()
    assert not taken.seal.exists()
