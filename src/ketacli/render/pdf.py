"""PDF for paper and for screen readers, set by Typst: PDF/UA-1 and PDF/A-2a in one. The words go to
Typst as JSON and never as markup; what Typst refuses is not printed.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from json import dumps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from ketacli.errors import NotInstalledError, NotWrittenError
from ketacli.leaflet import Leaflet
from ketacli.render.direction import is_backwards
from ketacli.render.pdf_body import MOST_OF_A_HEADING, Body
from ketacli.render.pdf_fonts import FOLDERS, fonts, package_for
from ketacli.render.pdf_packing import packed
from ketacli.render.pdf_sheet import Sheet
from ketacli.text import visible

if TYPE_CHECKING:
    import typst

_NEEDS = "'typst>=0.15'"
"""What the extra `leaflets` installs, by name: another project is called ketacli elsewhere."""
_TEMPLATE = Path(__file__).with_name("typst") / "leaflet.typ"
_WIDTH = 482.0
"""Of the text on the narrower paper, in points."""
_INDENT = 3.0
"""What a list takes of a line, in em."""
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-([A-Z][a-z]{3}))?(?:-([A-Z]{2}))?")
_NO_LANGUAGE = ("und", None, None)
_SLOTS = re.compile(r"(\{pages?\})")
_NOT_SHOWN = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)


def render(leaflet: Leaflet, sheet: Sheet, folders: tuple[Path, ...] = FOLDERS) -> bytes:
    """Print one leaflet. The same words, sheet and fonts make the same bytes.

    Args:
        leaflet: what is printed.
        sheet: on what, and what each page says beside it.
        folders: where fonts are installed.

    Raises:
        NotInstalledError: Typst is missing, or the font that has one of the letters.
        NotWrittenError: no font has one of the letters.
    """
    with press(folders) as one:
        return one.printed(leaflet, sheet)


@contextmanager
def press(folders: tuple[Path, ...] = FOLDERS) -> Iterator["Press"]:
    """What prints many leaflets one after the other, until the block ends.

    Raises:
        NotInstalledError: Typst is missing.
    """
    check()
    with TemporaryDirectory() as shelf:
        yield Press(Path(shelf), folders)


class Press:
    """Prints leaflets, and opens the fonts of each script once. Get one from `press`."""

    def __init__(self, shelf: Path, folders: tuple[Path, ...]) -> None:
        self._shelf = shelf
        self._folders = folders
        self._opened: dict[tuple[Path, ...], typst.Fonts] = {}

    def printed(self, leaflet: Leaflet, sheet: Sheet) -> bytes:
        """Print one leaflet, as `render` does."""
        import typst

        page = _page(leaflet, sheet)
        found = fonts(dumps(page, ensure_ascii=False), leaflet.language, self._folders)
        page |= {"fonts": found.families, "outlined": found.outlined}
        page |= {"size": sheet.size * found.scale}
        try:
            printed = typst.compile(
                _TEMPLATE,
                root=_TEMPLATE.parent,
                font_paths=self._open(found.files),
                format="pdf",
                sys_inputs={"sheet": dumps(page)},
                pdf_standards=["ua-1", "a-2a"],
            )
        except typst.TypstError as error:
            raise _not_shown(str(error), self._folders) or error from error
        return packed(printed)

    def _open(self, files: tuple[Path, ...]) -> "typst.Fonts":
        """Some fonts and no other: to read the hundreds that may be there takes longer than to
        print. Typst looks for them in a folder.
        """
        import typst

        if files not in self._opened:
            folder = self._shelf / str(len(self._opened))
            folder.mkdir()
            for file in files:
                (folder / file.name).symlink_to(file)
            self._opened[files] = typst.Fonts(include_system_fonts=False, font_paths=[folder])
        return self._opened[files]


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
        "rightwards": not is_backwards(language),
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
