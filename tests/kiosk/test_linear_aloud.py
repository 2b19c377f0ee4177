"""Speaking on while nobody types: one sentence after the other, and what is kept of the rest."""

from ketacli.kiosk.linear_aloud import Aloud
from ketacli.kiosk.linear_words import sentence
from support.kiosk_linear import FakeVoice


def speak(aloud: Aloud, looks: int = 100) -> None:
    for _ in range(looks):
        aloud.go_on(1.0)


def test_sentences_are_said_one_after_the_other() -> None:
    voice = FakeVoice()
    aloud = Aloud(lambda: voice)
    aloud.add([sentence("One. Two."), sentence("Three.")])
    aloud.go_on(1.0)
    assert voice.said == ["One."]
    speak(aloud)
    assert voice.said == ["One.", "Two.", "Three."]


def test_one_looks_often_while_something_is_said_and_seldom_else() -> None:
    voice = FakeVoice()
    aloud = Aloud(lambda: voice)
    assert aloud.go_on(1.0) == 1.0
    aloud.add([sentence("One.")])
    assert aloud.go_on(1.0) < 0.1
    assert aloud.go_on(1.0) < 0.1
    speak(aloud)
    assert aloud.go_on(1.0) == 1.0


def test_a_sentence_that_was_cut_off_is_said_again() -> None:
    voice = FakeVoice()
    aloud = Aloud(lambda: voice)
    aloud.add([sentence("One. Two.")])
    aloud.go_on(1.0)
    aloud.stop()
    assert voice.stopped == 1
    aloud.add_first([sentence("Slower. Please.")])
    speak(aloud)
    assert voice.said == ["One.", "Slower.", "Please.", "One.", "Two."]


def test_what_was_said_whole_is_not_said_again() -> None:
    voice = FakeVoice()
    aloud = Aloud(lambda: voice)
    aloud.stop()
    aloud.add([sentence("One.")])
    speak(aloud)
    aloud.stop()
    speak(aloud)
    assert voice.said == ["One."]


def test_what_is_dropped_is_not_said() -> None:
    voice = FakeVoice()
    aloud = Aloud(lambda: voice)
    aloud.add([sentence("One. Two.")])
    aloud.go_on(1.0)
    aloud.drop()
    speak(aloud)
    assert voice.said == ["One."]
    assert voice.stopped == 1


def test_a_voice_that_fails_is_told() -> None:
    voice = FakeVoice(fails=True)
    aloud = Aloud(lambda: voice)
    failed = [aloud.failed]
    aloud.add([sentence("One.")])
    aloud.go_on(1.0)
    failed.append(aloud.failed)
    aloud.drop()
    failed.append(aloud.failed)
    assert failed == [False, True, False]


def test_one_is_read_to_until_the_last_sentence_is_over() -> None:
    voice = FakeVoice()
    aloud = Aloud(lambda: voice)
    told = [aloud.is_speaking]
    aloud.add([sentence("One.")])
    told.append(aloud.is_speaking)
    aloud.go_on(1.0)
    told.append(aloud.is_speaking)
    speak(aloud)
    told.append(aloud.is_speaking)
    assert told == [False, True, True, False]
