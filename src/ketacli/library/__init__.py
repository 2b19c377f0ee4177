"""The counter of the library. Topics stay in the stacks behind it; only leaflets come out, and only
to a reader who acknowledged the disclaimer.
"""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ketacli.disclaimer import Acknowledgement, Disclaimer, Excused, Posted
from ketacli.errors import (
    NotAcknowledgedError,
    NotFoundError,
    Refusal,
    StaleLanguageError,
    Wanted,
    WithheldError,
)
from ketacli.express import digest
from ketacli.leaflet import Leaflet, Part
from ketacli.library import language as languages
from ketacli.library import read_back
from ketacli.library.days import Calendar
from ketacli.library.doors import (
    ALL_REGIONS,
    audit,
    author_desk,
    check_site,
    fingerprints,
    json_schema,
    library_folder,
    read_site,
    shipped_library,
)
from ketacli.library.folder import is_topic_id
from ketacli.library.stacks import Stacks
from ketacli.library.wording import Wording
from ketacli.site import Site

if TYPE_CHECKING:
    from datetime import date

    from ketacli.labels import Labels
    from ketacli.library.auditor import Audit as Audit
    from ketacli.library.authors import AuthorDesk as AuthorDesk
    from ketacli.library.cards import Shelf as Shelf
    from ketacli.library.cards import Withheld as Withheld
    from ketacli.library.changes_since import Since as Since
    from ketacli.library.prints import Fingerprints as Fingerprints
    from ketacli.library.sign_offs import SignedOff as SignedOff
    from ketacli.library.standing import Standing as Standing
    from ketacli.library.standing import Told
    from ketacli.library.status import LanguageState as LanguageState
    from ketacli.library.status import Status as Status
    from ketacli.library.status import TopicState as TopicState
    from ketacli.library.status import Translated as Translated
    from ketacli.library.translation import Apart as Apart

__all__ = [
    "ALL_REGIONS",
    "Calendar",
    "Library",
    "audit",
    "author_desk",
    "check_site",
    "fingerprints",
    "json_schema",
    "read_site",
    "shipped_library",
]


class Library(Wording):
    """One library, open in one language."""

    def __init__(
        self,
        path: Path,
        *,
        language: str = "",
        environment: Mapping[str, str] | None = None,
        site: Site | None = None,
        compiled_in: Path | None = None,
        calendar: Calendar | None = None,
    ) -> None:
        """Open a library.

        Args:
            path: its folder, which holds `library.yaml`.
            language: a language tag that must be there; empty lets the environment choose.
            environment: the environment variables that name a language and a territory.
            site: what the clinic says about itself.
            compiled_in: where made pages are kept; None makes each one anew.
            calendar: which day it is; None asks the clock.

        Raises:
            NotFoundError: no such library, or no such language.
            ContentError: `library.yaml` or a file of the language breaks the rules.
        """
        self._site = site or Site()
        self._stacks = Stacks(library_folder(path), self._site.clinic, compiled_in)
        self._folder = self._stacks.folder
        self._environment = environment or {}
        self._compiled_in = compiled_in
        self._catalogue = self._stacks.fetch(read_back.catalogue, "shelf")
        self._calendar = calendar or Calendar()
        self._noted = False
        self._chosen = languages.choose(tuple(self.languages), language, self._environment)
        self._front = self._first_page(strict=bool(language))

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
            return read_back.labels(self._stacks.make("front", self.language)["labels"])

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
        """What there is to read: a card for each topic that is shown, and why others are not."""
        from ketacli.library.cards import cards

        own = next(iter(self.languages))
        found = cards(self._folder, self.language, own, self._catalogue.topics, self._compiled_in)
        signed = self._stacks.fetch(read_back.signed, "signed")
        return found.shelf(self._catalogue.grace_days, signed, self._withheld, self._today)

    def first_topic(self) -> str:
        """The topic that is shown when none is asked for."""
        return self._catalogue.topics[0]

    def issue(
        self, topic_id: str, proof: Acknowledgement | Excused | Posted, region: str = ""
    ) -> Leaflet:
        """Hand out one topic to a reader who acknowledged the disclaimer as it stands now, or who
        was shown it and not asked; or to be laid behind the page that shows it.

        Raises:
            NotAcknowledgedError: it is proof of other words.
            NotFoundError: there is no such topic.
            WithheldError: it is not shown now.
            ContentError: the topic breaks a rule that guards readers.
        """
        if not proof.covers(self.disclaimer):
            raise NotAcknowledgedError(Refusal.OTHER_WORDS)
        self.look_for(topic_id)
        leaflet = self._standing_leaflet(topic_id)
        if not isinstance(proof, Acknowledgement):
            from ketacli.library import excused

            carried = excused.shown if isinstance(proof, Excused) else excused.posted
            leaflet = leaflet.with_disclaimer(carried(self.disclaimer, self.labels))
        return leaflet.for_region(self.region(region))

    def last_checked(self, topic_id: str) -> "date":
        """The day on which the writers last checked a topic."""
        issued = self._stacks.fetch(read_back.issued, "topic", self.language, topic_id)
        return issued.standing.checked

    def make_ready(self, topic_id: str) -> None:
        """Make the page of a topic, for readers to come. Hands out nothing."""
        self._stacks.fetch(read_back.issued, "topic", self.language, topic_id)

    def glossary(self, term: str = "", region: str = "") -> Leaflet:
        """The glossary, or the one word in it that a reader typed.

        Raises:
            NotFoundError: the word is not in it.
        """
        from ketacli.library import glossary

        words = self._stacks.fetch(glossary.read, "glossary", self.language)
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

    def _standing_leaflet(self, topic_id: str) -> Leaflet:
        """A leaflet that may be shown today, with a notice where its review is late."""
        from ketacli.library.standing import with_notice

        issued = self._stacks.fetch(read_back.issued, "topic", self.language, topic_id)
        if told := self._withheld(issued.standing):
            raise WithheldError(topic_id, told.words)
        late = issued.standing.overdue(self._today)
        return with_notice(issued.leaflet, issued.standing, self.labels) if late else issued.leaflet

    def _withheld(self, standing: "Standing") -> "Told | None":
        """What readers are told instead of a topic, or nothing where it is shown."""
        from ketacli.library.standing import Why, told

        why = standing.withheld(self._today, require_sign_off=self._site.require_sign_off)
        if why is Why.WITHDRAWN and not self._noted:
            self._calendar.found_out_of_date(self._today)
            self._noted = True
        return told(why, standing, self.labels, self._site.clinic) if why else None

    @cached_property
    def _today(self) -> "date":
        """Asked once: a shelf of 10,000 topics is of one day."""
        return self._calendar.today()

    def _first_page(self, *, strict: bool) -> read_back.Front:
        """Everything before a leaflet. A language whose disclaimer is stale makes room, as one
        does that is not there.
        """
        try:
            return self._stacks.fetch(read_back.front, "front", self.language)
        except StaleLanguageError:
            first = next(iter(self.languages))
            if strict or self.language == first:
                raise
            self._chosen = languages.Chosen(first, self._chosen.instead_of or self.language)
            return self._stacks.fetch(read_back.front, "front", first)

    def _topic_ids(self) -> tuple[str, ...]:
        from ketacli.library.cards import topic_ids

        return topic_ids(self._folder, self.language, self._catalogue.topics)
