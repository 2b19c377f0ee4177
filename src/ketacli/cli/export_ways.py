"""How a leaflet becomes a file: what each format ends in, what goes into it beside its words, and
what stands for the programs that make it.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from sys import version_info
from typing import TYPE_CHECKING, NamedTuple

from ketacli.cli import formats
from ketacli.cli.desk import Desk
from ketacli.cli.export_formats import ExportFormat, Sound
from ketacli.digest import sha256_hex
from ketacli.leaflet import Leaflet
from ketacli.publishing.tools import own_files
from ketacli.render import Format, renderer
from ketacli.render.canvas import USUAL, Canvas
from ketacli.render.pdf_paper import Paper

if TYPE_CHECKING:
    from ketacli.render.pdf import Press


class Recipe(NamedTuple):
    """One file to be made."""

    beside: str
    """All that goes into it beside its leaflet."""
    made: Callable[[], bytes]


class Way(NamedTuple):
    """How files of one format are made."""

    ending: str
    program: str
    """Stands for everything that makes them: as long as it stays, the same makes the same."""
    recipe: Callable[[Desk, Leaflet], Recipe]


_ENDINGS = {
    ExportFormat.PLAIN: "txt",
    ExportFormat.MARKDOWN: "md",
    ExportFormat.SPEECH: "speech.txt",
    ExportFormat.QR: "svg",
}
"""Of formats whose files do not end in their names."""


def check(desk: Desk, format_: ExportFormat, sound: Sound) -> None:
    """Find out early whether files of a format can be made here.

    Raises:
        NotInstalledError: a part is missing.
        NotWrittenError: the crisis lines alone are longer than a code.
    """
    match format_:
        case ExportFormat.AUDIO:
            from ketacli.cli import audio

            audio.check_programs(desk, ogg=sound is Sound.OGG)
        case ExportFormat.PDF:
            from ketacli.render import pdf

            pdf.check()
        case ExportFormat.QR:
            from ketacli.cli import coding

            coding.check(desk)
        case _:
            pass  # `open_desk` has looked


@contextmanager
def way(desk: Desk, format_: ExportFormat, sound: Sound) -> Iterator[Way]:
    """How files of a format are made, until the block ends."""
    ending = _ENDINGS.get(format_, format_.value)
    match format_:
        case ExportFormat.PDF:
            with _press() as press:
                yield Way(ending, _program(desk, format_), partial(_on_paper, press))
        case ExportFormat.AUDIO:
            recipe = partial(_recorded, ogg=sound is Sound.OGG)
            yield Way(sound.value, _program(desk, format_), recipe)
        case ExportFormat.QR:
            yield Way(ending, _program(desk, format_), _coded)
        case _:
            yield Way(ending, _program(desk, format_), partial(_drawn, Format(format_)))


def _press() -> "AbstractContextManager[Press]":
    from ketacli.render import pdf

    return pdf.press()


def _on_paper(press: "Press", desk: Desk, leaflet: Leaflet) -> Recipe:
    from ketacli.cli.printing import sheet

    on = sheet(desk, leaflet, desk.wishes.paper or Paper.A4)
    return Recipe(repr(on), partial(press.printed, leaflet, on))


def _recorded(desk: Desk, leaflet: Leaflet, *, ogg: bool) -> Recipe:
    from ketacli.cli.audio import sound

    beside = repr((ogg, desk.site.speech, desk.library.pronunciation))
    return Recipe(beside, partial(sound, desk, leaflet, ogg=ogg, begin=_say_nothing))


def _coded(desk: Desk, leaflet: Leaflet) -> Recipe:
    from ketacli.cli import coding
    from ketacli.render import qr

    held = coding.held_for(desk, leaflet)
    title = f"{leaflet.title}: {held.text}" if held.is_address else leaflet.title
    return Recipe(repr(held), lambda: qr.svg(held.text, title, leaflet.language).encode())


def _say_nothing(_: str) -> None:
    """The steps of one file among many."""


def _drawn(format_: Format, desk: Desk, leaflet: Leaflet) -> Recipe:
    """Never as wide as the screen: the next run may be started from another."""
    canvas = Canvas(desk.wishes.width or USUAL, large=desk.wishes.large)
    if format_ is Format.SPEECH:
        canvas = canvas._replace(pronunciation=desk.library.pronunciation)
    if format_ is Format.HTML:
        canvas = canvas._replace(words=formats.page_words(leaflet, desk.library))
    return Recipe(repr(canvas), lambda: renderer(format_)(leaflet, canvas).encode())


def _program(desk: Desk, format_: ExportFormat) -> str:
    """The bytes of our own files, as a version says little in a checkout, and the age of others."""
    told = [format_.value, repr(version_info), *own_files()]
    match format_:
        case ExportFormat.HTML:
            told += [_package("jinja2"), _package("markupsafe")]
        case ExportFormat.PDF:
            from ketacli.render.pdf_fonts import FOLDERS

            told += [_package("typst"), *map(_listed, FOLDERS)]
        case ExportFormat.QR:
            told += [_package("segno")]
        case ExportFormat.AUDIO:
            programs = (desk.site.speech.command, "oggenc", "opusenc")
            told += [_looked_at(which(program)) for program in programs]
        case _:
            pass
    return sha256_hex("\n".join(told).encode())


def _package(name: str) -> str:
    found = find_spec(name)
    return _listed(Path(found.origin).parent) if found and found.origin else ""


def _listed(folder: Path) -> str:
    """Name, size and time of each file in a folder, without looking into one."""
    files = sorted(path for path in folder.rglob("*") if path.suffix != ".pyc")
    return "\n".join(map(_looked_at, files))


def _looked_at(file: str | Path | None) -> str:
    if file is None:
        return ""
    about = os.stat(file)  # noqa: PTH116 - a name or a path
    return f"{file} {about.st_size} {about.st_mtime_ns}"
