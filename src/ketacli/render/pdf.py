"""PDF for paper and for screen readers, set by Typst: PDF/UA-1 and PDF/A-2a in one. The words go to
Typst as JSON and never as markup; what Typst refuses is not printed.
"""

import re
import sys
from importlib.util import find_spec
from json import dumps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ketacli.errors import NotInstalledError, NotWrittenError
from ketacli.leaflet import Leaflet
from ketacli.render.pdf_body import MOST_OF_A_HEADING, Body
from ketacli.render.pdf_fonts import FOLDERS, Fonts, fonts, package_for
from ketacli.render.pdf_packing import packed
from ketacli.render.pdf_sheet import Sheet
from ketacli.text import visible

_NEEDS = "'typst>=0.15'"
"""What the extra `leaflets` installs, by name: another project is called ketacli elsewhere."""
_TEMPLATE = Path(__file__).with_name("typst") / "leaflet.typ"
_WIDTH = 482.0
"""Of the text on the narrower paper, in points."""
_INDENT = 3.0
"""What a list takes of a line, in em."""
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-([A-Z][a-z]{3}))?(?:-([A-Z]{2}))?")
_NO_LANGUAGE = ("und", None, None)
_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_SLOTS = re.compile(r"(\{pages?\})")
_NOT_SHOWN = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)


def render(leaflet: Leaflet, sheet: Sheet, folders: tuple[Path, ...] = FOLDERS) -> bytes:
    """Print a leaflet. The same words, sheet and fonts make the same bytes.

    Args:
        leaflet: what is printed.
        sheet: on what, and what each page says beside it.
        folders: where fonts are installed.

    Raises:
        NotInstalledError: Typst is missing, or the font that has one of the letters.
        NotWrittenError: no font has one of the letters.
    """
    check()
    import typst

    page = _page(leaflet, sheet)
    found = fonts(dumps(page, ensure_ascii=False), leaflet.language, folders)
    page |= {"fonts": found.families, "size": sheet.size * found.scale}
    try:
        with TemporaryDirectory() as folder:
            printed = typst.compile(
                _TEMPLATE,
                root=_TEMPLATE.parent,
                font_paths=[_only(found, Path(folder))],
                ignore_system_fonts=True,
                format="pdf",
                sys_inputs={"sheet": dumps(page)},
                pdf_standards=["ua-1", "a-2a"],
            )
    except typst.TypstError as error:
        raise _not_shown(str(error), folders) or error from error
    return packed(printed)


def check() -> None:
    """Find out early whether Typst is there.

    Raises:
        NotInstalledError: it is not.
    """
    if find_spec("typst") is None:
        install = f"{sys.executable} -m pip install {_NEEDS}"
        raise NotInstalledError("What makes PDF files", install)


def _page(leaflet: Leaflet, sheet: Sheet) -> dict[str, Any]:
    """All that the template asks for but the fonts."""
    asked = _LANGUAGE.fullmatch(leaflet.language)
    language, script, region = asked.groups() if asked else _NO_LANGUAGE
    body = Body(sheet.labels, _WIDTH / sheet.size - _INDENT, sheet.scales)
    return {
        "title": visible(leaflet.title[:MOST_OF_A_HEADING]),
        "lang": language,
        "script": script,
        "region": region,
        "rightwards": language not in _RIGHT_TO_LEFT,
        "day": {"year": sheet.checked.year, "month": sheet.checked.month, "day": sheet.checked.day},
        "paper": sheet.paper.typst,
        "large": sheet.large,
        "leading": sheet.leading,
        "scales": sheet.scales,
        "foot": sheet.foot,
        "page_number": [piece for piece in _SLOTS.split(sheet.labels.page_number) if piece],
        "codes": [visible(code) for code in sheet.codes(leaflet)],
        "nodes": list(body.nodes(leaflet)),
    }


def _only(found: Fonts, folder: Path) -> Path:
    """A folder with the fonts that are used: reading hundreds takes longer than printing."""
    for file in found.files:
        (folder / file.name).symlink_to(file)
    return folder


def _not_shown(
    message: str, folders: tuple[Path, ...]
) -> NotInstalledError | NotWrittenError | None:
    """What to tell of a letter that no font has, if that is what Typst complains of."""
    named = _NOT_SHOWN.search(message)
    if named is None:
        return None
    letter = named[1]
    code = f"U+{ord(letter[0]):04X}"
    package = package_for(letter[0], folders)
    if not package:
        return NotWrittenError("the PDF", f"no font has the letter {code}")
    return NotInstalledError(
        f"A font with the letter {letter} ({code})", f"sudo apt install {package}"
    )
