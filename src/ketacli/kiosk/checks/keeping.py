"""Whether the kiosk can keep its counts and knows what day it is, and who looks after it."""

from ketacli.kiosk.checks.facts import Facts, Running, StateFolder
from ketacli.kiosk.checks.finding import OURS, Finding, Verdict, fine_if
from ketacli.site import Records

_OPEN_TO_OTHERS = 0o077
_PRIVATE = "0700"


def keeping(facts: Facts) -> tuple[Finding, ...]:
    """Every finding about what is kept, the clock and the caretaker."""
    return (_state(facts), _clock(facts), _caretaker(facts))


def _state(facts: Facts) -> Finding:
    what, wanted = "the folder for counts of answers", f"one that the kiosk can write, {_PRIVATE}"
    if facts.site.records is Records.OFF:
        return Finding("state", OURS, what, "no counts are kept", wanted, Verdict.FINE)
    if facts.state is None:
        measured = "none is known"
        wanted = f"{wanted}: the unit makes it"
        return Finding("state", OURS, what, measured, wanted, Verdict.FAIL)
    if not facts.state.owner:
        measured = f"{facts.state.path}: {facts.state.fault}"
        wanted = f"{wanted}: start the kiosk, which makes it, then run this again as root"
        return Finding("state", OURS, what, measured, wanted, Verdict.UNKNOWN)
    verdict = _kept(facts.state, facts.machine.running)
    return Finding("state", OURS, what, _described(facts.state), wanted, verdict)


def _described(state: StateFolder) -> str:
    about = f"{state.path}: owner {state.owner}, mode {state.mode:04o}"
    return f"{about}, {state.fault}" if state.fault else f"{about}, can be written"


def _kept(state: StateFolder, running: Running | None) -> Verdict:
    if state.fault or (running is not None and running.user != state.owner):
        return Verdict.FAIL
    return Verdict.WARNING if state.mode & _OPEN_TO_OTHERS else Verdict.FINE


def _clock(facts: Facts) -> Finding:
    what, measured = "the clock", f"today is {facts.today}"
    if facts.today < facts.newest:
        wanted = f"not before {facts.newest}, a day that ketacli has seen"
        return Finding("clock", OURS, what, measured, wanted, Verdict.FAIL)
    if facts.clock_set:
        measured = f"{measured}, set by the network"
        return Finding("clock", OURS, what, measured, "the right day", Verdict.FINE)
    wanted = "the right day: compare it with a calendar"
    return Finding("clock", OURS, what, measured, wanted, Verdict.UNKNOWN)


def _caretaker(facts: Facts) -> Finding:
    what, wanted = "who looks after the kiosk", "site.yaml: `caretaker` and `last_check`"
    who, day = facts.site.caretaker, facts.site.last_check
    if not who or day is None:
        measured = who or "nobody is named"
        return Finding("caretaker", OURS, what, measured, wanted, Verdict.WARNING)
    measured = f"{who}, last on {day}"
    return Finding("caretaker", OURS, what, measured, wanted, fine_if(day <= facts.today))
