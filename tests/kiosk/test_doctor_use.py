from collections.abc import Mapping

import pytest

from ketacli.kiosk.checks.facts import Speaking
from ketacli.kiosk.checks.finding import Finding, Verdict
from ketacli.kiosk.checks.use import use
from ketacli.site import Speech
from support.doctor import FACTS, SITE, one

VOICES = {"en": "English (Great Britain)", "es": "Spanish (Spain)", "pt-br": "Portuguese (Brazil)"}


def timed(idle: int, warning: int) -> Finding:
    site = SITE._replace(idle_seconds=idle, warning_seconds=warning)
    return one(use(FACTS._replace(site=site)), "time-out")


def voice(language: str, named: str = "", voices: Mapping[str, str] = VOICES) -> Finding:
    speech = Speech(voices=((language, named),) if named else ())
    site = SITE._replace(languages=(language,), speech=speech)
    speaking = Speaking(installed=True, voices=voices, sound_card=True)
    return one(use(FACTS._replace(site=site, speaking=speaking)), f"voice-{language}")


@pytest.mark.parametrize(
    ("idle", "warning", "verdict"),
    [
        (180, 30, Verdict.FINE),
        (30, 20, Verdict.FINE),
        (180, 19, Verdict.FAIL),
        (29, 30, Verdict.FAIL),
    ],
)
def test_a_reader_is_given_time_to_say_that_they_are_there(
    idle: int, warning: int, verdict: Verdict
) -> None:
    found = timed(idle, warning)
    assert found.verdict is verdict
    assert found.clause == "WCAG 2.2, 2.2.1"
    assert f"waits {warning} s" in found.measured


def test_without_a_program_that_speaks_the_kiosk_fails_once_and_no_voice_is_asked_for() -> None:
    findings = use(FACTS._replace(speaking=Speaking(sound_card=True)))
    assert one(findings, "speech").verdict is Verdict.FAIL
    assert not [finding for finding in findings if finding.id.startswith("voice-")]


def test_a_program_that_speaks_needs_a_sound_card() -> None:
    assert one(use(FACTS), "sound-card").verdict is Verdict.FINE
    silent = FACTS.speaking._replace(sound_card=False)
    assert one(use(FACTS._replace(speaking=silent)), "sound-card").verdict is Verdict.FAIL


@pytest.mark.parametrize(
    ("language", "named", "verdict"),
    [
        ("en", "", Verdict.FINE),
        ("pt-BR", "", Verdict.FINE),
        ("xx", "", Verdict.FAIL),
        ("xx", "es", Verdict.FINE),
        ("en", "en+f3", Verdict.FINE),
        ("es", "Spanish (Spain)", Verdict.FINE),
        ("es", "Spanish_(Spain)", Verdict.FINE),
        ("es", "a-voice-of-our-own", Verdict.UNKNOWN),
    ],
)
def test_every_language_needs_a_voice(language: str, named: str, verdict: Verdict) -> None:
    found = voice(language, named)
    assert found.verdict is verdict
    assert found.clause == "EN 301 549, 5.1.3.14"


def test_the_languages_of_the_library_need_voices_where_the_site_names_none() -> None:
    site = SITE._replace(languages=())
    content = FACTS.content._replace(languages=("en", "xx"))
    findings = use(FACTS._replace(site=site, content=content))
    assert one(findings, "voice-en").verdict is Verdict.FINE
    assert one(findings, "voice-xx").verdict is Verdict.FAIL


@pytest.mark.parametrize(
    ("command", "installed", "verdict"),
    [
        ((), False, Verdict.FINE),
        (("lp", "-d", "desk"), True, Verdict.FINE),
        (("lp",), False, Verdict.FAIL),
        (("/bin/sh", "-c", "lp"), True, Verdict.FAIL),
        (("bash",), True, Verdict.FAIL),
    ],
)
def test_a_print_command_is_a_program_and_no_shell(
    command: tuple[str, ...], installed: bool, verdict: Verdict
) -> None:
    machine = FACTS.machine._replace(printer_found=installed)
    site = SITE._replace(print_command=command)
    assert one(use(FACTS._replace(site=site, machine=machine)), "print-command").verdict is verdict
