"""What the other files of a library may hold: itself, its sources, its crisis lines, and in each
language the disclaimer, labels, glossary and style. `schema` has the model of a topic.
"""

from typing import Annotated, Any, get_type_hints

from pydantic import Field, StringConstraints, WithJsonSchema, create_model

from ketacli.kiosk_labels import KioskLabels
from ketacli.labels import Labels
from ketacli.library.schema import Identifier, SourceId, Strict, Text, YesNo

LANGUAGE_TAG = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$"
LanguageTag = Annotated[str, StringConstraints(pattern=LANGUAGE_TAG, max_length=12)]
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


class LanguageModel(Strict):
    """A language that the library offers, by its own name."""

    tag: LanguageTag
    name: Text


class LibraryModel(Strict):
    """`library.yaml`: what the library is and in which order it shows its topics."""

    publisher: Text
    funding: Text
    updates: Text
    languages: Annotated[tuple[LanguageModel, ...], Field(min_length=1)]
    topics: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    """The first ones, in order. Topics that are not named follow by their ids."""


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


class TermModel(Strict):
    """One word of the glossary and its meaning in one sentence."""

    id: Identifier
    term: Text
    meaning: Text
    also: tuple[Text, ...] = ()


class GlossaryModel(Strict):
    """`glossary.yaml`: the words that topics explain."""

    terms: tuple[TermModel, ...]


class BannedModel(Strict):
    """Words that no leaflet uses, and what to write instead."""

    words: Annotated[tuple[Text, ...], Field(min_length=1)]
    instead: Text


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


def _model_of(labels: type[tuple[Any, ...]], name: str, says: str) -> type[Strict]:
    """The model of a file of labels, made from the fields of its values: they cannot part."""
    named = {name: (_NEVER_EMPTY[type_], ...) for name, type_ in get_type_hints(labels).items()}
    model: type[Strict] = create_model(name, __base__=Strict, **named)  # type: ignore[call-overload]
    model.__doc__ = says
    return model


LabelsModel = _model_of(
    Labels, "LabelsModel", "`labels.yaml`: what ketacli itself says to a reader."
)
KioskLabelsModel = _model_of(
    KioskLabels, "KioskLabelsModel", "`kiosk.yaml`: what a kiosk says to a reader."
)


def labels_of(model: Strict) -> Labels:
    """What a `labels.yaml` that was found sound says, as values."""
    return Labels(*(getattr(model, name) for name in Labels._fields))


def kiosk_labels_of(model: Strict) -> KioskLabels:
    """What a `kiosk.yaml` that was found sound says, as values."""
    return KioskLabels(*(getattr(model, name) for name in KioskLabels._fields))
