"""The index of cards: one broken topic does not take the others away, and nothing stale stays."""

import os
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ketacli.errors import ContentError, NotFoundError, Severity
from ketacli.leaflet import Card
from ketacli.library import Calendar, Library, cards, compiled, pages
from ketacli.library.cards import Shelf, topic_ids
from ketacli.library.folder import Folder
from ketacli.library.listed import Listed
from support.content import SMALL_TOPIC, change, small_library
from support.in_date import DAY
from support.leaflets import proof

BROKEN = SMALL_TOPIC.replace("title: A small", "titel: A small")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path, second=SMALL_TOPIC, first=SMALL_TOPIC, broken=BROKEN)


@pytest.fixture
def read_topics(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the topics that are read for their cards, as they are read."""
    read: list[str] = []
    make = pages.card

    def counted(folder: Folder, language: str, topic_id: str, rests_on: Any) -> Listed:
        read.append(topic_id)
        return make(folder, language, topic_id, rests_on)

    monkeypatch.setattr(pages, "card", counted)
    return read


def shelf(library: Path, kept_in: Path | None = None) -> Shelf:
    return Library(library, language="en", compiled_in=kept_in).cards()


def ids(found: Shelf) -> list[str]:
    return [card.id for card in found.cards]


def test_a_broken_topic_does_not_take_the_others_away(library: Path) -> None:
    found = shelf(library)
    assert ids(found) == ["second", "first"]
    assert [(Path(p.file).name, p.rule, p.line) for p in found.problems] == [
        ("broken.yaml", "missing", 1),
        ("broken.yaml", "unknown-name", 2),
    ]
    opened = Library(library, language="en")
    assert opened.issue("first", proof(opened)).id == "first"
    with pytest.raises(ContentError) as caught:
        opened.issue("broken", proof(opened))
    assert caught.value.problems == found.problems


def test_a_card_holds_no_more_than_lists_need(library: Path) -> None:
    assert shelf(library).cards[0] == Card(
        "second", "A small topic", "To be small in tests.", (("first", "The first part"),)
    )


def test_the_order_is_that_of_the_library_and_then_that_of_ids(tmp_path: Path) -> None:
    library = small_library(tmp_path, z=SMALL_TOPIC, m=SMALL_TOPIC)
    for name in ("b", "a"):
        (library / f"en/topics/{name}.yaml").write_text(SMALL_TOPIC, encoding="utf-8")
    assert ids(shelf(library)) == ["z", "m", "a", "b"]
    assert topic_ids(Folder(library), "en", ("none", "m", "m")) == ("m", "a", "b", "z")
    assert topic_ids(Folder(library), "fr", ("z",)) == ()


def test_only_what_has_changed_is_read_again(
    library: Path, tmp_path: Path, read_topics: list[str]
) -> None:
    kept_in = tmp_path / "kept"
    first = shelf(library, kept_in)
    assert sorted(read_topics) == ["broken", "first", "second"]
    read_topics.clear()
    assert shelf(library, kept_in) == first
    assert read_topics == []
    change(library / "en/topics/first.yaml", "A small topic", "Another topic")
    assert [card.title for card in shelf(library, kept_in).cards] == [
        "A small topic",
        "Another topic",
    ]
    assert read_topics == ["first"]


def test_an_edit_that_keeps_size_and_date_is_seen(library: Path, tmp_path: Path) -> None:
    topic = library / "en/topics/first.yaml"
    shelf(library, tmp_path / "kept")
    before = topic.stat()
    change(topic, "A small topic", "B small topic")
    os.utime(topic, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert shelf(library, tmp_path / "kept").cards[1].title == "B small topic"


@pytest.mark.parametrize("name", ["references.yaml", "en/glossary.yaml", "en/style.yaml"])
def test_what_judges_topics_makes_every_card_stale(
    name: str, library: Path, tmp_path: Path, read_topics: list[str]
) -> None:
    shelf(library, tmp_path / "kept")
    read_topics.clear()
    with (library / name).open("a", encoding="utf-8") as file:
        file.write("# Changed.\n")
    shelf(library, tmp_path / "kept")
    assert sorted(read_topics) == ["broken", "first", "second"]


def test_topics_that_come_and_go_are_seen(library: Path, tmp_path: Path) -> None:
    shelf(library, tmp_path / "kept")
    (library / "en/topics/first.yaml").rename(library / "en/topics/third.yaml")
    assert ids(shelf(library, tmp_path / "kept")) == ["second", "third"]


def test_a_mended_topic_is_listed_and_a_spoiled_one_is_not(library: Path, tmp_path: Path) -> None:
    shelf(library, tmp_path / "kept")
    change(library / "en/topics/broken.yaml", "titel:", "title:")
    change(library / "en/topics/first.yaml", "title: A small", "titel: A small")
    found = shelf(library, tmp_path / "kept")
    assert ids(found) == ["second", "broken"]
    assert {Path(problem.file).name for problem in found.problems} == {"first.yaml"}


def test_kept_problems_name_their_files_from_where_the_reader_stands(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    for here in (tmp_path, library, tmp_path / "elsewhere", Path("/")):
        monkeypatch.chdir(here)
        kept, new = shelf(library, tmp_path / "kept").problems, shelf(library).problems
        assert kept == new
        assert {Path(problem.file).absolute() for problem in kept} == {
            library / "en/topics/broken.yaml"
        }
        assert {type(problem.severity) for problem in kept} == {Severity}


def test_a_fault_in_what_judges_topics_is_found_once_for_all(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(library / "references.yaml", "references:", "refs:")
    tried: list[str] = []
    judge = pages.grounds

    def counted(folder: Folder, language: str) -> Any:
        tried.append(language)
        return judge(folder, language)

    monkeypatch.setattr(pages, "grounds", counted)
    found = shelf(library)
    assert found.cards == ()
    assert {Path(problem.file).name for problem in found.problems} == {"references.yaml"}
    assert tried == ["en"]


def test_topics_that_vanish_while_they_are_listed_are_left_out(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = pages.card

    def vanished(folder: Folder, language: str, topic_id: str, rests_on: Any) -> Listed:
        if topic_id == "first":
            (library / "en/topics/first.yaml").unlink()
            folder.forget()
        return make(folder, language, topic_id, rests_on)

    monkeypatch.setattr(pages, "card", vanished)
    assert ids(shelf(library)) == ["second"]

    class Gone:
        name = "gone.yaml"

        def stat(self, *, follow_symlinks: bool) -> os.stat_result:
            raise FileNotFoundError(follow_symlinks)

    monkeypatch.setattr(Folder, "entries", lambda *_: (Gone(),))
    assert shelf(library) == Shelf((), ())


def test_files_that_are_no_topics_have_no_card(library: Path) -> None:
    for name in ("Bad_Name.yaml", "a b.yaml", "draft.txt", "draft", "\x1b[2J.yaml"):
        (library / "en/topics" / name).write_text(SMALL_TOPIC, encoding="utf-8")
    opened = Library(library, language="en")
    assert ids(opened.cards()) == ["second", "first"]
    with pytest.raises(NotFoundError) as caught:
        opened.look_for("Bad_Name")
    assert caught.value.there_is == ("second", "first", "broken")


@pytest.mark.parametrize(
    "spoiled",
    [
        [],
        {},
        {"stamp": None},
        {"topics": None},
        {"topics": [1]},
        {"topics": {"first": None}},
        {"topics": {"first": {}}},
        {"topics": {"first": {"file": 3}}},
        {"topics": {"first": {"file": [], "title": "T"}}},
        {"topics": {"first": {"file": [], "title": "T", "purpose": "P", "sections": 3}}},
        {"topics": {"first": {"file": [], "problems": [["f", 1]]}}},
        {"topics": {"first": {"file": [], "problems": [["f", 1, 1, "r", "m", "strange"]]}}},
    ],
)
def test_an_index_of_another_shape_counts_as_none(
    spoiled: Any, library: Path, tmp_path: Path
) -> None:
    kept_in = tmp_path / "kept"
    whole = shelf(library, kept_in)
    (file,) = kept_in.glob("cards-*.json")
    page = compiled.kept(kept_in, file.stem)
    assert page is not None
    compiled.keep(kept_in, file.stem, spoiled if not spoiled else {**page, **spoiled})
    assert shelf(library, kept_in) == whole
    assert compiled.kept(kept_in, file.stem) == page


def test_languages_have_indexes_of_their_own(library: Path, tmp_path: Path) -> None:
    shutil.copytree(library / "en", library / "es")
    change(library / "es/topics/first.yaml", "A small topic", "Un tema")
    for _ in range(2):
        for language, title in (("en", "A small topic"), ("es", "Un tema")):
            found = cards.cards(Folder(library), language, "en", ("first",), tmp_path / "kept")
            listed = found.found[0].listed
            assert listed is not None
            assert listed.card.title == title


@pytest.mark.parametrize(("days", "late"), [(0, ()), (1, ("late",)), (999, ())])
def test_topics_whose_review_is_late_are_named_while_they_are_shown(
    tmp_path: Path, days: int, late: tuple[str, ...]
) -> None:
    library = small_library(tmp_path, late=SMALL_TOPIC, small=SMALL_TOPIC)
    change(library / "en/topics/late.yaml", "2999-01-01", DAY.isoformat())
    calendar = Calendar(lambda: DAY + timedelta(days=days))
    shelf = Library(library, language="en", calendar=calendar).cards()
    assert shelf.late == late
    assert len(shelf.cards) + len(shelf.withheld) == 2
