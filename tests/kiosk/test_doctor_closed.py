from collections.abc import Mapping

import pytest

from ketacli.kiosk.checks.closed import closed
from ketacli.kiosk.checks.facts import Machine
from ketacli.kiosk.checks.finding import Finding, Verdict
from support.doctor import FACTS, RUNNING, SITE, one


def shut(named: str, **changed: object) -> Finding:
    machine = Machine(**{**FACTS.machine._asdict(), **changed})
    return one(closed(FACTS._replace(machine=machine)), named)


def above(*parents: str) -> Finding:
    return shut("parents", running=RUNNING._replace(parents=parents))


def with_variables(environment: Mapping[str, str] | None) -> Finding:
    return shut("environment", running=RUNNING._replace(environment=environment))


@pytest.mark.parametrize("shared", [True, False])
def test_a_kiosk_is_a_shared_device(shared: bool) -> None:
    facts = FACTS._replace(site=SITE._replace(shared_device=shared))
    expected = Verdict.FINE if shared else Verdict.WARNING
    assert one(closed(facts), "shared-device").verdict is expected


def test_a_kiosk_of_a_service_has_nothing_above_it_but_its_screen() -> None:
    assert above("systemd").verdict is Verdict.FINE
    assert above("foot", "cage", "systemd").verdict is Verdict.FINE
    assert above().measured == "none"


@pytest.mark.parametrize(
    "parent", ["bash", "-bash", "sh", "zsh", "login", "sudo", "tmux: server", "screen", "sshd"]
)
def test_a_kiosk_below_a_shell_fails_and_the_shell_is_named(parent: str) -> None:
    found = above(parent, "systemd")
    assert found.verdict is Verdict.FAIL
    assert found.measured == parent


@pytest.mark.parametrize(
    "variable",
    [
        *("PAGER", "MANPAGER", "BROWSER", "EDITOR", "VISUAL", "TMUX", "STY"),
        *("PYTHONINSPECT", "TEXTUAL_PRESS", "TEXTUAL_DRIVER"),
    ],
)
def test_a_variable_that_starts_programs_fails(variable: str) -> None:
    found = with_variables({"LANG": "C.UTF-8", variable: "x"})
    assert found.verdict is Verdict.FAIL
    assert found.measured == variable


def test_an_environment_that_is_not_ours_to_see_is_not_fine() -> None:
    assert with_variables({"LANG": "C.UTF-8"}).verdict is Verdict.FINE
    assert with_variables(None).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize("named", ["parents", "environment", "core-dumps"])
def test_what_only_a_running_kiosk_shows_is_unknown_without_one(named: str) -> None:
    found = shut(named, running=None)
    assert found.verdict is Verdict.UNKNOWN
    assert "start the kiosk" in found.wanted


@pytest.mark.parametrize(
    ("shell", "verdict"),
    [
        ("/usr/sbin/nologin", Verdict.FINE),
        ("/bin/false", Verdict.FINE),
        ("/bin/bash", Verdict.FAIL),
        ("", Verdict.UNKNOWN),
    ],
)
def test_the_user_of_a_kiosk_cannot_log_in(shell: str, verdict: Verdict) -> None:
    assert shut("login-shell", shell=shell).verdict is verdict


def test_a_login_that_waits_fails_and_is_named() -> None:
    assert shut("logins").verdict is Verdict.FINE
    found = shut("logins", logins=("agetty tty2",))
    assert found.verdict is Verdict.FAIL
    assert found.measured == "agetty tty2"


@pytest.mark.parametrize(
    ("named", "fact"), [("consoles", "automatic_consoles"), ("restart-keys", "restart_keys")]
)
def test_keys_of_the_machine_must_do_nothing(named: str, fact: str) -> None:
    assert shut(named, **{fact: False}).verdict is Verdict.FINE
    assert shut(named, **{fact: True}).verdict is Verdict.FAIL


@pytest.mark.parametrize(
    ("value", "verdict"),
    [(0, Verdict.FINE), (438, Verdict.FAIL), (1, Verdict.FAIL), (None, Verdict.UNKNOWN)],
)
def test_keys_of_the_kernel_must_do_nothing(value: int | None, verdict: Verdict) -> None:
    assert shut("sysrq", sysrq=value).verdict is verdict


@pytest.mark.parametrize(
    ("limit", "verdict"),
    [("0", Verdict.FINE), ("unlimited", Verdict.FAIL), ("", Verdict.UNKNOWN)],
)
def test_a_crash_must_write_no_memory_to_disk(limit: str, verdict: Verdict) -> None:
    assert shut("core-dumps", running=RUNNING._replace(core_limit=limit)).verdict is verdict


@pytest.mark.parametrize(
    ("swaps", "verdict"),
    [
        ((), Verdict.FINE),
        (("/dev/zram0",), Verdict.FINE),
        (("/dev/zram0", "/dev/sda2"), Verdict.WARNING),
        (None, Verdict.UNKNOWN),
    ],
)
def test_memory_that_goes_to_a_disk_is_told(
    swaps: tuple[str, ...] | None, verdict: Verdict
) -> None:
    assert shut("swap", swaps=swaps).verdict is verdict
