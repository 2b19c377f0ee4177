import os
from pathlib import Path

import pytest

from ketacli.publishing.laying import Laid, Laying
from ketacli.publishing.standing import Stands
from ketacli.publishing.state import HIDDEN, MANIFEST, State, Unit, file_of, hidden, manifest

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


def test_files_have_the_mode_that_the_umask_leaves(laying: Laying) -> None:
    before = os.umask(0o022)
    try:
        laying.lay("pl/index.html", b"a page")
    finally:
        os.umask(before)
    assert (laying.root / "pl/index.html").stat().st_mode & 0o777 == 0o644
    assert (laying.root / "pl").stat().st_mode & 0o777 == 0o755
