"""The stacks behind the counter: the files of one library, and the pages that are kept of them."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from ketacli.library.compiled import Compiled
from ketacli.library.folder import Folder
from ketacli.site import Clinic

Json = dict[str, Any]
Page = TypeVar("Page")


class Stacks:
    """What pages are made of."""

    def __init__(self, path: Path, clinic: Clinic, compiled_in: Path | None) -> None:
        self.folder = Folder(path)
        self._clinic = clinic
        self._compiled = Compiled(self.folder, compiled_in)

    def fetch(self, read: Callable[[Json], Page], kind: str, *named: str) -> Page:
        """A kept page, or a new one; yaml and pydantic are only loaded for a new one."""
        made_for, make = repr(self._clinic), partial(self.make, kind, *named)
        return self._compiled.fetch("-".join((kind, *named)), made_for, make, read)

    def make(self, kind: str, *named: str) -> Json:
        """A new page."""
        from ketacli.library.making import made

        return made(self.folder, self._clinic, kind, *named)
