"""What readers get of a translation whose source has changed: never half of it without a word."""

import random
import re
from pathlib import Path

import pytest

from ketacli.errors import StaleLanguageError, WithheldError
from ketacli.leaflet import Leaflet, Role
from ketacli.library import Library
from ketacli.library.translation import part_codes
from ketacli.library.words_rated import words_rated
from ketacli.library.yaml_reader import read
from support.content import change, small_library
from support.leaflets import proof
from support.program import CONTENT
from support.translated import state, translated_library

GUIDE = (CONTENT / "en/topics/how-ketamine-works.yaml").read_text("utf-8")
ENGLISH, SPANISH = "en/topics/guide.yaml", "es/topics/guide.yaml"
WITHHELD = "This part is not shown"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return translated_library(tmp_path, guide=GUIDE)


def leaflet(library: Path, language: str = "es") -> Leaflet:
    opened = Library(library, language=language)
    return opened.issue("guide", proof(opened))


def text_of(found: Leaflet, part_id: str) -> str:
    return str(next(part.blocks for part in found.parts if part.id == part_id))


PARTS = [
    ("- text: >-\n      Ketamine blocks a docking point", "summary"),
    ("title: BDNF, a growth protein", "bdnf"),
    ("\nknown:\n", "known"),
    ("not_known:\n", "not-known"),
    ("benefits:\n", "benefits"),
    ("risks:\n", "risks"),
    ("alternatives:\n", "alternatives"),
    ("if_nothing:\n", "if-nothing"),
    ("actions:\n", "actions"),
    ("questions:\n", "questions"),
    ("when_to_get_help:\n", "get-help"),
    ("check:\n", "check"),
]


@pytest.mark.parametrize(("near", "part_id"), PARTS, ids=[part for _, part in PARTS])
def test_a_part_that_has_changed_since_is_not_shown_in_the_translation(
    near: str, part_id: str, library: Path
) -> None:
    file = library / ENGLISH
    text = file.read_text("utf-8")
    start = text.index(near)
    changed = re.compile(r"[a-z]{4,}(?= [a-z]{2,} )").sub("word", text[start + len(near) :], 1)
    file.write_text(text[: start + len(near)] + changed, "utf-8")
    found = leaflet(library)
    assert WITHHELD in text_of(found, part_id)
    shown = [part.id for part in found.parts if WITHHELD not in str(part.blocks)]
    assert len(shown) == len(found.parts) - 1
    assert WITHHELD not in str(leaflet(library, "en").parts)


def test_a_stale_picture_takes_its_literal_twin_along(library: Path) -> None:
    change(
        library / ENGLISH, "    - This is a picture of habits", "    - It is a picture of habits"
    )
    found = leaflet(library)
    assert WITHHELD in text_of(found, "analogy")
    assert Role.LITERAL not in {part.role for part in found.parts}


def test_a_section_that_only_the_translation_has_is_not_shown(library: Path) -> None:
    change(library / ENGLISH, "  - id: bdnf\n", "  - id: growth\n")
    found = leaflet(library)
    assert WITHHELD in text_of(found, "bdnf")
    assert WITHHELD in text_of(found, "growth")  # the one that nobody has translated
    assert next(part.title for part in found.parts if part.id == "growth") == "Not shown now"


def test_without_its_main_message_a_leaflet_is_not_shown_at_all(library: Path) -> None:
    change(library / ENGLISH, "help some people with depression, and not", "help people, and not")
    with pytest.raises(WithheldError) as caught:
        leaflet(library)
    assert caught.value.words[0].startswith(WITHHELD)
    assert [one.card.id for one in Library(library, language="es").cards().withheld] == ["guide"]
    assert [card.id for card in Library(library, language="en").cards().cards] == ["guide"]


def test_a_topic_whose_source_is_gone_is_not_shown(library: Path) -> None:
    (library / ENGLISH).rename(library / "en/topics/other.yaml")
    change(library / "library.yaml", "- guide", "- other")
    assert [one.card.id for one in Library(library, language="es").cards().withheld] == ["guide"]


def test_a_topic_whose_source_is_something_else_is_not_shown(library: Path) -> None:
    (library / ENGLISH).write_text("- a list\n", "utf-8")
    with pytest.raises(WithheldError):
        leaflet(library)


def test_an_index_of_cards_notices_that_the_source_has_changed(
    library: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    for _ in range(2):
        opened = Library(library, language="es", compiled_in=kept)
        assert [card.id for card in opened.cards().cards] == ["guide"]
    change(library / ENGLISH, "title: How", "title: Just how")
    opened = Library(library, language="es", compiled_in=kept)
    assert [one.card.id for one in opened.cards().withheld] == ["guide"]


def test_a_word_whose_meaning_has_changed_is_not_explained(library: Path) -> None:
    change(library / "en/glossary.yaml", "helps nerve cells grow and keep", "lets nerve cells keep")
    assert WITHHELD in text_of(leaflet(library), "words")
    assert text_of(leaflet(library), "words").count(WITHHELD) == 1


def test_a_changed_disclaimer_stops_the_language(library: Path) -> None:
    change(library / "en/disclaimer.yaml", "title: ", "title: A ")
    with pytest.raises(StaleLanguageError) as caught:
        Library(library, language="es")
    assert [problem.rule for problem in caught.value.problems] == ["translation-stale"]
    fallen_back = Library(library, environment={"LANG": "es_ES.UTF-8"})
    assert (fallen_back.language, fallen_back.instead_of) == ("en", "es")
    assert Library(library, environment={}).instead_of == ""


def test_the_librarys_own_language_is_never_stopped_by_its_own_words(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    state(CONTENT / "es/disclaimer.yaml", library / "en/disclaimer.yaml")
    change(library / "en/disclaimer.yaml", "of: en", "of: es")
    with pytest.raises(StaleLanguageError):
        Library(library)


def reviewed(library: Path) -> None:
    file = library / SPANISH
    words = words_rated(read(file.read_bytes(), "guide.yaml"), "es")
    reviewer = (
        f"  reviewer: {{name: A. Tester, role: translator, day: 2026-03-04, words: '{words}'}}\n"
    )
    file.write_text(file.read_text("utf-8") + reviewer, "utf-8")


def test_a_translation_says_who_checked_it_or_that_nobody_did(library: Path) -> None:
    assert "No person has checked the translation yet" in text_of(leaflet(library), "translation")
    reviewed(library)
    told = text_of(leaflet(library), "translation")
    assert "A. Tester (translator) checked the translation on 4 March 2026." in told
    change(library / SPANISH, "title: BDNF, a growth protein", "title: A growth protein")
    assert "No person has checked the translation yet" in text_of(leaflet(library), "translation")
    assert "translation" not in {part.id for part in leaflet(library, "en").parts}


TOPICS = sorted(CONTENT.glob("*/topics/*.yaml"))
_WORD = re.compile(
    r"(?<=[ \uff08\u300c\u201c\u201e\xab])[^\W\d_]{3,}(?=[ ,.\uff0c\u3002])"
    r"|[\u4e00-\u9fff]{2}(?=[\uff0c\u3002])"
)


@pytest.mark.parametrize("topic", TOPICS, ids=lambda file: f"{file.parts[-3]}-{file.stem}")
def test_any_word_changes_the_code_of_its_part_and_of_no_other(topic: Path) -> None:
    text = topic.read_text("utf-8").partition("\ntranslation:\n")[0]
    body = [match for match in _WORD.finditer(text) if not _in_comment(text, match.start())]
    before = part_codes(read(text.encode(), topic.name), "topic")
    for match in random.Random(topic.name).sample(body, 12):
        changed = f"{text[: match.start()]}bananas{text[match.end() :]}"
        after = part_codes(read(changed.encode(), topic.name), "topic")
        assert [part for part in before if before[part] != after.get(part)] != [], match
        assert len(before.items() - after.items()) == 1, match


@pytest.mark.parametrize("topic", TOPICS, ids=lambda file: f"{file.parts[-3]}-{file.stem}")
def test_comments_and_layout_change_no_code(topic: Path) -> None:
    text = topic.read_text("utf-8")
    laid_out_anew = "# A comment.\n" + re.sub(r"\n\n", "\n\n# Another.\n\n", text)
    before, after = (part_codes(read(t.encode(), ""), "topic") for t in (text, laid_out_anew))
    assert before == after


def _in_comment(text: str, place: int) -> bool:
    return text[text.rfind("\n", 0, place) + 1 : place].lstrip().startswith("#")
