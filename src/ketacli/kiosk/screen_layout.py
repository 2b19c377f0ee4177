"""Where the words and the buttons of a page stand on a screen of so many columns and lines: title
on top, words that scroll, buttons below. Every word and every button can be reached.
"""

from collections.abc import Sequence
from typing import NamedTuple

from ketacli.kiosk import screen_buttons
from ketacli.kiosk.drawing import Drawn, Look, Piece, length, padded, words
from ketacli.kiosk.page import Choice, Page, Place, Rank
from ketacli.kiosk.screen_buttons import Frame, Grid, Target
from ketacli.render.wrapping import cells
from ketacli.text import visible

LEAST_COLUMNS, LEAST_LINES = 40, 12
_LEAST_WORDS = 6
"""Lines of words that stay in view above a bar. A finger needs half of them to scroll."""
_LARGEST_BAR = 3
"""A bar takes a third of the screen at most before what is on the side goes behind one button."""
_MARKS = 3
"""Columns at the right edge, for the marks that say that there is more above or below."""
_BESIDE_CODE = 14
_STRIP = 8
"""With the columns for the marks, room for a finger."""
_ABOVE, _BELOW = "^^", "vv"
_IN_THE_BAR = frozenset({Place.START, Place.HILL})
"""Here what is listed is what the page is for, so it stays in view."""


class Size(NamedTuple):
    """Columns and lines of a screen."""

    columns: int
    lines: int

    @property
    def is_enough(self) -> bool:
        """Whether a page can be read on it."""
        return self.columns >= LEAST_COLUMNS and self.lines >= LEAST_LINES


class Wanted(NamedTuple):
    """What is to be laid out."""

    page: Page
    words: tuple[Drawn, ...]
    size: Size
    frame: Frame
    more: Choice = Choice("", "")
    """The button that opens what is on the side, or closes it again."""
    is_open: bool = False
    focus: str = ""
    """The choice that has the focus, or '' for the words."""
    title_in_words: bool = False
    code: tuple[Drawn, ...] = ()
    """A code to scan. It is seen whole on a screen that has room for nothing else."""
    beside_code: tuple[Choice, ...] = ()
    note: str = ""


class Layout(NamedTuple):
    """A page on a screen, before it is scrolled."""

    size: Size
    head: tuple[Drawn, ...] = ()
    body: tuple[Drawn, ...] = ()
    bar: tuple[Drawn, ...] = ()
    foot: tuple[Drawn, ...] = ()
    in_body: tuple[Target, ...] = ()
    """Placed from the top of the body."""
    in_bar: tuple[Target, ...] = ()
    """Placed from the top of the bar."""
    words_at: int = 0
    """The line of the body where the words of the page begin."""
    stop: int | None = None
    """A line of the body that comes to the top when somebody turns to what follows."""

    @property
    def height(self) -> int:
        """How many lines of the body are in view."""
        return self.size.lines - len(self.head) - len(self.bar) - len(self.foot)

    @property
    def farthest(self) -> int:
        """How far the body can be scrolled."""
        return max(0, len(self.body) - self.height)

    @property
    def order(self) -> tuple[str, ...]:
        """Every button, in reading order."""
        return tuple(target.id for target in (*self.in_body, *self.in_bar))

    def scrolled_to(self, focus: str, scroll: int) -> int:
        """How far to scroll so that a button is in view: no farther than it takes."""
        for target in self.in_body:
            if target.id == focus:
                lowest = target.top + target.height + 1 - self.height
                return min(max(scroll, lowest), target.top, self.farthest)
        return min(scroll, self.farthest)

    def is_in_view(self, focus: str, scroll: int) -> bool:
        """Whether a button can be seen whole."""
        in_body = [target for target in self.in_body if target.id == focus]
        return all(self._is_whole(target, scroll) for target in in_body)

    def at(self, column: int, line: int, scroll: int) -> str:
        """The button at a place of the screen, or ''. One that is cut off cannot be pressed."""
        top = len(self.head)
        below = line - top - self.height
        for target in self.in_bar:
            if target.holds(column, below):
                return target.id
        for target in self.in_body:
            if 0 <= line - top < self.height and target.holds(column, line - top + scroll):
                return target.id if self._is_whole(target, scroll) else ""
        return ""

    def next_screen(self, scroll: int) -> int:
        """How far to scroll for what follows. A button that was cut off is whole then."""
        end = scroll + self.height
        cut = (t.top for t in self.in_body if scroll < t.top < end < t.top + t.height)
        return min(end - 1, *cut, end - 1)

    def last_screen(self, scroll: int) -> int:
        """How far to scroll for what came before. A button that was cut off is whole then."""
        ends = (t.top + t.height for t in self.in_body if t.top < scroll < t.top + t.height)
        whole = (end - self.height for end in ends if end - self.height < scroll)
        return max(scroll - self.height + 1, *whole, scroll - self.height + 1)

    def lines(self, scroll: int) -> tuple[Drawn, ...]:
        """Every line of the screen."""
        shown = list(self.body[scroll : scroll + max(0, self.height)])
        shown += [()] * (self.height - len(shown))
        edge = self.size.columns - _MARKS + 1
        if shown and scroll > 0:
            shown[0] = (*padded(shown[0], edge), Piece(_ABOVE, Look.TURNED))
        if shown and scroll < self.farthest:
            shown[-1] = (*padded(shown[-1], edge), Piece(_BELOW, Look.TURNED))
        return (*self.head, *shown, *self.bar, *self.foot)

    def _is_whole(self, target: Target, scroll: int) -> bool:
        """Whether a button of the body is in view from its first line to its last."""
        ends = target.top + target.height <= scroll + self.height
        return scroll <= target.top and (ends or target.height > self.height)


def room_for_code(size: Size) -> Size:
    """How much of the screen a code may take, beside the button that leads to the next one."""
    return Size(room_for_words(size) - _BESIDE_CODE, size.lines - 2)


def room_for_words(size: Size) -> int:
    """How many columns words and buttons of the body may take."""
    return size.columns - _MARKS


def lay_out(wanted: Wanted) -> Layout:
    """Give everything its place."""
    size, page = wanted.size, wanted.page
    foot = _foot(wanted)
    in_body, in_bar = _shared_out(wanted)
    bar = screen_buttons.bar(in_bar, size.columns, wanted.focus, wanted.frame) if in_bar else Grid()
    head = _head(wanted, page.title)
    room = size.lines - len(foot) - len(head) - len(bar.lines)
    if not wanted.code and room >= _LEAST_WORDS:
        found = Layout(size, head, (), bar.lines, foot, (), bar.targets)
        return _filled(found, wanted, (in_body,), ())
    title = words(page.title, room_for_words(size), Look.STRONG)
    return _filled(Layout(size, _head(wanted, ""), foot=foot), wanted, (in_body, in_bar), title)


def _shared_out(wanted: Wanted) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """The choices among the words, and those of the bar."""
    page, size = wanted.page, wanted.size
    listed, ways = page.of_rank(Rank.LIST), page.of_rank(Rank.WAY)
    side, always = page.of_rank(Rank.SIDE), page.of_rank(Rank.ALWAYS)
    if wanted.is_open and side:
        return side, (*ways, wanted.more, *always)
    behind = (wanted.more,) if side else ()
    if page.place in _IN_THE_BAR:
        for some in (len(listed), 1):
            if _fits(wanted, (*listed[:some], *ways, *behind, *always), 2):
                listed, ways = listed[some:], (*listed[:some], *ways)
                break
    whole = (*ways, *side, *always)
    if size.is_enough and side and _fits(wanted, whole, _LARGEST_BAR):
        return listed, whole
    return listed, (*ways, *behind, *always)


def _fits(wanted: Wanted, choices: Sequence[Choice], share: int) -> bool:
    """Whether a bar takes no more than its share of the screen."""
    size = wanted.size
    grid = screen_buttons.bar(choices, size.columns, "", wanted.frame)
    return len(grid.lines) * share <= size.lines


def _head(wanted: Wanted, title: str) -> tuple[Drawn, ...]:
    """The title and how far a reader is. It shows the focus while no button has it."""
    page, columns = wanted.page, wanted.size.columns
    look = Look.TURNED | Look.STRONG if not wanted.focus else Look.STRONG
    mark = ">" if not wanted.focus else " "
    marks = (mark, *" " * wanted.size.lines)
    progress = visible(page.progress)
    title = "" if wanted.title_in_words else title
    broken = words(title, columns - 2, look)
    lines = [(Piece(m, look), *line) for m, line in zip(marks, broken, strict=False)]
    lines = lines or [(Piece(mark, look),)]
    if progress and length(lines[-1]) + cells(progress) + 2 <= columns:
        lines[-1] = (*padded(lines[-1], columns - cells(progress) - 1, look), Piece(progress, look))
    elif progress:
        lines.append((Piece(f" {progress}", look),))
    return tuple(padded(line, columns, look) for line in lines)


def _filled(
    layout: Layout,
    wanted: Wanted,
    groups: tuple[tuple[Choice, ...], ...],
    title: tuple[Drawn, ...],
) -> Layout:
    """The layout with what scrolls: words, a code, and buttons below them.

    Where it does not fit, a strip at the right is left free of buttons, so that there is always
    something to touch that scrolls.
    """
    width = room_for_words(wanted.size)
    for room in (width, width - _STRIP):
        lines: list[Drawn] = [*title, *([()] if title else [])]
        words_at = len(lines)
        lines = [] if wanted.is_open else [*lines, *wanted.words]
        targets: list[Target] = []
        stop = len(lines) if wanted.code else None
        if wanted.code:
            _put_code(wanted, lines, targets)
        for choices in filter(None, groups):
            lines += [()] if lines else []
            even = wanted.page.takes_time
            grid = screen_buttons.listed(choices, room, wanted.focus, wanted.frame, even=even)
            targets += _moved(grid.targets, 0, len(lines))
            lines += grid.lines
        layout = layout._replace(
            body=tuple(lines), in_body=tuple(targets), words_at=words_at, stop=stop
        )
        if not layout.farthest:
            break
    return layout


def _put_code(wanted: Wanted, lines: list[Drawn], targets: list[Target]) -> None:
    """A code, and beside it what leads to the next."""
    top, left = len(lines), max(map(length, wanted.code)) + 1
    code = list(wanted.code)
    if wanted.beside_code:
        room = room_for_words(wanted.size) - left
        grid = screen_buttons.listed(
            wanted.beside_code, room, wanted.focus, wanted.frame, even=False
        )
        targets += _moved(grid.targets, left, top)
        for number, line in enumerate(grid.lines):
            code[number] = (*padded(code[number], left), *line)
    lines += code


def _moved(targets: Sequence[Target], left: int, top: int) -> list[Target]:
    return [t._replace(left=t.left + left, top=t.top + top) for t in targets]


def _foot(wanted: Wanted) -> tuple[Drawn, ...]:
    """What is wrong here, for the staff: one line, however long it is."""
    lines = words(wanted.note, wanted.size.columns) if wanted.note else ()
    return lines[:1]
