"""What stands for the content files of a library, for those who keep what they made from them and
want to know whether it still says the same. Reads bytes, and no content.
"""

from pathlib import Path
from typing import NamedTuple

from ketacli.digest import sha256_hex
from ketacli.library.folder import Folder, is_topic_id


class Fingerprints(NamedTuple):
    """What stands for the files of one language."""

    shared: str
    """For all that any of its topics may rest on but topics."""
    topics: dict[str, str]
    """For the files of each topic, by its id: its own, and the one it was translated from."""


class _Own(NamedTuple):
    shared: str
    topics: dict[str, str]


def fingerprints(path: Path, languages: tuple[str, ...]) -> dict[str, Fingerprints]:
    """What stands for the files of each language.

    Args:
        path: the folder of the library.
        languages: their tags; the others are translated from the first.
    """
    folder = Folder(path)
    common = _shared(folder, "")
    own = {tag: _own(folder, tag) for tag in languages}
    source = own[languages[0]]
    return {
        tag: Fingerprints(
            _of(common, source.shared, one.shared),
            {name: _of(source.topics.get(name, ""), one.topics[name]) for name in one.topics},
        )
        for tag, one in own.items()
    }


def _own(folder: Folder, tag: str) -> _Own:
    names = _files(folder, f"{tag}/topics")
    topics = {
        topic_id: folder.digest(name)
        for name in names
        if is_topic_id(topic_id := name.rpartition("/")[2].removesuffix(".yaml"))
    }
    folder.forget()
    return _Own(_shared(folder, tag), topics)


def _shared(folder: Folder, below: str) -> str:
    names = _files(folder, below)
    return _of(*(f"{name} {folder.digest(name)}" for name in names))


def _files(folder: Folder, below: str) -> list[str]:
    entries = (entry for entry in folder.entries(below) if entry.name.endswith(".yaml"))
    return [f"{below}/{entry.name}".lstrip("/") for entry in entries]


def _of(*texts: str) -> str:
    # Names of files can hold bytes that are no text.
    return sha256_hex("\n".join(texts).encode("utf-8", "surrogatepass"))
