"""Finds the kiosk among the running programs, and what stands above it. Reads /proc alone."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from ketacli.kiosk.checks.facts import Running
from ketacli.kiosk.checks.files import read, user_named

_AIRLOCK = ("-m", "ketacli.airlock")
"""What stands in the command line of a kiosk, whatever started it."""
_LOGINS = frozenset({"agetty", "getty", "mingetty", "login"})
_FAR_TOO_MANY = 64


class Process(NamedTuple):
    """One running program."""

    id: int
    name: str
    parent: int
    arguments: tuple[str, ...]


def processes(root: Path) -> Mapping[int, Process]:
    """Every program that can be seen, by its number."""
    found = (_process(folder) for folder in (root / "proc").glob("[0-9]*"))
    return {process.id: process for process in found if process is not None}


def kiosk_of(known: Mapping[int, Process]) -> Process | None:
    """The airlock of the kiosk that is running now; of several, the one that started first."""
    return min((process for process in known.values() if _is_kiosk(process)), default=None)


def above(known: Mapping[int, Process], process_id: int) -> tuple[str, ...]:
    """The names of the programs above one, the nearest first."""
    return tuple(_above(known, process_id))


def logins(known: Mapping[int, Process]) -> tuple[str, ...]:
    """The programs that wait for somebody to log in, with what they were told."""
    return tuple(
        " ".join(process.arguments) or process.name
        for process in sorted(known.values())
        if process.name in _LOGINS
    )


def running(root: Path, known: Mapping[int, Process], kiosk: Process) -> Running:
    """What can be seen of the kiosk that is running."""
    folder = root / "proc" / str(kiosk.id)
    return Running(
        user=_user(root, folder),
        parents=above(known, kiosk.id),
        environment=_environment(folder),
        core_limit=_core_limit(folder),
    )


def _above(known: Mapping[int, Process], process_id: int) -> Iterator[str]:
    here = known.get(process_id)
    for _ in range(_FAR_TOO_MANY):
        here = known.get(here.parent) if here is not None else None
        if here is None:
            return
        yield here.name


def _is_kiosk(process: Process) -> bool:
    return _AIRLOCK in pairwise(process.arguments)


def _process(folder: Path) -> Process | None:
    stat, line = read(folder / "stat"), read(folder / "cmdline")
    if stat is None or line is None:
        return None
    # The name stands in brackets and may hold brackets and blanks itself.
    name, _, rest = stat.partition("(")[2].rpartition(")")
    fields = rest.split()
    try:
        parent = int(fields[1])
    except (IndexError, ValueError):
        return None
    return Process(int(folder.name), name, parent, tuple(line.rstrip("\0").split("\0")))


def _user(root: Path, folder: Path) -> str:
    """Not the owner of the folder: that is root for a program that keeps its memory to itself."""
    for line in (read(folder / "status") or "").splitlines():
        if line.startswith("Uid:"):
            return user_named(root, line.split()[1])
    return ""


def _environment(folder: Path) -> Mapping[str, str] | None:
    written = read(folder / "environ")
    if written is None:
        return None
    pairs = (pair.partition("=") for pair in written.split("\0") if pair)
    return {name: value for name, _, value in pairs}


def _core_limit(folder: Path) -> str:
    for line in (read(folder / "limits") or "").splitlines():
        if line.startswith("Max core file size"):
            return line.split()[-2]
    return ""
