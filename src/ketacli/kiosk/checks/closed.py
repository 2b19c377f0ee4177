"""Whether there is a way out of the kiosk: shells, pagers, browsers, other consoles, keys of the
kernel, and what a visit could leave on a disk.
"""

from ketacli.kiosk.checks.facts import Facts, Machine, Running
from ketacli.kiosk.checks.finding import OURS, Finding, Verdict, fine_if

_SHELLS = frozenset({"sh", "bash", "dash", "zsh", "fish", "ksh", "rbash", "login", "su", "sudo"})
_HOSTS = frozenset({"tmux", "tmux: server", "screen", "sshd", "sshd-session", "script", "xterm"})
_RUN_AS_COMMANDS = frozenset({"PAGER", "MANPAGER", "BROWSER", "EDITOR", "VISUAL"})
_OPEN_DOORS = frozenset({"TMUX", "STY", "PYTHONINSPECT", "PYTHONPATH", "PYTHONSTARTUP"})
_PREFIX = "TEXTUAL_"
_NO_LOGIN = frozenset({"nologin", "false"})
_START_FIRST = "start the kiosk's service, then run this again as root"


def closed(facts: Facts) -> tuple[Finding, ...]:
    """Every finding about ways out."""
    machine = facts.machine
    return (
        _shared(facts),
        _parents(machine.running),
        _environment(machine.running),
        _login_shell(machine),
        _logins(machine),
        _consoles(machine),
        _sysrq(machine),
        _restart(machine),
        _core(machine.running),
        _swap(machine),
    )


def _shared(facts: Facts) -> Finding:
    there = facts.site.shared_device
    return Finding(
        "shared-device",
        OURS,
        "no pager for other commands, nothing remembered",
        f"`shared_device: {'true' if there else 'false'}`",
        "site.yaml: `shared_device: true`; the kiosk itself never starts a pager",
        Verdict.FINE if there else Verdict.WARNING,
    )


def _parents(running: Running | None) -> Finding:
    what, wanted = "programs above the kiosk", "no shell, no tmux, no screen, no ssh"
    if running is None:
        return Finding("parents", OURS, what, "it is not running", _START_FIRST, Verdict.UNKNOWN)
    bad = [name for name in running.parents if name.removeprefix("-") in _SHELLS | _HOSTS]
    measured = ", ".join(bad or running.parents) or "none"
    return Finding("parents", OURS, what, measured, wanted, fine_if(not bad))


def _environment(running: Running | None) -> Finding:
    what, wanted = "variables that start programs", "none: the unit gives the kiosk few of its own"
    if running is None or running.environment is None:
        return Finding("environment", OURS, what, "not seen", _START_FIRST, Verdict.UNKNOWN)
    bad = sorted(filter(_starts_programs, running.environment))
    return Finding("environment", OURS, what, ", ".join(bad) or "none", wanted, fine_if(not bad))


def _starts_programs(variable: str) -> bool:
    return variable in _RUN_AS_COMMANDS | _OPEN_DOORS or variable.startswith(_PREFIX)


def _login_shell(machine: Machine) -> Finding:
    what, wanted = "the login shell of the kiosk's user", "/usr/sbin/nologin"
    if not machine.shell:
        ask = "a user of its own: `ketacli`"
        return Finding("login-shell", OURS, what, "no such user", ask, Verdict.UNKNOWN)
    good = machine.shell.rpartition("/")[2] in _NO_LOGIN
    return Finding("login-shell", OURS, what, machine.shell, wanted, fine_if(good))


def _logins(machine: Machine) -> Finding:
    measured = ", ".join(machine.logins) or "none"
    return Finding(
        "logins",
        OURS,
        "programs that wait for somebody to log in",
        measured,
        "none: mask each `getty@` and `serial-getty@`",
        fine_if(not machine.logins),
    )


def _consoles(machine: Machine) -> Finding:
    return Finding(
        "consoles",
        OURS,
        "a login when somebody switches to another console",
        "starts by itself" if machine.automatic_consoles else "does not start",
        "logind.conf: `NAutoVTs=0` and `ReserveVT=0`",
        fine_if(not machine.automatic_consoles),
    )


def _sysrq(machine: Machine) -> Finding:
    what, wanted = "commands to the kernel by Alt-PrtSc", "kernel.sysrq=0"
    if machine.sysrq is None:
        ask = f"{wanted}: look with `sysctl kernel.sysrq`"
        return Finding("sysrq", OURS, what, "not known", ask, Verdict.UNKNOWN)
    measured = f"kernel.sysrq={machine.sysrq}"
    return Finding("sysrq", OURS, what, measured, wanted, fine_if(machine.sysrq == 0))


def _restart(machine: Machine) -> Finding:
    return Finding(
        "restart-keys",
        OURS,
        "a restart by Ctrl-Alt-Del",
        "happens" if machine.restart_keys else "does not happen",
        "systemctl mask ctrl-alt-del.target",
        fine_if(not machine.restart_keys),
    )


def _core(running: Running | None) -> Finding:
    what, wanted = "memory written to disk after a crash", "never: `LimitCORE=0` of the unit"
    if running is None or not running.core_limit:
        return Finding("core-dumps", OURS, what, "not seen", _START_FIRST, Verdict.UNKNOWN)
    never = running.core_limit == "0"
    measured = "never" if never else f"up to {running.core_limit} bytes"
    return Finding("core-dumps", OURS, what, measured, wanted, fine_if(never))


def _swap(machine: Machine) -> Finding:
    what, wanted = "memory swapped to disk", "none, or one that is encrypted anew at each start"
    if machine.swaps is None:
        return Finding("swap", OURS, what, "not known", wanted, Verdict.UNKNOWN)
    on_disk = [name for name in machine.swaps if not name.startswith("/dev/zram")]
    verdict = Verdict.WARNING if on_disk else Verdict.FINE
    return Finding("swap", OURS, what, ", ".join(on_disk) or "none", wanted, verdict)
