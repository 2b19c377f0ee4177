"""Which file holds what."""

from pathlib import Path

import pytest

from ketacli.errors import NotFoundError, Wanted
from ketacli.library.folder import Folder
from ketacli.library.loading import (
    A_LANGUAGE_MAY_HAVE,
    MAY_BE_THERE,
    MODELS,
    OF_A_LANGUAGE,
    OF_THE_LIBRARY,
    kind_of,
    load_topic,
    topic_file,
)
from support.content import small_library
from support.program import CONTENT


@pytest.mark.parametrize(
    "name", sorted(file.relative_to(CONTENT).as_posix() for file in CONTENT.rglob("*.yaml"))
)
def test_every_shipped_file_is_of_a_kind(name: str) -> None:
    kind = kind_of(name)
    assert kind in MODELS
    assert kind in {Path(name).stem, "topic"}


@pytest.mark.parametrize(
    "name",
    [
        "",
        "notes.yaml",
        "site.yaml",
        "labels.yaml",
        "en/library.yaml",
        "en/notes.yaml",
        "en/topics",
        "en/topics.yaml",
        "en/topics/a/b.yaml",
        "en/topics/Bad Name.yaml",
        "en/topics/a.yml",
        "en/labels",
        "help",
        "en/topics/.yaml",
        "en/topics/a.yaml.bak",
    ],
)
def test_where_no_content_belongs_there_is_no_kind(name: str) -> None:
    assert kind_of(name) == ""


def test_every_kind_lies_somewhere() -> None:
    of_a_language = (*OF_A_LANGUAGE, *A_LANGUAGE_MAY_HAVE)
    assert set(MODELS) == {"topic", "site", *OF_THE_LIBRARY, *MAY_BE_THERE, *of_a_language}
    assert all(kind_of(f"{kind}.yaml") == kind for kind in (*OF_THE_LIBRARY, *MAY_BE_THERE))
    assert all(kind_of(f"en/{kind}.yaml") == kind for kind in of_a_language)


def test_a_topic_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    folder = Folder(small_library(tmp_path))
    assert load_topic(folder, "en", "small")[0].title == "A small topic"
    assert topic_file("en", "small") == "en/topics/small.yaml"
    with pytest.raises(NotFoundError) as caught:
        load_topic(folder, "en", "large")
    assert (caught.value.wanted, caught.value.name) == (Wanted.TOPIC, "large")
