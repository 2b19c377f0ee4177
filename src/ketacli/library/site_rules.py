"""Rules between `site.yaml` and the library of a kiosk: what the one names, the other must have."""

from collections.abc import Iterator
from typing import NamedTuple

from ketacli.errors import ContentError, Problem
from ketacli.library import loading
from ketacli.library.folder import Folder
from ketacli.library.house_rules import at
from ketacli.library.schema_site import SiteModel
from ketacli.library.validate import meant
from ketacli.library.yaml_reader import Node


class Offers(NamedTuple):
    """What a library has."""

    folder: Folder
    languages: tuple[str, ...]
    regions: tuple[str, ...]

    def has_topic(self, topic_id: str, languages: tuple[str, ...]) -> bool:
        """Whether one of some languages has a topic."""
        files = (loading.topic_file(language, topic_id) for language in languages)
        return any(self.folder.digest(file) for file in files)


def site_faults(folder: Folder, name: str, offers: Offers) -> tuple[Problem, ...]:
    """Every fault of a `site.yaml`: of the file itself or, where it is sound, against a library."""
    file = folder.display(name)
    try:
        site, node = loading.load_node(SiteModel, folder, name)
    except ContentError as error:
        return error.problems
    return tuple(sorted((*_repeated(site, node, file), *_unknown(site, node, file, offers))))


def _repeated(site: SiteModel, node: Node, file: str) -> Iterator[Problem]:
    for field, names in (("languages", site.languages), ("topics", site.topics)):
        for number, name in enumerate(names):
            if name in names[:number]:
                message = f"`{name}` stands in this list already"
                yield at(node, (field, number), file, "repeated-id", message)


def _unknown(site: SiteModel, node: Node, file: str, offers: Offers) -> Iterator[Problem]:
    spoken = [(("speech", "voices", tag), tag) for tag in site.speech.voices]
    shown = [(("languages", number), tag) for number, tag in enumerate(site.languages)]
    for loc, tag in (*shown, *spoken):
        if tag not in offers.languages:
            message = _none("language", tag, offers.languages)
            yield at(node, loc, file, "unknown-language", message)
    languages = tuple(tag for tag in site.languages if tag in offers.languages)
    for number, topic in enumerate(site.topics):
        if not offers.has_topic(topic, languages or offers.languages):
            message = f"the library has no topic `{topic}`"
            yield at(node, ("topics", number), file, "unknown-topic", message)
    if site.region is not None and site.region not in offers.regions:
        message = _none("region", site.region, offers.regions)
        yield at(node, ("region",), file, "unknown-region", message)


def _none(what: str, name: str, there_is: tuple[str, ...]) -> str:
    return f"the library has no {what} `{name}`, only {', '.join(there_is)}" + meant(name, there_is)
