import subprocess
from pathlib import Path

import pytest

from ketacli.render import pdf_packing
from ketacli.render.pdf_painting import repainted
from support.leaflets import golden_topics
from support.pdf_pages import LARGE, USUAL, printed, sheet, shipped

HEAD = b"q 1 0 0 -1 %b cm/c0 cs 0 scn\nBT 0 Tr/f0 12 Tf 1 0 0 -1 0 0 Tm"
TAIL = b"\nET\nQ\n"
DRAWN = b"q 1 0 0 -1 56.692913 3 cm/c0 cs 0.11372549 scn 0 0 m 481.88977 0.5 l\nS\nQ\n"


def _text(shown: bytes, place: bytes = b"50 700.25") -> bytes:
    return HEAD % place + shown + TAIL


def _marked(*painted: bytes, begins: bytes = b"/Span<</MCID 0>>BDC\n") -> bytes:
    return begins + b"".join(painted) + b"EMC"


def test_what_is_the_same_for_the_next_line_is_not_said_again() -> None:
    page = _marked(_text(b"(a)Tj")) + _marked(_text(b"(b)Tj", b"50.001 673.25")) + b"\n"
    begins, ends = b"/Span<</MCID 0>>BDC\n", b"EMC\n"
    first = begins + b"/c0 cs 0 scn\n/f0 12 Tf\n50 700.25 Td(a)Tj\n" + ends
    assert repainted(page) == b"BT\n" + first + begins + b"0 -27 Td(b)Tj\n" + ends + b"ET\n"


def test_letters_that_are_filled_and_drawn_are_told_from_others() -> None:
    drawn = (
        _text(b"(b)Tj").replace(b" scn", b" scn/c0 CS 0 SCN 0.384 w 4 M").replace(b"0 Tr", b"2 Tr")
    )
    page = repainted(_marked(_text(b"(a)Tj"), drawn, _text(b"(c)Tj")))
    colour = b"/c0 cs 0 scn/c0 CS 0 SCN 0.384 w 4 M\n"
    assert b"Td(a)Tj\n" + colour + b"2 Tr\n0 0 Td(b)Tj\n" in page
    assert b"(b)Tj\n/c0 cs 0 scn\n0 Tr\n0 0 Td(c)Tj\n" in page


def test_a_stretch_of_text_never_reaches_out_of_marked_content_that_has_a_drawing_too() -> None:
    page = _marked(DRAWN, _text(b"(a)Tj"), begins=b"/Artifact<</Type/Pagination>>BDC\n")
    drawn = b"q 1 0 0 -1 56.69 3 cm/c0 cs 0.114 scn 0 0 m 481.89 0.5 l\nS\nQ\n"
    text = b"BT\n/c0 cs 0 scn\n/f0 12 Tf\n50 700.25 Td(a)Tj\nET\n"
    assert repainted(page) == b"/Artifact<</Type/Pagination>>BDC\n" + drawn + text + b"EMC\n"


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        (b"[(\\000\\001)]TJ", b"(\0\1)Tj"),
        (b"[(a)20.00003(b)-160(c)]TJ", b"[(a)20(b)-160(c)]TJ"),
        (b"<00280D5C>Tj", b"(\0\\(\\r\\\\)Tj"),
        (b"[<0041>-250<0042>]TJ", b"[(\0A)-250(\0B)]TJ"),
        (b"(\\n\\r\\t\\\\\\))Tj", b"(\n\\r\t\\\\\\))Tj"),
        (b"(\\000\\\\000)Tj", b"(\0\\\\000)Tj"),
        (b"(a(b(c)d)e)Tj", b"(a\\(b\\(c\\)d\\)e)Tj"),
    ],
)
def test_letters_are_written_without_escapes_that_they_do_not_need(
    written: bytes, wanted: bytes
) -> None:
    assert wanted in repainted(_marked(_text(written)))


@pytest.mark.parametrize(
    "page",
    [
        b"",
        b"0 0 m 1 1 l S\n",
        _text(b"(not marked)Tj"),
        _marked(_marked(_text(b"(a)Tj"))),
        b"/Span<</MCID 0>>BDC\n" + _text(b"(never ends)Tj"),
        _marked(_text(b"(a(b(c(d)))e)Tj")),
        _marked(b"q q\nQ\nQ\n"),
    ],
)
def test_a_page_that_is_not_as_expected_stays_as_it_is(page: bytes) -> None:
    assert repainted(page) == page


def test_an_ornament_is_not_told_from_other_ornaments() -> None:
    page = repainted(_marked(DRAWN, begins=b"/Artifact<</Type/Layout>>BDC\n"))
    assert page.startswith(b"/Artifact BMC\nq ")


def test_text_that_is_read_backwards_keeps_its_mark() -> None:
    text = (
        b"q 1 0 0 -1 5.123 6 cm/c0 cs 0 scn\nBT/ReversedChars BMC 0 Tr/f1 12 Tf (a)Tj\nEMC\nET\nQ\n"
    )
    assert repainted(_marked(text)) == _marked(text.replace(b"5.123", b"5.12")) + b"\n"


@pytest.mark.parametrize("large", [False, True])
def test_a_page_looks_the_same(
    large: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaflet = golden_topics()["every-block"]
    after = _seen(shipped("every-block", *(LARGE if large else USUAL)), tmp_path / "after")
    monkeypatch.setattr(pdf_packing, "repainted", lambda page: page)
    before = _seen(printed(leaflet, large=large), tmp_path / "before")
    assert sheet(leaflet, large=large).large is large
    assert len(before) == len(after)
    differ = [a - b for a, b in zip(before, after, strict=True) if abs(a - b) > 64]
    assert len(differ) < len(before) / 10_000
    assert sum(dot < 128 for dot in after) > len(after) / 100


def _seen(file: bytes, at: Path) -> bytes:
    """The grey of each dot of all pages."""
    at.mkdir()
    command = ["pdftoppm", "-gray", "-r", "50", "-", str(at / "page")]
    subprocess.run(command, input=file, check=True)
    return b"".join(page.read_bytes() for page in sorted(at.iterdir()))
