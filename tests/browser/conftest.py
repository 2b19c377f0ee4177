"""One browser for all tests here, and a file for each page."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from support.browser import Show, Shown, printed, shown, started


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started() as found:
        yield found


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Show:
    def show(
        page: str, *, large: bool = False, script: bool = True, **how: Any
    ) -> AbstractContextManager[Shown]:
        whole = page if "<" in page else printed(page, large=large, script=script)
        file = tmp_path / "page.html"
        file.write_text(whole, encoding="utf-8")
        return shown(browser, file, **how)

    return show
