"""Topic + disclaimer + labels + glossary + references -> Leaflet. What is said ends here: every
word, its order and its grounds. How it looks is for `render`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ketacli.disclaimer import Disclaimer
from ketacli.labels import Labels, fill, written_day
from ketacli.leaflet import Leaflet, Part, Role, words_used
from ketacli.library.citing import Citations
from ketacli.library.inline import spans
from ketacli.library.notices import notices
from ketacli.library.saying import Saying
from ketacli.library.schema import AnalogyModel, QuestionModel, Said, SectionModel, TopicModel
from ketacli.library.schema_house import LibraryModel, TermModel
from ketacli.library.schema_sign_offs import SignOffModel
from ketacli.library.schema_translation import ReviewerModel
from ketacli.library.translation import Apart
from ketacli.site import Clinic
from ketacli.text import (
    Answer,
    Block,
    Bullets,
    Callout,
    Entries,
    Entry,
    Paragraph,
    Picture,
    Question,
    Span,
    Subheading,
)


@dataclass(frozen=True, slots=True)
class House:
    """What every leaflet of one language shares."""

    language: str
    library: LibraryModel
    labels: Labels
    disclaimer: Disclaimer
    help_parts: tuple[Part, ...]
    terms: dict[str, TermModel]
    clinic: Clinic


@dataclass(frozen=True, slots=True)
class About:
    """Who answers for the words of one topic, and what of them is not shown."""

    signed_by: SignOffModel | None = None
    reviewed_by: ReviewerModel | bool = True
    """Who checked the translation; False for nobody, True where it is none."""
    apart: Apart = field(default_factory=Apart)


def compose(
    topic_id: str, topic: TopicModel, house: House, saying: Saying, about: About
) -> Leaflet:
    """Make the leaflet of one topic.

    Args:
        topic_id: the name of its file.
        topic: what the file says; its references and words are known to exist.
        house: what every leaflet of the language shares.
        saying: turns marked text into lines and numbers its sources.
        about: who answers for it, and what of it is not shown.
    """
    body = tuple(_Composer(topic, house, saying, about.apart).parts())
    parts = (
        *house.help_parts,
        *notices(about.signed_by, about.reviewed_by, house.labels),
        *body,
        *_words(body, house),
        *_sources(saying.citations, house.labels),
        _dates(topic, house),
        disclaimer_part(house.disclaimer, house.labels),
    )
    return Leaflet(topic_id, house.language, topic.title, parts)


def disclaimer_part(disclaimer: Disclaimer, labels: Labels) -> Part:
    """The disclaimer as a leaflet carries it: every word that was asked about."""
    asked = fill(labels.disclaimer_question, question=disclaimer.question, yes=disclaimer.yes)
    blocks = (*map(_plain, disclaimer.paragraphs), _plain(asked))
    return Part(Role.DISCLAIMER, Role.DISCLAIMER.value, labels.disclaimer, blocks)


_FIELDS = {Role.GET_HELP: "when_to_get_help"}
"""Fields of a topic that are called otherwise than their part of a leaflet."""


class _Composer:
    """Walks one topic from its purpose to its questions."""

    def __init__(self, topic: TopicModel, house: House, saying: Saying, apart: Apart) -> None:
        self._topic = topic
        self._apart = apart
        self._labels = house.labels
        self._clinic = house.clinic
        self._saying = saying

    def parts(self) -> Iterator[Part]:
        topic, labels = self._topic, self._labels
        audience = _plain(fill(labels.audience, audience=topic.audience))
        purpose = (_plain(topic.purpose), audience)
        yield Part(Role.PURPOSE, Role.PURPOSE.value, labels.purpose_title, purpose)
        message = (self._saying.paragraph(topic.main_message),)
        yield Part(Role.MAIN_MESSAGE, Role.MAIN_MESSAGE.value, labels.main_message, message)
        yield from self._list(Role.SUMMARY, labels.summary, topic.summary)
        for section in topic.sections:
            yield self._section(section)
            if topic.analogy is not None and topic.analogy.after == section.id:
                yield from self._told_in_pictures(topic.analogy)
        for section_id in sorted(self._apart.missing.difference(TopicModel.model_fields)):
            # Its title is in the other language only, and a leaflet never says less in silence.
            yield self._not_shown(Role.SECTION, section_id, labels.topics_withheld)
        yield from self._closing()

    def _closing(self) -> Iterator[Part]:
        topic, labels = self._topic, self._labels
        yield from self._list(Role.KNOWN, labels.known, topic.known)
        yield from self._list(Role.NOT_KNOWN, labels.not_known, topic.not_known)
        yield from self._list(Role.BENEFITS, labels.benefits, topic.benefits)
        yield from self._list(Role.RISKS, labels.risks, topic.risks)
        yield from self._list(Role.ALTERNATIVES, labels.alternatives, topic.alternatives)
        yield from self._list(Role.IF_NOTHING, labels.if_nothing, topic.if_nothing)
        yield from self._list(Role.ACTIONS, labels.actions, topic.actions)
        yield from self._list(Role.QUESTIONS, labels.questions, topic.questions)
        yield from self._list(
            Role.GET_HELP, labels.get_help, topic.when_to_get_help, self._contact()
        )
        if "check" in self._apart.withheld:
            yield self._not_shown(Role.CHECK, Role.CHECK.value, labels.check)
        elif topic.check:
            asked: tuple[Block, ...] = tuple(map(self._question, topic.check))
            blocks = (_plain(labels.check_note), *asked)
            yield Part(Role.CHECK, Role.CHECK.value, labels.check, blocks)

    def _told_in_pictures(self, analogy: AnalogyModel) -> Iterator[Part]:
        if "analogy" in self._apart.withheld:
            yield self._not_shown(Role.ANALOGY, Role.ANALOGY.value, analogy.title)
        else:
            yield self._analogy(analogy)
            yield self._literal(analogy)

    def _not_shown(self, role: Role, part_id: str, title: str) -> Part:
        """What stands in the place of a part whose translation is of other words."""
        return Part(role, part_id, title, (_plain(self._labels.part_withheld),))

    def _list(
        self, role: Role, title: str, saids: tuple[Said, ...], more: tuple[Paragraph, ...] = ()
    ) -> Iterator[Part]:
        if _FIELDS.get(role, role.name.lower()) in self._apart.withheld:
            yield self._not_shown(role, role.value, title)
        elif saids:
            items = (*map(self._saying.paragraph, saids), *more)
            yield Part(role, role.value, title, (Bullets(items),))

    def _section(self, section: SectionModel) -> Part:
        if section.id in self._apart.withheld:
            return self._not_shown(Role.SECTION, section.id, section.title)
        key_point = Callout(self._labels.key_point, self._saying.paragraph(section.key_point))
        body = (self._saying.block(item) for item in section.body)
        return Part(Role.SECTION, section.id, section.title, (key_point, *body))

    def _analogy(self, analogy: AnalogyModel) -> Part:
        labels = self._labels
        maps = (
            self._saying.paragraph_in(labels.analogy_map, "that", step.stands_for, this=step.this)
            for step in analogy.maps
        )
        blocks: tuple[Block, ...] = (
            _plain(labels.analogy_note),
            *self._story(analogy),
            Subheading(labels.analogy_maps),
            Bullets(tuple(maps)),
            Subheading(labels.analogy_limits),
            Bullets(tuple(map(self._saying.paragraph, analogy.limits))),
            Subheading(labels.analogy_credit),
            self._saying.paragraph(analogy.credit),
        )
        return Part(Role.ANALOGY, Role.ANALOGY.value, analogy.title, blocks)

    def _story(self, analogy: AnalogyModel) -> Iterator[Block]:
        for step in analogy.picture:
            yield self._saying.paragraph(step.text)
            yield Picture(step.still, fill(self._labels.drawing, shows=step.shows))

    def _literal(self, analogy: AnalogyModel) -> Part:
        blocks = tuple(map(self._saying.paragraph, analogy.literal))
        return Part(Role.LITERAL, Role.LITERAL.value, self._labels.literal, blocks)

    def _question(self, question: QuestionModel) -> Question:
        labels = self._labels
        answers = (
            Answer(
                answer.text,
                answer.right,
                fill(
                    labels.answer_right if answer.right else labels.answer_other,
                    because=answer.because,
                ),
            )
            for answer in question.answers
        )
        return Question(spans(question.question), tuple(answers))

    def _contact(self) -> tuple[Paragraph, ...]:
        clinic = self._clinic
        if not clinic.telephone:
            return ()
        words = fill(self._labels.clinic_contact, clinic=clinic.name, telephone=clinic.telephone)
        return (_plain(words),)


def _words(body: tuple[Part, ...], house: House) -> Iterator[Part]:
    used = [term for term in words_used(body) if term in house.terms]
    if used:
        entries = Entries(tuple(term_entry(house.terms[term]) for term in used))
        yield Part(Role.WORDS, Role.WORDS.value, house.labels.words, (entries,))


def term_entry(term: TermModel) -> Entry:
    """A glossary word as a leaflet and `glossary` show it."""
    return Entry(term.id, term.term, spans(term.meaning))


def _sources(citations: Citations, labels: Labels) -> Iterator[Part]:
    if entries := citations.entries():
        blocks = (Entries(entries, numbered=True),)
        yield Part(Role.SOURCES, Role.SOURCES.value, labels.sources, blocks)


def _dates(topic: TopicModel, house: House) -> Part:
    labels, library = house.labels, house.library.said(house.language)
    blocks = (
        _plain(fill(labels.publisher, publisher=library.publisher)),
        _plain(fill(labels.funding, funding=library.funding)),
        _plain(fill(labels.last_checked, day=written_day(topic.last_checked, labels))),
        _plain(fill(labels.next_review, day=written_day(topic.next_review, labels))),
    )
    return Part(Role.DATES, Role.DATES.value, labels.dates, blocks)


def _plain(text: str) -> Paragraph:
    return Paragraph((Span(text),))
