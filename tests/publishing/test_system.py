import ctypes
import errno
import os
import signal
from pathlib import Path
from types import SimpleNamespace

import pytest

from ketacli.publishing import system


@pytest.fixture
def names(tmp_path: Path) -> tuple[Path, Path]:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    (one / "first").write_bytes(b"")
    return one, other


def test_two_names_change_places(names: tuple[Path, Path]) -> None:
    one, other = names
    assert system.exchange(one, other)
    assert not (one / "first").exists()
    assert (other / "first").exists()


def test_a_refusal_is_an_error(names: tuple[Path, Path]) -> None:
    with pytest.raises(FileNotFoundError):
        system.exchange(names[0], names[0] / "missing")


@pytest.mark.parametrize("number", [errno.ENOSYS, errno.EINVAL, errno.ENOTSUP])
def test_what_knows_no_exchange_says_so(
    names: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*_what: object) -> int:
        ctypes.set_errno(number)
        return -1

    monkeypatch.setattr(system, "_library", lambda: SimpleNamespace(renameat2=refuse))
    assert not system.exchange(*names)


def test_a_system_without_these_functions_goes_on(
    names: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "_library", SimpleNamespace)
    assert not system.exchange(*names)
    system.write_out(names[0])
    system.end_with(os.getppid())


def test_what_was_written_is_written_out(names: tuple[Path, Path]) -> None:
    system.write_out(names[0])


def test_what_cannot_be_written_out_is_an_error(
    names: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_descriptor: int) -> int:
        ctypes.set_errno(errno.EIO)
        return -1

    monkeypatch.setattr(system, "_library", lambda: SimpleNamespace(syncfs=refuse))
    with pytest.raises(OSError, match="Input/output"):
        system.write_out(names[0])


def test_what_is_mounted_is_told_in_letters_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = (
        b"22 27 0:21 / / rw - ext4 /dev/vda rw",
        rb"42 27 254:0 /x /srv/a\040b/\134own\012 rw shared:1 - ext4 /dev/vda rw",
        b"43 27 254:0 /x /srv/a rw - ext4 /dev/vda rw",
        b"44 27 254:0 /x /srv/a/\xff rw - ext4 /dev/vda rw",
        b"cut off",
    )
    (tmp_path / "mounts").write_bytes(b"\n".join(lines) + b"\n")
    monkeypatch.setattr(system, "_MOUNTS", tmp_path / "mounts")
    assert system.mounted(Path("/srv/a b")) == (Path("/srv/a b/\\own\n"),)
    assert system.mounted(Path("/srv/a")) == (Path("/srv/a"), Path("/srv/a/\udcff"))
    assert system.mounted(Path("/srv/none")) == ()


def test_where_nothing_says_what_is_mounted_nothing_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert system.mounted(Path("/proc"))
    monkeypatch.setattr(system, "_MOUNTS", tmp_path / "none")
    assert system.mounted(Path("/proc")) == ()


def test_who_is_too_late_ends_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []
    monkeypatch.setattr(system, "_library", SimpleNamespace)
    monkeypatch.setattr(os, "_exit", ended.append)
    system.end_with(os.getppid() + 1)
    assert ended == [1]


def test_a_process_ends_when_the_one_ends_that_started_it() -> None:
    told, tell = os.pipe()
    middle = os.fork()
    if not middle:
        parent = os.getpid()
        last = os.fork()
        if not last:
            system.end_with(parent)
            os.write(tell, b"%d " % os.getpid())
            signal.pause()
        signal.pause()
    os.close(tell)
    number = int(os.read(told, 20))
    os.kill(middle, signal.SIGKILL)
    os.waitpid(middle, 0)
    assert os.read(told, 1) == b""  # nobody is left who could write
    assert number != middle
    os.close(told)
