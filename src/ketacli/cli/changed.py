"""Asks Git which files of a library were changed since the last commit, and which are new."""

import os
import subprocess
from pathlib import Path

from ketacli.errors import NotInstalledError, UsageError

_DIFFERENT = ("diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--relative", "HEAD")
_NEW = ("ls-files", "-z", "--others", "--exclude-standard")
_ALL = ("ls-files", "-z", "--cached", "--others", "--exclude-standard")


def changed_files(library: Path) -> tuple[str, ...]:
    """The names of changed, new and deleted files, from the folder of a library.

    Raises:
        NotInstalledError: there is no Git.
        UsageError: the library lies in no checkout, or Git cannot look at it.
    """
    different = _git(library, *_DIFFERENT)
    # Where nothing is committed yet, there is nothing to compare with, and all files are new.
    asked = (_git(library, *_NEW), different) if different.returncode == 0 else ()
    answers = asked or (_git(library, *_ALL),)
    for answer in answers:
        if answer.returncode:
            reason = os.fsdecode(answer.stderr).strip().partition("\n")[0]
            raise UsageError(f"Git cannot say what has changed in {library}: {reason}.")
    listed = b"".join(answer.stdout for answer in answers).split(b"\0")
    return tuple(sorted({os.fsdecode(name) for name in listed if name}))


def _git(library: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    # No lock is taken, and no program that the checkout names is started.
    command = ("git", "-c", "core.fsmonitor=false", *arguments)
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        return subprocess.run(  # noqa: S603 - a fixed list, and no shell
            command, cwd=library, env=environment, capture_output=True, check=False
        )
    except FileNotFoundError as error:
        raise NotInstalledError("Git", "sudo apt install git") from error
