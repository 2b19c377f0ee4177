"""A report: which topics, in which order, what is said of each item, and what keeps topics out."""

from pathlib import Path

import pytest

from ketacli.errors import ContentError, NotFoundError, Wanted
from ketacli.library.folder import Folder
from ketacli.library.schema_ratings import Standard
from ketacli.library.standards.checks import Verdict
from ketacli.library.standards.report import Assessed, Report
from support.content import SMALL_TOPIC, change, small_library, with_language
from support.standards import rate, rate_all, words_of

FAULTY = SMALL_TOPIC.replace("title:", "titel:")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path)


def report(library: Path, standard: str = "pemat", topic: str = "", language: str = "") -> Report:
    return Report(Folder(library), standard, topic=topic, language=language)


def only(library: Path, standard: str = "pemat") -> Assessed:
    (assessed,) = report(library, standard).topics()
    return assessed


def test_every_item_is_there_in_order(library: Path) -> None:
    made = report(library)
    (assessed,) = made.topics()
    assert list(assessed.outcomes) == list(made.instrument.by_number())
    assert (assessed.topic, assessed.language) == ("small", "en")
    assert assessed.words == words_of(library)


def test_a_human_is_shown_where_to_look(library: Path) -> None:
    outcome = only(library).outcomes["1"]
    assert [spot.field for spot in outcome.spots] == ["title", "purpose"]
    assert [spot.line for spot in outcome.spots] == [2, 3]


def test_topics_come_in_the_order_of_the_library(tmp_path: Path) -> None:
    library = small_library(tmp_path, b=SMALL_TOPIC, a=SMALL_TOPIC)
    assert [assessed.topic for assessed in report(library).topics()] == ["b", "a"]
    assert [assessed.topic for assessed in report(library, topic="a").topics()] == ["a"]


def test_what_failed_and_what_is_open_is_counted_as_topics_are_taken(tmp_path: Path) -> None:
    library = small_library(tmp_path, b=SMALL_TOPIC, a=SMALL_TOPIC)
    made = report(library, "cci")
    assert (made.failed, made.open) == (0, 0)
    one, other = made.topics()
    failed = one.count(Verdict.FAILED) + other.count(Verdict.FAILED)
    assert made.failed == failed == 4
    assert made.open == one.count(Verdict.HUMAN) * 2


def test_a_topic_that_no_reader_gets_is_told_and_the_others_are_held(tmp_path: Path) -> None:
    library = small_library(tmp_path, bad=FAULTY, good=SMALL_TOPIC)
    made = report(library)
    assert [assessed.topic for assessed in made.topics()] == ["good"]
    assert {problem.rule for problem in made.problems} == {"missing", "unknown-name"}


def test_a_fault_of_a_file_that_all_rest_on_is_told_once(tmp_path: Path) -> None:
    library = small_library(tmp_path, a=SMALL_TOPIC, b=SMALL_TOPIC)
    change(library / "references.yaml", "references:", "reference:")
    made = report(library)
    assert list(made.topics()) == []
    assert len(made.problems) == len(set(made.problems)) > 0


def test_a_topic_that_goes_away_meanwhile_is_passed_over(tmp_path: Path) -> None:
    library = small_library(tmp_path, a=SMALL_TOPIC, b=SMALL_TOPIC)
    made = report(library)
    (library / "en/topics/a.yaml").unlink()
    assert [assessed.topic for assessed in made.topics()] == ["b"]
    assert made.problems == []


def test_faulty_ratings_are_told_and_do_not_count(library: Path) -> None:
    rate(library, "pemat", {"2": "good"})
    made = report(library)
    (assessed,) = made.topics()
    assert assessed.outcomes["2"].rating is None
    assert [problem.rule for problem in made.problems] == ["choice"]


@pytest.mark.parametrize("standard", Standard)
def test_when_all_is_rated_nothing_is_open(standard: Standard, library: Path) -> None:
    rate_all(library, standard)
    made = report(library, standard)
    (assessed,) = made.topics()
    assert made.open == 0
    assert all(not score.open for score in assessed.scores)


def test_a_changed_word_opens_what_was_rated(library: Path) -> None:
    rate_all(library, Standard.DISCERN)
    assert only(library, "discern").count(Verdict.RATED) == 16
    change(library / "en/topics/small.yaml", "One sentence.", "One word.")
    changed = only(library, "discern")
    assert changed.count(Verdict.HUMAN) == 16
    assert changed.outcomes["1"].lapsed is not None


def test_a_rating_is_of_one_language(library: Path) -> None:
    with_language(library, "es", "Español")
    rate(library, "pemat", {"2": "met"})
    (english,), (spanish,) = (list(report(library, language=tag).topics()) for tag in ("en", "es"))
    assert english.outcomes["2"].verdict is Verdict.RATED
    assert spanish.outcomes["2"].verdict is Verdict.HUMAN


def test_a_topic_or_language_that_is_not_there_is_not_found(library: Path) -> None:
    with pytest.raises(NotFoundError) as caught:
        report(library, topic="large")
    assert (caught.value.wanted, caught.value.there_is) == (Wanted.TOPIC, ("small",))
    with pytest.raises(NotFoundError) as caught:
        report(library, language="fr")
    assert caught.value.wanted is Wanted.LANGUAGE


def test_a_broken_library_has_no_report(library: Path) -> None:
    change(library / "library.yaml", "publisher:", "published_by:")
    with pytest.raises(ContentError):
        report(library)


def test_memory_stays_flat_over_many_topics(tmp_path: Path) -> None:
    library = small_library(tmp_path, **{f"t{number}": SMALL_TOPIC for number in range(20)})
    folder = Folder(library)
    for _ in Report(folder, "jama", topic="", language="").topics():
        assert folder.names_read() == ()
