"""Finds the words that a translated file was made from, and says where the two have come apart."""

from collections.abc import Mapping
from typing import Any

from ketacli.errors import StaleLanguageError
from ketacli.labels import Labels
from ketacli.library import loading
from ketacli.library.folder import Folder
from ketacli.library.schema import TopicModel
from ketacli.library.schema_house import DisclaimerModel, GlossaryModel, TermModel
from ketacli.library.schema_translation import ReviewerModel, TranslationModel
from ketacli.library.translation import Apart, apart, part_codes
from ketacli.library.words_rated import words_rated
from ketacli.library.yaml_reader import Node, read

RULE = "translation-stale"


def of_topic(folder: Folder, topic_id: str, topic: TopicModel, node: Node) -> Apart:
    """Where a topic and the one it was translated from have come apart."""
    if topic.translation is None:
        return Apart()
    source = loading.topic_file(topic.translation.of, topic_id)
    return _apart(folder, source, topic.translation, node, "topic")


def of_file(folder: Folder, kind: str, model: Any, node: Node) -> Apart:
    """The same for another file of a language."""
    if model.translation is None:
        return Apart()
    return _apart(folder, f"{model.translation.of}/{kind}.yaml", model.translation, node, kind)


def reviewed(
    translation: TranslationModel | None, node: Node, language: str
) -> ReviewerModel | bool:
    """Who checked a translation as it stands; False for nobody, True where it is none."""
    if translation is None:
        return True
    reviewer = translation.reviewer
    same = reviewer is not None and reviewer.words == words_rated(node, language)
    return reviewer if same and reviewer else False


def explained(
    folder: Folder, language: str, terms: Mapping[str, TermModel], labels: Labels
) -> dict[str, TermModel]:
    """The glossary words, and in place of a meaning that is stale, why it is not shown."""
    model, node = loading.load_node(GlossaryModel, folder, f"{language}/glossary.yaml")
    withheld = of_file(folder, "glossary", model, node).withheld
    told = {"meaning": labels.part_withheld}
    return {
        name: term.model_copy(update=told) if name in withheld else term
        for name, term in terms.items()
    }


def insist_on_disclaimer(folder: Folder, language: str) -> None:
    """Make sure that a translated disclaimer says what the one says that it was made from.

    Raises:
        StaleLanguageError: it does not.
    """
    name = f"{language}/disclaimer.yaml"
    model, node = loading.load_node(DisclaimerModel, folder, name)
    if of_file(folder, "disclaimer", model, node).withheld:
        message = "the disclaimer is a translation of other words than those that stand now"
        raise StaleLanguageError((folder.problem(name, RULE, message),))


def _apart(
    folder: Folder, source: str, translation: TranslationModel, own: Node, kind: str
) -> Apart:
    content = folder.read_if_there(source)
    if content is None:  # what it was made from is gone
        return Apart(extra=frozenset(part_codes(own, kind)))
    return apart(translation, read(content, folder.display(source)), own, kind)
