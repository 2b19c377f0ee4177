"""A published folder: what a server may open of it, whatever state it is in."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ketacli.errors import UsageError
from ketacli.publishing import published
from ketacli.publishing.lost import lost_page
from ketacli.publishing.published import Published
from support.site_folder import FILES, digest, entry, site_folder, write_manifest

LEAFLET = "en/how-it-works/leaflet.html"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return site_folder(tmp_path / "site")


def refusal(folder: Path) -> str:
    with pytest.raises(UsageError) as refused:
        Published(folder).check()
    return str(refused.value)


def in_manifest(site: Path, **files: object) -> None:
    file = site / "manifest.json"
    said = json.loads(file.read_text(encoding="utf-8"))
    said["files"].update(files)
    file.write_text(json.dumps(said), encoding="utf-8")


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_the_manifest_names_is_opened_with_its_digest(site: Path, name: str) -> None:
    opened = Published(site).fetch(name)
    assert opened == (FILES[name], digest(FILES[name]))


def test_the_manifest_is_opened_with_its_own_digest(site: Path) -> None:
    written = (site / "manifest.json").read_bytes()
    assert Published(site).fetch("manifest.json") == (written, digest(written))


def test_a_site_is_a_site(site: Path) -> None:
    Published(site).check()


@pytest.mark.parametrize(
    "name",
    ["notes.html", ".ketacli.json", "en", "", "en/", "../site/index.html", "/index.html", "\0"],
)
def test_what_the_manifest_does_not_name_is_not_opened(site: Path, name: str) -> None:
    for other in ("notes.html", ".ketacli.json"):
        (site / other).write_bytes(b"others")
    assert Published(site).fetch(name) is None


def links_out(file: Path) -> None:
    (file.parents[3] / "secret").write_bytes(file.read_bytes())
    file.unlink()
    file.symlink_to(file.parents[3] / "secret")


def folder_links_out(file: Path) -> None:
    file.parent.rename(file.parents[3] / "elsewhere")
    file.parent.symlink_to(file.parents[3] / "elsewhere")


def half_written(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def longer(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"x")


def pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize(
    "spoil", [links_out, folder_links_out, half_written, longer, pipe, folder, Path.unlink]
)
def test_a_named_file_that_is_not_as_it_was_published_is_not_opened(
    site: Path, spoil: Callable[[Path], object]
) -> None:
    shown = Published(site)
    assert shown.fetch(LEAFLET)
    spoil(site / LEAFLET)
    assert shown.fetch(LEAFLET) is None
    assert shown.fetch("index.html")


def test_a_link_to_the_site_is_the_site_that_it_leads_to_now(site: Path, tmp_path: Path) -> None:
    other = site_folder(tmp_path / "other", {**FILES, "sw.js": b"other"})
    link = tmp_path / "link"
    link.symlink_to(site)
    shown = Published(link)
    assert shown.fetch("sw.js") == (FILES["sw.js"], digest(FILES["sw.js"]))
    link.unlink()
    link.symlink_to(other)
    assert shown.fetch("sw.js") == (b"other", digest(b"other"))


def test_a_new_state_in_the_place_of_the_old_one_is_seen(site: Path, tmp_path: Path) -> None:
    shown = Published(site)
    first = FILES["index.html"].replace(b"Elija un idioma", b"Choose")
    new = {"index.html": first, "en/new.html": FILES["index.html"]}
    assert shown.fetch("en/new.html") is None
    site.rename(tmp_path / "old")
    assert shown.fetch("index.html") is None
    site_folder(site, new)
    assert shown.fetch("index.html") == (first, digest(first))
    assert shown.fetch("en/new.html")
    assert shown.fetch(LEAFLET) is None
    assert "Choose" in shown.lost()


def test_a_manifest_is_read_again_only_where_it_has_changed(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[bytes] = []
    files = published._files

    def counted(written: bytes) -> object:
        read.append(written)
        return files(written)

    monkeypatch.setattr(published, "_files", counted)
    shown = Published(site)
    for _ in range(3):
        assert shown.fetch("index.html")
    assert len(read) == 1
    write_manifest(site, {"index.html": FILES["index.html"]})
    assert shown.fetch("sw.js") is None
    assert len(read) == 2


def test_a_folder_that_is_not_there_is_no_site(tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    told = f"{missing} is no site that ketacli published: no such file or directory."
    assert refusal(missing) == told
    assert Published(missing).fetch("index.html") is None
    assert Published(missing).lost() == lost_page("")


def test_a_file_is_no_site(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    assert refusal(file).endswith(": not a directory.")


def test_a_folder_of_other_files_is_no_site(tmp_path: Path) -> None:
    assert refusal(tmp_path).endswith(": it has no manifest.json.")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{", "its manifest.json is damaged"),
        ("[" * 100_000, "its manifest.json is damaged"),
        ("[]", "its manifest.json is of another version"),
        ('{"format": 2}', "its manifest.json is of another version"),
        ('{"format": 1}', "its manifest.json names no index.html"),
        ('{"format": 1, "files": {"a.html": {}}}', "its manifest.json names no index.html"),
    ],
)
def test_a_manifest_that_cannot_be_read_is_told(site: Path, written: str, told: str) -> None:
    (site / "manifest.json").write_text(written, encoding="utf-8")
    assert refusal(site).endswith(f": {told}.")
    assert Published(site).fetch("index.html") is None


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../secret.html", entry(b"")),
        ("/etc/passwd.txt", entry(b"")),
        (".hidden.html", entry(b"")),
        ("en/run.php", entry(b"")),
        ("en/index.html\u202e", entry(b"")),
        ("en/x.html", {"sha256": "no digest", "bytes": 1}),
        ("en/x.html", {"sha256": digest(b""), "bytes": -1}),
        ("en/x.html", {"sha256": digest(b""), "bytes": "1"}),
        ("en/x.html", {"sha256": digest(b"")}),
        ("en/x.html", digest(b"")),
    ],
)
def test_a_manifest_that_says_what_no_site_has_is_refused(
    site: Path, name: str, said: object
) -> None:
    in_manifest(site, **{name: said})
    told = refusal(site)
    assert " its manifest.json says of " in told
    assert "\u202e" not in told
    assert Published(site).fetch("index.html") is None


@pytest.mark.parametrize(
    "policy", ["", "style-src 'sha256-x'", "default-src 'none'; style-src 'unsafe-inline'"]
)
def test_a_page_without_a_policy_as_strict_as_ours_makes_it_no_site(
    site: Path, policy: str
) -> None:
    page = FILES[LEAFLET].replace(b"default-src 'none'; style-src 'sha256-x'", policy.encode())
    assert page != FILES[LEAFLET]
    (site / LEAFLET).write_bytes(page)
    in_manifest(site, **{LEAFLET: entry(page)})
    assert refusal(site).endswith(f": {LEAFLET} has no policy of its own.")


def test_a_page_that_is_not_there_makes_it_no_site(site: Path) -> None:
    (site / LEAFLET).unlink()
    assert refusal(site).endswith(": no such file or directory.")


def test_a_page_that_is_no_file_makes_it_no_site(site: Path) -> None:
    folder(site / LEAFLET)
    assert refusal(site).endswith(f": {LEAFLET} is no file.")


def test_a_name_of_a_folder_is_safe_to_draw(tmp_path: Path) -> None:
    assert "\x1b" not in refusal(tmp_path / "a\x1b[2Jb")
