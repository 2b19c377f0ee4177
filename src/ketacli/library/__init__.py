"""The counter of the library. Topics stay in the stacks behind it; only leaflets come out, and only
to a reader who acknowledged the disclaimer.
"""

import os
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ketacli.disclaimer import Acknowledgement, Disclaimer, Excused
from ketacli.errors import NotAcknowledgedError, NotFoundError, Problem, Refusal, Wanted
from ketacli.express import digest
from ketacli.leaflet import Leaflet, Part
from ketacli.leaflet_json import from_json
from ketacli.library import language as languages
from ketacli.library import read_back
from ketacli.library.compiled import Compiled
from ketacli.library.folder import Folder, is_there, is_topic_id
from ketacli.site import Site

if TYPE_CHECKING:
    from datetime import date

    from ketacli.kiosk_labels import KioskLabels
    from ketacli.labels import Labels
    from ketacli.library.auditor import Audit as Audit
    from ketacli.library.authors import AuthorDesk
    from ketacli.library.cards import Shelf as Shelf

Json = dict[str, Any]
Page = TypeVar("Page")
ALL_REGIONS = "all"


class Library:
    """One library, open in one language."""

    def __init__(
        self,
        path: Path,
        *,
        language: str = "",
        environment: Mapping[str, str] | None = None,
        site: Site | None = None,
        compiled_in: Path | None = None,
    ) -> None:
        """Open a library.

        Args:
            path: its folder, which holds `library.yaml`.
            language: a language tag that must be there; empty lets the environment choose.
            environment: the environment variables that name a language and a territory.
            site: what the clinic says about itself.
            compiled_in: where made pages are kept; None makes each one anew.

        Raises:
            NotFoundError: no such library, or no such language.
            ContentError: `library.yaml` or a file of the language breaks the rules.
        """
        self._folder = Folder(_library_folder(path))
        self._site = site or Site()
        self._environment = environment or {}
        self._compiled_in = compiled_in
        self._compiled = Compiled(self._folder, compiled_in)
        self._catalogue = self._fetch(read_back.catalogue, "shelf")
        self._chosen = languages.choose(tuple(self.languages), language, self._environment)
        self._front = self._fetch(read_back.front, "front", self.language)

    @property
    def path(self) -> Path:
        """The folder of the library."""
        return self._folder.path

    @property
    def language(self) -> str:
        """The tag of the language that everything here is in."""
        return self._chosen.tag

    @property
    def instead_of(self) -> str:
        """The language that the environment wanted and the library does not have, or ''."""
        return self._chosen.instead_of

    @property
    def languages(self) -> dict[str, str]:
        """Every language of the library: its own name by its tag."""
        return dict(self._catalogue.languages)

    @cached_property
    def labels(self) -> "Labels":
        """What ketacli itself says in this language."""
        try:
            return read_back.labels(self._front.labels)
        except read_back.FOREIGN:
            return read_back.labels(self._make("front", self.language)["labels"])

    @cached_property
    def kiosk_labels(self) -> "KioskLabels":
        """What a kiosk says in this language.

        Raises:
            ContentError: the language has no `kiosk.yaml`, or it breaks the rules.
        """
        return self._fetch(read_back.kiosk_labels, "kiosk", self.language)

    @property
    def disclaimer(self) -> Disclaimer:
        """The words that a reader is asked about."""
        return self._front.disclaimer

    def regions(self) -> tuple[str, ...]:
        """The ids of the regions that have crisis lines."""
        return tuple(part.id.removeprefix("help-") for part in self._front.help_parts)

    def region(self, asked: str = "") -> str:
        """The region that was asked for, or the site's, or the environment's, or '' for all.

        Raises:
            NotFoundError: the region that was asked for has no crisis lines here.
        """
        if asked and asked not in (*self.regions(), ALL_REGIONS):
            raise NotFoundError(Wanted.REGION, asked, (*self.regions(), ALL_REGIONS))
        territory = languages.territory(self._environment)
        return asked or self._site.region or self._front.territories.get(territory, "")

    def crisis_lines(self, asked: str = "") -> tuple[Part, ...]:
        """Who to call now. Shown always, to everybody, before any acknowledgement."""
        return self._sheet("help", "", ()).for_region(self.region(asked)).parts

    def cards(self) -> "Shelf":
        """What there is to read: a card for each sound topic, problems for the others."""
        from ketacli.library.cards import cards

        return cards(self._folder, self.language, self._catalogue.topics, self._compiled_in)

    def first_topic(self) -> str:
        """The topic that is shown when none is asked for."""
        return self._catalogue.topics[0]

    def issue(
        self, topic_id: str, acknowledgement: Acknowledgement | Excused, region: str = ""
    ) -> Leaflet:
        """Hand out one topic to a reader who acknowledged the disclaimer as it stands now, or who
        was shown it and not asked.

        Raises:
            NotAcknowledgedError: other words were acknowledged.
            NotFoundError: there is no such topic.
            ContentError: the topic breaks a rule that guards readers.
        """
        if not acknowledgement.covers(self.disclaimer):
            raise NotAcknowledgedError(Refusal.OTHER_WORDS)
        self.look_for(topic_id)
        leaflet = self._fetch(from_json, "topic", self.language, topic_id)
        if isinstance(acknowledgement, Excused):
            from ketacli.library.excused import shown

            leaflet = leaflet.with_disclaimer(shown(self.disclaimer, self.labels))
        return leaflet.for_region(self.region(region))

    def make_ready(self, topic_id: str) -> None:
        """Make the page of a topic, for readers to come. Hands out nothing."""
        self._fetch(from_json, "topic", self.language, topic_id)

    def glossary(self, term: str = "", region: str = "") -> Leaflet:
        """The glossary, or the one word in it that a reader typed.

        Raises:
            NotFoundError: the word is not in it.
        """
        from ketacli.library import glossary

        words = self._fetch(glossary.read, "glossary", self.language)
        leaflet = words.only(term) if term else words.leaflet
        return self._sheet(leaflet.id, leaflet.title, leaflet.parts).for_region(self.region(region))

    def sheet(
        self, sheet_id: str, title: str, parts: tuple[Part, ...], region: str = ""
    ) -> Leaflet:
        """A page that is no topic, with the crisis lines above it."""
        return self._sheet(sheet_id, title, parts).for_region(self.region(region))

    def _sheet(self, sheet_id: str, title: str, parts: tuple[Part, ...]) -> Leaflet:
        return Leaflet(sheet_id, self.language, title, (*self._front.help_parts, *parts))

    def files_read(self) -> dict[str, str]:
        """What stands for the bytes of each file that was asked for, by its name."""
        return {one: digest(self._folder.read_if_there(one)) for one in self._folder.names_read()}

    def look_for(self, topic_id: str) -> None:
        """Find out whether a topic is there, without opening it.

        Raises:
            NotFoundError: it is not; with the ids of those that are.
        """
        # One file, and not the whole shelf: that would cost more the longer it is.
        name = f"{self.language}/topics/{topic_id}.yaml"
        if not is_topic_id(topic_id) or self._folder.read_if_there(name) is None:
            raise NotFoundError(Wanted.TOPIC, topic_id, self._topic_ids())

    def _topic_ids(self) -> tuple[str, ...]:
        from ketacli.library.cards import topic_ids

        return topic_ids(self._folder, self.language, self._catalogue.topics)

    def _fetch(self, read: Callable[[Json], Page], kind: str, *named: str) -> Page:
        """A kept page, or a new one; yaml and pydantic are only loaded for a new one."""
        made_for, make = repr(self._site.clinic), partial(self._make, kind, *named)
        return self._compiled.fetch("-".join((kind, *named)), made_for, make, read)

    def _make(self, kind: str, *named: str) -> Json:
        from ketacli.library import pages

        clinic = self._site.clinic
        match kind:
            case "shelf":
                return pages.shelf(self._folder)
            case "front":
                return pages.front(self._folder, self.language, clinic)
            case "glossary":
                return pages.glossary(self._folder, self.language)
            case "kiosk":
                return pages.kiosk_labels(self._folder, self.language)
            case _:
                return pages.leaflet(self._folder, self.language, named[-1], clinic)


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

    return AuthorDesk(_library_folder(path))


def json_schema(kind: str = "") -> Json:
    """The JSON Schema of one kind of content file, or of all.

    Raises:
        NotFoundError: there is no such kind.
    """
    from ketacli.library import editor_schema, loading

    if kind and kind not in loading.MODELS:
        raise NotFoundError(Wanted.KIND, kind, tuple(loading.MODELS))
    return editor_schema.schema_of(kind) if kind else editor_schema.schema_of_all()


def _library_folder(path: Path) -> Path:
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


def check_site(path: Path, library: Library) -> tuple[Problem, ...]:
    """Every fault of a `site.yaml`, also what it names and the library does not have."""
    from ketacli.library.site_rules import Offers, site_faults

    regions, offered = (*library.regions(), ALL_REGIONS), tuple(library.languages)
    offers = Offers(Folder(library.path), offered, regions)
    return site_faults(Folder(path.parent), path.name, offers)
