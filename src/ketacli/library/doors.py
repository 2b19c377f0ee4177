"""What can be asked of a library without being handed a leaflet: its faults, its schemas, the desk
of its authors, and the settings of a device.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ketacli.errors import NotFoundError, Problem, Wanted
from ketacli.library import read_back
from ketacli.library.compiled import Compiled
from ketacli.library.folder import Folder, is_there
from ketacli.site import Site

if TYPE_CHECKING:
    from datetime import date

    from ketacli.library import Library
    from ketacli.library.auditor import Audit
    from ketacli.library.authors import AuthorDesk
    from ketacli.library.prints import Fingerprints

Json = dict[str, Any]
ALL_REGIONS = "all"


def audit(path: Path, today: "date", jobs: int = 0) -> "Audit":
    """Check a library, or one content file, with every rule. With 0 jobs, as many as pay.

    Raises:
        NotFoundError: there is no such file, or the folder is no library.
    """
    from ketacli.library.auditor import audit

    return audit(path, shipped_library(), today, jobs)


def author_desk(path: Path) -> "AuthorDesk":
    """What authors can ask of a library, or NotFoundError where there is none."""
    from ketacli.library.authors import AuthorDesk

    return AuthorDesk(library_folder(path))


def fingerprints(path: Path, languages: tuple[str, ...]) -> "dict[str, Fingerprints]":
    """What stands for the files of each language of a library; the first one is its own."""
    from ketacli.library.prints import fingerprints

    return fingerprints(path, languages)


def json_schema(kind: str = "") -> Json:
    """The JSON Schema of one kind of content file, or of all.

    Raises:
        NotFoundError: there is no such kind.
    """
    from ketacli.library import editor_schema, loading

    if kind and kind not in loading.MODELS:
        raise NotFoundError(Wanted.KIND, kind, tuple(loading.MODELS))
    return editor_schema.schema_of(kind) if kind else editor_schema.schema_of_all()


def library_folder(path: Path) -> Path:
    """The absolute path of a folder that looks like a library, or NotFoundError."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links
    if not is_there(whole / "library.yaml"):
        raise NotFoundError(Wanted.LIBRARY, os.fspath(path))
    return whole


def shipped_library() -> Path:
    """The library that comes with ketacli: inside the package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "content"
    return inside if inside.is_dir() else package.parent.parent / "content"


def read_site(path: Path, compiled_in: Path | None = None) -> Site:
    """Read `site.yaml`.

    Raises:
        ContentError: it is not there or breaks the rules.
    """
    folder = Folder(path.parent)

    def make() -> Json:
        from ketacli.library import pages

        return pages.site(folder, path.name)

    return Compiled(folder, compiled_in).fetch(f"site-{path.name}", "", make, read_back.site)


def check_site(path: Path, library: "Library") -> tuple[Problem, ...]:
    """Every fault of a `site.yaml`, also what it names and the library does not have."""
    from ketacli.library.site_rules import Offers, site_faults

    regions, offered = (*library.regions(), ALL_REGIONS), tuple(library.languages)
    offers = Offers(Folder(library.path), offered, regions)
    return site_faults(Folder(path.parent), path.name, offers)
