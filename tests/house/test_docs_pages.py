"""The pictures of pages in the docs show the words of today, and each stands in the docs."""

import re
from types import ModuleType

import pytest
from PIL import Image

from support.docs import DOCS, script


@pytest.fixture(scope="module")
def pictures() -> ModuleType:
    return script("page_pictures")


def _said_to_be_made_of(name: str) -> str:
    with Image.open(DOCS / "pages" / f"{name}.png") as picture:
        picture.verify()
        return str(picture.info["Made-of"])


def test_each_picture_was_made_of_what_is_shown_today(pictures: ModuleType) -> None:
    """If not: `python docs/make_pictures.py`."""
    today = pictures.made_of()
    assert {name: _said_to_be_made_of(name) for name in pictures.names()} == today


def test_every_picture_is_shown_in_the_page_about_leaflets(pictures: ModuleType) -> None:
    page = (DOCS / "leaflets.md").read_text("utf-8")
    shown = re.findall(r"!\[[^]]+\]\(pages/([^)]+)\.png\)", page)
    assert sorted(shown) == sorted(pictures.names())
    assert {file.stem for file in (DOCS / "pages").iterdir()} == set(shown)


def test_pictures_are_light_enough_for_a_page_of_docs() -> None:
    sizes = {file.name: file.stat().st_size for file in (DOCS / "pages").iterdir()}
    assert max(sizes.values()) < 150_000, sizes
