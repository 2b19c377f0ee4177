"""Libraries for tests: the shipped one, copied, and changed as a test needs."""

import shutil
from pathlib import Path

from support.program import CONTENT

SAID = "publisher: P., funding: F., updates: U."
"""What a library says of itself in another language."""
TOPIC = "en/topics/how-ketamine-works.yaml"
SMALL_TOPIC = """\
kind: note
title: A small topic
purpose: To be small in tests.
audience: For tests.
main_message: Nothing much is said here.
sections:
  - id: first
    title: The first part
    key_point: It is short.
    body:
      - One sentence.
not_known:
  - Why this is short.
questions:
  - Is this short?
when_to_get_help:
  - Call when you are worried.
last_checked: 2026-01-01
next_review: 2999-01-01
"""
"""The smallest topic that keeps every rule."""


def copy_library(folder: Path) -> Path:
    """A copy of the shipped library below a folder, in its own language only."""
    library = folder / "library"
    shutil.copytree(CONTENT, library, ignore=_translations)
    about = library / "library.yaml"
    text = about.read_text(encoding="utf-8")
    own = "  - tag: en\n    name: English\n"
    head, _, rest = text.partition(own)
    topics = rest.partition("topics:\n")[2]
    about.write_text(f"{head}{own}topics:\n{topics}", encoding="utf-8")
    return library


def _translations(folder: str, names: list[str]) -> list[str]:
    """Folders of languages but the library's own."""
    if Path(folder) != CONTENT:
        return []
    return [name for name in names if name != "en" and (CONTENT / name).is_dir()]


def small_library(folder: Path, **topics: str) -> Path:
    """A copy of the shipped library with small topics in place of its own.

    Args:
        folder: where to make it.
        topics: the text of each topic by its id, with `_` for `-`.
    """
    library = copy_library(folder)
    shutil.rmtree(library / "en" / "topics")
    (library / "en" / "topics").mkdir()
    named = {
        name.replace("_", "-"): text for name, text in (topics or {"small": SMALL_TOPIC}).items()
    }
    for name, text in named.items():
        (library / "en" / "topics" / f"{name}.yaml").write_text(text, encoding="utf-8")
    listed = "".join(f"  - {name}\n" for name in named)
    about = (library / "library.yaml").read_text(encoding="utf-8")
    head = about.partition("topics:\n")[0]
    (library / "library.yaml").write_text(f"{head}topics:\n{listed}", encoding="utf-8")
    return library


def change(file: Path, old: str, new: str) -> None:
    """Replace a text that must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def with_language(library: Path, tag: str, name: str) -> None:
    """Add a language to a library: the words of the first one under another tag."""
    shutil.copytree(library / "en", library / tag)
    change(
        library / "library.yaml",
        "topics:\n",
        f"  - {{tag: {tag}, name: {name}, {SAID}}}\ntopics:\n",
    )
