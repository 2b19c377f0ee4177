"""The pages apart from an open leaflet: what stands on them and what can be chosen."""

from datetime import date
from pathlib import Path

import pytest

from ketacli.disclaimer import Acknowledgement, Excused
from ketacli.kiosk import reading, views
from ketacli.kiosk.page import Page, Place, Rank, said, saying
from ketacli.kiosk.views import MOST_CARDS
from ketacli.leaflet import Leaflet, Role
from ketacli.library import Library
from ketacli.site import Clinic, Site
from support.content import SMALL_TOPIC, small_library
from support.program import CONTENT
from support.visits import DOOR, TOPIC, TREATED, go, ids, rows_of, text_of, visit

WORDS = Library(CONTENT, language="en").kiosk_labels
LABELS = Library(CONTENT, language="en").labels
CRISIS = ("988", "116 123", "112")


def crisis_lines_of(page: Page) -> str:
    return " ".join(rows_of(*(part for part in page.parts if part.role is Role.HELP)))


def test_the_start_page_has_a_neutral_title_and_the_name_of_the_clinic() -> None:
    page = views.page(visit(site=Site(clinic=Clinic("A clinic"))))
    assert page.title == "Information for patients: A clinic"
    assert views.page(visit()).title == "Information for patients"
    assert "depression" not in text_of(page)


def test_the_start_page_has_languages_in_their_own_names_letters_and_voice() -> None:
    page = views.page(visit())
    assert [(choice.id, choice.label) for choice in page.of_rank(Rank.LIST)] == [
        (f"language:{tag}", name) for tag, name in Library(CONTENT).languages.items()
    ]
    assert [choice.id for choice in page.of_rank(Rank.SIDE)] == ["large", "aloud"]
    assert page.of_rank(Rank.ALWAYS) == ()


@pytest.mark.parametrize(
    "choices",
    [(), (*DOOR[:2], "answer:no"), (*DOOR[:1], "help"), (*DOOR, "help"), (*TREATED, "help")],
)
def test_crisis_lines_are_shown_to_everybody(choices: tuple[str, ...]) -> None:
    lines = crisis_lines_of(views.page(visit(*choices)))
    assert all(number in lines for number in CRISIS)


def test_crisis_lines_are_those_of_the_region() -> None:
    lines = crisis_lines_of(views.page(visit(site=Site(region="uk"))))
    assert "116 123" in lines
    assert "988" not in lines


def test_the_start_page_says_who_looks_after_the_screen_and_when_it_was_checked() -> None:
    site = Site(caretaker="The front desk", last_check=date(2026, 11, 2))
    said = text_of(views.page(visit(site=site)))
    assert "The front desk looks after this screen. The screen was last checked on" in said
    assert "2 November 2026." in said
    assert WORDS.caretaker_unknown in said


@pytest.mark.parametrize("site", [Site(), Site(caretaker="Us"), Site(last_check=date(2026, 11, 2))])
def test_where_nobody_looks_after_the_screen_the_staff_are_told_to_be_asked(site: Site) -> None:
    said = text_of(views.page(visit(site=site)))
    assert WORDS.caretaker_unknown in said
    assert "looks after" not in said


def test_the_question_and_the_words_take_time_to_read_and_nothing_else_does() -> None:
    for choices, place, takes_time in (
        ((), Place.START, False),
        (DOOR[:1], Place.TREATED, True),
        (DOOR[:2], Place.DISCLAIMER, True),
        (TREATED[:2], Place.EXCUSED, False),
        (DOOR, Place.SHELF, False),
    ):
        page = views.page(visit(*choices))
        assert (page.place, page.takes_time) == (place, takes_time)


def test_the_disclaimer_is_whole_and_yes_and_no_are_the_same_kind_of_choice() -> None:
    page = views.page(visit(*DOOR[:2]))
    words = Library(CONTENT, language="en").disclaimer
    assert page.title == words.title
    assert rows_of(*page.parts) == [*words.paragraphs, words.question]
    assert [(c.id, c.label, c.rank) for c in page.choices[:2]] == [
        ("answer:yes", "I say yes", Rank.LIST),
        ("answer:no", "I say no", Rank.LIST),
    ]


def test_a_reader_who_had_treatment_sees_the_same_words_and_why_nothing_is_asked() -> None:
    page = views.page(visit(*TREATED[:2]))
    words = Library(CONTENT, language="en").disclaimer
    said = [WORDS.excused, WORDS.excused_driving, *words.paragraphs]
    assert rows_of(*page.parts) == said
    assert ids(page) == ["read", "back", "help", "finished"]


@pytest.mark.parametrize("so_far", [DOOR[:2], TREATED[:2]])
def test_a_wrong_answer_about_treatment_can_be_taken_back(so_far: tuple[str, ...]) -> None:
    made = visit(*so_far)
    assert go(made, "back").place is Place.TREATED
    assert made.behind == []


@pytest.mark.parametrize("door", [DOOR, TREATED])
def test_from_the_shelf_there_is_no_way_back_to_the_questions(door: tuple[str, ...]) -> None:
    made = visit(*door)
    made.choose("back")
    assert made.place is Place.SHELF


def test_a_refusal_is_fine_and_the_staff_can_be_asked() -> None:
    page = views.page(visit(*DOOR[:2], "answer:no"))
    assert page.title == WORDS.refused_title
    assert LABELS.declined in text_of(page)
    assert WORDS.ask_staff in text_of(page)
    assert [choice.label for choice in page.choices] == [WORDS.back_to_start]


def test_help_says_how_to_reach_the_clinic_and_leads_back() -> None:
    page = views.page(visit("language:en", "help", site=Site(clinic=Clinic("A clinic", "555 123"))))
    assert "A clinic: 555 123" in text_of(page)
    assert ids(page) == ["back", "finished"]
    assert "555" not in text_of(views.page(visit("language:en", "help")))


def test_the_shelf_has_a_card_for_each_topic_with_its_length() -> None:
    page = views.page(visit(*DOOR))
    assert page.title == LABELS.topics
    assert ids(page)[0] == f"topic:{TOPIC}"
    assert all(" minutes)" in choice.label for choice in page.of_rank(Rank.LIST))
    purposes = [card.purpose for card in Library(CONTENT, language="en").cards().cards]
    assert all(purpose in text_of(page) for purpose in purposes)


def test_a_leaflet_of_one_minute_is_not_of_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    made = visit(*DOOR)
    monkeypatch.setattr(reading, "minutes", lambda _: 1)
    assert views.page(made).choices[0].label.endswith(" (About 1 minute)")


def test_a_long_shelf_is_shown_a_few_leaflets_at_a_time(tmp_path: Path) -> None:
    names = [f"t{number}" for number in range(2 * MOST_CARDS + 1)]
    made = visit(*DOOR, library=small_library(tmp_path, **dict.fromkeys(names, SMALL_TOPIC)))
    seen: list[str] = []
    for following in ("", f"shelf:{MOST_CARDS}", f"shelf:{2 * MOST_CARDS}"):
        page = go(made, following) if following else views.page(made)
        seen += [choice.id.removeprefix("topic:") for choice in page.of_rank(Rank.LIST)]
        assert ("shelf:0" in ids(page)) == bool(following)
    assert seen == names
    assert [found for found in ids(views.page(made)) if "shelf:" in found] == ["shelf:0"]
    assert ids(go(made, "shelf:0"))[0] == "topic:t0"


def test_an_empty_shelf_says_so_and_what_is_not_shown_now() -> None:
    page = views.page(visit(*DOOR, site=Site(require_sign_off=True, topics=(TOPIC,))))
    empty, title, not_shown = rows_of(*page.parts)
    assert (empty, title) == (WORDS.empty_shelf, LABELS.topics_withheld)
    assert not_shown.endswith(f": {LABELS.not_signed} {LABELS.ask_instead}")
    assert page.of_rank(Rank.LIST) == ()


def test_no_more_is_said_of_what_is_not_shown_than_a_small_screen_holds(tmp_path: Path) -> None:
    library = small_library(tmp_path, **{f"t{number}": SMALL_TOPIC for number in range(9)})
    page = views.page(visit(*DOOR, library=library, site=Site(require_sign_off=True)))
    said_of_one = f"- A small topic: {LABELS.not_signed} {LABELS.ask_instead}"
    assert rows_of(*page.parts)[2:] == [said_of_one] * MOST_CARDS


def test_what_the_site_does_not_want_is_not_missed() -> None:
    wanted = visit(*DOOR, site=Site(require_sign_off=True, topics=(TOPIC,)))
    assert [one.card.id for one in wanted.withheld()] == [TOPIC]
    assert len(visit(*DOOR, site=Site(require_sign_off=True)).withheld()) > 1


def test_each_page_opens_no_more_leaflets_than_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"t{number}" for number in range(3 * MOST_CARDS)]
    made = visit(*DOOR, library=small_library(tmp_path, **dict.fromkeys(names, SMALL_TOPIC)))
    asked: list[str] = []
    issue = made.library.issue

    def counted(topic: str, proof: Acknowledgement | Excused) -> Leaflet:
        asked.append(topic)
        return issue(topic, proof)

    def looked_through() -> None:
        raise AssertionError("the shelf is looked through once a visit")

    monkeypatch.setattr(made.library, "issue", counted)
    monkeypatch.setattr(made.library, "cards", looked_through)
    views.page(made)
    assert asked == names[:MOST_CARDS]
    asked.clear()
    go(made, f"shelf:{MOST_CARDS}", f"shelf:{2 * MOST_CARDS}")
    assert set(asked) <= set(names)
    assert len(asked) <= 5 * MOST_CARDS


def test_help_and_leaving_are_on_every_page_of_a_visit_and_their_words_fit() -> None:
    page = views.page(visit(*DOOR))
    assert [choice.label for choice in page.of_rank(Rank.ALWAYS)] == [
        WORDS.help_now,
        WORDS.finished,
    ]
    assert ids(views.page(visit(*DOOR, "take")))[-2:] == ["help", "finished"]
    assert views.page(visit(*DOOR, "take")).choices[-1].label == WORDS.forget


def test_only_what_stands_on_a_page_is_followed() -> None:
    made = visit()
    assert not views.follow(made, "treated:no")
    assert views.page(made).place is Place.START
    assert views.follow(made, "language:en")
    assert views.page(made).place is Place.TREATED


def test_words_of_ketacli_are_a_part_without_a_heading() -> None:
    (part,) = saying("One.", "Two.")
    assert part.title == ""
    assert part.blocks == (said("One."), said("Two."))
