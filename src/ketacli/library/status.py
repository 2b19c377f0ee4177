"""How each topic stands in each language: checked, signed, due, translated. Reads content files as
`check` does, and hands out no word of a leaflet.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ketacli.errors import ContentError, NotFoundError, StaleLanguageError, Wanted
from ketacli.library import loading, pages, signing, translating
from ketacli.library.cards import topic_ids
from ketacli.library.folder import Folder
from ketacli.library.schema import TopicModel
from ketacli.library.schema_house import LibraryModel
from ketacli.library.schema_sign_offs import SignOffModel
from ketacli.library.standing import Standing, Why
from ketacli.library.translation import Apart
from ketacli.library.yaml_reader import Node
from ketacli.site import Clinic

if TYPE_CHECKING:
    from ketacli.library.grounds import Grounds

_TRANSLATED = ("labels", "kiosk", "web", "glossary")
"""Files of a language that are shown in part where a part of them is stale."""


class Signed(NamedTuple):
    """Who answers for the words as they stand."""

    by: str
    role: str
    day: date
    until: date


class Translated(NamedTuple):
    """How a translation stands beside the words that it was made from."""

    of: str
    apart: Apart
    reviewer: str
    """Who checked it as it stands, or ''."""


class TopicState(NamedTuple):
    """One topic in one language."""

    topic: str
    language: str
    there: bool = True
    faults: int = 0
    """Problems that keep it from readers. With one, nothing else is known."""
    standing: Standing | None = None
    why: Why | None = None
    """Why it is not shown, if it is not."""
    signed: Signed | None = None
    translated: Translated | None = None
    """None where it is no translation."""

    def amiss(self, today: date) -> bool:
        """Whether readers are shown less than there should be, or soon will be."""
        late = self.standing is not None and self.standing.overdue(today)
        apart = self.translated is not None and bool(self.translated.apart.withheld)
        return bool(self.faults or self.why or late or apart)


class LanguageState(NamedTuple):
    """One language as a whole."""

    tag: str
    fault: str = ""
    """`stale` where its disclaimer is a translation of other words, `broken` where a file that
    every page needs breaks the rules: nothing is shown in it."""
    apart: tuple[tuple[str, Apart], ...] = ()
    """Other files that are not what they were translated from."""

    @property
    def amiss(self) -> bool:
        """Whether anything of it is not shown."""
        return bool(self.fault or self.apart)


class Status(NamedTuple):
    """All of it, as on one day."""

    today: date
    languages: tuple[LanguageState, ...]
    topics: tuple[TopicState, ...]
    """In the order of the library, the languages of a topic together."""

    @property
    def amiss(self) -> bool:
        """Whether the desk has something to do."""
        late = any(state.amiss(self.today) for state in self.topics)
        return late or any(state.amiss for state in self.languages)


def status(folder: Folder, today: date, language: str, *, require_sign_off: bool) -> Status:
    """Look at every topic.

    Args:
        folder: the library's.
        today: the day.
        language: the tag of a language, or '' for all.
        require_sign_off: the site shows only what a clinician has signed.

    Raises:
        NotFoundError: there is no such language.
        ContentError: `library.yaml` breaks the rules.
    """
    library = loading.load(LibraryModel, folder, "library.yaml")
    tags = tuple(one.tag for one in library.languages)
    if language and language not in tags:
        raise NotFoundError(Wanted.LANGUAGE, language, tags)
    there = {tag: topic_ids(folder, tag, library.topics) for tag in tags}
    shown = (language,) if language else tags
    rooms = [_Room(folder, tag, library, today, require_sign_off) for tag in shown]
    wanted = dict.fromkeys((*there[tags[0]], *(one for tag in shown for one in there[tag])))
    topics = (
        room.topic(topic_id) if topic_id in there[room.tag] else _absent(topic_id, room.tag)
        for topic_id in wanted
        for room in rooms
    )
    return Status(today, tuple(room.language() for room in rooms), tuple(topics))


def _absent(topic_id: str, language: str) -> TopicState:
    return TopicState(topic_id, language, there=False)


class _Room:
    """One language. What all its topics rest on is read once."""

    def __init__(
        self,
        folder: Folder,
        tag: str,
        library: LibraryModel,
        today: date,
        require_sign_off: bool,
    ) -> None:
        self.tag = tag
        self._folder = folder
        self._grace = library.grace_days
        self._today = today
        self._required = require_sign_off
        self._signed = signing.sign_offs(folder)
        self._grounds: Grounds | None = None
        with suppress(ContentError):
            self._grounds = pages.grounds(folder, tag)

    def language(self) -> LanguageState:
        """The language as a whole."""
        try:
            pages.front(self._folder, self.tag, Clinic())
        except StaleLanguageError:
            return LanguageState(self.tag, "stale")
        except ContentError:
            return LanguageState(self.tag, "broken")
        return LanguageState(self.tag, apart=tuple(self._files()))

    def topic(self, topic_id: str) -> TopicState:
        """One topic."""
        try:
            return self._sound(topic_id)
        except ContentError as error:
            return TopicState(topic_id, self.tag, faults=len(error.problems))
        except NotFoundError:  # taken away since the folder was listed
            return _absent(topic_id, self.tag)
        finally:
            self._folder.forget()

    def _sound(self, topic_id: str) -> TopicState:
        grounds = self._grounds or pages.grounds(self._folder, self.tag)
        listed = pages.card(self._folder, self.tag, topic_id, grounds)
        topic, node = loading.load_topic(self._folder, self.tag, topic_id)
        signed = signing.counting(self._signed, topic_id, self.tag, listed.words)
        standing = Standing(
            checked=listed.checked,
            review=signing.review_by(signed, listed.review),
            grace_days=self._grace,
            signed=signed is not None,
            whole=listed.whole,
        )
        return TopicState(
            topic_id,
            self.tag,
            standing=standing,
            why=standing.withheld(self._today, require_sign_off=self._required),
            signed=_signed(signed),
            translated=self._translated(topic_id, topic, node),
        )

    def _translated(self, topic_id: str, topic: TopicModel, node: Node) -> Translated | None:
        if topic.translation is None:
            return None
        apart = translating.of_topic(self._folder, topic_id, topic, node)
        reviewer = translating.reviewed(topic.translation, node, self.tag)
        name = "" if isinstance(reviewer, bool) else reviewer.name
        return Translated(topic.translation.of, apart, name)

    def _files(self) -> Iterator[tuple[str, Apart]]:
        for kind in _TRANSLATED:
            with suppress(ContentError):  # for `check` to tell
                model, node = loading.load_node(
                    loading.MODELS[kind], self._folder, f"{self.tag}/{kind}.yaml"
                )
                apart = translating.of_file(self._folder, kind, model, node)
                if apart.withheld:
                    yield kind, apart


def _signed(found: SignOffModel | None) -> Signed | None:
    return None if found is None else Signed(found.by, found.role, found.day, found.next_review)
