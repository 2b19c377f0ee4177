"""What keeps a topic from its readers. `tests/broken` has one file for each rule."""

from pathlib import Path

import pytest

from ketacli.errors import ContentError, Problem
from ketacli.leaflet import Role
from ketacli.library.folder import Folder
from ketacli.library.grounds import Grounds, ungrounded
from ketacli.library.loading import load
from ketacli.library.pages import card, grounds
from ketacli.library.schema_house import StyleModel
from ketacli.library.validate import MOST_PROBLEMS
from ketacli.library.yaml_reader import read
from support.broken import PLACES, Broken, broken_files
from support.content import SMALL_TOPIC
from support.program import CONTENT

SHIPPED = grounds(Folder(CONTENT), "en")
STYLE = load(StyleModel, Folder(CONTENT), "en/style.yaml")
GROUNDS = Grounds({"read": True, "unread": False}, frozenset({"placebo", "bdnf"}), STYLE)
ONLY_TOLD = {"long-sentence", "long-paragraph", "long-list", "banned-word", "chart-unsaid"} | {
    "title-without-subject", "passive-share", "reading-grade", "benefit-without-risk",
    "out-of-date", "future-check", "review-order",
}  # fmt: skip
"""The rules of writing and of the house: they fail the check and keep nothing from readers."""


def told(message: str, **rests_on: str) -> tuple[Problem, ...]:
    claim = "".join(f"\n  {name}: {value}" for name, value in rests_on.items())
    text = SMALL_TOPIC.replace(
        "main_message: Nothing much is said here.", f"main_message:\n  text: {message}{claim}"
    )
    return tuple(ungrounded(read(text.encode(), "f"), "f", GROUNDS))


def rules(message: str, **rests_on: str) -> list[str]:
    return [problem.rule for problem in told(message, **rests_on)]


@pytest.mark.parametrize(
    "broken",
    [broken for broken in broken_files() if broken.kind == "topic"],
    ids=lambda broken: broken.path.stem,
)
def test_a_topic_is_kept_from_readers_by_the_rules_that_guard_them_and_no_others(
    broken: Broken, tmp_path: Path
) -> None:
    topic = tmp_path / PLACES["topic"]
    topic.parent.mkdir(parents=True)
    topic.write_text(broken.whole(SMALL_TOPIC), encoding="utf-8")
    # What a guide leaves out by its kind is told only; what every topic has must be there.
    if broken.rule not in ONLY_TOLD and broken.path.stem != "topic--missing--guide":
        with pytest.raises(ContentError) as caught:
            card(Folder(tmp_path), "en", "small", SHIPPED)
        assert [(p.rule, p.line, p.column) for p in caught.value.problems] == broken.expected
    else:
        assert card(Folder(tmp_path), "en", "small", SHIPPED).card.id == "small"


def test_a_claim_with_a_source_that_was_read_stands() -> None:
    assert rules("Ketamine helps some.", evidence="trial", sources="[read]") == []


@pytest.mark.parametrize("word", STYLE.claim_words)
def test_every_word_that_names_the_medicine_makes_a_claim(word: str) -> None:
    assert rules(f"It is {word} here.") == ["claim-without-source"]
    assert rules(f"It is {word}x here.") == []


def test_a_claim_word_in_a_mark_is_found_too() -> None:
    assert "claim-without-source" in rules('"{bdnf|ketamine}"')
    assert "claim-without-source" in rules('"keta**mine**"')


def test_a_source_that_nobody_read_carries_no_claim() -> None:
    assert rules("A.", evidence="trial", sources="[unread, read, none]") == [
        "unverified-source",
        "unknown-source",
    ]


@pytest.mark.parametrize("animal", [word for words in STYLE.animals.values() for word in words])
def test_an_animal_finding_names_its_animal_in_each_sentence(animal: str) -> None:
    rests_on = {"evidence": "animal", "sources": "[read]"}
    assert rules(f"A {animal} ran. The {animal} slept.", **rests_on) == []
    (problem,) = told(f"A {animal} ran. It slept.", **rests_on)
    assert problem.rule == "animal-not-named"
    assert "It slept." in problem.message


def test_a_long_sentence_is_told_by_its_start() -> None:
    (problem,) = told("It " + "ran " * 40, evidence="animal", sources="[read]")
    assert problem.message.endswith("...")
    assert len(problem.message) < 130


def test_what_was_meant_is_offered_and_else_nothing() -> None:
    (term,) = told('"{placbo} {placbo}"')
    assert term.message == "`placbo` is not in the glossary; did you mean `placebo`?"
    (source,) = told("A.", evidence="trial", sources="[reed]")
    assert source.message.endswith("did you mean `read`?")
    (strange,) = told('"{zzz}"')
    assert "did you mean" not in strange.message


@pytest.mark.parametrize("role", Role)
def test_the_ids_of_the_parts_of_every_leaflet_are_taken(role: Role) -> None:
    text = SMALL_TOPIC.replace("id: first", f"id: {role.value}")
    (problem,) = ungrounded(read(text.encode(), "f"), "f", GROUNDS)
    assert (problem.rule, problem.line, problem.column) == ("repeated-id", 7, 9)


def test_a_topic_of_thousands_of_faults_is_told_its_first_ones() -> None:
    text = SMALL_TOPIC.replace(
        "      - One sentence.\n", '      - "' + "{x%s} " * 900 % tuple(range(900)) + '"\n'
    )
    found = tuple(ungrounded(read(text.encode(), "f"), "f", GROUNDS))
    assert len(found) == MOST_PROBLEMS + 1
    assert found[-1].rule == "too-many"


def test_a_shape_that_is_no_topic_is_no_fault_of_this_module() -> None:
    text = SMALL_TOPIC.replace("id: first", "id: [first]")
    assert not tuple(ungrounded(read(text.encode(), "f"), "f", GROUNDS))
