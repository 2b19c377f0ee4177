"""`ketacli receipt`: the exact words that a receipt code stands for."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ketacli.cli import output
from ketacli.cli.desk import Wishes, open_desk
from ketacli.cli.folders import state_folder
from ketacli.cli.surroundings import Surroundings
from ketacli.disclaimer import Disclaimer
from ketacli.errors import ContentError, NotFoundError, Problem, Wanted
from ketacli.text import visible

if TYPE_CHECKING:
    from pathlib import Path

_SAME = str.maketrans({"I": "1", "L": "1", "O": "0", "-": "", " ": ""})
"""What is typed for another letter, as Crockford has it, and what stands between letters."""


def receipt(code: str, target: str, library: str = "") -> None:
    """Print the words, from the records or from the library as it is now.

    Args:
        code: as on the receipt; small letters and missing hyphens do not matter.
        target: where the words go.
        library: the folder given with --library.

    Raises:
        NotFoundError: no words that were shown here, or would be now, have this code.
        ContentError: the records cannot be read, and the words are not in the library.
    """
    output.check(target)
    wanted = _plain(code)
    folder = state_folder(Surroundings.here().environment)
    recorded, unreadable = _recorded(folder) if folder else ((), ())
    for words in (*recorded, *_of_library(library)):
        if _plain(words.code) == wanted:
            output.write(_page(words), target)
            return
    if unreadable:
        raise ContentError(unreadable)
    raise NotFoundError(Wanted.RECEIPT, code)


def _recorded(folder: "Path") -> tuple[tuple[Disclaimer, ...], tuple[Problem, ...]]:
    """The words that were shown on this device, and what keeps us from knowing them."""
    from ketacli.records.faults import FaultError
    from ketacli.records.reading import wordings

    try:
        return wordings(folder), ()
    except FaultError as error:
        file = str(folder / "records.db")
        return (), (Problem(file, 0, 0, "records", error.fault.value),)


def _of_library(folder: str) -> Iterator[Disclaimer]:
    """The words as they are now, in every language."""
    first = open_desk(Wishes(library=folder))
    yield first.library.disclaimer
    for language in first.library.languages:
        if language != first.library.language:
            yield open_desk(Wishes(language=language, library=folder)).library.disclaimer


def _page(words: Disclaimer) -> str:
    lines = (
        f"Code: {words.code}",
        f"Language: {words.language}",
        "",
        words.title,
        *(line for paragraph in words.paragraphs for line in ("", paragraph)),
        "",
        words.question,
        "",
        f"Yes is: {words.yes}",
        f"No is: {words.no}",
    )
    shown = (visible(line) for text in lines for line in text.split("\n"))
    return "".join(f"{line}\n" for line in shown)


def _plain(code: str) -> str:
    return code.upper().translate(_SAME)
