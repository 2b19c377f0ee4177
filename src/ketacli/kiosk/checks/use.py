"""Whether everybody can use the kiosk: time to answer, reading aloud, paper."""

from collections.abc import Iterator

from ketacli.kiosk.checks.facts import Facts
from ketacli.kiosk.checks.finding import OURS, Finding, Verdict, fine_if
from ketacli.site import LEAST_IDLE, LEAST_WARNING, Speech

_SHELLS = frozenset({"sh", "bash", "dash", "zsh", "fish", "ksh", "rbash", "env", "sudo"})


def use(facts: Facts) -> tuple[Finding, ...]:
    """Every finding about use."""
    return (_time(facts), _speech(facts), _sound(facts), *_voices(facts), _paper(facts))


def _time(facts: Facts) -> Finding:
    idle, warning = facts.site.idle_seconds, facts.site.warning_seconds
    return Finding(
        "time-out",
        "WCAG 2.2, 2.2.1",
        "time to answer before a visit ends",
        f"asks after {idle} s of silence, waits {warning} s; any key stays, as often as wanted",
        f"a warning of at least {LEAST_WARNING} s after at least {LEAST_IDLE} s, one simple "
        "action, at least 10 times",
        fine_if(warning >= LEAST_WARNING and idle >= LEAST_IDLE),
    )


def _speech(facts: Facts) -> Finding:
    command = facts.site.speech.command
    there = facts.speaking.installed
    return Finding(
        "speech",
        "Section 508, 402.2",
        "a program that reads aloud",
        f"`{command}` is installed" if there else f"`{command}` is not installed",
        "on Debian: apt install espeak-ng",
        fine_if(there),
    )


def _sound(facts: Facts) -> Finding:
    there = facts.speaking.sound_card
    return Finding(
        "sound-card",
        "Section 508, 402.2",
        "a sound card",
        "there is one" if there else "there is none",
        "one, and a loudspeaker or headphones that somebody has heard",
        fine_if(there),
    )


def _voices(facts: Facts) -> Iterator[Finding]:
    if not facts.speaking.installed:
        return
    for language in facts.languages:
        measured, verdict = _voice(facts, language)
        yield Finding(
            f"voice-{language}",
            "EN 301 549, 5.1.3.14",
            f"a voice for `{language}`",
            measured,
            f"site.yaml: `speech: voices: {language}`, a name from "
            f"`{facts.site.speech.command} --voices`",
            verdict,
        )


def _voice(facts: Facts, language: str) -> tuple[str, Verdict]:
    speech: Speech = facts.site.speech
    asked = speech.voice(language)
    name = asked.partition("+")[0].casefold()
    known = facts.speaking.voices
    if name in known:
        return f"{known[name]}", Verdict.FINE
    if name in {voice.casefold().replace(" ", "_") for voice in known.values()} | {
        voice.casefold() for voice in known.values()
    }:
        return asked, Verdict.FINE
    if language in dict(speech.voices):
        return f"`{asked}` is not in the short list; try it", Verdict.UNKNOWN
    return "none", Verdict.FAIL


def _paper(facts: Facts) -> Finding:
    command = facts.site.print_command
    what, wanted = "the print command", "a program that is installed, and no shell"
    if not command:
        measured = "none is named; nothing is printed"
        return Finding("print-command", OURS, what, measured, wanted, Verdict.FINE)
    program = command[0].rpartition("/")[2]
    if program in _SHELLS:
        measured = f"`{program}` starts other programs"
        return Finding("print-command", OURS, what, measured, wanted, Verdict.FAIL)
    there = facts.machine.printer_found
    measured = f"`{command[0]}` is {'' if there else 'not '}installed"
    return Finding("print-command", OURS, what, measured, wanted, fine_if(there))
