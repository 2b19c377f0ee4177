"""A page in words: what only eyes can use is left out, and nothing else."""

from itertools import pairwise

import pytest

from ketacli.kiosk import linear_words as words
from ketacli.kiosk import views
from ketacli.kiosk.page import MARK_KEY, Page, Place, Rank
from ketacli.kiosk.visit import Visit
from ketacli.leaflet import Part, Role
from ketacli.library import Library
from ketacli.site import Clinic, Site
from ketacli.text import Chart, ChartGroup, Entries, Entry, Evidence, Ground, Paragraph, Span
from support.program import CONTENT
from support.visits import DOOR, TOPIC, go, ids, visit

LABELS = Library(CONTENT, language="en").kiosk_labels


def page_of(made: Visit) -> Page:
    return words.for_ears(made, views.page(made))


def drawn(page: Page, width: int = 80) -> list[str]:
    return list(words.drawn(words.whole(page), width))


def page_with(*parts: Part, title: str = "A title") -> Page:
    return Page(Place.LEAFLET, title, parts, (), "Page 1 of 2")


def part(*blocks: object, role: Role = Role.SECTION, title: str = "") -> Part:
    return Part(role, role.value, title, blocks)  # type: ignore[arg-type]


def said(text: str, ground: Ground | None = None) -> Paragraph:
    return Paragraph((Span(text),), ground)


def test_a_page_is_its_title_its_place_and_its_words() -> None:
    page = page_with(part(said("Words.")), part(said("More."), title="A heading"))
    assert drawn(page) == ["", "A title", "Page 1 of 2", "", "Words.", "", "A heading", "", "More."]


def test_a_heading_that_is_the_title_is_said_once() -> None:
    page = page_with(part(said("Words."), title="A title"))._replace(progress="")
    assert drawn(page) == ["", "A title", "", "Words."]


def test_a_chart_is_its_figures_in_words() -> None:
    chart = Chart("Dizzy", (ChartGroup("spray", 38, "38 of 100"),), said("38 felt dizzy."))
    assert drawn(page_with(part(chart)))[4:] == ["Dizzy", "- spray: 38 of 100", "38 felt dizzy."]


def test_choices_are_numbered_and_switches_say_how_they_are() -> None:
    made = visit(*DOOR, f"topic:{TOPIC}", "mark")
    lines = list(words.drawn(words.choices(page_of(made), LABELS), 80))
    assert lines[1] == "1. Word: ketamine (off)"
    assert "7. I want to talk about this (on)" in lines
    assert lines[-1] == "10. I am finished"


@pytest.mark.parametrize("choices", [(), DOOR, (*DOOR, f"topic:{TOPIC}")])
def test_choices_come_in_reading_order(choices: tuple[str, ...]) -> None:
    ranks = [list(Rank).index(choice.rank) for choice in page_of(visit(*choices)).choices]
    assert ranks == sorted(ranks)


def test_large_letters_and_the_hill_are_for_eyes() -> None:
    made = visit()
    chosen = [f"language:{tag}" for tag in made.languages]
    assert ids(page_of(made)) == [*chosen, "aloud"]
    made = visit(*DOOR, f"topic:{TOPIC}")
    made.calm = True
    at = next(n for n, sheet in enumerate(made.sheets()) if sheet.role is Role.ANALOGY)
    go(made, "contents", f"page:{at}")
    assert "hill" in ids(views.page(made))
    assert "hill" not in ids(page_of(made))


def test_a_plus_is_the_mark_where_one_can_mark_and_nothing_elsewhere() -> None:
    marked = words.meant(MARK_KEY, page_of(visit(*DOOR, f"topic:{TOPIC}")))
    assert marked is not None
    assert marked.id == "mark"
    assert words.meant(MARK_KEY, page_of(visit(*DOOR))) is None


def test_what_is_taken_along_is_said_and_no_code_is_spoken_of() -> None:
    made = visit(*DOOR, f"topic:{TOPIC}", "mark", "finished", site=Site(clinic=Clinic("Us", "5")))
    page = page_of(made)
    assert LABELS.take_code not in " ".join(drawn(page))
    assert drawn(page)[1:6] == [
        "To take with you",
        "",
        "I want to talk about",
        "",
        "- How ketamine is thought to work: In short",
    ]
    assert drawn(page)[-1] == "Us: 5"


def test_with_nothing_to_take_along_the_page_says_so() -> None:
    assert LABELS.take_none in " ".join(drawn(page_of(visit(*DOOR, "take")), 200))


def test_without_a_voice_the_start_page_says_that_there_is_none() -> None:
    made = visit()
    silent = words.with_voice(page_of(made), made, is_there=False)
    assert silent.choices[-1].label == LABELS.read_aloud_missing
    assert silent.choices[-1].pressed is None
    assert words.with_voice(page_of(made), made, is_there=True) == page_of(made)


def test_a_voice_can_be_asked_to_read_a_page_and_then_to_change() -> None:
    made = visit(*DOOR)
    page = page_of(made)
    assert words.with_voice(page, made, is_there=False) == page
    asked = words.with_voice(page, made, is_there=True)
    assert ids(asked)[-3:] == ["speak", "help", "finished"]
    assert asked.choices[-3].label == LABELS.speak
    made.aloud = True
    on = words.with_voice(page, made, is_there=True)
    labels = [choice.label for choice in on.choices[-6:-2]]
    assert labels == [
        LABELS.speak_pause,
        LABELS.speak_again,
        LABELS.speak_slower,
        LABELS.speak_louder,
    ]


def test_news_are_what_was_not_said_before() -> None:
    before = page_with(part(said("One."), title="Heading"))
    after = page_with(part(said("One."), said("Two."), title="Heading"))
    assert list(words.drawn(words.news(before, after), 80)) == ["", "Two."]
    assert words.news(after, before) == ()
    assert words.news(after, after) == ()


def test_a_part_that_is_new_is_said_with_its_heading() -> None:
    before = page_with(part(said("One."), title="Heading"))
    after = page_with(part(said("Two."), title="Another"))
    assert list(words.drawn(words.news(before, after), 80)) == ["", "Another", "", "Two."]


def test_numbers_of_sources_are_no_news_and_the_sources_are() -> None:
    cited = Ground(Evidence.TRIAL, "Tested", "source 1", (1,))
    book = Entries((Entry("1", "1", (Span("A book."),)),), numbered=True)
    listed = part(book, role=Role.SOURCES, title="Sources")
    before = page_with(part(said("One.", cited._replace(cited="", sources=()))))
    after = page_with(part(said("One.", cited)), listed)
    assert list(words.drawn(words.news(before, after), 80)) == ["", "Sources", "", "1. A book."]
    assert words.news(after, after) == ()


def test_a_page_is_the_same_where_place_title_and_progress_are() -> None:
    page = page_with()
    assert words.same_page(page, page_with(part(said("One."))))
    assert not words.same_page(page, page._replace(progress="Page 2 of 2"))
    assert not words.same_page(page, page._replace(place=Place.CHECK))


def test_lines_are_wrapped_and_no_two_are_empty_in_a_row() -> None:
    page = page_with(part(said("Some words that are wrapped.")), part(), part(said("End.")))
    lines = drawn(page, 20)
    assert max(map(len, lines)) <= 20
    assert not any(not here and not after for here, after in pairwise(lines))
