"""Which library a path belongs to, and which file of it stands for a name."""

import os
from pathlib import Path

from ketacli.errors import NotFoundError, Wanted
from ketacli.library import loading
from ketacli.library.folder import is_there


def stands_for(library: Path, name: str) -> str:
    """The file to look at for a name; '' where a library never looks."""
    folder, _, below = name.partition("/")
    if folder.startswith(".") or ("/" in below.removeprefix("topics/")):
        return ""
    if is_there(library / name):
        return name
    kind = loading.kind_of(name)
    if kind in (*loading.MAY_BE_THERE, *loading.A_LANGUAGE_MAY_HAVE):
        return ""
    return "library.yaml" if kind == "topic" else name if kind else ""


def library_of(path: Path, shipped: Path) -> Path:
    """The library that a path is, or lies in, or else the one that ships."""
    if is_folder(path):
        if not is_there(path / "library.yaml"):
            raise NotFoundError(Wanted.LIBRARY, str(path))
        return path
    if not is_there(path):
        raise NotFoundError(Wanted.FILE, str(path))
    return next((above for above in path.parents if is_there(above / "library.yaml")), shipped)


def is_folder(path: Path) -> bool:
    """Whether a path is that of a folder. One that is too long for any is not."""
    return os.path.isdir(path)  # noqa: PTH112 - is_dir() raises where a name is too long


def kind_by_name(path: Path) -> str:
    """The kind of a file that lies in no library: by its name, else a topic."""
    return path.stem if path.stem in loading.MODELS else "topic"
