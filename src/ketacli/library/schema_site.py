"""What `site.yaml` may hold: one device of one clinic. `ketacli.site` has the values."""

from datetime import date
from typing import Annotated, Self

from pydantic import (
    BeforeValidator,
    Field,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from ketacli import site
from ketacli.library.schema_house import WordOrNumber
from ketacli.library.schema_types import (
    Day,
    Identifier,
    LanguageTag,
    Strict,
    Text,
    YesNo,
    whole_number,
)
from ketacli.site import Clinic, Records, Screen, Site, Speech


def _number(least: int, most: int) -> object:
    """A whole number within bounds, for a model and for editors."""
    schema = {"type": "integer", "minimum": least, "maximum": most}
    return Annotated[
        int, BeforeValidator(whole_number), Field(ge=least, le=most), WithJsonSchema(schema)
    ]


_LONGEST = 100_000
"""Millimetres: a hundred metres."""
Millimetres = _number(1, _LONGEST)
Program = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[^\s-]\S*$")]
"""A program by its name or its path, without arguments."""


def _web_folder(value: object) -> object:
    return site.web_folder(value if isinstance(value, str) else "")


WebFolder = Annotated[
    str,
    BeforeValidator(_web_folder),
    WithJsonSchema({"type": "string", "pattern": site.ADDRESS, "maxLength": site.LONGEST_ADDRESS}),
]


class ClinicModel(Strict):
    """The clinic that gives the information."""

    name: Text | None = None
    telephone: WordOrNumber | None = None
    terms: Text | None = None

    @model_validator(mode="after")
    def _named(self) -> Self:
        if self.name is None and (self.telephone or self.terms):
            raise ValueError("`name` is needed beside `telephone` and `terms`")
        return self


class SpeechModel(Strict):
    """How the kiosk reads aloud: the program, words a minute, volume, and voices by language."""

    command: Program = Speech().command
    rate: _number(site.SLOWEST, site.FASTEST) = Speech().rate  # type: ignore[valid-type]
    volume: _number(0, site.LOUDEST) = Speech().volume  # type: ignore[valid-type]
    voices: dict[LanguageTag, Program] = Field(default_factory=dict)


class ScreenModel(Strict):
    """The glass, in millimetres, and how far from it a reader's eye is."""

    width: Millimetres  # type: ignore[valid-type]
    height: Millimetres  # type: ignore[valid-type]
    distance: Millimetres  # type: ignore[valid-type]


class SiteModel(Strict):
    """`site.yaml`: one device of one clinic."""

    clinic: ClinicModel = ClinicModel()
    region: Identifier | None = None
    languages: tuple[LanguageTag, ...] = ()
    topics: tuple[Identifier, ...] = ()
    shared_device: YesNo = False
    accessible: YesNo = False
    require_sign_off: YesNo = False
    idle_seconds: _number(site.LEAST_IDLE, site.MOST_IDLE) = Site().idle_seconds  # type: ignore[valid-type]
    warning_seconds: _number(site.LEAST_WARNING, site.MOST_WARNING) = Site().warning_seconds  # type: ignore[valid-type]
    caretaker: Text | None = None
    last_check: Day | None = None
    print_command: tuple[Text, ...] = ()
    records: Records = Records.WANTED
    speech: SpeechModel = SpeechModel()
    screen: ScreenModel | None = None
    published_at: WebFolder | None = None

    @field_validator("last_check")
    @classmethod
    def _checked_by_somebody(cls, day: date | None, said: ValidationInfo) -> date | None:
        # A caretaker that is faulty itself is told, and is not among what was said.
        if "caretaker" in said.data and said.data["caretaker"] is None:
            raise ValueError("`caretaker` is needed beside `last_check`")
        return day


def site_of(model: SiteModel) -> Site:
    """What a `site.yaml` that was found sound says, as values."""
    said = {name: getattr(model, name) for name in Site._fields}
    clinic = {name: value or "" for name, value in model.clinic.model_dump().items()}
    speech = model.speech.model_dump()
    read = {
        "clinic": Clinic(**clinic),
        "region": model.region or "",
        "caretaker": model.caretaker or "",
        "speech": Speech(**{**speech, "voices": tuple(speech["voices"].items())}),
        "screen": Screen(**model.screen.model_dump()) if model.screen else Screen(),
        "published_at": model.published_at or "",
    }
    return Site(**{**said, **read})
