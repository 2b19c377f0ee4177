"""What `--since` means: a day, a folder, a revision or a code. Each that it cannot mean has its own
error.
"""

import os
from datetime import date, datetime, timedelta
from pathlib import Path
from re import fullmatch
from typing import TYPE_CHECKING, NamedTuple

from ketacli.cli.git import Checkout
from ketacli.cli.surroundings import today
from ketacli.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from ketacli.library import AuthorDesk, Since
    from ketacli.site import Clinic

_SHORT = 10


class NoSuchStateError(UsageError):
    """There is no earlier state of that name."""

    exit_code = ExitCode.NOT_FOUND


class Asked(NamedTuple):
    """What an author wants to see."""

    since: str
    topic: str = ""
    language: str = ""


class Meant(NamedTuple):
    """The earlier state, and what of it. A code says itself which topic and language."""

    since: "Since"
    topic: str
    language: str


def meant(asked: Asked, desk: "AuthorDesk", checkout: Checkout, clinic: "Clinic") -> Meant:
    """Find out what is meant: the first of these that a value can be.

    Raises:
        UsageError: it is no day that exists, or needs a history where there is none.
        NoSuchStateError: it is none of these.
        NotInstalledError: it needs Git.
    """
    return _Meaning(asked, desk, checkout, clinic).find()


class _Meaning:
    """Tries one meaning after the other."""

    def __init__(
        self, asked: Asked, desk: "AuthorDesk", checkout: Checkout, clinic: "Clinic"
    ) -> None:
        self._asked = asked
        self._desk = desk
        self._checkout = checkout
        self._clinic = clinic

    def find(self) -> Meant:
        value = self._asked.since
        if fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            return self._day(value)
        if _is_written_as_a_path(value):
            return self._folder(value)
        if not value:
            raise UsageError("--since needs a day, a revision, a folder or a code of words.")
        if Path(value).is_dir() and not self._revision_or_none(value):
            return self._folder(value)
        self._look_for_history()
        if revision := self._checkout.revision(value):
            return self._at(revision, value)
        if self._desk.is_code(value):
            return self._code(value)
        if self._checkout.means_several(value):
            raise NoSuchStateError(f"Several revisions begin with {value}: give more of the hash.")
        raise NoSuchStateError(
            f"{value!r} is no day, no revision, no folder and no code of words that is known here."
        )

    def _revision_or_none(self, value: str) -> str:
        """A revision, where there is a history to look in: a folder needs none."""
        return "" if self._checkout.fault() else self._checkout.revision(value)

    def _look_for_history(self) -> None:
        if fault := self._checkout.fault():
            raise UsageError(
                f"The library in {self._checkout.folder} has no history: Git says {fault!r}. "
                "Of such a library, --since takes a folder."
            )
        if self._checkout.is_empty():
            raise UsageError("Nothing was committed in this checkout so far, so it has no past.")

    def _day(self, value: str) -> Meant:
        day = _day(value)
        self._look_for_history()
        ends = datetime.combine(day + timedelta(days=1), datetime.min.time()).astimezone()
        if revision := self._checkout.at(int(ends.timestamp()) - 1):
            return self._at(revision, f"the end of {value}", dated=False)
        first = _local_day(self._checkout.first_moment())
        raise NoSuchStateError(f"The history of this library begins on {first}.{self._hint()}")

    def _folder(self, value: str) -> Meant:
        folder = Path(value).expanduser()
        says = f"the state in {value}"
        return self._meant(self._desk.since_folder(says, folder.absolute()))

    def _code(self, value: str) -> Meant:
        asked = self._asked
        found = self._desk.find_words(
            value, self._checkout, topic=asked.topic, language=asked.language, clinic=self._clinic
        )
        if not found:
            raise NoSuchStateError(
                f"No revision in this history has words with the code {value}.{self._hint()}"
            )
        if len(found) > 1:
            codes = ", ".join(f"{words.code} ({words.topic})" for words in found)
            raise NoSuchStateError(f"Several codes begin with {value}: {codes}. Give more of it.")
        words = found[0]
        says = f"the last state with the code {words.code}"
        return self._at(words.revision, says)._replace(
            topic=words.topic or asked.topic, language=words.language
        )

    def _at(self, revision: str, says: str, *, dated: bool = True) -> Meant:
        day = f", {_local_day(self._checkout.moment(revision))}" if dated else ""
        state = f"{says} (revision {revision[:_SHORT]}{day})"
        return self._meant(self._desk.since_revision(state, self._checkout, revision))

    def _meant(self, since: "Since") -> Meant:
        return Meant(since, self._asked.topic, self._asked.language)

    def _hint(self) -> str:
        if not self._checkout.is_cut_short():
            return ""
        return " This clone is cut short: `git fetch --unshallow` brings what is older."


def _is_written_as_a_path(value: str) -> bool:
    starts = value.startswith((os.sep, f".{os.sep}", f"..{os.sep}", "~"))
    return starts or value in {".", ".."} or value.endswith(os.sep)


def _day(value: str) -> date:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise UsageError(f"{value} is no day that exists.") from None
    if day > today():
        raise UsageError(f"{value} is still to come.")
    return day


def _local_day(moment: int) -> str:
    return datetime.fromtimestamp(moment).astimezone().date().isoformat()
