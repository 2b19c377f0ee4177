"""The airlock: owns the real terminal of a kiosk and runs each visit in a terminal of its own.
Imports neither what draws pages nor what reads content, so that little can go wrong in it.
"""

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import NoReturn

from ketacli.airlock.lock import Early, Limits, Lock
from ketacli.errors import UsageError

__all__ = ["Early", "Limits", "Lock", "enter", "give_up", "start_early"]

_KEPT: tuple[str, ...] = ("HOME", "LANG", "LC_ALL", "TERM", "TZ", "NOTIFY_SOCKET", "WATCHDOG_USEC")
_KEPT_PLACES = (
    *("STATE_DIRECTORY", "CACHE_DIRECTORY", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"),
    *("KETACLI_LIBRARY", "KETACLI_SITE", "ESPEAK_DATA_PATH"),
)
"""These name files, and count only as whole paths."""
_SET_CHILD_SUBREAPER = 36


def enter(lock: Lock) -> NoReturn:
    """Become the airlock of this terminal. This process is replaced by a new one.

    Raises:
        UsageError: there is no terminal to read from, or none to draw on.
    """
    if not (os.isatty(0) and os.isatty(1)):
        raise UsageError("no terminal")
    for descriptor in lock.early[1:]:
        os.set_inheritable(descriptor, True)  # noqa: FBT003 - the name of its parameter is not ours
    told = os.memfd_create("lock", 0)
    with open(told, "wb", closefd=False) as file:
        file.write(lock.to_json().encode())
    os.lseek(told, 0, os.SEEK_SET)
    _adopt_orphans()
    command = [sys.executable, "-I", "-m", "ketacli.airlock", str(told)]
    os.execve(sys.executable, command, clean(os.environ))  # noqa: S606


def start_early(command: tuple[str, ...], *, full_screen: bool) -> Early | None:
    """Start the first visit before it is known what to tell it: on a second core it makes itself
    ready meanwhile. None where there is no room for it: then it is started later.
    """
    from ketacli.airlock.terminal import USUAL
    from ketacli.airlock.visit import spawn

    with suppress(OSError):
        return spawn(command, clean(os.environ), USUAL, raw=full_screen)
    return None


def give_up(early: Early) -> None:
    """End a visit that was started early, and that there will be no kiosk for."""
    from signal import SIGKILL

    os.kill(early.pid, SIGKILL)  # it has started nothing: it waits to be told what to do
    os.waitpid(early.pid, 0)
    os.close(early.screen)
    os.close(early.line)


def clean(environment: Mapping[str, str]) -> dict[str, str]:
    """What a kiosk gets to know of an environment: nothing that runs, loads or logs anything."""
    kept = {name: environment[name] for name in _KEPT if name in environment}
    for name in _KEPT_PLACES:
        if environment.get(name, "").startswith("/"):
            kept[name] = environment[name]
    folders = [place for place in environment.get("PATH", "").split(":") if place.startswith("/")]
    return {**kept, "PATH": ":".join(folders)} if folders else kept


def _adopt_orphans() -> None:
    """What a visit leaves behind comes to this process. It stays so through the exec, and the
    library that asks for it is gone by then.
    """
    with suppress(OSError, AttributeError):
        from ctypes import CDLL

        CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
