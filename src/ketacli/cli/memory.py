"""Remembers one reader's yes on their own machine: the digest of the words, the language, the day,
and nothing else. Thirty days, or until the words change. A damaged answer counts as none.
"""

import json
import os
from datetime import date, timedelta
from pathlib import Path

from ketacli.cli.express import rests_on_own
from ketacli.disclaimer import Disclaimer
from ketacli.errors import NotWrittenError
from ketacli.own_files import read_own, write_own

_DAYS = 30
_MOST_BYTES = 4096
_NAME = "acknowledged-"


def remembered_until(folder: Path | None, disclaimer: Disclaimer, today: date) -> date | None:
    """The last day on which a remembered yes to these words counts, or None without one."""
    if folder is None:
        return None
    rests_on_own(_file(folder, disclaimer.language))
    try:
        answer = json.loads(read_own(_file(folder, disclaimer.language), _MOST_BYTES))
        day = date.fromisoformat(answer["day"])
        same = answer["digest"] == disclaimer.digest and answer["language"] == disclaimer.language
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    # A day that has not come yet: the clock was moved, and nobody can say how long ago it was.
    if not same or day > today:
        return None
    last = day + timedelta(days=_DAYS)
    return last if today <= last else None


def remember(folder: Path, disclaimer: Disclaimer, today: date) -> bool:
    """Keep a yes. Returns False where the folder cannot be written: reading goes on without."""
    answer = {
        "digest": disclaimer.digest,
        "language": disclaimer.language,
        "day": today.isoformat(),
    }
    try:
        write_own(_file(folder, disclaimer.language), json.dumps(answer).encode())
    except OSError:
        return False
    return True


def forget(folder: Path | None) -> None:
    """Forget every remembered answer, in every language.

    Raises:
        NotWrittenError: an answer is there and cannot be removed.
    """
    if folder is None:
        return
    try:
        for file in _answers(folder):
            file.unlink(missing_ok=True)
    except OSError as error:
        what = os.fspath(error.filename or folder)
        raise NotWrittenError(what, (error.strerror or "unknown reason").lower()) from error


def _answers(folder: Path) -> tuple[Path, ...]:
    """Every remembered answer, and what is left of one that was never written to its end.

    A folder that is there and cannot be listed is a fault: there may be one in it.
    """
    try:
        names = os.listdir(folder)  # noqa: PTH208 - a glob hides that a folder cannot be listed
    except (FileNotFoundError, NotADirectoryError):
        return ()
    return tuple(folder / name for name in names if name.lstrip(".").startswith(_NAME))


def _file(folder: Path, language: str) -> Path:
    return folder / f"{_NAME}{language}.json"
