"""Remembers one reader's yes on their own machine: the digest of the words, the language, the day,
and nothing else. Thirty days, or until the words change. A damaged answer counts as none.
"""

import json
import os
from datetime import date, timedelta
from pathlib import Path

from ketacli.disclaimer import Disclaimer
from ketacli.errors import NotWrittenError

_DAYS = 30
_MOST_BYTES = 4096


def remembered_until(folder: Path | None, disclaimer: Disclaimer, today: date) -> date | None:
    """The last day on which a remembered yes to these words counts, or None without one."""
    if folder is None:
        return None
    try:
        answer = json.loads(_read(_file(folder, disclaimer.language)))
        day = date.fromisoformat(answer["day"])
        same = answer["digest"] == disclaimer.digest and answer["language"] == disclaimer.language
    except (OSError, ValueError, KeyError, TypeError):
        return None
    last = day + timedelta(days=_DAYS)
    # A day that has not come yet: the clock was moved, and nobody can say how long ago it was.
    return last if same and day <= today <= last else None


def remember(folder: Path, disclaimer: Disclaimer, today: date) -> None:
    """Keep a yes.

    Raises:
        NotWrittenError: the folder cannot be written.
    """
    answer = {
        "digest": disclaimer.digest,
        "language": disclaimer.language,
        "day": today.isoformat(),
    }
    file = _file(folder, disclaimer.language)
    aside = file.with_suffix(f".{os.getpid()}")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        with open(descriptor, "w", encoding="ascii") as stream:  # noqa: PTH123: a descriptor
            json.dump(answer, stream)
        aside.replace(file)
    except OSError as error:
        raise NotWrittenError(os.fspath(folder), error.strerror or "unknown reason") from error


def forget(folder: Path | None) -> None:
    """Forget every remembered answer, in every language.

    Raises:
        NotWrittenError: an answer is there and cannot be removed.
    """
    for file in folder.glob("acknowledged-*") if folder is not None else ():
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise NotWrittenError(os.fspath(file), error.strerror or "unknown reason") from error


def _file(folder: Path, language: str) -> Path:
    return folder / f"acknowledged-{language}.json"


def _read(file: Path) -> bytes:
    descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with open(descriptor, "rb") as stream:  # noqa: PTH123: a descriptor has no path
        if os.fstat(descriptor).st_uid != os.geteuid():
            raise PermissionError
        return stream.read(_MOST_BYTES)
