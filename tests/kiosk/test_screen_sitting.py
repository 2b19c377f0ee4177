"""A reader in front of a screen: every page by keyboard alone and by touch alone, answers that
count only when somebody could have read, silence, and reading aloud.
"""

import time
from random import Random

import pytest

from ketacli.kiosk import views
from ketacli.kiosk.drawing import Look, length, page_rows
from ketacli.kiosk.page import Rank
from ketacli.kiosk.screen_buttons import LEAST_HEIGHT, LEAST_WIDTH
from ketacli.kiosk.screen_layout import Size
from ketacli.kiosk.screen_page import Glass
from ketacli.site import Clinic, Site
from ketacli.text import letters
from support.kiosk_screen import (
    HILL,
    NEW,
    OLD,
    OLDER,
    READING,
    SIZES,
    SMALLEST,
    USUAL,
    Mouth,
    Seat,
    bare,
)
from support.visits import DOOR, TOPIC, TREATED

SITE = Site(clinic=Clinic("The test clinic", "555 0100"), print_command=("cat",))
PAGES: tuple[tuple[str, ...], ...] = (
    (),
    ("language:en",),
    DOOR[:2],
    TREATED[:2],
    ("language:en", "treated:no", "answer:no"),
    DOOR,
    (*DOOR, "help"),
    READING,
    (*READING, "contents"),
    *((*READING, "contents", f"page:{number}") for number in (5, 7, 13, 16, 17)),
    (*READING, "contents", HILL, "hill"),
    (*READING, "contents", HILL, "hill", "calm"),
    (*READING, "contents", HILL, "literal"),
    (*READING, "sources"),
    (*READING, "contents", "page:18", "check:first"),
    (*READING, "contents", "page:18", "check:first", "answer:1"),
    (*READING, "mark", "finished"),
    (*DOOR, "take"),
)


def place_of(seat: Seat) -> str:
    return str(seat.visit.place)


def pace(seat: Seat) -> float | None:
    return seat.sitting.pace


def speaks(seat: Seat) -> bool:
    return seat.mouth.speaking


def seen_by_scrolling(seat: Seat) -> str:
    """Everything that can be seen by turning the page down."""
    view = seat.sitting.view
    text = ""
    line = 0
    while True:
        view.scroll_to(line)
        text += f" {seat.words}"
        if line >= view.layout.farthest:
            return text
        line += view.layout.height


@pytest.mark.parametrize(("size", "glass"), [*zip(SIZES, (NEW, OLDER, OLD), strict=True)])
@pytest.mark.parametrize("choices", PAGES, ids="-".join)
def test_every_word_and_every_button_of_a_page_can_be_reached_by_keyboard(
    choices: tuple[str, ...], size: Size, glass: Glass
) -> None:
    seat = Seat(*choices, size=size, glass=glass, site=SITE)
    page = views.page(seat.visit)
    seen = seen_by_scrolling(seat).replace(">", " ").split()
    for row in page_rows(page):
        short = {word for word in letters(row.line).split() if len(word) < size.columns - 5}
        assert short <= set(seen)
    assert set(page.title.split()) <= set(seen)
    reached = reach_all(seat)
    if "more" in reached:
        seat.choose("more")
        reached |= reach_all(seat)
    for choice in page.choices:
        label, width, height = reached[choice.id]
        assert set(choice.label.split()) <= set(label.split())
        assert width >= LEAST_WIDTH
        assert height >= LEAST_HEIGHT


def reach_all(seat: Seat) -> dict[str, tuple[str, int, int]]:
    """Go once round all buttons: what has the focus, what its letters say, how large it is."""
    found: dict[str, tuple[str, int, int]] = {}
    view = seat.sitting.view
    targets = {t.id: t for t in (*view.layout.in_body, *view.layout.in_bar)}
    for _ in range(len(targets) + 1):
        seat.keys("tab")
        if not seat.focus:
            continue
        assert view.layout.is_in_view(seat.focus, view.scroll)
        pieces = [piece for line in seat.sitting.lines for piece in line]
        turned = " ".join(piece.text for piece in pieces if Look.TURNED in piece.look)
        assert ">" in turned
        target = targets[seat.focus]
        found[seat.focus] = (turned.replace(">", " "), target.width, target.height)
    assert found.keys() == targets.keys()
    return found


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("choices", PAGES, ids="-".join)
def test_every_button_can_be_reached_by_touch_alone(choices: tuple[str, ...], size: Size) -> None:
    seat = Seat(*choices, size=size, site=SITE)
    for choice in views.page(seat.visit).choices:
        if seat.sitting.view.is_open:
            seat.keys("escape")
        seat.keys("home")
        if choice.rank is Rank.SIDE and choice.id not in seat.sitting.view.layout.order:
            turn_down_to(seat, "more")
            seat.tap("more")
        turn_down_to(seat, choice.id)
        assert seat.place(choice.id) is not None, seat.text


def turn_down_to(seat: Seat, choice: str) -> None:
    """Tap the lower half of the words until a button is in view."""
    for _ in range(80):
        if seat.place(choice) is not None:
            return
        below = seat.place("words:below")
        assert below is not None, seat.text
        before = seat.sitting.view.scroll
        seat.touch(*below)
        if seat.sitting.view.scroll == before:
            return


@pytest.mark.parametrize("glass", [OLDER, OLD])
def test_old_terminals_get_no_lines_of_boxes(glass: Glass) -> None:
    for choices in (READING, (*READING, "contents", HILL, "hill")):
        assert not set("│─┌┐└┘├┤┬┴┼") & set(Seat(*choices, glass=glass).text)


def test_the_focus_starts_at_the_words_and_enter_presses_nothing() -> None:
    for choices in PAGES:
        seat = Seat(*choices, site=SITE)
        before = seat.text
        assert seat.focus == ""
        seat.keys("enter", "space")
        assert seat.text == before


def test_tab_goes_round_in_reading_order_and_back() -> None:
    seat = Seat(*READING)
    order = seat.sitting.view.layout.order
    there = []
    for _ in range(len(order) + 2):
        there.append(seat.focus)
        seat.keys("tab")
    assert there == ["", *order, ""]
    seat.keys("shift+tab", "shift+tab")
    assert seat.focus == order[-1]


def test_arrows_scroll_the_words_first_and_then_move_the_focus() -> None:
    seat = Seat(*READING)
    view = seat.sitting.view
    presses = 0
    while seat.focus == "":
        before = view.scroll
        seat.keys("down")
        presses += 1
        assert view.scroll > before or view.scroll == view.layout.farthest
    assert presses > 2
    assert seat.focus == view.layout.order[0]
    seat.keys("right", "right", "left")
    assert seat.focus == view.layout.order[1]
    seat.keys("up", "up")
    assert seat.focus == ""
    seat.keys("up")
    assert view.scroll < view.layout.farthest
    seat.keys("end", "home")
    assert view.scroll == 0
    seat.keys("pagedown")
    assert view.scroll == view.layout.height - 1
    seat.keys("pageup")
    assert view.scroll == 0


def test_arrows_stop_at_the_last_button() -> None:
    seat = Seat(*READING)
    seat.keys(*["right"] * 40)
    assert seat.focus == seat.sitting.view.layout.order[-1]
    seat.keys(*["left"] * 40)
    assert seat.focus == ""


def test_scrolling_away_takes_the_focus_from_a_button_that_is_out_of_view() -> None:
    seat = Seat(*READING)
    seat.keys("tab")
    assert seat.focus.startswith("word:")
    seat.keys("home")
    assert seat.focus == ""
    seat.keys("shift+tab", "end", "home")
    assert seat.focus == "finished"


def test_escape_goes_back_where_a_page_has_that_choice_and_does_no_more() -> None:
    seat = Seat(*READING, "contents", "page:3")
    seat.keys("escape")
    assert seat.visit.at == 2
    for choices in ((), ("language:en",), DOOR):
        other = Seat(*choices)
        before = other.text
        other.keys("escape")
        assert other.text == before
    for asked in (DOOR[:2], TREATED[:2]):
        wrong = Seat(*asked)
        wrong.keys("escape")
        assert place_of(wrong) == "treated"


def test_keys_that_mean_nothing_do_nothing() -> None:
    seat = Seat(*READING)
    before = seat.text
    seat.keys("ctrl+q", "ctrl+c", "ctrl+p", "ctrl+backslash", "f1", "q", "delete", "ctrl+z", "1")
    assert seat.text == before
    assert not seat.sitting.over


def test_a_reader_can_read_by_touch_alone_from_start_to_end() -> None:
    seat = Seat(size=SMALLEST, site=SITE)
    for choice in ("language:en", "treated:no"):
        turn_down_to(seat, choice)
        seat.tap(choice)
    turn_down_to(seat, "answer:yes")
    seat.tap("answer:yes")
    turn_down_to(seat, f"topic:{READING[-1].partition(':')[2]}")
    seat.tap(READING[-1])
    seat.tap("page:1")
    seat.tap("more")
    seat.tap("mark")
    assert seat.visit.marks
    seat.tap("more")
    seat.tap("finished")
    assert place_of(seat) == "take-away"
    turn_down_to(seat, "finished")
    seat.tap("finished")
    assert seat.sitting.over


def test_the_same_words_are_at_the_top_of_a_new_page() -> None:
    seat = Seat(*READING)
    seat.keys("end")
    seat.choose("page:1")
    assert seat.sitting.view.scroll == 0
    assert seat.focus == ""
    assert "Page 2 of 19" in seat.words


@pytest.mark.parametrize("size", SIZES)
def test_reading_on_passes_over_no_line_of_a_page(size: Size) -> None:
    seat = Seat(*READING, size=size)
    view, lines = seat.sitting.view, set[int]()
    every = set(range(len(view.layout.body)))
    while seat.visit.at == 0:
        lines |= set(range(view.scroll, view.scroll + view.layout.height))
        seat.tap("page:1")
    assert lines >= every
    assert seat.visit.at == 1
    assert view.scroll == 0


def test_who_reads_on_from_what_is_on_the_side_is_back_among_the_words() -> None:
    seat = Seat(*READING, size=SMALLEST)
    seat.tap("more")
    seat.tap("page:1")
    view = seat.sitting.view
    assert seat.visit.at == 0
    assert not view.is_open
    assert view.scroll == view.layout.height - 1


def test_a_listener_who_reads_on_gets_the_next_page_at_once() -> None:
    seat = Seat(*READING, size=SMALLEST)
    seat.visit.aloud = True
    seat.tap("page:1")
    assert seat.visit.at == 1


def test_what_is_switched_keeps_the_focus_and_says_so() -> None:
    seat = Seat(*READING)
    seat.choose("mark")
    assert seat.focus == "mark"
    assert ">[x] I want to" in seat.words
    assert seat.visit.marks
    seat.keys("enter")
    assert not seat.visit.marks


def test_a_meaning_that_opens_is_brought_into_view() -> None:
    seat = Seat(*READING)
    seat.choose("word:ketamine")
    assert "word:ketamine" in [c.id for c in seat.page.choices if c.pressed]
    assert "ketamine: " in seat.words


@pytest.mark.parametrize("size", SIZES)
def test_the_kind_word_on_an_answer_is_brought_into_view(size: Size) -> None:
    seat = Seat(*READING, "contents", "page:18", "check:first", size=size)
    seat.choose("answer:1")
    explained = seat.sitting.view.rows[-1]
    first = " ".join(letters(explained.line).split()[:4])
    assert first in seat.words


def test_sources_are_brought_into_view_and_the_side_closes() -> None:
    seat = Seat(*READING, size=SMALLEST)
    seat.choose("more")
    assert seat.focus == seat.sitting.view.layout.order[0]
    seat.choose("sources")
    assert not seat.sitting.view.is_open
    assert "sources 1, 2" in seat.words


def test_the_side_is_closed_again_by_its_button_and_by_escape() -> None:
    seat = Seat(*READING, size=SMALLEST)
    seat.keys("down", "down")
    scroll = seat.sitting.view.scroll
    seat.tap("more")
    assert "Close" in seat.words
    assert "talk about this" in seat.words
    seat.choose("more")
    assert "Close" not in seat.words
    assert seat.sitting.view.scroll == scroll
    seat.choose("more")
    seat.keys("escape")
    assert "Close" not in seat.words
    assert place_of(seat) == "leaflet"


@pytest.mark.parametrize("choices", [("language:en",), DOOR[:2]])
@pytest.mark.parametrize("answer", ["yes", "no"])
def test_an_answer_by_key_counts_only_when_the_words_could_have_been_read(
    choices: tuple[str, ...], answer: str
) -> None:
    seat = Seat(*choices)
    listed = seat.page.of_rank(Rank.LIST)
    chosen = next(choice.id for choice in listed if choice.id.endswith(answer))
    place = seat.visit.place
    while seat.focus != chosen:
        seat.sitting.key("tab")
    seat.sitting.key("enter")
    seat.clock.wait(1.9)
    seat.sitting.key("enter")
    assert seat.visit.place is place
    assert seat.focus == chosen
    seat.clock.wait(1)
    seat.sitting.key("enter")
    assert seat.visit.place is not place


def test_a_held_key_is_never_an_answer() -> None:
    seat = Seat(*DOOR[:2])
    while seat.focus != "answer:yes":
        seat.sitting.key("tab")
    for _ in range(30 * 60):
        seat.clock.wait(1 / 30)
        seat.sitting.key("enter")
    assert place_of(seat) == "disclaimer"


def test_an_answer_by_touch_needs_both_ends_after_the_words_could_have_been_read() -> None:
    seat = Seat(*DOOR[:2])
    seat.keys("end")
    seat.sitting.resize(USUAL)
    place = seat.place("answer:yes")
    assert place is not None
    seat.sitting.press(*place)
    seat.clock.wait(5)
    seat.sitting.release(*place)
    assert place_of(seat) == "disclaimer"
    seat.clock.wait(5)
    seat.sitting.press(*place)
    seat.sitting.release(*place)
    assert place_of(seat) == "shelf"


def test_a_touch_counts_only_where_it_began() -> None:
    seat = Seat(*READING)
    one, other = seat.place("page:1"), seat.place("contents")
    assert one is not None
    assert other is not None
    seat.sitting.press(*one)
    seat.sitting.release(*other)
    seat.sitting.release(*one)
    assert place_of(seat) == "leaflet"
    assert seat.visit.at == 0


def test_the_two_answers_look_the_same_and_neither_has_the_focus() -> None:
    for choices in (("language:en",), DOOR[:2]):
        for size in SIZES:
            layout = Seat(*choices, size=size).sitting.view.layout
            yes, no = layout.in_body
            assert (yes.width, yes.height) == (no.width, no.height)


def test_touching_the_words_turns_them_by_a_screen() -> None:
    seat = Seat(*READING)
    view = seat.sitting.view
    seat.tap("words:below")
    assert view.scroll == view.layout.height - 1
    seat.tap("words:above")
    assert view.scroll == 0
    short = Seat("language:en")
    before = short.text
    short.touch(5, 12)
    assert short.text == before


def test_a_wheel_scrolls() -> None:
    seat = Seat(*READING)
    seat.sitting.wheel(1)
    assert seat.sitting.view.scroll == 3
    seat.sitting.wheel(-1)
    assert seat.sitting.view.scroll == 0


def test_the_start_page_rests_and_any_key_wakes_it_and_does_no_more() -> None:
    seat = Seat(site=SITE)
    seat.keys("tab")
    seat.pass_seconds(179)
    assert "Welcome" in seat.words
    seat.pass_seconds(2)
    assert seat.words.startswith("Press any key or touch the screen to begin. If you need help")
    faint, *others = [line for line in seat.sitting.lines if "".join(p.text for p in line).strip()]
    assert {piece.look for piece in faint} == {Look.FAINT}
    assert all(piece.look != Look.FAINT for line in others for piece in line)
    seat.sitting.key("enter")
    assert "Welcome" in seat.words
    assert place_of(seat) == "start"
    seat.pass_seconds(181)
    seat.touch(3, 20)
    assert "Welcome" in seat.words
    assert place_of(seat) == "start"
    seat.pass_seconds(1000)
    assert not seat.sitting.over


def test_a_start_page_that_somebody_changed_is_forgotten_like_any_other() -> None:
    seat = Seat("large")
    seat.pass_seconds(181)
    assert "Are you still there?" in seat.words
    seat.pass_seconds(40)
    assert seat.sitting.over


def test_silence_is_asked_about_and_any_key_stays_as_often_as_wanted() -> None:
    seat = Seat(*READING, "contents", "page:3", site=SITE)
    seat.keys("down")
    before = seat.text
    for name in ["enter", "a", "escape", "tab"] * 5:
        seat.pass_seconds(181)
        assert "Are you still there?" in seat.words
        assert "Seconds until this visit ends: 29." in seat.words
        assert "I am still here" in seat.words
        seat.pass_seconds(27)
        assert "Seconds until this visit ends: 2." in seat.words
        seat.sitting.key(name)
        assert seat.text == before
    seat.pass_seconds(190)
    seat.touch(1, 1)
    assert seat.text == before


@pytest.mark.parametrize("keys", [("down", "down"), ("end",), ("tab", "tab"), ("shift+tab",)])
def test_who_stays_is_where_they_were(keys: tuple[str, ...]) -> None:
    seat = Seat(*READING)
    seat.keys(*keys)
    before = (seat.text, seat.focus, seat.sitting.view.scroll)
    seat.pass_seconds(200)
    assert "Are you still there?" in seat.words
    seat.sitting.key("a")
    assert (seat.text, seat.focus, seat.sitting.view.scroll) == before
    seat.sitting.resize(Size(20, 5))
    seat.sitting.resize(USUAL)
    assert (seat.text, seat.focus, seat.sitting.view.scroll) == before


def test_silence_ends_a_visit() -> None:
    seat = Seat(*READING)
    seat.pass_seconds(209)
    assert not seat.sitting.over
    seat.pass_seconds(2)
    assert seat.sitting.over


def test_a_bag_on_the_keyboard_does_not_stay() -> None:
    seat = Seat(*READING)
    for _ in range(30 * 260):
        seat.clock.wait(1 / 30)
        seat.sitting.key("x")
        seat.sitting.second()
        if seat.sitting.over:
            return
    raise AssertionError(seat.text)


def test_an_answer_needs_the_words_anew_after_a_warning() -> None:
    seat = Seat(*DOOR[:2])
    seat.keys("tab")
    assert seat.focus == "answer:yes"
    seat.pass_seconds(185)
    seat.sitting.key("a")
    seat.clock.wait(1)
    seat.sitting.key("enter")
    assert place_of(seat) == "disclaimer"


def test_a_window_that_is_too_small_says_so_and_takes_no_keys() -> None:
    seat = Seat(*READING)
    before = seat.text
    for size in (Size(39, 24), Size(80, 11), Size(5, 3), Size(1, 1)):
        seat.sitting.resize(size)
        for key in ("tab", "enter", "escape", "down"):
            seat.sitting.key(key)
        seat.sitting.press(0, 0)
        seat.sitting.release(0, 0)
        seat.sitting.wheel(1)
        assert len(seat.sitting.lines) == size.lines
    seat.sitting.resize(Size(39, 24))
    assert "This window is too small to read in." in seat.words
    seat.sitting.resize(USUAL)
    assert seat.text == before


def test_a_notice_fits_a_window_that_changes() -> None:
    seat = Seat()
    seat.pass_seconds(200)
    seat.sitting.resize(SMALLEST)
    assert seat.words.startswith("Press any key or touch the screen to begin. If you need help")
    seat.sitting.resize(Size(20, 5))
    assert "This window is too small" in seat.words


def test_the_hill_moves_only_when_asked_and_pauses() -> None:
    seat = Seat(*READING, "contents", HILL, "hill")
    before = seat.text
    assert seat.sitting.pace is None
    seat.clock.wait(5)
    seat.sitting.moment()
    assert seat.text == before
    seat.choose("hill:run")
    assert pace(seat) == 0.25
    assert "Pause" in seat.words
    for _ in range(20):
        seat.clock.wait(0.3)
        seat.sitting.moment()
    assert "O" in seat.text or ":" in seat.text or "." in seat.text
    moved = seat.text
    assert moved != before
    seat.keys("enter")
    assert pace(seat) is None
    assert "Start" in seat.words
    seat.choose("hill:step")
    seat.choose("hill:again")
    seat.keys("shift+tab")
    assert seat.focus != ""


def test_calm_is_three_stills_and_no_movement() -> None:
    seat = Seat(*READING, "contents", HILL, "hill")
    seat.choose("calm")
    assert "hill:run" not in seat.sitting.view.layout.order
    assert seat.sitting.pace is None
    seat.choose("calm")
    assert "hill:run" in seat.sitting.view.layout.order


def test_reading_aloud_marks_the_sentence_and_brings_it_into_view() -> None:
    seat = Seat(*READING)
    seat.choose("speak")
    assert seat.sitting.pace is not None
    assert seat.mouth.said == ["How ketamine is thought to work: In short"]
    for _ in range(12):
        seat.mouth.speaking = False
        seat.sitting.moment()
        turned = [
            piece.text
            for line in seat.sitting.lines
            for piece in line
            if Look.TURNED in piece.look and piece.text not in {"vv", "^^"}
        ]
        said = seat.mouth.said[-1]
        assert turned
        assert any(piece.strip() and piece.strip() in said for piece in turned)
    assert seat.sitting.view.scroll > 0


def test_any_key_and_any_touch_stops_the_voice_at_once() -> None:
    for key in ("down", "a", "tab", "enter", "escape"):
        seat = Seat("language:en")
        seat.choose("speak")
        assert speaks(seat)
        seat.sitting.key(key)
        assert not speaks(seat)
    seat = Seat("language:en")
    seat.choose("speak")
    seat.sitting.press(40, 10)
    assert not speaks(seat)


def test_the_button_that_stops_the_voice_does_not_start_it_again() -> None:
    seat = Seat("language:en", size=Size(120, 40))
    seat.choose("speak")
    assert ">Stop reading" in seat.words
    seat.keys("enter")
    assert not speaks(seat)
    assert "Stop" not in seat.words
    seat.tap("speak")
    assert speaks(seat)
    seat.tap("speak")
    assert not speaks(seat)


def test_again_slower_and_louder_are_there_once_it_was_read() -> None:
    seat = Seat("language:en", size=Size(120, 40))
    assert "speak:again" not in seat.sitting.view.layout.order
    seat.choose("speak")
    seat.mouth.speaking = False
    seat.sitting.moment()
    first = seat.mouth.said[0]
    seat.choose("speak:slower")
    seat.choose("speak:louder")
    assert [told for told in seat.mouth.told if told != "stop"] == ["slower", "louder"]
    assert seat.mouth.said[-1] == seat.mouth.said[1]
    seat.choose("speak:again")
    assert seat.mouth.said[-1] == first


def test_pages_are_read_as_they_come_only_when_somebody_asked() -> None:
    seat = Seat()
    seat.choose("language:en")
    assert not seat.mouth.said
    asked = Seat()
    asked.choose("aloud")
    assert not asked.mouth.said
    asked.choose("language:en")
    assert asked.mouth.said == ["One question first"]


def test_listening_is_a_sign_of_life() -> None:
    seat = Seat(*READING)
    seat.choose("speak")
    for _ in range(20):
        seat.pass_seconds(20)
        seat.mouth.speaking = False
        seat.sitting.moment()
        assert "Are you still there?" not in seat.words


def test_without_a_voice_the_button_says_so_and_does_nothing() -> None:
    seat = Seat(mouth=Mouth(is_there=False), size=Size(300, 40))
    assert "Reading aloud does not work here now" in seat.words
    seat.choose("aloud")
    assert not seat.visit.aloud
    seat.choose("language:en")
    seat.choose("speak")
    assert not seat.mouth.said


def test_a_voice_that_breaks_is_not_tried_for_every_sentence() -> None:
    mouth = Mouth()
    mouth.breaks = True
    seat = Seat("language:en", mouth=mouth, size=Size(120, 40))
    seat.choose("speak")
    for _ in range(5):
        seat.sitting.moment()
    assert len(mouth.said) == 1
    assert "Reading aloud does not work here now" in seat.words


def test_large_letters_are_drawn_where_the_terminal_can() -> None:
    seat = Seat(*DOOR)
    before = seat.text
    large = Seat("large", *DOOR)
    assert "█" in large.text or "▌" in large.text
    assert before != large.text
    plain = Seat("large", *DOOR, glass=OLDER)
    assert "This page cannot be shown in large letters here." in plain.words
    assert "How ketamine is thought to work" in plain.words


def test_what_a_page_says_to_print_is_printed_and_the_screen_says_so() -> None:
    for command, said in ((("cat",), "was sent"), (("false",), "could not be printed")):
        seat = Seat(*READING, "mark", "finished", site=Site(print_command=command))
        seat.choose("print")
        seat.sitting.key("tab")
        end = time.monotonic() + 60
        while seat.sitting.pace is not None and time.monotonic() < end:
            time.sleep(0.01)
            seat.sitting.moment()
        assert said in seen_by_scrolling(seat)


def test_codes_follow_each_other_and_begin_again() -> None:
    seat = Seat(*READING, "mark", "finished", site=SITE, glass=NEW)
    first = seat.text
    assert "Code 1 of" in seen_by_scrolling(seat)
    seat.choose("code:next")
    assert seat.focus == "code:next"
    codes = [p for line in seat.sitting.lines for p in line if Look.CODE in p.look]
    assert len(codes) > 10
    assert "Code 2 of" in seen_by_scrolling(seat)
    assert first


def test_turning_the_page_stops_at_a_code() -> None:
    seat = Seat(*READING, "mark", "finished", site=SITE)
    view = seat.sitting.view
    assert view.layout.stop is not None
    tops = set()
    for _ in range(6):
        seat.keys("pagedown")
        tops.add(view.scroll)
    assert view.layout.stop in tops


def test_a_screen_that_is_too_small_for_a_code_says_so() -> None:
    seat = Seat(*READING, "mark", "finished", size=SMALLEST)
    seen = seen_by_scrolling(seat)
    assert "No code can be shown here." in seen
    assert "scan this code" not in seen


def test_leaving_is_leaving() -> None:
    seat = Seat(*DOOR[:2])
    seat.choose("finished")
    assert seat.sitting.over


def test_the_staff_see_what_is_wrong_on_every_page() -> None:
    for choices in ((), READING):
        seat = Seat(*choices, note="site.yaml:3:1: no such field [@click=app.quit]")
        assert seat.text.splitlines()[-1].startswith("For the staff: site.yaml:3:1:")


def test_hostile_words_are_letters_on_the_screen() -> None:
    hostile = "[@click=app.quit]x[/] [/day] \x1b]52;c;aGk=\x07"
    seat = Seat(site=Site(clinic=Clinic(hostile)), note=hostile, size=Size(120, 40))
    assert "[@click=app.quit]x[/] [/day] <U+001B>]52;c;aGk=<U+0007>" in bare(seat.text)
    assert "\x1b" not in seat.text


MONKEY_KEYS = (
    *("tab", "shift+tab", "down", "up", "left", "right", "pagedown", "pageup", "home", "end"),
    *("enter", "enter", "space", "escape", "x"),
)


@pytest.mark.parametrize("seed", range(6))
def test_a_monkey_finds_no_screen_that_is_torn(seed: int) -> None:
    chance = Random(seed)
    size = USUAL
    seat = Seat(site=SITE, note="something" if seed % 2 else "")
    for _ in range(700):
        seat.clock.wait(chance.choice((0.01, 0.5, 3)))
        match chance.randrange(12):
            case 0:
                size = chance.choice((*SIZES, Size(120, 40), Size(41, 12), Size(30, 9)))
                seat.sitting.resize(size)
            case 1 | 2 | 3:
                at = chance.randrange(size.columns), chance.randrange(size.lines)
                seat.sitting.press(*at)
                seat.sitting.release(*at)
            case 4:
                seat.mouth.speaking = False
                seat.sitting.moment()
            case 5:
                seat.sitting.second()
                seat.sitting.wheel(chance.choice((1, -1)))
            case _:
                seat.sitting.key(chance.choice(MONKEY_KEYS))
        if seat.sitting.over:
            seat = Seat(site=SITE, size=size)
        view = seat.sitting.view
        assert len(seat.sitting.lines) == size.lines
        assert all(length(line) <= size.columns for line in seat.sitting.lines)
        assert view.focus in {"", *view.layout.order} or not size.is_enough
        assert 0 <= view.scroll <= view.layout.farthest or not size.is_enough


def test_one_key_marks_a_page_to_talk_about_and_takes_the_mark_back() -> None:
    seat = Seat(*READING)
    seat.sitting.key("plus")
    assert [mark.topic for mark in seat.visit.marks] == [TOPIC]
    seat.sitting.key("plus")
    assert seat.visit.marks == []


def test_where_nothing_can_be_marked_the_key_does_nothing() -> None:
    seat = Seat()
    before = seat.page
    seat.sitting.key("plus")
    assert (seat.page, seat.visit.marks) == (before, [])
