"""Makes the files of one topic in one language: the leaflet, and the door that it lies behind, with
the disclaimer on it.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ketacli.digest import sha256_hex
from ketacli.disclaimer import Channel, Disclaimer, post
from ketacli.errors import ContentError, NotWrittenError, WithheldError
from ketacli.leaflet import Part, Role
from ketacli.leaflet_json import to_json
from ketacli.library import Library
from ketacli.publishing.kinds import INDEX, Kind
from ketacli.publishing.order import Order
from ketacli.publishing.plan import Shown
from ketacli.render import Format, renderer
from ketacli.render.canvas import Canvas, PageWords
from ketacli.render.html_site import Around, Elsewhere, Way, WayKind, door_page, leaflet_page
from ketacli.site import door
from ketacli.text import Paragraph, Span

if TYPE_CHECKING:
    from ketacli.render.pdf import Press
    from ketacli.render.pdf_sheet import Sheet

_TEXTS = {
    Kind.TEXT: Format.PLAIN,
    Kind.MARKDOWN: Format.MARKDOWN,
    Kind.JSON: Format.JSON,
}


class Old(NamedTuple):
    """A file that is there and undamaged."""

    words: str
    """What stood for all that it says."""
    size: int


class Made(NamedTuple):
    """A file of a topic."""

    name: str
    words: str
    """What stands for all that it says."""
    content: bytes | None
    """None where it says what the old one says: it need not be made."""


def made(order: Order, topic: Shown, old: Mapping[str, Old], folder: Path) -> tuple[Made, ...]:
    """Make the files of a topic.

    Args:
        order: what is wanted.
        topic: of which.
        old: the files that it has, by their names.
        folder: where one process may keep something until the site is made.

    Raises:
        NotWrittenError: a file cannot be made, or the library was changed meanwhile.
        NotInstalledError: a font is missing.
        ContentError: it breaks the rules.
    """
    return tuple(_Pages(order, topic, old, folder).files())


class _Pages:
    """One topic in one language, as it stands on the site."""

    def __init__(self, order: Order, topic: Shown, old: Mapping[str, Old], folder: Path) -> None:
        self._order = order
        self._topic = topic
        self._old = old
        self._folder = folder
        # A library of its own: what one page rests on is kept apart from what others do.
        self._library = order.opened(topic.language)
        self._disclaimer = self._library.disclaimer
        proof = post(self._disclaimer, self._disclaimer.digest, Channel.SITE)
        try:
            self._leaflet = self._library.issue(topic.card.id, proof, order.region)
        except WithheldError as error:
            raise NotWrittenError(topic.unit, "the library was changed meanwhile") from error
        self._said = repr(to_json(self._leaflet))

    def files(self) -> Iterator[Made]:
        """Each file. Pages come last: they tell how large the others are."""
        ways: list[Way] = []
        wanted = sorted(self._order.kinds - {Kind.HTML, Kind.LARGE}, key=tuple(Kind).index)
        for kind in wanted:
            file = self._file(kind.file, self._rests_on(kind), partial(self._other, kind))
            ways.append(Way(WayKind[kind.name], kind.file, self._size(file)))
            yield file
        around = self._around(ways)
        if Kind.LARGE in self._order.kinds:
            file = self._page_file(Kind.LARGE, around._replace(usual=Kind.HTML.file))
            yield file
            first = Way(WayKind.LARGE, Kind.LARGE.file, self._size(file))
            around = around._replace(ways=(first, *ways))
        yield self._page_file(Kind.HTML, around)
        around = self._around(())
        rests_on = (self._order.stamps.pages, self._topic.card, around)
        yield self._file(INDEX, (rests_on, self._disclaimer), self._door)

    def _file(self, name: str, rests_on: object, make: Callable[[], bytes]) -> Made:
        """A file, made where it says something new."""
        said = repr((self._said, rests_on)).encode("utf-8", "surrogatepass")
        words, old = sha256_hex(said), self._old.get(name)
        return Made(name, words, None if old and old.words == words else make())

    def _size(self, file: Made) -> int:
        return self._old[file.name].size if file.content is None else len(file.content)

    def _rests_on(self, kind: Kind) -> object:
        """What else than the words of the leaflet a file is made from."""
        order, library = self._order, self._library
        match kind:
            case Kind.AUDIO:
                return (order.stamps.sound, order.site.speech, library.pronunciation)
            case Kind.PDF | Kind.LARGE_PDF:
                return (order.stamps.paper, self._print_sheet(large=kind is Kind.LARGE_PDF))
            case Kind.CODE:
                return (order.stamps.pages, self._address())
            case _:
                return order.stamps.pages

    def _page_file(self, kind: Kind, around: Around) -> Made:
        words = _page_words(self._library)
        canvas = Canvas(large=kind is Kind.LARGE, words=words)
        rests_on = (self._order.stamps.pages, canvas, around)
        return self._file(
            kind.file, rests_on, lambda: leaflet_page(self._leaflet, canvas, around).encode()
        )

    def _door(self) -> bytes:
        """The page before the leaflet: the crisis lines, and every word of the disclaimer."""
        words = self._disclaimer
        sheet = self._order.sheet(self._library, words.title, shown(words))
        return door_page(sheet, self._topic.card, words, self._around(())).encode()

    def _other(self, kind: Kind) -> bytes:
        """The leaflet as something other than a web page. A fault is told of its file."""
        try:
            return self._drawn(kind)
        except NotWrittenError as error:  # a letter that no font has, a voice that is silent
            raise NotWrittenError(f"{self._topic.unit}/{kind.file}", error.reason) from error

    def _drawn(self, kind: Kind) -> bytes:
        match kind:
            case Kind.AUDIO:
                assert self._order.record is not None, "whoever wants sound says who makes it"  # noqa: S101
                return self._order.record(self._leaflet, self._library)
            case Kind.CODE:
                from ketacli.render import qr

                address, leaflet = self._address(), self._leaflet
                title = f"{leaflet.title}: {address}"
                return qr.svg(address, title, leaflet.language).encode()
            case Kind.PDF | Kind.LARGE_PDF:
                sheet = self._print_sheet(large=kind is Kind.LARGE_PDF)
                return _press(self._folder).printed(self._leaflet, sheet)
            case _:
                return renderer(_TEXTS[kind])(self._leaflet, Canvas()).encode()

    def _address(self) -> str:
        return door(self._order.address, self._topic.language, self._topic.card.id)

    def _print_sheet(self, *, large: bool) -> "Sheet":
        from ketacli.render.pdf_sheet import Sheet

        return Sheet(
            labels=self._library.labels,
            paper=self._order.paper,
            large=large,
            acknowledged=self._disclaimer.code,
            checked=self._library.last_checked(self._leaflet.id),
        )

    def _around(self, ways: "list[Way] | tuple[Way, ...]") -> Around:
        topic = self._topic
        languages = (
            Elsewhere(tag, name, f"../../{tag}/{topic.card.id}/{INDEX}")
            for tag, name in topic.elsewhere
        )
        return Around(
            words=self._library.web_labels,
            code=self._disclaimer.code,
            door=INDEX,
            listed=f"../{INDEX}",
            usual="",
            ways=tuple(ways),
            languages=tuple(languages),
        )


def shown(disclaimer: Disclaimer) -> Part:
    """A disclaimer as it stands before a leaflet. Its question stands at the button."""
    blocks = tuple(Paragraph((Span(text),)) for text in disclaimer.paragraphs)
    return Part(Role.DISCLAIMER, Role.DISCLAIMER.value, disclaimer.title, blocks)


def _page_words(library: Library) -> PageWords:
    try:
        labels = library.kiosk_labels
    except ContentError:
        return PageWords()  # a drawing that stands still is better than no leaflet
    return PageWords(labels.hill_start, labels.hill_pause)


@cache
def _press(folder: Path) -> "Press":
    """One press for each process: it opens each font once."""
    from ketacli.render.pdf import Press
    from ketacli.render.pdf_fonts import FOLDERS

    shelf = folder / f"press-{os.getpid()}"
    shelf.mkdir()
    return Press(shelf, FOLDERS)
