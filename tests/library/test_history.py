"""A past revision is read with the same suspicion as a folder."""

import pytest

from ketacli.errors import ContentError, Problem
from ketacli.library.folder import MOST_BYTES, Folder
from ketacli.library.history import PastFolder, topics_of
from support.changing import NAME, Past, state
from support.program import CONTENT

REVISION = f"{0:040x}"


def problem(folder: PastFolder, name: str) -> Problem:
    with pytest.raises(ContentError) as raised:
        folder.read(name)
    return raised.value.problems[0]


def test_files_are_read_as_they_were() -> None:
    past = state({NAME: b"then"})
    assert past.read(NAME) == b"then"
    assert past.read_if_there("library.yaml") is None
    assert problem(past, "library.yaml").rule == "file-missing"


def test_a_problem_names_the_revision() -> None:
    assert problem(state({}), NAME).file == state({}).display(NAME)
    assert state({}).display(NAME).startswith("0000000000:")
    assert state({}).display(NAME).endswith(NAME)


@pytest.mark.parametrize("mode", ["120000", "160000"])
def test_a_link_is_not_followed(mode: str) -> None:
    past = state({NAME: b"../../../etc/passwd"}, modes={NAME: mode})
    assert problem(past, NAME).rule == "file-kind"


def test_a_file_that_is_too_large_is_not_read() -> None:
    assert problem(state({NAME: b" " * (MOST_BYTES + 1)}), NAME).rule == "file-size"


def test_what_a_clone_does_not_hold_is_told() -> None:
    history = Past({NAME: b"gone"})
    history.lost.add("gone")
    found = problem(PastFolder(Folder(CONTENT), history, REVISION), NAME)
    assert (found.rule, "clone does not hold it" in found.message) == ("file-unreadable", True)


def test_topics_are_listed_now_and_then() -> None:
    names = ("en/topics/b.yaml", "en/topics/a-1.yaml", "en/topics/A.yaml", "en/topics/c.txt")
    past = state(dict.fromkeys((*names, "es/topics/d.yaml", "en/topics/e/f.yaml"), b""))
    assert topics_of(past, "en") == ("a-1", "b")
    assert topics_of(past, "xx") == ()
    assert "how-ketamine-works" in topics_of(Folder(CONTENT), "en")
