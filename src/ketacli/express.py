"""Answers again what was asked before, at the speed of the interpreter. Knows nothing of commands:
a question is everything an answer can depend on, and what is not known goes to Typer. Imports only
what every start has loaded already, and neither `typing` nor `pathlib`.
"""

import os
import sys
from time import localtime

from ketacli import __version__

# A third of what SHA-256 costs without OpenSSL, and `hashlib` loads OpenSSL.
try:
    from _blake2 import blake2b
except ImportError:  # an interpreter that was built without it
    from hashlib import blake2b

TYPE_CHECKING = False  # `typing` has a constant of this name, and costs more than all of this
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Words = Mapping[str, str]
    Saying = tuple[int, bytes]
    Ground = tuple[bytes, bytes, bytes, bytes]

FOLDER = "answers"
LATEST_DAY = "latest-day"
"""The file of the latest day on which a leaflet was found out of date."""
MOST_BYTES = 1_000_000
"""Of one answer."""
_MOST_READ = 256_000
"""Of a file that an answer rests on: what the library reads at most."""
_DIGEST_BYTES = 32
_FIELDS = 4
_SAFE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_OTHERS = 0o077
_TYPE, _REGULAR = 0o170000, 0o100000

ENVIRONMENT = (
    *("KETACLI_LIBRARY", "KETACLI_SITE", "KETACLI_TRACEBACK", "_KETACLI_COMPLETE"),
    *("LC_ALL", "LC_MESSAGES", "LC_CTYPE", "LANG", "LANGUAGE"),
    *("TERM", "COLORTERM", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR"),
    *("COLUMNS", "LINES", "PAGER", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "UNICODE_VERSION"),
    *("HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"),
    *("STATE_DIRECTORY", "CACHE_DIRECTORY"),
    *("PYTHONIOENCODING", "PYTHONUTF8", "PYTHONPATH", "PYTHONHOME"),
)
"""Every word of the environment that an answer can depend on."""

# What an answer rests on. Each ground is one of these, where, which, and what must be so.
FILE, OWN, ABSENT, CODE, LISTING, HERE = b"file", b"own", b"absent", b"code", b"listing", b"here"


class Question:
    """Everything that decides on an answer except for the files that it is made from."""

    __slots__ = ("key", "place")

    def __init__(self, key: str, place: str) -> None:
        """Name a question.

        Args:
            key: stands for all of it.
            place: the folder of kept answers.
        """
        self.key = key
        self.place = place


def question(arguments: "Sequence[str]", environment: "Words") -> Question | None:
    """What is asked here and now, or None where no answer can be kept or given."""
    place = cache_place(environment)
    streams = _streams()
    if not place or not streams:
        return None
    asked = (
        *(__version__, sys.version, __file__),
        tuple(arguments),
        tuple(map(environment.get, ENVIRONMENT)),
        streams,
        _screen(),
        today(),
        _latest_day(environment),
    )
    return Question(digest(repr(asked).encode()), f"{place}/{FOLDER}")


def digest(content: bytes | None) -> str:
    """64 letters that stand for exactly these bytes; '' where there is nothing at all."""
    if content is None:
        return ""
    letters: str = blake2b(content, digest_size=_DIGEST_BYTES).hexdigest()
    return letters


def today() -> tuple[int, ...]:
    """The day on the calendar of the reader."""
    return localtime()[:3]


def cache_place(environment: "Words") -> str:
    """Where made pages and answers are kept, or '' where no folder is known."""
    return service_place(environment, "CACHE_DIRECTORY") or user_place(
        environment, "XDG_CACHE_HOME", ".cache"
    )


def state_place(environment: "Words") -> str:
    """Where this user's answers are remembered, or '' where no folder is known."""
    return service_place(environment, "STATE_DIRECTORY") or user_place(
        environment, "XDG_STATE_HOME", ".local/state"
    )


def service_place(environment: "Words", variable: str) -> str:
    """What systemd gives to a service."""
    first = environment.get(variable, "").partition(":")[0]
    return first if first.startswith("/") else ""


def user_place(environment: "Words", variable: str, below_home: str) -> str:
    """As the XDG base directory specification has it. Relative folders are refused."""
    told = environment.get(variable, "")
    if told.startswith("/"):
        return f"{told}/ketacli"
    home = environment.get("HOME", "")
    return f"{home}/{below_home}/ketacli" if home.startswith("/") else ""


def kept_answer(asked: Question) -> "tuple[Saying, ...]":
    """What was said to the same question, if all that it rests on still holds. Else nothing."""
    try:
        head, said = _opened(asked)
        grounds = zip(*(iter(head[1:]),) * _FIELDS, strict=True)
        if all(holds(*ground) for ground in grounds):
            return said
    except (OSError, ValueError, IndexError):
        pass  # missing, damaged, foreign: whatever it is, it is no answer
    return ()


def _opened(asked: Question) -> "tuple[list[bytes], tuple[Saying, ...]]":
    """The grounds of a kept answer, and what was said: whole, ours, and to this question."""
    folder = os.open(asked.place, _SAFE | os.O_DIRECTORY)
    try:
        about = os.fstat(folder)
        if about.st_uid != os.geteuid() or about.st_mode & _OTHERS:
            raise PermissionError
        content = _read(os.open(asked.key, _SAFE, dir_fd=folder), MOST_BYTES, own=True)
    finally:
        os.close(folder)
    whole, body = content[: 2 * _DIGEST_BYTES], content[2 * _DIGEST_BYTES :]
    if _digest(body) != whole:
        raise ValueError
    lengths, body = body.split(b"\n", 1)
    of_head, *sayings = map(int, lengths.split(b" "))
    head = body[:of_head].split(b"\0")
    if head[0] != asked.key.encode():
        raise ValueError
    said = []
    for descriptor, length in zip(sayings[::2], sayings[1::2], strict=True):
        said.append((descriptor, body[of_head : of_head + length]))
        of_head += length
    return head, tuple(said)


def written(asked: Question, grounds: "Sequence[Ground]", said: "Sequence[Saying]") -> bytes:
    """An answer as it is kept."""
    head = b"\0".join((asked.key.encode(), *(field for ground in grounds for field in ground)))
    lengths = (len(head), *(number for one in said for number in (one[0], len(one[1]))))
    body = b"%b\n%b%b" % (
        b" ".join(b"%d" % number for number in lengths),
        head,
        b"".join(words for _, words in said),
    )
    return _digest(body) + body


def say(said: "Sequence[Saying]") -> None:
    """Write an answer, as the command wrote it.

    Raises:
        OSError: stdout cannot be written. Messages that nobody reads are no fault.
    """
    for descriptor, words in said:
        try:
            while words:
                words = words[os.write(descriptor, words) :]  # noqa: PLW2901 - what is left
        except OSError:
            if descriptor == 1:
                raise


def holds(kind: bytes, where: bytes, which: bytes, value: bytes) -> bool:
    """Whether one thing that an answer rests on is still so."""
    return state(kind, where, which) == value


def state(kind: bytes, where: bytes, which: bytes = b"") -> bytes:
    """How something that an answer rests on is now.

    Raises:
        OSError: nobody can say.
    """
    if kind == FILE:
        return _file(where, which)
    if kind == CODE:
        about = os.stat(where)  # noqa: PTH116
        return b"%d %d" % (about.st_size, about.st_mtime_ns)
    if kind == HERE:
        return os.getcwdb()  # noqa: PTH109
    if kind == LISTING:
        return _listing(where)
    try:
        descriptor = os.open(where, _SAFE)
    except (FileNotFoundError, NotADirectoryError):
        return ABSENT
    content = _read(descriptor, _MOST_READ, own=True)
    if kind == ABSENT:
        raise FileExistsError
    return _digest(content)


def _file(root: bytes, name: bytes) -> bytes:
    """The digest of a file below a folder, or of nothing; no step on the way may be a link."""
    step = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    *folders, last = name.split(b"/")
    try:
        for folder in folders:
            above, step = step, os.open(folder, _SAFE | os.O_DIRECTORY, dir_fd=step)
            os.close(above)
        return _digest(_read(os.open(last, _SAFE, dir_fd=step), _MOST_READ))
    except FileNotFoundError:
        return b""
    finally:
        os.close(step)


def _listing(folder: bytes) -> bytes:
    """Stands for the files of a folder: what changes when one of them does, and no content."""
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            about = entry.stat(follow_symlinks=False)
            times = (about.st_mtime_ns, about.st_ctime_ns)
            found.append((entry.name, about.st_size, *times, about.st_ino))
    return _digest(repr(sorted(found)).encode())


def _read(descriptor: int, most: int, *, own: bool = False) -> bytes:
    """The whole of a regular file, and close it."""
    try:
        about = os.fstat(descriptor)
        if about.st_mode & _TYPE != _REGULAR or about.st_size > most:
            raise PermissionError
        if own and about.st_uid != os.geteuid():
            raise PermissionError
        return os.read(descriptor, about.st_size + 1)
    finally:
        os.close(descriptor)


def _digest(content: bytes) -> bytes:
    return digest(content).encode()


def _latest_day(environment: "Words") -> bytes:
    """A day that the clock must not go back behind: what was kept before it was shown then."""
    try:
        return _read(os.open(f"{state_place(environment)}/{LATEST_DAY}", _SAFE), _MOST_READ)
    except OSError:
        return b""


def _streams() -> tuple[object, ...]:
    """What stdin, stdout and stderr are; nothing where one is closed or cannot be written."""
    if sys.stdout is None or sys.stderr is None:
        return ()
    try:
        kinds = tuple(os.fstat(descriptor).st_mode & _TYPE for descriptor in (0, 1, 2))
        os.write(1, b"")
    except OSError:
        return ()
    terminals = tuple(map(os.isatty, (0, 1, 2)))
    return (*kinds, *terminals, sys.stdout.encoding, sys.stderr.encoding)


def _screen() -> tuple[int, ...]:
    """Columns and lines of the terminal, or nothing."""
    for descriptor in (1, 2, 0):
        try:
            return tuple(os.get_terminal_size(descriptor))
        except OSError:
            continue
    return ()
