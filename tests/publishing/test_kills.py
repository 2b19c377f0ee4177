"""A publisher that is killed at any moment leaves a whole site, and the next one sweeps up."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from json import loads
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from ketacli.errors import NotWrittenError
from ketacli.publishing import switching, system
from ketacli.publishing.laying import Laying
from ketacli.publishing.order import Order
from ketacli.publishing.place import place
from ketacli.publishing.renewing import Renewal
from ketacli.publishing.state import HIDDEN, MANIFEST
from support.content import change
from support.publishing import assert_whole, beside, digest, order, published, tree, two_languages

MOMENTS: dict[str, tuple[Any, str, int, bool]] = {
    "before anything is made": (Renewal, "run", 1, False),
    "when the first topic is made": (Renewal, "_add", 1, True),
    "when the first file is kept": (Laying, "keep", 1, True),
    "when some files are kept": (Laying, "keep", 4, True),
    "before the manifest is written": (Laying, "close", 1, False),
    "when the new state is whole": (Laying, "close", 1, True),
    "before the switch": (system, "exchange", 1, False),
    "right after the switch": (system, "exchange", 1, True),
    "before the old state is removed": (switching, "seal", 1, False),
    "when the old state is removed": (switching, "seal", 1, True),
}
"""Where it is killed: a function, which call of it, and whether it has been done."""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return two_languages(tmp_path)


@pytest.fixture
def site(library: Path, tmp_path: Path) -> Path:
    """A site whose library was changed since."""
    published(order(library), tmp_path / "site")
    change(library / "en/topics/small.yaml", "One sentence.", "One other sentence.")
    (library / "es/topics/other.yaml").unlink()
    return tmp_path / "site"


def killed(wanted: Order, site: Path, moment: str) -> None:
    """Publish in a process of its own, and kill it there."""
    owner, name, number, done = MOMENTS[moment]
    real: Callable[..., Any] = getattr(owner, name)
    calls: list[int] = []
    process = os.fork()
    if process:
        _, status = os.waitpid(process, 0)
        assert os.waitstatus_to_exitcode(status) == -signal.SIGKILL, moment
        return

    publisher = os.getpid()

    def kills(*arguments: Any, **named: Any) -> Any:
        if os.getpid() != publisher:
            return real(*arguments, **named)
        calls.append(1)
        if len(calls) == number and not done:
            os.kill(os.getpid(), signal.SIGKILL)
        result = real(*arguments, **named)
        if len(calls) == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    with suppress(BaseException):
        setattr(owner, name, kills)
        published(wanted, site)
    os._exit(0)


@contextmanager
def watched(site: Path) -> Iterator[list[str]]:
    """Read the site all the time. Whatever is wrong with it is noted, and how often it was read."""
    faults: list[str] = []
    over = Event()
    rounds: list[int] = []

    def watch() -> None:
        while not over.is_set() or not rounds:
            with suppress(_ChangedError):
                faults.extend(_faults(site))
                rounds.append(1)

    reader = Thread(target=watch)
    reader.start()
    try:
        yield faults
    finally:
        over.set()
        reader.join()


class _ChangedError(Exception):
    """The site was renewed while it was read."""


def _faults(site: Path) -> list[str]:
    """Files that are not what the manifest says, though it says the same afterwards."""
    told = (site / MANIFEST).read_bytes()
    wrong = []
    for name, about in loads(told)["files"].items():
        try:
            content = (site / name).read_bytes()
        except FileNotFoundError:
            content = b""
        if digest(content) != about["sha256"]:
            wrong.append(name)
    if (site / MANIFEST).read_bytes() != told:
        raise _ChangedError
    return wrong


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_kill_leaves_the_old_site_or_the_new_one(library: Path, site: Path, moment: str) -> None:
    old = tree(site)
    with watched(site) as faults:
        killed(order(library), site, moment)
    assert faults == []
    assert_whole(site)
    left = tree(site)
    published(order(library), site)
    assert not beside(site)
    assert_whole(site)
    assert left in (old, tree(site))
    assert ("switch" in moment and "right" in moment) <= (left != old)


def test_a_first_publication_that_is_killed_leaves_no_half_site(
    library: Path, tmp_path: Path
) -> None:
    killed(order(library), tmp_path / "new", "before the manifest is written")
    assert not (tmp_path / "new").exists()
    published(order(library), tmp_path / "new")
    assert_whole(tmp_path / "new")
    assert not beside(tmp_path / "new")


def test_who_reads_while_it_is_renewed_again_and_again_finds_it_whole(
    library: Path, site: Path
) -> None:
    with watched(site) as faults:
        for number in range(4):
            file = library / "en/topics/small.yaml"
            text = file.read_text("utf-8").replace("One ", "One quite ")
            file.write_text(text, "utf-8")
            published(order(library), site, 2)
            assert "quite " * (number + 1) in (site / "en/small/leaflet.txt").read_text("utf-8")
    assert faults == []
    assert (site / HIDDEN).exists()


def test_a_killed_publisher_does_not_keep_others_away(library: Path, site: Path) -> None:
    process = os.fork()
    if not process:
        with suppress(BaseException), place(os.fspath(site)):
            os.kill(os.getpid(), signal.SIGKILL)
        os._exit(0)
    os.waitpid(process, 0)
    assert beside(site)
    with place(os.fspath(site)), pytest.raises(NotWrittenError, match="somebody else"):
        published(order(library), site)
    published(order(library), site)
    assert not beside(site)
