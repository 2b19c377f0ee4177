"""What a screen adds to a page: labels of the library, and nothing of its own."""

import pytest

from ketacli.kiosk import screen_page, views
from ketacli.kiosk.drawing import Look
from ketacli.kiosk.page import Place, Rank
from ketacli.kiosk.screen_aloud import Aloud
from ketacli.kiosk.screen_layout import Size
from ketacli.kiosk.screen_page import Besides
from ketacli.site import Clinic, Site
from ketacli.text import letters
from support.kiosk_screen import NEW, OLD, OLDER, READING, SMALLEST, USUAL, Mouth, Seat, text_of

LARGE = Size(200, 60)


def shown(seat: Seat, size: Size = USUAL, glass: screen_page.Glass = NEW) -> screen_page.Shown:
    return screen_page.page(seat.room, Besides(Aloud(seat.room)), size, glass)


@pytest.mark.parametrize("choices", [(), ("language:en",), READING, (*READING, "finished")])
def test_every_label_that_is_added_is_a_label_of_the_library(choices: tuple[str, ...]) -> None:
    for mouth in (Mouth(), Mouth(is_there=False)):
        seat = Seat(*choices, mouth=mouth)
        known = set(seat.visit.library.kiosk_labels._asdict().values())
        before = {choice.id: choice for choice in views.page(seat.visit).choices}
        for choice in shown(seat).page.choices:
            assert before.get(choice.id) == choice or choice.label in known


@pytest.mark.parametrize("choices", [(), ("language:en",), READING, (*READING, "finished")])
def test_every_page_can_be_read_aloud_or_says_that_it_cannot(choices: tuple[str, ...]) -> None:
    seat = Seat(*choices)
    labels = seat.visit.library.kiosk_labels
    speak = next(c for c in shown(seat).page.choices if c.id == "speak")
    assert (speak.label, speak.rank) == (labels.speak, Rank.SIDE)
    mute = Seat(*choices, mouth=Mouth(is_there=False))
    said = [c.label for c in shown(mute).page.choices]
    assert said.count(labels.read_aloud_missing) == 1
    assert labels.speak not in said


def test_a_large_screen_has_one_code_for_all() -> None:
    seat = Seat(*READING, "mark", "finished", site=Site(clinic=Clinic("A clinic", "555")))
    whole = shown(seat, LARGE)
    assert whole.code
    assert {piece.look for line in whole.code for piece in line} == {Look.CODE}
    assert whole.beside_code == ()
    labels = seat.visit.library.kiosk_labels
    assert letters(whole.rows[-1].line) == labels.take_code
    parts = shown(seat, USUAL)
    assert [c.id for c in parts.beside_code] == ["code:next"]
    assert letters(parts.rows[-1].line).startswith(f"{labels.take_code} Code 1 of ")


@pytest.mark.parametrize(("size", "glass"), [(SMALLEST, NEW), (USUAL, OLDER), (LARGE, OLDER)])
def test_where_no_code_can_be_drawn_it_is_said(size: Size, glass: screen_page.Glass) -> None:
    seat = Seat(*READING, "mark", "finished")
    found = shown(seat, size, glass)
    said = seat.visit.library.kiosk_labels.take_code_too_small
    assert found.code == ()
    assert said in [letters(row.line) for row in found.rows]
    code = seat.visit.library.kiosk_labels.take_code
    assert not any(code in letters(row.line) for row in found.rows)


def test_large_letters_fit_what_the_terminal_has() -> None:
    seat = Seat("large", *READING)
    for glass, letter in ((NEW, "▌"), (OLD, "█")):
        found = shown(seat, USUAL, glass)
        assert found.is_large
        assert letter in "".join(map(text_of, found.words))
    assert not shown(seat, USUAL, OLDER).is_large


def test_a_page_with_a_letter_that_cannot_be_large_is_not_large_at_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from ketacli.pictures import large_letters

    seat = Seat("large", *READING)
    monkeypatch.setattr(large_letters, "lacks", lambda _text: frozenset("ж"))
    found = shown(seat)
    assert not found.is_large
    missing = seat.visit.library.kiosk_labels.large_letters_missing
    assert letters(found.rows[0].line) == missing


def test_the_pages_of_a_screens_own_are_labels() -> None:
    seat = Seat(note="records: disk full")
    labels = seat.visit.library.kiosk_labels
    assert screen_page.wake(seat.room).place is Place.START
    assert screen_page.wake(seat.room).title == ""
    assert screen_page.wake(seat.room).choices == ()
    assert screen_page.wake(seat.room).parts[1:] == seat.visit.library.crisis_lines() != ()
    assert screen_page.too_small(seat.room).choices == ()
    there = screen_page.still_there(seat.room, 12)
    assert there.title == labels.idle_title
    assert [choice.label for choice in there.choices] == [labels.still_here]
    assert screen_page.note(seat.room) == "For the staff: records: disk full"
    assert screen_page.note(Seat().room) == ""
