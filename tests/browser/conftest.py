"""One browser for all tests of a module, and a file for each page."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from support.browser import Show, Shown, Windows, printed, started


@pytest.fixture(scope="module")
def windows() -> Iterator[Windows]:
    with started() as browser:
        yield Windows(browser)


@pytest.fixture(scope="session")
def clean() -> set[str]:
    """The looks of text in which axe found nothing on any page so far."""
    return set()


@pytest.fixture
def show(windows: Windows, tmp_path: Path) -> Show:
    numbers = count()

    def show(
        page: str, *, large: bool = False, script: bool = True, **how: Any
    ) -> AbstractContextManager[Shown]:
        whole = page if "<" in page else printed(page, large=large, script=script)
        file = tmp_path / f"page-{next(numbers)}.html"
        file.write_text(whole, encoding="utf-8")
        return windows.shown(file, **how)

    return show
