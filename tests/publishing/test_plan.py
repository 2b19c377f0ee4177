from datetime import timedelta
from pathlib import Path

import pytest

from ketacli.errors import ContentError, NotFoundError
from ketacli.publishing.kinds import Kind
from ketacli.publishing.plan import Plan, plan
from ketacli.publishing.state import Unit
from support.content import SMALL_TOPIC, change
from support.in_date import DAY
from support.publishing import OTHER_TOPIC, PAGES, order, two_languages
from support.translated import state

BEFORE = {"": Unit(()), "en": Unit(()), "es": Unit(()), "en/small": Unit(())}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return two_languages(tmp_path)


def units(planned: Plan) -> tuple[list[str], list[str]]:
    """What is shown, and what is told of."""
    return sorted(one.unit for one in planned.shown), sorted(one.unit for one in planned.told)


def keys(planned: Plan) -> dict[str, str]:
    return {one.unit: one.key for one in planned.shown}


def changed(before: Plan, after: Plan) -> set[str]:
    """The topics that have to be looked at again."""
    return {unit for unit, key in keys(after).items() if keys(before).get(unit) != key}


def test_every_topic_is_shown_in_every_language(library: Path) -> None:
    planned = plan(order(library), {})
    assert units(planned) == (["en/other", "en/small", "es/other", "es/small"], [])
    assert planned.shown[0].elsewhere == (("es", "Español"),)
    assert not planned.stopped
    assert not [*planned.withheld()]


def test_what_was_not_changed_keeps_its_key(library: Path) -> None:
    assert changed(plan(order(library), {}), plan(order(library), BEFORE)) == set()


def test_a_changed_topic_changes_no_other(library: Path) -> None:
    before = plan(order(library), {})
    change(library / "es/topics/small.yaml", "One sentence.", "One other sentence.")
    assert changed(before, plan(order(library), {})) == {"es/small"}


def test_a_changed_topic_changes_its_translations(library: Path) -> None:
    before = plan(order(library), {})
    change(library / "en/topics/small.yaml", "One sentence.", "One other sentence.")
    after = plan(order(library), {})
    assert {"en/small"} <= changed(before, after) <= {"en/small", "es/small"}
    assert keys(before)["en/other"] == keys(after)["en/other"]


def test_a_word_that_all_share_changes_all(library: Path) -> None:
    before = plan(order(library), {})
    text = (library / "references.yaml").read_text("utf-8")
    (library / "references.yaml").write_text(f"{text}\n# more\n", "utf-8")
    assert len(changed(before, plan(order(library), {}))) == 4


def test_another_order_changes_all(library: Path) -> None:
    before = plan(order(library), {})
    assert len(changed(before, plan(order(library, region="uk"), {}))) == 4


def test_a_new_language_of_a_topic_changes_the_links_of_the_others(library: Path) -> None:
    spanish = library / "es/topics/small.yaml"
    text = spanish.read_text("utf-8")
    spanish.unlink()
    before = plan(order(library), {})
    spanish.write_text(text, "utf-8")
    assert changed(before, plan(order(library), {})) == {"en/small", "es/small"}


def test_a_review_that_is_late_is_a_change_and_one_day_more_is_none(library: Path) -> None:
    change(library / "en/topics/other.yaml", "2999-01-01", DAY.isoformat())
    on, late, later = (
        plan(order(library, day=DAY + timedelta(days=days)), {}) for days in (0, 1, 2)
    )
    assert changed(on, late) == {"en/other"}
    assert changed(late, later) == set()


def test_a_topic_out_of_date_is_told_of(library: Path) -> None:
    change(library / "en/topics/other.yaml", "2999-01-01", "2026-01-02")
    planned = plan(order(library), {"en/other": Unit(())})
    shown, told = units(planned)
    assert "en/other" not in shown
    assert told == ["en/other"]
    ((unit, why),) = planned.withheld()
    assert unit == "en/other"
    assert planned.told[0].told[0] == why
    assert planned.told[0].title == "Another topic"


def test_a_topic_that_is_gone_is_told_of_in_its_language(library: Path) -> None:
    (library / "es/topics/small.yaml").unlink()
    planned = plan(order(library), {"es/small": Unit(())})
    assert units(planned)[1] == ["es/small"]
    (told,) = planned.told
    assert told.language == "es"
    assert not [*planned.withheld()]


def test_a_language_that_is_gone_is_told_of_in_the_first_one(library: Path) -> None:
    before = {"": Unit(()), "pl": Unit(()), "pl/small": Unit(())}
    planned = plan(order(library), before)
    assert units(planned)[1] == ["pl", "pl/small"]
    assert {one.language for one in planned.told} == {"en"}


def test_a_stopped_language_is_told_of_in_the_first_one(library: Path) -> None:
    change(library / "en/disclaimer.yaml", "title: ", "title: Now ")
    planned = plan(order(library), {**BEFORE, "es/small": Unit(())})
    assert planned.stopped == ("es",)
    assert units(planned) == (["en/other", "en/small"], ["es", "es/small"])
    assert {one.language for one in planned.told} == {"en"}
    assert {one.title for one in planned.told} == {"Español"}
    assert not planned.shown[0].elsewhere


def test_every_fault_that_keeps_a_topic_from_readers_is_told(library: Path) -> None:
    change(library / "en/topics/small.yaml", "kind: note\n", "kind: note\nfault: x\n")
    change(library / "es/topics/other.yaml", "kind: note\n", "kind: note\nfault: x\n")
    with pytest.raises(ContentError) as caught:
        plan(order(library), {})
    places = {problem.file.partition("/library/")[2] for problem in caught.value.problems}
    assert places == {"en/topics/small.yaml", "es/topics/other.yaml"}
    assert all(problem.line for problem in caught.value.problems)


@pytest.mark.parametrize(("name", "kinds"), [("web", PAGES), ("speech", PAGES | {Kind.AUDIO})])
def test_words_of_pages_and_of_voices_that_are_faulty_are_told(
    library: Path, name: str, kinds: frozenset[Kind]
) -> None:
    (library / f"es/{name}.yaml").write_text("fault: x\n", "utf-8")
    with pytest.raises(ContentError) as caught:
        plan(order(library, kinds=kinds), {})
    assert caught.value.problems[0].file.endswith(f"es/{name}.yaml")


def test_a_region_has_to_be_there(library: Path) -> None:
    with pytest.raises(NotFoundError):
        plan(order(library, region="atlantis"), {})


def test_a_topic_that_is_back_is_shown(library: Path) -> None:
    spanish = library / "es/topics/small.yaml"
    spanish.unlink()
    assert units(plan(order(library), {"es/small": Unit(())}))[1] == ["es/small"]
    spanish.write_text(SMALL_TOPIC, "utf-8")
    state(library / "en/topics/small.yaml", spanish)
    assert OTHER_TOPIC != SMALL_TOPIC
    assert units(plan(order(library), {"es/small": Unit(())}))[1] == []
