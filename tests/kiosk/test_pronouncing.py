"""A kiosk says numbers to call digit by digit, and speaks on where the table is faulty."""

from pathlib import Path

from ketacli.kiosk.pronouncing import pronouncing
from ketacli.library import Library
from ketacli.site import Speech
from ketacli.voice import Voice
from support.content import change, small_library
from support.program import CONTENT
from support.speaking import StandIn


def test_a_number_to_call_is_said_digit_by_digit(tmp_path: Path) -> None:
    program = StandIn(tmp_path)
    says = pronouncing(Library(CONTENT, language="en"))
    voice = Voice(Speech(program.command), "en", pronounce=says)
    voice.say("To talk to someone at any hour, call or text 988.")
    voice.wait()
    assert program.said == ["To talk to someone at any hour, call or text nine eight eight."]


def test_with_a_faulty_table_sentences_are_said_as_they_are_written(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    change(library / "en/speech.yaml", "said:", "sayd:")
    says = pronouncing(Library(library, language="en"))
    assert says("Call 988.") == "Call 988."


def test_the_table_is_read_when_somebody_listens_and_once(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    says = pronouncing(Library(library, language="en"))
    change(library / "en/speech.yaml", "nine eight eight", "9, 8, 8")
    assert says("988") == "nine, eight, eight"
    (library / "en/speech.yaml").unlink()
    assert says("988") == "nine, eight, eight"
