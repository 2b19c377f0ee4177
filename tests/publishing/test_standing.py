import os
import shutil
from pathlib import Path

import pytest

from ketacli.publishing.standing import Stands
from ketacli.publishing.state import HIDDEN, MANIFEST, State, Unit, file_of, hidden, manifest

NAME = "en/index.html"
FILE = file_of(b"a page")
STATE = State({NAME: FILE}, {"en": Unit((NAME,), "k")})


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site whose hidden file is the youngest."""
    (tmp_path / "en").mkdir()
    (tmp_path / NAME).write_bytes(b"a page")
    (tmp_path / MANIFEST).write_bytes(manifest(STATE))
    seal(tmp_path)
    return tmp_path


def seal(site: Path) -> None:
    """Write the hidden file until the clock of the file system has gone on."""
    file = site / HIDDEN
    file.touch()
    while True:
        file.write_bytes(hidden(STATE, file.stat().st_ino))
        if file.stat().st_mtime_ns > (site / NAME).stat().st_ctime_ns:
            return


def test_a_file_older_than_the_hidden_one_is_taken_as_it_is(site: Path) -> None:
    stands = Stands(site)
    assert stands.intact(NAME)
    assert stands.has(NAME, FILE)
    assert not stands.looked_into
    assert stands.manifest_intact()


def test_a_younger_one_is_read(site: Path) -> None:
    (site / NAME).write_bytes(b"a page")
    os.utime(site / NAME, (0, 0))
    stands = Stands(site)
    assert stands.intact(NAME)
    assert stands.looked_into


def test_a_change_shows_though_size_and_date_are_as_they_were(site: Path) -> None:
    about = (site / NAME).stat()
    (site / NAME).write_bytes(b"a PAGE")
    os.utime(site / NAME, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert not Stands(site).intact(NAME)


def test_another_file_than_the_one_that_is_asked_about_is_not_it(site: Path) -> None:
    assert not Stands(site).has(NAME, file_of(b"a pagE"))


def test_a_hidden_file_that_was_touched_since_hides_no_change(site: Path) -> None:
    (site / NAME).write_bytes(b"a PAGE")
    file = site / HIDDEN
    about = file.stat()
    while file.stat().st_ctime_ns <= (site / NAME).stat().st_ctime_ns:
        file.chmod(0o604)
    os.utime(file, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert not Stands(site).intact(NAME)


@pytest.mark.parametrize("times", [True, False], ids=["with its times", "without"])
def test_in_a_copy_every_file_is_read(site: Path, tmp_path: Path, *, times: bool) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(site / "en", copy / "en")
    (copy / NAME).write_bytes(b"a PAGE")
    while not (copy / HIDDEN).exists() or (
        (copy / HIDDEN).stat().st_ctime_ns <= (copy / NAME).stat().st_ctime_ns
    ):
        (copy / HIDDEN).unlink(missing_ok=True)
        (shutil.copy2 if times else shutil.copy)(site / HIDDEN, copy / HIDDEN)
    assert not Stands(copy).intact(NAME)
    (copy / NAME).write_bytes(b"a page")
    stands = Stands(copy)
    assert stands.intact(NAME)
    assert stands.looked_into


@pytest.mark.parametrize("becomes", ["missing", "longer", "folder", "link", "unreadable"])
def test_what_is_not_the_file_is_damaged(site: Path, becomes: str) -> None:
    file = site / NAME
    match becomes:
        case "missing":
            file.unlink()
        case "longer":
            file.write_bytes(b"a page of more")
        case "folder":
            file.unlink()
            file.mkdir()
        case "link":
            file.rename(site / "elsewhere")
            file.symlink_to(site / "elsewhere")
        case _:
            file.unlink()
            os.mkfifo(file)
    assert not Stands(site).intact(NAME)


def test_a_file_that_cannot_be_read_is_damaged(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (site / NAME).write_bytes(b"a page")

    def refuse(_file: Path) -> bytes:
        raise PermissionError

    stands = Stands(site)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert not stands.intact(NAME)
    assert not stands.manifest_intact()


def test_without_the_hidden_file_every_file_is_read(site: Path) -> None:
    (site / HIDDEN).unlink()
    stands = Stands(site)
    assert stands.intact(NAME)
    assert stands.looked_into


def test_a_hidden_file_that_says_nothing_vouches_for_nothing(site: Path) -> None:
    (site / HIDDEN).write_bytes(b"damaged")
    stands = Stands(site)
    assert stands.intact(NAME)
    assert stands.looked_into


def test_a_hidden_file_that_goes_away_meanwhile_vouches_for_nothing(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ketacli.publishing.standing.read", lambda _root: STATE._replace(sealed=7))
    (site / HIDDEN).unlink()
    stands = Stands(site)
    assert stands.intact(NAME)
    assert stands.looked_into


def test_a_manifest_that_was_changed_is_seen(site: Path) -> None:
    (site / MANIFEST).write_bytes(manifest(STATE) + b" ")
    assert not Stands(site).manifest_intact()


def test_nothing_stands_where_there_is_no_site() -> None:
    stands = Stands(None)
    assert not stands.intact(NAME)
    assert not stands.manifest_intact()
    assert not stands.known.files
