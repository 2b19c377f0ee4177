"""Every kind of page is found by its name, and is what `pages` makes."""

from pathlib import Path

import pytest

from ketacli.errors import NotFoundError
from ketacli.library import pages
from ketacli.library.folder import Folder
from ketacli.library.making import made
from ketacli.site import Clinic
from support.content import small_library

CLINIC = Clinic("A clinic", "555 0100")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return Folder(small_library(tmp_path_factory.mktemp("library")))


def test_each_kind_is_made_by_its_own_maker(folder: Folder) -> None:
    assert made(folder, CLINIC, "shelf") == pages.shelf(folder)
    assert made(folder, CLINIC, "signed") == pages.signed(folder) == {"signed": {}}
    for kind, make in (
        ("glossary", pages.glossary),
        ("speech", pages.pronunciation),
        ("kiosk", pages.kiosk_labels),
        ("web", pages.web_labels),
    ):
        assert made(folder, CLINIC, kind, "en") == make(folder, "en")


def test_what_the_clinic_says_stands_on_its_pages(folder: Folder) -> None:
    assert made(folder, CLINIC, "front", "en") == pages.front(folder, "en", CLINIC)
    issued = made(folder, CLINIC, "topic", "en", "small")
    assert issued == pages.issued(folder, "en", "small", CLINIC)
    assert "555 0100" in str(issued["leaflet"])
    assert "555 0100" not in str(made(folder, Clinic(), "topic", "en", "small")["leaflet"])


def test_a_page_says_what_decides_whether_it_is_shown(folder: Folder) -> None:
    assert made(folder, CLINIC, "topic", "en", "small")["standing"] == {
        "checked": "2026-01-01",
        "review": "2999-01-01",
        "grace_days": 90,
        "signed": False,
        "whole": True,
    }
    assert made(folder, CLINIC, "shelf")["grace_days"] == 90


def test_a_topic_that_is_not_there_is_told(folder: Folder) -> None:
    with pytest.raises(NotFoundError):
        made(folder, CLINIC, "topic", "en", "none")


def test_a_library_that_says_nothing_gives_90_days(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    about = library / "library.yaml"
    text = about.read_text("utf-8").replace("grace_days: 90\n", "")
    assert "\ngrace_days" not in text
    about.write_text(text, "utf-8")
    assert made(Folder(library), CLINIC, "shelf")["grace_days"] == 90
