"""Saves are told by the names of content files."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ketacli.cli import watching
from ketacli.cli.watching import can_watch, saves
from ketacli.errors import NotInstalledError


def after(watched: Iterator[frozenset[str]]) -> frozenset[str]:
    """The next names that are told."""
    return next(names for names in watched if names)


def test_each_save_is_told_in_whatever_way_an_editor_saves(tmp_path: Path) -> None:
    (tmp_path / "en/topics").mkdir(parents=True)
    file = tmp_path / "en/topics/a.yaml"
    file.touch()
    watched = saves(tmp_path)
    while next(watched):
        pass  # what was there before
    file.write_text("a: 1\n", encoding="utf-8")
    assert after(watched) == {"en/topics/a.yaml"}
    aside = file.with_name(".a.yaml.swp")
    aside.write_text("a: 2\n", encoding="utf-8")
    aside.replace(file)
    assert after(watched) == {"en/topics/a.yaml"}
    file.unlink()
    assert after(watched) == {"en/topics/a.yaml"}
    (tmp_path / "library.yaml").touch()
    (tmp_path / "notes.txt").touch()
    # A save that comes in two is told twice, and the second time here.
    assert frozenset({"library.yaml"}) in (after(watched) for _ in range(4))


def test_without_watchfiles_the_message_is_what_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    can_watch()
    monkeypatch.setattr(watching, "find_spec", lambda _: None)
    with pytest.raises(NotInstalledError) as raised:
        can_watch()
    assert raised.value.command == f"{sys.executable} -m pip install 'watchfiles>=1'"
