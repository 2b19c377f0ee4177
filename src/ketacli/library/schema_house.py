"""What the other files of a library may hold: itself, its sources, its crisis lines, and in each
language the disclaimer, labels, glossary and style. `schema` has the model of a topic.
"""

from typing import Annotated, Any, Literal, NamedTuple, Self, get_type_hints

from pydantic import (
    BeforeValidator,
    Field,
    StringConstraints,
    WithJsonSchema,
    create_model,
    model_validator,
)

from ketacli.kiosk_labels import KioskLabels
from ketacli.labels import Labels
from ketacli.library.schema_translation import TranslationModel
from ketacli.library.schema_types import (
    Identifier,
    LanguageTag,
    SourceId,
    Strict,
    Text,
    YesNo,
    whole_number,
)
from ketacli.web_labels import WebLabels

Year = Annotated[
    str, StringConstraints(pattern=r"^[12][0-9]{3}$"), WithJsonSchema({"type": "integer"})
]
WordOrNumber = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1),
    WithJsonSchema({"type": ["string", "integer"]}),
]


Label = Annotated[str, StringConstraints(min_length=1)]
"""A label keeps its blanks: some stand between two words."""
_NEVER_EMPTY: dict[Any, Any] = {
    str: Label,
    tuple[str, ...]: tuple[Label, ...],
    dict[str, str]: dict[str, Label],
}


class SaidOfItself(NamedTuple):
    """What readers are told about a library."""

    publisher: str
    funding: str
    updates: str


class LanguageModel(Strict):
    """A language that the library offers, by its own name."""

    tag: LanguageTag
    name: Text
    publisher: Text | None = None
    """What the library says of itself, in this language. The first language has it below."""
    funding: Text | None = None
    updates: Text | None = None


class LibraryModel(Strict):
    """`library.yaml`: what the library is and in which order it shows its topics."""

    publisher: Text
    funding: Text
    updates: Text
    grace_days: Annotated[
        int,
        BeforeValidator(whole_number),
        Field(ge=0, le=730),
        WithJsonSchema({"type": "integer", "minimum": 0, "maximum": 730}),
    ] = 90
    """So many days after its next review was due, a leaflet is withdrawn."""
    languages: Annotated[tuple[LanguageModel, ...], Field(min_length=1)]
    topics: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    """The first ones, in order. Topics that are not named follow by their ids."""

    def said(self, language: str) -> SaidOfItself:
        """What the library says of itself in a language."""
        own = next((one for one in self.languages if one.tag == language), self.languages[0])
        return SaidOfItself(
            own.publisher or self.publisher,
            own.funding or self.funding,
            own.updates or self.updates,
        )


class ReferenceModel(Strict):
    """One source. A field that nobody has seen is left out and named under `not_seen`."""

    id: SourceId
    authors: Text | None = None
    year: Year | None = None
    title: Text
    journal: Text
    volume: WordOrNumber | None = None
    pages: WordOrNumber | None = None
    doi: Annotated[str, StringConstraints(pattern=r"^10\.[0-9]{4,9}/\S+$")] | None = None
    url: Annotated[str, StringConstraints(pattern=r"^https?://[!-~]+$")] | None = None
    findings_verified: YesNo
    not_seen: tuple[str, ...] = ()


class ReferencesModel(Strict):
    """`references.yaml`: every source, once."""

    references: tuple[ReferenceModel, ...]


class HelpLineModel(Strict):
    """A number to call or an address to open. Its words are in each language's labels."""

    id: Identifier
    number: WordOrNumber
    sources: Annotated[tuple[SourceId, ...], Field(min_length=1)]


class RegionModel(Strict):
    """The crisis lines of one region, the ones for danger to life first."""

    id: Identifier
    territories: Annotated[
        tuple[Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")], ...], Field(min_length=1)
    ]
    """ISO 3166 country codes, as they end `en_GB`."""
    lines: Annotated[tuple[HelpLineModel, ...], Field(min_length=1)]


class HelpModel(Strict):
    """`help.yaml`: the crisis lines, once."""

    regions: Annotated[tuple[RegionModel, ...], Field(min_length=1)]


class DisclaimerModel(Strict):
    """`disclaimer.yaml`: what a reader is asked about before anything is shown."""

    title: Text
    paragraphs: Annotated[tuple[Text, ...], Field(min_length=1)]
    question: Text
    yes: Annotated[Text, Field(max_length=40)]
    no: Annotated[Text, Field(max_length=40)]
    translation: TranslationModel | None = None


class TermModel(Strict):
    """One word of the glossary and its meaning in one sentence."""

    id: Identifier
    term: Text
    meaning: Text
    also: tuple[Text, ...] = ()


class GlossaryModel(Strict):
    """`glossary.yaml`: the words that topics explain."""

    terms: tuple[TermModel, ...]
    translation: TranslationModel | None = None


class BannedModel(Strict):
    """Words that no leaflet uses, and what to write instead."""

    words: Annotated[tuple[Text, ...], Field(min_length=1)]
    instead: Text


_Mark = Annotated[str, StringConstraints(min_length=1, max_length=1)]
_Length = Annotated[
    int,
    BeforeValidator(whole_number),
    Field(ge=1, le=999),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 999}),
]


class SentencesModel(Strict):
    """How long a sentence may be. What is left out is as in English."""

    count: Literal["words", "characters"] = "words"
    """Characters in a script that sets no blanks between words."""
    target: _Length = 20
    """A longer one warns."""
    most: _Length = 25
    """A longer one fails."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.target > self.most:
            raise ValueError("`target` is over `most`")
        return self


class StyleModel(Strict):
    """`style.yaml`: what `check` needs to know about writing in this language."""

    banned: tuple[BannedModel, ...]
    claim_words: Annotated[tuple[Text, ...], Field(min_length=1)]
    """A text with one of these is a claim and needs evidence and sources."""
    animals: Annotated[dict[Identifier, tuple[Text, ...]], Field(min_length=1)]
    """The words for each animal; the last one is the plural that 'Seen in ...' takes."""
    passive: tuple[Text, ...] = ()
    """Words that, before a word ending like a participle, make a passive."""
    participle_endings: tuple[Text, ...] = ()
    participles: tuple[Text, ...] = ()
    empty_titles: tuple[Text, ...] = ()
    """Words that alone do not name a subject."""
    abbreviations: tuple[Text, ...] = ()
    """Words with a full stop that do not end a sentence."""
    quotation: Annotated[tuple[_Mark, ...], Field(min_length=2, max_length=2)] | None = None
    """The mark that opens a quotation, and the one that closes it."""
    decimal: Literal[",", "."] | None = None
    """What stands before the tenths of a number."""
    sentences: SentencesModel = Field(default_factory=SentencesModel)


def _model_of(labels: type[tuple[Any, ...]], name: str, says: str) -> type[Strict]:
    """The model of a file of labels, made from the fields of its values: they cannot part."""
    hints = get_type_hints(labels).items()
    named: dict[str, Any] = {name: (_NEVER_EMPTY[type_], ...) for name, type_ in hints}
    named["translation"] = (TranslationModel | None, None)
    model: type[Strict] = create_model(name, __base__=Strict, **named)
    model.__doc__ = says
    return model


LabelsModel = _model_of(
    Labels, "LabelsModel", "`labels.yaml`: what ketacli itself says to a reader."
)
KioskLabelsModel = _model_of(
    KioskLabels, "KioskLabelsModel", "`kiosk.yaml`: what a kiosk says to a reader."
)
WebLabelsModel = _model_of(
    WebLabels, "WebLabelsModel", "`web.yaml`: what the pages of a site say beside their leaflets."
)


def labels_of(model: Strict) -> Labels:
    """What a `labels.yaml` that was found sound says, as values."""
    return Labels(*(getattr(model, name) for name in Labels._fields))


def kiosk_labels_of(model: Strict) -> KioskLabels:
    """What a `kiosk.yaml` that was found sound says, as values."""
    return KioskLabels(*(getattr(model, name) for name in KioskLabels._fields))


def web_labels_of(model: Strict) -> WebLabels:
    """What a `web.yaml` that was found sound says, as values."""
    return WebLabels(*(getattr(model, name) for name in WebLabels._fields))
