"""Whether what the kiosk shows is sound, in date and signed, and there in its languages."""

from ketacli.errors import Problem, Severity
from ketacli.kiosk.checks.facts import Facts
from ketacli.kiosk.checks.finding import OURS, Finding, Verdict, fine_if

_OUT_OF_DATE = "out-of-date"
_CHECK = "run `ketacli check`"


def reading(facts: Facts) -> tuple[Finding, ...]:
    """Every finding about content."""
    return (_rules(facts), _dates(facts), _withdrawn(facts), _signatures(facts), _named(facts))


def _rules(facts: Facts) -> Finding:
    what, wanted = "content that breaks a rule", "none"
    faults = _errors(facts, overdue=False)
    if not faults:
        return Finding("content", OURS, what, "none", wanted, Verdict.FINE)
    first = faults[0]
    place = f"{first.file}:{first.line}" if first.line else first.file
    measured = f"{len(faults)}; the first: {place} [{first.rule}]"
    return Finding("content", OURS, what, measured, f"{wanted}: {_CHECK}", Verdict.FAIL)


def _dates(facts: Facts) -> Finding:
    what, wanted = "content whose review was due", "none"
    files = sorted({problem.file for problem in _errors(facts, overdue=True)})
    measured = ", ".join(files) or "none"
    return Finding("review", OURS, what, measured, wanted, fine_if(not files))


def _withdrawn(facts: Facts) -> Finding:
    what, wanted = "leaflets that are withdrawn: nobody has checked them again in time", "none"
    shown = facts.topics
    found = [name for name in facts.content.withdrawn if name.partition("/")[2] in shown]
    measured = ", ".join(found) or "none"
    return Finding("withdrawn", OURS, what, measured, wanted, fine_if(not found))


def _errors(facts: Facts, *, overdue: bool) -> list[Problem]:
    return [
        problem
        for problem in facts.content.problems
        if problem.severity is Severity.ERROR and (problem.rule == _OUT_OF_DATE) is overdue
    ]


def _signatures(facts: Facts) -> Finding:
    what = "leaflets that no clinician has signed"
    unsigned = [name for name in facts.content.unsigned if name.partition("/")[2] in facts.topics]
    if not unsigned:
        return Finding("signed", OURS, what, "none", "none", Verdict.FINE)
    measured = f"{len(unsigned)}: {', '.join(unsigned)}"
    if facts.site.require_sign_off:
        wanted = "none: site.yaml says `require_sign_off: true`"
        return Finding("signed", OURS, what, measured, wanted, Verdict.FAIL)
    wanted = "none; each of these says at its start that nobody has checked it"
    return Finding("signed", OURS, what, measured, wanted, Verdict.WARNING)


def _named(facts: Facts) -> Finding:
    what, wanted = "languages and topics of site.yaml", "all are in the library"
    missing = [
        *(name for name in facts.site.languages if name not in facts.content.languages),
        *(name for name in facts.site.topics if name not in facts.content.topics),
    ]
    measured = f"not there: {', '.join(missing)}" if missing else wanted
    if not facts.content.topics:
        measured = "the library has no topic that can be shown"
    good = not missing and bool(facts.content.topics)
    return Finding("library", OURS, what, measured, wanted, fine_if(good))
