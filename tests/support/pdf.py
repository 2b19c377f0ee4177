"""Reads a PDF back as a screen reader does: the tree of its structure, and through it the words.
Knows nothing of how the file was made.
"""

import io
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

_SEEN = ("q", "Q", "BDC", "BMC", "EMC", "Tf", "Tj", "TJ")
_PAINTS = ("f", "f*", "S", "s", "B", "B*", "b", "Do", "sh", "'", '"')
_BLOCKS = frozenset({"P", "H1", "H2", "H3", "Lbl", "LBody", "LI", "L", "Figure", "Document"})
_BULLETS = frozenset("\u2022\u2023")
_SINGLE = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_SECTION = re.compile(r"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_RANGE = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


class Element(NamedTuple):
    """One element of the structure: its standard type, what it holds in order, its attributes."""

    tag: str
    children: tuple["Element | str", ...]
    alt: str
    about: Any

    def all(self, *tags: str) -> "Iterator[Element]":
        """Every element of some types in and below this one, in reading order."""
        if self.tag in tags:
            yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.all(*tags)

    def text(self) -> str:
        """The letters below it, with a blank between blocks."""
        pieces = (child if isinstance(child, str) else child.text() for child in self.children)
        found = "".join(pieces)
        return f" {found} " if self.tag in _BLOCKS else found


def opened(pdf: bytes) -> Pdf:
    """The objects of a file. Whatever is not well formed is an error."""
    file = Pdf.open(io.BytesIO(pdf))
    assert file.check_pdf_syntax() == []
    return file


def structure(file: Pdf) -> Element:
    """The one Document at the root of the structure."""
    root = file.Root.StructTreeRoot
    texts = {page.objgen: _marked(page) for page in file.pages}
    (document,) = _kids(root)
    return _element(document, root.get("/RoleMap", Dictionary()), texts)


def words(pdf: bytes) -> list[str]:
    """The words of a file in the order of its structure. The marks of lists are plain text's."""
    return words_of(structure(opened(pdf)))


def words_of(tree: Element) -> list[str]:
    """The words of a structure."""
    return ["-" if word in _BULLETS else word for word in tree.text().split()]


def artifacts(file: Pdf) -> list[str]:
    """What stands on each page and is not part of the leaflet: its foot."""
    return [_marked(page).get(None, "") for page in file.pages]


def in_language(page: Any) -> list[tuple[str, str]]:
    """The language and the letters of each marked piece of a page that says which it is in."""
    texts = _marked(page)
    found = (about for _, (_, about) in instructions(page, "BDC"))
    return [(str(about.Lang), texts[int(about.MCID)]) for about in found if "/Lang" in about]


def _kids(element: Object) -> list[Any]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def _element(element: Object, roles: Object, texts: dict[Any, dict[int | None, str]]) -> Element:
    tag = str(element.S)
    standard = str(roles.get(tag, tag)).removeprefix("/")
    children: list[Element | str] = []
    for kid in _kids(element):
        if isinstance(kid, int):
            children.append(texts[element.Pg.objgen][kid])
        elif kid.get("/Type") == Name.MCR:
            children.append(texts[kid.get("/Pg", element.get("/Pg")).objgen][int(kid.MCID)])
        elif kid.get("/Type") != Name.OBJR:
            children.append(_element(kid, roles, texts))
    return Element(standard, tuple(children), str(element.get("/Alt", "")), element)


def _marked(page: Any) -> dict[int | None, str]:
    """The letters of each piece of marked content of a page, by its number. None is artifacts."""
    return _Painted(page).texts


class _Painted:
    """Goes through all that paints a page."""

    def __init__(self, page: Any) -> None:
        self.texts: dict[int | None, str] = {}
        self._open: list[tuple[str, int | None]] = []
        self._font: dict[int, str] = {}
        self._kept: list[dict[int, str]] = []
        self._instead: int | None = None
        """How deep the piece lies that is read as other letters than it is painted with."""
        for operator, operands in instructions(page, *_SEEN, *_PAINTS):
            self._follow(page, operator, operands)
        assert (self._open, self._kept) == ([], [])

    def _follow(self, page: Any, operator: str, operands: list[Any]) -> None:
        match operator:
            case "q":
                self._kept.append(self._font)
            case "Q":
                self._font = self._kept.pop()
            case "BDC" | "BMC":
                self._begin(str(operands[0]), operands[1] if len(operands) > 1 else Dictionary())
            case "EMC":
                self._end()
            case "Tf":
                self._font = _letters_of(page.Resources.Font[str(operands[0])])
            case "Tj":
                self._paint(bytes(operands[0]))
            case "TJ":
                self._paint(
                    b"".join(bytes(o) for o in operands[0] if isinstance(o, pikepdf.String))
                )
            case _:
                assert self._open or operator not in _PAINTS, "unmarked"

    def _begin(self, tag: str, about: Any) -> None:
        number = int(about["/MCID"]) if "/MCID" in about else self._number()
        self.texts.setdefault(number, "")
        if "/ActualText" in about and self._instead is None:
            self.texts[number] += str(about["/ActualText"])
            self._instead = len(self._open)
        self._open.append((tag, number))

    def _end(self) -> None:
        self._open.pop()
        if self._instead == len(self._open):
            self._instead = None

    def _number(self) -> int | None:
        return self._open[-1][1] if self._open else None

    def _paint(self, codes: bytes) -> None:
        assert self._open, "text that is neither in the structure nor an artifact"
        if self._instead is not None:
            return
        found = [self._font[int.from_bytes(codes[at : at + 2])] for at in range(0, len(codes), 2)]
        if ("/ReversedChars", self._number()) in self._open:
            found.reverse()
        number = self._number()
        self.texts[number] += "".join(found)


def _letters_of(font: Object) -> dict[int, str]:
    return _read_map(font.ToUnicode.read_bytes().decode("ascii"))


@cache
def _read_map(written: str) -> dict[int, str]:
    found: dict[int, str] = {}
    for kind, lines in _SECTION.findall(written):
        if kind == "bfchar":
            found |= {int(code, 16): _utf_16(to) for code, to in _SINGLE.findall(lines)}
        else:
            assert "[" not in lines
            for first, last, to in _RANGE.findall(lines):
                start = ord(_utf_16(to))
                codes = range(int(first, 16), int(last, 16) + 1)
                found |= {code: chr(start + place) for place, code in enumerate(codes)}
    return found


def _utf_16(written: str) -> str:
    return bytes.fromhex(written).decode("utf-16-be")


def instructions(page: Any, *wanted: str) -> Iterator[tuple[str, list[Any]]]:
    """Some of what paints a page: what is done, and with what."""
    for found in pikepdf.parse_content_stream(page, " ".join(wanted)):
        assert isinstance(found, pikepdf.ContentStreamInstruction)
        yield str(found.operator), list(found.operands)


class Ran(NamedTuple):
    """A run of text on a page: where it begins, in points from the left edge and from the foot, how
    far to the right it goes, and the size of its letters.
    """

    left: float
    height: float
    right: float
    size: float


def ran(page: Any) -> Iterator[Ran]:
    """Every run of text of a page."""
    corner, place = (0.0, 0.0), (0.0, 0.0)
    font: tuple[float, dict[int, float]] = (0.0, {})
    kept = font
    for operator, operands in instructions(
        page, "q", "Q", "cm", "BT", "Td", "Tm", "Tf", "Tj", "TJ"
    ):
        match operator, operands:
            case "cm", [_, _, _, _, across, up]:
                corner = (float(across), float(up))
            case "q", []:
                kept = font
            case "Q", []:
                corner, font = (0.0, 0.0), kept
            case "BT", []:
                place = (0.0, 0.0)
            case "Td", [across, up]:
                place = (place[0] + float(across), place[1] + float(up))
            case "Tm", [_, _, _, _, across, up]:
                place = (float(across), float(up))
            case "Tf", [name, points]:
                font = (float(points), _widths(page.Resources.Font[str(name)]))
            case _, [shown]:
                left, height = corner[0] + place[0], corner[1] + place[1]
                pieces, (size, wide) = list(shown) if operator == "TJ" else [shown], font
                yield Ran(left, height, left + _width(pieces, wide) * size, size)
            case _:
                pass


def _width(pieces: list[Any], wide: dict[int, float]) -> float:
    """In em. A number between letters draws the next one nearer, in thousandths."""
    length = 0.0
    for piece in pieces:
        if isinstance(piece, pikepdf.String):
            codes = bytes(piece)
            length += sum(
                wide[int.from_bytes(codes[at : at + 2])] for at in range(0, len(codes), 2)
            )
        else:
            length -= float(piece)
    return length / 1000


def _widths(font: Object) -> dict[int, float]:
    (descendant,) = list(font.DescendantFonts)
    found: dict[int, float] = {}
    entries = iter(list(descendant.W))
    for first in entries:
        following = next(entries)
        if isinstance(following, Array):
            found |= {int(first) + place: float(width) for place, width in enumerate(following)}
        else:
            width = float(next(entries))
            found |= dict.fromkeys(range(int(first), int(following) + 1), width)
    return found
