"""Where this user's files are kept, whatever HOME says; and the settings of this device."""

import os
import subprocess
from pathlib import Path

import pytest

from ketacli.cli import folders
from ketacli.errors import ExitCode
from support.inside import Inside
from support.program import command, surroundings

ODD_HOMES = [{}, {"HOME": ""}, {"HOME": "."}, {"HOME": "here"}, {"HOME": "~"}]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site.yaml"


def test_folders_follow_the_base_directory_specification() -> None:
    home = {"HOME": "/h"}
    assert folders.state_folder(home) == Path("/h/.local/state/ketacli")
    assert folders.cache_folder(home) == Path("/h/.cache/ketacli")
    told = {**home, "XDG_STATE_HOME": "/s", "XDG_CACHE_HOME": "/c"}
    assert folders.state_folder(told) == Path("/s/ketacli")
    assert folders.cache_folder(told) == Path("/c/ketacli")


def test_a_relative_xdg_folder_is_passed_over() -> None:
    told = {"HOME": "/h", "XDG_STATE_HOME": "s", "XDG_CACHE_HOME": "~/c"}
    assert folders.state_folder(told) == folders.state_folder({"HOME": "/h"})
    assert folders.cache_folder(told) == folders.cache_folder({"HOME": "/h"})


def test_a_service_has_the_folders_that_systemd_gives_it() -> None:
    told = {"HOME": "/h", "STATE_DIRECTORY": "/v/s:/v/other", "CACHE_DIRECTORY": "/v/c"}
    assert folders.state_folder(told) == Path("/v/s")
    assert folders.cache_folder(told) == Path("/v/c")
    assert folders.state_folder({**told, "STATE_DIRECTORY": "s"}) == folders.state_folder(
        {"HOME": "/h"}
    )


@pytest.mark.parametrize("environment", ODD_HOMES)
def test_without_a_home_there_is_no_folder(environment: dict[str, str]) -> None:
    assert folders.state_folder(environment) is None
    assert folders.cache_folder(environment) is None


@pytest.mark.parametrize("environment", ODD_HOMES)
def test_without_a_home_reading_works_and_no_folder_appears(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    known = {name: value for name, value in surroundings(tmp_path).items() if name != "HOME"}
    done = subprocess.run(
        command("topics"),
        env={**known, **environment},
        cwd=here,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (ExitCode.DONE, b"")
    assert list(here.iterdir()) == []


def test_a_cache_that_cannot_be_written_is_no_fault(ketacli: Inside, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    for cache in (file, tmp_path / ("x" * 300)):
        assert ketacli("topics", XDG_CACHE_HOME=os.fspath(cache)) == ketacli("topics")


def test_programs_that_start_at_once_do_not_disturb_each_other(
    ketacli: Inside, home: Path, tmp_path: Path
) -> None:
    empty = os.fspath(tmp_path / "new")
    programs = [
        subprocess.Popen(
            command("topics"),
            env=surroundings(home, XDG_CACHE_HOME=empty),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    usual = ketacli("topics")
    for program in programs:
        out, err = program.communicate(timeout=60)
        assert (program.returncode, out, err) == usual
    assert ketacli("topics", XDG_CACHE_HOME=empty) == usual


def test_the_site_is_the_one_that_is_named_then_the_system_s_then_the_user_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system, home = tmp_path / "system.yaml", tmp_path / "home"
    own = home / ".config" / "ketacli" / "site.yaml"
    monkeypatch.setattr(folders, "_SYSTEM_SITE", system)
    environment = {"HOME": os.fspath(home)}
    assert folders.site_file(environment) is None
    assert folders.site_file({}) is None
    own.parent.mkdir(parents=True)
    own.touch()
    assert folders.site_file(environment) == own
    system.touch()
    assert folders.site_file(environment) == system
    assert folders.site_file({**environment, "KETACLI_SITE": "/named"}) == Path("/named")
    assert folders.site_file({"KETACLI_SITE": "named"}) == Path.cwd() / "named"


def test_a_site_of_the_system_that_is_kept_from_us_is_not_passed_over(
    ketacli: Inside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # It may say that several people use the device.
    link = tmp_path / "link.yaml"
    link.symlink_to(tmp_path / "nothing")
    unreadable = tmp_path / ("x" * 300)
    for file in (link, unreadable):
        monkeypatch.setattr(folders, "_SYSTEM_SITE", file)
        done = ketacli("topics")
        assert (done.code, done.out) == (ExitCode.CONTENT, "")
    monkeypatch.setattr(folders, "_SYSTEM_SITE", tmp_path / "nosuch" / "site.yaml")
    assert ketacli("topics").code == ExitCode.DONE


def test_a_configuration_folder_that_cannot_be_looked_into_is_passed_over(
    ketacli: Inside, tmp_path: Path
) -> None:
    for home in (f"{tmp_path}/{'x' * 300}", "/dev/null", "/nosuch"):
        assert ketacli("topics", HOME=home).code == ExitCode.DONE


def test_the_user_s_own_site_is_read(ketacli: Inside) -> None:
    own = ketacli.home / ".config" / "ketacli"
    own.mkdir(parents=True)
    (own / "site.yaml").write_text("region: uk\n", encoding="utf-8")
    assert ketacli("topics") == ketacli("topics", "--region", "uk")


WRONG = {
    "region: [\n": ":2:1: ",
    "shared_device: maybe\n": ":1:16: ",
    "region: us\nshared_devices: yes\n": ":2:1: ",
    "clinic:\n  nam: A clinic\n": ":2:3: ",
    "region: us\nregion: uk\n": ":2:1: ",
    "clinic:\n  name: \x1b[2J\n": ":2:9: ",
    "": ":1:1: ",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_site_ends_every_command_with_its_file_line_and_column(
    ketacli: Inside, site: Path, text: str
) -> None:
    site.write_text(text, encoding="utf-8")
    for arguments in ((), ("topics",), ("explain",), ("glossary",), ("disclaimer", "--status")):
        done = ketacli(*arguments, KETACLI_SITE=os.fspath(site))
        assert (done.code, done.out) == (ExitCode.CONTENT, "")
        assert f"{site.name}{WRONG[text]}" in done.err


def test_a_site_that_is_named_must_be_there(ketacli: Inside, tmp_path: Path) -> None:
    for name in ("nosuch.yaml", ".", "x" * 300):
        done = ketacli("topics", KETACLI_SITE=os.fspath(tmp_path / name))
        assert (done.code, done.out) == (ExitCode.CONTENT, "")
        assert done.err.count("\n") == 1


def test_an_accessible_site_makes_everything_linear(ketacli: Inside, site: Path) -> None:
    site.write_text("accessible: yes\n", encoding="utf-8")
    linear = ketacli.at_terminal("topics", KETACLI_SITE=os.fspath(site))
    assert linear.out == ketacli("topics").out
    assert ketacli.at_terminal("topics").out != linear.out
