"""Makes a PDF smaller and says nothing else: what Typst writes out in full, as the tree for screen
readers, goes into compressed object streams (ISO 32000-1, 7.5.7 and 7.5.8), and pages are painted
in fewer words.
"""

import re
import zlib
from itertools import pairwise
from typing import NamedTuple

from ketacli.render.pdf_painting import repainted

_TABLE = re.compile(rb"xref\s+0 (\d+)\s+")
_TABLE_LINE = 20
_TRAILER = re.compile(
    rb"trailer\s*<<\s*/Size \d+(.*)>>\s*startxref\s+(\d+)\s+%%EOF\s*\Z", re.DOTALL
)
_OBJECT = re.compile(rb"(\d+) 0 obj\s*(.*?)\s*endobj\s*\Z", re.DOTALL)
_PAGE = re.compile(rb"<<\s*/Type\s*/Page\s*/[^>]*/Contents (\d+) 0 R")
_PAINTING = re.compile(
    rb"<<\s*/Length \d+\s*/Filter\s*/FlateDecode\s*>>\s*stream\n(.*)\nendstream", re.DOTALL
)
_IN_ONE = 1000
"""So many objects go into one stream: a reader unpacks it whole to find one."""
_FREE, _WHOLE, _PACKED = 0, 1, 2


class _Place(NamedTuple):
    """Where an object is: whole at a byte of the file, or packed as one of a stream."""

    kind: int = _FREE
    where: int = 0
    place: int = 65535


def packed(pdf: bytes) -> bytes:
    """The same objects in fewer bytes. Takes what Typst writes: one table of places."""
    trailer = _TRAILER.search(pdf, pdf.rindex(b"trailer"))
    if trailer is None:
        raise ValueError("not a PDF as Typst writes it")
    table = int(trailer[2])
    starts = _starts(pdf, table)
    objects = dict(_object(pdf[start:end]) for start, end in pairwise([*starts, table]))
    painting = {int(page[1]) for written in objects.values() if (page := _PAGE.match(written))}
    out = bytearray(pdf[: starts[0]])
    places: dict[int, _Place] = {0: _Place()}
    small: list[tuple[int, bytes]] = []
    for number, written in objects.items():
        if not written.endswith(b"endstream"):
            small.append((number, written))
            continue
        shown = _painted(written) if number in painting else written
        places[number] = _Place(_WHOLE, len(out), 0)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, shown)
    for home, at in enumerate(range(0, len(small), _IN_ONE), max(objects) + 1):
        together = small[at : at + _IN_ONE]
        places[home] = _Place(_WHOLE, len(out), 0)
        places |= {
            number: _Place(_PACKED, home, count) for count, (number, _) in enumerate(together)
        }
        out += b"%d 0 obj\n%b\nendobj\n" % (home, _together(together))
    return bytes(out + _table(len(out), places, trailer[1]))


def _starts(pdf: bytes, table: int) -> list[int]:
    """Where each object begins, in the order of the file."""
    head = _TABLE.match(pdf, table)
    if head is None:
        raise ValueError("not a table of places as Typst writes it")
    lines = (head.end() + _TABLE_LINE * count for count in range(int(head[1])))
    return sorted(int(pdf[at : at + 10]) for at in lines if pdf[at + 17 : at + 18] == b"n")


def _object(written: bytes) -> tuple[int, bytes]:
    found = _OBJECT.match(written)
    if found is None:
        raise ValueError("not an object as Typst writes it")
    return int(found[1]), found[2]


def _painted(written: bytes) -> bytes:
    """What paints a page, said in fewer words."""
    found = _PAINTING.fullmatch(written)
    if found is None:
        raise ValueError("not a page as Typst writes it")
    return _stream(b"", repainted(zlib.decompress(found[1])))


def _together(objects: list[tuple[int, bytes]]) -> bytes:
    """One stream of some objects, behind a list of their numbers and places."""
    heads: list[bytes] = []
    at = 0
    for number, written in objects:
        heads.append(b"%d %d" % (number, at))
        at += len(written) + 1
    head = b" ".join(heads) + b"\n"
    about = b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head))
    return _stream(about, head + b"\n".join(written for _, written in objects))


def _table(start: int, places: dict[int, _Place], trailer: bytes) -> bytes:
    """The stream that says where everything is, itself included, and the end of the file."""
    own = max(places) + 1
    places = places | {own: _Place(_WHOLE, start, 0)}
    rows = (places.get(number, _Place()) for number in range(own + 1))
    written = b"".join(
        row.kind.to_bytes(1) + row.where.to_bytes(4) + row.place.to_bytes(2) for row in rows
    )
    about = b"/Type/XRef/W[1 4 2]/Size %d%b" % (own + 1, trailer)
    return b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (own, _stream(about, written), start)


def _stream(about: bytes, content: bytes) -> bytes:
    small = zlib.compress(content, 9)
    head = b"<<%b/Filter/FlateDecode/Length %d>>\nstream\n" % (about, len(small))
    return head + small + b"\nendstream"
