"""Reads the facts of a machine: its terminal, users, programs and kernel. Changes nothing but for
one file of its own, written and removed again to see whether the kiosk's folder can be written.
"""

import os
import shutil
from collections.abc import Mapping
from configparser import ConfigParser
from configparser import Error as ConfigError
from contextlib import suppress
from pathlib import Path

from ketacli.kiosk.checks.facts import Machine, Running, StateFolder, Terminal
from ketacli.kiosk.checks.files import is_masked, login_shell, read, user_named
from ketacli.kiosk.checks.processes import Process, above, kiosk_of, logins, processes, running
from ketacli.kiosk.units import TERMINAL_FILE, USER
from ketacli.own_files import write_own
from ketacli.site import Site

_PROBE = ".doctor"
_ELSEWHERE = ("sshd", "sshd-session", "tmux: server", "tmux", "screen", "script", "mosh-server")
"""Programs whose terminal is not the kiosk's glass."""
_CONSOLE = "linux"
_PALETTE = ("default_red", "default_grn", "default_blu")
_GREY, _BLACK = 7, 0
_USUAL_PALETTE = ("aaaaaa", "000000")
"""What Linux draws with unless it is told otherwise."""
_LOGIND = "etc/systemd/logind.conf"


class Seen:
    """One look at the running programs, which several facts are read from."""

    def __init__(self, root: Path, environment: Mapping[str, str]) -> None:
        self._root = root
        self._known = processes(root)
        self._kiosk: Process | None = kiosk_of(self._known)
        self._environment = environment
        self.running: Running | None = (
            None if self._kiosk is None else running(root, self._known, self._kiosk)
        )

    def terminal(self) -> Terminal:
        """The terminal of the kiosk that runs; else this one, unless it is somewhere else."""
        told = self.running.environment if self.running is not None else None
        if self._kiosk is not None and told is not None:
            size = _size_of(self._root / "proc" / str(self._kiosk.id) / "fd" / "0")
            return self._described(told, size)
        here = self._environment
        away = {*above(self._known, os.getpid())} & {*_ELSEWHERE}
        if self._kiosk is not None or away or {"SSH_CONNECTION", "TMUX", "STY"} & here.keys():
            return Terminal(colours=self._colours(""))
        return self._described(here, _own_size())

    def machine(self, site: Site) -> Machine:
        """The computer below the kiosk."""
        user = self.running.user if self.running is not None else USER
        root = self._root
        sysrq = (read(root / "proc/sys/kernel/sysrq") or "").strip()
        return Machine(
            running=self.running,
            shell=login_shell(root, user),
            logins=logins(self._known),
            automatic_consoles=_automatic_consoles(root),
            sysrq=int(sysrq) if sysrq.isdecimal() else None,
            restart_keys=not is_masked(root / "etc/systemd/system/ctrl-alt-del.target"),
            swaps=_swaps(root),
            printer_found=bool(site.print_command)
            and shutil.which(site.print_command[0]) is not None,
        )

    def _described(self, told: Mapping[str, str], size: tuple[int, int]) -> Terminal:
        locale = told.get("LC_ALL") or told.get("LC_CTYPE") or told.get("LANG", "")
        kind = told.get("TERM", "")
        encoding = locale.partition(".")[2].partition("@")[0]
        return Terminal(kind, *size, encoding, self._colours(kind))

    def _colours(self, kind: str) -> tuple[str, str] | None:
        if kind == _CONSOLE:
            return _console_colours(self._root)
        return _foot_colours(self._root / TERMINAL_FILE.lstrip("/"))


def state_folder(root: Path, path: Path | None) -> StateFolder | None:
    """Who owns a folder, and whether a file can be written there now."""
    if path is None:
        return None
    try:
        about = path.stat()
    except OSError as error:
        return StateFolder(str(path), fault=_reason(error))
    owner = user_named(root, str(about.st_uid))
    return StateFolder(str(path), owner, about.st_mode & 0o7777, _fault(path / _PROBE))


def sound_card(root: Path) -> bool:
    """Whether the kernel has found one."""
    return any((root / "dev/snd").glob("controlC*"))


def clock_is_set(root: Path) -> bool:
    """Whether systemd has set the clock by the network since the start."""
    return (root / "run/systemd/timesync/synchronized").exists()


def _fault(probe: Path) -> str:
    try:
        write_own(probe, b"?")
        probe.unlink()
    except OSError as error:
        return _reason(error)
    return ""


def _reason(error: OSError) -> str:
    return (error.strerror or "not reachable").lower()


def _size_of(tty: Path) -> tuple[int, int]:
    """Columns and rows of a terminal, or zeros."""
    try:
        descriptor = os.open(tty, os.O_RDONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return 0, 0
    try:
        size = os.get_terminal_size(descriptor)
    except OSError:
        return 0, 0
    finally:
        os.close(descriptor)
    return size.columns, size.lines


def _own_size() -> tuple[int, int]:
    for descriptor in (1, 2, 0):
        with suppress(OSError):
            size = os.get_terminal_size(descriptor)
            return size.columns, size.lines
    return 0, 0


def _console_colours(root: Path) -> tuple[str, str]:
    parts = [read(root / "sys/module/vt/parameters" / name) for name in _PALETTE]
    with suppress(ValueError, IndexError, AttributeError):
        tables = [[int(number) for number in part.split(",")] for part in parts]  # type: ignore[union-attr]
        return _colour(tables, _GREY), _colour(tables, _BLACK)
    return _USUAL_PALETTE


def _colour(tables: list[list[int]], number: int) -> str:
    return "".join(f"{table[number]:02x}" for table in tables)


def _foot_colours(file: Path) -> tuple[str, str] | None:
    settings = ConfigParser(interpolation=None, strict=False)
    try:
        settings.read_string(read(file) or "")
        found = settings["colors"]["foreground"], settings["colors"]["background"]
        bytes.fromhex("".join(found))
    except (ConfigError, KeyError, ValueError):
        return None
    return found if all(len(colour) == len("rrggbb") for colour in found) else None


def _automatic_consoles(root: Path) -> bool:
    """Whether logind starts a login on a console that somebody switches to."""
    if is_masked(root / "etc/systemd/system/autovt@.service"):
        return False
    drop_ins = sorted((root / f"{_LOGIND}.d").glob("*.conf"))
    told: dict[str, str] = {}
    for file in (root / _LOGIND, *drop_ins):
        for line in (read(file) or "").splitlines():
            name, _, value = line.partition("=")
            told[name.strip()] = value.strip()
    return (told.get("NAutoVTs"), told.get("ReserveVT")) != ("0", "0")


def _swaps(root: Path) -> tuple[str, ...] | None:
    written = read(root / "proc/swaps")
    if written is None:
        return None
    return tuple(line.split()[0] for line in written.splitlines()[1:] if line.strip())
