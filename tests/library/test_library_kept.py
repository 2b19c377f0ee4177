"""Pages that a library keeps: no yaml when they are warm, never stale, never in the way."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ketacli.library import Library, compiled, pages
from ketacli.site import Clinic, Site
from support.content import SMALL_TOPIC, change, small_library
from support.leaflets import proof
from support.program import surroundings

Json = dict[str, Any]


EVERYWHERE = ("front", "glossary", "issued", "shelf")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path, small=SMALL_TOPIC + "known: ['{bdnf} is a protein.']\n")


@pytest.fixture
def kept_in(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The kinds of pages that are made, as they are made."""
    found: list[str] = []

    def counted(kind: str, make: Callable[..., Json]) -> Callable[..., Json]:
        def count(*arguments: Any) -> Json:
            found.append(kind)
            return make(*arguments)

        return count

    for kind in (*EVERYWHERE, "kiosk_labels", "pronunciation", "web_labels"):
        monkeypatch.setattr(pages, kind, counted(kind, getattr(pages, kind)))
    return found


def everything(library: Path, kept_in: Path | None, site: Site | None = None) -> tuple[Any, ...]:
    """All that a library says, through what is kept."""
    opened = Library(library, language="en", site=site, compiled_in=kept_in)
    leaflet = opened.issue("small", proof(opened))
    said = (opened.labels, opened.kiosk_labels, opened.web_labels, opened.pronunciation)
    return (leaflet, opened.glossary(), opened.region(), opened.languages, *said)


def test_what_is_kept_says_the_same_as_what_is_made(
    library: Path, kept_in: Path, made: list[str]
) -> None:
    first = everything(library, kept_in)
    rooms = ["kiosk_labels", "pronunciation", "web_labels"]
    assert sorted(made) == sorted([*EVERYWHERE, *rooms])
    made.clear()
    assert everything(library, kept_in) == first
    assert made == []
    assert everything(library, None) == first


EDITS = [
    ("en/topics/small.yaml", "One sentence.", "Another sentence."),
    ("en/labels.yaml", "known: What is known", "known: What people know"),
    ("en/glossary.yaml", "A protein made", "Some protein made"),
    ("en/disclaimer.yaml", "title: Please", "title: Do"),
    ("en/style.yaml", "  - spray\n", ""),
    ("references.yaml", "year: 2000", "year: 2001"),
    ("en/kiosk.yaml", "close: Close", "close: Shut"),
    ("en/web.yaml", "find: Find", "find: Look for"),
    ("en/speech.yaml", "spoken: gabba", "spoken: gabber"),
    ("help.yaml", "number: 911", "number: 912"),
    ("library.yaml", "publisher: The", "publisher: This"),
]


@pytest.mark.parametrize(("file", "old", "new"), EDITS, ids=[edit[0] for edit in EDITS])
def test_every_edit_shows_at_once(
    file: str, old: str, new: str, library: Path, kept_in: Path
) -> None:
    everything(library, kept_in)
    path = library / file
    before = path.stat()
    change(path, old, new)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # a date proves nothing
    assert everything(library, kept_in) == everything(library, None)


def test_every_file_of_a_library_has_its_edit(library: Path) -> None:
    files = {file.relative_to(library).as_posix() for file in library.rglob("*.yaml")}
    assert files == {file for file, _, _ in EDITS}


def test_what_the_clinic_says_about_itself_shows_at_once(library: Path, kept_in: Path) -> None:
    everything(library, kept_in)
    for clinic in (Clinic("A", "1", "B"), Clinic("A", "2", "B"), Clinic()):
        site = Site(clinic)
        assert everything(library, kept_in, site) == everything(library, None, site)


def test_an_edit_that_breaks_a_topic_takes_its_kept_leaflet_away(
    library: Path, kept_in: Path
) -> None:
    everything(library, kept_in)
    change(library / "en/topics/small.yaml", "title: A small", "titel: A small")
    with pytest.raises(Exception, match="titel"):
        everything(library, kept_in)


WARM = """
import sys
from pathlib import Path
from ketacli.disclaimer import Channel, acknowledge
from ketacli.library import Library
library = Library(Path(sys.argv[1]), language="en", compiled_in=Path(sys.argv[2]))
proof = acknowledge(library.disclaimer, library.disclaimer.digest, Channel.CODE)
library.issue("small", proof), library.glossary(), library.cards(), library.labels
library.crisis_lines(), library.kiosk_labels
print(*sys.modules)
"""


def loaded(library: Path, kept_in: Path) -> set[str]:
    """The modules of a process that reads everything a library says."""
    done = subprocess.run(
        [sys.executable, "-c", WARM, os.fspath(library), os.fspath(kept_in)],
        env=surroundings(kept_in.parent),
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_a_warm_read_loads_neither_yaml_nor_pydantic(library: Path, kept_in: Path) -> None:
    heavy = {"yaml", "pydantic", "ketacli.library.pages", "ketacli.library.schema"}
    assert heavy <= loaded(library, kept_in)
    assert not heavy & loaded(library, kept_in)


TWICE = """
import sys
from pathlib import Path
from ketacli.disclaimer import Channel, acknowledge
from ketacli.library import Library
for _ in range(6):
    library = Library(Path(sys.argv[1]), language="en", compiled_in=Path(sys.argv[2]))
    proof = acknowledge(library.disclaimer, library.disclaimer.digest, Channel.CODE)
    title = library.issue("small", proof).title
    assert title in {"A small topic", "B small topic"}, title
    assert {card.title for card in library.cards().cards} <= {"A small topic", "B small topic"}
    library.glossary()
"""


def test_processes_at_once_damage_nothing(library: Path, kept_in: Path) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", TWICE, os.fspath(library), os.fspath(kept_in)],
            env=surroundings(kept_in.parent),
            stderr=subprocess.PIPE,
        )
        for _ in range(3)
    ]
    topic = library / "en/topics/small.yaml"
    texts = [topic.read_text(encoding="utf-8").replace("A small", f"{x} small") for x in "AB"]
    turn = 0
    while any(process.poll() is None for process in running):
        aside = topic.with_name("aside")
        aside.write_text(texts[turn % 2], encoding="utf-8")
        aside.rename(topic)
        turn += 1
    for process in running:
        assert process.communicate()[1] == b""
        assert process.returncode == 0
    assert everything(library, kept_in) == everything(library, None)
    assert not list(kept_in.rglob(".*")), "nothing half written is left"


STRANGE: list[Any] = [None, [], "x", 3, [1], {"a": 1}]


def test_a_page_of_another_shape_counts_as_none(library: Path, kept_in: Path) -> None:
    """As after an update that bears the same version, which happens to those who write ketacli."""
    whole = everything(library, kept_in)
    for file in kept_in.rglob("*.json"):
        kept = compiled.kept(file.parent, file.stem)
        assert kept is not None
        # Texts are not looked at: whoever can seal a page can write any text into it.
        for name in set(kept["page"]) - {"id", "language", "title"}:
            for strange in STRANGE:
                page = {**kept["page"], name: strange}
                compiled.keep(file.parent, file.stem, {**kept, "page": page})
                found = everything(library, kept_in)
                # Where a list belongs, an empty one is of its shape.
                assert found == whole or strange == [], (file.stem, name, strange)
            compiled.keep(file.parent, file.stem, kept)
