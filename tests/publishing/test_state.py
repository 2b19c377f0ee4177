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
    sealed=True,
)


def test_the_hidden_file_says_all(tmp_path: Path) -> None:
    (tmp_path / HIDDEN).write_bytes(hidden(STATE))
    assert read(tmp_path) == STATE


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


def test_a_damaged_hidden_file_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / HIDDEN).write_bytes(hidden(STATE)[:-9])
    assert read(tmp_path) is None
    (tmp_path / MANIFEST).write_bytes(manifest(STATE))
    found = read(tmp_path)
    assert found is not None
    assert found.files == STATE.files


def test_a_folder_with_neither_is_no_site(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_bytes(b"")
    assert read(tmp_path) is None


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "", "a/../../b", HIDDEN, MANIFEST])
def test_nobody_is_led_out_of_the_site(tmp_path: Path, name: str) -> None:
    files = {name: {"sha256": "0", "bytes": 1}}
    (tmp_path / MANIFEST).write_text(dumps({"format": 1, "files": files}), "utf-8")
    assert read(tmp_path) is None


@pytest.mark.parametrize("text", ["[]", "{}", '{"format": 2, "files": {}}', "[" * 100_000, "1"])
def test_a_manifest_of_something_else_is_no_site(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_text(text, "utf-8")
    assert read(tmp_path) is None
