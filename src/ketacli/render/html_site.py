"""The pages of a published site: the choice of a language, the list, the door before each leaflet,
the leaflet behind it, and what is said where one is not shown. `html` prints them.
"""

import re
from collections.abc import Sequence
from enum import StrEnum, unique
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ketacli.labels import fill
from ketacli.render import html
from ketacli.render.html_page import page

if TYPE_CHECKING:
    from ketacli.disclaimer import Disclaimer
    from ketacli.labels import Labels
    from ketacli.leaflet import Card, Leaflet
    from ketacli.render.canvas import Canvas
    from ketacli.web_labels import WebLabels

_THOUSAND = 1000
_TAG = re.compile(r"<[a-z][^>]*[^>/]>")
"""A tag of HTML. Those of drawings, which end themselves, keep their quotes."""
_QUOTED = re.compile(r'="([A-Za-z0-9:/._#-]+)"')


@unique
class WayKind(StrEnum):
    """Other ways to read one leaflet, by the names of their labels."""

    LARGE = "large"
    PDF = "pdf"
    LARGE_PDF = "large_pdf"
    AUDIO = "audio"
    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "for_programs"
    CODE = "code"


class Way(NamedTuple):
    """Another way to read one leaflet."""

    kind: WayKind
    href: str
    size: int
    """In bytes."""


class Elsewhere(NamedTuple):
    """The same page in another language."""

    language: str
    name: str
    """Of the language, in itself."""
    href: str


class Around(NamedTuple):
    """What a page of the site says around its leaflet. No address here has a fragment."""

    words: "WebLabels"
    code: str
    """Of the disclaimer, as the page before the leaflet shows it."""
    door: str
    listed: str
    usual: str
    """The page in usual letters where this one is large, else ''."""
    ways: tuple[Way, ...]
    languages: tuple[Elsewhere, ...]


class Listed(NamedTuple):
    """A topic on the list."""

    card: "Card"
    href: str
    """Of its door."""
    straight: str
    """The leaflet itself, for a reader who has said yes; '' where it is not shown."""
    told: tuple[str, ...] = ()
    """Why it is not shown, if it is not."""


class Kept(NamedTuple):
    """A copy of the leaflets of one language on a reader's device."""

    worker: str
    """Where the program is that keeps it."""
    size: int
    """In bytes."""


class _Link(NamedTuple):
    href: str
    name: str


def leaflet_page(leaflet: "Leaflet", canvas: "Canvas", around: Around) -> str:
    """A leaflet that shows its words only to a reader who comes by its door."""
    laid_out = page(leaflet, around.code)
    shapes = (shape for section in laid_out.sections for shape in section.shapes)
    moves = canvas.words.start and any(shape.hill and shape.hill.fresh for shape in shapes)
    return _dense(
        html.filled(
            "leaflet.html",
            page=laid_out,
            large=canvas.large,
            words=canvas.words,
            style=_style("gate.css"),
            script=html.script() if moves else None,
            around=around,
            ways=[_way(way, around) for way in around.ways],
        )
    )


def door_page(sheet: "Leaflet", topic: "Card", disclaimer: "Disclaimer", around: Around) -> str:
    """The disclaimer before a leaflet, and the button that says yes to it.

    Args:
        sheet: the crisis lines, and the disclaimer as it is shown.
        topic: what the leaflet behind it is about.
        disclaimer: the same words, with its question and its answers.
        around: what stands around it.
    """
    return _filled(
        "door.html",
        sheet,
        topic.title,
        topic=topic,
        question=disclaimer.question,
        yes=fill(around.words.say_yes, yes=disclaimer.yes),
        no=fill(around.words.say_no, no=disclaimer.no),
        around=around,
    )


def list_page(
    sheet: "Leaflet",
    topics: Sequence[Listed],
    labels: "Labels",
    words: "WebLabels",
    *,
    code: str,
    languages: Sequence[Elsewhere],
    kept: Kept,
) -> str:
    """Every topic of a language, which is found as a reader types.

    Args:
        sheet: the crisis lines.
        topics: those that are shown, and those that are not.
        labels: what ketacli says.
        words: what a site says.
        code: of the disclaimer. Who comes with it has said yes.
        languages: the list in other languages.
        kept: the copy that a reader may keep.
    """
    shown = [one for one in topics if one.straight]
    return _filled(
        "list.html",
        sheet,
        labels.topics,
        shown=shown,
        withheld=[one for one in topics if not one.straight],
        labels=labels,
        words=words,
        code=code,
        languages=languages,
        kept=kept,
        about=fill(words.keep_about, size=_size(kept.size, words)),
        scripts=[_script("list.js"), *([_script("offline.js")] if shown else [])],
    )


def languages_page(sheet: "Leaflet", languages: Sequence[Elsewhere], words: "WebLabels") -> str:
    """The first page of a site."""
    return _filled("languages.html", sheet, words.choose_language, languages=languages)


def told_page(sheet: "Leaflet", title: str, told: tuple[str, ...], around: Around) -> str:
    """What a reader is told who comes for a leaflet that is not shown."""
    return _filled("told.html", sheet, title, told=told, around=around)


def worker() -> str:
    """The program that keeps a copy on a device, where a reader asks for one."""
    return html.bare("sw.js") + "\n"


def _filled(template: str, sheet: "Leaflet", title: str, **values: object) -> str:
    laid_out = page(sheet)._replace(title=title)
    return html.filled(
        template, **{"page": laid_out, "style": _style("site.css"), "scripts": [], **values}
    )


def _dense(whole: str) -> str:
    """The same page without the quotes and the line breaks that HTML can do without.

    Content has no part in this: its quotes and angles are written as entities.
    """
    bare = _TAG.sub(lambda tag: _QUOTED.sub(r"=\1", tag[0]), whole)
    return bare.replace(">\n<", "><")


def _way(way: Way, around: Around) -> _Link:
    """A way, as a link with its name and size. Large letters are behind the same door."""
    words = around.words
    name = getattr(words, way.kind)
    if way.kind is WayKind.LARGE:
        return _Link(f"{way.href}#{around.code}", name)
    return _Link(way.href, fill(words.way, name=name, size=_size(way.size, words)))


def _size(size: int, words: "WebLabels") -> str:
    """So many kilobytes, or megabytes, rounded up."""
    thousands = -(-size // _THOUSAND)
    if thousands < _THOUSAND:
        return fill(words.kilobytes, size=str(thousands))
    return fill(words.megabytes, size=str(-(-thousands // _THOUSAND)))


@cache
def _style(own: str) -> html.Inline:
    """The style of all pages, with what those around leaflets and one kind of page have besides."""
    whole = "\n".join(map(html.bare, ("page.css", "around.css", own)))
    return html.inline(html.short_names(whole).replace("\n", ""))


@cache
def _script(name: str) -> html.Inline:
    return html.inline(html.bare(name))
