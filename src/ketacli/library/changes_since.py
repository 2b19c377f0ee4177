"""Changes, ready to be shown: the counter's answer to `ketacli changed`."""

import os
from pathlib import Path
from typing import NamedTuple

from ketacli.errors import NotFoundError, Problem, Wanted
from ketacli.leaflet import Leaflet
from ketacli.library import loading, old_files
from ketacli.library.bibliography import source_of
from ketacli.library.changes import Changes, changes
from ketacli.library.changes_json import as_json
from ketacli.library.changes_printed import About, page
from ketacli.library.claims import chosen_language
from ketacli.library.code_search import Search, Words
from ketacli.library.folder import Folder, is_there
from ketacli.library.history import History, NotThereThenError, PastFolder
from ketacli.library.schema_house import LibraryModel
from ketacli.library.vancouver import vancouver
from ketacli.site import Clinic

_ITS_FILE = "library.yaml"


class Since(NamedTuple):
    """An earlier state of a library: a revision of its history, or another folder."""

    says: str
    """The state in words."""
    folder: Path | None = None
    history: History | None = None
    revision: str = ""


class Found(NamedTuple):
    """What has changed, as a page or as JSON."""

    changes: Changes
    about: About

    def page(self, *, marks: bool) -> Leaflet:
        """For people.

        Args:
            marks: mark inside a sentence what went and came, instead of telling it twice.
        """
        return page(self.changes, self.about._replace(marks=marks))

    def as_json(self) -> str:
        """For programs."""
        return as_json(self.changes, self.about)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be read, so that nothing was compared with it."""
        return self.changes.unreadable


def changed(folder: Folder, since: Since, topic: str, language: str, clinic: Clinic) -> Found:
    """Hold a library against an earlier state of it; `AuthorDesk` says what can fail."""
    then = _then(folder, since)
    model = loading.load(LibraryModel, folder, _ITS_FILE)
    found = changes(then, folder, chosen_language(model, language), topic, clinic)
    cited = {source for one in found.topics for source in (*one.sources_came, *one.sources_went)}
    known = (*old_files.references(then).references, *old_files.references(folder).references)
    sources = {one.id: vancouver(source_of(one)) for one in known if one.id in cited}
    return Found(found, About(topic, since.says, sources, marks=False))


def find_words(
    folder: Folder, history: History, code: str, *, topic: str, language: str, clinic: Clinic
) -> tuple[Words, ...]:
    """The newest revision whose words have a code; `code_search` says more."""
    model = loading.load(LibraryModel, folder, _ITS_FILE)
    tags = tuple(one.tag for one in model.languages)
    languages = (chosen_language(model, language),) if language else tags
    return Search(folder, history, languages).find(code, topic, clinic)


def _then(folder: Folder, since: Since) -> Folder:
    if since.folder is not None:
        if not is_there(since.folder / _ITS_FILE):
            raise NotFoundError(Wanted.LIBRARY, os.fspath(since.folder))
        return Folder(since.folder)
    assert since.history is not None  # noqa: S101 - one of both is given
    past = PastFolder(folder, since.history, since.revision)
    if _ITS_FILE not in past.held:
        raise NotThereThenError(f"There was no library in {folder.display('')} then.")
    return past
