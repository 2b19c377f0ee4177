"""`ketacli preview` and `ketacli check --watch` in a real terminal, with files that are really
saved while they wait.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ketacli.errors import ExitCode
from support.content import SMALL_TOPIC, change, small_library
from support.terminal import terminal


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path)


def save_aside(file: Path, text: str) -> None:
    """As editors save that never leave half a file."""
    aside = file.with_name(f".{file.name}.swp")
    aside.write_text(text, encoding="utf-8")
    aside.replace(file)


def test_a_preview_follows_its_file_until_ctrl_c(
    library: Path, new_home: Callable[[], Path], question: str
) -> None:
    file = library / "en/topics/small.yaml"
    with terminal(new_home(), "preview", "--library", os.fspath(library)) as reader:
        reader.wait_for(question)
        assert "The first part" not in reader.written
        reader.type("yes\r")
        reader.wait_for("Errors: 0. Warnings: 0.", seconds=60)
        assert "One sentence." in reader.written

        change(file, "One sentence.", "Words that were saved in place.")
        reader.wait_for("Saved. Changed: The first part.", seconds=60)
        reader.wait_for("Words that were saved in place.", seconds=60)
        reader.wait_for("Errors: 0. Warnings: 0.", seconds=60, times=2)

        save_aside(file, "title: [")
        reader.wait_for("This cannot be shown as it stands.", seconds=60)
        reader.wait_for("small.yaml:2:1: this is not YAML", seconds=60)
        assert reader.written.count("Words that were saved in place.") == 2

        save_aside(file, SMALL_TOPIC.replace("One sentence.", "Words that were saved aside."))
        reader.wait_for("Words that were saved aside.", seconds=60)
        reader.wait_for("Errors: 0. Warnings: 0.", seconds=60, times=3)

        reader.type("\x03")
        assert reader.exit_code(60) == ExitCode.INTERRUPTED
    assert "Traceback" not in reader.written


def test_a_check_is_made_again_at_each_save_until_ctrl_c(
    library: Path, new_home: Callable[[], Path]
) -> None:
    file = library / "en/topics/small.yaml"
    with terminal(new_home(), "check", "--watch", os.fspath(library), columns=200) as author:
        author.wait_for("Errors: 0. Warnings: 0.", seconds=60)
        change(file, "kind: note", "kind: poem")
        author.wait_for("small.yaml:1:7: this must be 'guide' or 'note'", seconds=60)
        author.wait_for("Files: 1. Errors: 1. Warnings: 0.", seconds=60)
        save_aside(file, SMALL_TOPIC)
        author.wait_for("Files: 1. Errors: 0. Warnings: 0.", seconds=60)
        author.type("\x03")
        assert author.exit_code(60) == ExitCode.INTERRUPTED
    assert "Traceback" not in author.written
