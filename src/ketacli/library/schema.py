"""What a topic's file may hold: pydantic models that say every fault of a file in one go and give
the JSON Schema for editors. `schema_house` has the models of the other files.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from ketacli.library.schema_translation import TranslationModel
from ketacli.library.schema_types import Count, Day, Identifier, SourceId, Strict, Text, YesNo
from ketacli.text import Evidence, Still

Sources = Annotated[tuple[SourceId, ...], Field(min_length=1)]


class Grounded(Strict):
    """What can rest on evidence: its kind and its sources, or neither."""

    evidence: Evidence | None = None
    sources: Sources | None = None

    @model_validator(mode="after")
    def _both_or_neither(self) -> Self:
        if (self.evidence is None) != (self.sources is None):
            raise ValueError("`evidence` and `sources` go together")
        return self


class Claim(Grounded):
    """A sentence with the kind of evidence and the sources it rests on."""

    text: Text


def _said_kind(value: object) -> str:
    return "<claim>" if isinstance(value, dict | Claim) else "<text>"


Said = Annotated[
    Annotated[Text, Tag("<text>")] | Annotated[Claim, Tag("<claim>")], Discriminator(_said_kind)
]
"""A plain string, or a claim."""

List = Annotated[tuple[Said, ...], Field(min_length=2)]


class TextItem(Claim):
    """A paragraph of a section."""


class BulletsItem(Strict):
    """A list in no order."""

    bullets: List


class StepsItem(Strict):
    """A list in order."""

    steps: List


class WarningItem(Grounded):
    """A paragraph that must not be missed."""

    warning: Text


class GroupModel(Strict):
    """So many of 100 people."""

    label: Text
    count: Count


class ChartModel(Strict):
    """Counts out of 100 with the comparison beside it, and the sentences that say the same."""

    title: Text
    groups: Annotated[tuple[GroupModel, ...], Field(min_length=2, max_length=3)]
    says: Text


class ChartItem(Strict):
    """A chart. Its figures are a claim: evidence and sources are not optional."""

    chart: ChartModel
    evidence: Evidence
    sources: Sources


class StillModel(Strict):
    """One drawing of the snow hill, and what it shows for those who cannot see it."""

    still: Still
    shows: Text


class PictureItem(Strict):
    """A drawing that the program computes."""

    picture: StillModel


_ITEMS = ("text", "bullets", "steps", "warning", "chart", "picture")


def _item_kind(value: Any) -> str:
    if isinstance(value, str):
        return "<text>"
    for name in _ITEMS:
        if isinstance(value, dict) and name in value:
            return f"<{name} item>"
    return "<no item>"


BodyItem = Annotated[
    Annotated[Text, Tag("<text>")]
    | Annotated[TextItem, Tag("<text item>")]
    | Annotated[BulletsItem, Tag("<bullets item>")]
    | Annotated[StepsItem, Tag("<steps item>")]
    | Annotated[WarningItem, Tag("<warning item>")]
    | Annotated[ChartItem, Tag("<chart item>")]
    | Annotated[PictureItem, Tag("<picture item>")],
    Discriminator(_item_kind),
]


class SectionModel(Strict):
    """A heading, its key point, and what stands below it."""

    id: Identifier
    title: Text
    key_point: Said
    body: Annotated[tuple[BodyItem, ...], Field(min_length=1)]


class StepOfPicture(Strict):
    """One step of an analogy's story, with its drawing."""

    still: Still
    text: Text
    shows: Text


class MapModel(Strict):
    """This, in the picture, stands for that."""

    this: Text
    stands_for: Said


class AnalogyModel(Strict):
    """A picture in words: its story, what it stands for, where it ends, and its literal twin."""

    after: Identifier
    title: Text
    picture: Annotated[tuple[StepOfPicture, ...], Field(min_length=1)]
    maps: Annotated[tuple[MapModel, ...], Field(min_length=2)]
    limits: List
    literal: Annotated[tuple[Said, ...], Field(min_length=1)]
    credit: Text


class AnswerModel(Strict):
    """One answer to a question, and a kind word on why it fits or does not."""

    text: Text
    right: YesNo = False
    because: Text


class QuestionModel(Strict):
    """A question that lets readers check what they took in."""

    question: Text
    answers: Annotated[tuple[AnswerModel, ...], Field(min_length=2, max_length=4)]

    @model_validator(mode="after")
    def _one_right(self) -> "QuestionModel":
        if sum(answer.right for answer in self.answers) != 1:
            raise ValueError("exactly one answer must be right")
        return self


Some = Annotated[tuple[Said, ...], Field(min_length=1)]

MAY_LEAVE_OUT: dict[str, tuple[str, ...]] = {
    "guide": (),
    "note": (
        "summary",
        "known",
        "benefits",
        "risks",
        "alternatives",
        "if_nothing",
        "actions",
        "check",
    ),
}
"""Which fields a topic may leave out, by its kind. A guide is whole; a note is a small topic."""


class TopicModel(Strict):
    """A topic's file. Its name is the topic's id."""

    kind: Literal["guide", "note"] = "guide"
    title: Text
    purpose: Annotated[Text, Field(max_length=120)]
    audience: Text
    main_message: Said
    summary: Annotated[tuple[Said, ...], Field(max_length=3)] = ()
    sections: Annotated[tuple[SectionModel, ...], Field(min_length=1, max_length=200)]
    analogy: AnalogyModel | None = None
    known: tuple[Said, ...] = ()
    not_known: Some
    benefits: tuple[Said, ...] = ()
    risks: tuple[Said, ...] = ()
    alternatives: tuple[Said, ...] = ()
    if_nothing: tuple[Said, ...] = ()
    actions: tuple[Text, ...] = ()
    questions: Annotated[tuple[Text, ...], Field(min_length=1)]
    when_to_get_help: Some
    check: Annotated[tuple[QuestionModel, ...], Field(max_length=3)] = ()
    last_checked: Day
    next_review: Day
    translation: TranslationModel | None = None
