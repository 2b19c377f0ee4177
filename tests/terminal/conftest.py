from collections.abc import Callable
from pathlib import Path

import pytest

from ketacli.disclaimer import Disclaimer
from ketacli.labels import Labels, fill
from ketacli.library import Library
from support.program import CONTENT, code, run


@pytest.fixture(scope="session")
def shipped() -> Library:
    return Library(CONTENT)


@pytest.fixture(scope="session")
def words(shipped: Library) -> Disclaimer:
    return shipped.disclaimer


@pytest.fixture(scope="session")
def labels(shipped: Library) -> Labels:
    return shipped.labels


@pytest.fixture(scope="session")
def question(labels: Labels, words: Disclaimer) -> str:
    return f"{words.question} {fill(labels.ask_how, yes=words.yes)}"


@pytest.fixture(scope="session")
def asked_again(labels: Labels, words: Disclaimer) -> str:
    return fill(labels.ask_again, yes=words.yes)


@pytest.fixture(scope="session")
def title(shipped: Library) -> str:
    """What stands in a leaflet and nowhere before it."""
    return shipped.cards().cards[0].title


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages that are made already, so that the many runs here start fast."""
    home = tmp_path_factory.mktemp("made")
    assert run(home, "explain", "--acknowledge", code(home)).returncode == 0
    return home / ".cache"


@pytest.fixture(scope="session")
def new_home(tmp_path_factory: pytest.TempPathFactory, made: Path) -> Callable[[], Path]:
    """Makes homes of readers of whom nothing is remembered."""

    def make() -> Path:
        home = tmp_path_factory.mktemp("home")
        (home / ".cache").symlink_to(made)
        return home

    return make


@pytest.fixture
def home(new_home: Callable[[], Path]) -> Path:
    return new_home()
