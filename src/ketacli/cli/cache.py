"""`ketacli cache`: how much is kept to answer sooner, and forgetting it."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from ketacli.cli import answers, output
from ketacli.cli.folders import cache_folder
from ketacli.cli.surroundings import Surroundings
from ketacli.errors import NotWrittenError
from ketacli.express import FOLDER

_KILO = 1000
_LETTERS_OF_A_LIBRARY = 16


def cache(target: str, *, clear: bool) -> None:
    """Say how many answers and made pages are kept, or remove them."""
    output.check(target)
    folder = cache_folder(Surroundings.here().environment)
    if folder is None:
        output.write("Nothing is kept: there is no folder for it.\n", target)
        return
    if clear:
        _clear(folder)
        output.write(f"Nothing is kept any more in {folder}\n", target)
        return
    output.write("".join(f"{line}\n" for line in _lines(folder)), target)


def _lines(folder: Path) -> tuple[str, ...]:
    kept = answers.kept(os.fspath(folder / FOLDER))
    pages = _pages(folder)
    held = _kilobytes(answer.size for answer in kept)
    most = answers.MOST_BYTES_IN_ALL // _KILO
    return (
        f"Folder: {folder}",
        f"Answers: {len(kept)} of at most {answers.MOST_ANSWERS}, {held} kB of at most {most} kB",
        f"Made pages: {len(pages)}, {_kilobytes(map(_size, pages))} kB",
    )


def _clear(folder: Path) -> None:
    """Remove answers and pages, and nothing that is not ours."""
    try:
        answers.clear(os.fspath(folder / FOLDER))
        for page in _pages(folder):
            page.unlink(missing_ok=True)
    except OSError as error:
        what = os.fspath(error.filename or folder)
        raise NotWrittenError(what, (error.strerror or "unknown reason").lower()) from error


def _pages(folder: Path) -> tuple[Path, ...]:
    """The made pages of every library, each in a folder with a name of sixteen letters."""
    found: list[Path] = []
    with suppress(OSError):
        for library in folder.iterdir():
            if len(library.name) == _LETTERS_OF_A_LIBRARY and not library.is_symlink():
                found += library.glob("*.json")
    return tuple(sorted(found))


def _size(file: Path) -> int:
    with suppress(FileNotFoundError):  # another run took it away
        return file.lstat().st_size
    return 0


def _kilobytes(sizes: Iterable[int]) -> int:
    return -(-sum(sizes) // _KILO)
