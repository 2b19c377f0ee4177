import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from ketacli.publishing.laying import Laid, Laying
from ketacli.publishing.rights import Rights, rights_of
from ketacli.publishing.standing import Stands
from ketacli.publishing.state import HIDDEN, MANIFEST, State, Unit, file_of, hidden, manifest

LAYING = "ketacli.publishing.laying"
NAME = "en/index.html"
STATE = State({NAME: file_of(b"a page")}, {"en": Unit((NAME,), "k")}, sealed=True)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    site = tmp_path / "old"
    (site / "en").mkdir(parents=True)
    (site / NAME).write_bytes(b"a page")
    (site / MANIFEST).write_bytes(manifest(STATE))
    (site / HIDDEN).write_bytes(hidden(STATE))
    return site


@pytest.fixture
def laying(tmp_path: Path, old: Path) -> Laying:
    return Laying(tmp_path / "new", Stands(old))


def test_a_file_with_the_same_bytes_is_the_same_file(laying: Laying, old: Path) -> None:
    assert laying.lay(NAME, b"a page") == Laid(NAME, file_of(b"a page"), kept=True)
    assert (laying.root / NAME).samefile(old / NAME)


def test_a_file_with_other_bytes_is_another(laying: Laying, old: Path) -> None:
    assert laying.lay(NAME, b"a PAGE") == Laid(NAME, file_of(b"a PAGE"), kept=False)
    assert (laying.root / NAME).read_bytes() == b"a PAGE"
    assert (old / NAME).read_bytes() == b"a page"


def test_a_damaged_file_is_written_anew(laying: Laying, old: Path) -> None:
    (old / NAME).write_bytes(b"damage")
    assert not laying.lay(NAME, b"a page").kept
    assert (laying.root / NAME).read_bytes() == b"a page"


def test_a_file_that_is_there_already_is_kept_once(laying: Laying) -> None:
    laying.keep(NAME)
    laying.keep(NAME)
    assert (laying.root / NAME).stat().st_nlink == 2


def test_without_links_it_is_a_copy_with_the_same_times(
    laying: Laying, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_paths: object, **_how: object) -> None:
        raise PermissionError

    os.utime(old / NAME, (1_000, 1_000))
    monkeypatch.setattr(os, "link", refuse)
    laying.keep(NAME)
    assert not (laying.root / NAME).samefile(old / NAME)
    assert (laying.root / NAME).read_bytes() == b"a page"
    assert (laying.root / NAME).stat().st_mtime == 1_000


def test_what_others_have_put_there_is_carried_over(laying: Laying, old: Path) -> None:
    (old / "robots.txt").write_bytes(b"theirs")
    (old / "empty").mkdir()
    (old / "en" / "link").symlink_to("index.html")
    (old / "elsewhere").symlink_to(old / "en")
    laying.lay(NAME, b"a PAGE")
    laying.carry_over()
    assert (laying.root / "robots.txt").samefile(old / "robots.txt")
    assert (laying.root / "empty").is_dir()
    assert (laying.root / "en" / "link").readlink() == Path("index.html")
    assert (laying.root / "elsewhere").is_symlink()
    assert (laying.root / NAME).read_bytes() == b"a PAGE"
    assert not (laying.root / MANIFEST).exists()
    assert not (laying.root / HIDDEN).exists()


def test_a_file_of_ours_that_is_not_wanted_any_more_is_not_carried_over(laying: Laying) -> None:
    laying.root.mkdir()
    laying.carry_over()
    assert not [*laying.root.iterdir()]


def test_a_new_file_comes_before_one_of_others_with_its_name(laying: Laying, old: Path) -> None:
    (old / "sitemap.xml").write_bytes(b"theirs")
    laying.lay("sitemap.xml", b"ours")
    laying.carry_over()
    assert (laying.root / "sitemap.xml").read_bytes() == b"ours"


def test_nothing_is_carried_over_where_nothing_was(tmp_path: Path) -> None:
    laying = Laying(tmp_path / "new", Stands(None))
    laying.carry_over()
    assert not laying.root.exists()


def test_what_says_what_all_files_are_is_laid_last(laying: Laying) -> None:
    laying.close(manifest=b"m", hidden=b"h")
    assert (laying.root / MANIFEST).read_bytes() == b"m"
    assert (laying.root / HIDDEN).read_bytes() == b"h"


def test_a_first_state_has_the_modes_that_the_umask_leaves(tmp_path: Path) -> None:
    laying = Laying(tmp_path / "new", Stands(None))
    with umask(0o022):
        laying.lay("pl/index.html", b"a page")
    assert laying.settle()
    assert mode(laying.root / "pl/index.html") == 0o644
    assert mode(laying.root / "pl") == 0o755


def test_what_is_new_has_the_mode_of_the_folder_whatever_the_umask_is(
    tmp_path: Path, old: Path
) -> None:
    old.chmod(0o750)
    laying = Laying(tmp_path / "new", Stands(old))
    with umask(0o077):
        laying.keep(NAME)
        laying.lay("pl/small/index.html", b"a page")
        laying.close(manifest=b"m", hidden=b"h")
    assert laying.settle()
    assert {mode(laying.root / name) for name in (".", "en", "pl", "pl/small")} == {0o750}
    names = ("pl/small/index.html", MANIFEST, HIDDEN)
    assert {mode(laying.root / name) for name in names} == {0o640}
    assert mode(laying.root / NAME) == mode(old / NAME)


def test_in_a_site_that_nobody_may_write_to_folders_are_closed_at_the_end(
    tmp_path: Path, old: Path
) -> None:
    (old / "own" / "open").mkdir(parents=True)
    (old / "own" / "open" / "file").write_bytes(b"theirs")
    (old / "own" / "open").chmod(0o700)
    (old / "own").chmod(0o500)
    old.chmod(0o555)
    laying = Laying(tmp_path / "new", Stands(old))
    laying.lay(NAME, b"another page")
    laying.carry_over()
    laying.close(manifest=b"m", hidden=b"h")
    assert laying.settle()
    assert (mode(laying.root / "en"), mode(laying.root / NAME)) == (0o555, 0o444)
    assert (mode(laying.root / "own"), mode(laying.root / "own/open")) == (0o500, 0o700)
    assert mode(laying.root) == 0o755  # until it has its name
    for folder in (laying.root / "own", laying.root / "en", old / "own", old):
        folder.chmod(0o700)  # so that pytest can take it away


def test_folders_of_others_are_as_they_were(tmp_path: Path, old: Path) -> None:
    (old / "own" / "closed").mkdir(parents=True)
    (old / "own" / "file").write_bytes(b"theirs")
    (old / "own").chmod(0o710)
    (old / "own" / "closed").chmod(0o500)
    old.chmod(0o755)
    laying = Laying(tmp_path / "new", Stands(old))
    laying.carry_over()
    assert laying.settle()
    assert mode(laying.root / "own") == 0o710
    assert mode(laying.root / "own/closed") == 0o500


def test_what_cannot_be_given_to_whom_it_belonged_is_told(
    tmp_path: Path, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_what: object, **_how: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    (old / "own").mkdir()
    (old / "own" / "file").write_bytes(b"theirs")
    (old / "own" / "link").symlink_to("file")
    monkeypatch.setattr(os, "chown", refuse)
    for somebodys in ("old", "own"):
        with monkeypatch.context() as patch:
            patch.setattr(f"{LAYING}.rights_of", partial(belonging_to_nobody, {somebodys}))
            laying = Laying(tmp_path / f"new-{somebodys}", Stands(old))
            laying.carry_over()
            assert not laying.settle()
    monkeypatch.setattr(f"{LAYING}.hand_over", lambda *_: False)
    monkeypatch.setattr(os, "link", refuse)
    laying = Laying(tmp_path / "new", Stands(old))
    laying.carry_over()
    assert not laying.settle()
    assert (laying.root / "own" / "link").readlink() == Path("file")


def test_a_folder_that_cannot_be_read_is_not_thrown_away(
    laying: Laying, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.scandir

    def refuse(folder: str) -> object:
        if os.fspath(folder).endswith("/own"):
            raise PermissionError(13, "Permission denied", folder)
        return real(folder)

    (old / "own").mkdir()
    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(PermissionError) as caught:
        laying.carry_over()
    assert caught.value.filename == os.fspath(old / "own")


def test_files_that_are_called_as_ours_are_strays(laying: Laying, old: Path) -> None:
    ours = ("en/small/leaflet.pdf", "es/gone/index.html")
    theirs = (
        *("en/small/notes.txt", "en/leaflet.pdf", "own/handbook/index.html"),
        *("en/small/deep/index.html", "en/a b/index.html", "en/other/leaflet.ogg/x"),
    )
    for name in (*ours, *theirs):
        (old / name).parent.mkdir(parents=True, exist_ok=True)
        (old / name).write_bytes(b"of another day")
    strays = [*laying.strays({"en", "es", "pl", "index.html"})]
    assert strays == [*ours]
    laying.carry_over(strays)
    found = {file for file in laying.root.rglob("*") if file.is_file()}
    assert found == {laying.root / name for name in theirs}


def test_a_known_file_is_no_stray(tmp_path: Path, old: Path) -> None:
    name = "en/small/index.html"
    (old / "en" / "small").mkdir()
    (old / name).write_bytes(b"")
    state = State({name: file_of(b"")}, {"en/small": Unit((name,), "k")})
    (old / HIDDEN).write_bytes(hidden(state))
    assert not [*Laying(tmp_path / "new", Stands(old)).strays({"en"})]
    (old / HIDDEN).unlink()
    (old / MANIFEST).write_bytes(manifest(state))
    assert not [*Laying(tmp_path / "new", Stands(old)).strays({"en"})]


def test_where_nothing_was_there_are_no_strays(tmp_path: Path) -> None:
    assert not [*Laying(tmp_path / "new", Stands(None)).strays({"en"})]


def belonging_to_nobody(names: set[str], folder: Path) -> Rights:
    rights = rights_of(folder)
    return rights._replace(owner=65_533) if folder.name in names else rights


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o7777


@contextmanager
def umask(takes: int) -> Iterator[None]:
    before = os.umask(takes)
    try:
        yield
    finally:
        os.umask(before)
