"""Which texts of a file the rules of writing look at, and what each rests on."""

from collections import Counter
from typing import Any

from ketacli.library.loading import MODELS
from ketacli.library.passages import Passage, passages
from ketacli.library.yaml_reader import Mapping, Node, Scalar, Sequence, read
from support.content import TOPIC
from support.program import CONTENT

NOT_READ = {"id", "kind", "evidence", "sources", "after", "still", "count", "right"}


def found(text: str) -> list[Passage]:
    return list(passages(read(text.encode(), "")))


def texts(node: Node, name: str = "") -> list[str]:
    match node:
        case Scalar(text):
            return [text]
        case Sequence(items):
            return [text for item in items for text in texts(item)]
        case Mapping(items):
            kept = (pair for pair in items if pair[0].text not in NOT_READ | {name})
            return [text for _, value in kept for text in texts(value)]


def test_every_text_that_readers_see_is_a_passage() -> None:
    node = read((CONTENT / TOPIC).read_bytes(), "")
    dates = {"2026-11-23", "2027-05-23"}
    read_by_people = Counter(text for text in texts(node) if text not in dates)
    assert Counter(passage.text for passage in passages(node)) == read_by_people


def test_a_passage_rests_on_the_nearest_evidence_above_it() -> None:
    first, second, third = found(
        "a:\n  evidence: trial\n  sources: [x, [y]]\n  says: A\n"
        "  b: {text: B, evidence: animal, sources: [z]}\nc: C"
    )
    assert (first.text, first.evidence) == ("A", "trial")
    assert [source.text for source in first.sources] == ["x"]
    assert (second.text, second.evidence) == ("B", "animal")
    assert (third.text, third.evidence, third.sources) == ("C", "", ())


def test_half_a_ground_is_none() -> None:
    for text in ("{text: A, evidence: trial}", "{text: A, sources: [x]}"):
        (passage,) = found(text)
        assert (passage.evidence, passage.sources) == ("", ())
    (passage,) = found("{text: A, evidence: [trial], sources: [x]}")
    assert not passage.evidence


def test_headings_and_questions_claim_nothing() -> None:
    for text, claims in [
        ("title: A", False),
        ("questions: [A]", False),
        ("analogy: {picture: [{text: A}]}", False),
        ("check: [{question: A}]", False),
        ("sections: [{body: [A]}]", True),
        ("analogy: {limits: [A]}", True),
        ("known: [A]", True),
    ]:
        (passage,) = found(text)
        assert passage.may_claim is claims


def test_headings_and_labels_are_no_prose() -> None:
    prose = {name: found(f"{name}: A")[0].is_prose for name in ("title", "label", "this", "text")}
    assert prose == {"title": False, "label": False, "this": False, "text": True}


def test_the_names_that_hold_no_text_are_names_of_fields() -> None:
    known = {name for model in MODELS.values() for name in _names(model.model_json_schema())}
    assert known >= NOT_READ


def _names(schema: dict[str, Any]) -> set[str]:
    parts = [schema, *schema.get("$defs", {}).values()]
    return {name for part in parts for name in part.get("properties", {})}
