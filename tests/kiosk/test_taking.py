"""What a reader takes along: on the page, and the same in lines for a phone or for paper."""

from ketacli.kiosk import views
from ketacli.kiosk.page import Place
from ketacli.kiosk.taking import printed, taken
from ketacli.library import Library
from ketacli.site import Clinic, Site
from support.program import CONTENT
from support.visits import DOOR, TOPIC, TREATED, go, ids, rows_of, visit

WORDS = Library(CONTENT, language="en").kiosk_labels
CODE = Library(CONTENT, language="en").disclaimer.code
CLINIC = Site(clinic=Clinic("A clinic", "555 123"))
TITLE = "How ketamine is thought to work: In short"


def test_with_nothing_marked_the_page_says_how_to_mark() -> None:
    page = views.page(visit(*TREATED, "take"))
    assert rows_of(*page.parts) == [WORDS.take_none]
    assert page.code == ""


def test_marks_questions_and_receipt_are_on_the_page_and_in_its_code() -> None:
    made = visit(*DOOR, f"topic:{TOPIC}", "mark", site=CLINIC)
    made.choose("question:Is it safe?")
    page = go(made, "contents", "take")
    receipt = WORDS.take_receipt.replace("{code}", CODE)
    assert rows_of(*page.parts) == [
        WORDS.take_marked,
        f"- {TITLE}",
        WORDS.take_questions,
        "- Is it safe?",
        receipt,
    ]
    assert page.code.splitlines() == [
        WORDS.take_title,
        WORDS.take_marked,
        f"- {TITLE}",
        WORDS.take_questions,
        "- Is it safe?",
        receipt,
        "A clinic: 555 123",
    ]
    assert tuple(page.code.splitlines()) == taken(made)


def test_a_question_alone_is_worth_a_code() -> None:
    made = visit(*TREATED)
    made.choose("question:Is it safe?")
    page = go(made, "take")
    assert page.code.splitlines() == [WORDS.take_title, WORDS.take_questions, "- Is it safe?"]


def test_who_was_not_asked_has_no_receipt() -> None:
    made = visit(*TREATED, f"topic:{TOPIC}", "mark", "finished")
    assert CODE not in views.page(made).code
    assert CODE in "".join(taken(visit(*DOOR)))


def test_there_is_a_way_back_where_a_reader_came_from_somewhere() -> None:
    made = visit(*DOOR, "take")
    assert ids(views.page(made)) == ["back", "shelf", "help", "finished"]
    assert go(made, "shelf").place is Place.SHELF


def test_behind_the_check_there_is_no_way_back_into_it() -> None:
    made = visit(*DOOR, f"topic:{TOPIC}")
    last = len(made.sheets()) - 1
    page = go(made, "contents", f"page:{last}", "check:first", "check:skip")
    assert ids(page) == ["shelf", "help", "finished"]


def test_printing_is_offered_where_the_clinic_has_a_printer() -> None:
    page = views.page(visit(*DOOR, "take", site=Site(print_command=("lp",))))
    assert "print" in ids(page)
    assert "print" not in ids(views.page(visit(*DOOR, "take")))


def test_what_is_printed_says_whom_to_call_too() -> None:
    made = visit(*DOOR, f"topic:{TOPIC}", "mark", site=CLINIC)
    text = printed(made)
    assert text.startswith("\n".join(taken(made)))
    assert "911" in text
