"""Which statement became which."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacli.library import comparing
from ketacli.library.comparing import Pair, compare
from ketacli.library.statements import Statement, statements
from ketacli.library.yaml_reader import read
from support.content import SMALL_TOPIC

TEXTS = st.sampled_from(["One day.", "One long day.", "No.", "Two mice felt it.", "It felt long."])
FIELDS = st.sampled_from(["", "body", "key_point"])
GROUPS = st.sampled_from(["title", "section a", "section b"])
SAID = st.builds(
    lambda group, field, text, setting: (group, field, text, setting),
    *(GROUPS, FIELDS, TEXTS, st.booleans()),
)


def made(found: list[tuple[str, str, str, bool]]) -> tuple[Statement, ...]:
    return tuple(
        Statement(group, field, text, setting, number, text, "", ())
        for number, (group, field, text, setting) in enumerate(found)
    )


def said(group: str, *texts: str, field: str = "body") -> list[tuple[str, str, str, bool]]:
    return [(group, field, text, False) for text in texts]


def words(pairs: tuple[Pair, ...]) -> list[tuple[str, str, bool]]:
    return [
        (pair.then.text if pair.then else "", pair.now.text if pair.now else "", pair.moved)
        for pair in pairs
        if not pair.is_same
    ]


@given(st.lists(SAID, max_size=12), st.lists(SAID, max_size=12))
def test_every_statement_of_both_states_is_told_once(
    then: list[tuple[str, str, str, bool]], now: list[tuple[str, str, str, bool]]
) -> None:
    pairs = compare(made(then), made(now))
    assert sorted(pair.then for pair in pairs if pair.then) == sorted(made(then))
    assert sorted(pair.now for pair in pairs if pair.now) == sorted(made(now))
    told = [pair.now for pair in pairs if pair.now and not pair.now.setting]
    assert told == [one for one in made(now) if not one.setting]


@given(st.lists(SAID, max_size=12))
def test_the_same_state_has_no_difference(found: list[tuple[str, str, str, bool]]) -> None:
    assert all(pair.is_same for pair in compare(made(found), made(found)))


def test_a_sentence_that_came_or_went_stands_alone() -> None:
    one, two = made(said("a", "One.", "Three mice.")), made(said("a", "One.", "And no rat."))
    assert words(compare(one, two)) == [("Three mice.", "", False), ("", "And no rat.", False)]
    assert words(compare(two[:1], two)) == [("", "And no rat.", False)]
    assert words(compare(two, two[:1])) == [("And no rat.", "", False)]


def test_a_sentence_with_much_in_common_has_changed() -> None:
    then, now = made(said("a", "It felt long to us.")), made(said("a", "It felt short to us."))
    assert words(compare(then, now)) == [("It felt long to us.", "It felt short to us.", False)]


def test_the_likest_sentence_is_the_one_that_changed() -> None:
    then = made(said("a", "It felt long to us."))
    now = made(said("a", "It was long to me.", "It felt very long to us."))
    assert words(compare(then, now)) == [
        ("", "It was long to me.", False),
        ("It felt long to us.", "It felt very long to us.", False),
    ]


def test_a_place_with_one_sentence_has_changed_whatever_it_says() -> None:
    then, now = made(said("title", "Sleep", field="")), made(said("title", "Food", field=""))
    assert words(compare(then, now)) == [("Sleep", "Food", False)]


def test_a_sentence_elsewhere_has_moved() -> None:
    then = made([*said("a", "One.", "Two."), *said("b", "Three.")])
    other = made([*said("a", "One."), *said("b", "Three.", "Two.")])
    assert words(compare(then, other)) == [("Two.", "Two.", True)]
    turned = made([*said("a", "Two.", "One."), *said("b", "Three.")])
    assert [moved for *_, moved in words(compare(then, turned))] == [True]


def test_a_sentence_moves_within_its_section_rather_than_into_another() -> None:
    then = made([*said("a", "One.", "Two.", "Same."), *said("b", "Three.")])
    now = made([*said("b", "Same.", "Three."), *said("a", "Same.", "One.", "Two.")])
    pairs = [pair for pair in compare(then, now) if pair.moved]
    assert [pair.now.group for pair in pairs if pair.now] == ["a"]


def test_a_sentence_can_move_and_change() -> None:
    then = made([*said("a", "One.", "It felt long to us all."), *said("b", "Three.")])
    now = made([*said("a", "One."), *said("b", "Three.", "It felt very long to us all.")])
    assert words(compare(then, now)) == [
        ("It felt long to us all.", "It felt very long to us all.", True)
    ]


def test_too_many_pairs_are_not_looked_at_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    then, now = made(said("a", "It felt long.", "No.")), made(said("a", "It felt short.", "Yes."))
    assert len(words(compare(then, now))) == 3
    monkeypatch.setattr(comparing, "_MOST_COMPARED", 3)
    assert len(words(compare(then, now))) == 4


def test_what_went_is_told_where_it_stood() -> None:
    then, now = (
        made(said("a", "One.", "Gone, all of it.", "Two.", "Last of them here.")),
        made([*said("a", "One.", "Two."), *said("b", "Not related.")]),
    )
    told = [(pair.then or pair.now) for pair in compare(then, now)]
    assert [one.text for one in told if one] == [
        *("One.", "Gone, all of it.", "Two.", "Last of them here.", "Not related."),
    ]


def test_settings_are_known_by_their_places() -> None:
    then = statements(read(SMALL_TOPIC.encode(), "a"))
    now = statements(read(SMALL_TOPIC.replace("kind: note\n", "").encode(), "a"))
    assert words(compare(then, now)) == [("note", "", False)]
    assert words(compare(now, then)) == [("", "note", False)]
