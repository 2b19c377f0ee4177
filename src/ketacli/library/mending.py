"""Mends the content files of a library, or one of them: what `fixing` changes is written anew."""

from collections.abc import Iterator
from pathlib import Path

from ketacli.errors import ContentError
from ketacli.library import loading
from ketacli.library.fixing import fixed
from ketacli.library.folder import Folder
from ketacli.library.locating import kind_by_name, library_of
from ketacli.library.placing import place_instead


def mend(path: Path, shipped: Path) -> Iterator[str]:
    """Mend what is safe, and name each file that was changed.

    Args:
        path: a library's folder, or a content file.
        shipped: the library that a file which lies in none is part of.

    Raises:
        NotFoundError: there is no such file, or the folder is no library.
        NotWrittenError: a file cannot be written; those before it are.
    """
    for folder, name, kind in _files(path, library_of(path, shipped)):
        try:
            content = folder.read(name)
        except ContentError:
            continue  # `check` says why
        mended = fixed(content, loading.MODELS[kind])
        folder.forget()
        if mended != content:
            place_instead(folder.path / name, mended)
            yield folder.display(name)


def _files(path: Path, library: Path) -> Iterator[tuple[Folder, str, str]]:
    """Every content file with its kind."""
    folder = Folder(library)
    if path == library:
        for name in _names(folder):
            if kind := loading.kind_of(name):
                yield folder, name, kind
    elif path.is_relative_to(library):
        name = path.relative_to(library).as_posix()
        if kind := loading.kind_of(name):
            yield folder, name, kind
    else:
        yield Folder(path.parent), path.name, kind_by_name(path)


def _names(folder: Folder) -> Iterator[str]:
    for entry in folder.entries("."):
        yield entry.name
        for inside in folder.entries(entry.name):
            yield f"{entry.name}/{inside.name}"
        for topic in folder.entries(f"{entry.name}/topics"):
            yield f"{entry.name}/topics/{topic.name}"
