"""Files of a library -> models. Says which file holds what; knows nothing of leaflets."""

from typing import TypeVar

from pydantic import BaseModel

from ketacli.errors import NotFoundError, Wanted
from ketacli.library.folder import Folder, is_topic_id
from ketacli.library.schema import TopicModel
from ketacli.library.schema_house import (
    DisclaimerModel,
    GlossaryModel,
    HelpModel,
    KioskLabelsModel,
    LabelsModel,
    LibraryModel,
    ReferencesModel,
    StyleModel,
    WebLabelsModel,
)
from ketacli.library.schema_ratings import RatingsModel
from ketacli.library.schema_sign_offs import SignOffsModel
from ketacli.library.schema_site import SiteModel
from ketacli.library.schema_speech import PronunciationModel
from ketacli.library.schema_types import Strict
from ketacli.library.validate import validate
from ketacli.library.yaml_reader import Node, read

Model = TypeVar("Model", bound=BaseModel)

MODELS: dict[str, type[Strict]] = {
    "topic": TopicModel,
    "library": LibraryModel,
    "references": ReferencesModel,
    "help": HelpModel,
    "disclaimer": DisclaimerModel,
    "labels": LabelsModel,
    "kiosk": KioskLabelsModel,
    "web": WebLabelsModel,
    "glossary": GlossaryModel,
    "style": StyleModel,
    "speech": PronunciationModel,
    "site": SiteModel,
    "ratings": RatingsModel,
    "sign-offs": SignOffsModel,
}
"""Every kind of content file, by its name."""

OF_THE_LIBRARY = ("library", "references", "help")
MAY_BE_THERE = ("ratings", "sign-offs")
"""Kinds of files of a library that it can do without."""
OF_A_LANGUAGE = ("disclaimer", "labels", "kiosk", "web", "glossary", "style")
A_LANGUAGE_MAY_HAVE = ("speech",)
"""Kinds of files that a language can do without."""


def kind_of(name: str) -> str:
    """The kind of a file by its place in a library, or '' where no content belongs there."""
    if not name.endswith(".yaml"):
        return ""
    match name.removesuffix(".yaml").split("/"):
        case [_, "topics", topic_id] if is_topic_id(topic_id):
            return "topic"
        case [_, kind] if kind in (*OF_A_LANGUAGE, *A_LANGUAGE_MAY_HAVE):
            return kind
        case [kind] if kind in (*OF_THE_LIBRARY, *MAY_BE_THERE):
            return kind
        case _:
            return ""


def topic_file(language: str, topic_id: str) -> str:
    """Where a topic is kept."""
    return f"{language}/topics/{topic_id}.yaml"


def load(model: type[Model], folder: Folder, name: str) -> Model:
    """Read one file and look at it with its model."""
    return load_node(model, folder, name)[0]


def load_node(model: type[Model], folder: Folder, name: str) -> tuple[Model, Node]:
    """Read one file: what it says, and where each piece of it stands."""
    file = folder.display(name)
    node = read(folder.read(name), file)
    return validate(model, node, file), node


def load_topic(folder: Folder, language: str, topic_id: str) -> tuple[TopicModel, Node]:
    """Read a topic.

    Raises:
        NotFoundError: there is no such file.
        ContentError: the file breaks the rules.
    """
    name = topic_file(language, topic_id)
    if folder.read_if_there(name) is None:
        raise NotFoundError(Wanted.TOPIC, topic_id)
    return load_node(TopicModel, folder, name)
