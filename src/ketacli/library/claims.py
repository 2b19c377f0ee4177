"""The claim ledger: each text of a topic that rests on evidence, with its kind, sources and place;
read from the files, as `check` reads them, for the authors who have those files anyway. It hands
out single sentences and no leaflet: readers have the counter, `Library.issue`.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum, unique
from typing import NamedTuple

from ketacli.errors import ContentError, NotFoundError, Problem, Wanted
from ketacli.library import loading, pages
from ketacli.library.cards import topic_ids
from ketacli.library.citing import Citations
from ketacli.library.folder import Folder
from ketacli.library.grounds import ungrounded
from ketacli.library.passages import Passage, passages
from ketacli.library.saying import Saying
from ketacli.library.schema import Claim as ClaimModel
from ketacli.library.schema_house import (
    GlossaryModel,
    LabelsModel,
    LibraryModel,
    ReferenceModel,
    ReferencesModel,
    labels_of,
)
from ketacli.library.yaml_reader import Node, Place, Scalar, items, named
from ketacli.text import Evidence, letters

_WEAK_KINDS = frozenset(
    {Evidence.OBSERVATIONAL, Evidence.ANIMAL, Evidence.HYPOTHESIS, Evidence.CONTESTED}
)
_NO_SOURCE = "claim-without-source"
"""The rule of `grounds` that tells a claim by its words."""


@unique
class Weakness(StrEnum):
    """Why a claim wants a second look."""

    KIND = "kind"
    """Only observed, seen in animals, an idea, or contested."""
    ONE_SOURCE = "one-source"
    """It falls with the one paper that it rests on."""
    NO_SOURCE = "no-source"


class Claim(NamedTuple):
    """One text that rests on evidence, or should."""

    topic: str
    file: str
    """Its name below the folder of the library."""
    line: int
    column: int
    section: str
    """The id of its section, or '' where it stands in none."""
    field: str
    """The names that lead to it, as `key_point` or `body.chart.says`."""
    text: str
    """As a reader sees it, without marks."""
    evidence: str
    """The id of the kind, or '' for a claim without a source."""
    kind: str
    """The kind in the words of a leaflet."""
    sources: tuple[str, ...]

    @property
    def weak(self) -> tuple[Weakness, ...]:
        """Why it wants a second look; empty for a claim that stands on firm ground."""
        if not self.evidence:
            return (Weakness.NO_SOURCE,)
        found = (Weakness.KIND,) if self.evidence in _WEAK_KINDS else ()
        return (*found, Weakness.ONE_SOURCE) if len(set(self.sources)) == 1 else found


class Wish(NamedTuple):
    """Which claims are asked for. Of `unsourced` and `weak`, both together ask for either."""

    topic: str = ""
    unsourced: bool = False
    weak: bool = False

    def takes(self, claim: Claim) -> bool:
        """Whether a claim is one of these."""
        if not claim.evidence:
            return self.unsourced
        return bool(claim.weak) if self.weak else not self.unsourced


class Tally:
    """Counts claims that pass by, so that none of them is kept."""

    def __init__(self) -> None:
        self.kinds: Counter[str] = Counter()
        self.sources: Counter[str] = Counter()
        self.alone: Counter[str] = Counter()
        """How many claims rest on a source and on no other."""
        self.topics = 0
        self.weak = 0
        self._topic = ""

    def counted(self, claims: Iterable[Claim]) -> Iterator[Claim]:
        """The same claims, counted as they are taken. Those of a topic come together."""
        for claim in claims:
            self.topics += claim.topic != self._topic
            self._topic = claim.topic
            self.weak += bool(claim.weak)
            self.kinds[claim.evidence] += 1
            self.sources.update(set(claim.sources))
            if Weakness.ONE_SOURCE in claim.weak:
                self.alone[claim.sources[0]] += 1
            yield claim

    @property
    def claims(self) -> int:
        """How many there were."""
        return self.kinds.total()


class Ledger:
    """The claims of one language of a library, read topic by topic."""

    def __init__(self, folder: Folder, language: str = "") -> None:
        """Open the ledger.

        Args:
            folder: the library.
            language: a language of it; '' for its first one, whatever the environment says, so
                that the same files give the same ledger everywhere.

        Raises:
            NotFoundError: there is no such language.
            ContentError: a file that all topics rest on breaks the rules.
        """
        library = loading.load(LibraryModel, folder, "library.yaml")
        self.language = chosen_language(library, language)
        self.folder = folder
        self.problems: list[Problem] = []
        """What keeps topics out of the ledger; whole when all claims have been taken."""
        self._first = library.topics
        self._rests_on = pages.grounds(folder, self.language)
        self.labels = labels_of(loading.load(LabelsModel, folder, f"{self.language}/labels.yaml"))
        found = loading.load(ReferencesModel, folder, "references.yaml").references
        self.references: dict[str, ReferenceModel] = {one.id: one for one in found}
        glossary = loading.load(GlossaryModel, folder, f"{self.language}/glossary.yaml")
        self._saying = Saying(
            self.labels,
            self._rests_on.style,
            {term.id: term for term in glossary.terms},
            Citations(self.references, self.labels),
        )

    def claims(self, wish: Wish) -> Iterator[Claim]:
        """The claims that are asked for, in the order of topics and files.

        Raises:
            NotFoundError: there is no such topic; before the first claim.
        """
        there_is = topic_ids(self.folder, self.language, self._first)
        if wish.topic and wish.topic not in there_is:
            raise NotFoundError(Wanted.TOPIC, wish.topic, there_is)
        asked = (wish.topic,) if wish.topic else there_is
        return (claim for topic in asked for claim in self._of_topic(topic) if wish.takes(claim))

    def _of_topic(self, topic: str) -> Iterator[Claim]:
        name = loading.topic_file(self.language, topic)
        try:
            _, node = loading.load_topic(self.folder, self.language, topic)
        except ContentError as error:
            self.problems.extend(error.problems)
            return
        except NotFoundError:  # taken away since the folder was listed
            return
        finally:
            self.folder.forget()
        faults = tuple(ungrounded(node, self.folder.display(name), self._rests_on))
        self.problems.extend(faults)
        lacking = {(fault.line, fault.column) for fault in faults if fault.rule == _NO_SOURCE}
        where = _Sections(node)
        for passage in passages(node):
            place = passage.scalar.place
            # A chart is one claim: its sentence. Its title and labels only share the sources.
            claims = passage.evidence and passage.is_prose and not faults
            if claims or (place.line, place.column) in lacking:
                yield self._claim(passage, topic, name, where.holding(passage))

    def _claim(self, passage: Passage, topic: str, name: str, section: str) -> Claim:
        place = passage.scalar.place
        sources = tuple(source.text for source in passage.sources)
        said = self._saying.paragraph(_said(passage, sources))
        return Claim(
            topic=topic,
            file=name,
            line=place.line,
            column=place.column,
            section=section,
            field=_field(passage.path),
            text=letters(said.line),
            evidence=passage.evidence,
            kind=said.ground.words if said.ground else "",
            sources=sources,
        )


def chosen_language(library: LibraryModel, asked: str) -> str:
    """The language that is asked for, or the first one.

    Raises:
        NotFoundError: the library does not have it.
    """
    tags = tuple(language.tag for language in library.languages)
    if asked and asked not in tags:
        raise NotFoundError(Wanted.LANGUAGE, asked, tags)
    return asked or tags[0]


class _Sections:
    """Where each section of a topic starts."""

    def __init__(self, node: Node) -> None:
        sections = items(dict(named(node))["sections"])
        self._starts = [_order(section.place) for section in sections]
        ids = (dict(named(section))["id"] for section in sections)
        self._ids = ["", *(found.text for found in ids if isinstance(found, Scalar))]

    def holding(self, passage: Passage) -> str:
        """The id of the section that a text stands in, or ''."""
        if passage.path[0] != "sections":
            return ""
        return self._ids[bisect_right(self._starts, _order(passage.scalar.place))]


def _order(place: Place) -> tuple[int, int]:
    return place.line, place.column


def _said(passage: Passage, sources: tuple[str, ...]) -> str | ClaimModel:
    if not passage.evidence:
        return passage.text
    # The file was found sound: looking at each claim once more would cost a tenth of a run.
    return ClaimModel.model_construct(
        text=passage.text, evidence=Evidence(passage.evidence), sources=sources
    )


def _field(path: tuple[str, ...]) -> str:
    inner = path[1:] if path[0] == "sections" else path
    return ".".join(inner[:-1] if len(inner) > 1 and inner[-1] == "text" else inner)
