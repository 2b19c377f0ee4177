"""What a kiosk says to a reader, one field per label. The words are in `kiosk.yaml` of a language,
apart from `labels.yaml`, so that nobody who reads at a command line loads them.
"""

from dataclasses import dataclass

from ketacli.labels import with_slots


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskLabels:
    """Every label of a kiosk, in one language."""

    # The start page
    start_title: str
    start_welcome: str
    caretaker: str = with_slots("caretaker", "day")
    caretaker_unknown: str
    wake: str
    large_letters: str
    read_aloud: str
    read_aloud_missing: str
    large_letters_missing: str

    # Before reading
    treated_title: str
    treated_question: str
    treated_yes: str
    treated_no: str
    excused: str
    excused_driving: str
    answer_yes: str = with_slots("yes")
    answer_no: str = with_slots("no")
    refused_title: str
    ask_staff: str
    help_staff: str
    back_to_start: str
    closed_title: str
    closed: str

    # The shelf and the leaflets
    minute: str
    minutes: str = with_slots("minutes")
    more_leaflets: str
    first_leaflets: str
    empty_shelf: str
    in_short: str
    about_leaflet: str
    go_back: str
    keep_reading: str
    progress: str = with_slots("page", "pages")
    contents: str
    meaning: str = with_slots("word")
    sources: str
    literal: str
    help_now: str
    more: str
    close: str
    talk_about: str

    # The hill
    hill_watch: str
    hill_start: str
    hill_pause: str
    hill_step: str
    hill_again: str
    hill_calm: str

    # Checking what was read
    check_next: str
    check_note: str
    check_progress: str = with_slots("question", "questions")
    check_skip: str

    # To take along
    take_title: str
    take_none: str
    take_marked: str
    take_questions: str
    take_question: str = with_slots("question")
    take_code: str
    take_code_part: str = with_slots("part", "parts")
    take_next_code: str
    take_code_too_small: str
    take_print: str
    take_printed: str
    take_not_printed: str
    take_receipt: str = with_slots("code")

    # Leaving
    finished: str
    forget: str
    idle_title: str
    idle: str = with_slots("seconds")
    linear_idle: str = with_slots("seconds")
    still_here: str

    # Reading aloud
    speak: str
    speak_pause: str
    speak_again: str
    speak_slower: str
    speak_louder: str

    # The plain stream
    linear_choose: str
    linear_other: str = with_slots("last")
    linear_help: str
    linear_on: str
    linear_off: str

    # When something is wrong
    one_moment: str
    out_of_order: str
    too_small: str
    note_for_staff: str = with_slots("note")
