"""Files of any state are read with as few demands as can be."""

import pytest

from ketacli.errors import ContentError
from ketacli.library import Library, old_files
from ketacli.library.folder import Folder
from ketacli.site import Clinic, Site
from support.changing import BASE, NAME, state
from support.program import CONTENT


@pytest.mark.parametrize("clinic", [Clinic(), Clinic("Hill", "1", "at the desk")])
@pytest.mark.parametrize("language", Library(CONTENT).languages)
def test_the_disclaimer_is_the_one_that_readers_see(clinic: Clinic, language: str) -> None:
    shown = Library(CONTENT, language=language, site=Site(clinic=clinic)).disclaimer
    found = old_files.disclaimer(Folder(CONTENT), language, clinic).disclaimer
    assert (found.digest, found.code) == (shown.digest, shown.code)


def test_a_disclaimer_from_before_some_labels_is_read() -> None:
    odd = b"title: [no, text]\nparagraphs: [One., [two]]\nyes: 'yes'\n"
    past = state(BASE | {"en/disclaimer.yaml": odd, "en/labels.yaml": b"other: label\n"})
    found = old_files.disclaimer(past, "en", Clinic()).disclaimer
    assert found == ("en", "", ("One.",), "", "yes", "")
    past = state(BASE | {"en/disclaimer.yaml": b"title: A\n"})
    assert old_files.disclaimer(past, "en", Clinic()).disclaimer.title == "A"


def test_a_disclaimer_that_cannot_be_read_is_told() -> None:
    with pytest.raises(ContentError):
        old_files.disclaimer(state(BASE | {"en/disclaimer.yaml": b"a: [\n"}), "en", Clinic())


def test_faults_of_a_topic_keep_nothing_back() -> None:
    past = state({NAME: b"titel: None\n"})
    node = old_files.topic(past, NAME)
    rules = {problem.rule for problem in old_files.topic_faults(node, past, NAME)}
    assert "unknown-name" in rules
    assert old_files.topic_faults(None, past, NAME) == ()
    shipped = "en/topics/how-ketamine-works.yaml"
    sound = old_files.topic(Folder(CONTENT), shipped)
    assert old_files.topic_faults(sound, Folder(CONTENT), shipped) == ()


def test_what_helps_to_tell_is_done_without_where_it_is_broken() -> None:
    assert "e.g." in old_files.abbreviations(Folder(CONTENT), "en")
    assert old_files.abbreviations(state({}), "en") == ()
    assert old_files.references(Folder(CONTENT)).references
    assert old_files.references(state({})).references == ()
