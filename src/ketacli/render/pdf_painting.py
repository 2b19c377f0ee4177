"""Paints the same page of a PDF in fewer bytes: the font, the colour and the place that Typst says
anew for every run of text are said once, or counted from the run before. A page on which anything
is not as Typst writes it stays as it is.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

_PLAIN = rb"(?:[^()\\]|\\.)"
_STRING = rb"(?:<[0-9A-F]+>|\((?:%b|\((?:%b|\(%b*\))*\))*\))" % (_PLAIN, _PLAIN, _PLAIN)
"""Codes or letters. Pairs of brackets may stand there as they are: here, two inside each other."""
_INSIDE = rb"(?:[^()\\<>]|%b)" % _STRING
_TOKEN = re.compile(
    rb"(?P<begins>/\w+(?:<<(?:%b|<<%b*>>)*>>)? ?B[DM]C\n)|(?P<ends>EMC\s*)|"
    rb"q 1 0 0 -1 (?P<across>-?[\d.]+) (?P<up>-?[\d.]+) cm"
    rb"(?P<colour>/c\d+ cs [\d. ]+ scn(?:/c\d+ CS [\d. ]+ SCN [\d.]+ w 4 M)?)\n"
    rb"BT (?P<manner>[02] Tr)(?P<font>/f\d+ [\d.]+ Tf) 1 0 0 -1 0 0 Tm"
    rb"(?:(?P<whole>%b)Tj|\[(?P<pieces>(?:%b|[-\d. ])*)\]TJ)\nET\nQ\n|"
    rb"(?P<drawn>q (?:%b|[^()])*?\nQ\n)" % (_INSIDE, _INSIDE, _STRING, _STRING, _STRING),
    re.DOTALL,
)
_PIECE = re.compile(rb"(?P<letters>%b)|(?P<nearer>-?[\d.]+)" % _STRING, re.DOTALL)
_ESCAPED = re.compile(rb"\\(?:([0-7]{3})|(.))", re.DOTALL)
_CONTROLS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_NOT_AS_THEY_ARE = re.compile(rb"[()\\\r]")
_LONG_NUMBER = re.compile(rb"-?\d*\.\d{3,}")
_FILLED = b"0 Tr"
_ORNAMENT = b"/Artifact<</Type/Layout>>BDC"
"""What is not part of the text, of no kind that a reader has to know: unlike the foot of a page."""
_ENOUGH = 2
"""Places behind the point: a hundredth of a point is a tenth of a dot of a good printer."""
_ENOUGH_OF_A_COLOUR = 3


class _Marked(NamedTuple):
    """What is painted for one element of the structure, or for none."""

    begins: bytes
    painted: tuple[re.Match[bytes], ...]

    @property
    def written(self) -> bool:
        """Whether it is text and nothing else."""
        return all(map(_is_text, self.painted))


def repainted(page: bytes) -> bytes:
    """What paints a page, in fewer bytes."""
    found = _read(page)
    if found is None:
        return page
    pen = _Pen()
    return b"".join(
        piece
        for written, together in groupby(found, lambda marked: marked.written)
        for piece in (_written(pen, together) if written else _mixed(pen, together))
    )


def _read(page: bytes) -> list[_Marked] | None:
    """Each piece of marked content, or nothing where there is anything else on the page."""
    found: list[_Marked] = []
    begins: bytes | None = None
    painted: list[re.Match[bytes]] = []
    at = 0
    while at < len(page):
        token = _TOKEN.match(page, at)
        if token is None or (begins is None) != (token["begins"] is not None):
            return None
        at = token.end()
        if token["begins"]:
            begins, painted = token["begins"].replace(_ORNAMENT, b"/Artifact BMC"), []
        elif token["ends"]:
            found.append(_Marked(begins or b"", tuple(painted)))
            begins = None
        else:
            painted.append(token)
    return found if begins is None else None


def _written(pen: "_Pen", together: Iterator[_Marked]) -> Iterator[bytes]:
    """Marked pieces of text and of nothing else: they fit into one stretch of text."""
    yield pen.begin()
    for marked in together:
        yield marked.begins
        for text in marked.painted:
            yield from pen.write(text)
        yield b"EMC\n"
    yield b"ET\n"


def _mixed(pen: "_Pen", together: Iterator[_Marked]) -> Iterator[bytes]:
    """Marked pieces with drawings among them: no stretch of text may reach out of its piece."""
    for marked in together:
        yield marked.begins
        for written, found in groupby(marked.painted, _is_text):
            if not written:
                yield from (_LONG_NUMBER.sub(_rounded, drawn[0]) for drawn in found)
                continue
            yield pen.begin()
            for text in found:
                yield from pen.write(text)
            yield b"ET\n"
        yield b"EMC\n"


class _Pen:
    """Writes text, and knows what a page was last told of it."""

    def __init__(self) -> None:
        self._colour = self._font = b""
        self._manner = _FILLED
        self._across = self._up = 0.0

    def begin(self) -> bytes:
        """Begin a stretch of text: places count from the corner of the page again."""
        self._across = self._up = 0.0
        return b"BT\n"

    def write(self, text: re.Match[bytes]) -> Iterator[bytes]:
        """One run of text."""
        if text["colour"] != self._colour:
            yield _LONG_NUMBER.sub(_rounded, text["colour"]) + b"\n"
        if text["manner"] != self._manner:
            yield text["manner"] + b"\n"
        if text["font"] != self._font:
            yield text["font"] + b"\n"
        across, up = (round(float(text[name]), _ENOUGH) for name in ("across", "up"))
        yield b"%b %b Td" % (_number(across - self._across), _number(up - self._up))
        yield _shown(text)
        self._colour, self._manner, self._font = text["colour"], text["manner"], text["font"]
        self._across, self._up = across, up


def _is_text(token: re.Match[bytes]) -> bool:
    return token["drawn"] is None


def _shown(text: re.Match[bytes]) -> bytes:
    """The letters of a run: as they are, where nothing moves them nearer to each other."""
    if text["whole"]:
        return _letters(text["whole"]) + b"Tj\n"
    pieces = [
        _letters(piece["letters"]) if piece["letters"] else b"%d" % round(float(piece["nearer"]))
        for piece in _PIECE.finditer(text["pieces"])
    ]
    return pieces[0] + b"Tj\n" if len(pieces) == 1 else b"[%b]TJ\n" % b"".join(pieces)


def _letters(string: bytes) -> bytes:
    """A string without more escapes than it needs."""
    inside = string[1:-1]
    if string.startswith(b"<"):
        plain = bytes.fromhex(inside.decode())
    elif rb"\\" in inside:
        plain = _ESCAPED.sub(_meant, inside)
    else:  # the most frequent one at once: half of the bytes of Latin letters
        plain = _ESCAPED.sub(_meant, inside.replace(rb"\000", b"\0"))
    return b"(%b)" % _NOT_AS_THEY_ARE.sub(_kept, plain)


def _meant(escaped: re.Match[bytes]) -> bytes:
    if escaped[1]:
        return bytes([int(escaped[1], 8)])
    return _CONTROLS.get(escaped[2], escaped[2])


def _kept(letter: re.Match[bytes]) -> bytes:
    return b"\\r" if letter[0] == b"\r" else b"\\" + letter[0]


def _rounded(number: re.Match[bytes]) -> bytes:
    value = float(number[0])
    return _number(value, _ENOUGH if abs(value) > 1 else _ENOUGH_OF_A_COLOUR)


def _number(number: float, places: int = _ENOUGH) -> bytes:
    shown = f"{number:.{places}f}".rstrip("0").rstrip(".")
    return b"0" if shown == "-0" else shown.encode()
