"""`ketacli kiosk doctor`: reads the machine, judges the facts, and lays the findings out. The rules
are in `checks`.
"""

import json
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ketacli.errors import KetacliError
from ketacli.kiosk.checks import machine
from ketacli.kiosk.checks.closed import closed
from ketacli.kiosk.checks.facts import Content, Facts, Speaking
from ketacli.kiosk.checks.files import read
from ketacli.kiosk.checks.finding import Finding, Verdict
from ketacli.kiosk.checks.keeping import keeping
from ketacli.kiosk.checks.reading import reading
from ketacli.kiosk.checks.sight import sight
from ketacli.kiosk.checks.use import use
from ketacli.library import Calendar, Library, audit
from ketacli.render.wrapping import wrap_text
from ketacli.site import Site
from ketacli.text import visible
from ketacli.voice import voices

if TYPE_CHECKING:
    from ketacli.library import Shelf

_SERVICE_STATE = Path("var/lib/ketacli")
"""Where systemd keeps the state of the unit that `--print-unit` prints."""
_WORST_FIRST = (Verdict.FAIL, Verdict.UNKNOWN, Verdict.WARNING, Verdict.FINE)
_COUNTED = {
    Verdict.FAIL: "Failing",
    Verdict.UNKNOWN: "Not known",
    Verdict.WARNING: "Warnings",
    Verdict.FINE: "Fine",
}
_VERDICTS, _CLAUSES = 9, 22
"""Cells of the first two columns."""
_LEAST_WIDTH_OF_A_TABLE = 72


class Told(NamedTuple):
    """What the doctor is told, because rooms that know it lie above or beside the kiosk's."""

    state: Path | None = None
    """The folder for counts of answers that this user has."""
    last_record: date | None = None
    """The day of the last count."""
    today: date | None = None
    voices: Mapping[str, str] | None = None
    root: Path = Path("/")


_NOTHING_TOLD = Told()


def run(
    environment: Mapping[str, str],
    library_path: Path,
    site: Site,
    *,
    as_json: bool,
    width: int,
    told: Told = _NOTHING_TOLD,
) -> tuple[str, bool]:
    """Look at everything. Returns what is to be printed, and whether nothing fails."""
    findings = examine(gather(environment, library_path, site, told))
    good = all(finding.verdict is not Verdict.FAIL for finding in findings)
    said = as_json_text(findings) if as_json else table(findings, width, linear=site.accessible)
    return said, good


def gather(
    environment: Mapping[str, str], library_path: Path, site: Site, told: Told = _NOTHING_TOLD
) -> Facts:
    """Read the facts of this machine."""
    today = told.today or date.today()  # noqa: DTZ011 - the day on the wall
    seen = machine.Seen(told.root, environment)
    state = _state(environment, told)
    calendar = Calendar(lambda: today, state, looks_only=True)
    return Facts(
        site=site,
        today=today,
        newest=_newest(told, calendar, library_path),
        clock_set=machine.clock_is_set(told.root),
        terminal=seen.terminal(),
        speaking=_speaking(site, told),
        state=machine.state_folder(told.root, state),
        machine=seen.machine(site),
        content=_content(library_path, site, calendar),
    )


def examine(facts: Facts) -> tuple[Finding, ...]:
    """Judge the facts. Every finding there is, fine ones too."""
    return (*sight(facts), *use(facts), *reading(facts), *keeping(facts), *closed(facts))


def table(findings: tuple[Finding, ...], width: int, *, linear: bool = False) -> str:
    """Findings for people, the worst first. `linear` has no columns: a voice can read it."""
    columns = not linear and width >= _LEAST_WIDTH_OF_A_TABLE
    head = _row("", "verdict", "clause", "what, and what was measured", width) if columns else ""
    lay_out = _columns if columns else _linear
    worst_first = sorted(findings, key=lambda finding: _WORST_FIRST.index(finding.verdict))
    lines = (lay_out(finding, width) for finding in worst_first)
    counts = Counter(finding.verdict for finding in findings)
    said = " ".join(f"{_COUNTED[verdict]}: {counts[verdict]}." for verdict in _WORST_FIRST)
    return head + "".join(lines) + "".join(f"{line}\n" for line in wrap_text(said, width))


def as_json_text(findings: tuple[Finding, ...]) -> str:
    """Findings for programs."""
    failing = sum(finding.verdict is Verdict.FAIL for finding in findings)
    written = {"failing": failing, "findings": [finding._asdict() for finding in findings]}
    return json.dumps(written, indent=2) + "\n"


def _columns(finding: Finding, width: int) -> str:
    what = f"{finding.what}: {finding.measured}"
    return _row(_wanted(finding), finding.verdict.value, finding.clause, what, width)


def _row(below: str, verdict: str, clause: str, what: str, width: int) -> str:
    room = width - _VERDICTS - _CLAUSES
    first, *rest = [line for text in (what, below) for line in wrap_text(visible(text), room)]
    head = f"{verdict:<{_VERDICTS}}{clause:<{_CLAUSES}}{first}\n"
    return head + "".join(f"{'':<{_VERDICTS + _CLAUSES}}{line}\n" for line in rest)


def _linear(finding: Finding, width: int) -> str:
    said = (f"{finding.verdict.value}: {finding.what}. {finding.clause}.", finding.measured)
    texts = (*said, _wanted(finding))
    return "".join(f"{line}\n" for text in texts for line in wrap_text(visible(text), width))


def _wanted(finding: Finding) -> str:
    return "" if finding.verdict is Verdict.FINE else f"wanted: {finding.wanted}"


def _state(environment: Mapping[str, str], told: Told) -> Path | None:
    """The folder of the service where there is one: whoever runs the doctor has another."""
    service = told.root / _SERVICE_STATE
    return told.state if "STATE_DIRECTORY" in environment or not service.exists() else service


def _speaking(site: Site, told: Told) -> Speaking:
    import shutil

    command = site.speech.command
    found = voices(command) if told.voices is None else told.voices
    return Speaking(shutil.which(command) is not None, found, machine.sound_card(told.root))


def _content(path: Path, site: Site, calendar: Calendar) -> Content:
    problems = audit(path, calendar.clock()).problems
    try:
        languages = tuple(Library(path, site=site).languages)
    except KetacliError:
        return Content(problems)
    shelves = {
        tag: shelf
        for tag in site.languages or languages
        if (shelf := _shelf(path, site, calendar, tag)) is not None
    }
    withheld = [(tag, one) for tag, shelf in shelves.items() for one in shelf.withheld]
    cards = [card for shelf in shelves.values() for card in shelf.cards]
    unsigned = (f"{tag}/{topic}" for tag, shelf in shelves.items() for topic in shelf.unsigned)
    return Content(
        problems,
        languages,
        tuple(dict.fromkeys(card.id for card in (*cards, *(one.card for _, one in withheld)))),
        tuple(unsigned),
        _letters(path, site.languages or languages),
        tuple(f"{tag}/{one.card.id}" for tag, one in withheld if one.withdrawn),
    )


def _shelf(path: Path, site: Site, calendar: Calendar, language: str) -> "Shelf | None":
    """What a visit in one language finds; None where it can have none."""
    with suppress(KetacliError):
        return Library(path, language=language, site=site, calendar=calendar).cards()
    return None


def _newest(told: Told, calendar: Calendar, library_path: Path) -> date:
    """The latest day that is known without the clock."""
    kept = (told.last_record or date.min, calendar.latest() or date.min)
    return max(*kept, *_days(library_path), _day_of(Path(__file__)))


def _letters(path: Path, languages: tuple[str, ...]) -> frozenset[str]:
    files = (file for language in languages for file in (path / language).rglob("*.yaml"))
    return frozenset(letter for file in files if file.is_file() for letter in read(file) or "")


def _days(path: Path) -> tuple[date, ...]:
    return tuple(_day_of(file) for file in path.rglob("*.yaml"))


def _day_of(file: Path) -> date:
    return date.fromtimestamp(file.stat().st_mtime)  # noqa: DTZ012 - the day on the wall
