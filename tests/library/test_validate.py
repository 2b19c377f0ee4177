"""Every fault of a file in one go, at its place, in our own words, once."""

import pytest

from ketacli.errors import ContentError, Problem
from ketacli.library.loading import MODELS
from ketacli.library.validate import _LOOKS, MOST_PROBLEMS, find, first_ones, validate
from ketacli.library.yaml_reader import Place, Scalar, read
from ketacli.site import ADDRESS
from support.content import SMALL_TOPIC


def problems(text: str, kind: str = "topic") -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as caught:
        validate(MODELS[kind], read(text.encode(), "file.yaml"), "file.yaml")
    return caught.value.problems


def messages(text: str, kind: str = "topic") -> list[str]:
    return [problem.message for problem in problems(text, kind)]


def test_all_faults_of_a_file_are_told_in_the_order_of_its_lines() -> None:
    text = SMALL_TOPIC.replace("kind: note", "kind: nota").replace("audience:", "audiense:")
    text = text.replace("2026-01-01", "soon").replace("- One sentence.", "- {}")
    places = [(problem.line, problem.column, problem.rule) for problem in problems(text)]
    assert places == [
        (1, 1, "missing"),
        (1, 7, "choice"),
        (4, 1, "unknown-name"),
        (11, 9, "choice"),
        (18, 15, "value"),
    ]


def test_a_fault_inside_a_list_does_not_call_the_list_too_short() -> None:
    text = SMALL_TOPIC.replace("title: The first part", "titel: The first part")
    assert [problem.rule for problem in problems(text)] == ["missing", "unknown-name"]
    text = SMALL_TOPIC + "analogy: {after: first, title: T, maps: [{}, {}]}"
    assert "length" not in [problem.rule for problem in problems(text)]
    assert [problem.rule for problem in problems(SMALL_TOPIC + "check: [[]]")] == ["type"]
    assert [
        problem.rule
        for problem in problems("banned: []\nclaim_words: [a]\nanimals: {A: [b]}", "style")
    ] == ["type"]


def test_what_was_meant_is_offered() -> None:
    (missing, unknown) = messages(SMALL_TOPIC.replace("purpose:", "purpos:"))
    assert missing == "`purpose` is missing here"
    assert unknown == "`purpos` is not known here; did you mean `purpose`?"
    (choice,) = messages(SMALL_TOPIC.replace("- One sentence.", "- {warnin: W}"))
    assert choice.endswith("did you mean `warning`?")


def test_nothing_is_offered_where_nothing_is_close() -> None:
    (unknown,) = messages(f"{SMALL_TOPIC}zzz: 1")
    assert unknown == "`zzz` is not known here"
    (choice,) = messages(SMALL_TOPIC.replace("kind: note", "kind: [note]"))
    assert "did you mean" not in choice


def test_an_item_that_is_a_list_is_no_item() -> None:
    (choice,) = messages(SMALL_TOPIC.replace("- One sentence.", "- [text]"))
    assert choice == "an item is one of: text, bullets, steps, warning, chart, picture"


def test_a_name_in_the_wrong_place_is_not_called_unknown() -> None:
    assert messages(f"{SMALL_TOPIC}bullets: [a, b]") == ["`bullets` does not belong here"]


def test_a_file_of_thousands_of_faults_is_told_its_first_ones() -> None:
    told = problems(SMALL_TOPIC + "".join(f"x{number}: 1\n" for number in range(9000)))
    assert len(told) == MOST_PROBLEMS + 1
    assert [problem for problem in told if problem.rule == "too-many"] == [told[0]]


def test_problems_that_are_the_same_are_told_once() -> None:
    same = [Problem("f", 1, 1, "value", "a")] * (MOST_PROBLEMS + 1)
    assert list(first_ones(same, "f")) == same[:1]
    others = [Problem("f", line, 1, "value", "a") for line in range(MOST_PROBLEMS)]
    assert list(first_ones([*others, others[0]], "f")) == others


def patterns(schema: object) -> set[str]:
    match schema:
        case dict():
            own = {schema["pattern"]} if isinstance(schema.get("pattern"), str) else set()
            return own.union(*map(patterns, schema.values()))
        case list():
            return set().union(*map(patterns, schema))
        case _:
            return set()


def test_every_pattern_has_words_for_authors() -> None:
    named = {found for model in MODELS.values() for found in patterns(model.model_json_schema())}
    assert named - {ADDRESS} <= set(_LOOKS)
    assert ADDRESS in named  # which only editors see: `web_folder` has words of its own


@pytest.mark.parametrize(
    ("loc", "place"),
    [
        ((), Place(1, 1)),
        (("a",), Place(1, 1)),
        (("a", 1), Place(1, 8)),
        (("a", 1, "b"), Place(1, 9)),
        (("a", "<tag>", 1, "<claim>", "b"), Place(1, 9)),
        (("a", 7), Place(1, 1)),
        (("a", 0, "none"), Place(1, 5)),
        (("none",), Place(1, 1)),
    ],
)
def test_a_path_leads_to_the_nearest_place(loc: tuple[int | str, ...], place: Place) -> None:
    assert find(read(b"a: [x, {b: c}]", ""), loc)[1] == place


def test_a_sound_file_gives_its_model() -> None:
    node = read(SMALL_TOPIC.encode(), "")
    assert validate(MODELS["topic"], node, "").model_fields_set
    assert find(node, ("title",)) == (Scalar("A small topic", Place(2, 8)), Place(2, 1))


def test_an_unknown_name_is_told_even_when_it_is_very_long() -> None:
    (told,) = problems(f"{SMALL_TOPIC}{'x' * 1000}: 1")
    assert (told.rule, told.line) == ("unknown-name", 20)
