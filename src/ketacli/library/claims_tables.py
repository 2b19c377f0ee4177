"""The claim ledger for other programs: JSON with one claim a line, and CSV as RFC 4180 has it, in
which no cell is a formula to a spreadsheet.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from ketacli.library.claims import Claim, Ledger, Tally
from ketacli.library.claims_by_source import Stake
from ketacli.library.claims_printed import in_full
from ketacli.text import visible

VERSION = 1
_COLUMNS = (
    *("topic", "file", "line", "column", "section", "field", "text"),
    *("evidence", "kind", "sources", "weak"),
)
_STARTS_A_FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
"""What spreadsheets take for a formula; the wide letters, too, some of them."""


def as_json(claims: Iterable[Claim], ledger: Ledger) -> Iterator[str]:
    """One JSON object that holds every claim, and what was counted."""
    tally = Tally()
    yield _head(ledger, "topic", "claims")
    yield from _listed(map(_plain, tally.counted(claims)))
    counts = {"topics": tally.topics, "claims": tally.claims, "weak": tally.weak}
    yield f'],\n"counts": {json.dumps(counts)}}}\n'


def as_json_by_source(stakes: tuple[Stake, ...], ledger: Ledger) -> Iterator[str]:
    """One JSON object that holds every source with its claims."""
    yield _head(ledger, "source", "sources")
    yield from _listed(_plain_stake(stake, ledger) for stake in stakes)
    yield "]}\n"


def as_csv(claims: Iterable[Claim], _ledger: Ledger) -> Iterator[str]:
    """A row for each claim."""
    yield _record(_COLUMNS)
    for claim in claims:
        yield _record(_cells(claim))


def as_csv_by_source(stakes: tuple[Stake, ...], _ledger: Ledger) -> Iterator[str]:
    """A row for each claim under each of its sources."""
    yield _record(("source", "only_source", *_COLUMNS))
    for stake in stakes:
        for claim in stake.claims:
            only = "yes" if {*claim.sources} == {stake.source} else "no"
            yield _record((stake.source, only, *_cells(claim)))


def _head(ledger: Ledger, by: str, name: str) -> str:
    about = {"version": VERSION, "language": ledger.language, "by": by}
    return f'{json.dumps(about).removesuffix("}")}, "{name}": ['


def _listed(entries: Iterable[dict[str, Any]]) -> Iterator[str]:
    comma = "\n"
    for entry in entries:
        yield comma + json.dumps(entry)
        comma = ",\n"


def _plain(claim: Claim) -> dict[str, Any]:
    return {**claim._asdict(), "weak": list(claim.weak)}


def _plain_stake(stake: Stake, ledger: Ledger) -> dict[str, Any]:
    return {
        "source": stake.source,
        "reference": in_full(stake.source, ledger) if stake.source else "",
        "only_source_of": stake.alone,
        "claims": [_plain(claim) for claim in stake.claims],
    }


def _cells(claim: Claim) -> tuple[str, ...]:
    found = {**claim._asdict(), "weak": claim.weak}
    return tuple(_cell(found[name]) for name in _COLUMNS)


def _cell(value: str | int | tuple[str, ...]) -> str:
    return " ".join(value) if isinstance(value, tuple) else str(value)


def _record(cells: Iterable[str]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerow(map(_harmless, cells))
    return written.getvalue()


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet shows and never runs: an apostrophe is how one says 'text'."""
    shown = visible(" ".join(cell.split()))
    return f"'{shown}" if shown.startswith(_STARTS_A_FORMULA) else shown
