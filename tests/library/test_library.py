"""The counter: what comes out, to whom, and what does not."""

import ast
from pathlib import Path

import pytest

import ketacli
from ketacli.disclaimer import Acknowledgement, Channel, Excused
from ketacli.errors import ContentError, NotAcknowledgedError, NotFoundError, Refusal, Wanted
from ketacli.library import Library
from ketacli.site import Clinic, Site
from support.content import change, small_library, with_language
from support.in_date import IN_DATE
from support.leaflets import proof
from support.program import CONTENT

TO_A_LEAFLET = {"pages.issued", "pages.leaflet", "compose"}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path)


def opened(path: Path = CONTENT, **environment: str) -> Library:
    return Library(path, environment=environment, calendar=IN_DATE)


def test_a_topic_is_handed_to_whoever_acknowledged_these_words() -> None:
    library = opened()
    assert library.issue(library.first_topic(), proof(library)).id == "how-ketamine-works"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("en/disclaimer.yaml", "title: Please", "title: Do"),
        ("en/disclaimer.yaml", '"yes": "yes"', '"yes": "oui"'),
        ("en/disclaimer.yaml", '"no": "no"', '"no": "non"'),
        ("en/disclaimer.yaml", "question: Have you", "question: Did you ever have"),
        (
            "en/labels.yaml",
            "clinic_terms_unknown: Your clinic",
            "clinic_terms_unknown: This clinic",
        ),
    ],
)
def test_whoever_acknowledged_other_words_gets_nothing(
    file: str, old: str, new: str, library: Path
) -> None:
    before = proof(opened(library))
    change(library / file, old, new)
    with pytest.raises(NotAcknowledgedError) as caught:
        opened(library).issue("small", before)
    assert caught.value.refusal is Refusal.OTHER_WORDS


def test_the_layout_of_the_file_is_no_word_of_it(library: Path) -> None:
    before = proof(opened(library))
    change(library / "en/disclaimer.yaml", "title: Please", "# A comment.\ntitle:    Please")
    assert opened(library).issue("small", before).id == "small"


def test_the_words_of_another_language_are_other_words(library: Path) -> None:
    with_language(library, "es", "Español")
    english, spanish = Library(library, language="en"), Library(library, language="es")
    for one, other in ((english, spanish), (spanish, english)):
        assert one.issue("small", proof(one)).language == one.language
        with pytest.raises(NotAcknowledgedError):
            one.issue("small", proof(other))


def test_where_the_clinics_terms_are_is_among_the_words() -> None:
    unknown, known = opened(), Library(CONTENT, site=Site(Clinic("A", "", "the poster")))
    assert "the poster" in known.disclaimer.paragraphs[-1]
    with pytest.raises(NotAcknowledgedError):
        known.issue(known.first_topic(), proof(unknown))


def test_the_gate_comes_before_anything_else_is_said(library: Path) -> None:
    (library / "en/topics/small.yaml").write_text("broken", encoding="utf-8")
    there = opened(library)
    for kind in (Acknowledgement, Excused):
        other = kind("0" * 64, "en", Channel.CODE)
        for topic in ("small", "none", "../small", ""):
            with pytest.raises(NotAcknowledgedError):
                there.issue(topic, other)


def test_a_faulty_topic_is_refused_with_its_problems(library: Path) -> None:
    change(library / "en/topics/small.yaml", "Nothing much is said here.", "Ketamine helps.")
    there = opened(library)
    with pytest.raises(ContentError) as caught:
        there.issue("small", proof(there))
    assert [problem.rule for problem in caught.value.problems] == ["claim-without-source"]


@pytest.mark.parametrize(
    "topic",
    ["none", "", ".", "..", "../labels", "small.yaml", "SMALL", "a" * 300, "a\0", "é", "a/b"],
)
def test_a_topic_that_is_not_there_is_not_found(topic: str, library: Path) -> None:
    there = opened(library)
    with pytest.raises(NotFoundError) as caught:
        there.issue(topic, proof(there))
    assert caught.value.wanted is Wanted.TOPIC
    assert (caught.value.name, caught.value.there_is) == (topic, ("small",))


def test_nothing_of_a_topic_but_its_card_comes_out_any_other_way(library: Path) -> None:
    there = opened(library)
    pages = [there.crisis_lines(), there.glossary(), there.sheet("id", "Title", ()), there.cards()]
    for secret in ("Nothing much is said here.", "One sentence.", "Why this is short."):
        assert secret not in repr(pages)
        assert secret in repr(there.issue("small", proof(there)))


def test_no_module_of_the_library_hands_out_topics_but_through_the_gate() -> None:
    """`pages.issued` is called in one place, and that place is reached through `issue` only."""
    source = Path(ketacli.__file__).parent
    calls = [
        (file.relative_to(source).as_posix(), ast.unparse(node.func))
        for file in source.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in TO_A_LEAFLET
    ]
    assert sorted(calls) == [
        ("library/making.py", "pages.issued"),
        ("library/pages.py", "compose"),
        # Numbers sources as the leaflet does, and hands out none of its words.
        ("library/reference_list.py", "pages.leaflet"),
        # Judges a leaflet as readers get it, and hands out findings.
        ("library/standards/material.py", "pages.leaflet"),
    ]
