"""Two states of a library, for the tests of what has changed: in memory, and as a checkout."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from ketacli.library.changes import Changes, TopicChanges, changes
from ketacli.library.folder import Folder
from ketacli.library.history import PastFolder
from ketacli.site import Clinic
from support.content import SMALL_TOPIC, change, small_library
from support.program import CONTENT

DAY = "2026-03-04T12:00:00+0000"
NAME = "en/topics/small.yaml"
BASE = {
    name: (CONTENT / name).read_bytes()
    for name in ("library.yaml", "references.yaml", "en/disclaimer.yaml", "en/labels.yaml")
} | {"en/style.yaml": (CONTENT / "en/style.yaml").read_bytes()}
"""What a comparison looks at beside topics."""


class File(NamedTuple):
    """One file of a revision."""

    mode: str
    object: str
    size: int


class Past:
    """A history in memory: the files of each revision, the newest first."""

    def __init__(self, *states: Mapping[str, bytes]) -> None:
        self._states = {f"{number:040x}": state for number, state in enumerate(states)}
        self._contents: dict[str, bytes] = {}
        self.modes: dict[str, str] = {}
        self.lost: set[str] = set()
        """Contents that this clone lacks."""

    def files(self, revision: str) -> dict[str, File]:
        found = {}
        for name, content in self._states[revision].items():
            object_ = str(hash(content))
            self._contents[object_] = content
            mode = self.modes.get(name, "100644")
            found[name] = File(mode, object_, len(content))
        return found

    def around(self, _names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self._states)

    def read(self, name: str) -> bytes | None:
        content = self._contents[name]
        return None if content.decode("utf-8", "replace") in self.lost else content


def state(files: Mapping[str, bytes], *, modes: Mapping[str, str] | None = None) -> PastFolder:
    """A library in memory."""
    past = Past(files)
    past.modes.update(modes or {})
    return PastFolder(Folder(CONTENT), past, f"{0:040x}")


def with_topics(**topics: str) -> dict[str, bytes]:
    """The files of a library with these topics."""
    return BASE | {f"en/topics/{name}.yaml": text.encode() for name, text in topics.items()}


def all_changes(then: Mapping[str, bytes], now: Mapping[str, bytes], topic: str = "") -> Changes:
    return changes(state(then), state(now), "en", topic, Clinic())


def topic_changes(then: str, now: str) -> TopicChanges:
    """What became of the small topic."""
    return all_changes(with_topics(small=then), with_topics(small=now)).topics[0]


def turned(old: str, new: str, text: str = SMALL_TOPIC) -> str:
    """A text with another piece in it."""
    assert old in text
    return text.replace(old, new, 1)


def edited(*turns: tuple[str, str]) -> TopicChanges:
    """What became of the small topic when pieces of it were replaced."""
    text = SMALL_TOPIC
    for old, new in turns:
        text = turned(old, new, text)
    return topic_changes(SMALL_TOPIC, text)


def git(folder: Path, *arguments: str, day: str = DAY) -> str:
    """Run Git as an author would."""
    who = ("-c", "user.name=A test", "-c", "user.email=test@example.org")
    made = {"GIT_COMMITTER_DATE": day, "GIT_AUTHOR_DATE": day, "GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(
        ["git", *who, *arguments],
        cwd=folder,
        env={**os.environ, **made},
        check=True,
        capture_output=True,
    )
    return done.stdout.decode().strip()


def commit(library: Path, message: str, *turns: tuple[str, str, str], day: str = DAY) -> str:
    """Change files of a library, commit all, and give the hash."""
    for name, old, new in turns:
        change(library / name, old, new)
    git(library.parent, "add", ".", day=day)
    git(library.parent, "commit", "-q", "--allow-empty", "-m", message, day=day)
    return git(library.parent, "rev-parse", "HEAD")


def repository(folder: Path, **topics: str) -> Path:
    """A library below a checkout, all of it committed."""
    checkout = folder / "checkout"
    checkout.mkdir()
    library = small_library(checkout, **topics)
    git(checkout, "init", "-q", "-b", "main")
    commit(library, "All of it")
    return library


@contextmanager
def without_git() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", "/nowhere")
        yield
