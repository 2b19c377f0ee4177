"""Lays down new files for authors and translators: a topic, a language. Says what they still have
to write into `library.yaml`, because a library never offers what nobody has written.
"""

import re
from typing import NamedTuple

from ketacli.errors import NotFoundError, UsageError, Wanted
from ketacli.library import loading
from ketacli.library.folder import Folder, is_there
from ketacli.library.placing import place_new, place_new_folder
from ketacli.library.schema_house import LibraryModel
from ketacli.library.schema_types import IDENTIFIER, LANGUAGE_TAG
from ketacli.library.skeleton_language import language_skeleton
from ketacli.library.skeleton_topic import topic_skeleton
from ketacli.library.translation import translation_block
from ketacli.library.translation_rules import KINDS
from ketacli.library.yaml_reader import read

_LONGEST_ID = 60
_LONGEST_TAG = 12
_SCHEMA = "# yaml-language-server: $schema=../../../docs/schema/topic.json\n"

_OFFERED = """\
  - tag: {tag}
    name: {name}
    # What stands at the head of this file about the library, in this language:
    publisher: ""
    funding: ""
    updates: \"\""""


class New(NamedTuple):
    """What was laid down, and what is still to do."""

    files: tuple[str, ...]
    """As an author would type them from where they stand."""
    under: str
    """The name in `library.yaml` under which a line has to be added."""
    line: str


def new_topic(folder: Folder, topic_id: str, language: str, kind: str) -> New:
    """Lay down a topic.

    Args:
        folder: the library.
        topic_id: its id, which is the name of its file.
        language: the tag of a language that is there, or '' for the first one.
        kind: `guide` or `note`.

    Raises:
        UsageError: the id is none.
        NotFoundError: there is no such language.
        ContentError: `library.yaml` breaks the rules.
        NotWrittenError: the file is there already, or it cannot be written.
    """
    if not re.fullmatch(IDENTIFIER, topic_id) or len(topic_id) > _LONGEST_ID:
        raise UsageError(
            f"{topic_id!r} is no id: small letters and digits, with hyphens between, at most "
            f"{_LONGEST_ID} of them."
        )
    tag = language or _languages(folder)[0]
    folders = tuple(entry.name for entry in folder.entries(".") if _is_language(entry.name))
    if tag not in folders:
        raise NotFoundError(Wanted.LANGUAGE, tag, folders)
    name = loading.topic_file(tag, topic_id)
    has_schema = is_there(folder.path.parent / "docs" / "schema" / "topic.json")
    made_from = _made_from(folder, _languages(folder)[0], tag, topic_id)
    place_new(folder.path / name, has_schema * _SCHEMA + topic_skeleton(kind) + made_from)
    return New((folder.display(name),), "topics", f"  - {topic_id}")


def new_language(folder: Folder, tag: str, name: str) -> New:
    """Lay down a language: all files but the topics.

    Args:
        folder: the library.
        tag: the tag of the language, as `es` or `pt-BR`.
        name: what the language calls itself.

    Raises:
        UsageError: the tag is none, or the name is empty.
        ContentError: a file of the library's first language breaks the rules.
        NotWrittenError: the folder is there already, or it cannot be written.
    """
    if not _is_language(tag):
        raise UsageError(f"{tag!r} is no language tag: write it as en or pt-BR.")
    if not name.strip():
        raise UsageError("--name says what the language calls itself, as --name Español.")
    source = _languages(folder)[0]
    files = {}
    for kind in loading.OF_A_LANGUAGE:
        content = folder.read(f"{source}/{kind}.yaml")
        read(content, folder.display(f"{source}/{kind}.yaml"))
        node = read(content, folder.display(f"{source}/{kind}.yaml"))
        codes = translation_block(node, source, kind) if kind in KINDS else ""
        files[f"{kind}.yaml"] = language_skeleton(content.decode(), kind) + codes
    place_new_folder(folder.path / tag, files)
    names = tuple(folder.display(f"{tag}/{file}") for file in files)
    return New(names, "languages", _OFFERED.format(tag=tag, name=_quoted(name.strip())))


def _made_from(folder: Folder, source: str, tag: str, topic_id: str) -> str:
    """The codes of a topic that is there in the library's own language, for its translation."""
    name = loading.topic_file(source, topic_id)
    content = None if tag == source else folder.read_if_there(name)
    if content is None:
        return ""
    return translation_block(read(content, folder.display(name)), source, "topic")


def _quoted(name: str) -> str:
    """A name as YAML reads it back."""
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return name if name.isalpha() else f'"{escaped}"'


def _languages(folder: Folder) -> tuple[str, ...]:
    library = loading.load(LibraryModel, folder, "library.yaml")
    return tuple(language.tag for language in library.languages)


def _is_language(name: str) -> bool:
    return len(name) <= _LONGEST_TAG and re.fullmatch(LANGUAGE_TAG, name) is not None
