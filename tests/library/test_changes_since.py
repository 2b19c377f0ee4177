"""The counter's answer: an earlier state of a library against the present one."""

from pathlib import Path

import pytest

from ketacli.errors import NotFoundError
from ketacli.library.changes import State
from ketacli.library.changes_since import Since, changed, find_words
from ketacli.library.folder import Folder
from ketacli.library.history import NotThereThenError
from ketacli.site import Clinic
from support.changing import Past, with_topics
from support.content import SMALL_TOPIC, change, small_library

FIRST = f"{0:040x}"


@pytest.fixture
def library(tmp_path: Path) -> Folder:
    return Folder(small_library(tmp_path))


def test_a_revision_is_compared(library: Folder) -> None:
    past = Past(with_topics(small=SMALL_TOPIC.replace("One", "A")))
    found = changed(library, Since("then", None, past, FIRST), "", "", Clinic())
    assert [one.state for one in found.changes.topics] == [State.CHANGED]
    assert found.page(marks=True).title.endswith("since then")
    assert found.problems == ()
    assert '"since": "then"' in found.as_json()


def test_a_folder_is_compared_and_sources_are_told_in_full(library: Folder, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    old = small_library(tmp_path / "old")
    claim = "{text: It is so., evidence: trial, sources: [zarate2006, nobody]}"
    change(library.path / "en/topics/small.yaml", "One sentence.", claim)
    found = changed(library, Since("then", old), "small", "en", Clinic())
    assert found.changes.topics[0].sources_came == ("nobody", "zarate2006")
    assert found.about.sources.keys() == {"zarate2006"}
    assert found.about.sources["zarate2006"].startswith("Zarate")


def test_a_state_without_a_library_is_none(library: Folder, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        changed(library, Since("then", tmp_path / "none"), "", "", Clinic())
    past = Past({"en/topics/small.yaml": b""})
    with pytest.raises(NotThereThenError, match=r"There was no library in .* then\."):
        changed(library, Since("then", None, past, FIRST), "", "", Clinic())
    with pytest.raises(NotFoundError):
        changed(library, Since("then", library.path), "", "xx", Clinic())


def test_words_are_looked_for_in_the_languages_of_the_library(library: Folder) -> None:
    past = Past(with_topics(small=SMALL_TOPIC))
    code = changed(library, Since("", None, past, FIRST), "", "", Clinic())
    now = code.changes.disclaimer.code_now
    for language in ("", "en"):
        (found,) = find_words(library, past, now, topic="", language=language, clinic=Clinic())
        assert (found.revision, found.language) == (FIRST, "en")
    with pytest.raises(NotFoundError):
        find_words(library, past, now, topic="", language="xx", clinic=Clinic())
