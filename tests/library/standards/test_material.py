"""What a check sees of a topic: its fields with their places, its drawings, what readers see."""

from pathlib import Path

import pytest

from ketacli.errors import ContentError
from ketacli.library.folder import Folder
from ketacli.library.standards.material import material
from support.content import SMALL_TOPIC, change, small_library
from support.program import CONTENT
from support.standards import BULLETS, CHART, PICTURE, seen_of, with_body, words_of


def test_a_field_is_told_with_its_place_and_how_much_is_in_it(tmp_path: Path) -> None:
    seen = seen_of(tmp_path)
    assert seen.spot("title")[2:] == (2, 1, 1)
    assert seen.spot("not_known").entries == 1
    assert seen.spot("sections").file == seen.file
    assert seen.spot("library.funding")[1:3] == (seen.library_file, 4)


def test_a_field_that_is_left_out_has_no_place(tmp_path: Path) -> None:
    assert seen_of(tmp_path).spot("benefits")[2:] == (0, 0, 0)


def test_drawings_and_lists_are_counted(tmp_path: Path) -> None:
    assert (seen_of(tmp_path / "a").visual_aids(), seen_of(tmp_path / "b").sources()) == (0, 0)
    seen = seen_of(tmp_path / "c", with_body(CHART, PICTURE, BULLETS))
    assert (seen.visual_aids(), seen.lists_in_sections(), seen.sources()) == (2, 1, 1)


def test_the_drawings_of_an_analogy_count() -> None:
    seen = material(Folder(CONTENT), "en", "how-ketamine-works")
    assert seen.topic.analogy is not None
    assert seen.visual_aids() == len(seen.topic.analogy.picture) + 2


def test_what_readers_see_of_the_library_is_known(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    change(library / "library.yaml", "updates: ", "updates: Updated by nobody. ")
    seen = material(Folder(library), "en", "small")
    assert seen.shows(seen.library.publisher)
    assert seen.shows(f"  {seen.library.funding}\n")
    assert not seen.shows("Words that stand nowhere.")


def test_only_the_rules_that_are_asked_for_are_told(tmp_path: Path) -> None:
    long = " ".join(["word"] * 30) + "."
    text = SMALL_TOPIC.replace("One sentence.", f"{long} Two. Three. Four.")
    seen = seen_of(tmp_path, text)
    assert [fault.rule for fault in seen.told("long-paragraph")] == ["long-paragraph"]
    assert seen.told("banned-word") == ()
    assert {fault.rule for fault in seen.faults} == {"long-paragraph", "long-sentence"}


def test_a_topic_that_no_reader_gets_is_not_looked_at(tmp_path: Path) -> None:
    with pytest.raises(ContentError):
        seen_of(tmp_path, SMALL_TOPIC.replace("One sentence.", "Ketamine helps."))


def test_the_words_are_those_of_the_file(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    assert material(Folder(library), "en", "small").words == words_of(library)


def test_sentences_of_prose_are_counted(tmp_path: Path) -> None:
    assert seen_of(tmp_path).sentences() == 8
