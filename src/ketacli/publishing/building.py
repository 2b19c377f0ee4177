"""Makes the files of one topic in one language: the leaflet, and the door that it lies behind, with
the disclaimer on it.
"""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ketacli.digest import sha256_hex
from ketacli.disclaimer import Channel, Disclaimer, post
from ketacli.errors import ContentError, NotWrittenError, WithheldError
from ketacli.leaflet import Leaflet, Part, Role
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

_TEXTS = {
    Kind.TEXT: Format.PLAIN,
    Kind.MARKDOWN: Format.MARKDOWN,
    Kind.JSON: Format.JSON,
}


class Made(NamedTuple):
    """What was made of a topic."""

    words: str
    """What stands for its words and all that is said beside them."""
    files: tuple[tuple[str, bytes], ...] = ()
    """Names in the folder of the topic, and bytes; none where the words are the old ones."""


def made(order: Order, topic: Shown, old_words: str, folder: Path) -> Made:
    """Make the files of a topic.

    Args:
        order: what is wanted.
        topic: of which.
        old_words: what stood for its words; where they still do, its files need not be made.
        folder: where one process may keep something until the site is made.

    Raises:
        NotWrittenError: a file cannot be made, or the library was changed meanwhile.
        NotInstalledError: a font is missing.
        ContentError: it breaks the rules.
    """
    pages = _Pages(order, topic, folder)
    words = pages.words()
    return Made(words) if words == old_words else Made(words, tuple(pages.files()))


class _Pages:
    """One topic in one language, as it stands on the site."""

    def __init__(self, order: Order, topic: Shown, folder: Path) -> None:
        self._order = order
        self._topic = topic
        self._folder = folder
        # A library of its own: what one page rests on is kept apart from what others do.
        self._library = order.open(topic.language)
        self._disclaimer = self._library.disclaimer
        proof = post(self._disclaimer, self._disclaimer.digest, Channel.SITE)
        try:
            self._leaflet = self._library.issue(topic.card.id, proof, order.region)
        except WithheldError as error:
            raise NotWrittenError(topic.unit, "the library was changed meanwhile") from error
        self._page_words = _page_words(self._library)

    def words(self) -> str:
        """What stands for all that is said."""
        library = self._library
        spoken = library.pronunciation if Kind.AUDIO in self._order.kinds else None
        said = (
            self._order.settings(),
            to_json(self._leaflet),
            (library.labels, library.web_labels, self._page_words, spoken),
            (self._disclaimer, self._topic.card, self._topic.elsewhere),
            library.last_checked(self._topic.card.id),
        )
        return sha256_hex(repr(said).encode("utf-8", "surrogatepass"))

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Each file, the door last: it is made of the same disclaimer that the leaflet carries."""
        ways: list[Way] = []
        wanted = sorted(self._order.kinds - {Kind.HTML, Kind.LARGE}, key=tuple(Kind).index)
        for kind in wanted:
            content = self._other(kind)
            ways.append(Way(WayKind[kind.name], kind.file, len(content)))
            yield kind.file, content
        around = self._around(ways)
        if Kind.LARGE in self._order.kinds:
            large = self._page(around._replace(usual=Kind.HTML.file), large=True)
            yield Kind.LARGE.file, large
            first = Way(WayKind.LARGE, Kind.LARGE.file, len(large))
            around = around._replace(ways=(first, *ways))
        yield Kind.HTML.file, self._page(around, large=False)
        page = door_page(self._sheet(), self._topic.card, self._disclaimer, self._around(()))
        yield INDEX, page.encode()

    def _page(self, around: Around, *, large: bool) -> bytes:
        canvas = Canvas(large=large, words=self._page_words)
        return leaflet_page(self._leaflet, canvas, around).encode()

    def _other(self, kind: Kind) -> bytes:
        """The leaflet as something other than a web page."""
        match kind:
            case Kind.AUDIO:
                assert self._order.record is not None, "whoever wants sound says who makes it"  # noqa: S101
                return self._order.record(self._leaflet, self._library)
            case Kind.CODE:
                from ketacli.render import qr

                at = door(self._order.address, self._topic.language, self._topic.card.id)
                return qr.svg(at, self._leaflet.title).encode()
            case Kind.PDF | Kind.LARGE_PDF:
                return self._printed(large=kind is Kind.LARGE_PDF)
            case _:
                return renderer(_TEXTS[kind])(self._leaflet, Canvas()).encode()

    def _printed(self, *, large: bool) -> bytes:
        from ketacli.render.pdf_sheet import Sheet

        sheet = Sheet(
            labels=self._library.labels,
            paper=self._order.paper,
            large=large,
            acknowledged=self._disclaimer.code,
            checked=self._library.last_checked(self._leaflet.id),
        )
        return _press(self._folder).printed(self._leaflet, sheet)

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

    def _sheet(self) -> Leaflet:
        """What stands at the door: the crisis lines, and every word of the disclaimer."""
        words = self._disclaimer
        return self._order.sheet(self._library, words.title, shown(words))


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
