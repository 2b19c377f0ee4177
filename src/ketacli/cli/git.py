"""Asks Git about the checkout that a library lies in, for authors. The only place that starts Git:
it reads, takes no lock, and starts no program that the checkout names.
"""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, Self

from ketacli.errors import NotInstalledError, UsageError

_READS_ONLY = (
    *("git", "--no-pager", "--literal-pathspecs"),
    *("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"),
)
_KEPT = ("PATH", "HOME", "XDG_CONFIG_HOME", "GIT_CONFIG_GLOBAL", "TZ")
"""What Git is told of the surroundings. The user's own settings name the checkouts they trust."""
_LOCKED = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    # A checkout without all its objects would fetch them, by a program that its settings name.
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_TERMINAL_PROMPT": "0",
}


class Answer(NamedTuple):
    """What Git said."""

    code: int
    out: bytes
    error: str
    """The first line of what was wrong."""

    @property
    def line(self) -> str:
        """What it said, where that is one line."""
        return os.fsdecode(self.out).strip()


class Held(NamedTuple):
    """One file of a revision, as `ls-tree` tells it."""

    mode: str
    object: str
    size: int


def ask(folder: Path, *arguments: str) -> Answer:
    """Ask Git something from a folder.

    Raises:
        NotInstalledError: there is no Git.
    """
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, and no shell
            (*_READS_ONLY, *arguments),
            cwd=folder,
            env=_environment(os.environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise _no_git() from error
    problem = os.fsdecode(done.stderr).strip().partition("\n")[0]
    return Answer(done.returncode, done.stdout, problem)


class Checkout:
    """The history of the checkout that a folder lies in. Closed at the end of a `with`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._batch: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._batch is not None:
            self._batch.communicate()

    def fault(self) -> str:
        """Why nothing can be said of the past of this folder, or ''."""
        return ask(self.folder, "rev-parse", "--git-dir").error

    def is_empty(self) -> bool:
        """Whether nothing has been committed yet."""
        return self._found("HEAD").code != 0

    def is_cut_short(self) -> bool:
        """Whether this is a shallow clone, which lacks what is older."""
        return ask(self.folder, "rev-parse", "--is-shallow-repository").line == "true"

    def revision(self, name: str) -> str:
        """The full hash of the commit that a name stands for, or ''."""
        found = self._found(name)
        return "" if found.code else found.line

    def means_several(self, name: str) -> bool:
        """Whether this is the start of several hashes."""
        asked = ("rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}")
        return "is ambiguous" in ask(self.folder, *asked).error

    def at(self, moment: int) -> str:
        """The last commit of the line that led here, not after a moment in seconds; or ''."""
        asked = ("rev-list", "--first-parent", f"--min-age={moment}", "--max-count=1", "HEAD")
        return ask(self.folder, *asked).line

    def first_moment(self) -> int:
        """When the line that led here began."""
        told = ask(self.folder, "rev-list", "--first-parent", "--timestamp", "HEAD").line
        return int(told.splitlines()[-1].partition(" ")[0])

    def moment(self, revision: str) -> int:
        """When a commit was made, in seconds."""
        told = ask(self.folder, "rev-list", "--timestamp", "--max-count=1", revision)
        return int(told.line.partition(" ")[0])

    def around(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Every commit at which some files or folders may be as at no newer one, newest first.

        Those are the last one, each that changed them, and the ones that it came from.
        """
        asked = ("rev-list", "--format=%P", "HEAD", "--", *names)
        told = ask(self.folder, *asked).line.replace("commit ", "")
        return tuple(dict.fromkeys((self.revision("HEAD"), *told.split())))

    def files(self, revision: str) -> dict[str, Held]:
        """The files below this folder, as they were then.

        Raises:
            UsageError: Git cannot read them.
        """
        told = ask(self.folder, "ls-tree", "-r", "-z", "-l", revision)
        if told.code:
            raise UsageError(f"Git cannot read the revision {revision}: {told.error}.")
        return dict(_held(line) for line in told.out.split(b"\0") if line)

    def read(self, name: str) -> bytes | None:
        """The content of an object, or None where this clone lacks it."""
        pipe = self._open()
        assert pipe.stdin is not None  # noqa: S101 - both were asked for
        assert pipe.stdout is not None  # noqa: S101
        try:
            pipe.stdin.write(f"{name}\n".encode())
            pipe.stdin.flush()
        except BrokenPipeError:  # a checkout that Git itself cannot read
            return None
        head = pipe.stdout.readline().split()
        if len(head) != 3:  # noqa: PLR2004 - name, kind and size; else name and `missing`
            return None
        content = pipe.stdout.read(int(head[2]))
        pipe.stdout.read(1)
        return content

    def _open(self) -> "subprocess.Popen[bytes]":
        if self._batch is None:
            try:
                self._batch = subprocess.Popen(  # noqa: S603 - a fixed program, and no shell
                    (*_READS_ONLY, "cat-file", "--batch"),
                    cwd=self.folder,
                    env=_environment(os.environ),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                )
            except FileNotFoundError as error:
                raise _no_git() from error
        return self._batch

    def _found(self, name: str) -> Answer:
        asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        return ask(self.folder, *asked)


def _held(line: bytes) -> tuple[str, Held]:
    """`100644 blob 1a2b3c    1234<tab>en/topics/small.yaml`."""
    about, _, name = line.partition(b"\t")
    mode, _kind, object_, size = about.decode().split()
    return os.fsdecode(name), Held(mode, object_, int(size) if size.isdigit() else 0)


def _environment(around: Mapping[str, str]) -> dict[str, str]:
    return {name: around[name] for name in _KEPT if name in around} | _LOCKED


def _no_git() -> NotInstalledError:
    return NotInstalledError("Git", "sudo apt install git")
