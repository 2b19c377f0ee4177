"""The voice of a page: one sentence after another, marked, and silent at once when asked."""

from ketacli.kiosk.drawing import page_rows
from ketacli.kiosk.page import Page, Place, saying
from ketacli.kiosk.screen_aloud import Aloud
from ketacli.kiosk.spoken import SPOKEN
from ketacli.text import letters
from support.kiosk_screen import Mouth, Seat

PAGE = Page(Place.LEAFLET, "A title", saying("First. Second.", "Third."), ())
SENTENCES = ["A title", "First.", "Second.", "Third."]


def voice(seat: Seat) -> Aloud:
    aloud = Aloud(seat.room)
    aloud.turn_to(PAGE, page_rows(PAGE))
    return aloud


def read_all(seat: Seat, aloud: Aloud) -> list[str]:
    """Let it read to the end. Returns what was marked while each sentence was said."""
    marked: list[str] = []
    for _ in range(20):
        if not aloud.is_on:
            return marked
        rows = aloud.mark(page_rows(PAGE))
        marked.append("".join(s.text for row in rows for s in row.line if s.term == SPOKEN))
        seat.mouth.speaking = False
        assert aloud.moment()
    raise AssertionError(marked)


def test_a_page_is_read_title_first_and_each_sentence_is_marked_while_it_is_said() -> None:
    seat = Seat()
    aloud = voice(seat)
    aloud.start()
    assert read_all(seat, aloud) == ["", *SENTENCES[1:]]
    assert seat.mouth.said == SENTENCES
    assert not aloud.moment()


def test_marks_change_no_words() -> None:
    seat = Seat()
    aloud = voice(seat)
    rows = page_rows(PAGE)
    assert aloud.mark(rows) == rows
    aloud.start()
    seat.mouth.speaking = False
    aloud.moment()
    assert [letters(r.line) for r in aloud.mark(rows)] == [letters(r.line) for r in rows]


def test_it_goes_on_where_it_stopped_and_from_the_top_when_it_was_at_the_end() -> None:
    seat = Seat()
    aloud = voice(seat)
    aloud.start()
    seat.mouth.speaking = False
    aloud.moment()
    aloud.stop()
    assert seat.mouth.told == ["stop"]
    aloud.stop()
    assert seat.mouth.told == ["stop"]
    aloud.start()
    assert seat.mouth.said[-2:] == ["First.", "First."]
    read_all(seat, aloud)
    aloud.start()
    assert seat.mouth.said[-1] == "A title"


def test_nothing_is_said_while_a_sentence_is_being_said() -> None:
    seat = Seat()
    aloud = voice(seat)
    aloud.start()
    assert not aloud.moment()
    assert seat.mouth.said == ["A title"]


def test_another_page_ends_the_voice_and_has_its_own_sentences() -> None:
    seat = Seat()
    aloud = voice(seat)
    aloud.start()
    other = PAGE._replace(title="Another")
    aloud.turn_to(other, page_rows(other))
    assert not aloud.is_on
    aloud.start()
    assert seat.mouth.said[-1] == "Another"


def test_a_page_without_sentences_and_a_kiosk_without_a_voice_are_silent() -> None:
    seat = Seat()
    Aloud(seat.room).start()
    assert not seat.mouth.said
    mute = Seat(mouth=Mouth(is_there=False))
    voice(mute).start()
    assert not mute.mouth.said


def test_the_voice_gets_slower_and_louder_and_says_the_sentence_again() -> None:
    seat = Seat()
    aloud = voice(seat)
    aloud.start()
    for choice, told in (("speak:slower", "slower"), ("speak:louder", "louder")):
        aloud.choose(choice)
        assert seat.mouth.told[-1] == told
    aloud.choose("speak")
    assert seat.mouth.said == ["A title"] * 4
    seat.mouth.speaking = False
    aloud.moment()
    aloud.choose("speak:again")
    assert seat.mouth.said[-2:] == ["First.", "A title"]


def test_a_button_says_what_it_does_now() -> None:
    seat = Seat()
    labels = seat.visit.library.kiosk_labels
    aloud = voice(seat)
    assert [c.label for c in aloud.choices(labels)] == [labels.speak]
    aloud.start()
    assert [c.id for c in aloud.choices(labels)] == [
        "speak",
        "speak:again",
        "speak:slower",
        "speak:louder",
    ]
    assert next(aloud.choices(labels)).label == labels.speak_pause
    seat.mouth.speaking, seat.mouth.failed = False, True
    assert aloud.moment()
    assert not aloud.is_there
    assert [c.label for c in aloud.choices(labels)] == [labels.read_aloud_missing]
