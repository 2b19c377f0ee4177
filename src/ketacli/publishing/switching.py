"""Puts the new state of a site in the place of the old one: at once, so that whoever reads finds
one of them whole.
"""

import os
import shutil
import stat
import time
from pathlib import Path

from ketacli.publishing import system
from ketacli.publishing.place import Place
from ketacli.publishing.state import HIDDEN, State, hidden

_TICK = 0.02
"""Seconds after which file systems count another time."""


def switch(taken: Place) -> bool:
    """Show the new state. Returns whether there was no moment without a site.

    Raises:
        OSError: it cannot be done; the old state stands.
    """
    if taken.root.exists():
        taken.new.chmod(stat.S_IMODE(taken.root.stat().st_mode))
    system.write_out(taken.new)
    at_once = _switched(taken)
    _write_out_names(taken.root.parent)
    return at_once


def seal(taken: Place, state: State) -> None:
    """Throw away the old state, then write the hidden file once more: it is the youngest file, so
    that the next run sees which others have changed.
    """
    for left in (taken.new, taken.old):
        if left.exists():
            shutil.rmtree(left)
    time.sleep(_TICK)
    descriptor = os.open(taken.seal, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(hidden(state, os.fstat(descriptor).st_ino))
        stream.flush()
        os.fsync(descriptor)
    taken.seal.replace(taken.root / HIDDEN)


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


def _write_out_names(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
