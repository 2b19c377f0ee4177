"""Puts the new state of a site in the place of the old one: at once, so that whoever reads finds
one of them whole.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ketacli.publishing import system
from ketacli.publishing.place import Left, Place, clear
from ketacli.publishing.rights import OWN, change_mode, rights_of
from ketacli.publishing.state import HIDDEN, State, hidden

_TICK = 0.02
"""Seconds after which file systems count another time."""


def switch(taken: Place) -> bool:
    """Show the new state. Returns whether there was no moment without a site.

    Raises:
        OSError: it cannot be done; the old state stands.
    """
    system.write_out(taken.new)
    with _opened(taken.root):
        at_once = _switched(taken)
    _write_out_names(taken.root.parent)
    return at_once


def seal(taken: Place, state: State) -> tuple[Left, ...]:
    """Throw away the old state, then write the hidden file once more: it is the youngest file, so
    that the next run sees which others have changed. Returns what cannot be thrown away.
    """
    left = clear(taken.yard)
    time.sleep(_TICK)
    descriptor = os.open(taken.seal, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    with os.fdopen(descriptor, "wb") as stream:
        rights_of(taken.root).give_file(taken.seal)
        stream.write(hidden(state, os.fstat(descriptor).st_ino))
        stream.flush()
        os.fsync(descriptor)
    with _opened(taken.root):
        taken.seal.replace(taken.root / HIDDEN)
    return left


def _switched(taken: Place) -> bool:
    if not taken.root.exists():
        taken.new.rename(taken.root)
        return True
    if system.exchange(taken.new, taken.root):
        return True
    taken.root.rename(taken.old)
    try:
        taken.new.rename(taken.root)
    except OSError:
        taken.old.rename(taken.root)
        raise
    return False


@contextmanager
def _opened(root: Path) -> Iterator[None]:
    """Let its owner write to the folder of the site meanwhile, and to the one that has its name
    afterwards: only so can it be moved.
    """
    mode = rights_of(root).mode if root.exists() else OWN
    if mode & OWN == OWN:
        yield
        return
    change_mode(root, mode | OWN)
    try:
        yield
    finally:
        with suppress(FileNotFoundError):
            change_mode(root, mode)


def _write_out_names(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
