"""Asks Git which files of a library were changed since the last commit, and which are new."""

import os
from pathlib import Path

from ketacli.cli.git import ask
from ketacli.errors import UsageError

_DIFFERENT = ("diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--relative", "HEAD")
_NEW = ("ls-files", "-z", "--others", "--exclude-standard")
_ALL = ("ls-files", "-z", "--cached", "--others", "--exclude-standard")


def changed_files(library: Path) -> tuple[str, ...]:
    """The names of changed, new and deleted files, from the folder of a library.

    Raises:
        NotInstalledError: there is no Git.
        UsageError: the library lies in no checkout, or Git cannot look at it.
    """
    different = ask(library, *_DIFFERENT)
    # Where nothing is committed yet, there is nothing to compare with, and all files are new.
    asked = (ask(library, *_NEW), different) if different.code == 0 else ()
    answers = asked or (ask(library, *_ALL),)
    for answer in answers:
        if answer.code:
            raise UsageError(f"Git cannot say what has changed in {library}: {answer.error}.")
    listed = b"".join(answer.out for answer in answers).split(b"\0")
    return tuple(sorted({os.fsdecode(name) for name in listed if name}))
