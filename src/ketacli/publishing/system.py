"""What Linux can do and Python has no function for: exchange two names at once, write out one file
system, tell what is mounted, and end with the process that started this one.
"""

import ctypes
import errno
import os
import re
import signal
from functools import cache
from pathlib import Path

_AT_CWD = -100
_EXCHANGE = 2
_PDEATHSIG = 1
_CANNOT = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})
"""What kernels and file systems say that know no exchange."""
_MOUNTS = Path("/proc/self/mountinfo")
_POINT = 4
"""Which word of a line there is the place."""
_ESCAPED = re.compile(rb"\\([0-7]{3})")


def exchange(one: Path, other: Path) -> bool:
    """Let two names change places at once. Returns whether that can be done here at all.

    Raises:
        OSError: it can, and was refused.
    """
    rename = getattr(_library(), "renameat2", None)
    if rename is None:
        return False
    done = rename(_AT_CWD, os.fsencode(one), _AT_CWD, os.fsencode(other), _EXCHANGE)
    if done == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), os.fspath(one))


def write_out(folder: Path) -> None:
    """Wait until all that was written to a file system is on it: once for many files, where
    waiting for each takes twenty times as long.

    Raises:
        OSError: it could not be written.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        write = getattr(_library(), "syncfs", None)
        if write is None:
            os.sync()
        elif write(descriptor):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), os.fspath(folder))
    finally:
        os.close(descriptor)


def mounted(folder: Path) -> tuple[Path, ...]:
    """Where something is mounted, at a folder or below it: file systems, and folders of the same
    one, which nothing else tells. None where the system does not say.
    """
    try:
        lines = _MOUNTS.read_bytes().split(b"\n")
    except OSError:
        return ()
    places = (words[_POINT] for line in lines if len(words := line.split(b" ")) > _POINT)
    points = (Path(os.fsdecode(_ESCAPED.sub(_letter, place))) for place in places)
    return tuple(point for point in points if point.is_relative_to(folder))


def end_with(parent: int) -> None:
    """End when the process ends that started this one, however it ends, or now if it has."""
    control = getattr(_library(), "prctl", None)
    if control is not None:
        control(_PDEATHSIG, int(signal.SIGKILL))
    if os.getppid() != parent:
        os._exit(1)


def _letter(escaped: re.Match[bytes]) -> bytes:
    return bytes((int(escaped[1], 8) & 0xFF,))


@cache
def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
