"""What a kiosk says to a reader, one field per label. The words are in `kiosk.yaml` of a language,
apart from `labels.yaml`, so that nobody who reads at a command line loads them.
"""

from typing import Annotated, NamedTuple


class KioskLabels(NamedTuple):
    """Every label of a kiosk, in one language. Slots stand beside its type, as in `Labels`."""

    # The start page
    start_title: str
    start_welcome: str
    caretaker: Annotated[str, "caretaker", "day"]
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
    answer_yes: Annotated[str, "yes"]
    answer_no: Annotated[str, "no"]
    refused_title: str
    ask_staff: str
    help_staff: str
    back_to_start: str
    closed_title: str
    closed: str

    # The shelf and the leaflets
    minute: str
    minutes: Annotated[str, "minutes"]
    more_leaflets: str
    first_leaflets: str
    empty_shelf: str
    in_short: str
    about_leaflet: str
    go_back: str
    keep_reading: str
    progress: Annotated[str, "page", "pages"]
    contents: str
    meaning: Annotated[str, "word"]
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
    check_progress: Annotated[str, "question", "questions"]
    check_skip: str

    # To take along
    take_title: str
    take_none: str
    take_marked: str
    take_questions: str
    take_question: Annotated[str, "question"]
    take_code: str
    take_code_part: Annotated[str, "part", "parts"]
    take_next_code: str
    take_code_too_small: str
    take_print: str
    take_printed: str
    take_not_printed: str
    take_receipt: Annotated[str, "code"]

    # Leaving
    finished: str
    forget: str
    idle_title: str
    idle: Annotated[str, "seconds"]
    linear_idle: Annotated[str, "seconds"]
    still_here: str

    # Reading aloud
    speak: str
    speak_pause: str
    speak_again: str
    speak_slower: str
    speak_louder: str

    # The plain stream
    linear_choose: str
    linear_other: Annotated[str, "last"]
    linear_help: str
    linear_on: str
    linear_off: str

    # When something is wrong
    one_moment: str
    out_of_order: str
    too_small: str
    note_for_staff: Annotated[str, "note"]
