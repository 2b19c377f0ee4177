"""What the pages of a site say to a reader: every label once, whole, in every shipped language."""

from pathlib import Path

import pytest

from ketacli.errors import ContentError
from ketacli.labels import slots
from ketacli.library import Library
from ketacli.render.html_site import WayKind
from ketacli.web_labels import WebLabels
from support.content import small_library
from support.label_rules import can_be_drawn, holds_its_slots, is_whole_when_filled
from support.leaflets import languages
from support.program import CONTENT

NAMES = WebLabels._fields


def _labels(language: str) -> WebLabels:
    return Library(CONTENT, language=language).web_labels


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", NAMES)
def test_each_label_of_a_language_holds_its_slots_and_no_others(name: str, language: str) -> None:
    assert holds_its_slots(_labels(language), name)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", NAMES)
def test_each_label_says_something_that_can_be_drawn(name: str, language: str) -> None:
    assert can_be_drawn(_labels(language), name)


@pytest.mark.parametrize("language", languages())
def test_no_slot_is_left_when_each_is_filled(language: str) -> None:
    labels = _labels(language)
    assert [name for name in NAMES if not is_whole_when_filled(labels, name)] == []


def test_labels_are_values() -> None:
    labels = _labels(languages()[0])
    assert labels == WebLabels(**labels._asdict())
    with pytest.raises(AttributeError):
        labels.find = "Seek"  # type: ignore[misc]


def test_the_slots_are_those_of_the_labels() -> None:
    assert slots(WebLabels)["keeping"] == ("done", "files")
    assert slots(WebLabels)["keep"] == ()
    assert set(slots(WebLabels)) == set(NAMES)


@pytest.mark.parametrize("language", languages())
def test_pages_speak_of_themselves_and_of_no_treatment(language: str) -> None:
    said = " ".join(_labels(language)).casefold()
    for word in ("ketamin", "ketamina", "氯胺酮", "depres", "抑郁"):
        assert word not in said


@pytest.mark.parametrize("language", languages())
def test_each_way_to_read_a_leaflet_has_a_name_of_its_own(language: str) -> None:
    names = [getattr(_labels(language), kind) for kind in WayKind]
    assert len(set(names)) == len(names) == len(WayKind)


def test_the_file_is_kept_apart_and_read_back(tmp_path: Path) -> None:
    first = Library(CONTENT, language="en", compiled_in=tmp_path).web_labels
    assert [file.name for file in tmp_path.rglob("web-*")] == ["web-en.json"]
    assert Library(CONTENT, language="en", compiled_in=tmp_path).web_labels == first
    (file,) = tmp_path.rglob("web-*")
    file.write_text("{}", encoding="utf-8")
    assert Library(CONTENT, language="en", compiled_in=tmp_path).web_labels == first


def test_a_language_without_the_file_has_no_words_for_a_site(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    (library / "en/web.yaml").unlink()
    opened = Library(library)
    with pytest.raises(ContentError) as caught:
        _ = opened.web_labels
    (problem,) = caught.value.problems
    assert (problem.rule, Path(problem.file).name) == ("file-missing", "web.yaml")
