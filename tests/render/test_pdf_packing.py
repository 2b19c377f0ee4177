import pytest
import typst
from pikepdf import Stream

from ketacli.render import pdf
from ketacli.render.pdf_packing import packed
from support.leaflets import golden_topics
from support.pdf import opened
from support.pdf_pages import sheet

SMALL = b"""#set document(title: "A title", date: datetime(year: 2020, month: 1, day: 1))
= A title
Some words, and #link("https://example.org")[https://example.org].
#for number in range(400) [+ #number \n]
"""


def _written(words: bytes = SMALL) -> bytes:
    return typst.compile(
        words, format="pdf", ignore_system_fonts=True, pdf_standards=["ua-1", "a-2a"]
    )


def _objects(pdf: bytes) -> dict[int, bytes]:
    """Every object in full by its number."""
    file = opened(pdf)
    return {
        one.objgen[0]: one.read_raw_bytes()
        if isinstance(one, Stream)
        else one.unparse(resolved=True)
        for one in file.objects
    }


def test_a_packed_file_has_the_same_objects_under_the_same_numbers() -> None:
    before, after = _objects(_written()), _objects(packed(_written()))
    assert len(before) > 400
    painting = {page.Contents.objgen[0] for page in opened(_written()).pages}
    assert {number for number in before if after[number] != before[number]} == painting


def test_a_packed_file_has_the_same_trailer() -> None:
    before, after = opened(_written()), opened(packed(_written()))
    for name in ("/Root", "/Info", "/ID"):
        assert after.trailer[name].unparse() == before.trailer[name].unparse()


def test_a_packed_file_is_smaller_by_a_third() -> None:
    assert len(packed(_written())) < len(_written()) * 2 / 3


def test_many_objects_go_into_several_streams() -> None:
    file = packed(_written(SMALL + SMALL.split(b"\n", 1)[1]))
    assert file.count(b"/Type/ObjStm") > 1
    assert opened(file).Root.Type == "/Catalog"


def test_a_printed_leaflet_is_packed() -> None:
    leaflet = golden_topics()["every-block"]
    assert b"/Type/ObjStm" in pdf.render(leaflet, sheet(leaflet))


@pytest.mark.parametrize(
    "damaged",
    [
        lambda pdf: pdf.replace(b"trailer\n", b"trailer %", 1),
        lambda pdf: pdf.replace(b"xref\n0 ", b"xref\n7 ", 1),
        lambda pdf: pdf.replace(b" 0 obj", b" 1 obj"),
        lambda pdf: pdf.replace(b"/FlateDecode", b"/OtherDecode"),
    ],
)
def test_what_typst_would_not_write_is_refused(damaged: object) -> None:
    assert callable(damaged)
    with pytest.raises(ValueError, match="as Typst writes it"):
        packed(damaged(_written()))
