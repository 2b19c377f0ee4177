"""A visit as a plain stream: what is asked, what counts as an answer, and what is said aloud."""

import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketacli.errors import ExitCode, UsageError
from ketacli.kiosk import linear, views
from ketacli.kiosk.linear_lines import GoneError, Lines
from ketacli.kiosk.page import Place
from ketacli.kiosk.presence import SECONDS_TO_READ, STUCK_SECONDS
from ketacli.labels import fill
from ketacli.library import Library
from ketacli.site import Clinic, Site, Speech
from support.content import SMALL_TOPIC, small_library
from support.kiosk_linear import FakeVoice, Inside, Script, Typed, stream
from support.program import CONTENT
from support.speaking import StandIn, until
from support.visits import TOPIC

LIBRARY = Library(CONTENT, language="en")
WORDS = LIBRARY.kiosk_labels
YES: tuple[Typed, ...] = ("1", "2", "1")
ALOUD = str(len(Library(CONTENT).languages) + 1)
"""The choice behind the languages of the start page."""
"""English, not treated today, yes."""
TREATED: tuple[Typed, ...] = ("1", "1", "1")
CLINIC = Site(clinic=Clinic("A clinic", "555 123"), print_command=("true",), speech=Speech("none"))
BOXES = re.compile("[\u2500-\u25ff]")


def choice_lines(inside: Inside) -> list[str]:
    """The choices as they were said last."""
    found = [line for line in inside.script.printed if re.match(r"\d+\. ", line)]
    last = max(number for number, line in enumerate(found) if line.startswith("1. "))
    return found[last:]


# --- Whole visits


def test_a_whole_visit_of_a_reader_who_says_yes() -> None:
    inside = Inside(*YES, "1", "I want to talk about this", "keep reading", "I am finished", "4")
    written = inside.run()
    for words in (
        WORDS.start_welcome,
        WORDS.treated_question,
        *LIBRARY.disclaimer.paragraphs,
        LIBRARY.labels.topics,
        "Page 1 of 19",
        "I want to talk about this (on)",
        "Page 2 of 19",
        WORDS.take_title,
        f"Your receipt code is {LIBRARY.disclaimer.code}.",
    ):
        assert words in written, words
    assert inside.visit.ended
    assert [told[0] for told in inside.recorder.told] == ["shown", "answered"]


def test_a_visit_ends_where_a_reader_is_finished() -> None:
    inside = Inside(*YES, "I am finished", WORDS.forget, "1")
    inside.run()
    assert inside.visit.ended
    assert not inside.gone


def test_a_reader_who_had_treatment_comes_to_the_shelf_without_an_answer() -> None:
    inside = Inside(*TREATED)
    written = inside.run()
    assert WORDS.excused in written
    assert inside.visit.place is Place.SHELF
    assert inside.visit.receipt == ""


def test_a_refusal_leads_to_the_crisis_lines_and_the_start() -> None:
    inside = Inside("1", "2", "I say no", "1")
    written = inside.run()
    assert LIBRARY.labels.declined in written
    assert inside.visit.ended
    assert LIBRARY.labels.topics not in written


def test_a_page_is_said_once_with_its_choices_and_how_to_choose() -> None:
    inside = Inside("1")
    inside.run()
    treated = inside.script.printed[inside.script.printed.index("> 1") + 1 :]
    assert treated == [
        "",
        "One question first",
        "",
        "Have you had treatment with ketamine or esketamine today?",
        "",
        "1. Yes, today",
        "2. No, not today",
        "3. I need help now",
        "4. I am finished",
        "",
        "Type a number and press Enter.",
    ]


def test_the_start_page_says_how_to_hear_the_choices_again_and_what_staff_must_know() -> None:
    written = Inside(note="site.yaml:3:1: not a number").run()
    assert WORDS.linear_help in written
    assert written.count("For the staff: site.yaml:3:1: not a number") == 1
    assert "For the staff" not in Inside().run()


def test_the_staff_note_is_on_the_start_page_alone() -> None:
    assert Inside(*YES, note="a note").run().count("a note") == 1


@pytest.mark.parametrize("width", [20, 40, 120])
def test_no_escape_no_box_and_no_line_longer_than_the_terminal(width: int) -> None:
    inside = Inside(*YES, "1", "contents", "8", "watch the sleds", "go back", width=width)
    inside.run()
    typed = {line for line in inside.script.printed if line.startswith("> ")}
    for line in inside.script.printed:
        assert "\x1b" not in line
        assert not BOXES.search(line)
        assert len(line) <= width or line in typed
        assert line.isprintable()


@settings(max_examples=25)
@given(st.lists(st.integers(0, 12).map(str) | st.text(max_size=5), max_size=60), st.booleans())
def test_whatever_is_typed_the_stream_goes_on_in_words(typed: list[str], treated: bool) -> None:
    voice = FakeVoice()
    inside = Inside(*(TREATED if treated else YES), "1", *typed, voice=voice)
    inside.run()
    assert inside.gone or inside.visit.ended
    answers = {f"> {line}" for line in typed}
    for line in inside.script.printed:
        assert line in answers or line.isprintable()


# --- What counts as an answer


@pytest.mark.parametrize("typed", ["2", "No, not today", "  2 ".strip(), "no, NOT today", "02"])
def test_a_number_and_the_whole_label_are_answers(typed: str) -> None:
    inside = Inside("1", typed)
    inside.run()
    assert inside.visit.place is Place.DISCLAIMER


@pytest.mark.parametrize(
    "typed",
    ["0", "5", "-1", "1.", "one", "n", "No", "\N{REPLACEMENT CHARACTER}", "9" * 1000, "\u00b2"],
)
def test_anything_else_is_told_which_numbers_there_are(typed: str) -> None:
    inside = Inside("1", typed)
    inside.run()
    assert inside.visit.place is Place.TREATED
    assert inside.script.printed[-1] == "Please type a number from 1 to 4."


def test_enter_alone_says_the_choices_again() -> None:
    inside = Inside("1", "")
    written = inside.run()
    assert written.count("1. Yes, today") == 2
    assert written.count(WORDS.treated_question) == 1
    assert inside.visit.place is Place.TREATED


def test_enter_held_down_is_heard_once() -> None:
    held: list[Typed] = [("", 0.03)] * 50
    written = Inside("1", "", *held, "", "x").run()
    assert written.count("1. Yes, today") == 3


def test_after_three_wrong_answers_the_page_is_said_again() -> None:
    inside = Inside("1", "x", "x", "x", "x")
    written = inside.run()
    assert written.count(WORDS.treated_question) == 2
    assert written.count("Please type a number") == 3


def test_wrong_answers_count_from_the_last_right_one() -> None:
    written = Inside("1", "x", "x", "3", "x", "x").run()
    assert written.count(WORDS.linear_choose) == 3  # start, question, help
    assert written.count("Please type a number") == 4


def test_numbers_of_any_script_are_numbers() -> None:
    inside = Inside("\u0661", "\u0662")
    inside.run()
    assert inside.visit.place is Place.DISCLAIMER


# --- Questions that take time to read


@pytest.mark.parametrize("soon", [0.0, SECONDS_TO_READ - 0.1])
def test_an_answer_before_the_words_could_have_been_read_counts_as_none(soon: float) -> None:
    inside = Inside("1", ("2", soon))
    written = inside.run()
    assert inside.visit.place is Place.TREATED
    assert written.count("1. Yes, today") == 2
    assert "Please type a number" not in written
    again = Inside("1", ("2", soon), "2", ("1", soon), "1")
    again.run()
    assert again.visit.place is Place.SHELF


def test_help_and_leaving_need_no_time() -> None:
    inside = Inside("1", ("3", 0.1), ("2", 0.1))
    inside.run()
    assert inside.visit.place is Place.HELP or inside.visit.ended


def test_what_was_typed_before_a_question_is_forgotten_and_before_a_page_it_is_not() -> None:
    inside = Inside(*YES, "1", "keep reading")
    inside.run()
    assert inside.script.forgotten == 2  # treated today, and the disclaimer


def test_words_that_are_said_again_must_be_read_again() -> None:
    inside = Inside("1", "x", "x", "x", ("2", 1.0))
    inside.run()
    assert inside.visit.place is Place.TREATED
    assert inside.script.forgotten == 2


# --- What is new on a page


def lines_after(inside: Inside, typed: str) -> list[str]:
    printed = inside.script.printed
    at = max(number for number, line in enumerate(printed) if line == f"> {typed}")
    return [line for line in printed[at + 1 :] if line]


def test_a_word_is_opened_in_place_and_only_its_meaning_is_said() -> None:
    inside = Inside(*YES, "1", "Word: glutamate", width=120)
    inside.run()
    said = lines_after(inside, "Word: glutamate")
    assert said[0].startswith("glutamate: ")
    assert said[-2:] == ["Word: glutamate (on)", WORDS.linear_help]
    assert len(said) <= 5


def test_a_word_that_is_closed_is_told_in_one_line() -> None:
    inside = Inside(*YES, "1", "Word: glutamate", "3", width=120)
    inside.run()
    assert lines_after(inside, "3") == ["Word: glutamate (off)", WORDS.linear_help]


def test_a_mark_is_told_in_one_line() -> None:
    inside = Inside(*YES, "1", "7")
    inside.run()
    assert lines_after(inside, "7") == ["I want to talk about this (on)", WORDS.linear_help]


def test_sources_are_said_without_the_page() -> None:
    inside = Inside(*YES, "1", "Where this comes from", width=120)
    inside.run()
    said = lines_after(inside, "Where this comes from")
    assert said[0] == "Where this comes from"
    assert said[1].startswith("1. ")
    assert said[-2:] == ["Where this comes from (on)", WORDS.linear_help]
    assert not any("Ketamine blocks" in line for line in said)


def test_a_picture_is_put_in_plain_words_and_the_choices_stay_as_they_are() -> None:
    at_picture = Inside(*YES, "1", "contents", "8", "Say it without a picture")
    at_picture.run()
    said = lines_after(at_picture, "Say it without a picture")
    assert "Say it without a picture (on)" in said
    assert said[-1] == WORDS.linear_help


def test_an_answer_to_the_check_is_explained_without_the_question() -> None:
    inside = Inside(*YES, "1", "contents", "19", "Check what you have read", "1", width=120)
    inside.run()
    said = lines_after(inside, "1")
    assert len(said) <= 5
    assert said[-1] == WORDS.linear_help
    assert inside.recorder.told[-1][:2] == ("checked", TOPIC)


def test_the_same_answer_again_is_said_again() -> None:
    inside = Inside(*YES, "1", "contents", "19", "Check what you have read", "1", "1", width=120)
    inside.run()
    assert len(lines_after(inside, "1")) > 5


def test_the_hill_is_not_offered_and_its_label_is_no_answer() -> None:
    inside = Inside(*YES, "1", "contents", "8", WORDS.hill_watch)
    written = inside.run()
    assert inside.visit.place is Place.LEAFLET
    assert "hill" in [choice.id for choice in views.page(inside.visit).choices]
    assert not any(WORDS.hill_watch in line for line in choice_lines(inside))
    assert "Please type a number" in written


def test_a_plus_alone_marks_and_takes_the_mark_away() -> None:
    inside = Inside(*YES, "1", "+")
    inside.run()
    assert lines_after(inside, "+") == ["I want to talk about this (on)", WORDS.linear_help]
    assert inside.visit.marks
    inside = Inside(*YES, "1", "+", "+")
    inside.run()
    assert lines_after(inside, "+") == ["I want to talk about this (off)", WORDS.linear_help]
    assert not inside.visit.marks


def test_a_topic_that_broke_meanwhile_is_not_on_the_shelf_that_is_said_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = small_library(tmp_path, one=SMALL_TOPIC, two=SMALL_TOPIC.replace("small", "tiny"))
    inside = Inside(*YES, "2", library=library, width=120)

    def gone(topic: str) -> None:
        del topic
        inside.visit._shelf = None
        (library / "en" / "topics" / "two.yaml").unlink()

    monkeypatch.setattr(type(inside.visit), "_open", lambda _visit, topic: gone(topic))
    inside.run()
    assert choice_lines(inside)[0].startswith("1. A small topic")
    assert not any("tiny" in line for line in choice_lines(inside))


# --- Printing


@pytest.mark.parametrize(
    ("command", "says"), [("true", WORDS.take_printed), ("false", WORDS.take_not_printed)]
)
def test_a_page_is_printed_or_the_reader_is_told_that_it_is_not(command: str, says: str) -> None:
    inside = Inside(*YES, "To take with you", WORDS.take_print, site=Site(print_command=(command,)))
    beats = inside.heard.beats
    assert says in inside.run()
    assert inside.heard.beats > beats


def test_what_is_printed_is_what_is_taken_along(tmp_path: Path) -> None:
    printer = StandIn(tmp_path / "printer", name="print")
    site = CLINIC._replace(print_command=(printer.command,))
    Inside(
        *YES, "1", "I want to talk about this", "I am finished", WORDS.take_print, site=site
    ).run()
    assert printer.said[0] == WORDS.take_title
    assert "- How ketamine is thought to work: In short" in printer.said
    assert "A clinic: 555 123" in printer.said
    assert "If you need help now: United States" in printer.said


# --- Silence


def test_a_start_page_without_a_reader_stands_for_days() -> None:
    inside = Inside(100_000.0)
    written = inside.run()
    assert WORDS.idle_title not in written
    assert inside.gone
    assert 99_000 < inside.heard.beats < 101_000


def test_silence_is_warned_about_twice_and_ends_the_visit() -> None:
    inside = Inside("1", 211.0, "1")
    written = inside.run()
    assert written.count(WORDS.idle_title) == 2
    assert fill(WORDS.linear_idle, seconds="30") in written
    assert fill(WORDS.linear_idle, seconds="10") in written
    assert not inside.gone
    assert "> 1 One question" in written
    assert written.count("> 1") == 1


@pytest.mark.parametrize("typed", ["", "1", "2", "anything"])
@pytest.mark.parametrize("silence", [185.0, 205.0])
def test_any_line_keeps_the_visit_and_chooses_nothing(typed: str, silence: float) -> None:
    inside = Inside("1", silence, (typed, 0.1), 10.0)
    inside.run()
    assert inside.gone
    assert inside.visit.place is Place.TREATED
    assert choice_lines(inside)[0] == "1. Yes, today"
    assert "Please type" not in inside.script.text


def test_more_time_can_be_asked_for_as_often_as_wanted() -> None:
    more: list[Typed] = [200.0, ("", 0.5)] * 11
    inside = Inside("1", *more, "2")
    written = inside.run()
    assert inside.visit.place is Place.DISCLAIMER
    assert written.count(fill(WORDS.linear_idle, seconds="30")) == 11


def test_a_bag_on_enter_is_nobody() -> None:
    held: list[Typed] = [("", 0.5)] * int(2 * (STUCK_SECONDS + 180 + 30))
    inside = Inside("1", *held, "1")
    written = inside.run()
    assert not inside.gone
    assert written.count(WORDS.idle_title) == 2
    assert inside.visit.place is Place.TREATED


# --- Reading aloud


def test_without_a_voice_the_start_page_says_so_and_choosing_it_changes_nothing() -> None:
    inside = Inside(ALOUD)
    inside.run()
    names = [*Library(CONTENT).languages.values(), WORDS.read_aloud_missing]
    assert choice_lines(inside) == [f"{number}. {name}" for number, name in enumerate(names, 1)]
    assert lines_after(inside, ALOUD) == [WORDS.read_aloud_missing, WORDS.linear_help]
    assert not inside.visit.aloud


def test_nothing_is_said_aloud_before_a_reader_asks() -> None:
    voice = FakeVoice()
    Inside(*YES, "1", 100.0, voice=voice).run()
    assert voice.said == []


def test_prompts_choices_answers_and_errors_are_said_aloud() -> None:
    voice = FakeVoice()
    Inside(ALOUD, 100.0, "1", 100.0, "x", 100.0, voice=voice).run()
    assert voice.said[:2] == ["Information for patients", "Welcome."]
    for sentence in (
        "English",  # the answer
        WORDS.treated_question,
        "1. Yes, today",
        "6. Louder",
        WORDS.linear_choose,
        "Please type a number from 1 to 8.",
    ):
        assert sentence in voice.said, sentence
    assert voice.said[-1] == "Please type a number from 1 to 8."


def test_a_typed_line_ends_what_is_being_said() -> None:
    voice = FakeVoice()
    inside = Inside(ALOUD, ("1", 1.0), 100.0, voice=voice)
    inside.run()
    assert voice.stopped
    assert "Welcome." in voice.said
    assert "To chat in writing, go to 988lifeline.org." not in voice.said


def test_a_page_is_read_on_request_again_and_not_any_more() -> None:
    voice = FakeVoice()
    inside = Inside("1", "Read this page aloud", 100.0, voice=voice)
    inside.run()
    first = list(voice.said)
    assert first[0] == "One question first"
    assert inside.visit.aloud
    voice = FakeVoice()
    inside = Inside("1", "Read this page aloud", "Again", 100.0, voice=voice)
    inside.run()
    assert voice.said.count("One question first") == 2
    voice = FakeVoice()
    inside = Inside("1", "Read this page aloud", ("Stop reading aloud", 0.5), 100.0, voice=voice)
    inside.run()
    assert len(voice.said) <= 2
    assert not inside.visit.aloud


def test_where_the_numbers_of_choices_change_the_choices_are_written_again() -> None:
    inside = Inside("1", "Read this page aloud", ("Stop reading aloud", 0.5), voice=FakeVoice())
    inside.run()
    assert choice_lines(inside)[-2:] == ["4. I need help now", "5. I am finished"]
    inside = Inside("1", "Read this page aloud", voice=FakeVoice())
    inside.run()
    assert choice_lines(inside)[-2:] == ["7. I need help now", "8. I am finished"]


@pytest.mark.parametrize("label", ["Slower", "Louder"])
def test_slower_and_louder_go_on_where_the_voice_was(label: str) -> None:
    voice = FakeVoice()
    rate, volume = voice.rate, voice.volume
    inside = Inside("1", "Read this page aloud", (label, 0.01), 100.0, voice=voice)
    inside.run()
    assert (voice.rate < rate) == (label == "Slower")
    assert (voice.volume > volume) == (label == "Louder")
    assert voice.said[:3] == ["One question first", label, "One question first"]
    assert voice.said.count(WORDS.treated_question) == 1


def test_a_voice_that_fails_is_told_once_and_is_off() -> None:
    voice = FakeVoice(fails=True)
    inside = Inside(ALOUD, 10.0, "1", 10.0, voice=voice)
    written = inside.run()
    assert written.count(WORDS.read_aloud_missing) == 1
    assert written.count(f"{ALOUD}. Read aloud (off)") == 2
    assert not inside.visit.aloud
    assert len(voice.said) == 1


def test_the_warning_is_said_aloud_instead_of_the_page() -> None:
    voice = FakeVoice()
    inside = Inside(ALOUD, "1", 200.0, voice=voice)
    inside.run()
    assert WORDS.idle_title in voice.said


class SlowVoice(FakeVoice):
    """A voice that takes minutes for one sentence."""

    def __init__(self, slow: str) -> None:
        super().__init__()
        self._slow = slow

    def say(self, sentence: str) -> None:
        super().say(sentence)
        if sentence == self._slow:
            self._looks = 20_000


def test_a_reader_who_is_read_to_need_press_nothing() -> None:
    inside = Inside(ALOUD, "1", 400.0, voice=SlowVoice(WORDS.treated_question))
    assert WORDS.idle_title not in inside.run()
    assert inside.gone
    inside = Inside("1", 400.0, voice=SlowVoice(WORDS.treated_question))
    assert WORDS.idle_title in inside.run()
    assert not inside.gone


def test_the_warning_that_is_said_aloud_is_no_sign_of_life() -> None:
    inside = Inside(ALOUD, "1", 400.0, voice=SlowVoice(WORDS.idle_title))
    assert WORDS.idle_title in inside.run()
    assert not inside.gone


# --- The program


def test_a_visit_ends_with_a_word_to_the_airlock(monkeypatch: pytest.MonkeyPatch) -> None:
    for typed in (("1",), (*YES, "I am finished", WORDS.forget)):
        inside = Inside(*typed)
        script = Script(*typed)
        monkeypatch.setattr(linear, "Lines", lambda script=script: script)
        monkeypatch.setattr(os, "isatty", lambda _: True)
        assert linear.run(inside.room) == ExitCode.DONE
        assert inside.heard.finished


def test_where_nobody_can_type_there_is_no_visit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "isatty", lambda _: False)
    with pytest.raises(UsageError):
        linear.run(Inside().room)


def test_a_script_without_lines_is_a_terminal_that_is_gone() -> None:
    script: Lines = Script()
    with pytest.raises(GoneError):
        script.line(1.0)


def test_the_real_program_from_start_to_end_with_yes(tmp_path: Path) -> None:
    with stream(tmp_path, CLINIC) as run:
        run.answer("English")
        run.answer_when_read("No, not today", LIBRARY.disclaimer.title)
        run.answer_when_read("I say yes", LIBRARY.labels.topics)
        run.answer("How ketamine is thought to work")
        run.wait_for("Page 1 of 19")
        run.answer("I want to talk about this")
        run.wait_for("I want to talk about this (on)")
        run.type("keep reading\n")
        run.wait_for("Page 2 of 19")
        run.answer("I am finished")
        run.wait_for("- How ketamine is thought to work: In short")
        run.answer(WORDS.take_print)
        run.wait_for("The page was sent to the printer.")
        run.type(f"{WORDS.forget}\n")
        assert run.exit_code() == 0
        assert b"\x1b" not in run.raw
        said = run.said()
    assert said.count("finish") == 1
    assert "beat" in said
    assert 'keep {"pending": [], "fault": ""}' in said
    assert not any("note" in line for line in said)


def test_the_real_program_from_start_to_end_after_treatment(tmp_path: Path) -> None:
    with stream(tmp_path, CLINIC, columns=20) as run:
        whole = b""
        run.answer("English")
        run.answer_when_read("Yes, today", WORDS.excused)
        whole += run.raw
        run.answer("Keep reading")
        run.wait_for("7. I am finished")
        whole += run.raw
        run.answer("How ketamine is")
        run.wait_for("Page 1 of 19")
        whole += run.raw
        run.type("i am finished\n")
        assert run.exit_code() == 0
        assert b"\x1b" not in whole
        assert max(map(len, whole.decode().splitlines())) <= 20
        assert "finish" in run.said()


def test_keys_typed_ahead_of_a_question_are_no_answer(tmp_path: Path) -> None:
    with stream(tmp_path, CLINIC) as run:
        run.wait_for(WORDS.linear_help)
        run.type("1\n2\n1\n1\n")
        run.wait_for(WORDS.treated_question)
        run.pause(SECONDS_TO_READ + 1.0)
        assert LIBRARY.disclaimer.title not in run.written


def test_the_end_of_the_terminal_is_the_end_of_the_visit(tmp_path: Path) -> None:
    with stream(tmp_path, CLINIC) as run:
        run.wait_for(WORDS.linear_help)
        run.type(b"\x04")
        assert run.exit_code() == 0
        assert "finish" in run.said()


def test_answers_through_a_pipe_are_no_visit(tmp_path: Path) -> None:
    ours, theirs = os.pipe()
    os.write(theirs, b"1\n2\n1\n")
    with stream(tmp_path, CLINIC, stdin=ours) as run:
        assert run.exit_code() == ExitCode.BUG
        assert any("UsageError" in line for line in run.said())
        assert run.written == ""
    os.close(ours)
    os.close(theirs)


def test_the_real_program_speaks_through_the_clinics_command(tmp_path: Path) -> None:
    speaker = StandIn(tmp_path / "speak")
    with stream(tmp_path, Site(speech=Speech(command=speaker.command))) as run:
        run.answer("Read aloud")
        until(lambda: run.read(0.01) and "Welcome." in speaker.said)
        run.type("1\n")
        until(lambda: run.read(0.01) and "one. Yes, today" in speaker.said)
        run.type(b"\x04")
        assert run.exit_code() == 0
