"""A library as it was: files of a past revision, read as a folder is, with the same suspicion. The
work tree is not touched. Who starts Git is no matter of the library: it is handed a checkout.
"""

from collections.abc import Mapping
from typing import Protocol

from ketacli.errors import ContentError, ExitCode, UsageError
from ketacli.library.cards import topic_ids
from ketacli.library.folder import MOST_BYTES, Folder, is_topic_id
from ketacli.library.loading import kind_of

_REGULAR = frozenset({"100644", "100755"})
_TOPICS = "topics/"
_SHORT = 10
"""So many digits of a hash tell one commit from all others."""


class NotThereThenError(UsageError):
    """Something that is there now was not there then."""

    exit_code = ExitCode.NOT_FOUND


class HeldFile(Protocol):
    """One file of a revision."""

    @property
    def mode(self) -> str:
        """As Git writes it."""
        ...

    @property
    def object(self) -> str:
        """What stands for its content."""
        ...

    @property
    def size(self) -> int:
        """In bytes."""
        ...


class History(Protocol):
    """What must be known of a checkout."""

    def files(self, revision: str) -> Mapping[str, HeldFile]:
        """The files of the library, as they were."""
        ...

    def around(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Every commit at which some files or folders may be as at no newer one, newest first."""
        ...

    def read(self, name: str) -> bytes | None:
        """The content of a file, by what stands for it."""
        ...


class PastFolder(Folder):
    """A library's folder at a revision."""

    def __init__(self, folder: Folder, history: History, revision: str) -> None:
        super().__init__(folder.path)
        self._history = history
        self._revision = revision
        self.held = history.files(revision)
        """Every file of the library, as it was."""

    def display(self, name: str) -> str:
        """The name of a file with its revision."""
        shown = super().display(name)
        return f"{self._revision[:_SHORT]}:{shown}"

    def topics(self, language: str) -> tuple[str, ...]:
        """The ids of a language's topics."""
        before = f"{language}/{_TOPICS}"
        found = (name[len(before) : -len(".yaml")] for name in self.held if _is_topic(name, before))
        return tuple(sorted(found))

    def _fetch(self, name: str) -> bytes | None:
        held = self.held.get(name)
        if held is None:
            return None
        if held.mode not in _REGULAR:
            raise ContentError((self.problem(name, "file-kind", "this is not a regular file"),))
        if held.size > MOST_BYTES:
            message = f"this file has {held.size} bytes; at most {MOST_BYTES} are read"
            raise ContentError((self.problem(name, "file-size", message),))
        content = self._history.read(held.object)
        if content is None:
            message = "this file cannot be read: this clone does not hold it"
            raise ContentError((self.problem(name, "file-unreadable", message),))
        return content


def topics_of(folder: Folder, language: str) -> tuple[str, ...]:
    """The ids of a language's topics, now or then."""
    if isinstance(folder, PastFolder):
        return folder.topics(language)
    return topic_ids(folder, language, ())


def _is_topic(name: str, before: str) -> bool:
    topic_id = name.removeprefix(before).removesuffix(".yaml")
    return name.startswith(before) and kind_of(name) == "topic" and is_topic_id(topic_id)
