"""The folder that leaflets are exported into. Owns its hidden journal: which file was made of what,
and which bytes it had then. Writes over nothing that is not in there, follows no link, and leaves
no half file.
"""

import errno
import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum, auto
from hashlib import file_digest
from io import BufferedReader
from json import dumps, loads
from pathlib import Path
from typing import NamedTuple

from ketacli.cli.output import refused
from ketacli.digest import sha256_hex
from ketacli.errors import NotWrittenError

JOURNAL = ".ketacli-export"
ASIDE, _NEW_JOURNAL = ".ketacli-export.part", ".ketacli-export.new"
"""Where a file is written before it gets its name. One run at a time has them."""
_KEYS = ("file", "bytes", "made_from")
"""Of a line of the journal: a name, and two digests."""
_MOST_BYTES = 64_000_000
_VERSIONS_KEPT = 4
"""Of one file, so that one that a run was killed over is known for ours by the next."""


class Outcome(Enum):
    """What came of a file that was to be put into the folder."""

    WRITTEN = auto()
    THERE = auto()
    """The same bytes are there already."""
    FOREIGN = auto()
    """Something else is there that no export wrote as it is now."""
    TOO_LONG = auto()
    """The name is longer than the file system takes, today and at each run to come."""


class _There(NamedTuple):
    """What lies under a name."""

    is_file: bool
    is_link: bool
    mode: int
    digest: str
    """Of its bytes, where it is a file."""


def check(place: str) -> None:
    """Find out early whether there is such a folder, or could be.

    Raises:
        NotWrittenError: there is not and could not be.
    """
    folder = Path(place).absolute()
    try:
        while (about := _about(folder)) is None:
            folder = folder.parent
    except OSError as error:
        raise refused(place, error) from error
    if not stat.S_ISDIR(about.st_mode):
        raise NotWrittenError(place, "a file is in its place")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise NotWrittenError(place, "nothing can be written there")


@contextmanager
def opened(place: str) -> Iterator["ExportFolder"]:
    """The folder, made where it is missing, and closed to other runs until the block ends.

    Raises:
        NotWrittenError: it cannot be made, or another run writes there.
    """
    try:
        Path(place).mkdir(parents=True, exist_ok=True)
        descriptor = os.open(place, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise refused(place, error) from error
    try:
        _lock(place, descriptor)
        folder = ExportFolder(place, descriptor)
        try:
            yield folder
        finally:
            folder.close()
    finally:
        os.close(descriptor)


class ExportFolder:
    """One folder of files. Get one from `opened`."""

    def __init__(self, place: str, descriptor: int) -> None:
        self._place = place
        self._folder = descriptor
        self._written = _read_journal(descriptor)
        """By name: of what each version was made, by the digest of its bytes, the newest last."""
        self._journal: int | None = None

    def holds(self, name: str, made_from: str) -> bool:
        """Whether a file is there that was made of the same, and has the bytes it had then."""
        digest = self._digest(name) if name in self._written else ""
        return bool(digest) and self._written[name].get(digest) == made_from

    def has(self, name: str) -> bool:
        """Whether something is there under a name.

        Raises:
            NotWrittenError: the system does not tell.
        """
        try:
            return self._there(name) is not None
        except OSError as error:
            if error.errno == errno.ENAMETOOLONG:
                return False
            raise self._refused(name, error) from error

    def put(self, name: str, content: bytes, made_from: str, *, replace: bool) -> Outcome:
        """Write a file whole, or leave what is there.

        Args:
            name: of the file, without a folder.
            content: its bytes.
            made_from: what stands for all that it was made of.
            replace: also over a file, or a link, that no export wrote as it is now.

        Raises:
            NotWrittenError: the system refuses.
        """
        try:
            return self._put(name, content, made_from, replace=replace)
        except OSError as error:
            if error.errno == errno.ENAMETOOLONG:
                return Outcome.TOO_LONG
            raise self._refused(name, error) from error

    def close(self) -> None:
        """Leave nothing but whole files and the journal."""
        if self._journal is not None:
            os.close(self._journal)
        for aside in (ASIDE, _NEW_JOURNAL):
            with suppress(OSError):
                os.unlink(aside, dir_fd=self._folder)

    def _put(self, name: str, content: bytes, made_from: str, *, replace: bool) -> Outcome:
        digest = sha256_hex(content)
        there = self._there(name)
        ours = there is not None and there.digest in self._written.get(name, {})
        if there is not None and there.digest == digest:
            self._note(name, digest, made_from)
            return Outcome.THERE
        if there is not None and not ours and not (replace and (there.is_file or there.is_link)):
            return Outcome.FOREIGN
        mode = there.mode if there is not None and there.is_file else None
        os.close(self._lay(ASIDE, content, mode))
        # Before the file is there: a run that is killed in between knows it for its own.
        self._note(name, digest, made_from)
        os.replace(ASIDE, name, src_dir_fd=self._folder, dst_dir_fd=self._folder)
        return Outcome.WRITTEN

    def _refused(self, name: str, error: OSError) -> NotWrittenError:
        return refused(os.path.join(self._place, name), error)  # noqa: PTH118 - as it was typed

    def _there(self, name: str) -> _There | None:
        try:
            about = os.stat(name, dir_fd=self._folder, follow_symlinks=False)
        except FileNotFoundError:
            return None
        kind = about.st_mode
        digest = self._digest(name) if stat.S_ISREG(kind) else ""
        return _There(stat.S_ISREG(kind), stat.S_ISLNK(kind), stat.S_IMODE(kind), digest)

    def _digest(self, name: str) -> str:
        """Of the bytes of a file; nothing where there is none, or none that can be read."""
        try:
            with _reading(self._folder, name) as stream:
                return file_digest(stream, "sha256").hexdigest()
        except OSError:
            return ""

    def _lay(self, aside: str, content: bytes, mode: int | None = None) -> int:
        """Write a file aside, down to the disk."""
        with suppress(FileNotFoundError):  # what a run left that was killed
            os.unlink(aside, dir_fd=self._folder)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        descriptor = os.open(aside, flags, 0o666, dir_fd=self._folder)
        try:
            if mode is not None:
                with suppress(PermissionError):  # a USB stick has one mode for all of its files
                    os.fchmod(descriptor, mode)
            _write(descriptor, content)
        except BaseException:  # Ctrl-C too
            os.close(descriptor)
            raise
        return descriptor

    def _note(self, name: str, digest: str, made_from: str) -> None:
        """Add a line to the journal. The first one of a run writes it anew, without old ones."""
        versions = self._written.setdefault(name, {})
        if versions.get(digest) == made_from and next(reversed(versions)) == digest:
            return
        versions.pop(digest, None)
        versions[digest] = made_from
        if self._journal is None:
            self._journal = self._begin_journal()
        else:
            _write(self._journal, _line(name, digest, made_from))

    def _begin_journal(self) -> int:
        """Write all that is known, and stay at its end."""
        lines = b"".join(
            _line(name, *version)
            for name, versions in self._written.items()
            for version in tuple(versions.items())[-_VERSIONS_KEPT:]
        )
        descriptor = self._lay(_NEW_JOURNAL, lines)
        os.replace(_NEW_JOURNAL, JOURNAL, src_dir_fd=self._folder, dst_dir_fd=self._folder)
        return descriptor


def _about(folder: Path) -> os.stat_result | None:
    """What is there, behind any link; nothing is None, and a link to nothing an OSError."""
    try:
        folder.lstat()
    except FileNotFoundError:
        return None
    return folder.stat()


def _lock(place: str, folder: int) -> None:
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise NotWrittenError(place, "another export is writing there") from error
    except OSError:
        return  # a disk elsewhere that knows no locks


def _read_journal(folder: int) -> dict[str, dict[str, str]]:
    """What earlier runs noted. What is damaged counts as not noted."""
    found: dict[str, dict[str, str]] = {}
    try:
        with _reading(folder, JOURNAL) as stream:
            lines = stream.read(_MOST_BYTES).splitlines()
    except OSError:
        return found
    for line in lines:
        with suppress(ValueError, KeyError, TypeError, RecursionError):
            read = loads(line)
            name, digest, made_from = (str(read[key]) for key in _KEYS)
            versions = found.setdefault(name, {})
            versions.pop(digest, None)
            versions[digest] = made_from
    return found


def _reading(folder: int, name: str) -> BufferedReader:
    """A file, and no link and no pipe in its place."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    descriptor = os.open(name, flags, dir_fd=folder)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    raise FileNotFoundError(name)


def _line(*told: str) -> bytes:
    return dumps(dict(zip(_KEYS, told, strict=True))).encode() + b"\n"


def _write(descriptor: int, content: bytes) -> None:
    while content:
        content = content[os.write(descriptor, content) :]
    os.fsync(descriptor)
