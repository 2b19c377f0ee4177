"""Writes a long text piece by piece, and then says what was wrong with the files it came from."""

from collections.abc import Iterable, Iterator, Sequence

from ketacli.cli import output
from ketacli.errors import ContentError, Problem

_ENOUGH = 1_000_000
"""Letters that are written at once: those of a usual library, which may thus be told in one go that
a screen lacks some of them."""


def put(pieces: Iterable[str], problems: Sequence[Problem], target: str) -> None:
    """Write all of a text.

    Args:
        pieces: the text. A file is written whole or not at all, so for one they are joined.
        problems: looked at when the last piece has been taken.
        target: a file, or '' or '-' for stdout.

    Raises:
        ContentError: with the problems, after the text.
        NotWrittenError: the output is closed or full, or the file cannot be made.
    """
    for portion in _portions(pieces) if target in {"", "-"} else ("".join(pieces),):
        output.write(portion, target)
    if problems:
        raise ContentError(tuple(problems))


def _portions(pieces: Iterable[str]) -> Iterator[str]:
    """Pieces in portions: one write each would cost more than all the rest."""
    waiting: list[str] = []
    length = 0
    for piece in pieces:
        waiting.append(piece)
        length += len(piece)
        if length >= _ENOUGH:
            yield "".join(waiting)
            waiting, length = [], 0
    yield "".join(waiting)
