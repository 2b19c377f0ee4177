import errno
import fcntl
import os
from pathlib import Path

import pytest

from ketacli.errors import NotWrittenError
from ketacli.publishing.place import Left, clear, place, reason
from ketacli.publishing.state import HIDDEN, MANIFEST, State, manifest
from support.mounts import pretend_mounted
from support.publishing import beside


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with nothing in it."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / MANIFEST).write_bytes(manifest(State({}, {})))
    return folder


def refusal(target: object) -> str:
    """Why nothing can be published there."""
    with pytest.raises(NotWrittenError) as caught, place(os.fspath(str(target))):
        pass  # pragma: no cover - it is refused
    assert caught.value.what == str(target)
    return caught.value.reason


def test_a_folder_that_is_not_there_yet_is_a_place(tmp_path: Path) -> None:
    with place(os.fspath(tmp_path / "site")) as taken:
        assert taken.root == tmp_path / "site"
        assert taken.yard.parent == tmp_path
        assert not taken.root.exists()
    assert not [*tmp_path.iterdir()]


def test_an_empty_folder_and_a_site_are_places(site: Path) -> None:
    for _ in range(2):
        with place(os.fspath(site)) as taken:
            assert taken.root == site
        (site / MANIFEST).unlink(missing_ok=True)
    assert not beside(site)


def test_behind_a_link_the_folder_itself_is_the_place(site: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("site")
    with place(os.fspath(tmp_path / "link")) as taken:
        assert taken.root == site


def test_a_file_is_no_place(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"theirs")
    assert refusal(tmp_path / "file") == "it is no folder"
    assert (tmp_path / "file").read_bytes() == b"theirs"
    assert not beside(tmp_path / "file")


def test_a_link_to_itself_is_no_place(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("link")
    assert refusal(tmp_path / "link") == "it is no folder"


def test_a_folder_of_somebody_else_is_no_place(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "index.html").write_bytes(b"theirs")
    assert "no site" in refusal(tmp_path / "theirs")
    assert [file.name for file in (tmp_path / "theirs").iterdir()] == ["index.html"]


@pytest.mark.parametrize("below", ["", "en"])
def test_the_folder_that_one_stands_in_is_no_place(
    site: Path, monkeypatch: pytest.MonkeyPatch, below: str
) -> None:
    (site / "en").mkdir()
    monkeypatch.chdir(site / below)
    assert refusal(site) == "you stand in it; go to another folder first"
    if not below:
        assert refusal(".") == "you stand in it; go to another folder first"


def test_one_who_stands_in_a_folder_that_is_gone_may_publish_elsewhere(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    with place(os.fspath(site)) as taken:
        assert taken.root == site


def test_a_file_system_of_its_own_is_no_place(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.lstat

    def mounted(path: Path) -> os.stat_result:
        about = real(path)
        other = (*about[:2], about.st_dev + (path == site), *about[3:])
        return os.stat_result(other)

    monkeypatch.setattr(Path, "lstat", mounted)
    assert "file system of its own" in refusal(site)


def test_a_folder_that_is_bound_is_no_place(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend_mounted(monkeypatch, tmp_path / "mounts", site)
    assert refusal(site) == "it is a file system of its own; publish in a folder of it"
    assert (site / MANIFEST).exists()
    assert not beside(site)


def test_a_folder_with_something_mounted_in_it_is_no_place(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend_mounted(monkeypatch, tmp_path / "mounts", site / "en/own", tmp_path / "site2")
    said = "en/own in it is a file system of its own; take that away, or publish elsewhere"
    assert refusal(site) == said
    pretend_mounted(monkeypatch, tmp_path / "mounts", tmp_path / "site2", tmp_path)
    with place(os.fspath(site)) as taken:
        assert taken.root == site


def test_without_a_folder_to_be_in_there_is_no_place(tmp_path: Path) -> None:
    said = f"no such file or directory ({tmp_path / 'missing'})"
    assert refusal(tmp_path / "missing" / "site") == said


def test_a_file_that_cannot_be_read_is_named_as_it_is_called_there(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(file: Path) -> None:
        raise PermissionError(13, "Permission denied", os.fspath(file / MANIFEST))

    monkeypatch.setattr("ketacli.publishing.place.read", refuse)
    assert refusal(site) == f"permission denied ({MANIFEST})"


@pytest.mark.parametrize("name", ["with\0nothing", "x" * 300])
def test_what_cannot_be_a_name_is_told(tmp_path: Path, name: str) -> None:
    assert refusal(tmp_path / name) in {"it is no name of a folder", "file name too long"}


def test_the_second_of_two_is_sent_away(site: Path) -> None:
    with place(os.fspath(site)):
        assert "somebody else" in refusal(site)
        assert beside(site)
    assert not beside(site)


def test_one_that_comes_when_another_goes_gets_the_place(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = fcntl.flock
    calls: list[int] = []

    def late(lock: int, how: int) -> None:
        if not calls:
            calls.append(lock)
            (yard,) = [found for found in site.parent.iterdir() if found.name.startswith(".")]
            yard.rmdir()
        real(lock, how)

    monkeypatch.setattr(fcntl, "flock", late)
    with place(os.fspath(site)) as taken:
        assert taken.yard.is_dir()
        assert taken.lock


def test_a_lock_that_cannot_be_had_is_told(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_lock: int, _how: int) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    assert refusal(site) == "no locks available"


def test_what_a_killed_run_left_is_swept(site: Path) -> None:
    yard = site.with_name(".site.ketacli")
    for name in ("new/en", "old/en", "press-17/0"):
        (yard / name).mkdir(parents=True)
    (yard / "seal").write_bytes(b"")
    (yard / "theirs").write_bytes(b"")
    with place(os.fspath(site)) as taken:
        assert [found.name for found in taken.yard.iterdir()] == ["theirs"]
    assert (yard / "theirs").exists()


def test_a_site_that_a_killed_run_had_moved_is_put_back(site: Path) -> None:
    yard = site.with_name(".site.ketacli")
    yard.mkdir()
    site.rename(yard / "old")
    with place(os.fspath(site)):
        assert (site / MANIFEST).exists()


def test_a_site_that_cannot_be_put_back_is_told(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    yard = site.with_name(".site.ketacli")
    yard.mkdir()
    site.rename(yard / "old")

    def fail(path: Path, _target: Path) -> Path:
        raise PermissionError(errno.EPERM, "Operation not permitted", os.fspath(path))

    monkeypatch.setattr(Path, "rename", fail)
    assert refusal(site) == f"operation not permitted ({yard / 'old'})"
    assert (yard / "old" / MANIFEST).exists()


def test_what_cannot_be_swept_is_told_and_is_in_nobodys_way(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    yard = site.with_name(".site.ketacli")
    for name in ("new/en/file", "new/en/other", "old/file", "press-1/file"):
        (yard / name).parent.mkdir(parents=True, exist_ok=True)
        (yard / name).write_bytes(b"")
    (yard / "new/en/link").symlink_to("..")
    refuse(monkeypatch, "unlink", "file")
    with place(os.fspath(site)) as taken:
        left = {about.path: about.reason for about in taken.left}
        assert not taken.new.exists()
        taken.new.mkdir()
    assert set(left.values()) == {"permission denied"}
    assert len(left) == 3
    assert [file for file in yard.rglob("*") if file.name in {"other", "link", "new"}] == []
    assert {file for file in yard.rglob("*") if file.is_file()} == left.keys()
    monkeypatch.undo()
    with place(os.fspath(site)) as taken:
        assert taken.left == ()
    assert not beside(site)


@pytest.mark.parametrize("top", [True, False])
def test_a_folder_that_cannot_be_opened_is_told_as_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, top: bool
) -> None:
    closed = tmp_path / "new" if top else tmp_path / "new" / "closed"
    (closed / "in").mkdir(parents=True)
    left = tmp_path / "left-1" if top else tmp_path / "left-1" / "closed"
    refuse(monkeypatch, "open", os.fspath(left) if top else left.name)
    assert clear(tmp_path) == (Left(left, "permission denied"),)
    assert (left / "in").exists()


def test_what_is_mounted_in_an_old_state_is_not_looked_into(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    yard = site.with_name(".site.ketacli")
    (yard / "new" / "own").mkdir(parents=True)
    (yard / "new" / "own" / "precious").write_bytes(b"theirs")
    pretend_mounted(monkeypatch, tmp_path / "mounts", yard / "left-1" / "own")
    with place(os.fspath(site)) as taken:
        said = "it is a file system of its own"
        assert taken.left == (Left(yard / "left-1" / "own", said),)
    assert (yard / "left-1" / "own" / "precious").read_bytes() == b"theirs"


def test_folders_that_nobody_may_write_to_are_swept(site: Path) -> None:
    yard = site.with_name(".site.ketacli")
    (yard / "new" / "en" / "small").mkdir(parents=True)
    for folder in (yard / "new" / "en", yard / "new"):
        folder.chmod(0o555)
    with place(os.fspath(site)) as taken:
        assert not [*taken.yard.iterdir()]


def test_what_goes_by_itself_meanwhile_is_not_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.unlink

    def late(name: str, **how: int) -> None:
        real(name, **how)
        raise FileNotFoundError(2, "No such file or directory", name)

    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "file").write_bytes(b"")
    monkeypatch.setattr(os, "unlink", late)
    assert clear(tmp_path) == ()


def test_what_cannot_even_be_moved_out_of_the_way_is_told(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = site.with_name(".site.ketacli") / "new"
    new.mkdir(parents=True)

    def fail(path: Path, _target: Path) -> Path:
        raise PermissionError(errno.EPERM, "Operation not permitted", os.fspath(path))

    monkeypatch.setattr(Path, "rename", fail)
    assert refusal(site) == f"{new} is in the way: operation not permitted"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(13, "Permission denied", "/site/en/x"), "permission denied (en/x)"),
        (OSError(13, "Permission denied", "/yard/new/en/x"), "permission denied (en/x)"),
        (OSError(13, "Permission denied", "/else/x"), "permission denied (/else/x)"),
        (OSError(13, "Permission denied", b"/else/x"), "permission denied (/else/x)"),
        (OSError(13, "Permission denied", "/site"), "permission denied"),
        (OSError(13, "Permission denied", 7), "permission denied"),
        (OSError(28, "No space left on device"), "no space left on device"),
        (OSError(), "unknown reason"),
    ],
)
def test_a_reason_names_the_file(error: OSError, said: str) -> None:
    assert reason(error, Path("/site"), Path("/yard/new")) == said


def test_what_comes_with_an_image_is_told_as_that() -> None:
    error = OSError(errno.EXDEV, "Invalid cross-device link", "/site")
    assert "publish in a volume" in reason(error, Path("/site"))


def refuse(patch: pytest.MonkeyPatch, function: str, file: str) -> None:
    """Let a function of the system refuse a file of this name."""
    real = getattr(os, function)

    def refuses(name: str, *more: object, **how: object) -> object:
        if name == file:
            raise PermissionError(13, "Permission denied", name)
        return real(name, *more, **how)

    patch.setattr(os, function, refuses)


def test_nothing_is_left_of_work_that_fails(site: Path) -> None:
    def fail(folder: Path) -> None:
        with place(os.fspath(folder)) as taken:
            (taken.new / "en").mkdir(parents=True)
            taken.seal.write_bytes(b"")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail(site)
    assert not beside(site)
    assert [file.name for file in site.iterdir()] == [MANIFEST]
    assert HIDDEN not in beside(site)
