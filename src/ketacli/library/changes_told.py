"""One change in plain words. For the eye, what went and came is marked inside the sentence; for a
voice, and for those who read it in a mail, the sentence is told before and after.
"""

from collections.abc import Iterable, Iterator

from ketacli.library.differences import Change, ClaimChange, What
from ketacli.library.firmness import Turn
from ketacli.library.word_marks import Mark, Run, runs
from ketacli.text import Line, Paragraph, Span

_MOST_NAMED = 4
"""More changes in one sentence than these are heard better in the sentence itself."""
_SAYS = {
    What.NEW: "New in",
    What.GONE: "Gone from",
    What.CHANGED: "Changed in",
    What.MOVED: "Moved to",
    What.MOVED_AND_CHANGED: "Moved and changed, now in",
    What.MARKS: "Other marks or signs, the same words, in",
    What.SETTING: "Setting",
}
_TURNS = {
    Turn.STRONGER: "Stronger",
    Turn.WEAKER: "Weaker",
    Turn.BESIDE: "Of another kind, neither stronger nor weaker",
    Turn.CLAIM_NOW: "A claim now",
    Turn.CLAIM_NO_MORE: "A claim no more",
    Turn.SOURCES: "Other sources",
}
_SIGNS = {Mark.WENT: ("[-", "-]"), Mark.CAME: ("{+", "+}")}


def told(change: Change, *, marks: bool) -> Paragraph:
    """One change of a sentence, a setting or an order."""
    return Paragraph(tuple(_line(change, marks=marks)))


def claim(change: ClaimChange) -> Paragraph:
    """One change of the ground under a claim."""
    kinds = f"evidence then {change.then or 'none'}, now {change.now or 'none'}"
    same = f"evidence {change.now} as before"
    sources = [
        f"sources that {what}: {', '.join(names)}"
        for what, names in (("came", change.came), ("went", change.went))
        if names
    ]
    if not sources and change.turn is Turn.SOURCES:
        sources = ["the sources stand in another order"]
    ground = "; ".join((kinds if change.then != change.now else same, *sources))
    head = Span(f"{_TURNS[change.turn]}, in {change.where}:", strong=True)
    return Paragraph((head, Span(f" {change.text} ({ground})")))


def _line(change: Change, *, marks: bool) -> Iterator[Span]:
    match change.what:
        case What.OTHER:
            yield Span("Something that is no sentence has changed: look at the file.")
        case What.PARAGRAPHS:
            yield Span(f"The sentences of {change.where} are divided into texts in another way.")
        case What.ORDER:
            yield Span(f"The sections stand in another order. Then: {change.then}. ")
            yield Span(f"Now: {change.now}.")
        case _:
            yield Span(f"{_head(change)}:", strong=True)
            yield Span(" ")
            yield from _words(change, marks=marks)
            if change.evidence and change.what in {What.NEW, What.GONE}:
                yield Span(f" ({change.evidence}; {', '.join(change.sources)})")


def _head(change: Change) -> str:
    if change.moved_from == change.where:
        changed = " and changed" if change.what is What.MOVED_AND_CHANGED else ""
        return f"Moved{changed} within {change.where}"
    moved = f", from {change.moved_from}" if change.moved_from else ""
    return f"{_SAYS[change.what]} {change.where}{moved}"


def _words(change: Change, *, marks: bool) -> Line:
    if change.then == change.now:
        return (Span(change.now),)
    if change.what is What.SETTING:
        return (Span(f"then {change.then or 'none'}, now {change.now or 'none'}."),)
    found = runs(change.then, change.now)
    if marks:
        return tuple(_marked(found))
    if not (change.then and change.now):
        return (Span(change.then or change.now),)
    before = tuple(_stressed(run) for run in found if run.mark is not Mark.CAME)
    after = tuple(_stressed(run) for run in found if run.mark is not Mark.WENT)
    return (Span("Before: "), *before, Span(" Now: "), *after, *_named(found))


def _marked(found: tuple[Run, ...]) -> Iterator[Span]:
    before = Mark.SAME
    for run in found:
        if run.mark is Mark.SAME:
            yield Span(run.text)
        else:
            if before is Mark.WENT:
                yield Span(" ")
            opens, closes = _SIGNS[run.mark]
            start, end = (" " * run.text[side].isspace() for side in (0, -1))
            signed = f"{opens}{run.text.strip()}{closes}"
            yield from (Span(start), Span(signed, strong=run.mark is Mark.CAME), Span(end))
        before = run.mark


def _stressed(run: Run) -> Span:
    return Span(run.text, strong=run.mark is not Mark.SAME)


def _named(found: tuple[Run, ...]) -> Iterator[Span]:
    """Which words those are, for a voice that stresses none."""
    changes = tuple(_changes(found))
    if len(changes) <= _MOST_NAMED:
        yield Span(f" That is: {'; '.join(changes)}.")


def _changes(found: Iterable[Run]) -> Iterator[str]:
    went = ""
    for run in (*found, Run(Mark.SAME, "")):
        if run.mark is Mark.WENT:
            went = run.text.strip()
        elif run.mark is Mark.CAME:
            came = run.text.strip()
            yield f'"{went}" became "{came}"' if went else f'"{came}" came'
            went = ""
        elif went:
            yield f'"{went}" went'
            went = ""
