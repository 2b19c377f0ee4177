import os
from collections.abc import Callable
from json import dumps, loads
from pathlib import Path

import pytest

from ketacli import __version__
from ketacli.publishing.state import HIDDEN, MANIFEST, State, Unit, file_of, hidden, manifest, read
from support.publishing import digest

PAGE, LEAFLET = file_of(b"a page"), file_of(b"a leaflet")
STATE = State(
    {"en/index.html": PAGE, "en/small/leaflet.html": LEAFLET, "index.html": PAGE},
    {
        "": Unit(("index.html",), "k"),
        "en": Unit(("en/index.html",), "l"),
        "en/small": Unit(("en/small/leaflet.html",), "m", (("leaflet.html", "w"),)),
    },
    sealed=7,
)
ENDLESS = '{"format": 1, "files": {"index.html": {"sha256": "0", "bytes": Infinity}}}'


def test_the_hidden_file_says_all(tmp_path: Path) -> None:
    (tmp_path / HIDDEN).write_bytes(hidden(STATE, 7))
    assert read(tmp_path) == STATE
    (tmp_path / HIDDEN).write_bytes(hidden(STATE))
    assert read(tmp_path) == STATE._replace(sealed=0)


def test_the_manifest_says_what_each_file_is_and_no_more() -> None:
    written = loads(manifest(STATE))
    assert written.keys() == {"format", "program", "files"}
    assert written["program"] == __version__
    assert list(written["files"]) == sorted(STATE.files)
    assert written["files"]["en/index.html"] == {"sha256": digest(b"a page"), "bytes": 6}


def test_without_the_hidden_file_the_manifest_tells_which_pages_there_are(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_bytes(manifest(STATE))
    found = read(tmp_path)
    assert found is not None
    assert found.files == STATE.files
    assert {name: unit.files for name, unit in found.units.items()} == {
        name: unit.files for name, unit in STATE.units.items()
    }
    assert not found.sealed
    assert not any(unit.key for unit in found.units.values())


def half(site: Path) -> None:
    (site / HIDDEN).write_bytes(hidden(STATE)[:-9])


def by_hand(site: Path) -> None:
    (site / HIDDEN).write_bytes(hidden(STATE).replace(b'"k"', b'"K"'))


def of_another_program(site: Path) -> None:
    (site / HIDDEN).write_text("[1]", "utf-8")


def as_pipe(site: Path) -> None:
    os.mkfifo(site / HIDDEN)


def as_folder(site: Path) -> None:
    (site / HIDDEN).mkdir()


def as_link(site: Path) -> None:
    (site / "elsewhere").write_bytes(hidden(STATE))
    (site / HIDDEN).symlink_to(site / "elsewhere")


@pytest.mark.parametrize("damage", [half, by_hand, of_another_program, as_pipe, as_folder, as_link])
def test_a_damaged_hidden_file_counts_as_none(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    damage(tmp_path)
    assert read(tmp_path) is None
    (tmp_path / MANIFEST).write_bytes(manifest(STATE))
    found = read(tmp_path)
    assert found is not None
    assert found.files == STATE.files
    assert not found.sealed


@pytest.mark.parametrize("name", ["../en", "/en", "en/a/b", "en/a b", "en/a\0b", "en/\ud800", "."])
def test_no_page_stands_outside_the_site(tmp_path: Path, name: str) -> None:
    (tmp_path / HIDDEN).write_bytes(hidden(State({}, {name: Unit(())})))
    assert read(tmp_path) is None


def test_a_site_that_may_not_be_read_is_no_folder_of_somebody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / HIDDEN).write_bytes(hidden(STATE))

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(PermissionError):
        read(tmp_path)


def test_a_folder_with_neither_is_no_site(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_bytes(b"")
    assert read(tmp_path) is None


@pytest.mark.parametrize(
    "name", ["../secret", "/etc/passwd", "", "a/../../b", "a\0b.html", HIDDEN, MANIFEST]
)
def test_nobody_is_led_out_of_the_site(tmp_path: Path, name: str) -> None:
    files = {name: {"sha256": "0", "bytes": 1}}
    (tmp_path / MANIFEST).write_text(dumps({"format": 1, "files": files}), "utf-8")
    assert read(tmp_path) is None


@pytest.mark.parametrize(
    "text", ["[]", "{}", '{"format": 2, "files": {}}', "[" * 100_000, "1", ENDLESS]
)
def test_a_manifest_of_something_else_is_no_site(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_text(text, "utf-8")
    assert read(tmp_path) is None
