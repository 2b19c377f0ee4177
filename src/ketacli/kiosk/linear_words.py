"""A page as a plain stream says it: as rows of words, one after the other, nothing to look at."""

from collections.abc import Iterable, Iterator

from ketacli.kiosk.page import MARK_KEY, Choice, Page, Place, Rank, saying
from ketacli.kiosk.taking import taken
from ketacli.kiosk.visit import Visit
from ketacli.kiosk_labels import KioskLabels
from ketacli.leaflet import Leaflet, Part, Role
from ketacli.render import plain
from ketacli.render.rows import GAP, Kind, Row, part_rows
from ketacli.text import Span, letters

_FOR_EYES = frozenset({"large", "calm", "hill"})
"""Choices that change how a page looks, and nothing that it says."""


def for_ears(visit: Visit, page: Page) -> Page:
    """The page as the stream has it: without what only eyes can use."""
    kept = (choice for choice in page.choices if choice.id not in _FOR_EYES)
    in_order = tuple(sorted(kept, key=lambda choice: list(Rank).index(choice.rank)))
    parts = saying(*taken(visit)[1:]) if page.code else page.parts
    return page._replace(parts=parts, choices=in_order, code="")


def with_voice(page: Page, visit: Visit, *, is_there: bool) -> Page:
    """The page with what a voice can do, or with the word that there is none."""
    words = visit.library.kiosk_labels
    if page.place is Place.START:
        return page if is_there else _without_voice(page, words)
    if not is_there:
        return page
    label = words.speak_pause if visit.aloud else words.speak
    voice = [Choice("speak", label, Rank.SIDE)]
    if visit.aloud:
        voice += [
            Choice("speak-again", words.speak_again, Rank.SIDE),
            Choice("speak-slower", words.speak_slower, Rank.SIDE),
            Choice("speak-louder", words.speak_louder, Rank.SIDE),
        ]
    always = page.of_rank(Rank.ALWAYS)
    others = tuple(choice for choice in page.choices if choice.rank is not Rank.ALWAYS)
    return page._replace(choices=(*others, *voice, *always))


def _without_voice(page: Page, words: KioskLabels) -> Page:
    silent = (
        choice._replace(label=words.read_aloud_missing, pressed=None)
        if choice.id == "aloud"
        else choice
        for choice in page.choices
    )
    return page._replace(choices=tuple(silent))


def whole(page: Page) -> Iterator[Row]:
    """The words of a page: its title, where it stands, its parts."""
    yield GAP
    yield sentence(page.title)
    if page.progress:
        yield sentence(page.progress)
    yield from _parts(page, page.parts)


def news(before: Page, after: Page) -> tuple[Row, ...]:
    """What a page says that it did not say before, source numbers behind sentences aside."""
    return tuple(_parts(after, tuple(_new_parts(before.parts, after.parts))))


def same_page(before: Page, after: Page) -> bool:
    """Whether a reader is where they were."""
    there, here = ((page.place, page.title, page.progress) for page in (before, after))
    return there == here


def same_choices(before: Page, after: Page) -> bool:
    """Whether the numbers of the choices still hold."""
    there, here = ([choice.id for choice in page.choices] for page in (before, after))
    return there == here


def switched(before: Page, after: Page, choice: Choice) -> Choice | None:
    """A choice that was switched on or off, as it stands now."""
    if choice.pressed is None or not same_page(before, after):
        return None
    return next((found for found in after.choices if found.id == choice.id), None)


def meant(line: str, page: Page) -> Choice | None:
    """The choice whose number, label or key somebody typed."""
    if line.isdecimal():
        number = int(line)
        return page.choices[number - 1] if 0 < number <= len(page.choices) else None
    if line == MARK_KEY:
        return next((choice for choice in page.choices if choice.id == "mark"), None)
    labels = {_plain(choice.label): choice for choice in page.choices}
    return labels.get(_plain(line))


def choices(page: Page, words: KioskLabels) -> Iterator[Row]:
    """The choices of a page, numbered from 1."""
    yield GAP
    for number, choice in enumerate(page.choices, start=1):
        yield sentence(said(choice, words), f"{number}. ")


def said(choice: Choice, words: KioskLabels) -> str:
    """A choice in words: what can be switched says whether it is on."""
    if choice.pressed is None:
        return choice.label
    return f"{choice.label} ({words.linear_on if choice.pressed else words.linear_off})"


def sentence(text: str, mark: str = "") -> Row:
    """A row of ketacli's own words."""
    return Row(Kind.TEXT, (Span(text),), mark)


def drawn(rows: Iterable[Row], width: int) -> Iterator[str]:
    """Rows as lines, with one empty line where there would be several."""
    was_empty = False
    for line in plain.lines(rows, width):
        if line or not was_empty:
            yield line
        was_empty = not line


def _plain(text: str) -> str:
    from unicodedata import normalize

    return normalize("NFC", text).casefold()


def _parts(page: Page, parts: tuple[Part, ...]) -> Iterator[Row]:
    """The rows of some parts. A heading that is the title of the page was said."""
    for part in parts:
        yield GAP
        for row in part_rows(part):
            if row.kind is not Kind.HEADING or letters(row.line) not in {"", page.title}:
                yield row


def _new_parts(before: tuple[Part, ...], after: tuple[Part, ...]) -> Iterator[Part]:
    known = {block for part in _uncited(before) for block in part.blocks}
    listed = {block for part in before if part.role is Role.SOURCES for block in part.blocks}
    titles = {part.title for part in before}
    bare = iter(_uncited(after))
    for part in after:
        if part.role is Role.SOURCES:
            new = [block for block in part.blocks if block not in listed]
        else:
            pairs = zip(part.blocks, next(bare).blocks, strict=True)
            new = [block for block, plainly in pairs if plainly not in known]
        if new:
            title = "" if part.title in titles else part.title
            yield part._replace(title=title, blocks=tuple(new))


def _uncited(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    return Leaflet("", "", "", parts).sources_left_out().parts
