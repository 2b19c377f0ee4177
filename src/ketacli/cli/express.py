"""Lets a command offer what it has said to the express lane. What a run rests on is told here where
it is used; whatever nobody can look at later forbids keeping anything.
"""

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from ketacli import express
from ketacli.express import ABSENT, CODE, FILE, HERE, LISTING, OWN, Question

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ketacli.express import Ground, Saying, Words
    from ketacli.library import Library

    What = tuple[bytes, bytes, bytes]

_PACKAGE = "ketacli"


class _Run:
    """One run that may become an answer."""

    def __init__(self, asked: Question) -> None:
        self.asked = asked
        self.said: list[Saying] = []
        self.looked_at: dict[What, bytes] = {}
        """How things were just before they were used."""
        self.read: dict[What, bytes] = {}
        """The digests of the very bytes that were used."""
        self.offered = False


_run: _Run | None = None


def begin(asked: Question | None) -> None:
    """Listen to a run; or to none, where its answer cannot be kept."""
    global _run  # noqa: PLW0603 - one process is one run
    _run = None if asked is None else _Run(asked)


def forbid() -> None:
    """Keep nothing of this run: it asked somebody, started a program, or wrote elsewhere."""
    begin(None)


def heard(descriptor: int, words: bytes) -> None:
    """Take down what is written to stdout or stderr."""
    if _run is not None:
        _run.said.append((descriptor, words))


def rests_on_own(file: "Path") -> None:
    """This run is about to read a file of this user, there or not."""
    _rest(OWN, os.fsencode(file))


def rests_on_absence(file: "Path") -> None:
    """This run goes on because there is no such file."""
    _rest(ABSENT, os.fsencode(file))


def rests_on_site(file: "Path") -> None:
    """This run is about to read the settings of this device."""
    _rest(FILE, os.fsencode(file.parent), os.fsencode(file.name))


def rests_on_listing(folder: "Path") -> None:
    """This run is about to look at the size and the times of each file in a folder."""
    _rest(LISTING, os.fsencode(folder))


def rests_on_place(path: str) -> None:
    """This run uses a path that somebody told, which may begin where we stand."""
    if path and not path.startswith("/"):
        _rest(HERE, b"")


def offer(library: "Library") -> None:
    """Say that what was shown may be shown again while all that it rests on stays as it is.

    Args:
        library: the one whose files it was made from.
    """
    if _run is None:
        return
    root = os.fsencode(library.path)
    for name, digest in library.files_read().items():
        _run.read[FILE, root, os.fsencode(name)] = digest.encode()
    _run.offered = True


def keep(environment: "Words") -> None:
    """Keep what was said, if a command offered it. A folder that refuses is no fault."""
    if _run is None or not _run.offered:
        return
    from ketacli.cli import answers

    # By now the reader has got it, so Ctrl-C ends nothing but the keeping.
    with suppress(OSError, KeyboardInterrupt):
        if _still_so(_run, environment):
            rests_on = _run.looked_at | _run.read
            grounds = (*((*what, how) for what, how in rests_on.items()), *_code())
            answers.put(_run.asked, express.written(_run.asked, grounds, _run.said))


def _rest(kind: bytes, where: bytes, which: bytes = b"") -> None:
    """Note how something is before it is used; `keep` looks whether it stayed so."""
    if _run is None:
        return
    try:
        _run.looked_at[kind, where, which] = express.state(kind, where, which)
    except OSError:
        forbid()


def _still_so(run: _Run, environment: "Words") -> bool:
    """Whether the question is still the same, as on the same day, and what was looked at too."""
    asked = express.question(sys.argv[1:], environment)
    same = asked is not None and asked.key == run.asked.key
    return same and all(express.holds(*what, how) for what, how in run.looked_at.items())


def _code() -> "Iterator[Ground]":
    """The packages that made the answer: another version of one may draw it in another way.

    Installing one writes its first file anew. A checkout of our own changes without that.
    """
    folder = os.path.dirname(express.__file__)  # noqa: PTH120 - pathlib is not needed here
    shipped = os.path.isdir(f"{folder}/content")  # noqa: PTH112
    for name, module in tuple(sys.modules.items()):
        package = name.partition(".")[0]
        known = package in sys.stdlib_module_names or package == "__main__"
        counts = name == package or (package == _PACKAGE and not shipped)
        file = getattr(module, "__file__", None)
        if file and counts and not known:
            where = os.fsencode(file)
            yield CODE, where, b"", express.state(CODE, where)
