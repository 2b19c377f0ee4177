"""Wakes those who wait for files of a library to be saved. The only place that knows watchfiles."""

import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from ketacli.errors import NotInstalledError

_INSTALL = f"{sys.executable} -m pip install 'watchfiles>=1'"
_SETTLED_MS = 20
"""An editor that saves by writing aside and renaming is done in less."""
_LONGEST_MS = 200
_LOOK_ANYWAY_MS = 250
"""A file that was saved before the watch began is found so late at most."""


def can_watch() -> None:
    """Find out early whether files can be watched.

    Raises:
        NotInstalledError: they cannot.
    """
    if find_spec("watchfiles") is None:
        raise NotInstalledError("What waits for files to be saved", _INSTALL)


def saves(folder: Path) -> Iterator[frozenset[str]]:
    """The names of content files that were saved or removed, from the folder, until Ctrl-C.

    Now and then there are none: whoever must miss nothing looks for themselves.
    """
    from watchfiles import watch

    for changes in watch(  # pragma: no branch - it goes on until Ctrl-C
        folder,
        watch_filter=None,
        step=_SETTLED_MS,
        debounce=_LONGEST_MS,
        rust_timeout=_LOOK_ANYWAY_MS,
        yield_on_timeout=True,
    ):
        names = (Path(changed).relative_to(folder) for _, changed in changes)
        yield frozenset(name.as_posix() for name in names if _is_content(name))


def _is_content(name: Path) -> bool:
    return name.suffix == ".yaml" and not any(part.startswith(".") for part in name.parts)
