"""The claim ledger as lines for a person and as Markdown to keep. Foreign text stays letters: what
could be a mark is escaped. Markdown names files from the library's folder, so that it is the same
wherever it was made.
"""

from collections.abc import Iterable, Iterator

from ketacli.library.bibliography import source_of
from ketacli.library.claims import Claim, Ledger, Tally, Weakness
from ketacli.library.claims_by_source import Stake
from ketacli.library.vancouver import vancouver
from ketacli.text import visible

_MARKS = frozenset("\\`*_{}[]<>#|~!&$")
_WHY = {
    Weakness.ONE_SOURCE: "rests on one source",
    Weakness.NO_SOURCE: "names the medicine or an animal, so it needs evidence and sources",
}
_NONE = "None."
_ABOUT = """\
Made by `ketacli claims --format markdown`, which reads the topics anew: change them, and not
this page. A row is one statement, where it stands, what kind of evidence it rests on, and its
sources. It is called weak where it rests neither on trials nor on official information, or where
it rests on one source only."""
_HEAD = "| line | stands in | claim | evidence | sources | weak |\n|---|---|---|---|---|---|\n"


def plain(claims: Iterable[Claim], ledger: Ledger) -> Iterator[str]:
    """A claim in a few lines, its place first, as `check` tells places; counts at the end."""
    tally = Tally()
    for claim in tally.counted(claims):
        yield _lines(claim, ledger)
    yield _drawn(
        f"Topics: {tally.topics}. Claims: {tally.claims}. "
        f"Weak: {tally.weak}. Sources: {len(tally.sources)}."
    )


def plain_by_source(stakes: tuple[Stake, ...], ledger: Ledger) -> Iterator[str]:
    """Each source in full, what would fall with it, and the claims."""
    for stake in stakes:
        yield _drawn(
            f"{_called(stake.source)}: {in_full(stake.source, ledger)}",
            f"Claims: {len(stake.claims)}. With no other source: {stake.alone}.",
        )
        for claim in stake.claims:
            yield _lines(claim, ledger)
    yield _drawn(f"Sources: {sum(bool(stake.source) for stake in stakes)}.")


def markdown(claims: Iterable[Claim], ledger: Ledger) -> Iterator[str]:
    """A table for each topic, and at the end what was counted and the sources in full."""
    yield _opening("What each claim rests on", ledger)
    tally, topic = Tally(), ""
    for claim in tally.counted(claims):
        if claim.topic != topic:
            topic = claim.topic
            yield f"\n## {_escaped(topic)}\n\nIn `{claim.file}`.\n\n{_HEAD}"
        yield _row(claim, ledger)
    yield from _counts(tally, ledger)
    yield from _sources(tally, ledger)


def markdown_by_source(stakes: tuple[Stake, ...], ledger: Ledger) -> Iterator[str]:
    """A table for each source."""
    yield _opening("What falls if a source falls", ledger)
    for stake in stakes:
        full = _escaped(in_full(stake.source, ledger))
        counted = f"Claims: {len(stake.claims)}. With no other source: {stake.alone}."
        yield f"\n## {_escaped(_called(stake.source))}\n\n{full}\n\n{counted}\n\n{_HEAD}"
        yield from (_row(claim, ledger, claim.file) for claim in stake.claims)
    if not stakes:
        yield f"\n{_NONE}\n"


def in_full(source: str, ledger: Ledger) -> str:
    """A source as `references` has it: what was seen of it, and the names of what was not."""
    return vancouver(source_of(ledger.references[source])) if source else "these have none"


def _lines(claim: Claim, ledger: Ledger) -> str:
    file = ledger.folder.display(claim.file)
    lines = [f"{file}:{claim.line}:{claim.column}: {_where(claim)}", f"  {claim.text}"]
    if claim.evidence:
        lines.append(f"  {claim.kind} ({claim.evidence}). Sources: {', '.join(claim.sources)}.")
    if claim.weak:
        lines.append(f"  Weak: {_weak(claim, ledger)}.")
    return _drawn(*lines)


def _drawn(*lines: str) -> str:
    """Lines that are safe to draw, and an empty one."""
    return "".join(f"{visible(line)}\n" for line in lines) + "\n"


def _where(claim: Claim) -> str:
    return f"section {claim.section}, {claim.field}" if claim.section else claim.field


def _weak(claim: Claim, ledger: Ledger) -> str:
    return "; ".join(_WHY.get(why) or _kind(claim.evidence, ledger) for why in claim.weak)


def _kind(evidence: str, ledger: Ledger) -> str:
    words = getattr(ledger.labels, f"evidence_{evidence}", "no source")
    return str(words)[:1].lower() + str(words)[1:]


def _called(source: str) -> str:
    return source or "No source"


def _opening(title: str, ledger: Ledger) -> str:
    return f"# {title}\n\n{_ABOUT}\n\nLanguage: `{ledger.language}`.\n"


def _row(claim: Claim, ledger: Ledger, file: str = "") -> str:
    place = f"`{file}:{claim.line}`" if file else str(claim.line)
    section = f"`{claim.section}` " if claim.section else ""
    kind = f"{_escaped(claim.kind)} (`{claim.evidence}`)" if claim.evidence else ""
    cells = (
        place,
        f"{section}`{claim.field}`",
        _escaped(claim.text),
        kind,
        " ".join(f"`{source}`" for source in claim.sources),
        _escaped(_weak(claim, ledger)),
    )
    return f"| {' | '.join(cells)} |\n"


def _counts(tally: Tally, ledger: Ledger) -> Iterator[str]:
    yield "\n## In all\n\n| kind of evidence | id | claims |\n|---|---|---|\n"
    for evidence, count in sorted(tally.kinds.items()):
        kind = _escaped(_kind(evidence, ledger))
        yield f"| {kind} | {f'`{evidence}`' if evidence else ''} | {count} |\n"
    yield f"\nTopics: {tally.topics}. Claims: {tally.claims}. Weak: {tally.weak}.\n"


def _sources(tally: Tally, ledger: Ledger) -> Iterator[str]:
    if not tally.sources:
        return
    yield "\n## Sources\n\n| id | source | claims | with no other source |\n|---|---|---|---|\n"
    for source, count in sorted(tally.sources.items()):
        full = _escaped(in_full(source, ledger))
        yield f"| `{source}` | {full} | {count} | {tally.alone[source]} |\n"


def _escaped(text: str) -> str:
    """Text as Markdown shows it letter by letter, on one line."""
    one_line = " ".join(visible(" ".join(text.split())).split())
    return "".join(f"\\{letter}" if letter in _MARKS else letter for letter in one_line)
