"""A home for each test, and one folder of made pages for all of them: it is never an error."""

from pathlib import Path

import pytest

from support.content import small_library
from support.inside import Inside


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of one small topic that no test changes."""
    return small_library(tmp_path_factory.mktemp("small"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def ketacli(capfd: pytest.CaptureFixture[str], home: Path, cache: Path) -> Inside:
    return Inside(capfd, home, cache)
