"""Publishes small libraries in the process of a test, and looks at what came of it."""

import os
from collections.abc import Callable
from hashlib import sha256
from json import loads
from pathlib import Path
from typing import Any

from ketacli.publishing.kinds import Kind
from ketacli.publishing.order import Order
from ketacli.publishing.place import place
from ketacli.publishing.renewing import Outcome, Renewal
from ketacli.publishing.state import HIDDEN, MANIFEST, hidden, read
from ketacli.site import Site
from support.content import SMALL_TOPIC
from support.in_date import DAY
from support.translated import translated_library

OTHER_TOPIC = SMALL_TOPIC.replace("A small topic", "Another topic")
PAGES = frozenset({Kind.HTML, Kind.TEXT})
TOPICS = {"small": SMALL_TOPIC, "other": OTHER_TOPIC}


def two_languages(folder: Path) -> Path:
    """A library of two small topics in two languages."""
    return translated_library(folder, **TOPICS)


def order(library: Path, **wanted: Any) -> Order:
    """An order on a day that is in date, with what a test adds."""
    usual: dict[str, Any] = {
        "site": Site(),
        "kinds": PAGES,
        "day": DAY,
        "compiled_in": library.parent / "cache",
    }
    return Order(library, **{**usual, **wanted})


def published(
    wanted: Order, site: Path, jobs: int = 1, begun: Callable[[str], None] | None = None
) -> Outcome:
    """Publish once."""
    with place(os.fspath(site)) as taken:
        return Renewal(wanted, taken).run(jobs, begun or (lambda _name: None))


def tree(site: Path) -> dict[str, bytes]:
    """Every file of a site, hidden ones too, but for the number that one of them has."""
    files = (file for file in site.rglob("*") if file.is_file())
    found = {file.relative_to(site).as_posix(): file.read_bytes() for file in files}
    if HIDDEN in found and (state := read(site)) is not None:
        found[HIDDEN] = hidden(state)
    return found


def told(site: Path) -> dict[str, tuple[str, int]]:
    """What the manifest says of each file."""
    files = loads((site / MANIFEST).read_bytes())["files"]
    return {name: (about["sha256"], about["bytes"]) for name, about in files.items()}


def assert_whole(site: Path) -> None:
    """The manifest names every file, and each is what it says."""
    found = tree(site)
    assert found.pop(HIDDEN)
    assert found.pop(MANIFEST)
    assert {name: (digest(content), len(content)) for name, content in found.items()} == told(site)


def digest(content: bytes) -> str:
    """What a manifest says of some bytes."""
    return sha256(content).hexdigest()


def beside(site: Path) -> list[str]:
    """What else lies in the folder that a site is in, hidden: what a publisher left."""
    return [found.name for found in site.parent.iterdir() if found.name.startswith(".")]
