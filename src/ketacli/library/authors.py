"""The desk of authors in the library: what their commands print, piece by piece, and what was wrong
with the files on the way.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ketacli.errors import Problem
from ketacli.library import claims_printed, claims_tables
from ketacli.library.auditor import Audit, audit_some
from ketacli.library.claims import Ledger, Wish
from ketacli.library.claims_by_source import by_source
from ketacli.library.folder import Folder
from ketacli.library.mending import mend
from ketacli.library.reference_list import ReferenceList, Style, written
from ketacli.library.skeletons import New, new_language, new_topic

if TYPE_CHECKING:
    from datetime import date

    from ketacli.library.changes_since import Found, Since
    from ketacli.library.code_search import Words
    from ketacli.library.history import History
    from ketacli.library.sign_offs import SignedOff
    from ketacli.library.standards import Written
    from ketacli.library.status import Status
    from ketacli.site import Clinic


class Printed(NamedTuple):
    """Text in pieces, so that a large library needs no more memory than a small one."""

    pieces: Iterator[str]
    problems: list[Problem]
    """Whole when the last piece has been taken."""


class AuthorDesk:
    """What authors can ask of one library."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def new_topic(self, topic_id: str, language: str, kind: str) -> New:
        """Lay down the skeleton of a topic; `skeletons` says what can keep it from that."""
        return new_topic(Folder(self._path), topic_id, language, kind)

    def new_language(self, tag: str, name: str) -> New:
        """Lay down the skeleton of a language; `skeletons` says what can keep it from that."""
        return new_language(Folder(self._path), tag, name)

    def sign_off(
        self, wish: "tuple[str, str, str, str, date | None]", today: "date", key: Path | None
    ) -> "SignedOff":
        """Write down who answers for a topic; `sign_offs` says what can keep it from that.

        Args:
            wish: topic, language, name, role and next review, as `sign_offs` has them.
            today: the day.
            key: the file of a key to sign with, if any.
        """
        from ketacli.library import sign_offs

        return sign_offs.sign_off(Folder(self._path), sign_offs.Wish(*wish), today, key)

    def status(self, today: "date", language: str, *, require_sign_off: bool) -> "Status":
        """How each topic stands in each language; `status` says what can fail."""
        from ketacli.library.status import status

        return status(Folder(self._path), today, language, require_sign_off=require_sign_off)

    def audit_some(self, names: Iterable[str], today: "date") -> Audit:
        """Look at some files, by their names from the library's folder."""
        return audit_some(self._path, names, today)

    def mend(self, path: Path) -> Iterator[str]:
        """Mend what is safe in this library, or in one file; `mending` says what can fail."""
        return mend(path, self._path)

    def claims(
        self, topic: str, language: str, *, unsourced: bool, weak: bool, turned: bool, format_: str
    ) -> Printed:
        """The claim ledger.

        Args:
            topic: the id of a topic, or '' for all.
            language: the tag of a language, or '' for the first one.
            unsourced: only claims without a source; with `weak` these as well.
            weak: only claims that want a second look.
            turned: by source instead of by topic.
            format_: plain, markdown, json or csv.

        Raises:
            NotFoundError: there is no such topic or language.
            ContentError: a file that all topics rest on breaks the rules.
        """
        ledger = Ledger(Folder(self._path), language)
        found = ledger.claims(Wish(topic, unsourced, weak))
        if not turned:
            pieces = {
                "markdown": claims_printed.markdown,
                "json": claims_tables.as_json,
                "csv": claims_tables.as_csv,
            }.get(format_, claims_printed.plain)(found, ledger)
            return Printed(pieces, ledger.problems)
        pieces = {
            "markdown": claims_printed.markdown_by_source,
            "json": claims_tables.as_json_by_source,
            "csv": claims_tables.as_csv_by_source,
        }.get(format_, claims_printed.plain_by_source)(by_source(found), ledger)
        return Printed(pieces, ledger.problems)

    def references(self, topic: str, language: str, *, style: str) -> Printed:
        """The sources, all of them or those of one leaflet.

        Args:
            topic: the id of a topic whose order and numbers they get, or '' for all by id.
            language: the tag of the topic's language, or '' for the first one.
            style: vancouver, bibtex or csl-json.

        Raises:
            NotFoundError: there is no such topic or language.
            ContentError: the list breaks the rules, or the topic cannot be shown.
        """
        found = ReferenceList(Folder(self._path))
        sources = found.cited_by(topic, language) if topic else found.all()
        pieces = written(sources, Style(style), numbered=bool(topic))
        return Printed(pieces, list(found.faults))

    def cited(self, *, style: str, cited: bool) -> Printed:
        """The sources that something cites, or those that nothing does."""
        found = ReferenceList(Folder(self._path))
        used = found.used()
        sources = found.of(used.cited) if cited else found.without(used.cited)
        pieces = written(sources, Style(style), numbered=False)
        return Printed(pieces, [*found.faults, *used.problems])

    def missing(self) -> tuple[Problem, ...]:
        """Each place that cites a source which is not in the list."""
        return ReferenceList(Folder(self._path)).used().problems

    def by_standard(self, standard: str, topic: str, language: str, *, format_: str) -> "Written":
        """Hold topics against a published standard; `standards` says what can fail."""
        from ketacli.library.standards import by_standard

        folder = Folder(self._path)
        return by_standard(folder, standard, topic=topic, language=language, format_=format_)

    def is_code(self, text: str) -> bool:
        """Whether a text has the shape of a code of words."""
        from ketacli.library.code_search import is_code

        return is_code(text)

    def find_words(
        self, code: str, history: "History", *, topic: str, language: str, clinic: "Clinic"
    ) -> tuple["Words", ...]:
        """The newest state of the words that have a code, for each code that this may mean."""
        from ketacli.library.changes_since import find_words

        return find_words(
            Folder(self._path), history, code, topic=topic, language=language, clinic=clinic
        )

    def since_folder(self, says: str, folder: Path) -> "Since":
        """The state of another library."""
        from ketacli.library.changes_since import Since

        return Since(says, folder)

    def since_revision(self, says: str, history: "History", revision: str) -> "Since":
        """The state of this library at a revision."""
        from ketacli.library.changes_since import Since

        return Since(says, None, history, revision)

    def changed(self, since: "Since", topic: str, language: str, clinic: "Clinic") -> "Found":
        """What became of the words.

        Args:
            since: the earlier state.
            topic: the id of a topic, or '' for all.
            language: the tag of a language, or '' for the first one.
            clinic: who fills in the disclaimer.

        Raises:
            NotFoundError: there is no such language, library, or topic in either state.
            NotThereThenError: there was no such topic, language or library.
            ContentError: `library.yaml` breaks the rules.
        """
        from ketacli.library.changes_since import changed

        return changed(Folder(self._path), since, topic, language, clinic)
