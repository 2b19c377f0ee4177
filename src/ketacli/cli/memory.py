"""Remembers one reader's yes on their own machine: the digest of the words, the language, the day,
and nothing else. Thirty days, or until the words change. A damaged answer counts as none.
"""

import json
import os
from datetime import date, timedelta
from pathlib import Path

from ketacli.disclaimer import Disclaimer
from ketacli.errors import NotWrittenError
from ketacli.own_files import read_own, write_own

_DAYS = 30
_MOST_BYTES = 4096


def remembered_until(folder: Path | None, disclaimer: Disclaimer, today: date) -> date | None:
    """The last day on which a remembered yes to these words counts, or None without one."""
    if folder is None:
        return None
    try:
        answer = json.loads(read_own(_file(folder, disclaimer.language), _MOST_BYTES))
        day = date.fromisoformat(answer["day"])
        same = answer["digest"] == disclaimer.digest and answer["language"] == disclaimer.language
    except (OSError, ValueError, KeyError, TypeError):
        return None
    last = day + timedelta(days=_DAYS)
    # A day that has not come yet: the clock was moved, and nobody can say how long ago it was.
    return last if same and day <= today <= last else None


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
    for file in folder.glob("acknowledged-*") if folder is not None else ():
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise NotWrittenError(os.fspath(file), error.strerror or "unknown reason") from error


def _file(folder: Path, language: str) -> Path:
    return folder / f"acknowledged-{language}.json"
