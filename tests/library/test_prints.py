from pathlib import Path

import pytest

from ketacli.library import fingerprints
from ketacli.library.prints import Fingerprints
from support.content import change
from support.publishing import two_languages

Found = dict[str, Fingerprints]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return two_languages(tmp_path)


def found(library: Path) -> Found:
    return fingerprints(library, ("en", "es"))


def test_the_same_files_have_the_same(library: Path) -> None:
    assert found(library) == found(library)
    assert found(library).keys() == {"en", "es"}
    assert found(library)["es"].topics.keys() == {"small", "other"}


@pytest.mark.parametrize(
    ("file", "changes"),
    [
        ("references.yaml", {"en", "es"}),
        ("en/labels.yaml", {"en", "es"}),
        ("es/labels.yaml", {"es"}),
    ],
)
def test_a_file_that_topics_share_changes_the_languages_that_rest_on_it(
    library: Path, file: str, changes: set[str]
) -> None:
    before = found(library)
    text = (library / file).read_text("utf-8")
    (library / file).write_text(f"{text}# more\n", "utf-8")
    after = found(library)
    assert {tag for tag in after if after[tag].shared != before[tag].shared} == changes
    assert all(after[tag].topics == before[tag].topics for tag in after)


@pytest.mark.parametrize(
    ("tag", "changes"), [("en", {"en/small", "es/small"}), ("es", {"es/small"})]
)
def test_a_topic_changes_itself_and_its_translations(
    library: Path, tag: str, changes: set[str]
) -> None:
    before = found(library)
    change(library / tag / "topics/small.yaml", "One sentence.", "One other sentence.")
    after = found(library)
    assert {
        f"{one}/{name}"
        for one in after
        for name, print_ in after[one].topics.items()
        if print_ != before[one].topics[name]
    } == changes
    assert all(after[one].shared == before[one].shared for one in after)


def test_what_is_no_content_does_not_count(library: Path) -> None:
    before = found(library)
    (library / "en/topics/Notes.yaml").write_bytes(b"")
    (library / "en/topics/small.yaml~").write_bytes(b"")
    (library / "README.md").write_bytes(b"")
    assert found(library) == before


def test_a_language_without_topics_has_none(library: Path) -> None:
    assert fingerprints(library, ("en", "pl"))["pl"].topics == {}


def test_a_file_that_cannot_be_read_counts_as_something_else(library: Path) -> None:
    before = found(library)
    file = library / "en/topics/small.yaml"
    file.rename(library / "elsewhere")
    file.symlink_to(library / "elsewhere")
    assert found(library)["en"].topics["small"] != before["en"].topics["small"]
