"""The pages of a site of all that ships, in a folder and on a server of this machine."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from ketacli.disclaimer import Disclaimer
from ketacli.leaflet import Leaflet, Part, Role
from ketacli.library import Library
from ketacli.render import html_site
from ketacli.render.canvas import Canvas
from ketacli.render.html_site import Around, Elsewhere, Kept, Listed, Way, WayKind
from ketacli.text import Paragraph, Span
from ketacli.web_labels import WebLabels
from support.browser import page_words
from support.in_date import IN_DATE
from support.leaflets import languages, topics
from support.program import CONTENT

WITHHELD = "what-treatment-is-like"
"""A topic that is not shown on this site."""
FILES = {
    WayKind.LARGE: "large-print.html",
    WayKind.PDF: "leaflet.pdf",
    WayKind.LARGE_PDF: "large-print.pdf",
    WayKind.AUDIO: "leaflet.ogg",
    WayKind.TEXT: "leaflet.txt",
    WayKind.MARKDOWN: "leaflet.md",
    WayKind.JSON: "leaflet.json",
    WayKind.CODE: "code.svg",
}
SIZE = 123_456


@cache
def library(language: str) -> Library:
    """The shipped library, on a day on which it is in date."""
    return Library(CONTENT, language=language, calendar=IN_DATE)


def words(language: str) -> WebLabels:
    """What a site says in a language."""
    return library(language).web_labels


def disclaimer(language: str) -> Disclaimer:
    """The words before each leaflet of a language."""
    return library(language).disclaimer


def around(language: str, topic: str) -> Around:
    """What stands around a leaflet in usual letters, with every other way to read it."""
    return Around(
        words(language),
        disclaimer(language).code,
        "index.html",
        "../index.html",
        "",
        tuple(Way(kind, file, SIZE) for kind, file in FILES.items()),
        elsewhere(language, "../../{}/" + topic + "/index.html"),
    )


def elsewhere(language: str, href: str) -> tuple[Elsewhere, ...]:
    """Other languages."""
    names = library(language).languages
    return tuple(
        Elsewhere(tag, name, href.format(tag)) for tag, name in names.items() if tag != language
    )


def leaflet_page(language: str, topic: str, *, large: bool = False, code: str = "") -> str:
    """A shipped leaflet behind its door."""
    beside = around(language, topic)
    if large:
        ways = tuple(way for way in beside.ways if way.kind is not WayKind.LARGE)
        beside = beside._replace(usual="leaflet.html", ways=ways)
    if code:
        beside = beside._replace(code=code)
    canvas = Canvas(large=large, words=page_words(language))
    return html_site.leaflet_page(topics()[f"{language}/{topic}"], canvas, beside)


def door_page(language: str, topic: str) -> str:
    """The page before a shipped leaflet."""
    card = next(card for card in library(language).cards().cards if card.id == topic)
    asked = disclaimer(language)
    return html_site.door_page(asked_about(library(language)), card, asked, around(language, topic))


def asked_about(opened: Library) -> Leaflet:
    """The crisis lines and the disclaimer."""
    asked = opened.disclaimer
    blocks = tuple(Paragraph((Span(text),)) for text in asked.paragraphs)
    part = Part(Role.DISCLAIMER, "disclaimer", asked.title, blocks)
    return opened.sheet("ask", asked.title, (part,))


def told_page(language: str, topic: str) -> str:
    """What stands where a leaflet was."""
    said = words(language)
    sheet = library(language).sheet("told", said.gone_title, ())
    return html_site.told_page(sheet, said.gone_title, (said.gone,), around(language, topic))


def list_page(language: str, *, withheld: bool = False) -> str:
    """Every shipped leaflet, one or all of them not shown."""
    opened = library(language)
    return html_site.list_page(
        opened.sheet("list", opened.labels.topics, ()),
        [_listed(card, language, withheld=withheld) for card in opened.cards().cards],
        opened.labels,
        opened.web_labels,
        code=opened.disclaimer.code,
        languages=elsewhere(language, "../{}/index.html"),
        kept=Kept("../sw.js", 1_234_567),
    )


def languages_page() -> str:
    """The first page."""
    first = library(languages()[0])
    names = [Elsewhere(tag, name, f"{tag}/index.html") for tag, name in first.languages.items()]
    said = first.web_labels
    return html_site.languages_page(first.sheet("l", said.choose_language, ()), names, said)


def _listed(card: Any, language: str, *, withheld: bool) -> Listed:
    if withheld or card.id == WITHHELD:
        return Listed(card, f"{card.id}/index.html", "", (words(language).gone,))
    return Listed(card, f"{card.id}/index.html", f"{card.id}/leaflet.html")


@cache
def pages() -> dict[str, str]:
    """Every page by its name in the folder."""
    found = {"index.html": languages_page(), "sw.js": html_site.worker()}
    for name in topics():
        language, topic = name.split("/")
        found[f"{language}/index.html"] = list_page(language)
        if topic == WITHHELD:
            found[f"{name}/index.html"] = told_page(language, topic)
            continue
        found[f"{name}/index.html"] = door_page(language, topic)
        found[f"{name}/leaflet.html"] = leaflet_page(language, topic)
        found[f"{name}/large-print.html"] = leaflet_page(language, topic, large=True)
        found |= {f"{name}/{file}": file for file in FILES.values() if not file.endswith("html")}
    return found


def write_site(folder: Path, changed: dict[str, str | None] | None = None) -> Path:
    """Write the site, or some other files of it, and what its manifest says of them all."""
    for name, text in (pages() if changed is None else changed).items():
        file = folder / name
        if text is None:
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    write_manifest(folder)
    return folder


def write_manifest(folder: Path, **lies: str) -> None:
    """Name every file with its digest, as `ketacli publish` does."""
    files = {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.name != "manifest.json"
    }
    said = {
        name: {"sha256": sha256(content).hexdigest(), "bytes": len(content)}
        for name, content in files.items()
    }
    for name, lie in lies.items():
        said[name.replace("__", "/") + ".html"]["sha256"] = lie
    manifest = {"format": 1, "program": "0", "files": said}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def send_header(self, keyword: str, value: str) -> None:
        """Leave out the day: it counts seconds, and tests are quicker."""
        if keyword != "Last-Modified":
            super().send_header(keyword, value)

    def end_headers(self) -> None:
        """Say what a real server says."""
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Vary", "*")
        super().end_headers()


class Served(ThreadingHTTPServer):
    """A folder on a server of this machine, which can go away and come back."""

    daemon_threads = True

    @property
    def address(self) -> str:
        """Where it is, with a stroke at its end."""
        return f"http://127.0.0.1:{self.server_port}/"


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """Serve a folder."""
    with Served(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
