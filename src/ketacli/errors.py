"""What can go wrong, as facts with fields. Owns no sentences: `cli/report.py` words them."""

from enum import IntEnum, StrEnum, unique
from typing import NamedTuple


@unique
class ExitCode(IntEnum):
    """What the shell is told. The numbers are a promise; 5 to 7 stay clear of sysexits."""

    DONE = 0
    BUG = 1
    USAGE = 2
    NOT_ACKNOWLEDGED = 3
    NOT_FOUND = 4
    CONTENT = 5
    NOT_WRITTEN = 6
    NOT_INSTALLED = 7
    INTERRUPTED = 130


@unique
class Severity(StrEnum):
    """How much a problem matters to `check`."""

    ERROR = "error"
    WARNING = "warning"
    SCORE = "score"
    """A readability score over its target: reported, and never a reason to fail."""


class Problem(NamedTuple):
    """One fault of one file. Lines and columns count from 1; 0 means the file as a whole."""

    file: str
    line: int
    column: int
    rule: str
    message: str
    severity: Severity = Severity.ERROR


class KetacliError(Exception):
    """Everything that ketacli foresees. Each child names its exit code."""

    exit_code: ExitCode = ExitCode.BUG


@unique
class Refusal(StrEnum):
    """Why a reader was not let in."""

    DECLINED = "declined"
    NOBODY_TO_ASK = "nobody-to-ask"
    OTHER_WORDS = "other-words"


class NotAcknowledgedError(KetacliError):
    """The disclaimer was not acknowledged, so nothing of a topic may be shown."""

    exit_code = ExitCode.NOT_ACKNOWLEDGED

    def __init__(self, refusal: Refusal, words: str = "") -> None:
        """Say why.

        Args:
            refusal: the reason.
            words: what the reader is told, in the reader's language, where that is known.
        """
        super().__init__(refusal, words)
        self.refusal = refusal
        self.words = words


@unique
class Wanted(StrEnum):
    """What can be asked for by name."""

    TOPIC = "topic"
    SECTION = "section"
    LANGUAGE = "language"
    REGION = "region"
    TERM = "word in the glossary"
    LIBRARY = "library"
    FILE = "file"
    KIND = "kind of content file"
    RECEIPT = "receipt code"


class NotFoundError(KetacliError):
    """Something asked for by name is not there."""

    exit_code = ExitCode.NOT_FOUND

    def __init__(self, wanted: Wanted, name: str, there_is: tuple[str, ...] = ()) -> None:
        super().__init__(wanted, name)
        self.wanted = wanted
        self.name = name
        self.there_is = there_is


class WithheldError(NotFoundError):
    """A topic is there and not shown: it is out of date, unsigned, or a translation of old words.

    What readers are told instead is in their language.
    """

    def __init__(self, topic: str, words: tuple[str, ...]) -> None:
        super().__init__(Wanted.TOPIC, topic)
        self.words = words


class ContentError(KetacliError):
    """Files break the rules. Holds every problem found, in order."""

    exit_code = ExitCode.CONTENT

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems


class StaleLanguageError(ContentError):
    """The disclaimer of a language is a translation of other words than those that stand now."""


class NotWrittenError(KetacliError):
    """Something could not be written: the output, a file, a record."""

    exit_code = ExitCode.NOT_WRITTEN

    def __init__(self, what: str, reason: str) -> None:
        super().__init__(what, reason)
        self.what = what
        self.reason = reason


class NotInstalledError(KetacliError):
    """A part that this needs is not installed. Each line of `command` installs some of it."""

    exit_code = ExitCode.NOT_INSTALLED

    def __init__(self, what: str, command: str) -> None:
        super().__init__(what, command)
        self.what = what
        self.command = command


class UsageError(KetacliError):
    """A command was asked for where it cannot work, as a kiosk without a terminal."""

    exit_code = ExitCode.USAGE
