"""What people said: which rating counts, which has lapsed, and what `check` says of the file."""

from datetime import date
from pathlib import Path

import pytest

from ketacli.errors import ContentError, Severity
from ketacli.library import audit
from ketacli.library.folder import Folder
from ketacli.library.schema_ratings import Mark, Standard
from ketacli.library.standards.ratings import Key, Rating, read_ratings
from support.content import change, small_library
from support.standards import rate, words_of

TODAY = date(2026, 11, 24)
OTHER = "0" * 20


def key(library: Path, words: str = "") -> Key:
    return Key("small", "en", Standard.PEMAT, "2", words or words_of(library))


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path)


def told(library: Path) -> list[tuple[str, str]]:
    found = audit(library, TODAY).problems
    return [(problem.rule, problem.severity.value) for problem in found]


def test_a_library_without_the_file_has_no_ratings(library: Path) -> None:
    ratings = read_ratings(Folder(library))
    assert ratings.of(key(library)) is ratings.lapsed(key(library)) is None
    assert told(library) == []


def test_a_rating_counts_for_the_words_that_were_rated(library: Path) -> None:
    rate(library, "pemat", {"2": "met"})
    ratings = read_ratings(Folder(library))
    assert ratings.of(key(library)) == Rating(Mark.MET, "A rater", "Nurse", date(2026, 1, 2))
    assert ratings.lapsed(key(library)) is None
    assert told(library) == []


def test_a_rating_lapses_with_the_words_and_comes_back_with_them(library: Path) -> None:
    rate(library, "pemat", {"2": "met"})
    topic = library / "en/topics/small.yaml"
    change(topic, "One sentence.", "Another sentence.")
    ratings = read_ratings(Folder(library))
    assert ratings.of(key(library)) is None
    lapsed = ratings.lapsed(key(library))
    assert lapsed is not None
    assert lapsed.by == "A rater"
    assert told(library) == [("rating-lapsed", Severity.WARNING)]
    change(topic, "Another sentence.", "One sentence.  # with a comment")
    assert read_ratings(Folder(library)).of(key(library)) is not None
    assert told(library) == []


def test_of_old_ratings_the_youngest_is_told(library: Path) -> None:
    for day in ("2026-01-03", "2026-01-05", "2026-01-04"):
        rate(library, "pemat", {"2": "met"}, words=f"{day[-1]}" * 20, by=day, day=day)
    lapsed = read_ratings(Folder(library)).lapsed(key(library))
    assert lapsed is not None
    assert lapsed.by == "2026-01-05"


def test_a_lapsed_rating_is_told_until_all_its_items_are_rated_anew(library: Path) -> None:
    rate(library, "pemat", {"2": "met", "3": "met"}, words=OTHER)
    rate(library, "pemat", {"2": "met"})
    assert told(library) == [("rating-lapsed", Severity.WARNING)]
    rate(library, "pemat", {"3": "not-met"})
    assert told(library) == []


def test_two_people_may_rate_two_items(library: Path) -> None:
    rate(library, "pemat", {"2": "met"})
    rate(library, "pemat", {"3": "met"}, by="Another rater")
    rate(library, "cci", {"2": "met"})
    assert told(library) == []


def test_of_a_faulty_topic_only_the_topic_is_told(library: Path) -> None:
    rate(library, "pemat", {"2": "met"}, words=OTHER)
    rate(library, "pemat", {"3": "met"}, words=OTHER)
    change(library / "en/topics/small.yaml", "title: A small topic", "titel: A small topic")
    assert {rule for rule, _ in told(library)} == {"missing", "unknown-name"}


def test_of_a_faulty_library_only_the_library_is_told(library: Path) -> None:
    rate(library, "pemat", {"2": "met"})
    change(library / "library.yaml", "publisher:", "published_by:")
    assert "unknown-language" not in {rule for rule, _ in told(library)}
    assert told(library)


def test_each_topic_is_read_once_however_many_ratings_there_are(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(2, 8):
        rate(library, "pemat", {str(number): "met"})
    asked: list[str] = []
    fetch = Folder._fetch

    def counted(folder: Folder, name: str) -> bytes | None:
        asked.append(name)
        return fetch(folder, name)

    monkeypatch.setattr(Folder, "_fetch", counted)
    audit(library, TODAY)
    assert asked.count("en/topics/small.yaml") == 2  # as a topic, and for its words


def test_a_broken_file_is_not_read(library: Path) -> None:
    (library / "ratings.yaml").write_text("ratings: [a]\n", encoding="utf-8")
    with pytest.raises(ContentError):
        read_ratings(Folder(library))


def test_the_file_alone_is_judged_as_part_of_its_library(library: Path) -> None:
    rate(library, "pemat", {"2": "met", "13": "met"}, words=OTHER)
    found = audit(library / "ratings.yaml", TODAY)
    assert found.files == 1
    assert {problem.rule for problem in found.problems} == {"unknown-item", "rating-lapsed"}


def test_the_file_in_a_language_is_a_stray(library: Path) -> None:
    (library / "en" / "ratings.yaml").write_text("ratings: []\n", encoding="utf-8")
    assert told(library) == [("stray-file", Severity.ERROR)]
