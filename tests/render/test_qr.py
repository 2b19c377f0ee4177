"""Codes as drawings: what is read back from each is the text, and each has its own white ground."""

import re
import sys
import zlib
from pathlib import Path
from struct import pack, unpack
from xml.etree import ElementTree as ET

import pyte
import pytest
import segno
from hypothesis import given

from ketacli.errors import NotInstalledError
from ketacli.render import qr
from ketacli.text import visible
from support.any_leaflet import HOSTILE, LETTERS, MARKUP, texts
from support.codes import QUIET, THEMES, Theme, photo_of, scanned

ADDRESS = "https://leaflets.example.org/ketamine/zh-Hans/how-ketamine-works/"
WORDS = {
    "address": ADDRESS,
    "es": "\u00bfPuedo conducir despu\u00e9s? \u00bfY ma\u00f1ana?",
    "pl": "Za\u017c\u00f3\u0142\u0107 g\u0119\u015bl\u0105 ja\u017a\u0144.\n- Czy mog\u0119?",
    "zh": "\u6c2f\u80fa\u916e\u600e\u6837\u8d77\u4f5c\u7528\uff1f\n\n\u96ea\u5c71\u3002",
    "one letter": "x",
    "hostile": "<script>alert(1)</script> {{ x }} ]]> &amp; '\"",
}
ANY = texts(*LETTERS, *MARKUP, *HOSTILE)
SVG = "{http://www.w3.org/2000/svg}"


def of_svg(drawing: str) -> tuple[ET.Element, list[list[int]]]:
    """The root of a drawing, and what its strokes paint: first the ground, then the modules."""
    root = ET.fromstring(drawing)
    side = int(root.attrib["viewBox"].split()[2])
    title, ground, strokes = root
    assert title.tag == f"{SVG}title"
    assert ground.attrib == {"fill": "#fff", "d": f"M0-.5h{side}v{side}H0z"}
    assert set(strokes.attrib) == {"stroke", "d"}
    assert strokes.attrib["stroke"] == "#000"
    painted = [[0] * side for _ in range(side)]
    x = y = 0
    for letter, to_x, to_y, run in re.findall(r"([mM])(-?\d+) (\d+)h(\d+)", strokes.attrib["d"]):
        x, y = (x + int(to_x), y + int(to_y)) if letter == "m" else (int(to_x), int(to_y))
        for _ in range(int(run)):
            painted[y][x] = 1
            x += 1
    return root, painted


def of_png(picture: bytes) -> tuple[dict[bytes, bytes], list[list[int]]]:
    """The parts of a picture, and its pixels: 1 is black."""
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    parts, at = {}, 8
    while at < len(picture):
        (length,) = unpack(">I", picture[at : at + 4])
        kind, content = picture[at + 4 : at + 8], picture[at + 8 : at + 8 + length]
        (seal,) = unpack(">I", picture[at + 8 + length : at + 12 + length])
        assert seal == zlib.crc32(kind + content)
        parts[kind] = content
        at += 12 + length
    width, height = unpack(">II", parts[b"IHDR"][:8])
    lines = zlib.decompress(parts[b"IDAT"])
    each = 1 + width // 8
    assert len(lines) == height * each
    rows = [lines[n : n + each] for n in range(0, len(lines), each)]
    assert {row[0] for row in rows} == {0}
    bits = range(7, -1, -1)
    pixels = [[1 - (byte >> bit & 1) for byte in row[1:] for bit in bits] for row in rows]
    return parts, pixels


def on_screen(lines: tuple[str, ...], columns: int = 120) -> pyte.Screen:
    screen = pyte.Screen(columns, len(lines) + 2)
    pyte.Stream(screen).feed("".join(f"{line}\r\n" for line in lines))
    return screen


@pytest.mark.parametrize("text", WORDS.values(), ids=WORDS)
def test_a_phone_reads_the_picture(text: str, tmp_path: Path) -> None:
    assert scanned(qr.png(text), tmp_path) == text


@pytest.mark.parametrize("text", WORDS.values(), ids=WORDS)
@pytest.mark.parametrize("halves", [True, False])
@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_a_phone_reads_a_terminal_in_any_theme(
    text: str, theme: Theme, tmp_path: Path, *, halves: bool
) -> None:
    screen = on_screen(qr.terminal(text, halves=halves))
    assert scanned(photo_of(screen, theme), tmp_path, "pgm") == text


def test_a_theme_that_swaps_black_and_white_would_be_seen(tmp_path: Path) -> None:
    """The colours that themes choose are not enough: this is what the test above stands on."""
    black_on_white = "\x1b[30;47m"
    lines = tuple(f"{black_on_white}{line}\x1b[0m" for line in qr.half_blocks(ADDRESS))
    assert scanned(photo_of(on_screen(lines), THEMES["dark"]), tmp_path, "pgm") == ""


def test_letters_of_no_encoding_are_asked_about(tmp_path: Path) -> None:
    assert scanned(qr.png("a\ud800b"), tmp_path) == "a?b"


@given(ANY)
def test_every_drawing_shows_the_same_modules(text: str) -> None:
    shown = [list(row) for row in qr.rows(text)]
    side = len(shown)
    root, painted = of_svg(qr.svg(text, text))
    assert painted == shown
    assert root[0].text == visible(text)
    _, pixels = of_png(qr.png(text))
    assert [row[::8] for row in pixels[::8]] == shown
    assert all(len({*row[at : at + 8]}) == 1 for row in pixels for at in range(0, 8 * side, 8))
    assert all(pixels[at : at + 8] == [pixels[at]] * 8 for at in range(0, 8 * side, 8))


@pytest.mark.parametrize("text", ["x", ADDRESS, "x" * 2953])
def test_the_quiet_zone_is_four_modules_wide_on_every_side(text: str) -> None:
    drawn = qr.rows(text)
    side = len(drawn)
    assert {len(row) for row in drawn} == {side}
    light = bytes(QUIET)
    assert all(row[:QUIET] == row[-QUIET:] == light for row in drawn)
    assert {*drawn[:QUIET], *drawn[-QUIET:]} == {bytes(side)}
    dark = b"\1" * 7
    assert drawn[QUIET][QUIET : QUIET + 7] == drawn[QUIET][-QUIET - 7 : -QUIET] == dark
    assert [row[QUIET] for row in drawn[-QUIET - 7 : -QUIET]] == [1] * 7


@pytest.mark.parametrize("halves", [True, False])
def test_the_quiet_zone_of_a_terminal_is_as_white_as_the_code(*, halves: bool) -> None:
    lines = qr.terminal(ADDRESS, halves=halves)
    side = len(qr.rows(ADDRESS))
    screen = on_screen(lines)
    columns, quiet = (side, QUIET // 2) if halves else (2 * side, QUIET)
    assert len(lines) == ((side + 1) // 2 if halves else side)
    for y in (*range(quiet), *range(len(lines) - quiet, len(lines))):
        for x in range(columns):
            assert (screen.buffer[y][x].data, screen.buffer[y][x].bg) == (" ", "ffffff")
    for y in range(len(lines)):
        assert {screen.buffer[y][x].bg for x in range(columns)} <= {"ffffff", "080808"}
        edges = [*range(QUIET), *range(columns - QUIET, columns)]
        assert {screen.buffer[y][x].bg for x in edges} == {"ffffff"}
        assert screen.buffer[y][columns].bg == "default"


def test_blanks_need_no_letters_of_any_encoding() -> None:
    assert all(line.isascii() for line in qr.terminal(ADDRESS, halves=False))
    assert all(set(line) <= {*qr.HALF_BLOCKS.values()} for line in qr.half_blocks(ADDRESS))


def test_a_drawing_says_what_it_is_and_in_which_language() -> None:
    root, _ = of_svg(qr.svg(ADDRESS, 'A < B & "C"', "zh-Hans"))
    assert root.tag == f"{SVG}svg"
    assert root.attrib["role"] == "img"
    assert root.attrib["shape-rendering"] == "crispEdges"
    assert root.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "zh-Hans"
    assert root[0].text == 'A < B & "C"'
    side = len(qr.rows(ADDRESS))
    assert root.attrib["viewBox"] == f"0 -.5 {side} {side}"
    assert root.attrib["width"] == root.attrib["height"] == str(4 * side)
    assert "lang" not in qr.svg(ADDRESS, "A")


def test_a_drawing_of_an_address_is_small() -> None:
    """Smaller than the one that segno writes of the same code."""
    ours = ET.fromstring(qr.svg(ADDRESS, ""))[2].attrib["d"]
    code = segno.make(ADDRESS, error="l", micro=False, mode="byte", encoding="utf-8", eci=False)
    theirs = re.findall(r' d="([^"]+)"', code.svg_inline(border=4))[0]
    assert len(ours) <= len(theirs)
    assert len(qr.svg(ADDRESS, "").encode()) < 2600


def test_a_picture_is_the_same_bytes_and_large_enough_for_a_phone() -> None:
    first, _ = of_png(qr.png(ADDRESS))
    qr.rows.cache_clear()
    assert qr.png(ADDRESS) == qr.png(ADDRESS)
    side = len(qr.rows(ADDRESS))
    assert first[b"IHDR"] == pack(">IIBBBBB", 8 * side, 8 * side, 1, 0, 0, 0, 0)
    assert first[b"pHYs"] == pack(">IIB", 8000, 8000, 1)  # a millimetre for a module
    assert set(first) == {b"IHDR", b"pHYs", b"IDAT", b"IEND"}  # no time, no program


@pytest.mark.parametrize("text", ["", " \n ", "x" * 2954, "\u00e9" * 1477])
def test_what_no_code_holds_is_drawn_nowhere(text: str) -> None:
    assert qr.version(text) == 0
    assert len(qr.rows(text)) == len(qr.half_blocks(text)) == 0
    assert len(qr.terminal(text)) == len(qr.terminal(text, halves=False)) == 0
    for draw in (lambda: qr.svg(text, "x"), lambda: qr.png(text)):
        with pytest.raises(ValueError, match="no code holds this"):
            draw()


@pytest.mark.parametrize("version", range(1, 41))
@pytest.mark.parametrize("halves", [True, False])
def test_a_screen_has_room_for_a_code_or_it_has_not(version: int, *, halves: bool) -> None:
    text = "x" * (qr.holds(version) + 1)  # letters without a name of their own
    assert qr.version(text) == version
    assert qr.version(text + "x") in {version + 1, 0}
    side = 17 + 4 * version + 2 * QUIET
    columns, lines = (side, (side + 1) // 2) if halves else (2 * side, side)
    assert qr.largest(columns, lines, halves=halves) == version
    assert qr.largest(columns - 1, lines, halves=halves) == version - 1
    assert qr.largest(columns, lines - 1, halves=halves) == version - 1


def test_no_room_is_none() -> None:
    assert qr.largest(0, 0) == qr.largest(80, -3) == qr.largest(28, 99) == qr.holds(0) == 0
    assert qr.largest(9999, 9999) == 40


def test_without_segno_the_command_that_installs_it_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    qr.check()
    monkeypatch.setitem(sys.modules, "segno", None)
    with pytest.raises(NotInstalledError) as caught:
        qr.check()
    assert caught.value.command == f"{sys.executable} -m pip install 'segno>=1.6'"
