import re
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

from ketacli.kiosk.units import (
    PROGRAM,
    SERVICE_FILE,
    TERMINAL_FILE,
    USER,
    UnitKind,
    files,
    unit,
)

MOST_EXPOSURE = 2.0
FOOT_AS_SHIPPED = Path("/etc/xdg/foot/foot.ini")
SEATD = "[Service]\nExecStart=/usr/bin/true\n"
"""Stands for the unit of Debian's package seatd, so that it need not be installed to test ours."""


def put(folder: Path, kind: UnitKind) -> Path:
    """The files of a kind in a folder, for a program that is there. Returns the unit."""
    for path, text in files(kind, program=sys.executable):
        (folder / Path(path).name).write_text(text, encoding="utf-8")
    (folder / "seatd.service").write_text(SEATD, encoding="utf-8")
    return folder / Path(SERVICE_FILE).name


def analyze(*arguments: str | Path) -> str:
    """What systemd-analyze says, on both streams. It must end well."""
    done = subprocess.run(
        ["systemd-analyze", *arguments], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def settings(text: str) -> list[tuple[str, str]]:
    lines = (line.partition("=") for line in text.splitlines() if not line.startswith("#"))
    return [(name, value) for name, equals, value in lines if equals]


def terminal() -> str:
    return files(UnitKind.WAYLAND)[1].text


@pytest.mark.parametrize("kind", UnitKind)
def test_systemd_finds_nothing_to_say_about_a_unit(kind: UnitKind, tmp_path: Path) -> None:
    service = put(tmp_path, kind)
    assert analyze("verify", "--man=no", service, tmp_path / "seatd.service") == ""


@pytest.mark.parametrize("kind", UnitKind)
def test_a_unit_is_as_closed_as_promised(kind: UnitKind, tmp_path: Path) -> None:
    said = analyze("security", "--offline=true", "--no-pager", put(tmp_path, kind))
    found = re.search(r"Overall exposure level for \S+: (\d+\.\d+)", said)
    assert found
    assert float(found.group(1)) < MOST_EXPOSURE


@pytest.mark.parametrize("kind", UnitKind)
@pytest.mark.parametrize(
    "wanted",
    [
        ("Type", "notify"),
        ("User", USER),
        ("Restart", "always"),
        ("RestartSec", "1"),
        ("StartLimitIntervalSec", "0"),
        ("WatchdogSec", "10"),
        ("UMask", "0077"),
        ("NoNewPrivileges", "yes"),
        ("ProtectSystem", "strict"),
        ("ProtectHome", "yes"),
        ("PrivateTmp", "yes"),
        ("StateDirectory", "ketacli"),
        ("CacheDirectory", "ketacli"),
        ("LimitCORE", "0"),
        ("MemoryMax", "512M"),
        ("MemorySwapMax", "0"),
        ("CapabilityBoundingSet", ""),
    ],
    ids=lambda wanted: wanted[0],
)
def test_every_kind_of_kiosk_is_kept_alive_and_shut_in(
    kind: UnitKind, wanted: tuple[str, str]
) -> None:
    assert wanted in settings(unit(kind))


@pytest.mark.parametrize("kind", UnitKind)
def test_nothing_of_another_environment_comes_in(kind: UnitKind) -> None:
    found = settings(unit(kind))
    assert not {"PassEnvironment", "EnvironmentFile"} & {name for name, _ in found}
    told = {
        pair.partition("=")[0]
        for name, all_ in found
        for pair in all_.split()
        if name == "Environment"
    }
    allowed = {"LANG"}
    if kind is UnitKind.WAYLAND:
        allowed |= {"XDG_RUNTIME_DIR", "LIBSEAT_BACKEND", "WLR_RENDERER", "WLR_XWAYLAND"}
    assert told == allowed


@pytest.mark.parametrize("kind", UnitKind)
def test_only_the_machine_itself_can_be_spoken_to(kind: UnitKind) -> None:
    found = dict(settings(unit(kind)))
    assert found["IPAddressDeny"] == "any"
    assert not {"AF_INET", "AF_INET6", "AF_PACKET"} & set(found["RestrictAddressFamilies"].split())


@pytest.mark.parametrize("kind", UnitKind)
def test_only_the_devices_that_a_kind_needs_are_open(kind: UnitKind) -> None:
    found = settings(unit(kind))
    assert ("DevicePolicy", "closed") in found
    devices = {value for name, value in found if name == "DeviceAllow"}
    own = {UnitKind.TTY: "/dev/tty1 rw", UnitKind.WAYLAND: "char-drm rw"}
    assert devices == {"char-alsa rw", own[kind]}


def test_the_console_is_wiped_at_each_start_and_taken_from_nobody() -> None:
    found = settings(unit(UnitKind.TTY))
    assert {
        ("ExecStart", f"{PROGRAM} kiosk --locked"),
        ("NotifyAccess", "main"),
        ("TTYPath", "/dev/tty1"),
        ("TTYReset", "yes"),
        ("TTYVHangup", "yes"),
        ("TTYVTDisallocate", "yes"),
        ("StandardInput", "tty-fail"),
        ("StandardError", "journal"),
        ("Conflicts", "getty@tty1.service"),
    } <= {*found}


def test_the_session_shows_one_terminal_with_its_own_configuration_and_switches_no_console() -> (
    None
):
    found = dict(settings(unit(UnitKind.WAYLAND)))
    cage, foot = found["ExecStart"].split(" -- ", 1)
    assert cage.split() == ["/usr/bin/cage", "-d"]
    assert foot == f"/usr/bin/foot -c {TERMINAL_FILE} -- {PROGRAM} kiosk --locked"
    assert found["NotifyAccess"] == "all"


@pytest.mark.parametrize("kind", UnitKind)
def test_a_voice_can_be_started_so_that_it_ends_with_its_visit(kind: UnitKind) -> None:
    filters = [value for name, value in settings(unit(kind)) if name == "SystemCallFilter"]
    assert filters == ["@system-service", "~@privileged @resources", "capset"]


@pytest.mark.parametrize("kind", UnitKind)
def test_no_shell_can_be_started(kind: UnitKind) -> None:
    hidden = dict(settings(unit(kind)))["InaccessiblePaths"].replace("-/", "/").split()
    shells = {Path(f"/bin/{name}").resolve() for name in ("sh", "bash", "dash")}
    assert shells <= {Path(path).resolve() for path in hidden}


@pytest.mark.parametrize("kind", UnitKind)
def test_what_is_printed_comes_apart_at_its_comments(kind: UnitKind) -> None:
    pieces = re.split(r"^# file: (\S+)\n", unit(kind), flags=re.MULTILINE)[1:]
    found = dict(zip(pieces[::2], pieces[1::2], strict=True))
    assert found.keys() == {file.path for file in files(kind)}
    for path, text in files(kind):
        assert found[path].strip() == text.strip()


def test_another_program_and_another_user_are_named() -> None:
    found = dict(settings(unit(UnitKind.TTY, program="/srv/ketacli", user="kiosk_2")))
    assert found["ExecStart"].startswith("/srv/ketacli ")
    assert found["User"] == "kiosk_2"


@pytest.mark.parametrize("told", ["", "/opt/a b", "/opt/%h", "/opt/$x", "x\nUser=root", '/"', "é"])
def test_a_name_that_systemd_would_read_as_something_else_is_refused(told: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(told)}$"):
        unit(UnitKind.TTY, program=told)
    with pytest.raises(ValueError, match=f"^{re.escape(told)}$"):
        unit(UnitKind.WAYLAND, user=told)


def test_foot_takes_its_configuration(tmp_path: Path) -> None:
    put(tmp_path, UnitKind.WAYLAND)
    done = subprocess.run(
        ["foot", "--check-config", "-c", tmp_path / Path(TERMINAL_FILE).name],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr


def test_a_fault_in_that_configuration_would_have_been_seen(tmp_path: Path) -> None:
    file = tmp_path / "foot.ini"
    file.write_text(terminal() + "no-such-action=none\n", encoding="utf-8")
    done = subprocess.run(
        ["foot", "--check-config", "-c", file], capture_output=True, check=False, timeout=60
    )
    assert done.returncode != 0


@pytest.mark.parametrize("section", ["key-bindings", "mouse-bindings"])
def test_whatever_foot_binds_by_itself_is_unbound(section: str) -> None:
    shipped = FOOT_AS_SHIPPED.read_text(encoding="utf-8")
    table = re.split(r"^\[(.+)\]$", shipped, flags=re.MULTILINE)
    known = dict(zip(table[1::2], table[2::2], strict=True))[section]
    actions = set(re.findall(r"^# ([a-z-]+)=", known, flags=re.MULTILINE))
    assert actions
    own = ConfigParser(interpolation=None)
    own.read_string(terminal())
    assert actions <= set(own[section])
    assert set(own[section].values()) == {"none"}


def test_foot_keeps_nothing_and_opens_nothing() -> None:
    own = ConfigParser(interpolation=None)
    own.read_string(terminal())
    assert own["scrollback"]["lines"] == "0"
    assert own["url"]["launch"] == own["main"]["notify"] == "/usr/bin/true"
    assert own["main"]["selection-target"] == "none"
