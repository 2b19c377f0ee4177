"""What can be asked of a library without being handed a leaflet."""

from datetime import date
from pathlib import Path

import pytest

from ketacli.errors import NotFoundError, Wanted
from ketacli.library import Library, doors
from ketacli.library.doors import (
    audit,
    author_desk,
    check_site,
    json_schema,
    library_folder,
    read_site,
    shipped_library,
)
from ketacli.site import Site
from support.content import small_library
from support.program import CONTENT

TODAY = date(2026, 11, 26)


def test_a_folder_is_a_library_where_it_says_what_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = small_library(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert library_folder(Path("library")) == library
    for ask in (library_folder, author_desk):
        with pytest.raises(NotFoundError) as caught:
            ask(Path())
        assert caught.value.wanted is Wanted.LIBRARY


def test_no_link_is_followed_on_the_way_to_a_library(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(small_library(tmp_path))
    assert library_folder(tmp_path / "link") == tmp_path / "link"


def test_the_library_that_ships_lies_in_the_package_or_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shipped_library() == CONTENT
    package = tmp_path / "ketacli"
    (package / "content").mkdir(parents=True)
    monkeypatch.setattr(doors, "__file__", str(package / "library" / "doors.py"))
    assert shipped_library() == package / "content"


def test_a_library_can_be_checked_and_written(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    assert not audit(library, TODAY).problems
    assert not author_desk(library).audit_some(("en/topics/small.yaml",), TODAY).problems


def test_schemas_are_those_of_kinds_of_files() -> None:
    assert json_schema("library")["properties"]["grace_days"]["maximum"] == 730
    assert "LibraryModel" in json_schema()["$defs"]
    with pytest.raises(NotFoundError) as caught:
        json_schema("libary")
    assert caught.value.wanted is Wanted.KIND
    assert "library" in caught.value.there_is


def test_the_settings_of_a_device_are_read_and_kept_and_checked(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    file = tmp_path / "site.yaml"
    file.write_text("topics: [small, other]\n", "utf-8")
    for _ in ("made", "kept"):
        assert read_site(file, tmp_path / "kept") == Site(topics=("small", "other"))
    (problem,) = check_site(file, Library(library))
    assert problem.rule == "unknown-topic"
