"""A device whose clock a test sets, and a library that is out of date on a day that it knows."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest

from ketacli.cli import complete, desk, disclaimer, explain, preview, status
from ketacli.express import LATEST_DAY
from support.content import SMALL_TOPIC, small_library
from support.program import surroundings

CHECKED = date(2026, 1, 1)
REVIEW = date(2026, 7, 1)
GRACE = 30
LAST = REVIEW + timedelta(days=GRACE)
"""The last day on which the leaflet is shown."""
AFTER = LAST + timedelta(days=1)
BEFORE = REVIEW - timedelta(days=1)
OLD = SMALL_TOPIC.replace("next_review: 2999-01-01", f"next_review: {REVIEW}")
# What the clock shows is set before anything of ketacli has asked it.
_PROGRAM = """\
import sys
from datetime import date
day = date.fromisoformat(sys.argv[1])
sys.argv[1:] = sys.argv[2:]
from ketacli import express
express.localtime = lambda: day.timetuple()[:9]
from ketacli.cli import surroundings
surroundings.today = lambda: day
from ketacli.__main__ import run
run()
"""


def library_of(folder: Path, **topics: str) -> Path:
    """An English library with a topic `old` that is withdrawn after LAST, and one that never is."""
    library = small_library(folder, **{"old": OLD, "new": SMALL_TOPIC, **topics})
    for other in library.glob("*/disclaimer.yaml"):
        if other.parent.name != "en":
            shutil.rmtree(other.parent)
    about = library / "library.yaml"
    head, _, rest = about.read_text("utf-8").partition("grace_days: ")
    languages = "languages:\n  - {tag: en, name: English}"
    listed = rest.partition("\ntopics:\n")[2]
    about.write_text(f"{head}grace_days: {GRACE}\n{languages}\ntopics:\n{listed}", "utf-8")
    return library


@contextmanager
def on(day: date) -> Iterator[None]:
    """What the clock shows to commands that run in this process."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (complete, desk, disclaimer, explain, preview, status):
            patch.setattr(module, "today", lambda: day)
        yield


def run_on(day: date, home: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run the whole program on a machine whose clock shows a day."""
    return subprocess.run(
        [sys.executable, "-c", _PROGRAM, day.isoformat(), *arguments],
        env=surroundings(home),
        cwd=home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def keep(state: Path, content: str) -> Path:
    """Write what is kept of the clock. Returns its file."""
    state.mkdir(parents=True, exist_ok=True)
    file = state / LATEST_DAY
    file.write_text(content, "utf-8")
    return file


def state_of(home: Path) -> Path:
    """Where a user without variables has it."""
    return home / ".local" / "state" / "ketacli"


def listed(page: str) -> dict[str, list[str]]:
    """The ids of each list on a page of `topics`, by the id of its part."""
    parts = json.loads(page)["parts"]
    return {
        part["id"]: [item["id"] for block in part["blocks"] for item in block.get("items", ())]
        for part in parts
        if part["id"] in {"topics", "withheld"}
    }


def where(library: Path) -> tuple[str, str]:
    """The option for a library."""
    return ("--library", os.fspath(library))
