"""How each topic stands in each language, as the desk sees it."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from ketacli.errors import ContentError, NotFoundError, Wanted
from ketacli.library import author_desk, pages, status
from ketacli.library.folder import Folder
from ketacli.library.standing import Why
from ketacli.library.status import Status, TopicState
from ketacli.library.translation import Apart
from ketacli.library.words_rated import words_rated
from ketacli.library.yaml_reader import read
from support.content import SMALL_TOPIC, change
from support.days import AFTER, BEFORE, LAST, OLD, REVIEW, library_of
from support.signing import TODAY, WISH, signed
from support.translated import state, translated_library

DAY = timedelta(days=1)


def found(library: Path, today: date = TODAY, language: str = "en", **more: bool) -> Status:
    required = more.get("required", False)
    return author_desk(library).status(today, language, require_sign_off=required)


def one(library: Path, name: str, today: date = TODAY, **more: bool) -> TopicState:
    language, _, topic = name.rpartition("/")
    states = found(library, today, language or "en", **more).topics
    return next(one for one in states if one.topic == topic)


@pytest.fixture
def spanish(tmp_path: Path) -> Path:
    return translated_library(tmp_path, small=SMALL_TOPIC)


def test_topics_come_in_the_order_of_the_library_with_their_languages_together(
    spanish: Path,
) -> None:
    (spanish / "en/topics/also.yaml").write_text(SMALL_TOPIC, "utf-8")
    (spanish / "es/topics/only.yaml").write_text(SMALL_TOPIC, "utf-8")
    states = found(spanish, language="").topics
    assert [(one.topic, one.language, one.there) for one in states] == [
        ("small", "en", True),
        ("small", "es", True),
        ("also", "en", True),
        ("also", "es", False),
        ("only", "en", False),
        ("only", "es", True),
    ]
    assert [one.topic for one in found(spanish, language="es").topics] == ["small", "also", "only"]
    assert not found(spanish, language="").amiss


def test_a_language_that_is_not_there_is_told_with_those_that_are(spanish: Path) -> None:
    with pytest.raises(NotFoundError) as caught:
        found(spanish, language="fr")
    assert (caught.value.wanted, caught.value.there_is) == (Wanted.LANGUAGE, ("en", "es"))


def test_a_library_that_does_not_say_what_it_is_is_told(tmp_path: Path) -> None:
    library = library_of(tmp_path)
    change(library / "library.yaml", "publisher:", "publishr:")
    with pytest.raises(ContentError):
        found(library)


@pytest.mark.parametrize(
    ("today", "late", "why"),
    [
        (BEFORE, False, None),
        (REVIEW, False, None),
        (REVIEW + DAY, True, None),
        (LAST, True, None),
        (AFTER, True, Why.WITHDRAWN),
    ],
)
def test_days_count_as_they_do_for_readers(
    tmp_path: Path, today: date, why: Why | None, *, late: bool
) -> None:
    library = library_of(tmp_path)
    old, new = one(library, "old", today), one(library, "new", today)
    assert old.standing is not None
    assert (old.why, old.standing.overdue(today), old.amiss(today)) == (why, late, late)
    assert not new.amiss(today)
    assert found(library, today).amiss is late


def test_whoever_signed_is_named_until_the_words_change(tmp_path: Path) -> None:
    library = library_of(tmp_path, small=SMALL_TOPIC)
    signed(library)
    state = one(library, "small")
    assert state.signed == (WISH.by, WISH.role, TODAY, WISH.next_review)
    assert state.standing is not None
    assert state.standing.review == WISH.next_review
    assert one(library, "new").signed is None
    change(library / "en/topics/small.yaml", "One sentence.", "Another sentence.")
    assert one(library, "small").signed is None


def test_what_a_site_shows_only_signed_is_amiss_without(tmp_path: Path) -> None:
    library = library_of(tmp_path, small=SMALL_TOPIC)
    signed(library)
    unsigned = one(library, "new", required=True)
    assert unsigned.why is Why.NOT_SIGNED
    assert unsigned.amiss(TODAY)
    assert one(library, "small", required=True).why is None
    assert one(library, "new").why is None


def test_a_broken_topic_takes_no_other_away(tmp_path: Path) -> None:
    library = library_of(tmp_path)
    change(library / "en/topics/old.yaml", "title:", "titel:")
    broken = one(library, "old", BEFORE)
    assert (broken.faults, broken.standing, broken.signed, broken.why) == (2, None, None, None)
    assert broken.amiss(BEFORE)
    assert not one(library, "new", BEFORE).faults
    assert found(library, BEFORE).amiss


@pytest.mark.parametrize("name", ["references.yaml", "en/glossary.yaml", "en/style.yaml"])
def test_a_fault_in_what_judges_topics_breaks_each_of_them(tmp_path: Path, name: str) -> None:
    library = library_of(tmp_path)
    (library / name).write_text("[", "utf-8")
    assert all(state.faults == 1 for state in found(library, BEFORE).topics)


def test_a_topic_that_vanishes_meanwhile_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = library_of(tmp_path)
    monkeypatch.setattr(status, "topic_ids", lambda *_: ("old", "gone"))
    assert not one(library, "gone", BEFORE).there
    assert one(library, "old", BEFORE).there


def test_a_translation_is_fresh_until_the_words_it_was_made_from_change(spanish: Path) -> None:
    translated = one(spanish, "es/small").translated
    assert translated is not None
    assert (translated.of, translated.apart, translated.reviewer) == ("en", Apart(), "")
    assert one(spanish, "en/small").translated is None
    change(spanish / "en/topics/small.yaml", "One sentence.", "Another sentence.")
    stale = one(spanish, "es/small")
    assert stale.translated is not None
    assert stale.translated.apart.stale == {"first"}
    assert stale.why is None
    assert stale.amiss(TODAY)


def test_without_its_title_a_translation_is_not_shown(spanish: Path) -> None:
    change(spanish / "en/topics/small.yaml", "A small topic", "Another topic")
    assert one(spanish, "es/small").why is Why.STALE


def test_a_reviewer_counts_for_the_words_that_were_read(spanish: Path) -> None:
    file = spanish / "es/topics/small.yaml"
    words = words_rated(read(file.read_bytes(), file.name), "es")
    named = "name: A. Tester, role: Translator, day: 2026-11-01"
    reviewer = f'  reviewer: {{{named}, words: "{words}"}}\n'
    file.write_text(file.read_text("utf-8") + reviewer, "utf-8")
    translated = one(spanish, "es/small").translated
    assert translated is not None
    assert translated.reviewer == "A. Tester"
    change(file, "One sentence.", "Another sentence.")
    lapsed = one(spanish, "es/small").translated
    assert lapsed is not None
    assert lapsed.reviewer == ""


Spoil = Callable[[Path], None]


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda library: change(library / "en/disclaimer.yaml", "title: ", "title: A "), "stale"),
        (lambda library: change(library / "es/disclaimer.yaml", "title:", "titel:"), "broken"),
        (lambda library: change(library / "es/labels.yaml", "topics:", "topcs:"), "broken"),
    ],
)
def test_a_language_without_a_front_shows_nothing(spanish: Path, spoil: Spoil, fault: str) -> None:
    spoil(spanish)
    (state,) = found(spanish, language="es").languages
    assert (state.tag, state.fault, state.amiss) == ("es", fault, True)
    assert found(spanish, language="es").amiss
    assert not found(spanish, language="en").amiss


def test_other_files_that_are_stale_in_part_are_named(spanish: Path) -> None:
    change(spanish / "en/labels.yaml", "topics_withheld: ", "topics_withheld: X")
    (spanish / "es/kiosk.yaml").write_text("[", "utf-8")
    (state,) = found(spanish, language="es").languages
    assert [(kind, apart.stale) for kind, apart in state.apart] == [
        ("labels", frozenset({"topics_withheld"}))
    ]
    assert state.amiss
    assert not state.fault


def test_what_all_topics_rest_on_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = library_of(tmp_path, **{f"t{number}": OLD for number in range(5)})
    read_for: list[str] = []
    judge = pages.grounds

    def counted(folder: Folder, language: str) -> object:
        read_for.append(language)
        return judge(folder, language)

    monkeypatch.setattr(pages, "grounds", counted)
    found(library)
    assert read_for == ["en"]


def test_the_library_that_translates_itself_is_in_order(spanish: Path) -> None:
    state(spanish / "en/topics/small.yaml", spanish / "es/topics/small.yaml")
    assert not found(spanish, language="").amiss
