"""`ketacli publish`: what it makes, what it says, and what it refuses."""

import os
import shutil
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from ketacli.cli import publish as publishing
from ketacli.errors import ExitCode
from ketacli.publishing.kinds import INDEX, Kind
from ketacli.publishing.place import Left
from support.content import change, small_library
from support.inside import Inside
from support.program import command, surroundings
from support.publishing import assert_whole, beside, tree, two_languages

FAST = ("-f", "html", "-f", "text", "--jobs", "1")
ADDRESS = "https://clinic.example/info"


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


def asked(library: Path, site: Path, *more: str) -> tuple[str, ...]:
    return ("publish", os.fspath(site), "--library", os.fspath(library), *more)


def test_every_kind_of_file_is_there_by_default(
    home: Path, tmp_path: Path, library: Path, site: Path
) -> None:
    done = subprocess.run(
        command(*asked(library, site, "--address", ADDRESS)),
        env=surroundings(home),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (ExitCode.DONE, b"")
    assert_whole(site)
    files = {file.name for file in (site / "en/small").iterdir()}
    assert files == {INDEX, *(kind.file for kind in Kind)}
    places = ET.fromstring((site / "sitemap.xml").read_bytes()).itertext()
    assert [place.strip() for place in places if place.strip()] == [f"{ADDRESS}/en/small/"]
    assert done.stderr.decode().splitlines() == [
        "1/1 en/small",
        "Published. Files: written 14, kept 0, removed 0.",
    ]
    again = subprocess.run(
        command(*asked(library, tmp_path / "again", "--address", ADDRESS, "--jobs", "2")),
        env=surroundings(home),
        capture_output=True,
        check=False,
    )
    assert again.returncode == ExitCode.DONE
    assert tree(tmp_path / "again") == tree(site)


def test_without_an_address_it_says_what_is_left_out(
    ketacli: Inside, library: Path, site: Path
) -> None:
    done = ketacli(*asked(library, site, *FAST))
    assert (done.code, done.out) == (ExitCode.DONE, "")
    assert done.err.startswith("1/1 en/small\n")
    assert "Files: written 6, kept 0, removed 0. Left out, because" in words(done.err)
    assert words(done.err).endswith("the site has no address: sitemap.xml.")
    done = ketacli(*asked(library, site, *FAST, "-f", "code"))
    assert "no address: sitemap.xml and code.svg." in words(done.err)
    assert not [*site.rglob("code.svg")]
    assert "kept 6" in words(done.err)


def test_the_address_of_the_clinic_is_enough(
    ketacli: Inside, library: Path, site: Path, tmp_path: Path
) -> None:
    (tmp_path / "site.yaml").write_text(f"published_at: {ADDRESS}/\n", "utf-8")
    done = ketacli(*asked(library, site, *FAST), KETACLI_SITE=os.fspath(tmp_path / "site.yaml"))
    assert "Left out" not in done.err
    assert f"{ADDRESS}/en/small/" in (site / "sitemap.xml").read_text("utf-8")


def test_without_the_name_of_a_folder_nothing_is_published(ketacli: Inside, library: Path) -> None:
    done = ketacli("publish", "", "--library", str(library))
    assert done.code == ExitCode.USAGE
    assert "needs the name of a folder" in done.err


@pytest.mark.parametrize("address", ["clinic.example", "ftp://clinic.example/", "https://x/?y"])
def test_an_address_that_is_none_is_refused(
    ketacli: Inside, library: Path, site: Path, address: str
) -> None:
    done = ketacli(*asked(library, site, "--address", address))
    assert done.code == ExitCode.USAGE
    assert "--address" in done.err
    assert not site.exists()


def test_a_fault_in_content_is_told_with_its_place(
    ketacli: Inside, library: Path, site: Path
) -> None:
    ketacli(*asked(library, site, *FAST))
    before = tree(site)
    change(library / "en/topics/small.yaml", "kind: note\n", "kind: note\nfault: x\n")
    done = ketacli(*asked(library, site, *FAST))
    assert done.code == ExitCode.CONTENT
    assert "en/topics/small.yaml:2:1:" in done.err
    assert tree(site) == before


def test_a_topic_that_is_not_shown_is_told_in_a_line(
    ketacli: Inside, library: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "_MOST_NAMED", 1)
    text = (library / "en/topics/small.yaml").read_text("utf-8")
    for name in ("old", "older"):
        withdrawn = text.replace("2999-01-01", "2026-01-02")
        (library / f"en/topics/{name}.yaml").write_text(withdrawn, "utf-8")
    done = ketacli(*asked(library, site, *FAST))
    assert done.code == ExitCode.DONE
    assert "Not shown: en/old. This leaflet is not shown any more" in words(done.err)
    assert "Not shown: 1 more; see ketacli status." in words(done.err)
    assert (site / "en/small/leaflet.html").exists()
    told = (site / "en/old/index.html").read_bytes()
    assert (site / "en/old/leaflet.html").read_bytes() == told
    assert not (site / "en/old/leaflet.txt").exists()


def test_a_language_that_is_stopped_is_told_in_a_line(
    ketacli: Inside, tmp_path: Path, site: Path
) -> None:
    (tmp_path / "two").mkdir()
    library = two_languages(tmp_path / "two")
    change(library / "en/disclaimer.yaml", "title: ", "title: Now ")
    done = ketacli(*asked(library, site, *FAST))
    assert done.code == ExitCode.DONE
    assert "Nothing is shown in es" in done.err
    assert (site / "es/index.html").exists()


@pytest.mark.parametrize("what", ["file", "theirs", "nowhere"])
def test_what_is_no_place_for_a_site_is_left_alone(
    ketacli: Inside, library: Path, tmp_path: Path, what: str
) -> None:
    target = tmp_path / "target"
    match what:
        case "file":
            target.write_bytes(b"theirs")
        case "theirs":
            target.mkdir()
            (target / "theirs").write_bytes(b"theirs")
        case _:
            target = tmp_path / "missing" / "target"
    done = ketacli(*asked(library, target, *FAST))
    assert done.code == ExitCode.NOT_WRITTEN
    assert "could not be written: " in words(done.err)
    assert not tmp_path.joinpath("missing").exists()
    left = [file.read_bytes() for file in (target, target / "theirs") if file.is_file()]
    assert left == ([] if what == "nowhere" else [b"theirs"])
    assert not beside(tmp_path / "target")


@pytest.mark.parametrize(
    ("missing", "kind"),
    [("jinja2", "text"), ("typst", "pdf"), ("typst", "large-pdf"), ("segno", "code")],
)
def test_what_a_kind_needs_is_told_before_any_work(
    ketacli: Inside,
    library: Path,
    site: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    missing: str,
    kind: str,
) -> None:
    real = find_spec

    def hides(name: str) -> object:
        return None if name == missing else real(name)

    for module in ("ketacli.cli.formats", "ketacli.render.pdf", "ketacli.render.qr"):
        monkeypatch.setattr(f"{module}.find_spec", hides)
    done = ketacli(*asked(library, site, "-f", kind, "--address", ADDRESS))
    assert done.code == ExitCode.NOT_INSTALLED
    assert "pip install" in done.err
    assert missing in done.err
    assert not site.exists()


def test_all_that_is_missing_is_told_at_once(
    ketacli: Inside, library: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("ketacli.cli.formats", "ketacli.render.pdf", "ketacli.render.qr"):
        monkeypatch.setattr(f"{module}.find_spec", lambda _: None)
    done = ketacli(*asked(library, site, "-f", "pdf", "-f", "code", "--address", ADDRESS))
    assert done.code == ExitCode.NOT_INSTALLED
    commands = done.err.splitlines()[-3:]
    for part, line in zip(("jinja2", "typst", "segno"), commands, strict=True):
        assert f"pip install '{part}" in line
    assert not site.exists()


def test_paper_has_no_meaning_where_nothing_is_printed(
    ketacli: Inside, library: Path, site: Path
) -> None:
    done = ketacli(*asked(library, site, "-f", "text", "--paper", "letter"))
    assert done.code == ExitCode.USAGE
    assert "--paper needs --format pdf" in done.err
    assert not site.exists()


@pytest.mark.parametrize(("there", "says"), [([], "espeak-ng"), (["espeak-ng"], "vorbis-tools")])
def test_without_the_programs_that_record_there_is_no_sound(
    ketacli: Inside, library: Path, site: Path, tmp_path: Path, *, there: list[str], says: str
) -> None:
    (tmp_path / "bin").mkdir()
    for name in there:
        place = shutil.which(name)
        assert place is not None
        (tmp_path / "bin" / name).symlink_to(place)
    done = ketacli(*asked(library, site, "-f", "audio"), PATH=os.fspath(tmp_path / "bin"))
    assert done.code == ExitCode.NOT_INSTALLED
    assert f"apt install {says}" in done.err
    assert not site.exists()


def test_without_an_exchange_of_names_it_says_so(
    ketacli: Inside, library: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ketacli.publishing.system.exchange", lambda _one, _other: False)
    ketacli(*asked(library, site, *FAST))
    change(library / "en/topics/small.yaml", "One sentence.", "One other sentence.")
    done = ketacli(*asked(library, site, *FAST))
    assert "for a moment there was no site" in words(done.err)


def test_what_an_admin_has_to_know_is_told_in_lines(
    ketacli: Inside, library: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ketacli(*asked(library, site, *FAST))
    for name in ("leaflet.pdf", "leaflet.ogg", "leaflet.md"):
        (site / "en/small" / name).write_bytes(b"of another day")
    done = ketacli(*asked(library, site, *FAST))
    assert "names: en/small/leaflet.md, en/small/leaflet.ogg, en/small/leaflet.pdf." in words(
        done.err
    )
    assert "removed 3" in words(done.err)
    for name in ("leaflet.pdf", "leaflet.ogg", "leaflet.md", "leaflet.json"):
        (site / "en/small" / name).write_bytes(b"of another day")
    left = (Left(site / "x", "permission denied"),)
    monkeypatch.setattr("ketacli.publishing.switching.clear", lambda _: left)
    monkeypatch.setattr("ketacli.publishing.laying.Laying.settle", lambda _: False)
    done = ketacli(*asked(library, site, *FAST))
    assert done.code == ExitCode.DONE
    assert "en/small/leaflet.ogg, and 1 more." in words(done.err)
    assert "could not be given to the owner and the group" in words(done.err)
    assert f"could not be taken away: {site / 'x'}: permission denied. The new" in words(done.err)
    assert done.err.splitlines()[-2].startswith("Published.")


def test_ctrl_c_ends_it_at_once_and_leaves_nothing(home: Path, site: Path) -> None:
    waits = (
        "import os, sys, time; from ketacli.publishing import renewing;"
        "slow = lambda *_: (os.write(1, b'at work'), time.sleep(600));"
        "renewing.Renewal._make = slow; from ketacli.cli import main; main()"
    )
    program = subprocess.Popen(
        [sys.executable, "-c", waits, "publish", os.fspath(site), "-f", "html", "--jobs", "2"],
        env=surroundings(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    assert program.stdout is not None
    assert program.stdout.read(14) == b"at work" * 2
    os.killpg(program.pid, signal.SIGINT)
    assert program.wait(60) == ExitCode.INTERRUPTED
    assert program.stdout.read() == b""  # and nobody is left who could write
    program.stdout.close()
    assert not site.exists()
    assert not beside(site)


def test_the_region_is_the_one_that_was_asked_for(
    ketacli: Inside, library: Path, site: Path
) -> None:
    ketacli(*asked(library, site, *FAST), LANG="en_US.UTF-8")
    everywhere = (site / "en/small/leaflet.txt").read_text("utf-8")
    ketacli(*asked(library, site, *FAST, "--region", "uk"))
    here = (site / "en/small/leaflet.txt").read_text("utf-8")
    assert len(here) < len(everywhere)
    assert ketacli(*asked(library, site, *FAST, "--region", "x")).code == ExitCode.NOT_FOUND
