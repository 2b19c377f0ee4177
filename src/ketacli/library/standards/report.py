"""A report: the topics of one language by one standard, topic by topic, so that a large library
needs no more memory than a small one.
"""

from collections.abc import Iterator
from typing import NamedTuple

from ketacli.errors import ContentError, NotFoundError, Problem, Wanted
from ketacli.library import loading
from ketacli.library.cards import topic_ids
from ketacli.library.claims import chosen_language
from ketacli.library.folder import Folder
from ketacli.library.schema_house import LibraryModel
from ketacli.library.schema_ratings import RatingsModel, Standard
from ketacli.library.standards.checks import CHECKS, Finding, Verdict
from ketacli.library.standards.instruments import (
    BY_A_HUMAN,
    InstrumentModel,
    ItemModel,
    instrument,
)
from ketacli.library.standards.material import Material, material
from ketacli.library.standards.ratings import Key, Ratings, read_ratings
from ketacli.library.standards.scoring import Outcome, Score, scores

_FOUND_BY_NOBODY = Finding(Verdict.HUMAN)


class Assessed(NamedTuple):
    """One topic by one standard."""

    topic: str
    language: str
    file: str
    words: str
    """What stands for its words in `ratings.yaml`."""
    outcomes: dict[str, Outcome]
    """What is said of each item, by its number, in order."""
    scores: tuple[Score, ...]

    def count(self, verdict: Verdict) -> int:
        """How many items have this said of them."""
        return sum(outcome.verdict is verdict for outcome in self.outcomes.values())


class Report:
    """One standard and the topics that are held against it."""

    def __init__(self, folder: Folder, standard: str, *, topic: str, language: str) -> None:
        """Open a report.

        Args:
            folder: the library.
            standard: the id of a standard.
            topic: the id of a topic, or '' for all.
            language: the tag of a language, or '' for the first one.

        Raises:
            NotFoundError: there is no such topic or language.
            ContentError: `library.yaml` breaks the rules.
        """
        library = loading.load(LibraryModel, folder, "library.yaml")
        self.instrument: InstrumentModel = instrument(Standard(standard))
        self.language = chosen_language(library, language)
        self.problems: list[Problem] = []
        """What keeps topics and ratings out; whole when all topics have been taken."""
        self.failed = self.open = 0
        """How many items failed or need a human, of the topics that have been taken."""
        self._folder = folder
        there_is = topic_ids(folder, self.language, library.topics)
        if topic and topic not in there_is:
            raise NotFoundError(Wanted.TOPIC, topic, there_is)
        self._asked = (topic,) if topic else there_is
        self._ratings = self._read_ratings()

    def topics(self) -> Iterator[Assessed]:
        """Each topic that readers can get; of the others, their problems."""
        for topic in self._asked:
            try:
                seen = material(self._folder, self.language, topic)
            except NotFoundError:  # taken away since the folder was listed
                continue
            except ContentError as error:
                self.problems.extend(
                    problem for problem in error.problems if problem not in self.problems
                )
                continue
            finally:
                self._folder.forget()
            assessed = self._assess(seen)
            self.failed += assessed.count(Verdict.FAILED)
            self.open += assessed.count(Verdict.HUMAN)
            yield assessed

    def _read_ratings(self) -> Ratings:
        try:
            return read_ratings(self._folder)
        except ContentError as error:
            self.problems.extend(error.problems)
            return Ratings(RatingsModel(ratings=()))

    def _assess(self, seen: Material) -> Assessed:
        items = self.instrument.by_number()
        outcomes = {number: self._outcome(seen, item) for number, item in items.items()}
        found = scores(self.instrument, outcomes)
        return Assessed(seen.id, seen.language, seen.file, seen.words, outcomes, found)

    def _outcome(self, seen: Material, item: ItemModel) -> Outcome:
        key = Key(seen.id, seen.language, self.instrument.id, item.number, seen.words)
        by_hand = item.decided_by == BY_A_HUMAN
        return Outcome(
            item,
            _FOUND_BY_NOBODY if by_hand else CHECKS[item.decided_by](seen),
            self._ratings.of(key),
            self._ratings.lapsed(key),
            tuple(map(seen.spot, item.look_at)),
        )
