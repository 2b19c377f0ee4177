"""Ends a visit with everything that it started: speech, printing, and what those left behind."""

import os
import signal
from contextlib import suppress
from time import sleep

_ROUNDS = 200
_ROUND_SECONDS = 0.005


def end_family(leader: int) -> None:
    """Kill a session, and every orphan that came to this process, until none is left."""
    for _ in range(_ROUNDS):
        family = _family(leader)
        for process in family:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(process, signal.SIGKILL)
        if not _reap() and not family:
            return
        sleep(_ROUND_SECONDS)


def _reap() -> bool:
    """Take leave of every child that has ended. Says whether some have not."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
        return True
    return False


def _family(leader: int) -> list[int]:
    """The processes of a session, and the children of this process, that still run."""
    with suppress(OSError), os.scandir("/proc") as entries:
        return [
            int(entry.name)
            for entry in entries
            if entry.name.isdigit() and _belongs(entry.path, leader)
        ]
    return []


def _belongs(process: str, leader: int) -> bool:
    with suppress(OSError):  # it ended meanwhile
        stat = os.open(f"{process}/stat", os.O_RDONLY)
        try:
            # The name of the program stands in brackets and may hold anything.
            fields = os.read(stat, 4096).rpartition(b")")[2].split()
        finally:
            os.close(stat)
        state, parent, _group, session = fields[:4]
        return state != b"Z" and (int(parent) == os.getpid() or int(session) == leader)
    return False
