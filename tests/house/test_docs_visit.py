"""The pictures of a visit in the docs are what the kiosk draws today."""

import re
from types import ModuleType

import pytest

from support.docs import DOCS, script

FOLDER = DOCS / "visit"


@pytest.fixture(scope="module")
def pictures() -> ModuleType:
    return script("make_pictures")


def test_the_frames_of_the_visit_are_what_the_kiosk_draws_today(pictures: ModuleType) -> None:
    kept = {file.name: file.read_text("utf-8") for file in FOLDER.glob("*.svg")}
    assert kept == pictures.visit()


def test_the_frames_load_nothing_from_elsewhere() -> None:
    for file in FOLDER.glob("*.svg"):
        assert not re.search(r"url\(\s*[\"']?http", file.read_text("utf-8")), file.name


def test_every_frame_is_shown_in_the_page_about_kiosks() -> None:
    page = (DOCS / "kiosk.md").read_text("utf-8")
    names = sorted(file.name for file in FOLDER.glob("*.svg"))
    assert names
    assert re.findall(r"\(visit/([^)]+)\)", page) == names


def test_a_step_that_is_not_on_the_screen_is_told(
    pictures: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "STEPS", (pictures.Step("start", ("no-such-choice",)),))
    with pytest.raises(LookupError, match="no-such-choice"):
        pictures.visit()
